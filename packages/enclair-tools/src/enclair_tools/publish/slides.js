// Slides are a mode of a page: one part at a time, turned by arrows, a clicker or the space bar.

import { shareRows } from "../../enclair/views/sharing.js";

/** A slide of more pages that asks nothing is a register or a deck of cards: a clicker goes on to the next. */
const MOST = 3;
const WORDS = 60; // that a page of an answer holds, more or less
const VIEW = ":has(> .cell:not(.console))"; // something to look at (slides.css)
const ABOVE = `:not(:has(> h1)):is(${VIEW}, :not(:has(> h2)))`; // its heading is not on it
const NAMED = "h1:not(:has(+ .enclair-title))"; // a title, above the name of the kit (lesson 0) none

/** What answers a task or explains a figure has pages of its own; what answers a list of questions stands below them. */
const ANSWERS = ":scope > .solution[open]:not(ol + *), :is(.asks.open, .live) > .enclair-explained";
const LAST = "[open] ~ .task"; // a task after an answer has its page, too
const HERE = `:not(.solution[open]:not(ol + *), ${LAST})`;
const LETTERED = "p:not(.task) + table ~ .solution[open]:has(> ul)"; // what answers the rows of a table
const ROWS = ":scope > .task + table ~ .solution[open] > ol > li"; // and of a task, before what else is said
/** The texts of a slide, whose letters grow (slides.css). */
const TEXTS = `:scope > :is(details[open], table), :scope > .cell > :is(.enclair-block, .enclair-quote),
  .asks.open > details > :is(.enclair-block, .enclair-quote, .enclair-told)`;
const READ = ".enclair-told, .asks .enclair-file"; // rather one more page than small letters
const FULL = ".enclair-panes, .enclair-timeline, .enclair-network, .enclair-draw"; // they take their room
const VIEWS = `.cell > :has(> .dataframe), .enclair-own_sentence,
  .enclair-projected:not(${FULL}, :has(${FULL}, p > .enclair-said))`; // others grow as texts do

const root = document.documentElement;
const isRead = (slide) =>
  slide.scrollWidth <= MOST * slide.clientWidth ||
  slide.querySelector(":scope > details[open], .cell > [open], .asks, .enclair-block .enclair-redacted");
const isMore = (slide) => slide.scrollWidth - slide.clientWidth - slide.scrollLeft > 8 && isRead(slide);
const explains = ({ target }) => target.matches(".enclair-explained");
/** Whether slides are to be shown from the beginning. */
const isAsked = () => root.dataset.deck !== undefined || location.hash === "#slides";

/** Whether something comes slowly, such as words one by one: a press ends it, and the next one goes on. */
function isSlow(one) {
  const { endTime } = one.effect.getComputedTiming();
  return one.playState === "running" && endTime > 1000 && endTime < Infinity;
}

/** The key that turns slides; "" where it means something else. */
function turns(event) {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return "";
  // In a field keys write, in a list they choose; a button takes the space bar. A clicker turns all the same.
  const writes = target.matches("input, select, textarea") && !/^Page/.test(key);
  const presses = target.matches("button, summary, a") && key === " ";
  return writes || presses ? "" : key === " " && event.shiftKey ? "PageUp" : key;
}

/** Give the views of a `part` the form of the projector, or take it from them; what a guess opened has that of its box. */
function project(part, isLarge) {
  for (const button of part.querySelectorAll(".enclair-enlarge"))
    if (!button.closest(".asks > details") && Boolean(button.closest(".enclair-projected")) !== isLarge)
      button.click();
}

/** What a class is shown of an `answer`, in pages: of a task two, of a view one. The rest is read on the page. */
function pagesOf(answer) {
  const pages = [];
  const most = answer.matches(".solution") ? 2 : 1;
  const why = answer.parentElement.querySelector(".enclair-why")?.textContent; // it stands where the bar was
  let held = WORDS;
  for (const one of answer.querySelectorAll(":scope > :is(p, table), :scope > ul > li")) {
    if (one.classList.toggle("rest", one.textContent === why)) continue;
    const words = one.textContent.split(/\s+/).length;
    const leads = pages.at(-1)?.at(-1).textContent.trim().endsWith(":"); // it stays with the next
    if (one.matches("p:has(+ table)")) held = 2 * WORDS; // a table has a page of its own, with what leads to it
    if (!leads && (!pages.length || (held + words / 2 > WORDS && !one.matches("p + table")))) {
      pages.push([]);
      held = 0;
    }
    pages.at(-1).push(one);
    held += words;
    one.classList.toggle("rest", pages.length > most);
  }
  return pages.slice(0, most);
}

