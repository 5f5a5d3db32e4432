// Who sees what in four designs of a messenger: an overview, one column to predict, then real services.

import { Controls } from "../../views/controls.js";
import { h, View } from "../../views/view.js";
import { desk } from "./desk.js";
import { services } from "./services.js";
import { anew, levelled, named, pressed, sheet, starts } from "./sheet.js";

class Grid extends View {
  constructor({ model, el }) {
    super({ model, el });
    this.bar = new Controls({ model, el });
    this.draft = {};
    this.parts = undefined;
    model.on("change:design change:party change:by change:predictions", () => this.drawGrid());
    model.on("change:guesses", () => this.drawServices());
    model.on("change:lang change:part", () => this.build());
    this.build();
  }

  /** The columns of the overview: the five parties of one design, or the four designs of one party. */
  columns() {
    const { model } = this;
    const [design, party] = [model.get("design"), model.get("party")];
    return model.get("by") === "design"
      ? Object.keys(model.get("ofs")).map((one) => ["party", one, design, one])
      : Object.keys(model.get("designs")).map((one) => ["design", one, one, party]);
  }

  overview() {
    const { model, t } = this;
    const { choose } = this.bar;
    const [kinds, designs, ofs] = [model.get("kinds"), model.get("designs"), model.get("ofs")];
    const predictions = model.get("predictions");
    const name = (trait, code) => t((trait === "party" ? ofs : designs)[code][0]);
    const open = ([trait, code]) => model.get(trait) === code;
    const head = ([trait, code]) =>
      h(
        "th",
        { scope: "col" },
        h(
          "button",
          {
            type: "button",
            "data-at": `${trait} ${code}`,
            "aria-pressed": open([trait, code]),
            onclick: () => choose({ [trait]: code }),
          },
          name(trait, code),
        ),
      );
    const sign = (level) =>
      h(
        "span",
        { role: "img", "aria-label": t(model.get("levels")[level][1]) },
        model.get("levels")[level][0],
      );
    const cell = (kind) => (column) => {
      const key = `${column[2]}/${column[3]}/${kind}`;
      const mine = predictions[key];
      const level = mine && model.get("answers")[key][0];
      const shown = !mine
        ? [h("span", { class: "enclair-soft", role: "img", "aria-label": t("not predicted yet") }, "?")]
        : [sign(level), mine === level ? null : h("small", {}, t("you:"), " ", sign(mine))];
      return h("td", open(column) ? { class: "enclair-open" } : {}, ...shown);
    };
    return h(
      "table",
      {},
      h("thead", {}, h("tr", {}, h("td", {}), ...this.columns().map(head))),
      h(
        "tbody",
        {},
        ...Object.keys(kinds).map((kind) =>
          h("tr", {}, h("th", { scope: "row" }, t(kinds[kind][0])), ...this.columns().map(cell(kind))),
        ),
      ),
    );
  }

  drawGrid() {
    const { model, t, draft } = this;
    const { choose, focused } = this.bar;
    const [design, party] = [model.get("designs")[model.get("design")], model.get("ofs")[model.get("party")]];
    const byDesign = model.get("by") === "design";
    const cells = Object.entries(model.get("kinds")).map(([kind, [name, what]]) => ({
      key: `${model.get("design")}/${model.get("party")}/${kind}`,
      name: t(name),
      what: t(what),
    }));
    const modes = { design: [t("One design, all parties")], party: [t("One party, all designs")] };
    const legend = Object.keys(model.get("levels")).map((level) => h("span", {}, levelled(model, t, level)));
    anew(
      focused,
      this.parts.grid,
      starts(
        t,
        choose,
        t("Start from a question:"),
        model.get("questions"),
        model.get("question_order"),
        (row) => ({
          design: row[1],
          party: row[2],
        }),
      ),
      h(
        "div",
        { class: "enclair-slip" },
        pressed((name) => name, choose, "by", modes, model.get("by"), t("What stands side by side")),
        byDesign
          ? pressed(t, choose, "design", model.get("designs"), model.get("design"), t("Design"))
          : pressed(t, choose, "party", model.get("ofs"), model.get("party"), t("Party")),
        h("small", {}, byDesign ? t(design[1]) : named(t, party)),
      ),
      h(
        "div",
        { class: "enclair-both" },
        h(
          "div",
          { class: "enclair-overview" },
          this.overview(),
          h("p", { class: "enclair-legend" }, ...legend, h("span", {}, `? ${t("not predicted yet")}`)),
          h("p", { class: "enclair-foot" }, t(model.get("assumptions"))),
        ),
        h(
          "div",
          { class: "enclair-column" },
          h("p", { class: "enclair-head" }, `${t(party[0])} · ${t(design[0])}`),
          h("p", { class: "enclair-soft" }, byDesign ? named(t, party) : t(design[1])),
          sheet({ model, t, choose }, draft, cells),
        ),
      ),
    );
  }

  drawServices() {
    const { model, t, parts } = this;
    const { choose, focused } = this.bar;
    services({ model, t, choose, focused, part: parts.services });
  }

  build() {
    const { model, t } = this;
    const { languages, place } = this.bar;
    const [alone, shown] = [model.get("part") === "services", model.get("part") !== "designs"];
    const title = alone ? t("Real services, as of September 2024") : t("Who sees what?");
    this.parts = { grid: h("div", {}), services: h("div", { class: "enclair-real" }) };
    place(
      h(
        "div",
        { class: "enclair enclair-grid", role: "group", lang: this.lang(), "aria-label": title },
        h(
          "div",
          { class: "enclair-bar" },
          h("span", {}, alone ? title : t("You write a message to a friend. Who sees what?")),
          languages(),
        ),
        alone ? null : this.parts.grid,
        shown ? this.parts.services : null,
      ),
    );
    this.drawGrid();
    this.drawServices();
  }
}

function render(given) {
  if (given.model.get("asked")) desk(given);
  else new Grid(given);
}

export default { render };
