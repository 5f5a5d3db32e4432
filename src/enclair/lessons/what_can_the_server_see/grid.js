// Who sees what? A sentence of one's own, as each pair of eyes sees it in four designs; then real services.

import { fill, group, h, labelled } from "../../views/elements.js";
import { renders } from "../../views/view.js";
import { legend, panes } from "./panes.js";
import { Predictions } from "./prediction_grid.js";
import { Desk } from "./request_desk.js";
import { services } from "./services.js";

/** A sentence that fits in a pane. */
const LONGEST = 60;

class Grid extends Predictions {
  follows = {
    drawSlip: ["design", "party", "by"],
    drawPanes: ["design", "party", "by", "predictions"],
    drawServices: ["guesses"],
    build: ["part"],
  };
  sentenceOfMine = undefined; // it stays here: no trait, no file, no kernel has it

  /** The panes: the parties of one design, or the four designs of one party. */
  panes() {
    const { get, t } = this;
    const [design, party, byDesign] = [get("design"), get("party"), get("by") === "design"];
    const names = byDesign ? this.others() : get("designs");
    return Object.entries(names).map(([code, [who, what]]) => {
      const pair = byDesign ? [design, code] : [code, party];
      const rows = Object.entries(get("kinds")).map(([kind, [name, about]]) => ({
        key: [...pair, kind].join("/"),
        name: t(name),
        what: t(about),
        sample: (kind === "text" && this.sentenceOfMine) || t(get("samples")[kind]),
      }));
      return { code, who: t(who), what: t(what), rows, marked: byDesign && code === party };
    });
  }

  /** The parties but the writer, who sees all. */
  others = () => Object.fromEntries(Object.entries(this.get("ofs")).filter(([code]) => code !== "you"));

  /** `fresh`: bars fall on the words; where only the sentence changes, they lie there already. */
  drawPanes(fresh = true) {
    const shown = this.panes();
    const { all } = this.view;
    const [parts, notes] = panes(this, shown);
    this.redraw(this.view.panes, ...parts);
    fill(this.view.notes, ...notes);
    this.view.panes.classList.toggle("enclair-fresh", fresh);
    const rows = shown.flatMap((one) => one.rows);
    all.hidden = this.counted(rows).told === rows.length;
    all.disabled = !this.hasGuessed();
    all.onclick = () => this.compare(rows);
  }

  drawSlip() {
    const { get, t } = this;
    const byDesign = get("by") === "design";
    const modes = { design: [t("One design, all parties")], party: [t("One party, all designs")] };
    // What a question changes comes into view: below it on a screen, further down on a phone.
    const marked = () =>
      this.view.panes.querySelector(".enclair-marked").scrollIntoView({ block: "nearest" });
    const start = ([, design, party]) => {
      requestAnimationFrame(marked);
      return { by: "design", design, party };
    };
    const chosen = byDesign ? get("designs")[get("design")] : get("ofs")[get("party")];
    this.redraw(
      this.view.slip,
      byDesign
        ? this.pressed("design", get("designs"), t("Design"))
        : this.pressed("party", this.others(), t("Party")),
      this.pressed("by", modes, t("What stands side by side"), (name) => name),
      h("small", byDesign ? t(chosen[1]) : this.named(chosen)),
      this.starts(t("Start from a question:"), get("questions"), get("question_order"), start),
    );
  }

  drawServices() {
    services(this, this.view.services);
  }

  composer() {
    const { t } = this;
    const input = h("input", { type: "text", maxLength: LONGEST, autocomplete: "off" });
    input.placeholder = t(this.get("samples").text);
    input.value = this.sentenceOfMine ?? "";
    const take = () => {
      this.sentenceOfMine = input.value.trim();
      erase.disabled = !input.value;
      this.drawPanes(false);
    };
    input.oninput = take;
    const erase = this.button(t("Erase it"), () => {
      input.value = "";
      take();
      input.focus();
    });
    erase.disabled = !input.value;
    return h(
      "div.enclair-composer",
      labelled(t("Your sentence"), input),
      erase,
      h("small", this.sentence("place")),
    );
  }

  build() {
    const { get, t } = this;
    const [alone, shown] = [get("part") === "services", get("part") !== "designs"];
    const title = alone ? t("Real services, as of September 2024") : t("Who sees what?");
    const first = alone ? title : this.sentence("write");
    this.view = {
      slip: h("div.enclair-slip.enclair-panel"),
      all: h("button", { type: "button" }, t("Compare all")),
      panes: group("div.enclair-panes", t("What stands side by side")),
      notes: h("div", { role: "status" }),
      services: h("div.enclair-real"),
    };
    const designs = !alone && [
      this.composer(),
      this.view.slip,
      h("div.enclair-bar", legend(this), this.view.all),
      this.view.panes,
      this.view.notes,
      h("p.enclair-foot", this.sentence("assumptions")),
    ];
    this.place(
      "grid",
      title,
      h("div.enclair-bar", h("span", first), this.enlarger()),
      designs,
      shown && this.view.services,
    );
    this.drawServices();
    if (alone) return;
    this.drawSlip();
    this.drawPanes();
  }
}

const render = (given) => renders(given.model.get("asked") ? Desk : Grid)(given);

export default { render };
