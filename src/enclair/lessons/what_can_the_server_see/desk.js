// The request desk: a kind of data, a kind of request, and what each of the four designs can hand over.

import { Controls, sourced } from "../../views/controls.js";
import { h, View } from "../../views/view.js";
import { anew, named, pressed, sheet, starts } from "./sheet.js";

class Desk extends View {
  constructor({ model, el }) {
    super({ model, el });
    this.bar = new Controls({ model, el });
    this.draft = {};
    this.part = undefined;
    model.on("change:request change:kind change:predictions", () => this.draw());
    model.on("change:lang", () => this.build());
    this.build();
  }

  /** How French law asks a company, with the sources. */
  law() {
    const { model, t } = this;
    const asked = model.get("asked");
    if (!asked.length) return null;
    const item = (row) =>
      h(
        "li",
        {},
        h("b", {}, row[`from_${this.lang()}`]),
        ` ${row[`asks_${this.lang()}`]} ${row.legal_basis}. `,
        ...sourced(row, t, this.lang()),
      );
    return h(
      "details",
      {},
      h("summary", { "data-at": "law" }, t("How French law asks a company")),
      h("ul", {}, ...asked.map(item)),
    );
  }

  slip() {
    const { model, t } = this;
    const { choose, control } = this.bar;
    const kinds = model.get("kinds");
    const select = h(
      "select",
      { "data-at": "kind", onchange: () => choose({ kind: select.value }) },
      ...Object.entries(kinds).map(([code, [name]]) => h("option", { value: code }, t(name))),
    );
    select.value = model.get("kind");
    const requests = model.get("ofs");
    return h(
      "div",
      { class: "enclair-slip" },
      control(t("Kind of data"), select),
      pressed(t, choose, "request", requests, model.get("request"), t("Kind of request")),
      h("small", {}, named(t, requests[model.get("request")])),
    );
  }

  /** What follows once an answer was read. */
  after() {
    const { model, t } = this;
    const said = model.get("said");
    const key = model.get("request") === "key";
    return h(
      "div",
      {},
      h("p", { class: "enclair-note" }, t(key ? said.settled : said.alike)),
      key
        ? h("div", { class: "enclair-losses" }, ...model.get("losses").map((loss) => h("p", {}, t(loss))))
        : null,
    );
  }

  draw() {
    const { model, t, draft } = this;
    const { choose, focused } = this.bar;
    const designs = Object.entries(model.get("designs"));
    const key = (design) => `${design}/${model.get("request")}/${model.get("kind")}`;
    const cells = designs.map(([design, [name, what]]) => ({
      key: key(design),
      name: t(name),
      what: t(what),
    }));
    const read = cells.some((cell) => model.get("predictions")[cell.key]);
    anew(
      focused,
      this.part,
      starts(
        t,
        choose,
        t("Start from a situation:"),
        model.get("situations"),
        model.get("situation_order"),
        (row) => ({
          request: row[1],
          kind: row[2],
        }),
      ),
      this.slip(),
      this.law(),
      h("p", { class: "enclair-head" }, t("What can each design hand over?")),
      h("div", { class: "enclair-four" }, sheet({ model, t, choose }, draft, cells)),
      read ? this.after() : null,
    );
  }

  build() {
    const { model, t } = this;
    const { languages, place } = this.bar;
    this.part = h("div", {});
    place(
      h(
        "div",
        {
          class: "enclair enclair-grid",
          role: "group",
          lang: this.lang(),
          "aria-label": t("The request desk"),
        },
        h(
          "div",
          { class: "enclair-bar" },
          h("span", {}, t("You work for the company. A request arrives.")),
          languages(),
        ),
        this.part,
        h("p", { class: "enclair-foot" }, t(model.get("assumptions"))),
      ),
    );
    this.draw();
  }
}

export function desk(given) {
  new Desk(given);
}
