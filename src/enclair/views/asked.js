// What asks for a guess before a view opens, and what waits with it: what cells print between the view and the next
// folded text of the section, and that text, which explains the view. They are black bars until the guess.

import { Staged } from "./class_reveal.js";
import { fill, h, joined, KEYS, lengths, redacted } from "./elements.js";
import { shareRows } from "./sharing.js";
import { isTask, onSlides } from "./view.js";

const WAITS = "data-enclair-waits";
const INSIDE = "data-enclair-inside";
const ANSWERS = "data-enclair-answers"; // of what a view shows (view.js)
const FOLDED = "details:has(> summary > strong)";
const PRINTS = ["application/vnd.jupyter.stdout", "text/plain"].map((type) => `> [data-mime-type="${type}"]`);
const DREW = '> [data-mime-type="text/html"] .enclair-drawn';
const DRAWN = ".cell > .enclair-scrolls:has(> .enclair-drawn)"; // on a page
/** What a cell printed or drew: in a notebook, and on a page, where it is folded. An error is always seen. */
const PRINTED = `.jp-OutputArea-child:has(${PRINTS}, ${DREW}), .cell > .result, ${DRAWN}`;

/** What explains a view, in the box of its question. */
const EXPLAINED = ".enclair-explained";

const follows = (one, other) => one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING;

/**
 * What waits with the view in `el`, up to another question; of a folded text in a notebook its cell, since the text is
 * rendered anew.
 */
function waiting(el) {
  const root = el.closest(".jp-Notebook") ?? document;
  const counts = (one) => one.matches(`${PRINTED}, ${EXPLAINED}`) || !one.closest(".cell, .jp-CodeCell");
  const all = [...root.querySelectorAll(`h2, ${FOLDED}, ${PRINTED}, ${EXPLAINED}`)];
  const next = all.filter((one) => follows(el, one) && counts(one) && !home(el).contains(one));
  const end = next.findIndex((one) => !one.matches(PRINTED));
  if (end < 0) return []; // the rest of the section is not on the page yet
  const text = next[end].matches("details") ? [next[end].closest(".jp-MarkdownCell") ?? next[end]] : [];
  return [...next.slice(0, end), ...text];
}

/** What holds the view in `el` and what it opens: the widget of both, or the box of a page. */
export const home = (el) => el.closest(".widget-vbox, .asks") ?? el;

/** Whether something is to be done between the view in `el` and what explains it. */
function isTaskFirst(el, box) {
  const isBetween = (one) => follows(el, one) && follows(one, box) && !box.contains(one);
  const tasks = [...document.querySelectorAll("p > strong:first-child")].filter(isBetween);
  return tasks.some((one) => isTask(one) && !one.closest(".enclair"));
}

const barred = (box) => (box.matches(`${FOLDED}, ${PRINTED}`) ? box : box.querySelector(FOLDED));

/** What a screen reader hears in place of what is barred: `words`, or itself again where there are none. */
function say(one, words) {
  if (!one) return;
  one.ariaLabel = words;
  if (!one.matches("details")) one.role = words && "img";
}

/** So many words of an explanation have a bar, about two lines of them: more would only push down what follows. */
const BARS = 26;

/** What a folded text says, to stand elsewhere: as bars of the same lengths for a screen reader that hears `hidden`. */
function inWords(details, hidden) {
  const copy = /** @type {HTMLElement} */ (details.cloneNode(true));
  copy.querySelector("summary").remove();
  if (hidden) return [h("p", redacted(lengths(copy.textContent).slice(0, BARS), hidden))];
  for (const one of copy.querySelectorAll("[id]")) one.removeAttribute("id");
  for (const one of copy.querySelectorAll("a, summary")) one.setAttribute(KEYS, "true");
  return [...copy.childNodes];
}

/**
 * Bar what waits with the view in `el` while both are on the page, with `words` for who does not see the bars. What
 * explains it stands in its home, as bars and then as words, and in its own place no longer; where a task comes first, it
 * stays there, folded. `told` hears what explains the view, and whether it is read. Gives back what lifts the bars.
 */
