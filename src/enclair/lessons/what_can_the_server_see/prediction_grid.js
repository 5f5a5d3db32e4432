// Cells to predict: what the grid and the desk have in common. A cell that is predicted shows its answer with the
// reason; none is marked.

import { group, h } from "../../views/elements.js";
import { View } from "../../views/view.js";

export class Predictions extends View {
  /** What is chosen and not shown yet, by key, so that one may look elsewhere in between. */
  draft = {};
  opened = {}; // reasons that are open or were closed, by key

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
  starts = (label, examples, order, start) =>
    group(
      "div.enclair-starts",
      label,
      h("span.enclair-soft", label),
      order.map((name) =>
        this.button(this.t(examples[name][0]), () => start(examples[name]), { "data-at": `start ${name}` }),
      ),
    );

  /** Who has never laid a bar has not guessed yet; afterwards no bar is a guess, too. */
  hasGuessed = () => Object.keys({ ...this.draft, ...this.get("predictions") }).length > 0;

  /** Take the bars of some rows as predicted; what has none is predicted to be seen. */
  compare(rows) {
    const before = this.get("predictions");
    const open = rows.filter(({ key }) => !before[key]);
    const bars = open.map(({ key }) => [key, this.draft[key] ?? "yes"]);
    const at = this.focused()?.closest(".enclair-pane")?.getAttribute("aria-label");
    this.choose({ predictions: { ...before, ...Object.fromEntries(bars) } });
    // Reading goes on at the top of what was compared.
    const heads = [...this.view.panes.querySelectorAll(".enclair-head")];
    (heads.find((head) => head.textContent === at) ?? heads[0]).focus();
  }

  /** How many of some cells are predicted, and how often that was so. */
  counted = (cells) => {
    const predictions = this.get("predictions");
    const told = cells.filter(({ key }) => predictions[key]);
    const same = told.filter(({ key }) => predictions[key] === this.get("answers")[key][0]);
    return { told: told.length, all: cells.length, same: same.length };
  };

  /** A predicted cell: what is so, why, and the idea behind it; `met` has the ideas further up, each told once. */
  answer = (key, met) => {
    const { get, t } = this;
    const mine = get("predictions")[key];
    const [level, reason, ideas] = get("answers")[key];
    const phrase = (place) => t(get("phrases")[place]);
    const idea = mine in ideas && !met.has(ideas[mine]) && phrase(ideas[mine]);
    if (idea) met.add(ideas[mine]);
    return { mine, level, reason: phrase(reason), idea };
  };
}
