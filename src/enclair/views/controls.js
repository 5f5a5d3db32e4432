import { dated, fold, fresh, h, link, View, written } from "./view.js";

/** How often each value of a field occurs, most frequent first. */
function values(records, field) {
  const counts = new Map();
  for (const value of records.flatMap((record) => record[field]))
    counts.set(value, (counts.get(value) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** The folded words of a query. */
export const sought = (query) => fold(query).split(/\s+/).filter(Boolean);

/**
 * Where words of a folded text begin with `word`, or with its signs if it begins with none of a word: the one rule
 * of search and of what it marks, and the twin of case/filters.py `containing`.
 */
export function places(text, word) {
  const found = [];
  const letter = /[\p{L}\p{N}]/u;
  const inside = (at) => letter.test(word[0]) && at > 0 && letter.test(text[at - 1]);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) if (!inside(at)) found.push(at);
  return found;
}

/** Whether a folded text has every word of a query. */
export const containing = (text, query) => sought(query).every((word) => places(text, word).length);

const LARGE = "enclair-projected"; // a class and no trait: it is no choice that others should see

/** The choices of one view, and the controls of an explorer; each function may be taken by its name alone. */
export class Controls extends View {
  /**
   * `texts` names the choices that are no lists. A view that has a `projector` of its own says so.
   * @param {Given} given
   * @param {{ lists?: Filter[], menus?: Menu[], texts?: string[], projector?: boolean }} options
   */
  constructor({ model, el }, { lists = [], menus = [], texts = [], projector = true } = {}) {
    super({ model, el });
    this.filters = [...lists, ...menus];
    this.texts = texts;
    this.projector = projector;
    this.groups = [];
    this.selects = [];
    this.ends = {};
    this.search = null;
  }

  choose = (changes) => {
    for (const [name, value] of Object.entries(changes)) this.model.set(name, value);
    this.model.save_changes();
  };

  focused = () => /** @type {any} */ (this.el.getRootNode()).activeElement;

  button = (label, changes, props = {}) =>
    h("button", { type: "button", onclick: () => this.choose(changes()), ...props }, label);

  control = (name, input) => {
    input.id = fresh("field");
    return h("span", { class: "enclair-field" }, h("label", { htmlFor: input.id }, name), input);
  };

  label = (value, names = "labels") => this.t(this.model.get(names)[value] ?? value);

  /** @type {(records: any[], filter: Filter) => HTMLElement} */
  boxes = (records, [trait, field, title, order]) => {
    const group = h("fieldset", {}, h("legend", {}, title(this.t)));
    const found = values(records, field);
    if (order) found.sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
    for (const [value, count] of found) {
      const box = h("input", { type: "checkbox", value });
      box.onchange = () =>
        this.choose({ [trait]: [...group.querySelectorAll("input:checked")].map((one) => one.value) });
      group.append(h("label", {}, box, h("span", {}, this.label(value), " ", h("small", {}, `${count}`))));
    }
    this.groups.push([trait, group]);
    return group;
  };

  /**
   * A menu with one value or any; code may choose several, which is told.
   * @type {(records: any[], filter: Menu) => HTMLElement}
   */
  menu = (records, [trait, field, title, names]) => {
    const any = h("option", { value: "" }, this.t("any"));
    const many = h("option", { value: "several", disabled: true, hidden: true }, this.t("several"));
    const select = h("select", {}, any, many);
    for (const [value, count] of values(records, field))
      select.append(h("option", { value }, `${this.label(value, names)} (${count})`));
    select.onchange = () => this.choose({ [trait]: select.value ? [select.value] : [] });
    this.selects.push([trait, select]);
    return this.control(title(this.t), select);
  };

  searchbox = (placeholder) => {
    const search = h("input", { type: "search", value: this.model.get("query"), placeholder });
    search.oninput = () => this.choose({ query: search.value });
    this.search = search;
    return this.control(this.t("Search"), search);
  };

  /** Two fields for the first and the last day; `tell` is given a sentence on a day that was not taken. */
  range = (min, max, tell) => ["start", "end"].map((name) => this.end(name, min, max, tell));

  end = (name, min, max, tell) => {
    const { model, t } = this;
    const input = h("input", { type: "date", min, max });
    // A date is typed digit by digit, and on the way it is another date: it is taken when it fits, and told
    // when the field is left. The other end stays as it was.
    const turned = () =>
      name === "start"
        ? model.get("end") && input.value > model.get("end")
        : input.value && input.value < model.get("start");
    input.onchange = () => {
      if (input.validity.valid && !turned()) this.choose({ [name]: input.value });
    };
    input.onblur = () => {
      if (input.value === model.get(name)) return;
      const [day, first, last] = [input.value || min, min, max].map((iso) => written(iso, this.lang()));
      tell(
        turned() && input.validity.valid
          ? t("The range ends before it starts: {day} was not taken.", { day })
          : t("{day} lies outside the case file, which goes from {first} to {last}.", { day, first, last }),
      );
      input.value = model.get(name);
    };
    this.ends[name] = input;
    return this.control(name === "start" ? t("From") : t("To"), input);
  };

  languages = () => {
    const buttons = ["en", "fr"].map((code) =>
      this.button(code.toUpperCase(), () => ({ lang: code }), {
        value: code,
        lang: code,
        title: code === "en" ? "English" : "Français",
        "aria-pressed": code === this.lang(),
      }),
    );
    return h(
      "span",
      { class: "enclair-set enclair-end", role: "group", "aria-label": this.t("Language") },
      ...buttons,
      this.projector
        ? h("button", { type: "button", class: "enclair-enlarge", onclick: this.turnLarge }, "")
        : null,
    );
  };

  isLarge = () => Boolean(this.el.firstElementChild?.classList.contains(LARGE));

  /** The projector fills the window, above the rest of the page, with letters for the back row. */
  showLarge = (root, large) => {
    const pressed = root.querySelector(".enclair-enlarge");
    if (!pressed) return;
    root.classList.toggle(LARGE, large);
    pressed.setAttribute("aria-pressed", large);
    pressed.textContent = large ? this.t("Close the projector") : this.t("Projector");
    if (!root.showPopover) return; // then the style sheet alone lifts it
    root.popover = large ? "manual" : null;
    if (large) root.showPopover();
  };

  turnLarge = () => {
    const root = this.el.firstElementChild;
    this.showLarge(root, !this.isLarge());
    /** @type {HTMLElement} */ (root.querySelector(".enclair-enlarge")).focus();
    root.scrollIntoView({ block: "nearest" });
  };

  reset = () =>
    this.button(this.t("Show everything again"), () => ({
      ...Object.fromEntries(this.filters.map(([trait]) => [trait, []])),
      ...Object.fromEntries(this.texts.map((name) => [name, ""])),
    }));

  /** Put `root` on the page; the language button that was pressed keeps the focus. */
  place = (root) => {
    const { el } = this;
    const spoke = el.contains(this.focused()) && this.focused().matches("button[lang]");
    const large = this.isLarge();
    el.replaceChildren(root);
    this.showLarge(root, large);
    root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.isLarge()) return;
      event.stopPropagation();
      this.turnLarge();
    });
    if (spoke) /** @type {any} */ (root).querySelector(`button[value="${this.lang()}"]`).focus();
  };

  /** Let the controls show the choices `now`; returns how many filters are in use. */
  show = (now) => {
    if (this.search && this.search.value !== now.query) this.search.value = now.query;
    for (const [name, input] of Object.entries(this.ends))
      if (this.focused() !== input) input.value = now[name];
    for (const [trait, group] of this.groups) {
      for (const box of group.querySelectorAll("input")) box.checked = now[trait].includes(box.value);
    }
    for (const [trait, select] of this.selects)
      select.value = now[trait].length > 1 ? "several" : now[trait][0] || "";
    return this.filters.filter(([trait]) => now[trait].length).length;
  };
}

/** Where a row was read, and the day of that page. */
export const sourced = (row, t, lang) => [
  t("Source:"),
  " ",
  link(row.source_url, t.source(row.source_name)),
  `, ${dated(row.source_date || "", lang) || t("date not recorded")}`,
];

/** A button that copies `words`. */
export function copier(t, words, label) {
  const copy = h("button", { type: "button" }, label);
  // Outside localhost and https a page has no clipboard: then the words themselves appear.
  const refused = () =>
    copy.replaceWith(h("span", {}, t("The browser refused: select the text and copy it"), h("br"), words));
  copy.onclick = () =>
    (navigator.clipboard?.writeText(words) ?? Promise.reject()).then(
      () => (copy.textContent = t("Copied")),
      refused,
    );
  return copy;
}
