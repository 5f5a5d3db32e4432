// The quote explorer: cards to search and filter, who repeated whom and how.

import { Explorer, queryWords } from "./controls.js";
import { facts, fill, h, quoted } from "./elements.js";
import { fits, LISTS, MENUS, marked, SIDES, speakerAndRole, TEXTS } from "./quote_filters.js";
import { dated, localizedField, onSlides, renders, written } from "./view.js";

/** How many cards there are at first, and are added at a time: thousands would be slow. A class reads one at a time. */
const FIRST = 6;
const PAGE = 12;

class Quotes extends Explorer {
  follows = { build: ["compared_words"] };
  lists = LISTS;
  menus = MENUS;
  single = TEXTS;
  next = 0; // the place of the first that has no card yet

  language = (code) => this.label(code, "language_names");

  step(quote) {
    const [shape, name] = this.get("steps")[quote.stance];
    return `${shape} ${this.t(name)}`;
  }

  build() {
    const { get, t, view } = this;
    const days = get("quotes").flatMap((quote) => [quote.first, quote.last]);
    days.sort();
    const last = (days.at(-1) || "").replace(/-31$/, "-28"); // a real day of any month
    Object.assign(view, {
      sides: h("p.enclair-legend"),
      cards: h("div.enclair-cards"),
      more: this.button("", () => this.more()),
    });
    const search = this.search(t("privacy, menace, judge…"));
    const row = this.controls(get("quotes"), days[0] || "", last, search);
    row.append(this.enlarger());
    const file = t("Case file as of {day}.", { day: written(get("as_of"), this.lang()) });
    const more = h("p.enclair-more", view.more);
    const foot = h("p.enclair-foot", get("coded") && this.sentence("reading"), " ", file);
    this.place("quotes", t("Quotations"), row, view.sides, this.compared(), view.cards, more, foot);
    this.draw(this.isLarge() ? this.next - 1 : 0);
  }

  /** Where a class is to guess the sides later, nothing is chosen by them. */
  boxes(records, list) {
    return (this.get("coded") || LISTS.indexOf(list) > 1) && super.boxes(records, list);
  }

  draw(from = 0) {
    const { get, t, view } = this;
    const now = this.choices();
    this.shown = this.get("quotes").filter((quote) => fits(quote, now));
    const count = t("{shown} of {all} quotations.", { shown: this.shown.length, all: get("quotes").length });
    const empty = t("Nothing fits these choices: take one away, or show everything again.");
    this.showControls(now, count, empty);
    const sides = SIDES.map((side, place) => {
      const words = this.shown.filter((quote) => quote.side === side).length;
      const sign = h(`span.enclair-${side}`, { "aria-hidden": "true" }, get("steps")[place - 1][0]);
      return h("span", sign, t("{name}: {words}", { name: this.label(side), words }));
    });
    fill(view.sides, get("coded") && sides);
    this.cards(from, this.isLarge() ? 1 : FIRST);
  }

  /** Draw so many cards from a place on, below those before it; on the projector alone. */
  cards(from, count) {
    const { t, view } = this;
    const query = queryWords(this.get("query"));
    this.next = from + count;
    const next = this.shown.slice(from, this.next).map((quote) => this.card(quote, query));
    if (from && !this.isLarge()) view.cards.append(...next);
    else fill(view.cards, next);
    const all = this.shown.length;
    const left = all - this.next;
    view.more.hidden = left <= 0;
    view.more.textContent = this.isLarge()
      ? `→ ${this.next + 1}/${all}`
      : t("Show {some} more of {left}", { some: Math.min(PAGE, left), left });
    return next;
  }

  more(from = this.next) {
    const [first] = this.cards(from, this.isLarge() ? 1 : PAGE);
    first.focus(); // the button may be gone
  }

  turned = () => this.draw();
  ownTask = () => null; // the words have all of it

  /** On the projector arrows, Space, or what a clicker sends, lead to the next card, and back. */
  largeKeys(event) {
    const { key, target } = event;
    if (target.matches("input, button, summary, a") || onSlides()) return;
    if (["ArrowRight", "PageDown", " "].includes(key) && !this.view.more.hidden) this.more();
    else if (key === "ArrowLeft" && this.next > 1) this.more(this.next - 2);
    else return;
    event.preventDefault();
  }

  /** What a card says beside the words: at once how they were read and reached us, and folded who speaks of what. */
  facts(quote) {
    const { t } = this;
    const printed = quote.in_article === "yes" ? ` · ${this.label("yes")}` : "";
    const seen = [
      this.get("coded") && [t("Our reading"), h("span", h(`span.enclair-${quote.side}`, this.step(quote)))],
      [t("How the words reached us"), this.label(quote.attribution) + printed],
    ];
    const folded = [
      [t("Group"), this.label(quote.stakeholder_group)],
      [t("Theme"), this.label(quote.theme)],
    ];
    return [seen, folded].map((list) => facts("dl.enclair-facts", list.filter(Boolean)));
  }

  /** The words: the original and its language, and the translation beside it. */
  texts(quote, query) {
    const { quote_original: original, language } = quote;
    const column = (head, code, words) => h("div", h("small", head), quoted(code, marked(words, query)));
    const heading = this.t("Original: {language}", { language: this.language(language) });
    const columns = [column(heading, language, original)];
    const words = quote[`quote_${this.lang()}`];
    const head = this.t("In {language}", { language: this.language(this.lang()) });
    if (language !== this.lang())
      columns.push(words ? column(head, this.lang(), words) : h("p.enclair-soft", this.sentence("alone")));
    const { length } = columns.map((one) => one.textContent).join("");
    return h("div.enclair-words", { style: `--length: ${length}` }, columns);
  }

  card(quote, query) {
    const { t } = this;
    const day = dated(quote.date, this.lang());
    const [who, role, told] = speakerAndRole(quote, this.lang());
    const why = [
      this.get("coded") && [t("Why this code"), ...localizedField(quote, "stance_note", this.lang())],
      [t("What to know"), ...localizedField(quote, "notes", this.lang())],
    ].filter((each) => each?.[1]);
    const reading = why.map(([name, words, code]) =>
      h("p", t("{name}:", { name }), " ", h("span", { lang: code }, words)),
    );
    const inRole = role && [", ", h("span", { lang: told }, marked(role, query))];
    const label = `${quote.id}. ${who}, ${day}`;
    const [seen, folded] = this.facts(quote);
    const notes = h("details", h("summary", t("Our reading, and what to know")), folded, ...reading);
    return h(
      "div.enclair-saying.enclair-box.enclair-own",
      { role: "group", tabIndex: -1, "data-id": quote.id, "aria-label": label },
      h("p.enclair-who", h("strong", marked(who, query)), inRole, [" · ", day, " · ", quote.id]),
      this.texts(quote, query),
      seen,
      h("div.enclair-folds", notes, this.trail(quote)),
      h("p.enclair-source", this.sourced(quote)),
    );
  }

  /** Two quotations that a notebook compares. */
  compared() {
    const innerHTML = this.get("compared_words")[this.lang()];
    return innerHTML && Object.assign(h("div.enclair-box.enclair-own"), { innerHTML });
  }

  /** Who repeated it, and how: a fragment beside the words it comes from, or the fragments of these words. */
  trail({ id }) {
    const innerHTML = this.get("trails")[this.lang()][id];
    const named = h("summary", this.t("Who repeated it, and how"));
    return innerHTML && h("details.enclair-trail", named, Object.assign(h("div"), { innerHTML }));
  }
}

export default { render: renders(Quotes) };
