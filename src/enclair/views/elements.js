// Elements of a page: one by one, and what several views build alike.

/** JupyterLab takes single keys for itself ("x" cuts the cell) unless the focused element carries this. */
export const KEYS = "data-lm-suppress-shortcuts";
const FOCUSABLE = new Set(["a", "button", "input", "select", "summary", "textarea"]);
const SVG = "http://www.w3.org/2000/svg";

/** @returns {any} */
function make(create, named, given) {
  const [tag, ...classes] = named.split(".");
  const node = create(tag);
  const [props, children] = given[0]?.constructor === Object ? [given[0], given.slice(1)] : [{}, given];
  if (classes.length) node.setAttribute("class", classes.join(" "));
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name in node && !name.includes("-") && node.namespaceURI !== SVG) node[name] = value;
    else if (value !== null && value !== undefined) node.setAttribute(name, value);
  }
  if (FOCUSABLE.has(node.localName) || node.hasAttribute("tabindex")) node.setAttribute(KEYS, "true");
  return fill(node, ...children);
}

/** Set attributes that differ: the browser, and who observes it, works anew for one that is set to the same, too. */
export function setAttributes(node, attributes) {
  for (const [name, value] of Object.entries(attributes))
    if (node.getAttribute(name) !== `${value}`) node.setAttribute(name, value);
}

/** Give an element these children and no others; lists are taken apart, false, null and undefined left out. */
export function fill(node, ...children) {
  node.replaceChildren(...children.flat(2).filter((child) => (child ?? false) !== false));
  return node;
}

/** An HTML element by its tag and classes, then properties if it has some: h("p.enclair-note", "Why?"). */
export const h = (named, ...given) => make((tag) => document.createElement(tag), named, given);

export const s = (named, ...given) => make((tag) => document.createElementNS(SVG, tag), named, given);

/** A name for an element that a label or a description points to: views that load this text anew share no count. */
export const uniqueId = (name) => `enclair-${name}-${Math.random().toString(36).slice(2)}`;

/** Words of which no line breaks a compound at its hyphens: "cite-t-il". */
export const joined = (words) =>
  words.split(/(\S+-\S+)/).map((one, at) => (at % 2 ? h("span", { style: "text-wrap: nowrap" }, one) : one));

/** A link that tells the other site nothing about this page. */
export const link = (url, label) =>
  h("a", { href: url, target: "_blank", rel: "noopener noreferrer", referrerPolicy: "no-referrer" }, label);

/** Elements that belong together, by the name of what they are: group("span.enclair-set", "Zoom", …). */
export const group = (named, label, ...children) =>
  h(named, { role: "group", "aria-label": label }, ...children);

/** An input with its label before it. */
export function labelled(words, input) {
  input.id ||= uniqueId("field");
  return [h("label", { htmlFor: input.id }, words), input];
}

/** Words that may be in any language and run in any direction. */
export const quoted = (lang, ...words) => h("blockquote", { lang, dir: "auto" }, ...words);

/**
 * The black bar: "not for these eyes". What it hides is not in the page until it lifts: here are bars in the place of
 * words, as long as their `letters` are many. A screen reader hears what is `hidden`: from whom, and what lifts the bar.
 */
export function redacted(letters, hidden) {
  const bars = letters.map((length) => [h("i", { style: `--letters: ${length}` }), " "]);
  return h("span.enclair-redacted", { role: "img", "aria-label": hidden }, bars);
}

/** How long each word of a text is: all that its bars may know of it. */
export const lengths = (words) => (words.match(/\S+/g) ?? []).map((word) => [...word].length);

/** A menu: `options` are pairs of a value and its words; `take` is given the value that was chosen. */
export function menu(options, value, take, props = {}) {
  const select = h("select", { onchange: () => take?.(select.value), ...props });
  fill(select, ...options.map(([each, words]) => h("option", { value: each }, words)));
  select.value = value;
  return select;
}

/** Radio buttons in their labels: `options` are lists of a value and what stands behind its button. */
export function radios(options, chosen, take, props = (_) => ({})) {
  const name = uniqueId("radio");
  return options.map(([value, ...words]) => {
    const input = { type: "radio", name, value, checked: value === chosen, onchange: () => take?.(value) };
    return h("label.enclair-choice", h("input", { ...input, ...props(value) }), ...words);
  });
}

/** A form that leads to no other page. */
export const form = (named, submit, ...children) =>
  h(named, { onsubmit: (event) => event.preventDefault() ?? submit() }, ...children);

export const cell = (...words) => h("td", { role: "cell" }, ...words);

/** A row of a table: its head and its cells. They have roles, since narrow pages show some tables as lists. */
export const row = (head, ...cells) => {
  const first = h("th", { scope: "row", role: "rowheader" }, head);
  const rest = cells.flat().map((each) => (each?.localName === "td" ? each : cell(each)));
  return h("tr", { role: "row" }, first, rest);
};

/** A table: its heads, its rows, and above them what it is called, if it is. */
export const table = (heads, rows, caption) => {
  const named = heads.map((head) => h("th", { scope: "col", role: "columnheader" }, head));
  const top = h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, named));
  const body = h("tbody", { role: "rowgroup" }, rows);
  return h("table", { role: "table" }, caption && h("caption", caption), top, body);
};

const term = ([name, value, props = {}]) => [h("dt", name), h("dd", props, value)];

/** Terms and what they say; each may have properties. */
export const terms = (list) => h("dl", list.map(term));

/** The same, each pair in a box of its own. */
export const facts = (named, list) => h(named, ...list.map((pair) => h("div", term(pair))));

/** Do what the key of an event stands for in `moves`, and keep it from the page around. */
export function steer(event, moves) {
  if (!(event.key in moves)) return;
  moves[event.key]();
  event.preventDefault();
  event.stopPropagation();
}