/** Say what answers a list of questions, or the rows of a table, below each of them. */
function pair(slide) {
  const answers = slide.querySelectorAll(`:scope > :is(ol + .solution[open], ${LETTERED}) > * > li, ${ROWS}`);
  const questions = slide.querySelectorAll(":scope > ol > li, :scope > table > tbody td:last-child");
  for (const [at, { childNodes }] of answers.entries()) {
    if (questions[at].querySelector(".paired")) continue;
    const paired = document.createElement("div");
    paired.className = "paired";
    paired.append(...[...childNodes].map((one) => one.cloneNode(true)));
    questions[at].append(paired);
  }
}

/** Leave the largest size of which `fits` is true, from `least` to `most`. */
function grow(least, most, fits) {
  const middle = Math.ceil((least + most) / 2);
  if (least >= most) return fits(least);
  return fits(middle) ? grow(middle, most, fits) : grow(least, middle - 1, fits);
}

/** Give a `page` of texts letters for the room that it has, and leave as much above as below. */
function fill(page, room) {
  const [first] = page;
  first.classList.add("begins");
  first.style.setProperty("--down", "0px");
  let height = 0;
  grow(28, Math.floor(room / 10), (size) => {
    for (const one of page) one.style.setProperty("--fit", `${size / 16 / one.currentCSSZoom}`);
    const from = first.getBoundingClientRect();
    const end = page.at(-1).getBoundingClientRect();
    height = end.right - from.left < innerWidth ? end.bottom - from.top : room;
    return height <= 0.86 * room;
  });
  first.style.setProperty("--down", `${(room - height) / 2.4 / first.currentCSSZoom}px`);
}

export class Slides {
  /** `reveal` lifts what is hidden on a slide, one after the other, and tells whether anything was. */
  constructor(reveal) {
    this.reveal = reveal;
    /** @type {NodeListOf<HTMLElement>} */
    const shown = document.querySelectorAll(".slide[data-count]:not([data-count=''])");
    this.all = [...shown];
    this.place = document.getElementById("place");
    const { backward: back, forward: next, leave, enter: slides } = this;
    const presses = Object.entries({ back, next, leave, slides });
    for (const [id, does] of presses) document.getElementById(id).onclick = does; // for who has no keys
    document.addEventListener("keydown", (event) => {
      const move = this.on() && this.moves[turns(event)];
      if (!move) return;
      event.preventDefault();
      move();
    });
    const words = new MutationObserver((all) => this.on() && all.some(explains) && this.fit()); // once bars
    words.observe(document.querySelector("main"), { childList: true, subtree: true });
    addEventListener("toggle", () => this.on() && this.fit(), true); // an answer opens
    addEventListener("click", (event) => {
      const target = /** @type {Element} */ (event.target);
      if (this.on() && target.matches(".solution:not([open])")) this.forward();
      else if (this.on()) this.fit(); // what a press changes in a view may need another size
    });
    addEventListener("scrollend", () => this.on() && this.tell(), true);
    addEventListener("hashchange", () => isAsked() && !this.on() && this.change(true, 0));
    if (isAsked()) this.change(true, 0);
  }

  on = () => root.classList.contains("slides");

  /** What has a place on the screen: on a page a slide has none of its own. */
  box = (slide) => (this.on() ? slide : ([...slide.children].find((one) => one.checkVisibility()) ?? slide));

  /** The place of the slide that is seen; of a page, the last part that has begun. */
  now() {
    const begun = (slide) => this.box(slide).getBoundingClientRect().top < innerHeight / 2;
    return Math.max(0, this.all.findLastIndex(begun));
  }

