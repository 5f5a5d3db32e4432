// The request desk: a kind of data, a kind of request, and what each of the four designs can hand over.

import { h, menu } from "../../views/elements.js";
import { View } from "../../views/view.js";
import { named, pressed, sheet, starts } from "./prediction_grid.js";

export class Desk extends View {
  constructor(given) {
    super(given);
    this.draft = {};
    this.part = undefined;
    this.on(["request", "kind", "predictions"], () => this.draw());
    this.start();
  }

  /** How French law asks a company, with the sources. */
  law() {
    const asked = this.get("asked");
    if (!asked.length) return null;
    const item = (row) =>
      h(
        "li",
        h("b", row[`from_${this.lang()}`]),
        ` ${row[`asks_${this.lang()}`]} ${row.legal_basis}. `,
        this.sourced(row),
      );
    return h(
      "details",
      h("summary", { "data-at": "law" }, this.t("How French law asks a company")),
      h("ul", asked.map(item)),
    );
  }

  slip() {
    const { get, t } = this;
    const kinds = Object.entries(get("kinds")).map(([code, [name]]) => [code, t(name)]);
    const select = menu(kinds, get("kind"), (kind) => this.choose({ kind }), { "data-at": "kind" });
    const requests = get("ofs");
    return h(
      "div.enclair-slip.enclair-panel",
      this.control(t("Kind of data"), select),
      pressed(this, "request", requests, t("Kind of request")),
      h("small", named(t, requests[get("request")])),
    );
  }

  /** What follows once an answer was read. */
  after() {
    const { get, t, sentence } = this;
    const key = get("request") === "key";
    return h(
      "div",
      h("p.enclair-note", sentence(key ? "settled" : "alike")),
      key && h("div.enclair-losses", ...get("losses").map((loss) => h("p.enclair-box", t(loss)))),
    );
  }

  draw() {
    const { get, t } = this;
    const cells = Object.entries(get("designs")).map(([design, [name, what]]) => ({
      key: `${design}/${get("request")}/${get("kind")}`,
      name: t(name),
      what: t(what),
    }));
    const start = ([, request, kind]) => ({ request, kind });
    this.redraw(
      this.part,
      starts(this, t("Start from a situation:"), get("situations"), get("situation_order"), start),
      this.slip(),
      this.law(),
      h("p.enclair-head", t("What can each design hand over?")),
      h("div.enclair-four", sheet(this, this.draft, cells)),
      cells.some(({ key }) => get("predictions")[key]) && this.after(),
    );
  }

  build() {
    const { t } = this;
    this.part = h("div");
    this.place(
      "grid",
      t("The request desk"),
      h("div.enclair-bar", h("span", this.sentence("work")), this.languages()),
      this.part,
      h("p.enclair-foot", this.sentence("assumptions")),
    );
    this.draw();
  }
}
