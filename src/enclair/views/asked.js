// What asks for a guess before a view opens, and what explains the view and waits with it: the next folded text of the
// section is a black bar until the guess, then it opens.

import { fill, h, uniqueId } from "./elements.js";
import { View } from "./view.js";

const WAITS = "data-enclair-waits";
const FOLDED = "details:has(> summary > strong)";

/** What holds the folded text that explains the view in `el`: in a notebook its cell; undefined if there is none. */
function explanation(el) {
  const root = el.closest(".jp-Notebook") ?? document;
  const isNext = (one) =>
    el.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING && !one.closest(".cell, .jp-CodeCell");
  const next = [...root.querySelectorAll(`h2, ${FOLDED}`)].find(isNext);
  return next?.matches("details") ? (next.closest(".jp-MarkdownCell") ?? next) : undefined;
}

/** Say that `name` bars what is in `box`, or no longer; two guesses may bar one text. */
function mark(box, name, bars) {
  const names = new Set((box.getAttribute(WAITS) ?? "").split(" ").filter(Boolean));
  names[bars ? "add" : "delete"](name);
  if (names.size) box.setAttribute(WAITS, [...names].join(" "));
  else box.removeAttribute(WAITS);
}

/**
 * Bar the explanation of the view in `el` while both are on the page; `told` hears whether one is barred. Gives back
 * what lifts the bar: `lift(true)` also opens the text, unless another guess still bars it.
 */
function bar(el, told) {
  const name = uniqueId("guess");
  let box;
  let frame = 0;
  const look = () => {
    frame = 0;
    const found = el.isConnected ? explanation(el) : undefined;
    if (found === box) return;
    if (box) mark(box, name, false);
    box = found;
    if (box) mark(box, name, true);
    told(Boolean(box));
  };
  // JupyterLab renders texts when it has time and measures nothing far off the screen: look after each change.
  const changes = new MutationObserver(() => (frame ||= requestAnimationFrame(look)));
  changes.observe(document.body, { childList: true, subtree: true });
  return (open) => {
    changes.disconnect();
    cancelAnimationFrame(frame);
    look();
    if (!box) return;
    mark(box, name, false);
    const folded = box.matches(FOLDED) ? box : box.querySelector(FOLDED);
    if (open && folded && !box.hasAttribute(WAITS)) folded.open = true;
  };
}

/** A question and its guess: `ask` is what takes the guess, `answer` what stays of it, `hasGuess` whether there is one. */
export class Asked extends View {
  constructor(given) {
    super(given);
    this.liftsToo = h("span", { hidden: true });
    this.lift = bar(this.el, (bars) => (this.liftsToo.hidden = !bars));
  }

  leave() {
    this.lift(false);
  }

  ask() {}

  answer() {}

  hasGuess() {
    return false;
  }

  isOpen() {
    return this.get("display") !== "none";
  }

  /** The button that opens the view, and what is promised of a guess. */
  go() {
    const { t } = this;
    this.opens = h("button.enclair-show", { type: "submit", disabled: true }, t("Show it"));
    const promise = t("A guess is enough: it is not marked, and nobody else sees it.");
    fill(this.liftsToo, " ", t("It also lifts the black bar below."));
    return h("p.enclair-go", this.opens, h("small", promise, this.liftsToo));
  }

  build() {
    const answer = this.isOpen() && h("div", { tabIndex: -1, role: "status" }, this.answer());
    const name = this.el.dataset.view.split("/").at(-1);
    const root = `section.enclair.enclair-asked.enclair-${name}`;
    fill(this.el, h(root, { lang: this.lang() }, answer || this.ask()));
    if (!answer) return;
    this.lift(true);
    if (this.hasGuess()) answer.focus();
  }
}
