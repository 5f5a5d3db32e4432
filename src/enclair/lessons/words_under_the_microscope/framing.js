// The framing lens: one event under several headlines, and a headline whose words one swaps. What a wording
// does to the source stands in framing.*.toml of the case; this page only looks it up.

import { difference, differences, paired, wording } from "../../views/difference.js";
import { cell, fill, group, h, link, menu, quoted, row, table } from "../../views/elements.js";
import { dated, localizedField, renders, View } from "../../views/view.js";

/** The headline made of the wordings that were chosen: the first words, then one way for each slot. */
const headline = (opening, chosen, t) =>
  [opening, ...chosen.map(({ words }) => words)]
    .filter(Boolean)
    .map((words) => t(words))
    .join(" ")
    .replace(" ,", ",");

class Framing extends View {
  follows = {
    drawHeadlines: ["event"],
    drawPair: ["pair"],
    buildSwap: ["sentence"],
    drawSwap: Object.values(this.get("sentences")).flatMap((one) => Object.keys(one.slots)),
  };

  language = (code) => this.t(this.get("labels")[code] ?? code);

  shown() {
    const event = this.get("event");
    return this.get("headlines").filter((headline) => !event || headline.event === event);
  }

  currentSentence = () => this.get("sentences")[this.get("sentence")];

  build() {
    const { get, t, button } = this;
    const events = get("events").map(({ id, ...titles }) => {
      const count = get("headlines").filter((headline) => headline.event === id).length;
      return [id, `${titles[`title_${this.lang()}`]} (${count})`];
    });
    const open = (event) => this.choose({ event, pair: [] });
    const view = (this.view = {
      event: menu([...events, ["", t("all headlines")]], get("event"), open),
      cards: h("div.enclair-cards"),
      pair: h("div.enclair-pair.enclair-box.enclair-own.enclair-peers", { role: "status" }),
      swap: h("div"),
      sentences: Object.entries(get("sentences")).map(([name, { title }]) =>
        button(t(title), () => ({ sentence: name }), { value: name }),
      ),
    });
    const [several, swap] = [t("One event, several headlines"), t("Swap words")];
    const head = (words) => h("p.enclair-head", words);
    this.place(
      "framing",
      t("Framing lens"),
      group(
        "div",
        several,
        h("div.enclair-bar", head(several), this.languages()),
        h("div.enclair-bar", this.control(t("Event"), view.event)),
        view.pair,
        view.cards,
      ),
      group(
        "div",
        swap,
        head(swap),
        h("div.enclair-bar", h("span.enclair-set", view.sentences)),
        view.swap,
        h("p.enclair-foot", this.sentence("reading")),
      ),
    );
    this.drawHeadlines();
    this.buildSwap();
  }

  card(headline) {
    const { t } = this;
    const { id, language: code, outlet } = headline;
    const ours = code !== this.lang() && headline[`headline_${this.lang()}`];
    const note = headline[`notes_${this.lang()}`];
    const { article_url: article, source_url: source } = headline;
    const page = t("The page of {outlet}", { outlet });
    const called = t("Compare the headline of {outlet}", { outlet });
    const pick = this.button(t("Compare"), () => this.compare(id), { value: id, "aria-label": called });
    return h(
      "div.enclair-saying.enclair-box.enclair-own",
      h("p.enclair-soft", `${outlet} · ${dated(headline.date, this.lang())}`),
      quoted(code, headline.headline_original),
      ours &&
        h("p", h("small", t("{language}; our translation:", { language: this.language(code) })), " ", ours),
      h("details", h("summary", t("What it adds, what it leaves out")), h("p", note)),
      h(
        "p.enclair-bar",
        pick,
        h("small", this.sourced(headline), article && article !== source && [" · ", link(article, page)]),
      ),
    );
  }

  compare(id) {
    this.choose({ pair: paired(this.get("pair"), id) });
    this.view.pair.scrollIntoView({ block: "nearest" });
  }

  drawHeadlines() {
    const { get, view } = this;
    view.event.value = get("event");
    fill(view.cards, ...this.shown().map((headline) => this.card(headline)));
    this.drawPair();
  }

