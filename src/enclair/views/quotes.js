// The quote explorer: cards to search and filter, who repeated whom and how, two wordings side by side.

import { Controls, containing, copier, sought, sourced } from "./controls.js";
import { difference, differing, wording } from "./difference.js";
import { CHOICES, citation, fits, LISTS, MENUS, marked, SIDES, speaks, spoken, TEXTS } from "./sayings.js";
import { dated, fold, h, isolated, KEYS, View, worded, written } from "./view.js";

/** How many cards there are at first, and are added at a time: thousands would be slow to draw and to read. */
const FIRST = 6;
const PAGE = 12;

class Quotes extends View {
  constructor({ model, el }) {
    super({ model, el });
    this.bar = undefined; // the controls
    this.view = {}; // the parts of the page that change, by name
    this.shown = []; // the quotations that fit
    this.most = FIRST; // how many of them have a card
    model.on(CHOICES.map((name) => `change:${name}`).join(" "), () => this.draw());
    model.on("change:compared change:compare_in", () => this.drawCompared());
    model.on("change:lang change:quotes", () => this.build());
    this.build();
  }

  quotes() {
    return this.model.get("quotes");
  }

  byId(id) {
    return this.quotes().find((quote) => quote.id === id);
  }

  choices() {
    return Object.fromEntries(CHOICES.map((name) => [name, this.model.get(name)]));
  }

  label(code) {
    return this.t(this.model.get("labels")[code] ?? code);
  }

  language(code) {
    return this.t(this.model.get("language_names")[code] ?? code);
  }

  step(quote) {
    const { model, t } = this;
    const [shape, name] = model.get("steps")[quote.stance];
    return `${shape} ${t(name)}`;
  }

