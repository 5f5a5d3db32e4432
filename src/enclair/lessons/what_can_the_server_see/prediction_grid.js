// What several pairs of eyes see of one message, side by side: bars that one places, then those of the design, and why.

import { Staged } from "../../views/class_reveal.js";
import { fill, group, h, lengths, menu, redacted } from "../../views/elements.js";
import { onSlides } from "../../views/view.js";

/** What is left of a sample for eyes of a level: all of it, a striped bar, a black bar. */
function left(level, sample, words) {
  if (level === "yes") return h("span.enclair-sample", sample);
  const bars = redacted(lengths(sample), words);
  bars.classList.add("enclair-sample");
  bars.classList.toggle("enclair-partly", level === "part");
  return bars;
}

export class Predictions extends Staged {
  draft = {}; // what is chosen and not shown yet, by key, so that one may look elsewhere in between
  opened = {}; // reasons that are open or were closed, by key
  isShared = false; // whether a class looks on
  seen = {}; // what a class has seen, by key: whether most hands were right; of a service what they said
  latest = ""; // the key of the last of them, while its answer is read
  started = ""; // the example that was chosen last
  wanted = ""; // the key of the row that was pressed before the class

  /** What stands side by side, the controls above, what a class is asked, and where it goes on after a column. */
  panes = () => [];
  slip = () => null;
  asks = (_row) => null;
  leads = () => null;

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

  /** A button that takes the bars of some rows as predicted: once one was laid, no bar is a guess, too, that it is seen. */
  comparer(label, rows, at) {
    const before = this.get("predictions");
    const compare = () => {
      const bars = rows.map(({ key }) => [key, before[key] ?? this.draft[key] ?? "yes"]);
      this.choose({ predictions: { ...before, ...Object.fromEntries(bars) } });
      this.view.sheet.querySelector(`[data-at="${rows[0].key}"]`).focus(); // reading goes on at their top
    };
    const disabled = !Object.keys({ ...this.draft, ...before }).length;
    const isOpen = !this.isShared && !rows.every(this.isTold);
    return isOpen && this.button(label, compare, { "data-at": at, disabled });
  }

  /** How bars are laid, and what the three looks mean. */
  legend() {
    const looks = Object.entries(this.get("levels")).map(([level, [, name]]) => {
      const look = left(level, "abc", this.t(name));
      look.ariaHidden = "true"; // its words stand beside it
      return h("span", look, ` ${this.levelled(level)}`);
    });
    return h("p.enclair-legend", h("span", this.sentence("bars")), looks);
  }

  /** A row that is not told yet: a press lays the next of the looks; before a class it asks about the row, then lifts it. */
  waiting({ key, name, what, sample }) {
    const { get, t, draft, isShared } = this;
    const levels = Object.keys(get("levels"));
    const level = draft[key] ?? "yes";
    const isAsked = key === this.asked?.key;
    const press = () => {
      if (isAsked) return this.open();
      if (isShared) [this.wanted, this.latest] = [key, ""];
      else draft[key] = levels[(levels.indexOf(level) + 1) % levels.length];
      this.drawSheet(false);
    };
    const words = isAsked ? t("Hidden until the class has answered") : t(get("levels")[level][1]);
    const seen = isShared ? h("span.enclair-sample", "?") : left(level, sample, words);
    const isUnlaid = !isAsked && (isShared || !(key in draft));
    return this.button([h("small", name), " ", seen], press, {
      className: `enclair-row${isAsked ? " enclair-veiled" : ""}${isUnlaid ? " enclair-unlaid" : ""}`,
      ...(!isShared && { title: what }),
      "data-at": key,
      "aria-label": isShared && !isAsked ? null : t("{name}: {words}", { name, words }),
    });
  }

  /** A row that was compared: what is so, and why; `notes` gets the idea behind what one expected, each once. */
  told({ key, name: row, of: name = row, sample }, isAlone, notes) {
    const { get, t, opened, levelled, isShared } = this;
    const mine = get("predictions")[key];
    const [level, why, ideas] = get("answers")[key];
    const [shape, words] = get("levels")[level].map((each) => t(each));
    const phrase = (place) => t(get("phrases")[place]);
    const note = (...more) => h("p.enclair-note", h("b", t("{name}: {words}", { name, words })), ". ", more);
    const idea = isShared ? undefined : ideas[mine]; // a class has had none
    if (idea !== undefined && !notes.has(idea)) notes.set(idea, note(phrase(idea)));
    if (key === this.latest) notes.set(key, note(phrase(why)));
    const isOther = mine && mine !== level && !isShared;
    const answer = isOther && levelled(mine).split(",")[0]; // a cell is narrow
    const said = isOther && [" ", h("small.enclair-yours", t("you: {answer}", { answer }))];
    const shown = h("span", `${shape} `, left(level, sample, words));
    const kind = `details.enclair-row${key === this.latest ? ".enclair-latest" : ""}`;
    const props = { open: opened[key] ?? isAlone, "data-key": key };
    const summary = h("summary", { "data-at": key }, h("small", row), " ", shown, said);
    const part = h(kind, props, summary, h("p", h("b", words), `. ${phrase(why)}`));
    part.ontoggle = () => (opened[key] = part.open);
    return part;
  }

