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

/** Whether a task stands between the view in `el` and what explains it: "Task 2." in bold. */
function isTaskFirst(el, box) {
  const follows = (one, other) => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;
  const tasks = [...document.querySelectorAll("p > strong:first-child")].filter((one) =>
    /\d\.$/.test(one.textContent),
  );
  return tasks.some((one) => follows(el, one) && follows(one, box) && !box.contains(one));
}

const folded = (box) => (box.matches(FOLDED) ? box : box.querySelector(FOLDED));

/** Say that `name` bars what is in `box`, or no longer; two guesses may bar one text. */
function mark(box, name, bars) {
  const names = new Set((box.getAttribute(WAITS) ?? "").split(" ").filter(Boolean));
  names[bars ? "add" : "delete"](name);
  if (names.size) box.setAttribute(WAITS, [...names].join(" "));
  else box.removeAttribute(WAITS);
}

/** What a screen reader hears in place of a text that is barred: `words`, or the text again where there are none. */
function say(text, words) {
  if (text) text.ariaLabel = words;
}

/**
 * Bar the explanation of the view in `el` while both are on the page, with `words` for who does not see the bar; `told`
 * hears whether one is barred. Gives back what lifts the bar: `lift(true)` also opens the text, unless another guess
 * still bars it or a task comes first.
 */
function bar(el, words, told) {
  const name = uniqueId("guess");
  let box;
  let frame = 0;
  const look = () => {
    frame = 0;
    const found = el.isConnected ? explanation(el) : undefined;
    if (found !== box) {
      if (box) mark(box, name, false);
      box = found;
      if (box) mark(box, name, true);
      told(Boolean(box));
    }
    if (box) say(folded(box), words); // a text that is rendered anew has lost it
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
    if (box.hasAttribute(WAITS)) return;
    const text = folded(box);
    say(text, null);
    if (open && text && !isTaskFirst(el, box)) text.open = true;
  };
}

/** A question and its guess: `ask` is what takes the guess, `answer` what stays of it, `hasGuess` whether there is one. */
export class Asked extends View {
  constructor(given) {
    super(given);
    this.liftsToo = h("span", { hidden: true });
    const hidden = this.t("Hidden: guess, and it opens.");
    this.lift = bar(this.el, hidden, (bars) => (this.liftsToo.hidden = !bars));
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
    fill(this.liftsToo, " ", t("It also lifts the bar below."));
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
