// A poll of the class in which coins hide each answer. The page keeps two numbers and the question, no more.

import { Hands } from "./class_reveal.js";
import { h } from "./elements.js";
import { Tally } from "./tally.js";
import { renders } from "./view.js";

class Poll extends Tally {
  follows = { drawTally: ["yes", "no"], showAll: ["question"] };
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

  ownTask = () => null; // the question says it

  /** On the projector a class that has thrown its coins raises hands, and then sees what they tell; neither is kept. */
  turned() {
    this.isTold = false;
    this.hands = new Hands(this, () => {
      this.isTold = this.hands.any();
      if (this.isTold) this.build();
    });
    this.build();
  }

  largeKeys(event) {
    if (!this.isTold) this.hands.keys(event);
  }

  steps = () => h("ol", ...this.get("page_sentences").steps.map((words) => h("li", this.t(words))));

  raised() {
    const { t, hands, view } = this;
    this.tally();
    this.tell(hands.count(0), hands.count(1));
    const question = h("p.enclair-head", this.get("question") || this.sentence("question"));
    const told = this.isTold && [h("p", hands.told()), view.tally, view.told];
    return [
      h("div.enclair-bar", question, this.enlarger()),
      told || [this.steps(), hands.draw([t("yes"), t("no")])],
    ];
  }

  form() {
    const { t } = this;
    const told = this.get("told")[this.lang()];
    const head = (words) => h("p.enclair-head", words);
    const die = h("details", h("summary", t("With a die")), h("p", this.sentence("die")));
    const care = h("p.enclair-note", this.sentence("care"));
    const how = h("div", head(t("How it goes")), this.steps(), die, care);
    return [
      h("div.enclair-bar", this.asked(), this.enlarger()),
      h("div.enclair-poll-both", how, h("div", head(t("Your tally")), this.tally(), h("p", told.hint))),
      h("p", told.widths),
      h("p.enclair-foot", this.sentence("kept")),
    ];
  }

  build() {
    this.shows = [];
    const shown = this.isLarge() ? this.raised() : this.form();
    this.place("poll", this.t("A poll that hides each answer"), shown);
    this.drawTally();
  }
}

export default { render: renders(Poll) };
