// The deck: sides and roles by lot, cards, a hand of four, a rule in five lines. Nothing leaves the page.

import { Staged } from "../../views/class_reveal.js";
import { fill, group, h, labelled, terms, uniqueId } from "../../views/elements.js";
import { dated, onSlides, renders } from "../../views/view.js";

/** `count` of `all`, drawn without putting back: those whose random number is smallest. */
function drawn(all, count) {
  const lots = crypto.getRandomValues(new Uint32Array(all.length));
  const order = [...all.keys()].sort((one, other) => lots[one] - lots[other]);
  return order.slice(0, count).map((place) => all[place]);
}

/** Do something that changes what stands above an element, which stays where it is on the screen. */
function steady(node, change) {
  const before = node.getBoundingClientRect().top;
  change();
  for (let one = node.parentElement; one; one = one.parentElement)
    one.scrollTop += node.getBoundingClientRect().top - before;
}

/** What of a row stands on the projector, by table and label, of both sides alike; what is longer is on the page. */
const BRIEF = {
  quotes: ["Who", "To the letter", "Translated by us"],
  judgments: ["In our words"],
  cases: ["Effect on privacy", "Effect on security"],
  timeline: ["What happened"],
  claims: ["Our verdict", "What holds", "What goes beyond"],
};
const LONG = 360; // characters

class Deck extends Staged {
  deal = 0; // which deal lies on the table
  isFirst = this.get("part") === 1;
  follows = {
    showCards: ["shown"],
    ...(this.isFirst ? { showHand: ["hand"], showLots: ["lots", "reversed"] } : { showAll: ["rule"] }),
  };

  ownTask = () => null; // it stands above the cards

  choices = () =>
    Object.keys(this.get("shapes")).map((one) => this.side(one, this.isLifted ? "sides" : "asked"));

  side = (name, said = "sides") => `${this.get("shapes")[name]} ${this.t(this.get("texts")[said][name])}`;

  sided = (name, said = "sides") => h("b", { class: `enclair-${name}` }, this.side(name, said));

  lot() {
    const [first] = drawn(["privacy", "security"], 1);
    return { reversed: false, lots: { first, roles: drawn(Object.keys(this.get("texts").roles), 4) } };
  }

  showLots() {
    const { get, t, view } = this;
    const [{ first, roles }, texts] = [get("lots"), get("texts")];
    view.reverse.disabled = !first;
    view.reverse.setAttribute("aria-pressed", get("reversed"));
    view.draw.textContent = first ? t("Draw again") : this.sentence("draw");
    if (!first) return fill(view.lots, h("p", t("Nothing is drawn yet.")));
    const voice = (name) => h("li", h("b", t(texts.roles[name].name)), h("br"), t(texts.roles[name].says));
    const pair = (side, at) => {
      const head = h("p.enclair-head", at ? t("Second pair") : t("First pair"));
      const position = h("p", this.sided(side), h("br"), t(texts.positions[side]));
      const voices = h("ul", roles.slice(2 * at, 2 * at + 2).map(voice));
      return h("section.enclair-pair.enclair-panel", head, position, voices);
    };
    const sides = ["privacy", "security"];
    if ((first === "privacy") === get("reversed")) sides.reverse();
    fill(view.lots, sides.map(pair), h("p.enclair-soft", this.sentence("invented")));
  }

  /** What the row of a card says: all, or what of it a class reads from the back row. */
  row(name, isBrief = false) {
    const labels = BRIEF[this.get("cards")[name].row.split(".")[0]];
    const isKept = ({ label, words }, at, all) =>
      labels.includes(label) && words.length < LONG && all[at + 1]?.label !== "Translated by us";
    const piece = ({ label, words, lang, look = "" }) => {
      return [this.t(label), words, { lang, dir: "auto", className: look }];
    };
    const all = this.get("rows")[name][this.lang()];
    return terms((isBrief ? all.filter(isKept) : all).map(piece));
  }

  /** Where the row of a card was read: the day of the page, or else that of the judgment or of the words. */
  read(name) {
    const source = this.get("sources")[name];
    return this.sourced(source, this.t(source.dated, { date: dated(source.date, this.lang()) }));
  }

