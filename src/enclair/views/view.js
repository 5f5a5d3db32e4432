// Shared by every view of the kit: its words, dates and numbers, and what a view can do.

import { fill, group, h, KEYS, labelled, link, radios } from "./elements.js";

const PLAIN = { œ: "oe", æ: "ae", ß: "ss", "’": "'", "‘": "'", "–": "-", "—": "-" };

/** Small letters without accents, ligatures or typographic quotes, as case/filters.py has it. */
export function fold(words) {
  const letters = words.toLowerCase().normalize("NFD");
  const plain = letters.replace(/\p{Mn}/gu, "").replace(/[\u00a0\u202f]/g, " ");
  return plain.replace(/[œæß’‘–—]/g, (sign) => PLAIN[sign]);
}

/** The words of a view: its own language, else the English key itself; `source` says the name of a source. */
export function translator(model) {
  const words = () => model.get("words")[model.get("lang")] || {};
  const t = (message, values = {}) => {
    const translation = words()[message] || message;
    return translation.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  };
  // A button may be called like a magazine.
  t.source = (name) => words()[`source\u0004${name}`] || name;
  return t;
}

export const DAY = 86400000;
export const toDays = (iso) => Date.parse(`${iso}T00:00:00Z`) / DAY;
export const toIso = (days) => new Date(days * DAY).toISOString().slice(0, 10);

const formats = new Map();
/** The browser's own way to write dates or numbers in a language; making one is slow, so each is kept. */
function format(kind, lang, parts) {
  const key = kind + lang + JSON.stringify(parts);
  if (!formats.has(key)) formats.set(key, new Intl[kind](lang === "en" ? "en-GB" : lang, parts));
  return formats.get(key);
}
export const formatter = (lang, parts) => format("DateTimeFormat", lang, { ...parts, timeZone: "UTC" });
export const numberFormat = (lang, options) => format("NumberFormat", lang, options);

/**
 * A number, its thousands set apart, with `digits` behind the point; half of the last one goes up.
 * @param {"halfExpand" | "halfEven"} roundingMode
 */
export function number(value, lang, digits = 0, roundingMode = "halfExpand") {
  const digitsBehind = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const format = numberFormat(lang, { ...digitsBehind, roundingMode, signDisplay: "negative" });
  return format.format(value).replace("-", "−");
}

const PRECISIONS = {
  day: { day: "numeric", month: "long", year: "numeric" },
  month: { month: "long", year: "numeric" },
  year: { year: "numeric" },
};
/** An ISO day as people write it, cut to what it really knows; in French the first of a month is 1er. */
export function written(iso, lang, precision = "day") {
  const words = formatter(lang, PRECISIONS[precision]).format(toDays(iso) * DAY);
  return lang === "fr" ? words.replace(/^1 /, "1er ") : words;
}

/** A date that may be only a month or a year, such as that of a source; "" when none is recorded. */
export function dated(iso, lang) {
  const parts = iso.split("-").length;
  return iso && written(iso + "-01-01".slice(0, 3 * (3 - parts)), lang, ["year", "month", "day"][parts - 1]);
}

/** Kinds of ticks: from how many days on, the days of one, its steps, its months, its words. @type {any[][]} */
const TICKS = [
  [900, 365, [1, 2, 5, 10, 20, 50, 100], 12, { year: "numeric" }],
  [75, 30, [1, 2, 3, 6, 12], 1, { month: "short", year: "numeric" }],
  [-1, 1, [1, 2, 5, 7, 14, 28], 0, { day: "numeric", month: "short" }],
];

