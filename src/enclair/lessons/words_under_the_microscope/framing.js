// The framing lens: one event under several headlines, and a headline whose words one swaps. What a wording
// does to the source stands in analysis/framing.toml; this page only looks it up.

function render({ model, el }) {
  const t = speaker(model);
  const lang = () => model.get("lang");
  const language = (code) => t(model.get("labels")[code] ?? code);
  const shown = () => {
    const event = model.get("event");
    return model.get("headlines").filter((headline) => !event || headline.event === event);
  };
  const sentence = () => model.get("sentences")[model.get("sentence")];
  const spoken = (code, words) => h("blockquote", { lang: code, dir: "auto" }, words);
  let bar; // the controls
  let view = {}; // the parts of the page that change, by name

  function build() {
    bar = controls(model, el, { lists: [], menus: [], texts: [] });
    view = {
      event: h("select", { onchange: () => bar.choose({ event: view.event.value, pair: [] }) }),
      cards: h("div", { class: "enclair-cards" }),
      pair: h("div", { class: "enclair-pair", role: "status" }),
      swap: h("div"),
    };
    const option = ({ id, ...titles }) => {
      const count = model.get("headlines").filter((headline) => headline.event === id).length;
      return h("option", { value: id }, `${titles["title_" + lang()]} (${count})`);
    };
    view.event.append(...model.get("events").map(option), h("option", { value: "" }, t("all headlines")));
    view.sentences = Object.entries(model.get("sentences")).map(([name, { title }]) =>
      bar.button(t(title), () => ({ sentence: name }), { value: name }),
    );
    const head = (words) => h("p", { class: "enclair-head" }, words);
    bar.place(
      h(
        "div",
        { class: "enclair enclair-framing", role: "group", lang: lang(), "aria-label": t("Framing lens") },
        h(
          "div",
          { role: "group", "aria-label": t("One event, several headlines") },
          h("div", { class: "enclair-bar" }, head(t("One event, several headlines")), bar.languages()),
          h("div", { class: "enclair-bar" }, bar.control(t("Event"), view.event)),
          view.pair,
          view.cards,
        ),
        h(
          "div",
          { role: "group", "aria-label": t("Swap words") },
          head(t("Swap words")),
          h("div", { class: "enclair-bar" }, h("span", { class: "enclair-set" }, ...view.sentences)),
          view.swap,
          h(
            "p",
            { class: "enclair-foot" },
            t(
              "What a wording says, and whether that is stronger or weaker, is our reading of single words. Where do you read it otherwise, and why?",
            ),
          ),
        ),
      ),
    );
    drawHeadlines();
    buildSwap();
  }

  function card(headline) {
    const { id, language: code, outlet } = headline;
    const ours = code === lang() ? null : headline["headline_" + lang()];
    const note = headline["notes_" + lang()];
    const own = h("span");
    if (headline.article_url && headline.article_url !== headline.source_url)
      own.append(" · ", link(headline.article_url, t("The page of {outlet}", { outlet })));
    return h(
      "div",
      { class: "enclair-saying" },
      h("p", { class: "enclair-soft" }, `${outlet} · ${dated(headline.date, lang())}`),
      spoken(code, headline.headline_original),
      ours &&
        h(
          "p",
          {},
          h("small", {}, t("{language}; our translation:", { language: language(code) })),
          " ",
          ours,
        ),
      h("details", {}, h("summary", {}, t("What it adds, what it leaves out")), h("p", {}, note)),
      h(
        "p",
        { class: "enclair-bar" },
        h(
          "button",
          {
            type: "button",
            value: id,
            onclick: () => compare(id),
            "aria-label": t("Compare the headline of {outlet}", { outlet }),
          },
          t("Compare"),
        ),
        h("small", {}, ...sourced(headline, t, lang()), own),
      ),
    );
  }

  function compare(id) {
    bar.choose({ pair: paired(id) });
    view.pair.scrollIntoView({ block: "nearest" });
  }

  /** The pair once the button of a headline is pressed: a third headline takes the place of the older one. */
  function paired(id) {
    const pair = model.get("pair");
    return pair.includes(id) ? pair.filter((one) => one !== id) : [...pair, id].slice(-2);
  }

  function drawHeadlines() {
    view.event.value = model.get("event");
    view.cards.replaceChildren(...shown().map(card));
    drawPair();
  }

  function drawPair() {
    const pair = model.get("pair");
    for (const button of view.cards.querySelectorAll("button"))
      button.setAttribute("aria-pressed", pair.includes(button.value));
    const two = pair.map((id) => model.get("headlines").find((headline) => headline.id === id));
    if (two.length < 2) {
      const one = t("{outlet} is chosen. Choose another headline to compare it with.", {
        outlet: two[0]?.outlet,
      });
      const none = t("Choose two headlines to compare them word by word.");
      return view.pair.replaceChildren(h("p", {}, two.length ? one : none));
    }
    const words = two.map((headline) => headline["headline_" + lang()]);
    const parts = difference(...words);
    const row = ({ outlet }, which) =>
      h(
        "div",
        {},
        h("p", { class: "enclair-soft" }, outlet),
        h("blockquote", {}, ...wording(parts, which + 1)),
      );
    view.pair.replaceChildren(
      h("div", { class: "enclair-columns" }, ...two.map(row)),
      h(
        "p",
        {},
        ...differing(
          parts,
          two.map(({ outlet }) => outlet),
          [lang(), lang()],
          t,
        ),
      ),
      two.every(({ language: code }) => code === lang())
        ? ""
        : h("small", {}, t("Translations are ours: part of the difference may be the translator’s.")),
    );
  }

  /** The source of the sentence, and what one can choose. */
  function buildSwap() {
    const { quote, slots } = sentence();
    view.selects = Object.entries(slots).map(([slot, { label, ways }]) => {
      const select = h("select", { onchange: () => bar.choose({ [slot]: select.value }) });
      for (const [way, { words }] of Object.entries(ways))
        select.append(h("option", { value: way }, words ? t(words).replace(/^, /, "") : t("(left out)")));
      return [slot, select, label];
    });
    view.presets = model
      .get("preset_order")
      .map((name) =>
        bar.button(t(model.get("presets")[name].label), () => sentence().presets[name], { value: name }),
      );
    view.yours = h("p", { class: "enclair-yours" });
    view.effects = h("tbody");
    const heads = [t("Question"), t("Your wording says"), t("The source says")];
    const original = quote.language === lang() ? null : spoken(quote.language, quote.quote_original);
    view.swap.replaceChildren(
      h(
        "div",
        { class: "enclair-origin" },
        h("p", { class: "enclair-soft" }, `${worded(quote, "speaker", lang())[0]} · ${dated(quote.date, lang())}`),
        spoken(lang(), quote["quote_" + lang()]),
        original &&
          h("p", {}, h("small", {}, t("Original: {language}", { language: language(quote.language) }))),
        original,
        h("small", {}, ...sourced(quote, t, lang()), ` (${quote.id})`),
      ),
      h(
        "div",
        { class: "enclair-slots" },
        ...view.selects.map(([, select, label]) => bar.control(t(label), select)),
      ),
      h(
        "div",
        { class: "enclair-bar", role: "group", "aria-label": t("Ready-made headlines") },
        h("span", { class: "enclair-soft" }, t("Ready-made:")),
        ...view.presets,
      ),
      h(
        "div",
        { class: "enclair-made", role: "status" },
        h("small", {}, t("Your headline"), " · ", t("nobody published it")),
        view.yours,
      ),
      h(
        "table",
        {},
        h("thead", {}, h("tr", {}, ...heads.map((head) => h("th", { scope: "col" }, head)))),
        view.effects,
      ),
    );
    drawSwap();
  }

  function drawSwap() {
    const { opening, asks, slots, presets } = sentence();
    for (const button of view.sentences)
      button.setAttribute("aria-pressed", button.value === model.get("sentence"));
    for (const [slot, select] of view.selects) select.value = model.get(slot);
    for (const button of view.presets) {
      const fits = Object.entries(presets[button.value]).every(([slot, way]) => model.get(slot) === way);
      button.setAttribute("aria-pressed", fits);
    }
    const chosen = Object.entries(slots).map(([slot, { ways }]) => ways[model.get(slot)]);
    const answers = Object.assign({}, ...chosen);
    view.yours.textContent = [opening, ...chosen.map(({ words }) => words)]
      .filter(Boolean)
      .map((words) => t(words))
      .join(" ")
      .replace(" ,", ",");
    view.effects.replaceChildren(
      ...Object.entries(asks).map(([name, ask]) => {
        const { effect, says } = answers[name];
        const { label, sign } = model.get("effects")[effect];
        return h(
          "tr",
          {},
          h(
            "th",
            { scope: "row" },
            t(ask.head),
            h("span", { class: "enclair-effect", "data-effect": effect }, `${sign} ${t(label)}`),
          ),
          h("td", {}, t(says)),
          h("td", {}, t("“{words}”", { words: ask[lang()] }), h("br"), t(ask.says)),
        );
      }),
    );
  }

  model.on("change:lang", build);
  model.on("change:event", drawHeadlines);
  model.on("change:pair", drawPair);
  model.on("change:sentence", buildSwap);
  model.on(
    Object.values(model.get("sentences"))
      .flatMap(({ slots }) => Object.keys(slots).map((slot) => `change:${slot}`))
      .join(" "),
    drawSwap,
  );
  build();
}

export default { render };
