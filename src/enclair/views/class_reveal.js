// A class answers with raised hands on the projector: keys or clicks count them, and one bar hides the answer until Space
// lifts it. The counts are in this object alone: in no trait, and gone with the page.

import { h } from "./elements.js";

export class Hands {
  /** `lift` shows the answer. */
  constructor(view, lift) {
    this.view = view;
    this.lift = lift;
    this.counts = [];
    this.choices = [];
  }

  /** Count one hand more for the choice in this place, or one less; never below none. */
  add(place, by) {
    this.counts[place] = Math.max(0, (this.counts[place] ?? 0) + by);
    this.show();
  }

  /** The rows of `choices`, each its words, with what counts their hands, and the bar. */
  draw(choices) {
    const { t } = this.view;
    this.choices = choices;
    this.list = h("ol", choices.map(this.row));
    const hidden = t("Hidden until the class has answered");
    const veil = h("button.enclair-veil", {
      type: "button",
      "aria-label": hidden,
      onclick: () => this.lift(),
    });
    const keys = t(
      "Space lifts the bar. Keys 1 to {count} count raised hands, with Shift one less; nothing is kept.",
      { count: `${choices.length}` },
    );
    this.show();
    return h("div.enclair-hands", this.list, veil, h("small", keys));
  }

  row = (words, place) => {
    const less = this.view.t("One hand less: {name}", { name: words });
    const count = (by) => () => this.add(place, by);
    // Who clicks goes on with keys: a mouse gives no row the focus, so that Space lifts the bar.
    const onmousedown = (event) => event.preventDefault();
    const more = { type: "button", onclick: count(1) };
    const fewer = { type: "button", onclick: count(-1), "aria-label": less, title: less };
    const hand = h("button.enclair-hand", more, h("kbd", `${place + 1}`), h("span", words), h("output"));
    return h("li", { onmousedown }, hand, h("button", fewer, "−"));
  };

  /** Let each row show its hands: a number, and a share of the most. */
  show() {
    const most = Math.max(1, ...this.counts.filter(Boolean));
    for (const [place, row] of [...this.list.children].entries()) {
      const count = this.counts[place] ?? 0;
      row.querySelector("output").textContent = `${count}`;
      row.style.setProperty("--hands", `${count / most}`);
    }
  }

  /** What the class said, for when the answer is seen: each choice with its hands; null where nobody raised one. */
  told() {
    if (!this.counts.some(Boolean)) return null;
    const said = this.choices.map((words, place) =>
      h("span", h("b", `${this.counts[place] ?? 0}`), ` ${words}`),
    );
    return h("span.enclair-class", h("b.enclair-you", this.view.t("class")), said);
  }

  /** What keys do, by their place on the keyboard: in French digits need Shift. */
  keys(event) {
    const { code, shiftKey, ctrlKey, altKey, metaKey, target } = event;
    const place = Number(/^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1]) - 1;
    if (ctrlKey || altKey || metaKey || target.matches("input, textarea, select")) return;
    if (place >= 0 && place < this.choices.length) this.add(place, shiftKey ? -1 : 1);
    else if (code === "Space" && !target.matches("button, summary, a")) this.lift();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