  build() {
    const { model, el, t } = this;
    const open = [this.view.filters, this.view.list].map((part) => part?.open);
    const bar = (this.bar = new Controls({ model, el }, { lists: LISTS, menus: MENUS, texts: TEXTS }));
    const days = this.quotes()
      .flatMap((quote) => [quote.first, quote.last])
      .sort();
    const last = (days.at(-1) || "").replace(/-31$/, "-28"); // a real day of any month
    const view = (this.view = {
      number: h("small"),
      count: h("p", { class: "enclair-count", role: "status" }),
      sides: h("p", { class: "enclair-legend" }),
      reset: bar.reset(),
      compared: h("div", { class: "enclair-compared" }),
      cards: h("div", { class: "enclair-cards" }),
      more: h("button", { type: "button", onclick: () => this.more() }),
    });
    view.filters = h(
      "details",
      { class: "enclair-filters", open: open[0] },
      h("summary", {}, t("Filters and dates"), " ", view.number),
      h(
        "div",
        {},
        ...LISTS.map((list) => bar.boxes(this.quotes(), list)),
        h(
          "div",
          { class: "enclair-menus" },
          ...MENUS.map((menu) => bar.menu(this.quotes(), menu)),
          ...bar.range(days[0] || "", last, (message) => (view.count.textContent = message)),
        ),
      ),
    );
    const root = h(
      "div",
      { class: "enclair enclair-quotes", role: "group", lang: this.lang(), "aria-label": t("Quotations") },
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
        t("Case file as of {day}.", { day: written(model.get("as_of"), this.lang()) }),
      ),
    );
    bar.place(root);
    this.draw();
  }

  draw() {
    const { model, t, bar, view } = this;
    const now = this.choices();
    this.shown = this.quotes().filter((quote) => fits(quote, now));
    this.most = FIRST;
    const active = bar.show(now);
    view.number.textContent = active ? `(${active})` : "";
    view.reset.disabled = !active && TEXTS.every((name) => !now[name]);
    const count = t("{shown} of {all} quotations.", { shown: this.shown.length, all: this.quotes().length });
    const empty = this.shown.length
      ? ""
      : ` ${t("No quotation fits these choices: take one away, or show everything again.")}`;
    if (view.count.textContent !== count + empty) view.count.textContent = count + empty;
    const sum = (side) => this.shown.filter((quote) => quote.side === side).length;
    view.sides.replaceChildren(
      ...SIDES.map((side, place) =>
        h(
          "span",
          {},
          h("span", { class: `enclair-${side}`, "aria-hidden": "true" }, model.get("steps")[place - 1][0]),
          t("{name}: {words}", { name: this.label(side), words: sum(side) }),
        ),
      ),
    );
    this.drawCompared();
    this.drawCards();
  }

  drawCards() {
    const { model, view } = this;
    const found = sought(model.get("query"));
    view.cards.replaceChildren(...this.shown.slice(0, this.most).map((quote) => this.card(quote, found)));
    this.drawMore();
  }

  drawMore() {
    const { t, view } = this;
    const left = this.shown.length - this.most;
    view.more.hidden = left <= 0;
    view.more.textContent = t("Show {some} more of {left}", { some: Math.min(PAGE, left), left });
  }

  more() {
    const { model, view } = this;
    const found = sought(model.get("query"));
    const next = this.shown.slice(this.most, this.most + PAGE).map((quote) => this.card(quote, found));
    this.most += PAGE;
    view.cards.append(...next);
    this.drawMore();
    next[0].focus(); // the button may be gone
  }

  /** What a card says beside the words. */
  facts(quote) {
    const { t } = this;
    const reached =
      this.label(quote.attribution) + (quote.in_article === "yes" ? ` · ${this.label("yes")}` : "");
    const pairs = [
      [t("Our reading"), h("span", {}, h("span", { class: `enclair-${quote.side}` }, this.step(quote)))],
      [t("Group"), this.label(quote.stakeholder_group)],
      [t("Theme"), this.label(quote.theme)],
      [t("How the words reached us"), reached],
    ];
    return h(
      "dl",
      { class: "enclair-facts" },
      ...pairs.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
    );
  }

  /** The words: the original and its language, the translation beside it, and where else a search found some. */
  texts(quote, found) {
    const { t } = this;
    const text = (head, code, words) => h("div", {}, h("small", {}, head), spoken(code, words, found));
    const columns = [
      text(
        t("Original: {language}", { language: this.language(quote.language) }),
        quote.language,
        quote.quote_original,
      ),
    ];
    const { speaker, speaker_fr = "", speaker_role, speaker_role_fr = "", source_name, source_fr } = quote;
    const seen = [
      quote.quote_original,
      speaker,
      speaker_fr,
      speaker_role,
      speaker_role_fr,
      source_name,
      source_fr,
    ];
    for (const code of [this.lang(), ...["en", "fr"].filter((one) => one !== this.lang())]) {
      if (code === quote.language) continue;
      const words = quote[`quote_${code}`];
      const needed = found.some(
        (word) => containing(fold(words), word) && !containing(fold(seen.join(" ")), word),
      );
      if (code !== this.lang() && !needed) continue;
      seen.push(words);
      const head = t("In {language}", { language: this.language(code) });
      columns.push(
        words
          ? text(head, code, words)
          : h("p", { class: "enclair-soft" }, t("No translation recorded: the original stands alone.")),
      );
    }
    return h("div", { class: "enclair-words" }, ...columns);
  }

  card(quote, found) {
    const { model, t } = this;
    const pick = h("button", { type: "button", value: quote.id, onclick: () => this.compare(quote.id) });
    this.pressed(pick);
    const day = dated(quote.date, this.lang());
    const [who, role, told] = speaks(quote, this.lang());
    const why = [
      [t("Why this code"), ...worded(quote, "stance_note", this.lang())],
      [t("What to know"), ...worded(quote, "notes", this.lang())],
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
      this.texts(quote, found),
      this.facts(quote),
      this.trail(quote),
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
        h("span", { class: "enclair-source" }, ...sourced(quote, t, this.lang())),
      ),
    );
  }

  /** Who repeated it, and how: a fragment beside the words it comes from, or the fragments of these words. */
  trail(quote) {
    const { t, bar } = this;
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
        h("span", { lang: this.byId(id).language }, this.byId(id).quote_original),
        ` · ${t.source(this.byId(id).source_name)}, ${this.label(this.byId(id).attribution)}. `,
        h(
          "button",
          { type: "button", onclick: () => bar.choose({ compared: [quote.id, id] }) },
          t("Compare with {id}", { id }),
        ),
      );
    return h("details", { class: "enclair-trail" }, title, h("ul", {}, ...quote.repeated_by.map(repeat)));
  }

  /** Let a button that picks a quotation show whether it is picked, and what comes next. */
  pressed(button) {
    const { model, t } = this;
    const now = model.get("compared");
    const picked = now.includes(button.value);
    button.setAttribute("aria-pressed", picked);
    button.textContent =
      picked && now.length === 1 ? t("Chosen: now press Compare on a second one") : t("Compare");
  }

  compare(id) {
    const { model, bar, view } = this;
    const now = model.get("compared");
    const next = now.includes(id) ? now.filter((one) => one !== id) : [...now.slice(-1), id];
    bar.choose({ compared: next });
    // The comparison stands above the cards, and may be out of sight.
    if (next.length === 2) view.compared.querySelector(".enclair-head").focus();
  }

  drawCompared() {
    const { model, t, bar, view } = this;
    const chosen = model
      .get("compared")
      .map((id) => this.byId(id))
      .filter(Boolean);
    for (const button of view.cards.querySelectorAll("button[aria-pressed]")) this.pressed(button);
    if (!chosen.length) return view.compared.replaceChildren();
    const name = (quote) =>
      `${quote.id}, ${isolated(speaks(quote, this.lang())[0])}, ${dated(quote.date, this.lang())}`;
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
    const inside = model.get("compare_in") || (same ? "original" : this.lang());
    const words = (quote) => quote[`quote_${inside}`] || quote.quote_original;
    const select = h(
      "select",
      {},
      h("option", { value: "original" }, t("the originals")),
      ...["en", "fr"].map((code) =>
        h("option", { value: code }, t("In {language}", { language: this.language(code) })),
      ),
    );
    select.value = inside;
    select.onchange = () => bar.choose({ compare_in: select.value });
    const parts = difference(words(first), words(second));
    const code = (quote) => (inside === "original" || !quote[`quote_${inside}`] ? quote.language : inside);
    const translated = (quote) => code(quote) !== quote.language;
    const column = (quote, which) =>
      h(
        "div",
        {},
        h("strong", {}, name(quote)),
        h(
          "small",
          {},
          ` ${this.language(code(quote))}`,
          translated(quote)
            ? `, ${t("translated from {language}", { language: this.language(quote.language) })}`
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
}

function render(given) {
  new Quotes(given);
}

export default { render, fits, citation, containing, difference, marked };
