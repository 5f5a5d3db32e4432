// Cells to predict: what the grid and the desk have in common. A cell that is predicted shows its answer with the
// reason; none is marked. On a projector a class raises hands for one cell after another.

import { Staged } from "../../views/class_reveal.js";
import { fill, group, h, menu } from "../../views/elements.js";
import { legend, panes } from "./panes.js";

export class Predictions extends Staged {
  draft = {}; // what is chosen and not shown yet, by key, so that one may look elsewhere in between
  opened = {}; // reasons that are open or were closed, by key
  isShared = false; // whether a class looks on
  seen = {}; // what a class has seen, by key, of a service what its hands said; it goes with the projector
  latest = []; // the key of the last of them, and what its hands said in a sentence
  started = ""; // the example that was chosen last
  wanted = ""; // the key of the row that was pressed before the class

  /** What stands side by side, and the controls above. */
  panes = () => [];
  slip = () => null;

  /** The parts that change; `label` says what stands side by side. */
  parts(label) {
    this.fit(this.el);
    this.view = { sheet: group("div.enclair-sheet", label), notes: h("div", { role: "status" }) };
    return this.view;
  }

  isTold = ({ key }) => key in this.get("predictions") || key in this.seen;

  choices = () => Object.keys(this.get("levels")).map(this.levelled);

  /** The shape and the name of an answer. */
  levelled = (level) => {
    const [shape, name] = this.get("levels")[level];
    return `${shape} ${this.t(name)}`;
  };

  /** A party or a request with what it is. */
  named = ([name, what]) => this.t("{name}: {words}", { name: this.t(name), words: this.t(what) });

  /** Buttons of which one is pressed: `codes` by code, each [name, …]. */
  pressed(trait, codes, label) {
    const buttons = Object.entries(codes).map(([code, [name]]) => this.choice(trait, code, this.t(name)));
    return group("div.enclair-set", label, buttons);
  }

  /** Examples to start from, in their random order: each [words, …]; `start` says what one chooses. */
  starts(label, examples, order, start) {
    const named = order.map((name) => [name, this.t(examples[name][0])]);
    const begin = (name) => {
      this.started = name;
      this.choose(start(examples[name]));
      // What it changes comes into view: below it on a screen, further down on a phone.
      this.view.sheet.querySelector(".enclair-marked")?.scrollIntoView({ block: "nearest" });
    };
    const chosen = Object.entries(start(examples[this.started] ?? []));
    const isChosen = chosen.every(([trait, value]) => this.get(trait) === value);
    const props = { "aria-label": label, "data-at": "start", className: "enclair-starts" };
    return menu([["", label], ...named], isChosen ? this.started : "", (name) => name && begin(name), props);
  }

  /**
   * A button that takes the bars of some rows as predicted. Who has never laid a bar has not guessed yet; afterwards no
   * bar is a guess, too: that it is seen.
   */
  comparer(label, rows, at) {
    const before = this.get("predictions");
    const compare = () => {
      const bars = rows.map(({ key }) => [key, before[key] ?? this.draft[key] ?? "yes"]);
      this.choose({ predictions: { ...before, ...Object.fromEntries(bars) } });
      // Reading goes on at the top of what was compared.
      this.view.sheet.querySelector(`[data-at="${rows[0].key}"]`).focus();
    };
    const disabled = !Object.keys({ ...this.draft, ...before }).length;
    const isOpen = !this.isShared && !rows.every(this.isTold);
    return isOpen && this.button(label, compare, { "data-at": at, disabled });
  }

  /** The controls, and below them the panes. `fresh`: bars fall on the words, where they did not lie before. */
  drawSheet(fresh = true) {
    const { t, view } = this;
    const shown = this.panes();
    const rows = shown.flatMap((one) => one.rows);
    this.askClass(shown.find((one) => one.marked)?.rows ?? rows, rows);
    const [parts, notes] = panes(this, shown);
    const hands = this.asked && this.hands();
    if (notes.length) hands?.lastElementChild.remove(); // what keys do was read before
    const bar = h("div.enclair-bar", hands ?? legend(this), this.comparer(t("Compare all"), rows, "compare"));
    this.redraw(view.sheet, this.slip(), bar, h("div.enclair-panes", parts));
    view.sheet.classList.toggle("enclair-fresh", fresh);
    fill(view.notes, ...notes);
  }

  /** Where a class looks on: a projector of the view's own, or that of the prediction which opens it. */
  projector = () =>
    /** @type {any} */ (this.el.closest(".enclair-projected") ?? (this.isLarge() ? this.projected() : null));

  /** In another size, perhaps that of a projector. A prediction has asked about the marked pane, which is seen at once. */
  draw() {
    const projector = this.projector();
    if (Boolean(projector) === this.isShared) return;
    this.isShared = Boolean(projector);
    const asked = this.isShared && !this.isLarge() && this.panes().find(({ marked }) => marked);
    this.seen = Object.fromEntries((asked?.rows ?? []).map(({ key }) => [key, ""]));
    this.latest = [];
    this.drawSheet(false);
  }

  /** On the projector one row is asked about: the one that was pressed, else the `next` of all that are not told. */
  askClass(next, rows) {
    const open = (some) => some.filter((row) => this.isShared && !this.isTold(row));
    const asked = open(rows).find(({ key }) => key === this.wanted) ?? open(next)[0];
    if (asked?.key !== this.asked?.key) this.counts = [];
    this.asked = asked;
  }

  open() {
    const { key } = this.asked;
    const place = Object.keys(this.get("levels")).indexOf(this.get("answers")[key][0]);
    const [right, all] = [this.raised(place), this.counts.reduce((sum, count) => sum + count, 0)];
    this.seen[key] = true;
    this.latest = [key, all > 0 && this.sentence("class", { right, all })];
    this.drawSheet(false);
  }
}
