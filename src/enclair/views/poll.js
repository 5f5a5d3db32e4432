// A poll of the class in which coins hide each answer. The page keeps two numbers and the question, no more.

import { Hands } from "./class_reveal.js";
import { fill, h } from "./elements.js";
import { whole } from "./numbers.js";
import { digitsOf, estimate, inWords, percent } from "./polling.js";
import { renders, View } from "./view.js";

class Poll extends View {
  follows = { drawTally: ["yes", "no"], showAll: ["question"] };
  constants = this.get("constants");
  hands = new Hands(this, () => {});
  isTold = false;

  /** One line of a picture: a name, an interval, and where the estimate lies. */
  line(name, { low, high, below = low, above = high, share, margin }) {
    const written = (part) => percent(part, this, digitsOf({ margin }));
    const at = (part, node) => Object.assign(node, { style: `left: ${100 * part}%` });
    const range = this.t("from {low} to {high}", { low: written(low), high: written(high) });
    const estimated = this.t("estimate {share}", { share: written(share) });
    const cut = [below < 0 && ["left", low, "◂"], above > 1 && ["right", high, "▸"]].filter(Boolean);
    const interval = h(`i.enclair-poll-interval${cut.map(([end]) => `.enclair-poll-${end}`).join("")}`);
    interval.style = `left: ${100 * low}%; width: ${100 * (high - low)}%`;
    const arrows = cut.map(([end, part, sign]) => at(part, h(`b.enclair-poll-${end}`, sign)));
    const track = h(
      "span.enclair-poll-track",
      { role: "img", "aria-label": `${estimated}, ${range}` },
      interval,
      arrows,
      at(share, h("i.enclair-poll-share")),
    );
    return h("div.enclair-poll-row", h("span.enclair-poll-name", name), track);
  }

  axis() {
    const tick = (part) => h("small", { style: `left: ${100 * part}%` }, percent(part, this));
    const ticks = h("span", [0, 0.25, 0.5, 0.75, 1].map(tick));
    return h("div.enclair-poll-row.enclair-poll-axis", { "aria-hidden": "true" }, h("span"), ticks);
  }

  asked() {
    const { view } = this;
    const given = { maxLength: this.constants.longest, placeholder: this.sentence("question") };
    view.question = h("textarea", { rows: 2, ...given });
    view.question.onchange = () => this.choose({ question: view.question.value.trim().replace(/\s+/g, " ") });
    this.shows.push(() => (view.question.value = this.get("question")));
    return h("p.enclair-poll-question", this.control(this.t("Question"), view.question));
  }

  tally() {
    const { get, t, constants, view, choose } = this;
    view.refused = h("p", { role: "status" });
    const count = (name, label) => {
      const take = (value) => choose({ [name]: value });
      const [value, range] = [() => get(name), () => [0, constants.most]];
      return whole(this, label, { value, range, status: view.refused, take, found: true });
    };
    const empty = this.button(t("Empty the tally"), () => ({ yes: 0, no: 0 }));
    const bar = h("div.enclair-bar", count("yes", t("Said yes")), count("no", t("Said no")), empty);
    return [bar, view.refused];
  }

  drawTally() {
    this.showAll();
    if (!this.isLarge()) this.tell(this.get("yes"), this.get("no"));
  }

  /** What a tally tells, as a picture and in sentences. */
  tell(yes, no) {
    const { t, view } = this;
    const people = yes + no;
    if (!people) {
      fill(view.sentences, h("p", this.sentence("empty")));
      return fill(view.picture);
    }
    const result = estimate(yes, no, this.constants);
    const many = t("Your tally: {people} answers", { people: this.number(people) });
    fill(view.sentences, ...inWords(result, this).map((words) => h("p", words)));
    fill(view.picture, this.line(people === 1 ? t("Your tally: 1 answer") : many, result), this.axis());
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

  /** On the projector a class that has thrown its coins raises hands, and then sees what they tell; neither is kept. */
  buildLarge() {
    const { t, hands, view } = this;
    const question = h("p.enclair-head", this.get("question") || this.sentence("question"));
    const bar = h("div.enclair-bar", question, this.languages());
    const steps = h(
      "ol",
      this.get("page_sentences").steps.map((words) => h("li", t(words))),
    );
    const asked = this.isTold ? [view.picture, view.sentences] : [steps, hands.draw([t("yes"), t("no")])];
    const [yes = 0, no = 0] = hands.counts;
    this.tell(yes, no);
    const root = this.place("poll", t("A poll that hides each answer"), bar, asked);
    root.tabIndex = -1;
    root.focus();
  }

  build() {
    const { get, t, view } = this;
    view.sentences = h("div", { role: "status" });
    view.picture = h("div.enclair-poll-picture");
    if (this.isLarge()) return this.buildLarge();
    const both = (...columns) => h("div.enclair-poll-both", columns);
    const steps = get("page_sentences").steps.map((words) => h("li", t(words)));
    this.place(
      "poll",
      t("A poll that hides each answer"),
      h("div.enclair-bar", this.asked(), this.languages()),
      both(
        h(
          "div",
          h("p.enclair-head", t("How it goes")),
          h("ol", steps),
          h("details", h("summary", t("With a die")), h("p", this.sentence("die"))),
          h("p.enclair-note", this.sentence("care")),
          h("p", get("told")[this.lang()].hint),
        ),
        h("div", h("p.enclair-head", t("Your tally")), this.tally(), view.picture, view.sentences),
      ),
      h("p", get("told")[this.lang()].widths),
      h("p.enclair-foot", this.sentence("kept")),
    );
    this.drawTally();
  }
}

export default { render: renders(Poll) };
