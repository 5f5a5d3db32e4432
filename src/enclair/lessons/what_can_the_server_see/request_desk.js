// The request desk: a kind of data, a kind of request, and what each of the four designs can hand over.

import { fill, h, menu } from "../../views/elements.js";
import { onSlides } from "../../views/view.js";
import { Predictions } from "./prediction_grid.js";

export class Desk extends Predictions {
  follows = { drawSheet: ["request", "kind", "predictions"] };

  /** A pane for each design, with one row. */
  panes = () => {
    const { get, t } = this;
    const [kind, request] = [get("kind"), get("request")];
    const [name, what, sample] = [...get("kinds")[kind], get("samples")[kind]].map((words) => t(words));
    return Object.entries(get("designs")).map(([design, [who]]) => ({
      who: t(who),
      what: this.sentence(`has_${design}`),
      rows: [{ key: `${design}/${request}/${kind}`, of: t(who), name, what, sample }],
    }));
  };

  slip = () => {
    const { get, t } = this;
    if (onSlides()) return null; // one request is a class's
    const kinds = Object.entries(get("kinds")).map(([code, [name]]) => [code, t(name)]);
    const select = menu(kinds, get("kind"), (kind) => this.choose({ kind }), { "data-at": "kind" });
    const field = this.control(t("Kind of data"), select);
    const [requests, situations] = [get("ofs"), get("situations")];
    const pressed = this.pressed("request", requests, t("Kind of request"));
    const start = ([, request, kind]) => ({ request, kind });
    const starts = this.starts(t("Start from a situation:"), situations, get("situation_order"), start);
    const what = h("small", this.named(requests[get("request")]));
    return h("div.enclair-slip.enclair-panel", field, pressed, starts, what);
  };

  ownTask = () => null;
  asks = ({ name } = this.panes()[0].rows[0]) => {
    const words = this.t("can the company hand this over?");
    return [this.named([name, words]), h("small", this.named(this.get("ofs")[this.get("request")]))];
  };
  result = this.asks;

  drawSheet(fresh) {
    super.drawSheet(fresh);
    const { get, t, sentence, view } = this;
    const key = get("request") === "key";
    const loss = (words) => h("p.enclair-box", t(words));
    const rows = this.panes().flatMap((pane) => pane.rows);
    // A class reads the last reason first, then what is lost either way.
    const isTold = this.isShared ? !this.isLifted && rows.every(this.isTold) : rows.some(this.isTold);
    const after = isTold && h("p.enclair-note", sentence(key ? "settled" : "alike"));
    fill(view.after, after, isTold && key && h("div.enclair-losses", get("losses").map(loss)));
  }

  /** How French law asks a company, with the sources. */
  law() {
    const lang = this.lang();
    const item = ({ legal_basis, [`from_${lang}`]: from, [`asks_${lang}`]: asks, ...row }) =>
      h("li", h("b", from), ` ${asks} ${legal_basis}. `, this.sourced(row));
    const named = h("summary", this.t("How French law asks a company"));
    return this.get("asked").length > 0 && h("details", named, h("ul", this.get("asked").map(item)));
  }

  build() {
    const question = this.t("What can each design hand over?");
    const view = this.parts(question);
    view.after = h("div", { role: "status" });
    const bar = h("div.enclair-bar", h("span", this.sentence("work"), " ", question), this.enlarger());
    const parts = [bar, view.sheet, view.notes, view.after, this.law()];
    this.place("grid.enclair-desk", this.t("The request desk"), ...parts);
    this.drawSheet();
  }
}
