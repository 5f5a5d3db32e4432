// The tally of a poll in which coins hide each answer: its two fields, and the picture of what it tells.

import { Staged } from "./class_reveal.js";
import { fill, h } from "./elements.js";
import { digitsOf, estimate, inWords, percent } from "./polling.js";

export class Tally extends Staged {
  constants = this.get("constants");

  tally() {
    const { get, t, view } = this;
    const status = h("p", { role: "status" });
    const count = (name, label) => {
      const take = (value) => this.choose({ [name]: value });
      const range = () => [0, this.constants.most];
      return this.wholeNumber(label, { value: () => get(name), range, status, take });
    };
    const empty = this.button(t("Empty the tally"), () => ({ yes: 0, no: 0 }));
    view.tally = h("div");
    view.told = h("div", { role: "status" });
    const bar = h("div.enclair-bar", count("yes", t("Said yes")), count("no", t("Said no")), empty);
    return [bar, status, view.tally, view.told];
  }

  drawTally() {
    this.showAll();
    this.tell(this.get("yes"), this.get("no"));
  }

  /** What a tally tells, as a picture and in sentences. */
  tell(yes, no) {
    const result = yes + no > 0 && estimate(yes, no, this.constants);
    fill(this.view.tally, result && this.strip(result));
    const words = result ? inWords(result, this) : [this.sentence("empty")];
    this.view.told.style.setProperty("--length", `${words.join("").length}`); // as in asked.js
    const reckoned = / (?=\([^)]*\)$)/; // which ends are cut, in brackets at the end
    const paragraph = ([said, how]) => h("p", said, how && h("span", ` ${how}`));
    fill(this.view.told, ...words.map((each) => paragraph(each.split(reckoned))));
  }

  /**
   * All answers from left to right, first the quarter that coins alone make a yes. Below stands the half that is left
   * for what is true: there the last yes points to the estimate, among those of other `rounds` and the `truth`.
   */
  strip(result, rounds = [], truth = undefined) {
    const { yes, people, low, high, share } = result;
    const said = (part) => percent(part, this, digitsOf(result));
    const range = this.t("from {low} to {high}", { low: said(low), high: said(high) });
    const estimated = this.t("estimate {share}", { share: said(share) });
    const at = (name, from, width = 0, ...words) =>
      h(name, { style: `left: ${100 * from}%; width: ${100 * width}%` }, ...words);
    const [chance, rest] = [Math.min(yes / people, 0.25), Math.max(0, yes / people - 0.25)];
    const label = (name, part) => truth === undefined && part > 0.15 && h("span", this.sentence(name));
    const parts = [
      at("i.enclair-chance", 0, chance, label("coins", chance)),
      at("i.enclair-rest", chance, rest, label("people", rest)),
    ];
    const scale = [
      truth === undefined && at("b", share - 0.22, 0.44, said(share)),
      at("i.enclair-interval", low, high - low),
      rounds.map((round) => at("i.enclair-round", round)),
      truth >= 0 && at("i.enclair-truth", truth),
      at("i.enclair-share", share),
      [0, 0.25, 0.5, 0.75, 1].map((tick) => at("small", tick, 0, percent(tick, this))),
    ];
    const drawn = [h("div.enclair-parts", parts), h("div.enclair-half", scale)];
    const few = high - low > 0.5 ? `${this.sentence("few")}, ${range}` : null; // a range of more than half of all
    const named = { role: "img", "aria-label": `${estimated}, ${range}`, "data-few": few };
    return h("div.enclair-strip", named, drawn);
  }
}
