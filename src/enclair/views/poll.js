// A poll of the class in which coins hide each answer. The page keeps two numbers and the question, no more.

import { Hands } from "./class_reveal.js";
import { h } from "./elements.js";
import { Tally } from "./tally.js";
import { renders } from "./view.js";

class Poll extends Tally {
  follows = { drawTally: ["yes", "no"], showAll: ["question"] };
  hands = new Hands(this, () => {});
  isTold = false;

  asked() {
    const given = { maxLength: this.constants.longest, placeholder: this.sentence("question") };
    const question = h("textarea", { rows: 2, ...given });
    question.onchange = () => this.choose({ question: question.value.trim().replace(/\s+/g, " ") });
    this.shows.push(() => (question.value = this.get("question")));
    return h("p.enclair-poll-question", this.control(this.t("Question"), question));
  }

  drawTally() {
    if (!this.isLarge()) super.drawTally();
  }

  turnLarge() {
    super.turnLarge();
    this.isTold = false;
    this.hands = new Hands(this, () => {
      this.isTold = true;
      this.build();
    });
    this.build();
    if (!this.isLarge()) /** @type {HTMLElement} */ (this.el.querySelector(".enclair-enlarge")).focus();
  }

  largeKeys(event) {
    if (!this.isTold) this.hands.keys(event);
  }

  steps() {
    const { steps } = this.get("page_sentences");
    return h("ol", ...steps.map((words) => h("li", this.t(words))));
  }

  /** On the projector a class that has thrown its coins raises hands, and then sees what they tell; neither is kept. */
  buildLarge() {
    const { t, hands } = this;
    const question = h("p.enclair-head", this.get("question") || this.sentence("question"));
    const bar = h("div.enclair-bar", question, this.enlarger());
    const [, , ...told] = this.tally();
    const asked = this.isTold ? told : [this.steps(), hands.draw([t("yes"), t("no")])];
    const [yes = 0, no = 0] = hands.counts;
    this.tell(yes, no);
    this.place("poll", t("A poll that hides each answer"), bar, asked).focus();
  }

  build() {
    const { get, t } = this;
    this.shows = [];
    if (this.isLarge()) return this.buildLarge();
    const told = get("told")[this.lang()];
    this.place(
      "poll",
      t("A poll that hides each answer"),
      h("div.enclair-bar", this.asked(), this.enlarger()),
      h(
        "div.enclair-poll-both",
        h(
          "div",
          h("p.enclair-head", t("How it goes")),
          this.steps(),
          h("details", h("summary", t("With a die")), h("p", this.sentence("die"))),
          h("p.enclair-note", this.sentence("care")),
          h("p", told.hint),
        ),
        h("div", h("p.enclair-head", t("Your tally")), this.tally()),
      ),
      h("p", told.widths),
      h("p.enclair-foot", this.sentence("kept")),
    );
    this.drawTally();
  }
}

export default { render: renders(Poll) };