export function bar(el, words, told) {
  const inside = h("section.enclair.enclair-explained.enclair-away");
  let boxes = [];
  let frame = 0;
  let bars = true;
  let shown;
  const free = (box) => {
    for (const name of [WAITS, INSIDE]) box.removeAttribute(name);
  };
  const explain = (box) => {
    const text = barred(box);
    const isFolded = isTaskFirst(el, box);
    const isAsked = !isFolded || text.open || home(el).matches(`.enclair-projected, [${ANSWERS}]`);
    if (!bars) told(text, isAsked);
    box.toggleAttribute(INSIDE, !isFolded);
    const key = isFolded ? "" : `${bars} ${text.innerHTML}`;
    if (key !== shown) {
      fill(inside, !isFolded && inWords(text, bars ? words : ""));
      inside.style.setProperty("--length", `${text.textContent.length}`); // few words are larger on the projector
      inside.classList.toggle("enclair-lifted-box", !bars && Boolean(shown?.startsWith("true ")));
    }
    shown = key;
    inside.hidden = isFolded;
    if (home(el).lastElementChild !== inside) home(el).append(inside);
  };
  const look = () => {
    frame = 0;
    if (!el.isConnected) return; // JupyterLab takes cells off the page that are far off the screen
    const now = waiting(el);
    for (const box of boxes) if (box.isConnected && !now.includes(box)) free(box);
    boxes = now;
    for (const box of boxes) {
      box.toggleAttribute(WAITS, bars);
      say(barred(box), bars ? words : null); // a text that is rendered anew has lost it
    }
    const last = boxes.at(-1);
    if (last && barred(last)?.matches(FOLDED)) explain(last);
  };
  // JupyterLab renders texts when it has time, and somebody unfolds them: look after each change of them.
  const isOutside = ({ target }) => !(/** @type {Element} */ (target).closest(".enclair, .cm-editor"));
  const changes = new MutationObserver((all) => {
    if (all.some(isOutside)) frame ||= requestAnimationFrame(look);
  });
  changes.observe(document.body, {
    childList: true,
    subtree: true,
    attributeFilter: [WAITS, ANSWERS, "open"],
  });
  frame = requestAnimationFrame(look);
  /** Lift the bars; `stays` is false where the view leaves its page. */
  return (stays) => {
    bars = false;
    look();
    if (stays) return;
    changes.disconnect();
    cancelAnimationFrame(frame);
    inside.remove();
    boxes.forEach(free);
  };
}

/** A question and its guess: `ask` is what takes the guess and `answer` what stays of it. */
export class Asked extends Staged {
  follows = { build: ["display"] };
  asks = false;
  screen = 0; // the place of what the projector shows now
  wait = 400; // milliseconds until the bar lifts from what opens
  lift = bar(this.el, this.t("Hidden: guess, and it opens."), (...told) => this.explained(...told));

  leave() {
    this.lift(false);
    super.leave();
  }

  ask() {}

  raise() {} // what the projector shows in place of a guess of one's own

  answer() {}

  explained(_text, _isAsked) {} // hears what explains the view, and whether it may be told
  isOpen = () => this.get("display") !== "none";

  open = () => this.choose({ display: "" });

  projected = () => home(this.el);

  ownTask = () => null; // the question says it

  /** The button that opens the view, what is promised of a guess, and the way to the projector. */
  go(
    label = this.t("Show it"),
    promise = this.t("A guess is enough: it is not marked, and nobody else sees it."),
  ) {
    this.opens = h("button.enclair-show", { type: "submit", disabled: true }, label);
    return h("p.enclair-go", this.opens, h("small", promise), this.enlarger());
  }

  question = () => h("p.enclair-question", h("span", joined(this.get("question"))));

  /** What this view opens. */
  opened() {
    const root = home(this.el);
    return root.querySelector(":scope > details") ?? (root === this.el ? null : this.el.nextElementSibling);
  }

  /** The parts of each screen that the projector shows: a drawing, what it opened, what explains both. */
  screens() {
    const ended = ".enclair-answer > :not(:first-child), .enclair-answer > p > :not(.enclair-question)";
    const answer = [...this.el.querySelectorAll(ended)];
    const explained = home(this.el).querySelector(":scope > .enclair-explained");
    const isFirst = this.el.querySelector(".enclair-plot, .enclair-said");
    const first = isFirst ? [answer, [this.opened()]] : [[...answer, this.opened()]];
    return [...first, [explained]].map((parts) => parts.filter(Boolean));
  }

