// The quote explorer: cards to search and filter, who repeated whom and how, two wordings side by side.

/** How many cards there are at first, and are added at a time: thousands would be slow to draw and to read. */
const FIRST = 6;
const PAGE = 12;

function render({ model, el }) {
  const t = speaker(model);
  const lang = () => model.get("lang");
  const quotes = () => model.get("quotes");
  const byId = (id) => quotes().find((quote) => quote.id === id);
  const choices = () => Object.fromEntries(CHOICES.map((name) => [name, model.get(name)]));
  const label = (code) => t(model.get("labels")[code] ?? code);
  const language = (code) => t(model.get("language_names")[code] ?? code);
  const step = (quote) => {
    const [shape, name] = model.get("steps")[quote.stance];
    return `${shape} ${t(name)}`;
  };
  let bar; // the controls
  let view = {}; // the parts of the page that change, by name
  let shown = []; // the quotations that fit
  let most = FIRST; // how many of them have a card

  function build() {
    const open = [view.filters, view.list].map((part) => part?.open);
    bar = controls(model, el, { lists: LISTS, menus: MENUS, texts: TEXTS });
    const days = quotes()
      .flatMap((quote) => [quote.first, quote.last])
      .sort();
    const last = (days.at(-1) || "").replace(/-31$/, "-28"); // a real day of any month
    view = {
      number: h("small"),
      count: h("p", { class: "enclair-count", role: "status" }),
      sides: h("p", { class: "enclair-legend" }),
      reset: bar.reset(),
      compared: h("div", { class: "enclair-compared" }),
      cards: h("div", { class: "enclair-cards" }),
      more: h("button", { type: "button", onclick: more }),
    };
    view.filters = h(
      "details",
      { class: "enclair-filters", open: open[0] },
      h("summary", {}, t("Filters and dates"), " ", view.number),
      h(
        "div",
        {},
        ...LISTS.map((list) => bar.boxes(quotes(), list)),
        h(
          "div",
          { class: "enclair-menus" },
          ...MENUS.map((menu) => bar.menu(quotes(), menu)),
          ...bar.range(days[0] || "", last, (message) => (view.count.textContent = message)),
        ),
      ),
    );
    const root = h(
      "div",
      { class: "enclair enclair-quotes", role: "group", lang: lang(), "aria-label": t("Quotations") },
      h(
        "div",
        { class: "enclair-bar" },
        bar.searchbox(t("privacy, menace, judge…")),
        view.reset,
        bar.languages(),
      ),
      view.filters,
      view.count,
      view.sides,
      view.compared,
      view.cards,
      h("p", { class: "enclair-more" }, view.more),
      h(
        "p",
        { class: "enclair-foot" },
        t(
          "The side is our reading of one sentence, not of the person. Read it yourself: you may code it otherwise.",
        ),
        " ",
        t("Case file as of {day}.", { day: written(model.get("as_of"), lang()) }),
      ),
    );
    bar.place(root);
    draw();
  }

  function draw() {
    const now = choices();
    shown = quotes().filter((quote) => fits(quote, now));
    most = FIRST;
    const active = bar.show(now);
    view.number.textContent = active ? `(${active})` : "";
    view.reset.disabled = !active && TEXTS.every((name) => !now[name]);
    const count = t("{shown} of {all} quotations.", { shown: shown.length, all: quotes().length });
    const empty = shown.length
      ? ""
      : " " + t("No quotation fits these choices: take one away, or show everything again.");
    if (view.count.textContent !== count + empty) view.count.textContent = count + empty;
    const sum = (side) => shown.filter((quote) => quote.side === side).length;
    view.sides.replaceChildren(
      ...SIDES.map((side, place) =>
        h(
          "span",
          {},
          h("span", { class: `enclair-${side}`, "aria-hidden": "true" }, model.get("steps")[place - 1][0]),
          t("{name}: {words}", { name: label(side), words: sum(side) }),
        ),
      ),
    );
    drawCompared();
    drawCards();
  }

  function drawCards() {
    const found = sought(model.get("query"));
    view.cards.replaceChildren(...shown.slice(0, most).map((quote) => card(quote, found)));
    drawMore();
  }

  function drawMore() {
    const left = shown.length - most;
    view.more.hidden = left <= 0;
    view.more.textContent = t("Show {some} more of {left}", { some: Math.min(PAGE, left), left });
  }

  function more() {
    const found = sought(model.get("query"));
    const next = shown.slice(most, most + PAGE).map((quote) => card(quote, found));
    most += PAGE;
    view.cards.append(...next);
    drawMore();
    next[0].focus(); // the button may be gone
  }

  /** What a card says beside the words. */
  function facts(quote) {
    const reached = label(quote.attribution) + (quote.in_article === "yes" ? ` · ${label("yes")}` : "");
    const pairs = [
      [t("Our reading"), h("span", {}, h("span", { class: `enclair-${quote.side}` }, step(quote)))],
      [t("Group"), label(quote.stakeholder_group)],
      [t("Theme"), label(quote.theme)],
      [t("How the words reached us"), reached],
    ];
    return h(
      "dl",
      { class: "enclair-facts" },
      ...pairs.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
    );
  }

  /** The words: the original and its language, the translation beside it, and where else a search found some. */
  function texts(quote, found) {
    const text = (head, code, words) => h("div", {}, h("small", {}, head), spoken(code, words, found));
    const columns = [
      text(
        t("Original: {language}", { language: language(quote.language) }),
        quote.language,
        quote.quote_original,
      ),
    ];
    const { speaker, speaker_fr = "", speaker_role, speaker_role_fr = "", source_name, source_fr } = quote;
    const seen = [quote.quote_original, speaker, speaker_fr, speaker_role, speaker_role_fr, source_name, source_fr];
    for (const code of [lang(), ...["en", "fr"].filter((one) => one !== lang())]) {
      if (code === quote.language) continue;
      const words = quote["quote_" + code];
      const needed = found.some((word) => containing(fold(words), word) && !containing(fold(seen.join(" ")), word));
      if (code !== lang() && !needed) continue;
      seen.push(words);
      const head = t("In {language}", { language: language(code) });
      columns.push(
        words
          ? text(head, code, words)
          : h("p", { class: "enclair-soft" }, t("No translation recorded: the original stands alone.")),
      );
    }
    return h("div", { class: "enclair-words" }, ...columns);
  }

  function card(quote, found) {
    const pick = h("button", { type: "button", value: quote.id, onclick: () => compare(quote.id) });
    pressed(pick);
    const day = dated(quote.date, lang());
    const [who, role, told] = speaks(quote, lang());
    const why = [
      [t("Why this code"), ...worded(quote, "stance_note", lang())],
      [t("What to know"), ...worded(quote, "notes", lang())],
    ].filter(([, said]) => said);
    return h(
      "div",
      {
        class: "enclair-saying",
        role: "group",
        tabIndex: -1,
        [KEYS]: "true",
        "data-id": quote.id,
        "aria-label": `${quote.id}. ${who}, ${day}`,
      },
      h(
        "p",
        { class: "enclair-who" },
        h("strong", {}, ...marked(who, found)),
        ...(role ? [", ", h("span", { lang: told }, ...marked(role, found))] : []),
        " · ",
        day,
        " · ",
        quote.id,
      ),
      texts(quote, found),
      facts(quote),
      trail(quote),
      h(
        "details",
        {},
        h("summary", {}, t("Our reading, and what to know")),
        ...why.map(([name, said, code]) =>
          h("p", {}, t("{name}:", { name }), " ", h("span", { lang: code }, said)),
        ),
      ),
      h(
        "p",
        { class: "enclair-set" },
        pick,
        copier(t, citation(quote, model), t("Copy the citation")),
        h("span", { class: "enclair-source" }, ...sourced(quote, t, lang())),
      ),
    );
  }

  /** Who repeated it, and how: a fragment beside the words it comes from, or the fragments of these words. */
  function trail(quote) {
    if (!quote.primary_text && !quote.repeated_by.length) return null;
    const title = h("summary", {}, t("Who repeated it, and how"));
    if (quote.primary_text) {
      // The source first: what the article cut is then marked as cut, and what it put in its place as added.
      const parts = difference(quote.primary_text, quote.quote_en || quote.quote_original);
      const names = [t("the post"), t("the article")];
      return h(
        "details",
        { class: "enclair-trail" },
        title,
        h("small", {}, t("The words of the post")),
        h("blockquote", { lang: "en", dir: "auto" }, ...wording(parts, 1)),
        h("small", {}, t("The article, in English (our translation)")),
        h("blockquote", { lang: "en", dir: "auto" }, ...wording(parts, 2)),
        h("p", {}, ...differing(parts, names, ["en", "en"], t)),
      );
    }
    const repeat = (id) =>
      h(
        "li",
        {},
        h("span", { lang: byId(id).language }, byId(id).quote_original),
        ` · ${t.source(byId(id).source_name)}, ${label(byId(id).attribution)}. `,
        h(
          "button",
          { type: "button", onclick: () => bar.choose({ compared: [quote.id, id] }) },
          t("Compare with {id}", { id }),
        ),
      );
    return h("details", { class: "enclair-trail" }, title, h("ul", {}, ...quote.repeated_by.map(repeat)));
  }

  /** Let a button that picks a quotation show whether it is picked, and what comes next. */
  function pressed(button) {
    const now = model.get("compared");
    const picked = now.includes(button.value);
    button.setAttribute("aria-pressed", picked);
    button.textContent =
      picked && now.length === 1 ? t("Chosen: now press Compare on a second one") : t("Compare");
  }

  function compare(id) {
    const now = model.get("compared");
    const next = now.includes(id) ? now.filter((one) => one !== id) : [...now.slice(-1), id];
    bar.choose({ compared: next });
    // The comparison stands above the cards, and may be out of sight.
    if (next.length === 2) view.compared.querySelector(".enclair-head").focus();
  }

  function drawCompared() {
    const chosen = model.get("compared").map(byId).filter(Boolean);
    for (const button of view.cards.querySelectorAll("button[aria-pressed]")) pressed(button);
    if (!chosen.length) return view.compared.replaceChildren();
    const name = (quote) => `${quote.id}, ${isolated(speaks(quote, lang())[0])}, ${dated(quote.date, lang())}`;
    const none = h(
      "button",
      { type: "button", onclick: () => bar.choose({ compared: [] }) },
      t("Stop comparing"),
    );
    const head = h("p", { class: "enclair-head", tabIndex: -1 }, t("Two wordings compared"));
    if (chosen.length < 2)
      return view.compared.replaceChildren(
        head,
        h(
          "p",
          {},
          t("{first}. With which other quotation? Press Compare on it.", { first: name(chosen[0]) }),
        ),
        none,
      );
    const [first, second] = chosen;
    const same = first.language === second.language;
    const inside = model.get("compare_in") || (same ? "original" : lang());
    const words = (quote) => quote["quote_" + inside] || quote.quote_original;
    const select = h(
      "select",
      {},
      h("option", { value: "original" }, t("the originals")),
      ...["en", "fr"].map((code) =>
        h("option", { value: code }, t("In {language}", { language: language(code) })),
      ),
    );
    select.value = inside;
    select.onchange = () => bar.choose({ compare_in: select.value });
    const parts = difference(words(first), words(second));
    const code = (quote) => (inside === "original" || !quote["quote_" + inside] ? quote.language : inside);
    const translated = (quote) => code(quote) !== quote.language;
    const column = (quote, which) =>
      h(
        "div",
        {},
        h("strong", {}, name(quote)),
        h(
          "small",
          {},
          ` ${language(code(quote))}`,
          translated(quote)
            ? `, ${t("translated from {language}", { language: language(quote.language) })}`
            : "",
        ),
        h("blockquote", { lang: code(quote), dir: "auto" }, ...wording(parts, which)),
      );
    const apart = t("These words are in two languages: every word differs. Compare them in one language.");
    view.compared.replaceChildren(
      head,
      h("div", { class: "enclair-bar" }, bar.control(t("Words compared"), select), none),
      h("div", { class: "enclair-words" }, column(first, 1), column(second, 2)),
      h("p", { role: "status" }, ...differing(parts, [first.id, second.id], [code(first), code(second)], t)),
      ...(code(first) === code(second) ? [] : [h("p", { class: "enclair-note" }, apart)]),
    );
  }

  model.on(CHOICES.map((name) => `change:${name}`).join(" "), draw);
  model.on("change:compared change:compare_in", drawCompared);
  model.on("change:lang change:quotes", build);
  build();
}

export default { render, fits, citation, containing, difference, marked };
