// Who sees what? A sentence of one's own, as each pair of eyes sees it in four designs.

import { fill, h, labelled, menu } from "../../views/elements.js";
import { onSlides, renders } from "../../views/view.js";
import { Predictions } from "./prediction_grid.js";
import { Desk } from "./request_desk.js";
import { Services } from "./services.js";

const LONGEST = 60; // letters of a sentence that fits in a pane

class Grid extends Predictions {
  follows = { drawSheet: ["design", "party", "by", "predictions"] };
  about = undefined; // the rows that a question asks about
  sentenceOfMine = undefined; // it stays here: no trait, no file, no kernel has it

  /** The panes: the parties of one design, or the four designs of one party. */
  panes = () => {
    const { get, t } = this;
    const [design, party, byDesign] = [get("design"), get("party"), get("by") === "design"];
    const names = byDesign ? this.others() : get("designs");
    return Object.entries(names).map(([code, [who, what]]) => {
      const pair = byDesign ? [design, code] : [code, party];
      const rows = Object.entries(get("kinds")).map(([kind, [name, about]]) => ({
        key: [...pair, kind].join("/"),
        name: t(name),
        what: t(about),
        asks: { design: t(get("designs")[pair[0]][0]), party: t(get("ofs")[pair[1]][0]).toLowerCase() },
        sample: (kind === "text" && this.sentenceOfMine) || t(get("samples")[kind]),
      }));
      const [short] = t(what).split(/\s*[.:;]/); // the whole stands below the panes
      const whole = `${this.named([who, what]).replace(/\.$/, "")}. `;
      return { code, who: t(who), what: short, whole, rows, marked: byDesign && code === party };
    });
  };

  /** The parties but the writer, who sees all. */
  others = () => Object.fromEntries(Object.entries(this.get("ofs")).filter(([code]) => code !== "you"));

  slip = () => {
    const { get, t } = this;
    const byDesign = get("by") === "design";
    const modes = Object.entries({
      design: t("One design, all parties"),
      party: t("One party, all designs"),
    });
    const named = { "aria-label": t("What stands side by side"), "data-at": "by" };
    const start = ([, design, party]) => ({ by: "design", design, party });
    const pressed = byDesign
      ? this.pressed("design", get("designs"), t("Design"))
      : this.pressed("party", this.others(), t("Party"));
    const mode = menu(modes, get("by"), (by) => this.choose({ by }), named);
    const starts = this.starts(t("Start from a question:"), get("questions"), get("question_order"), start);
    const what = byDesign ? t(get("designs")[get("design")][1]) : this.named(get("ofs")[get("party")]);
    return h("div.enclair-slip.enclair-panel", pressed, mode, starts, h("small", what));
  };

  ownTask = () => null;
  asks = ({ name, asks }) => this.sentence("asks", { ...asks, kind: name });

  /** The next party, then those before; on slides another slide comes next. */
  leads = () => {
    const codes = Object.keys(this.others());
    const later = codes.slice(codes.indexOf(this.get("party")) + 1);
    const isOpen = (one) => this.panes().some(({ code, rows }) => code === one && !rows.every(this.isTold));
    const party = this.get("by") === "design" ? [...later, ...codes].find(isOpen) : later[0];
    if (!this.isShared || onSlides() || !party) return null;
    return this.button(`→ ${this.t(this.get("ofs")[party][0])}`, () => ({ party }), { class: "enclair-on" });
  };

  drawSheet(fresh) {
    super.drawSheet(fresh);
    this.about ??= this.panes().find(({ marked }) => marked)?.rows;
    this.answers(this.about?.every(this.isTold));
    fill(this.view.foot, ...this.panes().map(({ whole }) => whole), this.sentence("assumptions"));
  }

  composer() {
    const oninput = () => {
      this.sentenceOfMine = input.value.trim();
      this.drawSheet(false);
    };
    const field = { type: "search", maxLength: LONGEST, autocomplete: "off", oninput };
    const placeholder = this.t(this.get("samples").text);
    const input = h("input", { ...field, value: this.sentenceOfMine ?? "", placeholder });
    const where = h("small", this.sentence("place"));
    return h("div.enclair-composer", labelled(this.sentence("write"), input), where);
  }

  build() {
    const view = this.parts(this.t("What stands side by side"));
    view.foot = h("p.enclair-foot");
    const bar = h("div.enclair-bar", this.composer(), this.enlarger());
    this.place("grid", this.t("Who sees what?"), bar, view.sheet, view.notes, view.foot);
    this.drawSheet();
  }
}

const render = (given) => {
  const Shown = given.model.get("part") === "services" ? Services : Grid;
  return renders(given.model.get("asked") ? Desk : Shown)(given);
};

export default { render };