/** Ticks of the time axis: years, months or days, never more than one in 72 pixels. */
export function ticks(from, to, width) {
  const most = Math.max(2, Math.floor(width / 72));
  const span = to - from;
  const [, unit, steps, months, parts] = TICKS.find(([least]) => span > least);
  const step = steps.find((many) => span / unit / many <= most) ?? steps.at(-1);
  const first = new Date(from * DAY);
  const start = Math.floor((12 * (first.getUTCFullYear() - 2000) + first.getUTCMonth()) / (step * months));
  const tick = (place) =>
    months ? Date.UTC(2000, (start + place) * step * months) / DAY : from + place * step;
  const all = Array.from({ length: Math.ceil(span / unit / step) + 2 }, (_, place) => tick(place));
  // A label close to the right end would run into the one before it.
  const fits = (day) => day >= from && day <= to && ((to - day) / span) * width >= (day === from ? 0 : 20);
  return all.filter(fits).map((day) => [day, parts]);
}

let pen;
const widths = new Map();
/** Take widths in this font from now on. */
export function measureIn(font) {
  pen ||= document.createElement("canvas").getContext("2d");
  const before = pen.font;
  pen.font = font;
  if (pen.font !== before) widths.clear();
}

export function measure(text) {
  if (!widths.has(text)) widths.set(text, pen.measureText(text).width + 2);
  return widths.get(text);
}

/** What a row says in our own words, and in which language, as `localized_field` of text/locale.py has it. */
export const localizedField = (row, column, lang) =>
  row[`${column}_${lang}`] ? [row[`${column}_${lang}`], lang] : [row[column], "en"];

const LARGE = "enclair-projected"; // a class and no trait: it is no choice that others should see
const RESTING = "enclair-resting"; // a mouse that rests there since a key was pressed marks nothing
/** Whether a page is shown as slides: there a view fills its slide, and slides have the keys (slides.js). */
export const onSlides = () => document.documentElement.matches(".slides");

