// What asks for a guess before a view opens, and what waits with it: what cells print between the view and the next
// folded text of the section, and that text, which explains the view. They are black bars until the guess.

import { fill, h, uniqueId } from "./elements.js";
import { View } from "./view.js";

const WAITS = "data-enclair-waits";
const FOLDED = "details:has(> summary > strong)";
const PRINTS = ["application/vnd.jupyter.stdout", "text/plain"].map((type) => `> [data-mime-type="${type}"]`);
/** What a cell printed: in a notebook, and on a page, where it is folded. An error is no such thing: it is always seen. */
const PRINTED = `.jp-OutputArea-child:has(${PRINTS}), .cell > .result`;

const follows = (one, other) => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;

/** What waits with the view in `el`; of a folded text in a notebook its cell, since the text is rendered anew. */
function waiting(el) {
  const root = el.closest(".jp-Notebook") ?? document;
  const counts = (one) => one.matches(PRINTED) || !one.closest(".cell, .jp-CodeCell");
  const all = [...root.querySelectorAll(`h2, ${FOLDED}, ${PRINTED}`)];
  const next = all.filter((one) => follows(el, one) && counts(one));
  const end = next.findIndex((one) => !one.matches(PRINTED));
  if (end < 0) return []; // the rest of the section is not on the page yet
  const text = next[end].matches("details") ? [next[end].closest(".jp-MarkdownCell") ?? next[end]] : [];
  return [...next.slice(0, end), ...text];
}

/** Whether something is to be done between the view in `el` and what explains it: "Task 2." or "Click path." in bold. */
function isTaskFirst(el, box) {
  const isBetween = (one) => follows(el, one) && follows(one, box) && !box.contains(one);
  const tasks = [...document.querySelectorAll("p > strong:first-child")].filter(isBetween);
  return tasks.some((one) => one.textContent.endsWith("."));
}

const barred = (box) => (box.matches(`${FOLDED}, ${PRINTED}`) ? box : box.querySelector(FOLDED));

/** Say that `name` bars what is in `box`, or no longer; two guesses may bar one text. */
function mark(box, name, bars) {
  const names = (box.getAttribute(WAITS) ?? "").split(" ").filter((one) => one && one !== name);
  if (bars) names.push(name);
  if (names.length) box.setAttribute(WAITS, names.join(" "));
  else box.removeAttribute(WAITS);
}

/** What a screen reader hears in place of what is barred: `words`, or itself again where there are none. */
function say(one, words) {
  if (!one) return;
  one.ariaLabel = words;
  if (!one.matches("details")) one.role = words && "img";
}

/**
 * Bar what waits with the view in `el` while both are on the page, with `words` for who does not see the bars; `told`
 * hears whether something is barred. Gives back what lifts the bars: `lift(true)` also opens the text that explains,
 * unless another guess still bars it or a task comes first.
 */
export function bar(el, words, told) {
  const name = uniqueId("guess");
  let boxes = [];
  let frame = 0;
  const look = () => {
    frame = 0;
    const now = el.isConnected ? waiting(el) : [];
    for (const box of boxes) if (!now.includes(box)) mark(box, name, false);
    for (const box of now) if (!boxes.includes(box)) mark(box, name, true);
    if (boxes.length !== now.length) told(now.length > 0);
    boxes = now;
    for (const box of boxes) say(barred(box), words); // a text that is rendered anew has lost it
  };
  // JupyterLab renders texts when it has time and measures nothing far off the screen: look after each change.
  const changes = new MutationObserver(() => (frame ||= requestAnimationFrame(look)));
  changes.observe(document.body, { childList: true, subtree: true });
  return (open) => {
    changes.disconnect();
    cancelAnimationFrame(frame);
    look();
    for (const box of boxes) {
      mark(box, name, false);
      if (box.hasAttribute(WAITS)) continue;
      const one = barred(box);
      say(one, null);
      if (open && one?.matches(FOLDED) && !isTaskFirst(el, box)) one.open = true;
    }
  };
}

/** A question and its guess: `ask` is what takes the guess, `answer` what stays of it, `hasGuess` whether there is one. */
export class Asked extends View {
  follows = { build: ["display"] };
  liftsToo = h("span", { hidden: true });
  lift = bar(this.el, this.t("Hidden: guess, and it opens."), (bars) => (this.liftsToo.hidden = !bars));

  leave() {
    this.lift(false);
    super.leave();
  }

  ask() {}

  answer() {}

  hasGuess = () => false;

  isOpen = () => this.get("display") !== "none";

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