  /** The first screen from this place on that says more than a drawing; -1 for none. */
  next(place) {
    const saysMore = (part) => !part.matches("[hidden], :empty, :has(.enclair-repeated)");
    return this.screens().findIndex((parts, at) => at >= place && parts.some(saysMore));
  }

  /** Show the screen in this place, or the next, from its first page; else the first. */
  turnTo(place) {
    const screens = this.screens();
    this.screen = Math.max(0, this.next(place));
    screens.forEach((parts, at) => {
      for (const part of parts) {
        part.classList.toggle("enclair-away", at !== this.screen && !onSlides());
        part.classList.toggle("enclair-repeats", part.matches(":has(.enclair-repeated)"));
        part.scrollLeft = 0;
      }
    });
    screens[this.screen].forEach(shareRows);
    requestAnimationFrame(() => requestAnimationFrame(() => this.tell())); // once what opens is drawn
  }

  /** Say which page of how many is seen; after the last a click leads to the first. Gives back the page if another follows. */
  tell() {
    const page = this.screens()[this.screen].at(-1);
    const { scrollLeft = 0, scrollWidth = 0, clientWidth = 1 } = page ?? {};
    const [at, all] = [scrollLeft, scrollWidth].map((width) => Math.round(width / clientWidth));
    const isLast = at + 1 >= all && this.next(this.screen + 1) < 0;
    this.arrow.textContent = `${isLast ? "↺" : "→"}${all > 1 ? ` ${at + 1}/${all}` : ""}`;
    this.arrow.ariaLabel = isLast ? this.t("From the beginning") : this.t("Next");
    this.arrow.hidden = isLast && !at && this.screen === this.next(0);
    return at + 1 < all && page;
  }

  /** The arrow turns to the next page; so does Space, but at the end it stays. */
  read({ isTrusted }) {
    const page = this.tell();
    if (page) page.scrollLeft += page.clientWidth;
    else if (isTrusted || this.next(this.screen + 1) > 0) {
      for (const one of this.screens()[this.screen]) one.classList.add("enclair-shown");
      this.turnTo(this.screen + 1);
    }
    this.tell();
  }

  turned() {
    this.projected().classList.toggle("enclair", this.isLarge());
    this.build();
  }

  build() {
    const isOpen = this.isOpen();
    const answer = isOpen && this.lifted("div.enclair-answer", this.answer());
    this.arrow = h("button.enclair-on", { type: "button", onclick: (event) => this.read(event) });
    const name = this.el.dataset.view.split("/").at(-1);
    const root = `section.enclair.enclair-asked.enclair-${name}${isOpen ? ".enclair-open" : ""}`;
    const shown = answer || (this.isLarge() ? this.raise() : this.ask());
    const isPaged = isOpen && this.isLarge() && !onSlides();
    const enlarger = (isOpen || this.isLarge()) && this.enlarger();
    this.redraw(this.el, h(root, { lang: this.lang() }, enlarger, isPaged && this.arrow, shown));
    // What opens may have one of its own, once it is drawn.
    const isLed = () => this.isLarge() || !this.opened()?.querySelector(".enclair-enlarge");
    if (isOpen) requestAnimationFrame(() => isLed() || enlarger.remove());
    this.projected().classList.toggle("enclair-pages", isPaged);
    if (isOpen) this.lift(true);
    if (isOpen) this.turnTo(0);
    if (isOpen && this.asks) this.arrive(answer);
    this.asks = !isOpen;
  }

  /** What opens comes into view under a bar, which lifts there (view.css). */
  arrive(answer) {
    const root = home(this.el);
    this.opened()?.classList.add("enclair-lifted-box");
    root.style.setProperty("--enclair-wait", `${this.wait}ms`);
    answer.focus({ preventScroll: true });
    const behavior = matchMedia("(prefers-reduced-motion: reduce)").matches ? "instant" : "smooth";
    const show = () => {
      const block = root.getBoundingClientRect().bottom > innerHeight ? "start" : "nearest";
      if (!this.isLarge()) root.scrollIntoView({ block, behavior });
    };
    requestAnimationFrame(() => requestAnimationFrame(show)); // what opens has its height once it is drawn
  }
}