  /** A card: its side (with its reason where no `id` names it), what it says, and what stands below. */
  face(kind, name, id, ...below) {
    const { side, says } = this.get("cards")[name];
    const inside = [h("p", this.sided(side, id ? "sides" : "asked")), h("p", { id }, this.t(says)), ...below];
    return h(`${kind}.enclair-${side}`, { "data-card": name }, inside);
  }

  card(name) {
    const id = uniqueId("card");
    const take = this.button("", () => steady(item, () => this.take(name)), { "aria-describedby": id });
    const source = h("small", this.get("cards")[name].row, h("br"), this.read(name));
    const back = h("details", h("summary", this.sentence("row")), this.row(name), source);
    const place = this.isFirst && h("div.enclair-bar", take, h("b.enclair-place"));
    const item = this.face("li.enclair-evidence", name, id, place, back);
    return item;
  }

  /** On the projector a deal card by card: a class says who would play it, then sees its side and what it comes from. */
  draw() {
    const { get, t, view } = this;
    if (!this.isLarge() || !this.isFirst) return fill(view.dealt);
    const all = get("deals").flat();
    const name = all[this.stage % all.length];
    const deal = get("deals").find((cards) => cards.includes(name));
    const { side, says } = get("cards")[name];
    const sign = (one, at) => {
      const isTold = at < deal.indexOf(name) + this.isLifted;
      const told = get("cards")[one].side;
      const props = { "aria-current": one === name ? "step" : null };
      props["aria-label"] = isTold ? this.side(told) : t("Hidden until the class has answered");
      return h(isTold ? `li.enclair-${told}` : "li", props, isTold ? get("shapes")[told] : "?");
    };
    const row = this.row(name, true);
    const told = () => {
      const parts = [this.classSaid(this.side(side)), row, h("small", this.read(name))];
      return [this.face("div.enclair-evidence", name, ""), this.lifted("div.enclair-lifted-box", ...parts)];
    };
    const asked = () => [
      h("div.enclair-evidence", { "data-card": name }, h("p", t(says))),
      h("p.enclair-head", this.sentence("who")),
      this.hands(),
    ];
    const isLast = onSlides() && name === deal.at(-1);
    const onward = this.isLifted && !isLast && this.onward(this.sentence("next"));
    fill(view.dealt, h("ol", deal.map(sign)), this.isLifted ? told() : asked(), onward);
    view.dealt.style.setProperty("--length", row.textContent.length);
  }

  /** Take a card into the hand, or put it back. */
  take(name) {
    const hand = this.get("hand");
    this.choose({ hand: hand.includes(name) ? hand.filter((one) => one !== name) : [...hand, name] });
  }

  /** A card in the hand, at its place, and what may be done with it. */
  held(name, place) {
    const { get, t } = this;
    const [id, hand] = [uniqueId("held"), get("hand")];
    const press = (at, label, act, props = {}) =>
      this.button(label, act, { "data-at": `${at} ${name}`, "aria-describedby": id, ...props });
    const move = (by, label) => {
      const to = place + by in hand ? place + by : place;
      const act = () => {
        this.choose({ hand: hand.toSpliced(place, 1).toSpliced(to, 0, name) });
        this.view.told.textContent = t("Moved, now {place} of {all}.", { place: to + 1, all: hand.length });
      };
      return press(by, label, act, { "aria-disabled": to === place || null });
    };
    const back = () => {
      this.take(name);
      const left = this.view.held.querySelectorAll('[data-at^="back"]');
      (left[place] || left[left.length - 1] || this.view.hand).focus();
    };
    const acts = [move(-1, t("Stronger")), move(1, t("Weaker")), press("back", t("Put back"), back)];
    const below = [h("small", get("cards")[name].row), h("span.enclair-set", acts)];
    return this.face("li.enclair-held", name, id, h("b.enclair-place", place + 1), ...below);
  }

  showHand() {
    const { get, t, view } = this;
    const [hand, most] = [get("hand"), get("most")];
    const free = Array.from({ length: most - hand.length }, (_, at) =>
      h("li.enclair-free", h("b.enclair-place", hand.length + at + 1), h("p", t("No card yet"))),
    );
    this.redraw(view.held, ...hand.map((name, place) => this.held(name, place)), ...free);
    view.told.textContent = t("Cards taken: {count} of {all}.", { count: hand.length, all: most });
    this.markTaken();
  }

