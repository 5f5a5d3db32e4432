// Search and filters: the controls of an explorer.

import { h, menu } from "./elements.js";
import { fold, View, written } from "./view.js";

/** How often each value of a field occurs, most frequent first. */
function values(records, field) {
  const all = records.flatMap((record) => record[field]);
  const counts = [...Map.groupBy(all, (value) => value)].map(([value, some]) => [value, some.length]);
  return counts.sort((a, b) => b[1] - a[1]);
}

export const queryWords = (query) => fold(query).split(/\s+/).filter(Boolean);

/**
 * Where words of a folded text begin with `word`, or with its signs if it begins with none of a word: the one rule
 * of search and of what it marks, as in case/filters.py.
 */
export function matchPositions(text, word) {
  const positions = [];
  const letter = /[\p{L}\p{N}]/u;
  const inside = (at) => letter.test(word[0]) && at > 0 && letter.test(text[at - 1]);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1))
    if (!inside(at)) positions.push(at);
  return positions;
}

/** Whether a folded text has every word of a query. */
export const matchesQuery = (text, query) =>
  queryWords(query).every((word) => matchPositions(text, word).length);

/** Whether a record has values that are chosen, and a day in the range that is chosen. */
export const fitsChoices = (record, choices, filters, [first, last]) =>
  filters.every(
    ([trait, field]) =>
      !choices[trait].length || [record[field]].flat().some((value) => choices[trait].includes(value)),
  ) &&
  (!choices.start || last >= choices.start) &&
  (!choices.end || first <= choices.end);

/** `lists` and `menus` of a subclass are its filters; `single` names the choices that are no lists. */
export class Explorer extends View {
  lists = [];
  menus = [];
  single = [];
  shown = []; // the records that fit

  get traits() {
    return [...this.lists, ...this.menus].map(([trait]) => trait);
  }

  start() {
    this.on([...this.traits, ...this.single], () => this.draw());
    super.start();
  }

  choices = () => Object.fromEntries([...this.traits, ...this.single].map((name) => [name, this.get(name)]));

  label = (value, names = "labels") => this.t(this.get(names)[value] ?? value);

  /** One row, for days from `min` to `max`: how many fit, what is chosen `quickly`, "Filters" with all `others`. */
  controls(records, min, max, quickly, others = []) {
    const { t, view, lists, menus, traits, single } = this;
    view.number = h("small");
    view.count = h("p.enclair-count", { role: "status" });
    const nothing = [...traits.map((trait) => [trait, []]), ...single.map((name) => [name, ""])];
    view.reset = this.button(t("Show everything again"), () => Object.fromEntries(nothing));
    const boxes = lists.map((list) => this.boxes(records, list));
    const selects = menus.map((each) => this.select(records, each));
    const ends = ["start", "end"].map((name) => this.end(name, min, max));
    view.filters = h(
      "details.enclair-filters",
      { open: view.filters?.open },
      h("summary", t("Filters"), " ", view.number),
      h("div", h("div.enclair-bar", others, view.reset), boxes, h("div.enclair-menus", selects, ends)),
    );
    return h("div.enclair-controls", view.count, quickly, view.filters);
  }

  search(placeholder) {
    const search = h("input", { type: "search", placeholder });
    search.oninput = () => this.choose({ query: search.value });
    this.shows.push(() => (search.value = this.get("query")));
    return this.control(this.t("Search"), search);
  }

  boxes(records, [trait, field, title, order]) {
    const group = h("fieldset", h("legend", title(this.t)));
    const inputs = (state = "") => [...group.querySelectorAll(`input${state}`)];
    const counts = values(records, field);
    if (order) counts.sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
    for (const [value, count] of counts) {
      const box = h("input", { type: "checkbox", value });
      box.onchange = () => this.choose({ [trait]: inputs(":checked").map((one) => one.value) });
      group.append(h("label", box, h("span", this.label(value), " ", h("small", `${count}`))));
    }
    this.shows.push(() => {
      for (const box of inputs()) box.checked = this.get(trait).includes(box.value);
    });
    return group;
  }

  /** A menu with one value or any; code may choose several, which is told. */
  select(records, [trait, field, title, names]) {
    const { get, t } = this;
    const named = ([value, count]) => [value, `${this.label(value, names)} (${count})`];
    const options = [["", t("all")], ["several", t("several")], ...values(records, field).map(named)];
    const select = menu(options, "", (value) => this.choose({ [trait]: value ? [value] : [] }));
    Object.assign(select.options[1], { disabled: true, hidden: true });
    this.shows.push(() => (select.value = get(trait).length > 1 ? "several" : get(trait)[0] || ""));
    return this.control(title(t), select);
  }

  /** A field for the first or the last day; a day that was not taken is told. */
  end(name, min, max) {
    const { get, t, view } = this;
    const input = h("input", { type: "date" });
    // A date is typed digit by digit, and on the way it is another date: it is taken when it fits, and told
    // when the field is left. The other end stays as it was.
    input.onchange = () => {
      if (input.validity.valid) this.choose({ [name]: input.value });
    };
    input.onblur = () => {
      if (input.value === get(name)) return;
      const days = [input.value || min, input.min, input.max].map((iso) => written(iso, this.lang()));
      const [day, first, last] = days;
      view.count.textContent = t("Choose a day from {first} to {last}: not {day}.", { day, first, last });
      input.value = get(name);
    };
    this.shows.push(() => {
      input.min = (name === "end" && get("start")) || min;
      input.max = (name === "start" && get("end")) || max;
      if (this.focused() !== input) input.value = get(name);
    });
    return this.control(name === "start" ? t("From") : t("To"), input);
  }

  /** Let the controls show the choices `now`, and `count` how many records fit; `empty` is added if none does. */
  showControls(now, count, empty) {
    const { view, traits, single } = this;
    this.showAll();
    // Two dates are one range.
    const active =
      [...traits, "query"].filter((name) => now[name].length).length + (now.start || now.end ? 1 : 0);
    view.number.textContent = active ? `(${active})` : "";
    view.reset.disabled = !active && single.every((name) => !now[name]);
    const words = this.shown.length ? count : `${count} ${empty}`;
    if (view.count.textContent !== words) view.count.textContent = words;
  }
}
