// A class answers with raised hands on the projector: keys or clicks count them, and one bar hides the answer until Space
// lifts it. The counts are in the view alone: in no trait, but for a poll's, and gone with the page.

import { h } from "./elements.js";
import { onSlides, View } from "./view.js";

const sum = (counts) => counts.reduce((one, other) => one + other, 0);

/** A view that a class goes through on the projector: Space lifts what a stage hides, and once more leads to the next. */
export class Staged extends View {
  stage = 0;
  isLifted = false;
  counts = []; // how many hands were raised for the choice in each place
  earlier = []; // and how many when they were raised for the same question before

  /** What a class may choose, in words. */
  choices = () => [];

  /** What stays of the hands. */
  kept = () => this.t("Nothing is kept.");

  /** Whether the bar can lift yet. */
  canLift = () => true;

  /** Come to a stage: no hand is raised, and its answer lies under a bar. */
  come(stage = 0) {
    Object.assign(this, { stage, counts: [], earlier: [] });
    this.reveal(false);
  }

  /** What has lifted takes the focus, else all that fills the projector: keys go on. */
  reveal(isLifted) {
    this.isLifted = isLifted;
    this.draw();
    if (!this.isLarge()) return;
    const root = this.projected();
    (root.querySelector('[data-at="lifted"]') ?? root).focus({ preventScroll: true });
  }

  /** Lift the bar. */
  open() {
    this.reveal(true);
  }

  turned() {
    this.come();
  }

  /** What lay under the bar: a screen reader says it. */
  lifted = (named, ...parts) => h(named, { role: "status", tabIndex: -1, "data-at": "lifted" }, ...parts);

  /** What leads to the next stage; the question itself says what is to be done there. */
  onward = (name, go = () => this.come(this.stage + 1), at = "on") =>
    h("p", "→ ", this.button(name, go, { class: "enclair-on", "data-at": at }));

  /** The choices, if there are any, each with what counts its hands, and the bar. */
  hands() {
    this.list = h("ol", this.choices().map(this.hand));
    const veil = { className: "enclair-veil", "aria-label": this.t("Hidden until the class has answered") };
    this.veil = this.button("", () => this.open(), veil);
    const keys = this.t("Space lifts the bar. Number keys count raised hands, with Shift one less.");
    this.showHands();
    const asks = this.list.children.length > 0;
    return h("div.enclair-hands", asks && this.list, this.veil, asks && h("small", keys, " ", this.kept()));
  }

  hand = (words, place) => {
    const less = this.t("One hand less: {name}", { name: words });
    const before =
      sum(this.earlier) > 0 && h("small", this.t("before: {hands}", { hands: this.earlier[place] ?? 0 }));
    const said = [h("kbd", `${place + 1}`), h("span", words, before), h("output")];
    const more = this.button(said, () => this.count(place, 1), { className: "enclair-hand" });
    const fewer = this.button("−", () => this.count(place, -1), { "aria-label": less, title: less });
    return h("li", { style: `--before: ${this.share(place, this.earlier)}` }, more, fewer);
  };

  /** Count one hand more for a choice, or one less; never below none. */
  count(place, by) {
    this.counts[place] = Math.max(0, this.raised(place) + by);
    this.showHands();
  }

  /** How many hands were raised for the choice in this place. */
  raised = (place) => this.counts[place] ?? 0;

  /** How many hands were raised for all choices together. */
  raisedInAll = () => sum(this.counts);

  /** The hands for the choice in this place as a share of all. */
  share = (place, counts = this.counts) => (counts[place] ?? 0) / (sum(counts) || 1);

  /** Let each row show its hands: a number, and a bar. */
  showHands() {
    for (const [place, row] of [...this.list.children].entries()) {
      row.querySelector("output").textContent = `${this.raised(place)}`;
      row.style.setProperty("--hands", `${this.share(place)}`);
    }
    this.veil.disabled = !this.canLift();
  }

  /** What the class said, once the answer is seen: its rows stay where they were, and the `result` is marked. */
  classSaid(result = "", name = this.t("answer")) {
    const mark = h("b.enclair-you", name);
    if (!this.isLarge() && !this.raisedInAll())
      return result ? h("span.enclair-mine.enclair-result", mark, ` ${result}`) : null;
    const row = (words, place) => {
      const isResult = words === result;
      const count = this.raisedInAll() > 0 && h("b", `${this.raised(place)}`);
      const said = [
        h("kbd", { "aria-hidden": "true" }, `${place + 1}`),
        h("span", words, isResult && [" ", mark]),
        count,
      ];
      const props = { style: `--hands: ${this.share(place)}`, "aria-current": isResult || null };
      return h("li", props, h("span.enclair-hand", said));
    };
    return h(
      "div.enclair-hands.enclair-said",
      h("ol", { "aria-label": this.t("class") }, this.choices().map(row)),
    );
  }

  /**
   * Digits count while hands are on the page, by their place on the keyboard: in French they need Shift. Space, or what
   * a presenter's clicker sends, presses the bar, or what leads on, first in what a guess has opened, unless something
   * else takes it. A key that is held is pressed once.
   */
  largeKeys(event) {
    const { code, shiftKey, ctrlKey, altKey, metaKey, target } = event;
    if (ctrlKey || altKey || metaKey || target.matches("input, textarea, select")) return;
    const place = Number(/^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1]) - 1;
    const all = (one) => [...this.projected().querySelectorAll(one)];
    const hand = all("button.enclair-hand")[place];
    const veil = all(".enclair-veil:enabled:not([hidden])").at(-1); // in a grid the cell that is asked about shows it
    const step = all(".enclair-on:enabled").findLast((one) => one.checkVisibility());
    const keys = onSlides() ? ["PageDown"] : ["PageDown", "ArrowRight"]; // there the arrow is for the next slide
    const isOnward = keys.includes(code) || (code === "Space" && !target.matches("button, summary, a"));
    const next = isOnward && (veil ?? step ?? this.el.querySelector(".enclair-on:enabled"));
    const pressed = shiftKey && hand ? hand.nextElementSibling : (hand ?? next);
    if (!pressed) return;
    event.preventDefault(); // nor does a page scroll: what comes next is read from its top
    event.stopPropagation();
    if (!event.repeat) pressed.click();
  }
}
