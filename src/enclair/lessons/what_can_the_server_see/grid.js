// Who sees what in four designs of a messenger: an overview, one column to predict, then real services.

import { cell, h, row, table } from "../../views/elements.js";
import { renders, View } from "../../views/view.js";
import { levelled, named, pressed, sheet, starts } from "./prediction_grid.js";
import { Desk } from "./request_desk.js";
import { services } from "./services.js";

class Grid extends View {
  constructor(given) {
    super(given);
    this.draft = {};
    this.parts = undefined;
    this.on(["design", "party", "by", "predictions"], () => this.drawGrid());
    this.on(["guesses"], () => services(this, this.parts.services));
    this.start("part");
  }

  /** The columns of the overview: the five parties of one design, or the four designs of one party. */
  columns() {
    const { get } = this;
    const [design, party] = [get("design"), get("party")];
    return get("by") === "design"
      ? Object.keys(get("ofs")).map((one) => ["party", one, design, one])
      : Object.keys(get("designs")).map((one) => ["design", one, one, party]);
  }

  overview() {
    const { get, t } = this;
    const [kinds, predictions] = [Object.entries(get("kinds")), get("predictions")];
    const columns = this.columns();
    const names = { party: get("ofs"), design: get("designs") };
    const sign = (level) => {
      const [shape, name] = get("levels")[level];
      return h("span", { role: "img", "aria-label": t(name) }, shape);
    };
    const open = h("span.enclair-soft", { role: "img", "aria-label": t("not predicted yet") }, "?");
    const answer =
      (kind) =>
      ([trait, code, design, party]) => {
        const key = `${design}/${party}/${kind}`;
        const mine = predictions[key];
        const level = mine && get("answers")[key][0];
        const made = cell(
          mine ? sign(level) : open.cloneNode(true),
          mine !== level && h("small", t("you:"), " ", sign(mine)),
        );
        made.classList.toggle("enclair-open", get(trait) === code);
        return made;
      };
    const heads = columns.map(([trait, code]) => this.choice(trait, code, t(names[trait][code][0])));
    const rows = kinds.map(([kind, [name]]) => row(t(name), ...columns.map(answer(kind))));
    const made = table(["", ...heads], rows);
    made.querySelector("th").replaceWith(cell()); // no head of a column stands above those of the rows
    return made;
  }

  drawGrid() {
    const { get, t } = this;
    const [design, party] = [get("designs")[get("design")], get("ofs")[get("party")]];
    const byDesign = get("by") === "design";
    const cells = Object.entries(get("kinds")).map(([kind, [name, what]]) => ({
      key: `${get("design")}/${get("party")}/${kind}`,
      name: t(name),
      what: t(what),
    }));
    const modes = { design: [t("One design, all parties")], party: [t("One party, all designs")] };
    const legend = Object.keys(get("levels")).map((level) => h("span", levelled(get, t, level)));
    const [ofDesign, ofParty] = [t(design[1]), named(t, party)];
    const start = ([, design, party]) => ({ design, party });
    this.redraw(
      this.parts.grid,
      starts(this, t("Start from a question:"), get("questions"), get("question_order"), start),
      h(
        "div.enclair-slip",
        pressed(this, "by", modes, t("What stands side by side"), (name) => name),
        byDesign
          ? pressed(this, "design", get("designs"), t("Design"))
          : pressed(this, "party", get("ofs"), t("Party")),
        h("small", byDesign ? ofDesign : ofParty),
      ),
      h(
        "div.enclair-both",
        h(
          "div.enclair-overview",
          this.overview(),
          h("p.enclair-legend", legend, h("span", `? ${t("not predicted yet")}`)),
          h("p.enclair-foot", this.sentence("assumptions")),
        ),
        h(
          "div.enclair-column",
          h("p.enclair-head", `${t(party[0])} · ${t(design[0])}`),
          h("p.enclair-soft", byDesign ? ofParty : ofDesign),
          sheet(this, this.draft, cells),
        ),
      ),
    );
  }

  build() {
    const { get, t } = this;
    const [alone, shown] = [get("part") === "services", get("part") !== "designs"];
    const title = alone ? t("Real services, as of September 2024") : t("Who sees what?");
    const first = alone ? title : this.sentence("write");
    this.parts = { grid: h("div"), services: h("div.enclair-real") };
    this.place(
      "grid",
      title,
      h("div.enclair-bar", h("span", first), this.languages()),
      !alone && this.parts.grid,
      shown && this.parts.services,
    );
    this.drawGrid();
    services(this, this.parts.services);
  }
}

const render = (given) => renders(given.model.get("asked") ? Desk : Grid)(given);

export default { render };
