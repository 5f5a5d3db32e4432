// The framing lens: one event under several headlines, and a headline whose words one swaps. What a wording
// does to the source stands in framing.*.toml of the case; this page only looks it up.

import { Staged } from "../../views/class_reveal.js";
import { cell, fill, group, h, link, menu, quoted, row, table } from "../../views/elements.js";
import { dated, localizedField, onSlides, renders } from "../../views/view.js";

/** The headline made of the wordings that were chosen: the first words, then one way for each slot. */
function headline(opening, chosen, t) {
  const words = [opening, ...chosen.map((way) => way.words)].filter(Boolean).map((one) => t(one));
  return words.join(" ").replace(" ,", ",");
}

class Framing extends Staged {
  follows = {
    drawHeadlines: ["event"],
    drawSwap: ["sentence", ...Object.values(this.get("sentences")).flatMap((one) => Object.keys(one.slots))],
  };

  language = (code) => this.t(this.get("labels")[code] ?? code);

  build() {
    const { get, t } = this;
    const events = get("events").map(({ id, ...titles }) => {
      const count = get("headlines").filter((headline) => headline.event === id).length;
      return [id, `${titles[`title_${this.lang()}`]} (${count})`];
    });
    const open = (event) => this.choose({ event });
    const view = (this.view = {
      event: menu([...events, ["", t("all headlines")]], get("event"), open),
      cards: h("div.enclair-cards"),
      swap: h("div"),
      onward: this.button(`→ ${t("Swap words")}`, () => this.turn(), {
        className: "enclair-on",
        disabled: onSlides(),
      }),
      yours: h("p.enclair-yours"),
      effects: h("div"),
    });
    const unpublished = h("small", t("Your headline"), " · ", t("nobody published it"));
    const made = h("div.enclair-made.enclair-box", { role: "status" }, unpublished, view.yours);
    const [several, swap] = [t("One event, several headlines"), t("Swap words")];
    const event = this.control(t("Event"), view.event);
    const bar = h("div.enclair-bar", h("p.enclair-head", several), event, view.onward, this.enlarger());
    const foot = h("p.enclair-foot", this.sentence("reading"));
    const shown = group("div", several, bar, view.cards);
    const swapped = group("div", swap, h("p.enclair-head", swap), view.swap, made, view.effects, foot);
    this.place("framing", t("Framing lens"), shown, swapped);
    this.drawHeadlines();
    this.drawSwap();
  }

  card(headline) {
    const { t } = this;
    const { language: code, outlet, article_url: article, source_url: source } = headline;
    const ours = code !== this.lang() && headline[`headline_${this.lang()}`];
    const translated = t("{language}; our translation:", { language: this.language(code) });
    const said = h("span.enclair-said", ` · ${this.language(code)}`); // in place of the line above ours
    const page = t("The page of {outlet}", { outlet });
    const more = article && article !== source && [" · ", link(article, page)];
    const day = h("span", ` · ${dated(headline.date, this.lang())}`);
    const top = h("p.enclair-soft", outlet, day, ours && said);
    const words = quoted(code, headline.headline_original);
    const own = ours && h("p", h("small", translated), " ", h("span.enclair-quoted", ours));
    const note = h("p", headline[`notes_${this.lang()}`]);
    const read = h("p", h("small", this.sourced(headline), more));
    const added = h("details", h("summary", t("What it adds, what it leaves out")), note, read);
    return h("div.enclair-saying.enclair-box.enclair-own", top, words, own, added);
  }

  drawHeadlines() {
    const { get, view } = this;
    const event = (view.event.value = get("event"));
    const shown = get("headlines").filter((headline) => !event || headline.event === event);
    fill(view.cards, ...shown.map((headline) => this.card(headline)));
  }

  /** On the projector a button, and Space or a clicker, lead to the words that one swaps, and back; slides have headlines. */
  turn() {
    const { classList } = this.projected();
    this.view.onward.ariaPressed = `${classList.toggle("enclair-swaps")}`;
  }

  /** Two sentences to choose between, the source of the one that is chosen, and what its words can be. */
  swap({ quote, slots, presets }) {
    const { get, t } = this;
    const sentence = ([name, { title }]) => this.choice("sentence", name, t(title));
    const slot = ([name, { label, ways }]) => {
      const words = ([way, { words }]) => [way, words ? t(words).replace(/^, /, "") : t("(left out)")];
      const take = (way) => this.choose({ [name]: way });
      const select = menu(Object.entries(ways).map(words), get(name), take, { "data-at": name });
      return this.control(t(label), select);
    };
    const preset = (name) => {
      const fits = Object.entries(presets[name]).every(([slot, way]) => get(slot) === way);
      const props = { "data-at": `preset ${name}`, "aria-pressed": fits };
      return this.button(t(get("presets")[name].label), () => presets[name], props);
    };
    const foreign = quote.language !== this.lang();
    const original = t("Original: {language}", { language: this.language(quote.language) });
    const [speaker] = localizedField(quote, "speaker", this.lang());
    const ready = [h("span.enclair-soft", t("Ready-made:")), get("preset_order").map(preset)];
    return [
      h("div.enclair-bar", h("span.enclair-set", Object.entries(get("sentences")).map(sentence))),
      h(
        "div.enclair-origin.enclair-box.enclair-own",
        h("p.enclair-soft", `${speaker} · ${dated(quote.date, this.lang())}`),
        quoted(this.lang(), quote[`quote_${this.lang()}`]),
        foreign && [h("p", h("small", original)), quoted(quote.language, quote.quote_original)],
        h("small", this.sourced(quote), ` (${quote.id})`),
      ),
      h("div.enclair-slots.enclair-menus", Object.entries(slots).map(slot)),
      group("div.enclair-bar", t("Ready-made:"), ...ready),
    ];
  }

  drawSwap() {
    const { get, t, view } = this;
    const sentence = get("sentences")[get("sentence")];
    const { opening, asks, slots } = sentence;
    this.redraw(view.swap, ...this.swap(sentence));
    const chosen = Object.entries(slots).map(([slot, { ways }]) => ways[get(slot)]);
    const answers = Object.assign({}, ...chosen);
    view.yours.textContent = headline(opening, chosen, t);
    const rows = Object.entries(asks).map(([name, ask]) => {
      const { effect, says } = answers[name];
      const { label, sign } = get("effects")[effect];
      const told = h("span.enclair-effect", { "data-effect": effect }, `${sign} ${t(label)}`);
      const source = cell(t("“{words}”", { words: ask[this.lang()] }), h("br"), t(ask.says));
      return row([t(ask.head), told], t(says), source);
    });
    fill(view.effects, table([t("Question"), t("Your wording says"), t("The source says")], rows));
  }
}

export default { render: renders(Framing) };
