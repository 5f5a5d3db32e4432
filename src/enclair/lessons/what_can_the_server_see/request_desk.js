// The request desk: a kind of data, a kind of request, and what each of the four designs can hand over.

import { group, h, menu } from "../../views/elements.js";
import { legend, panes } from "./panes.js";
import { Predictions } from "./prediction_grid.js";

export class Desk extends Predictions {
  follows = { draw: ["request", "kind", "predictions"] };

  /** How French law asks a company, with the sources. */
  law() {
    const asked = this.get("asked");
    if (!asked.length) return null;
    const item = ({ legal_basis, [`from_${this.lang()}`]: from, [`asks_${this.lang()}`]: asks, ...row }) =>
      h("li", h("b", from), ` ${asks} ${legal_basis}. `, this.sourced(row));
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
      this.pressed("request", requests, t("Kind of request")),
      h("small", this.named(requests[get("request")])),
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
    const [kind, request] = [get("kind"), get("request")];
    const [name, what, sample] = [...get("kinds")[kind], get("samples")[kind]].map((words) => t(words));
    const cell = (design) => ({ key: `${design}/${request}/${kind}`, name, what, sample });
    const shown = Object.entries(get("designs")).map(([design, [who]]) => ({
      who: t(who),
      rows: [cell(design)],
    }));
    const rows = shown.flatMap((one) => one.rows);
    const { told, all } = this.counted(rows);
    const start = ([, request, kind]) => ({ request, kind });
    const question = t("What can each design hand over?");
    const [parts, notes] = panes(this, shown);
    this.view.panes = group("div.enclair-panes", question, ...parts);
    const disabled = !rows.some(({ key }) => key in this.draft);
    const button = this.button(t("Compare"), () => this.compare(rows), { "data-at": "compare", disabled });
    this.redraw(
      this.view.part,
      this.starts(t("Start from a situation:"), get("situations"), get("situation_order"), start),
      this.slip(),
      h("p.enclair-head", question),
      h("div.enclair-bar", legend(this), told < all && button),
      this.view.panes,
      ...notes,
      told > 0 && this.after(),
      this.law(),
    );
  }

  drawPanes = () => this.draw();

  build() {
    this.view.part = h("div");
    this.place(
      "grid",
      this.t("The request desk"),
      h("div.enclair-bar", h("span", this.sentence("work")), this.enlarger()),
      this.view.part,
    );
    this.draw();
  }
}