  drawPair() {
    const { get, view } = this;
    const pair = get("pair");
    for (const button of view.cards.querySelectorAll("button"))
      button.setAttribute("aria-pressed", pair.includes(button.value));
    const two = pair.map((id) => get("headlines").find((headline) => headline.id === id));
    const names = two.map(({ outlet }) => outlet);
    if (two.length < 2) {
      return fill(view.pair, h("p", this.sentence(two.length ? "other" : "two", { outlet: names[0] })));
    }
    const lang = this.lang();
    const parts = difference(...two.map((headline) => headline[`headline_${lang}`]));
    const column = (outlet, which) =>
      h("div", h("p.enclair-soft", outlet), h("blockquote", wording(parts, which + 1)));
    const ours = this.sentence("translations");
    fill(
      view.pair,
      h("div.enclair-columns", names.map(column)),
      h("p", differences(parts, names, [lang, lang], this)),
      two.some(({ language: code }) => code !== lang) && h("small", ours),
    );
  }

  /** The source of the sentence, and what one can choose. */
  buildSwap() {
    const { get, t, button, view } = this;
    const { quote, slots } = this.currentSentence();
    view.selects = Object.entries(slots).map(([slot, { label, ways }]) => {
      const options = Object.entries(ways).map(([way, { words }]) => [
        way,
        words ? t(words).replace(/^, /, "") : t("(left out)"),
      ]);
      return [slot, menu(options, get(slot), (way) => this.choose({ [slot]: way })), label];
    });
    view.presets = get("preset_order").map((name) =>
      button(t(get("presets")[name].label), () => this.currentSentence().presets[name], { value: name }),
    );
    view.yours = h("p.enclair-yours");
    view.effects = h("div");
    const foreign = quote.language !== this.lang();
    const original = t("Original: {language}", { language: this.language(quote.language) });
    fill(
      view.swap,
      h(
        "div.enclair-origin.enclair-box.enclair-own",
        h(
          "p.enclair-soft",
          `${localizedField(quote, "speaker", this.lang())[0]} · ${dated(quote.date, this.lang())}`,
        ),
        quoted(this.lang(), quote[`quote_${this.lang()}`]),
        foreign && [h("p", h("small", original)), quoted(quote.language, quote.quote_original)],
        h("small", this.sourced(quote), ` (${quote.id})`),
      ),
      h("div.enclair-slots", ...view.selects.map(([, select, label]) => this.control(t(label), select))),
      group(
        "div.enclair-bar",
        t("Ready-made headlines"),
        h("span.enclair-soft", t("Ready-made:")),
        view.presets,
      ),
      h(
        "div.enclair-made.enclair-box",
        { role: "status" },
        h("small", t("Your headline"), " · ", t("nobody published it")),
        view.yours,
      ),
      view.effects,
    );
    this.drawSwap();
  }

  drawSwap() {
    const { get, t, view } = this;
    const { opening, asks, slots, presets } = this.currentSentence();
    for (const button of view.sentences)
      button.setAttribute("aria-pressed", button.value === get("sentence"));
    for (const [slot, select] of view.selects) select.value = get(slot);
    for (const button of view.presets) {
      const fits = Object.entries(presets[button.value]).every(([slot, way]) => get(slot) === way);
      button.setAttribute("aria-pressed", fits);
    }
    const chosen = Object.entries(slots).map(([slot, { ways }]) => ways[get(slot)]);
    const answers = Object.assign({}, ...chosen);
    view.yours.textContent = headline(opening, chosen, t);
    const rows = Object.entries(asks).map(([name, ask]) => {
      const { effect, says } = answers[name];
      const { label, sign } = get("effects")[effect];
      return row(
        [t(ask.head), h("span.enclair-effect", { "data-effect": effect }, `${sign} ${t(label)}`)],
        t(says),
        cell(t("“{words}”", { words: ask[this.lang()] }), h("br"), t(ask.says)),
      );
    });
    fill(view.effects, table([t("Question"), t("Your wording says"), t("The source says")], rows));
  }
}

export default { render: renders(Framing) };