/** The task that belongs to a view: the next one of its section, else the one before it; never what asks for code. */
function nearestTask(el) {
  const root = el.closest(".jp-Notebook") ?? document;
  const isOne = (one) =>
    !/^(?:Code path|Chemin code)\./.test(one.textContent) &&
    (one.matches("h2") || (isTask(one.firstElementChild) && !one.closest(".enclair, details")));
  const all = [...root.querySelectorAll("h2, p:has(> strong:first-child)")].filter(isOne);
  const next = all.findIndex((one) => el.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
  return [all[next], all.at(next < 0 ? -1 : next - 1)].find((one) => one?.matches("p"));
}

/** Whether bold words begin a task: "Task 2." or "Click path." */
export const isTask = (strong) => strong.textContent.endsWith(".");

/** What each view has and can do; each may be taken by its name alone. */
export class View {
  /** What is done when traits change: names of methods, and of the traits of each.
   * @type {Record<string, string[]>} */
  follows = {};

  /** @param {Given} given */
  constructor({ model, el }) {
    this.model = model;
    this.el = el;
    this.t = translator(model);
    this.view = {}; // the parts of the page that change, by name
    this.shows = []; // what lets each control show the state
    this.width = 0; // of the plot, in whole pixels
    this.large = false; // whether it fills the projector
    this.resizes = new ResizeObserver(([entry]) => {
      const wide = Math.round(entry.contentRect.width);
      if (!wide) return;
      this.width = wide;
      this.draw();
    });
  }

  get = (name) => this.model.get(name);

  lang = () => this.model.get("lang");

  number = (value, digits = 0) => number(value, this.lang(), digits);

  /** What the state itself says, by name. */
  sentence = (name, values) => this.t(this.get("page_sentences")[name], values);

  /** Call `listener` when one of these traits has changed. */
  on = (names, listener) => this.model.on(names.map((name) => `change:${name}`).join(" "), listener);

  /** Build the view, and follow the traits; it is built anew when its language has changed. */
  start() {
    const { build = [], ...others } = this.follows;
    for (const [method, names] of Object.entries(others)) this.on(names, () => this[method]());
    const anew = () => {
      this.shows = [];
      this.build();
    };
    this.on(["lang", ...build], anew);
    anew();
  }

  build() {}

  showAll() {
    for (const show of this.shows) show();
  }

  /** Draw what has changed; the first time the view is in its page, and has a font. */
  draw() {}

  /** Draw again when this `plot` gets wider or narrower. */
  fit = (plot) => {
    this.resizes.disconnect();
    this.resizes.observe(plot);
  };

  /** What is left to do when the view leaves its page. */
  leave() {
    this.resizes.disconnect();
    if (this.isLarge()) this.behind(false);
  }

  choose = (changes) => {
    for (const [name, value] of Object.entries(changes)) this.model.set(name, value);
    this.model.save_changes();
  };

  focused = () => /** @type {any} */ (this.el.getRootNode()).activeElement;

  /** A button; what `press` gives back, if anything, is chosen. */
  button = (label, press, props = {}) => {
    const onclick = () => {
      const changes = press();
      if (changes) this.choose(changes);
    };
    return h("button", { type: "button", onclick, ...props }, label);
  };

  /** A button that sets a trait to `value`, and is pressed while it has it. */
  choice = (trait, value, label) => {
    const state = { "data-at": `${trait} ${value}`, "aria-pressed": this.get(trait) === value };
    return this.button(label, () => ({ [trait]: value }), state);
  };

  /** Choose the entry `key` of a trait that has one for each key. */
  enter = (trait, key, value) => this.choose({ [trait]: { ...this.get(trait), [key]: value } });

  /** Radio buttons for such an entry. */
  radios = (trait, key, options) => {
    const buttons = radios(options, undefined, (value) => this.enter(trait, key, value));
    this.shows.push(() => {
      for (const [place, [value]] of options.entries())
        buttons[place].firstChild.checked = this.get(trait)[key] === value;
    });
    return buttons;
  };

  control = (name, input) => h("span.enclair-field", labelled(name, input));

  /** A field for a whole number; of one that is not taken `status` tells the range. */
  wholeNumber = (label, { value, range, status, take }) => {
    const input = h("input", { type: "number", step: 1 });
    const show = () => {
      const [min, max] = range();
      Object.assign(input, { min, max, value: value() });
    };
    input.onchange = () => {
      const [lowest, highest] = range().map((end) => this.number(end));
      const values = { label, lowest, highest };
      const fits = input.validity.valid && input.value;
      status.textContent = fits
        ? ""
        : this.t("{label}: write a whole number from {lowest} to {highest}.", values);
      if (fits) take(input.valueAsNumber);
      else show();
    };
    show();
    this.shows.push(() => this.focused() === input || show()); // what somebody types stays
    return this.control(label, input);
  };

  isLarge = () => this.large;

  /** What fills the projector.
   * @returns {any} */
  projected = () => this.el.firstElementChild;

  /** Tell the question that a guess has opened this view for whether the view itself shows the answer by now. */
  answers = (is) =>
    this.el.closest(".widget-vbox, .asks")?.toggleAttribute("data-enclair-answers", Boolean(is));

  /** What is to be done with it: a view that a guess opens answers the question. */
  ownTask() {
    const box = this.el.closest(".asks, .widget-vbox");
    return box?.querySelector(".enclair-asked .enclair-question") ?? nearestTask(this.el);
  }

  enlarger = () =>
    this.labelEnlarger(this.button("", () => this.turnLarge(), { className: "enclair-enlarge" }));

  /** The button says where it leads; on the projector it takes no room. */
  labelEnlarger = (button) => {
    button.ariaLabel = this.isLarge() ? this.t("Close the projector") : null;
    button.textContent = this.isLarge() ? "×" : this.t("Projector");
    return button;
  };

  /** What other keys than Escape do on the projector. */
  largeKeys(_event) {}

  pressedLarge = (event) => {
    this.projected().classList.add(RESTING);
    if (event.key !== "Escape" || onSlides()) return this.largeKeys(event);
    event.stopPropagation();
    this.turnLarge();
  };

  /** Who clicks goes on with keys: a mouse gives no button the focus, so that Space presses what leads on. */
  clickedLarge = (event) => event.target.closest("button, summary") && event.preventDefault();

  /** The projector fills the window, above the rest of the page, with letters for the back row, and the task with it. */
  showLarge = (root, large) => {
    const pressed = root.querySelector(".enclair-enlarge");
    if (!pressed) return;
    this.large = large;
    for (const name of [LARGE, RESTING]) root.classList.toggle(name, large);
    root.onpointermove = () => root.classList.remove(RESTING);
    this.behind(large && !onSlides());
    this.labelEnlarger(pressed);
    root.querySelector(":scope > .enclair-task")?.remove();
    root.onkeydown = large ? this.pressedLarge : null;
    root.onmousedown = large ? this.clickedLarge : null;
    root.popover = large && !onSlides() ? "manual" : null;
    for (const name of ["tabindex", KEYS]) root.toggleAttribute(name, large);
    if (!large) return;
    root.tabIndex = -1;
    root.dataset.at = LARGE; // built anew it keeps the focus
    const task = this.ownTask();
    if (task) root.prepend(h("p.enclair-task", [...task.cloneNode(true).childNodes]));
    if (root.isConnected && root.popover) root.showPopover(); // without it the style sheet alone lifts it
  };

  /** Mark the page behind the projector, and no more; a style rule that looks for the projector is slow. */
  behind = (is) => document.documentElement.classList.toggle("enclair-behind", is);

  /** What else changes with the projector. */
  turned() {}

  /** Keys go to what fills the window, where Space presses no button; at the end to the button that opened it. */
  turnLarge() {
    const large = !this.isLarge();
    this.showLarge(this.projected(), large);
    this.turned();
    if (onSlides()) return;
    const button = this.el.querySelector(".enclair-enlarge, .enclair-answer");
    (large ? this.projected() : button).focus({ preventScroll: true });
    if (!large) this.projected().scrollIntoView({ block: "nearest" });
  }

  /** Fill a part as `draw` does; the control that was used keeps the focus, by its `data-at`, or the next that can. On
   * the projector keys go on in any case. */
  keepFocus = (part, draw) => {
    const isIn = part.contains(this.focused());
    const at = isIn && this.focused().dataset.at;
    draw();
    const used = at && part.querySelector(`[data-at="${at}"]`);
    if (used) (used.disabled ? part.querySelector("button:enabled") : used)?.focus();
    else if (isIn && this.isLarge()) this.projected().focus({ preventScroll: true });
  };

  /** Put the view on the page, as a group called `label`. */
  place = (name, label, ...children) => {
    const large = this.isLarge();
    const root = group(`div.enclair.enclair-${name}`, label, ...children);
    root.lang = this.lang();
    this.keepFocus(this.el, () => {
      fill(this.el, root);
      if (large) this.showLarge(root, true);
    });
    return root;
  };

  redraw = (part, ...children) => this.keepFocus(part, () => fill(part, ...children));

  /** Where a row was read, and the day of that page. */
  sourced = (row, day = dated(row.source_date || "", this.lang()) || this.t("date not recorded")) => {
    const source = link(row.source_url, this.t.source(row.source_name));
    return [this.t("Source:"), " ", source, `, ${day}`];
  };

  sourcedTwice = ({ second_source_url: url, ...row }) => {
    const host = url && new URL(url).hostname.replace(/^www\./, "");
    const second = url
      ? link(url, this.t("Second source: {host}", { host }))
      : this.t("No second source recorded.");
    return h("p.enclair-source", this.sourced(row), ". ", second);
  };

  /** A button that copies `words`. */
  copier = (words, label) => {
    // Outside localhost and https a page has no clipboard: then the words themselves appear.
    const refused = () =>
      copy.replaceWith(h("span", this.t("The browser refused: select the text and copy it"), h("br"), words));
    const copied = () => (copy.textContent = this.t("Copied"));
    const copy = this.button(label, () => {
      (navigator.clipboard?.writeText(words) ?? Promise.reject()).then(copied, refused);
    });
    return copy;
  };
}

/** The `render` of a view for anywidget. */
export const renders = (Kind) => (given) => {
  const view = new Kind(given);
  view.start();
  return () => view.leave();
};
