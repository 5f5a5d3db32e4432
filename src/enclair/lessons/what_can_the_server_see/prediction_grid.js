// Cells to predict: what the grid and the desk have in common. A cell that is predicted shows its answer with the
// reason; none is marked. On a projector a class raises hands for one cell after another.

import { Hands } from "../../views/class_reveal.js";
import { fill, group, h, menu } from "../../views/elements.js";
import { View } from "../../views/view.js";
import { legend, panes } from "./panes.js";

export class Predictions extends View {
  /** What is chosen and not shown yet, by key, so that one may look elsewhere in between. */
  draft = {};
  opened = {}; // reasons that are open or were closed, by key
  isShared = false; // whether a class looks on
  /** What a class has seen, by key: what its hands said. It goes with the projector. */
  lifted = {};
  latest = []; // the key of the last of them, and what its hands said in a sentence
  wanted = ""; // the key of the row that was pressed before the class

  /** The panes that stand side by side, what they are called, and what stands above them. */
  panes = () => [];
  panesName = () => "";
  slip = () => null;
  compareAll = (_rows) => null;

  isTold = ({ key }) => key in this.get("predictions") || key in this.lifted;

  /** The shape and the name of an answer. */
  levelled = (level) => {
    const [shape, name] = this.get("levels")[level];
    return `${shape} ${this.t(name)}`;
  };

  /** A party or a request with what it is. */
  named = ([name, what]) => this.t("{name}: {words}", { name: this.t(name), words: this.t(what) });

  /** Buttons of which one is pressed: `codes` by code, each [name, …]. */
  pressed = (trait, codes, label, say = (name) => this.t(name)) =>
    group(
      "div.enclair-set",
      label,
      ...Object.entries(codes).map(([code, [name]]) => this.choice(trait, code, say(name))),
    );

  /** Examples to start from, in their random order: each [words, …]; `start` says what one chooses. */
  starts(label, examples, order, start) {
    const named = order.map((name) => [name, this.t(examples[name][0])]);
    const begin = (name) => this.choose(start(examples[name]));
    if (this.isShared) return menu([["", label], ...named], "", begin, { "aria-label": label });
    const buttons = named.map(([name, words]) =>
      this.button(words, () => begin(name), { "data-at": `start ${name}` }),
    );
    return group("div.enclair-starts", label, h("span.enclair-soft", label), buttons);
  }

  /** A button that compares some rows. */
  comparer(label, rows, at, hasGuess) {
    const isOpen = !this.isShared && !rows.every(this.isTold);
    const props = { "data-at": at, disabled: !hasGuess };
    return isOpen && this.button(label, () => this.compare(rows), props);
  }

  /** Who has never laid a bar has not guessed yet; afterwards no bar is a guess, too. */
  hasGuessed = () => Object.keys({ ...this.draft, ...this.get("predictions") }).length > 0;

  /** Take the bars of some rows as predicted; what has none is predicted to be seen. */
  compare(rows) {
    const before = this.get("predictions");
    const bars = rows.map(({ key }) => [key, before[key] ?? this.draft[key] ?? "yes"]);
    const at = this.focused()?.closest(".enclair-pane")?.getAttribute("aria-label");
    this.choose({ predictions: { ...before, ...Object.fromEntries(bars) } });
    // Reading goes on at the top of what was compared.
    const heads = [...this.view.sheet.querySelectorAll(".enclair-pane > .enclair-head")];
    (heads.find((head) => head.textContent === at) ?? heads[0]).focus();
  }

  /** The controls, and below them the panes. `fresh`: bars fall on the words, where they did not lie before. */
  drawSheet(fresh = true) {
    const { get, view } = this;
    const shown = this.panes();
    const rows = shown.flatMap((one) => one.rows);
    this.askClass(shown.find((one) => one.marked)?.rows ?? rows, rows);
    const [parts, notes] = panes(this, shown);
    const hands = this.asked && this.hands.draw(Object.keys(get("levels")).map(this.levelled));
    if (hands && notes.length) hands.lastElementChild.remove(); // what keys do was read before
    this.redraw(
      view.sheet,
      this.slip(),
      h("div.enclair-bar", hands ?? legend(this), this.compareAll(rows)),
      group("div.enclair-panes", this.panesName(), parts),
    );
    view.sheet.classList.toggle("enclair-fresh", fresh);
    fill(view.notes, ...notes);
  }

  /** Where a class looks on: a projector of the view's own, or that of the prediction which opens it. */
  projector = () =>
    /** @type {any} */ (this.el.closest(".enclair-projected") ?? (this.isLarge() ? this.projected() : null));

  turnLarge() {
    super.turnLarge();
    this.draw();
  }

  /** In another size, perhaps that of a projector. A prediction has asked about the marked pane, which is seen at once. */
  draw() {
    const projector = this.projector();
    if (Boolean(projector) === this.isShared) return;
    this.isShared = Boolean(projector);
    const asked = (this.isShared && !this.isLarge() && this.panes().find(({ marked }) => marked)?.rows) || [];
    this.lifted = Object.fromEntries(asked.map(({ key }) => [key, ""]));
    this.latest = [];
    this.drawSheet(false);
    if (!projector) return;
    if (!this.isLarge()) projector.addEventListener("keydown", this.largeKeys);
    projector.focus({ preventScroll: true }); // where keys count hands, also after a click
    projector.onmousedown = (event) => event.target.matches("select") || event.preventDefault();
  }

  /** Once all is seen, Space goes on to what follows from it. */
  largeKeys = (event) => {
    if (this.asked) return this.hands.keys(event);
    if (event.code !== "Space" || event.target.matches("button, summary, a, select")) return;
    event.preventDefault();
    this.latest = [];
    this.drawSheet(false);
  };

  /** On the projector one row is asked about: the one that was pressed, else the `next` of all that are not told. */
  askClass(next, rows) {
    const open = (some) => some.filter((row) => this.isShared && !this.isTold(row));
    const asked = open(rows).find(({ key }) => key === this.wanted) ?? open(next)[0];
    if (asked?.key !== this.asked?.key) this.hands = new Hands(this, this.lift);
    this.asked = asked;
  }

  lift = () => {
    const { key } = this.asked;
    const { counts } = this.hands;
    const right = counts[Object.keys(this.get("levels")).indexOf(this.get("answers")[key][0])] ?? 0;
    const all = counts.reduce((sum, count) => sum + count, 0);
    this.lifted[key] = all > 0 && `${right}/${all}`;
    this.latest = [key, all > 0 && this.sentence("class", { right, all })];
    this.drawSheet(false);
  };
}
