// The request desk: a kind of data, a kind of request, and what each of the four designs can hand over.

import { form, h, menu, radios } from "../../views/elements.js";
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

  /** A cell to predict; `show` is called when something is chosen. */
  asked({ key, name, what }, show) {
    const { get, t, draft } = this;
    const options = Object.entries(get("levels")).map(([level, [, called]]) => [level, h("span", t(called))]);
    const take = (level) => {
      draft[key] = level;
      show();
    };
    return h(
      "fieldset.enclair-cell",
      h("legend", name, " ", h("small", what)),
      h("div.enclair-options", radios(options, draft[key], take)),
    );
  }

  answered({ key, name, what }, met) {
    const { t, levelled } = this;
    const { mine, level, reason, idea } = this.answer(key, met);
    const yours = mine === level ? t("as you predicted") : t("you: {answer}", { answer: levelled(mine) });
    return h(
      "div.enclair-cell",
      h("p", h("b", name), " ", h("small", what)),
      h("p", h("b", levelled(level)), " ", h("small", yours)),
      h("p", reason),
      idea && h("p.enclair-note", idea),
    );
  }

  /** The cells {key, name, what} of one request for one kind of data. */
  sheet(cells) {
    const { get, t, sentence, draft } = this;
    const predictions = get("predictions");
    const open = cells.filter(({ key }) => !predictions[key]);
    const button = h("button", { type: "submit" }, t("Show what I predicted"));
    const show = () => (button.disabled = !open.some(({ key }) => draft[key]));
    show();
    const [count, met] = [this.counted(cells), new Set()];
    const submit = () => {
      const chosen = open.filter(({ key }) => draft[key]).map(({ key }) => [key, draft[key]]);
      this.choose({ predictions: { ...predictions, ...Object.fromEntries(chosen) } });
      const top = /** @type {HTMLElement} */ (this.el.querySelector(".enclair-sheet p"));
      top.focus(); // reading goes on there
    };
    return form(
      "form.enclair-sheet",
      submit,
      h("p.enclair-soft", { tabIndex: -1 }, sentence(count.told ? "predicted" : "predict", count)),
      cells.map((cell) => (predictions[cell.key] ? this.answered(cell, met) : this.asked(cell, show))),
      open.length > 0 && h("p", button),
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
      this.view.part,
      this.starts(t("Start from a situation:"), get("situations"), get("situation_order"), start),
      this.slip(),
      this.law(),
      h("p.enclair-head", t("What can each design hand over?")),
      h("div.enclair-four", this.sheet(cells)),
      cells.some(({ key }) => get("predictions")[key]) && this.after(),
    );
  }

  build() {
    this.view.part = h("div");
    this.place(
      "grid",
      this.t("The request desk"),
      h("div.enclair-bar", h("span", this.sentence("work")), this.languages()),
      this.view.part,
      h("p.enclair-foot", this.sentence("assumptions")),
    );
    this.draw();
  }
}
