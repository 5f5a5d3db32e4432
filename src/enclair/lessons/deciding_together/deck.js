// The deck: sides and roles by lot, evidence cards, a rule in five lines. Nothing leaves the page.

import { Controls } from "../../views/controls.js";
import { dated, fresh, h, link, View } from "../../views/view.js";

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

/** The sides of both pairs: the twin of cards.py `pairs`. */
function pairs(lots, reverse) {
  const both = ["privacy", "security"];
  return (lots.first === "privacy") !== reverse ? both : both.reverse();
}

class Deck extends View {
  constructor({ model, el }) {
    super({ model, el });
    this.bar = new Controls({ model, el });
    this.view = {};
    model.on("change:lang", () => this.build());
    model.on("change:lots change:reversed", () => this.showLots());
    model.on("change:shown", () => this.showCards());
    model.on("change:rule", () => this.showRule());
    this.build();
  }

  side(name) {
    return `${this.model.get("shapes")[name]} ${this.t(this.model.get("sides")[name])}`;
  }

  lot() {
    const { model } = this;
    const { choose } = this.bar;
    const lots = {
      first: drawn(["privacy", "security"], 1)[0],
      roles: drawn(Object.keys(model.get("roles")), 4),
    };
    choose({ reversed: false, lots });
  }

  showLots() {
    const { model, t, view } = this;
    const lots = model.get("lots");
    const has = Boolean(lots.first);
    view.reverse.disabled = !has;
    view.reverse.setAttribute("aria-pressed", model.get("reversed"));
    view.draw.textContent = has ? t("Draw again") : t("Draw sides and roles");
    if (!has) return view.lots.replaceChildren(h("p", {}, t("Nothing is drawn yet.")));
    const names = [t("First pair"), t("Second pair")];
    const voice = (name) => {
      const role = model.get("roles")[name];
      return h("li", {}, h("b", {}, t(role.name)), h("br"), t(role.says));
    };
    view.lots.replaceChildren(
      ...pairs(lots, model.get("reversed")).map((which, at) =>
        h(
          "section",
          { class: "enclair-pair" },
          h("p", { class: "enclair-head" }, names[at]),
          h("p", {}, h("b", {}, this.side(which)), h("br"), t(model.get("positions")[which])),
          h("ul", {}, ...lots.roles.slice(2 * at, 2 * at + 2).map(voice)),
        ),
      ),
    );
  }

  card(name) {
    const { model, t } = this;
    const one = model.get("cards")[name];
    return h(
      "li",
      { class: `enclair-evidence enclair-${one.side}` },
      h("p", {}, h("b", {}, this.side(one.side))),
      h("p", {}, t(one.says)),
      h("details", {}, h("summary", {}, t(model.get("said").row)), this.row(name)),
      h("small", {}, `${one.row} `, h("br"), ...this.source(model.get("sources")[name])),
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
    return h(
      "dl",
      {},
      ...this.model
        .get("rows")
        [name][this.lang()].flatMap((piece) => [
          h("dt", {}, this.t(piece.label)),
          h("dd", { lang: piece.lang, dir: "auto" }, piece.words),
        ]),
    );
  }

  showCards() {
    const { model, t, view } = this;
    const shown = model.get("shown");
    const names = model
      .get("order")
      .filter((one) => shown === "all" || model.get("cards")[one].side === shown);
    for (const button of view.filter.children) button.setAttribute("aria-pressed", button.value === shown);
    view.cards.replaceChildren(...names.map((name) => this.card(name)));
    view.count.textContent = t("{shown} of {all} cards", {
      shown: names.length,
      all: model.get("order").length,
    });
  }

  line([name, asked]) {
    const { model, t, view } = this;
    const { choose } = this.bar;
    const box = h("textarea", { id: fresh("line"), rows: 2, maxLength: model.get("longest"), dir: "auto" });
    box.value = model.get("rule")[name] || "";
    box.oninput = () => choose({ rule: { ...model.get("rule"), [name]: box.value } });
    view.boxes.push([name, box]);
    return h("div", {}, h("label", { htmlFor: box.id }, t(asked)), box);
  }

  showRule() {
    const { model, view } = this;
    for (const [name, box] of view.boxes) {
      const words = model.get("rule")[name] || "";
      if (box.value !== words) box.value = words;
    }
  }

  build() {
    const { model, t } = this;
    const { choose, languages, place } = this.bar;
    const view = (this.view = { boxes: [] });
    view.draw = h("button", { type: "button", onclick: () => this.lot() });
    view.reverse = h(
      "button",
      { type: "button", onclick: () => choose({ reversed: !model.get("reversed") }) },
      t("Reverse the sides"),
    );
    view.lots = h("div", { class: "enclair-lots", "aria-live": "polite" });
    const only = (value) =>
      h(
        "button",
        { type: "button", value, onclick: () => choose({ shown: value }) },
        value === "all" ? t("All cards") : this.side(value),
      );
    view.filter = h(
      "div",
      { class: "enclair-set", role: "group", "aria-label": t("Cards") },
      ...["all", ...Object.keys(model.get("shapes"))].map(only),
    );
    view.count = h("p", { class: "enclair-count", role: "status" });
    view.cards = h("ul", { class: "enclair-evidences" });
    place(
      h(
        "div",
        { class: "enclair enclair-deck", role: "group", lang: this.lang(), "aria-label": t("Card deck") },
        h(
          "div",
          { class: "enclair-bar" },
          h("p", { class: "enclair-head" }, t(model.get("said").question)),
          languages(),
        ),
        h("ul", {}, ...model.get("ground").map((one) => h("li", {}, t(one)))),
        h("div", { class: "enclair-bar" }, view.draw, view.reverse),
        view.lots,
        h("p", { class: "enclair-soft" }, t(model.get("said").invented)),
        view.filter,
        view.count,
        view.cards,
        h(
          "fieldset",
          { class: "enclair-rule" },
          h("legend", {}, t("Our common rule")),
          h("p", { class: "enclair-soft" }, t(model.get("said").kept)),
          ...Object.entries(model.get("lines")).map((row) => this.line(row)),
        ),
      ),
    );
    this.showLots();
    this.showCards();
  }
}

function render(given) {
  new Deck(given);
}

export default { render, pairs, drawn };
