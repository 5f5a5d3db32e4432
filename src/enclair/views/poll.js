// A poll of the class in which coins hide each answer. The page keeps two numbers and the question, no more.

import { h } from "./elements.js";
import { Tally } from "./tally.js";
import { onSlides, renders } from "./view.js";

class Poll extends Tally {
  follows = { drawTally: ["yes", "no"], showAll: ["question"] };

  asked() {
    const question = h("textarea", { rows: 2, maxLength: 300, placeholder: this.sentence("question") });
    question.onchange = () => this.choose({ question: question.value.trim().replace(/\s+/g, " ") });
    this.shows.push(() => (question.value = this.get("question")));
    return h("p.enclair-poll-question", this.control(this.t("Question"), question));
  }

  choices = () => [this.t("yes"), this.t("no")];

  drawTally() {
    if (!this.isLarge()) super.drawTally();
  }

  kept = () => this.sentence("kept");

  /** What a class counted is its tally: the notebook has it as well. */
  turned() {
    const [yes, no] = [this.raised(0), this.raised(1)];
    if (this.canLift()) this.choose({ yes, no });
    super.turned();
  }

  ownTask = () => null; // the question says it

  /** On the projector a class that has thrown its coins raises hands, and then sees what they tell, if anything. */
  canLift = () => this.counts.some(Boolean);

  draw = () => this.build();

  steps = () => h("ol", ...this.get("page_sentences").steps.map((words) => h("li", this.t(words))));

  shared() {
    const { view } = this;
    this.tally();
    this.tell(this.raised(0), this.raised(1));
    const question = h("p.enclair-head", this.get("question") || this.sentence("question"));
    const told = () => this.lifted("div", this.classSaid(), view.tally, view.told);
    const isRule = onSlides() && !this.stage; // it has a slide of its own, before hands are counted
    const next = () => this.onward(this.sentence("count"), undefined, "next");
    const asked = () => [(isRule || !onSlides()) && this.steps(), isRule ? next() : this.hands()];
    const shown = this.isLifted ? told() : asked();
    return [h("div.enclair-bar", question, this.enlarger()), shown];
  }

  form() {
    const { t } = this;
    const hints = Object.values(this.get("told")[this.lang()]).map((words) => h("p", words)); // of a tally
    const die = h("details", h("summary", t("With a die")), h("p", this.sentence("die")));
    const care = h("p.enclair-note", this.sentence("care"));
    const how = h("div", h("p.enclair-head", t("How it goes")), this.steps(), die, care);
    return [
      h("div.enclair-bar", this.asked(), this.enlarger()),
      h("div.enclair-poll-both", how, h("div", h("p.enclair-head", t("Your tally")), this.tally(), hints)),
      h("p.enclair-foot", this.kept()),
    ];
  }

  build() {
    this.shows = [];
    this.place("poll", this.t("A poll that hides each answer"), this.isLarge() ? this.shared() : this.form());
    this.drawTally();
  }
}

export default { render: renders(Poll) };
