// A class answers with raised hands on the projector: keys or clicks count them, and one bar hides the answer until Space
// lifts it. The counts are in this object alone: in no trait, and gone with the page.

import { h } from "./elements.js";
import { View } from "./view.js";

/** Whether Space is pressed where neither a button nor a field takes it. */
export const isSpace = ({ code, target }) =>
  code === "Space" && !target.matches("button, summary, a, input, textarea, select");

export class Hands {
  counts = [];
  choices = [];

  /** `lift` shows the answer. */
  constructor(view, lift) {
    this.view = view;
    this.lift = lift;
  }

  /** How many hands were raised for the choice in this place, and for any. */
  count = (place) => this.counts[place] ?? 0;
  any = () => this.counts.some(Boolean);

  /** Count one hand more for a choice, or one less; never below none. */
  add(place, by) {
    this.counts[place] = Math.max(0, this.count(place) + by);
    this.show();
  }

  /** The rows of `choices`, each its words, with what counts their hands, and the bar. */
  draw(choices) {
    const { t } = this.view;
    this.choices = choices;
    this.list = h("ol", choices.map(this.row));
    const hidden = t("Hidden until the class has answered");
    const props = { type: "button", "aria-label": hidden, onclick: () => this.lift() };
    const keys = t(
      "Space lifts the bar. Keys 1 to {count} count raised hands, with Shift one less; nothing is kept.",
      { count: `${choices.length}` },
    );
    this.show();
    return h("div.enclair-hands", this.list, h("button.enclair-veil", props), h("small", keys));
  }

  row = (words, place) => {
    const less = this.view.t("One hand less: {name}", { name: words });
    const button = (by, props) => ({ type: "button", onclick: () => this.add(place, by), ...props });
    const said = [h("kbd", `${place + 1}`), h("span", words), h("output")];
    const fewer = button(-1, { "aria-label": less, title: less });
    // Who clicks goes on with keys: a mouse gives no row the focus, so that Space lifts the bar.
    const onmousedown = (event) => event.preventDefault();
    return h("li", { onmousedown }, h("button.enclair-hand", button(1), said), h("button", fewer, "−"));
  };

  /** Let each row show its hands: a number, and a share of the most. */
  show() {
    const most = Math.max(1, ...this.choices.map((_, place) => this.count(place)));
    for (const [place, row] of [...this.list.children].entries()) {
      row.querySelector("output").textContent = `${this.count(place)}`;
      row.style.setProperty("--hands", `${this.count(place) / most}`);
    }
  }

  /** What the class said, for when the answer is seen: each choice with its hands; null where nobody raised one. */
  told() {
    if (!this.any()) return null;
    const said = this.choices.map((words, place) => h("span", h("b", `${this.count(place)}`), ` ${words}`));
    return h("span.enclair-class", h("b.enclair-you", this.view.t("class")), said);
  }

  /** What keys do, by their place on the keyboard: in French digits need Shift. One that is held is pressed once. */
  keys(event) {
    const { code, shiftKey, ctrlKey, altKey, metaKey, target } = event;
    const place = Number(/^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1]) - 1;
    if (ctrlKey || altKey || metaKey || target.matches("input, textarea, select")) return;
    if (!(place in this.choices) && !isSpace(event)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.repeat) return;
    if (place in this.choices) this.add(place, shiftKey ? -1 : 1);
    else this.lift();
  }
}

/** A view that a class goes through on the projector: Space lifts what a stage hides, and once more leads to the next. */
export class Staged extends View {
  /** Come to a stage: no hand is raised, and its answer lies under a bar. */
  come(stage = 0) {
    this.stage = stage;
    this.hands = new Hands(this, () => this.reveal(true));
    this.reveal(false);
  }

  reveal(isLifted) {
    this.isLifted = isLifted;
    this.draw();
    if (this.isLarge()) /** @type {HTMLElement} */ (this.projected()).focus(); // keys go on
  }

  turned = () => this.come();

  /** What leads to the next stage; the question itself says what is to be done there. */
  onward(name) {
    const go = () => this.come(this.stage + 1);
    return h("p", "→ ", this.button(name, go, { class: "enclair-on" }));
  }

  ownTask = () => null;

  largeKeys(event) {
    if (!this.isLifted) this.hands.keys(event);
    else if (isSpace(event)) {
      event.preventDefault(); // what comes next is read from its top
      /** @type {HTMLElement} */ const next = this.projected().querySelector(".enclair-on");
      if (!event.repeat) next?.click();
    }
  }
}
