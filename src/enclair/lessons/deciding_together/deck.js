// The deck: sides and roles by lot, evidence cards, a rule in five lines. Nothing leaves the page.

import { fill, group, h, labelled, link, terms } from "../../views/elements.js";
import { dated, renders, View } from "../../views/view.js";

/** A whole number below `most`, each equally likely. */
function chance(most) {
  const room = Math.floor(2 ** 32 / most) * most;
  for (;;) {
    const [found] = crypto.getRandomValues(new Uint32Array(1));
    if (found < room) return found % most;
  }
}

/** `count` of `all`, drawn without putting back. */
function drawn(all, count) {
  const left = [...all];
  return Array.from({ length: count }, () => left.splice(chance(left.length), 1)[0]);
}

class Deck extends View {
  constructor(given) {
    super(given);
    this.on(["lots", "reversed"], () => this.showLots());
    this.on(["shown"], () => this.showCards());
    this.on(["rule"], () => this.showRule());
    this.start();
  }

  side(name) {
    return `${this.get("shapes")[name]} ${this.t(this.get("sides")[name])}`;
  }

  lot() {
    const [first] = drawn(["privacy", "security"], 1);
    return { reversed: false, lots: { first, roles: drawn(Object.keys(this.get("roles")), 4) } };
  }

  showLots() {
    const { get, t, view } = this;
    const lots = get("lots");
    const has = Boolean(lots.first);
    view.reverse.disabled = !has;
    view.reverse.setAttribute("aria-pressed", get("reversed"));
    view.draw.textContent = has ? t("Draw again") : this.sentence("draw");
    if (!has) return fill(view.lots, h("p", t("Nothing is drawn yet.")));
    const names = [t("First pair"), t("Second pair")];
    const voice = (name) => {
      const role = get("roles")[name];
      return h("li", h("b", t(role.name)), h("br"), t(role.says));
    };
    const pair = (which, at) =>
      h(
        "section.enclair-pair",
        h("p.enclair-head", names[at]),
        h("p", h("b", this.side(which)), h("br"), t(get("positions")[which])),
        h("ul", lots.roles.slice(2 * at, 2 * at + 2).map(voice)),
      );
    fill(view.lots, get("pairs")[lots.first][+get("reversed")].map(pair));
  }

  card(name) {
    const { get, t } = this;
    const one = get("cards")[name];
    return h(
      "li",
      { class: `enclair-evidence enclair-${one.side}` },
      h("p", h("b", this.side(one.side))),
      h("p", t(one.says)),
      h("details", h("summary", this.sentence("row")), this.row(name)),
      h("small", `${one.row} `, h("br"), this.source(get("sources")[name])),
    );
  }

  /** Where a row was read, and its date: that of the page, or else that of the judgment or of the words. */
  source({ source_url, source_name, dated: told, date }) {
    return [
      this.t("Source:"),
      " ",
      link(source_url, this.t.source(source_name)),
      `, ${this.t(told, { date: dated(date, this.lang()) })}`,
    ];
  }

  row(name) {
    const pieces = this.get("rows")[name][this.lang()];
    return terms(pieces.map(({ label, words, lang }) => [this.t(label), words, { lang, dir: "auto" }]));
  }

  showCards() {
    const { get, t, view } = this;
    const [shown, order] = [get("shown"), get("order")];
    const names = order.filter((one) => shown === "all" || get("cards")[one].side === shown);
    for (const button of view.filter.children) button.setAttribute("aria-pressed", button.value === shown);
    fill(view.cards, ...names.map((name) => this.card(name)));
    view.count.textContent = t("{shown} of {all} cards", { shown: names.length, all: order.length });
  }

  line([name, asked]) {
    const { get, t, view } = this;
    const box = h("textarea", { rows: 2, maxLength: get("longest"), dir: "auto" });
    box.value = get("rule")[name] || "";
    box.oninput = () => this.choose({ rule: { ...get("rule"), [name]: box.value } });
    view.boxes.push([name, box]);
    return h("div", labelled(t(asked), box));
  }

  showRule() {
    for (const [name, box] of this.view.boxes) {
      const words = this.get("rule")[name] || "";
      if (box.value !== words) box.value = words;
    }
  }

  build() {
    const { get, t, button } = this;
    const only = (value) =>
      button(value === "all" ? t("All cards") : this.side(value), () => ({ shown: value }), { value });
    const view = (this.view = {
      boxes: [],
      draw: button("", () => this.lot()),
      reverse: button(t("Reverse the sides"), () => ({ reversed: !get("reversed") })),
      lots: h("div.enclair-lots", { "aria-live": "polite" }),
      filter: group("div.enclair-set", t("Cards"), ["all", ...Object.keys(get("shapes"))].map(only)),
      count: h("p.enclair-count", { role: "status" }),
      cards: h("ul.enclair-evidences"),
    });
    this.place(
      "deck",
      t("Card deck"),
      h("div.enclair-bar", h("p.enclair-head", this.sentence("question")), this.languages()),
      h("ul", ...get("ground").map((one) => h("li", t(one)))),
      h("div.enclair-bar", view.draw, view.reverse),
      view.lots,
      h("p.enclair-soft", this.sentence("invented")),
      view.filter,
      view.count,
      view.cards,
      h(
        "fieldset.enclair-rule",
        h("legend", t("Our common rule")),
        h("p.enclair-soft", this.sentence("kept")),
        ...Object.entries(get("lines")).map((row) => this.line(row)),
      ),
    );
    this.showLots();
    this.showCards();
  }
}

export default { render: renders(Deck), drawn };