  /** Texts get letters as large as their pages have room for, all alike and then each; pictures the rest of a page. */
  fit() {
    const slide = this.all[this.now()];
    const { scrollLeft } = slide;
    pair(slide);
    /** @type {(parts: string) => HTMLElement[]} */
    const all = (parts) => Array.from(slide.querySelectorAll(parts));
    const texts = all(TEXTS);
    const pictures = all("svg.enclair-picture");
    for (const one of pictures) one.style.removeProperty("--above");
    for (const one of pictures) one.style.setProperty("--above", `${one.getBoundingClientRect().top + 16}px`);
    for (const row of all("tr, li")) row.style.breakBefore = "";
    for (const one of all(".begins")) one.classList.remove("begins");
    const pages = all(ANSWERS).flatMap(pagesOf);
    for (const part of slide.matches(VIEW) ? [] : [HERE, LAST]) {
      const alone = all(`:scope:not(:has(> h1)) > ${part}`).filter((one) => one.checkVisibility());
      if (alone.length) pages.push(alone);
    }
    const lives = all(".live"); // one that is seen whole stays so
    const width = (some, size) => {
      for (const one of some) one.style.setProperty("--fit", `${size / 20}`);
      return lives.reduce((sum, one) => sum + one.getClientRects().length, slide.scrollWidth);
    };
    const each = [...texts, ...all(VIEWS)].map((one) => [one]);
    for (const [one] of each) width([one], one.matches(READ) ? 24 : 20);
    const least = width([]);
    for (const some of [texts, ...each]) grow(20, 36, (size) => width(some, size) <= least);
    for (const page of pages) fill(page, innerHeight - 68);
    shareRows(slide);
    slide.scrollLeft = scrollLeft; // it had fewer pages meanwhile
    this.tell();
  }

  /** Say where one is, and whether the slide has another page. */
  tell() {
    const now = this.now();
    const slide = this.all[now];
    document.getElementById("count").textContent = slide.dataset.count + (isMore(slide) ? " …" : "");
    const heading = slide.matches(ABOVE) && slide.dataset.heading;
    const title = slide.querySelector(NAMED) ? "En clair" : document.querySelector("h1").textContent;
    this.place.textContent = heading || title;
    this.place.style.setProperty("--at", `${(100 * (now + 1)) / this.all.length}%`);
  }

  show(place) {
    const slide = this.all[Math.max(0, Math.min(this.all.length - 1, place))];
    const takesKeys = /** @type {HTMLElement} */ (slide.querySelector(".enclair-projected") ?? slide);
    takesKeys.tabIndex = -1; // the keys of what is seen: digits count hands
    takesKeys.focus({ preventScroll: true });
    slide.scrollLeft = 0;
    this.box(slide).scrollIntoView();
    if (this.on()) this.fit();
  }

  change(to, place = this.now()) {
    project(document.body, false); // also one that stands above the page
    root.classList.toggle("slides", to);
    project(document.body, to);
    if (to) document.body.dataset.jpThemeLight = "true";
    else delete document.body.dataset.jpThemeLight; // light is for a projector in a lit room
    history.scrollRestoration = "manual"; // a deck that is loaded anew begins at its beginning
    this.show(place);
  }

  /** Take in a view that has come to the page: in its new form it takes the focus. */
  join(view) {
    const place = this.now();
    if (!this.on()) return;
    project(view, true);
    this.show(place);
  }

  enter = () => this.change(true);
  leave = () => this.change(false);

  forward = () => {
    const slide = this.all[this.now()];
    const slow = slide.getAnimations({ subtree: true }).filter(isSlow);
    for (const one of slow) one.finish();
    if (slow.length) return;
    if (this.reveal(slide)) this.fit();
    else if (isMore(slide)) slide.scrollBy({ left: slide.clientWidth });
    else if (slide !== this.all.at(-1)) this.show(this.now() + 1);
  };

  backward = () => {
    const slide = this.all[this.now()];
    if (slide.scrollLeft > 8) slide.scrollBy({ left: -slide.clientWidth });
    else this.show(this.now() - 1);
  };

  moves = {
    ArrowRight: this.forward,
    PageDown: this.forward,
    " ": this.forward,
    ArrowLeft: this.backward,
    PageUp: this.backward,
    Home: () => this.show(0),
    End: () => this.show(this.all.length - 1),
    Escape: this.leave,
  };
}