  /** What one pair of eyes sees in `rows`. One that has no `code` is compared with its neighbours, and tells its reasons. */
  pane({ code, who, what, rows, marked }, notes) {
    const { get, t, sentence, isShared } = this;
    const row = (one) => (this.isTold(one) ? this.told(one, !code && !isShared, notes) : this.waiting(one));
    const mine = get("predictions");
    const predicted = rows.filter(({ key }) => key in mine);
    const same = predicted.filter(({ key }) => mine[key] === get("answers")[key][0]);
    const compared = sentence("same", { same: same.length, told: predicted.length });
    const told = predicted.length > 0 && h("p.enclair-soft", { role: "status" }, compared);
    const below = code && [told, this.comparer(t("Compare"), rows, `compare ${code}`)];
    const head = [h("p.enclair-head", who), what && h("small", what)];
    const part = group("section.enclair-pane", who, head, rows.map(row), below);
    part.classList.toggle("enclair-marked", Boolean(marked));
    return part;
  }

  /** The controls, and below them the panes. `fresh`: bars fall on the words, where they did not lie before. */
  drawSheet(fresh = true) {
    const { t, view } = this;
    const shown = this.panes();
    const rows = shown.flatMap((one) => one.rows);
    this.askClass(shown.find((one) => one.marked)?.rows ?? rows, rows);
    const notes = new Map(); // below the panes: an idea by its place, what a class reads by its key
    const parts = shown.map((one) => this.pane(one, notes));
    const hands = this.asked && (this.isLifted ? this.said() : this.hands());
    const keys = !this.isLifted && hands?.removeChild(hands.lastElementChild);
    const above = hands ? [hands] : [this.legend(), this.leads()];
    const bar = h("div.enclair-bar", above, this.comparer(t("Compare all"), rows, "compare"));
    const asks = this.isShared && h("p.enclair-asks", this.asked ? this.asks(this.asked) : this.result());
    this.redraw(view.sheet, asks, this.slip(), bar, h("div.enclair-panes", parts), keys);
    view.sheet.classList.toggle("enclair-fresh", fresh);
    view.sheet.classList.toggle("enclair-under-way", this.asked !== undefined);
    fill(view.notes, ...notes.values());
  }

  /** Whose rows were told; of all for which hands were raised, in how many most were right; and whether none is left. */
  result() {
    const said = Object.values(this.seen).filter((isRight) => typeof isRight === "boolean");
    const same = this.sentence("same", { same: said.filter(Boolean).length, told: said.length });
    const whose = this.isLarge() && `${this.t(this.get("ofs")[this.get("party")][0])}. `;
    return [whose, said.length > 0 && `${same} `, !this.leads() && !onSlides() && this.sentence("last")];
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
    this.latest = "";
    this.drawSheet(false);
  }

  /** On the projector one row is asked about: the one that was pressed, else the `next` of all that are not told. */
  askClass(next, rows) {
    this.isLifted = this.isShared && rows.some(({ key }) => key === this.latest);
    if (this.isLifted) return;
    const open = (some) => some.filter((row) => this.isShared && !this.isTold(row));
    const asked = open(rows).find(({ key }) => key === this.wanted) ?? open(next)[0];
    if (asked?.key !== this.asked?.key) this.counts = [];
    this.asked = asked;
  }

  /** What a class said of the row that was told, and what leads to the next one. */
  said() {
    const [level] = this.get("answers")[this.asked.key];
    const on = () => {
      this.latest = "";
      this.drawSheet(false);
    };
    const said = this.classSaid(this.levelled(level));
    return h("div", said, this.onward(this.t("Next"), on));
  }

  open() {
    const { key } = this.asked;
    const place = Object.keys(this.get("levels")).indexOf(this.get("answers")[key][0]);
    const isMost = this.counts.every((count, other) => other === place || count < this.raised(place));
    this.seen[key] = this.raisedInAll() > 0 ? isMost : "";
    this.latest = key;
    this.drawSheet(false);
  }
}
