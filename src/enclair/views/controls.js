// The controls that explorers share: search, check boxes, menus, a range of days, languages, a projector, a citation
// to copy.

/** How often each value of a field occurs, most frequent first. */
function values(records, field) {
  const counts = new Map();
  for (const value of records.flatMap((record) => record[field]))
    counts.set(value, (counts.get(value) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** The folded words of a query. */
const sought = (query) => fold(query).split(/\s+/).filter(Boolean);

/**
 * Where words of a folded text begin with `word`, or with its signs if it begins with none of a word: the one rule
 * of search and of what it marks, and the twin of analysis/filters.py `containing`.
 */
function places(text, word) {
  const found = [];
  const letter = /[\p{L}\p{N}]/u;
  const inside = (at) => letter.test(word[0]) && at > 0 && letter.test(text[at - 1]);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) if (!inside(at)) found.push(at);
  return found;
}

/** Whether a folded text has every word of a query. */
const containing = (text, query) => sought(query).every((word) => places(text, word).length);

/**
 * The controls of one explorer. `lists` are its filters with check boxes, `menus` those with a menu, each
 * [trait, field of a record, title, order of the values if not by number, or the trait with their names in a
 * menu]; `texts` names its other choices. A view that has a `projector` of its own says so.
 */
function controls(model, el, { lists, menus, texts, projector = true }) {
  const t = speaker(model);
  const lang = () => model.get("lang");
  const groups = [];
  const selects = [];
  const ends = {};
  let search;

  function choose(changes) {
    for (const [name, value] of Object.entries(changes)) model.set(name, value);
    model.save_changes();
  }
  const focused = () => el.getRootNode().activeElement;
  const button = (label, changes, props = {}) =>
    h("button", { type: "button", onclick: () => choose(changes()), ...props }, label);
  const label = (value, names = "labels") => t(model.get(names)[value] ?? value);

  function control(name, input) {
    input.id = fresh("field");
    return h("span", { class: "enclair-field" }, h("label", { htmlFor: input.id }, name), input);
  }

  function boxes(records, [trait, field, title, order]) {
    const group = h("fieldset", {}, h("legend", {}, title(t)));
    const found = values(records, field);
    if (order) found.sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
    for (const [value, count] of found) {
      const box = h("input", { type: "checkbox", value });
      box.onchange = () =>
        choose({ [trait]: [...group.querySelectorAll("input:checked")].map((one) => one.value) });
      group.append(h("label", {}, box, h("span", {}, label(value), " ", h("small", {}, `${count}`))));
    }
    groups.push([trait, group]);
    return group;
  }

  /** A menu with one value or any; code may choose several, which is told. */
  function menu(records, [trait, field, title, names]) {
    const any = h("option", { value: "" }, t("any"));
    const many = h("option", { value: "several", disabled: true, hidden: true }, t("several"));
    const select = h("select", {}, any, many);
    for (const [value, count] of values(records, field))
      select.append(h("option", { value }, `${label(value, names)} (${count})`));
    select.onchange = () => choose({ [trait]: select.value ? [select.value] : [] });
    selects.push([trait, select]);
    return control(title(t), select);
  }

  function searchbox(placeholder) {
    search = h("input", { type: "search", value: model.get("query"), placeholder });
    search.oninput = () => choose({ query: search.value });
    return control(t("Search"), search);
  }

  /** Two fields for the first and the last day; `tell` is given a sentence on a day that was not taken. */
  function range(min, max, tell) {
    return ["start", "end"].map((name) => {
      const input = h("input", { type: "date", min, max });
      // A date is typed digit by digit, and on the way it is another date: it is taken when it fits, and told
      // when the field is left. The other end stays as it was.
      const turned = () =>
        name === "start"
          ? model.get("end") && input.value > model.get("end")
          : input.value && input.value < model.get("start");
      input.onchange = () => {
        if (input.validity.valid && !turned()) choose({ [name]: input.value });
      };
      input.onblur = () => {
        if (input.value === model.get(name)) return;
        const [day, first, last] = [input.value || min, min, max].map((iso) => written(iso, lang()));
        tell(
          turned() && input.validity.valid
            ? t("The range ends before it starts: {day} was not taken.", { day })
            : t("{day} lies outside the case file, which goes from {first} to {last}.", { day, first, last }),
        );
        input.value = model.get(name);
      };
      ends[name] = input;
      return control(name === "start" ? t("From") : t("To"), input);
    });
  }

  function languages() {
    const buttons = ["en", "fr"].map((code) =>
      button(code.toUpperCase(), () => ({ lang: code }), {
        value: code,
        lang: code,
        title: code === "en" ? "English" : "Français",
        "aria-pressed": code === lang(),
      }),
    );
    return h(
      "span",
      { class: "enclair-set enclair-end", role: "group", "aria-label": t("Language") },
      ...buttons,
      ...(projector ? [h("button", { type: "button", class: "enclair-enlarge", onclick: turnLarge }, "")] : []),
    );
  }

  const LARGE = "enclair-projected"; // a class and no trait: it is no choice that others should see
  const isLarge = () => Boolean(el.firstElementChild?.classList.contains(LARGE));

  /** The projector fills the window, above the rest of the page, with letters for the back row. */
  function showLarge(root, large) {
    const pressed = root.querySelector(".enclair-enlarge");
    if (!pressed) return;
    root.classList.toggle(LARGE, large);
    pressed.setAttribute("aria-pressed", large);
    pressed.textContent = large ? t("Close the projector") : t("Projector");
    if (!root.showPopover) return; // then the style sheet alone lifts it
    root.popover = large ? "manual" : null;
    if (large) root.showPopover();
  }

  function turnLarge() {
    const root = el.firstElementChild;
    showLarge(root, !isLarge());
    root.querySelector(".enclair-enlarge").focus();
    root.scrollIntoView({ block: "nearest" });
  }

  const reset = () =>
    button(t("Show everything again"), () => ({
      ...Object.fromEntries([...lists, ...menus].map(([trait]) => [trait, []])),
      ...Object.fromEntries(texts.map((name) => [name, ""])),
    }));

  /** Put `root` on the page; the language button that was pressed keeps the focus. */
  function place(root) {
    const spoke = el.contains(focused()) && focused().matches("button[lang]");
    const large = isLarge();
    el.replaceChildren(root);
    showLarge(root, large);
    root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !isLarge()) return;
      event.stopPropagation();
      turnLarge();
    });
    if (spoke) root.querySelector(`button[value="${lang()}"]`).focus();
  }

  /** Let the controls show the choices `now`; returns how many filters are in use. */
  function show(now) {
    if (search && search.value !== now.query) search.value = now.query;
    for (const [name, input] of Object.entries(ends)) if (focused() !== input) input.value = now[name];
    for (const [trait, group] of groups) {
      for (const box of group.querySelectorAll("input")) box.checked = now[trait].includes(box.value);
    }
    for (const [trait, select] of selects)
      select.value = now[trait].length > 1 ? "several" : now[trait][0] || "";
    return [...lists, ...menus].filter(([trait]) => now[trait].length).length;
  }

  return { choose, focused, button, control, boxes, menu, searchbox, range, languages, reset, place, show };
}

/** Where a row was read, and the day of that page. */
const sourced = (row, t, lang) => [
  t("Source:"),
  " ",
  link(row.source_url, t.source(row.source_name)),
  `, ${dated(row.source_date || "", lang) || t("date not recorded")}`,
];

/** A button that copies `words`. */
function copier(t, words, label) {
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
