// Shared by every view of the kit.

/** JupyterLab takes single keys for itself ("x" cuts the cell) unless the focused element carries this. */
export const KEYS = "data-lm-suppress-shortcuts";
const FOCUSABLE = new Set(["a", "button", "input", "select", "summary", "textarea"]);
const SVG = "http://www.w3.org/2000/svg";

function make(node, props, children) {
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name in node && !name.includes("-") && node.namespaceURI !== SVG) node[name] = value;
    else if (value !== null && value !== undefined) node.setAttribute(name, value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

/** An HTML element: h("button", { onclick: f }, "Reset"). */
export function h(tag, props = {}, ...children) {
  const node = make(document.createElement(tag), props, children);
  if (FOCUSABLE.has(tag)) node.setAttribute(KEYS, "true");
  return node;
}

/** An SVG element. */
export function s(tag, attributes = {}, ...children) {
  return make(document.createElementNS(SVG, tag), attributes, children);
}

/** Small letters without accents, ligatures or typographic quotes: the twin of case/filters.py `fold`. */
export function fold(words) {
  const same = {
    œ: "oe",
    æ: "ae",
    ß: "ss",
    "’": "'",
    "‘": "'",
    "–": "-",
    "—": "-",
    "\u00a0": " ",
    "\u202f": " ",
  };
  const plain = words
    .toLowerCase()
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "");
  return plain.replace(/[œæß’‘–—\u00a0\u202f]/g, (sign) => same[sign]);
}

/** Words of any direction within a line: the marks around them keep their order from mixing with the rest. */
export const isolated = (words) => (/[\u0590-\u08ff]/.test(words) ? `\u2068${words}\u2069` : words);

/** The words of a view: its own language, else the English key itself; `source` says the name of a source. */
export function speaker(model) {
  const words = () => model.get("words")[model.get("lang")] || {};
  const t = (message, values = {}) => {
    const found = words()[message] || message;
    return found.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  };
  // A button may be called like a magazine.
  t.source = (name) => words()[`source\u0004${name}`] || name;
  return t;
}

/** What each view has: its model, its place in the page, its words and its language. */
export class View {
  /** @param {Given} given */
  constructor({ model, el }) {
    this.model = model;
    this.el = el;
    this.t = speaker(model);
  }

  lang() {
    return this.model.get("lang");
  }
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
/** With so many decimals; by default as many as there are, three at most. */
export const numberFormat = (lang, digits) =>
  format("NumberFormat", lang, { minimumFractionDigits: digits, maximumFractionDigits: digits });

const PRECISIONS = {
  day: { day: "numeric", month: "long", year: "numeric" },
  month: { month: "long", year: "numeric" },
  year: { year: "numeric" },
};
/** An ISO day as people write it, cut to what it really knows. */
export const written = (iso, lang, precision = "day") =>
  formatter(lang, PRECISIONS[precision]).format(toDays(iso) * DAY);

/** A date that may be only a month or a year, such as that of a source; "" when none is recorded. */
export function dated(iso, lang) {
  const parts = iso.split("-").length;
  return iso && written(iso + "-01-01".slice(0, 3 * (3 - parts)), lang, ["year", "month", "day"][parts - 1]);
}

/** Ticks of the time axis: years, months or days, never more than one in 64 pixels. */
export function ticks(from, to, width) {
  const most = Math.max(2, Math.floor(width / 64));
  const first = new Date(from * DAY);
  const span = to - from;
  const found = [];
  if (span > 900) {
    const step = [1, 2, 5, 10, 20, 50].find((years) => span / 365 / years <= most) || 100;
    for (
      let y = Math.ceil(first.getUTCFullYear() / step) * step;
      y <= new Date(to * DAY).getUTCFullYear();
      y += step
    ) {
      found.push([Date.UTC(y, 0, 1) / DAY, { year: "numeric" }]);
    }
  } else if (span > 75) {
    const step = [1, 2, 3, 6, 12].find((months) => span / 30 / months <= most) || 12;
    for (let m = 0; m <= span / 28 + step; m += step) {
      const start = Math.ceil(first.getUTCMonth() / step) * step + m;
      found.push([Date.UTC(first.getUTCFullYear(), start, 1) / DAY, { month: "short", year: "numeric" }]);
    }
  } else {
    const step = [1, 2, 5, 7, 14].find((days) => span / days <= most) || 28;
    for (let d = from; d <= to; d += step) found.push([d, { day: "numeric", month: "short" }]);
  }
  // A label close to the right end would run into the one before it.
  return found.filter(
    ([day]) => day >= from && day <= to && ((to - day) / span) * width >= (day === from ? 0 : 20),
  );
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

/** How wide a text is, in pixels. */
export function measure(text) {
  if (!widths.has(text)) widths.set(text, pen.measureText(text).width + 2);
  return widths.get(text);
}

/** The longest beginning of a title that fits in `room` pixels, or "". */
export function shorten(title, room) {
  if (measure(title) <= room) return title;
  let length = Math.floor((title.length * room) / measure(title)) + 1;
  const cut = () => `${title.slice(0, length).trimEnd()}…`;
  while (length >= 9 && measure(cut()) > room) length--;
  return length < 9 ? "" : cut();
}

/** What a row says in our own words, and in which language: the twin of locale `ours`. */
export const worded = (row, column, lang) =>
  row[`${column}_${lang}`] ? [row[`${column}_${lang}`], lang] : [row[column], "en"];

/** A link that tells the other site nothing about this page. */
export const link = (url, label) =>
  h("a", { href: url, target: "_blank", rel: "noopener noreferrer", referrerPolicy: "no-referrer" }, label);

// Each view on a page loads this text anew: a count alone would give two elements of a page the same name.
const stamp = Math.random().toString(36).slice(2, 10);
let serial = 0;
/** A name for an element that a label or a description points to. */
export const fresh = (name) => `enclair-${name}-${stamp}-${++serial}`;