  /** Say on each card of the deck whether it is in the hand, or may be. */
  markTaken() {
    const { get, t, view } = this;
    const [hand, most] = [get("hand"), get("most")];
    for (const item of view.cards.children) {
      const place = hand.indexOf(item.dataset.card);
      const take = item.querySelector("button");
      item.classList.toggle("enclair-taken", place >= 0);
      take.disabled = place < 0 && hand.length === most;
      take.textContent = place >= 0 ? t("Put back") : take.disabled ? t("Hand full") : t("Take");
      item.querySelector(".enclair-place").textContent = place >= 0 ? place + 1 : "";
    }
  }

  showCards() {
    const { get, t, view } = this;
    const [shown, deals] = [get("shown"), get("deals")];
    const fits = (name) => ["all", get("cards")[name].side].includes(shown);
    const names = shown === "dealt" ? deals[this.deal] : deals.flat().filter(fits);
    const all = { all: t("All cards"), dealt: t("Five cards dealt") };
    const only = (side) => this.choice("shown", side, all[side] ?? this.side(side));
    const next = () => {
      this.deal = (this.deal + 1) % deals.length;
      this.showCards();
    };
    const deal = shown === "dealt" && this.button(t("Deal the next five"), next, { "data-at": "deal" });
    const choices = [...(this.isFirst ? ["dealt"] : []), ...Object.keys(get("shapes")), "all"];
    this.redraw(view.filter, choices.map(only), deal);
    fill(view.cards, ...names.map((name) => this.card(name)));
    if (this.isFirst) this.markTaken();
    view.count.textContent = t("{shown} of {all} cards", { shown: names.length, all: deals.flat().length });
  }

  /** What part 1 has above the cards: the lot, and the hand. */
  first() {
    const { get, t, button, view } = this;
    view.draw = button("", () => this.lot());
    view.reverse = button(t("Reverse the sides"), () => ({ reversed: !get("reversed") }));
    view.lots = h("div.enclair-lots", { "aria-live": "polite" });
    view.held = h("ol.enclair-helds");
    view.told = h("span.enclair-count", { role: "status" });
    const name = t("Your hand, the strongest card first");
    const bar = h("div.enclair-bar", h("p.enclair-head", name), view.told);
    const named = { role: "group", "aria-label": name, tabIndex: -1 };
    view.hand = h("section.enclair-held-cards.enclair-panel", named, bar, view.held);
    return [h("div.enclair-bar", view.draw, view.reverse, view.lots), view.hand];
  }

  /** What part 2 has above the cards: room for the rule. */
  second() {
    const { get, t } = this;
    const line = ([name, asked], at) => {
      const box = h("textarea", { rows: 2, maxLength: get("longest"), dir: "auto" });
      box.oninput = () => this.enter("rule", name, box.value);
      this.shows.push(() => (box.value = get("rule")[name] || ""));
      return h("div", labelled(`${at + 1}. ${t(asked)}`, box));
    };
    const lines = Object.entries(get("texts").rule).map(line);
    const kept = h("p.enclair-soft", this.sentence("kept"));
    return h("fieldset.enclair-rule.enclair-panel", h("legend", t("Our common rule")), lines, kept);
  }

  build() {
    const { get, t } = this;
    const view = (this.view = {
      filter: group("div.enclair-set", t("Cards")),
      count: h("p.enclair-count", { role: "status" }),
      cards: h("ul.enclair-evidences"),
      dealt: h("section.enclair-dealt"),
    });
    const cards = [view.filter, view.count, view.cards];
    const ground = h("ul", ...Object.values(get("texts").ground).map((one) => h("li", t(one))));
    const parts = this.isFirst
      ? [this.first(), cards]
      : h("div.enclair-part", this.second(), h("div", cards));
    const bar = h("div.enclair-bar", h("p.enclair-head", this.sentence("question")), this.enlarger());
    this.place("deck", t("Card deck"), bar, view.dealt, h("div.enclair-laid", ground, parts));
    this.draw();
    for (const method of Object.keys(this.follows)) this[method]();
  }
}

export default { render: renders(Deck), drawn };
