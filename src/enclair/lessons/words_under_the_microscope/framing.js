// The framing lens: one event under several headlines, and a headline whose words one swaps. What a wording
// does to the source stands in framing.*.toml of the case; this page only looks it up.

import { Controls, sourced } from "../../views/controls.js";
import { difference, differing, wording } from "../../views/difference.js";
import { dated, h, link, View, worded } from "../../views/view.js";

class Framing extends View {
  constructor({ model, el }) {
    super({ model, el });
    this.bar = undefined; // the controls
    this.view = {}; // the parts of the page that change, by name
    model.on("change:lang", () => this.build());
    model.on("change:event", () => this.drawHeadlines());
    model.on("change:pair", () => this.drawPair());
    model.on("change:sentence", () => this.buildSwap());
    model.on(
      Object.values(model.get("sentences"))
        .flatMap(({ slots }) => Object.keys(slots).map((slot) => `change:${slot}`))
        .join(" "),
      () => this.drawSwap(),
    );
    this.build();
  }

  language(code) {
    return this.t(this.model.get("labels")[code] ?? code);
  }

  shown() {
    const { model } = this;
    const event = model.get("event");
    return model.get("headlines").filter((headline) => !event || headline.event === event);
  }

  sentence() {
    return this.model.get("sentences")[this.model.get("sentence")];
  }

  spoken(code, words) {
    return h("blockquote", { lang: code, dir: "auto" }, words);
  }

  build() {
    const { model, el, t } = this;
    const bar = (this.bar = new Controls({ model, el }));
    const view = (this.view = {
      event: h("select", { onchange: () => bar.choose({ event: view.event.value, pair: [] }) }),
      cards: h("div", { class: "enclair-cards" }),
      pair: h("div", { class: "enclair-pair", role: "status" }),
      swap: h("div"),
    });
    const option = ({ id, ...titles }) => {
      const count = model.get("headlines").filter((headline) => headline.event === id).length;
      return h("option", { value: id }, `${titles[`title_${this.lang()}`]} (${count})`);
    };
    view.event.append(...model.get("events").map(option), h("option", { value: "" }, t("all headlines")));
    view.sentences = Object.entries(model.get("sentences")).map(([name, { title }]) =>
      bar.button(t(title), () => ({ sentence: name }), { value: name }),
    );
    const head = (words) => h("p", { class: "enclair-head" }, words);
    bar.place(
      h(
        "div",
        {
          class: "enclair enclair-framing",
          role: "group",
          lang: this.lang(),
          "aria-label": t("Framing lens"),
        },
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
    this.drawHeadlines();
    this.buildSwap();
  }

  card(headline) {
    const { t } = this;
    const { id, language: code, outlet } = headline;
    const ours = code === this.lang() ? null : headline[`headline_${this.lang()}`];
    const note = headline[`notes_${this.lang()}`];
    const own = h("span");
    if (headline.article_url && headline.article_url !== headline.source_url)
      own.append(" · ", link(headline.article_url, t("The page of {outlet}", { outlet })));
    return h(
      "div",
      { class: "enclair-saying" },
      h("p", { class: "enclair-soft" }, `${outlet} · ${dated(headline.date, this.lang())}`),
      this.spoken(code, headline.headline_original),
      ours &&
        h(
          "p",
          {},
          h("small", {}, t("{language}; our translation:", { language: this.language(code) })),
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
            onclick: () => this.compare(id),
            "aria-label": t("Compare the headline of {outlet}", { outlet }),
          },
          t("Compare"),
        ),
        h("small", {}, ...sourced(headline, t, this.lang()), own),
      ),
    );
  }

  compare(id) {
    const { bar, view } = this;
    bar.choose({ pair: this.paired(id) });
    view.pair.scrollIntoView({ block: "nearest" });
  }

  /** The pair once the button of a headline is pressed: a third headline takes the place of the older one. */
  paired(id) {
    const { model } = this;
    const pair = model.get("pair");
    return pair.includes(id) ? pair.filter((one) => one !== id) : [...pair, id].slice(-2);
  }

  drawHeadlines() {
    const { model, view } = this;
    view.event.value = model.get("event");
    view.cards.replaceChildren(...this.shown().map((headline) => this.card(headline)));
    this.drawPair();
  }

  drawPair() {
    const { model, t, view } = this;
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
    const words = two.map((headline) => headline[`headline_${this.lang()}`]);
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
          [this.lang(), this.lang()],
          t,
        ),
      ),
      two.every(({ language: code }) => code === this.lang())
        ? ""
        : h("small", {}, t("Translations are ours: part of the difference may be the translator’s.")),
    );
  }

  /** The source of the sentence, and what one can choose. */
  buildSwap() {
    const { model, t, bar, view } = this;
    const { quote, slots } = this.sentence();
    view.selects = Object.entries(slots).map(([slot, { label, ways }]) => {
      const select = h("select", { onchange: () => bar.choose({ [slot]: select.value }) });
      for (const [way, { words }] of Object.entries(ways))
        select.append(h("option", { value: way }, words ? t(words).replace(/^, /, "") : t("(left out)")));
      return [slot, select, label];
    });
    view.presets = model
      .get("preset_order")
      .map((name) =>
        bar.button(t(model.get("presets")[name].label), () => this.sentence().presets[name], { value: name }),
      );
    view.yours = h("p", { class: "enclair-yours" });
    view.effects = h("tbody");
    const heads = [t("Question"), t("Your wording says"), t("The source says")];
    const original =
      quote.language === this.lang() ? null : this.spoken(quote.language, quote.quote_original);
    view.swap.replaceChildren(
      h(
        "div",
        { class: "enclair-origin" },
        h(
          "p",
          { class: "enclair-soft" },
          `${worded(quote, "speaker", this.lang())[0]} · ${dated(quote.date, this.lang())}`,
        ),
        this.spoken(this.lang(), quote[`quote_${this.lang()}`]),
        original &&
          h("p", {}, h("small", {}, t("Original: {language}", { language: this.language(quote.language) }))),
        original,
        h("small", {}, ...sourced(quote, t, this.lang()), ` (${quote.id})`),
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
    this.drawSwap();
  }

  drawSwap() {
    const { model, t, view } = this;
    const { opening, asks, slots, presets } = this.sentence();
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
          h("td", {}, t("“{words}”", { words: ask[this.lang()] }), h("br"), t(ask.says)),
        );
      }),
    );
  }
}

function render(given) {
  new Framing(given);
}

export default { render };
