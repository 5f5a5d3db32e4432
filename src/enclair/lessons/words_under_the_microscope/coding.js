// Quotations to code without their speakers; then the student's codes beside the dataset's and a neighbour's.

import { cell, fill, h, labelled, row, table, uniqueId } from "../../views/elements.js";
import { dated, localizedField, renders, View } from "../../views/view.js";
import { agreement, decodeCodes, furthestFirst, inWords, pairs } from "./recoding.js";

/** Each quotation's codes as shapes on the scale, and a line from mine to the dataset's; the table says the same. */
function picture(rows, scale, label) {
  const at = (named, code, ...words) => h(named, { style: `--code: ${code}` }, ...words);
  const signs = scale.map(({ code, shape, side, signed }) =>
    at("span", code, h(`span.enclair-${side}`, shape), h("br"), signed),
  );
  const marks = rows.map(({ id, mine, dataset, neighbour }) => {
    const gap = { style: `--code: ${Math.min(mine, dataset)}; --far: ${Math.abs(mine - dataset)}` };
    const next = neighbour !== undefined && at("b.enclair-next", neighbour);
    const codes = [next, at("b.enclair-data", dataset), at("b.enclair-mine", mine)];
    return h("p", h("small", id), h("i", gap), codes);
  });
  return h("div.enclair-picture", { role: "img", "aria-label": label }, h("p", signs), marks);
}

class Recode extends View {
  follows = { draw: ["codes", "revealed", "neighbour"] };
  scale = this.get("scale");
  steps = new Map(this.scale.map((step) => [step.code, step]));
  quotations = this.get("quotations");
  ids = this.quotations.map((quotation) => quotation.id);

  /** What a row of the ten says in our own words: each has it in each language. */
  ours = (quotation, column) => localizedField(quotation, column, this.lang())[0];

  find = (id) => this.quotations.find((quotation) => quotation.id === id);

  /** The words to read, and a line with the original where it is in another language. */
  words({ quote_original: original, language, spoken, ...quotation }, id) {
    const isOwn = language === this.lang();
    const read = h("q", { id, lang: this.lang() }, isOwn ? original : quotation[`quote_${this.lang()}`]);
    if (isOwn) return [read];
    const told = this.t("We read it in {language}:", { language: this.t(spoken) });
    return [read, h("small", told, " ", h("span", { lang: language }, original))];
  }

  item = (id) => {
    const named = uniqueId("quoted");
    const sign = ({ shape, side }) => h(`b.enclair-${side}`, { "aria-hidden": "true" }, shape);
    const options = this.scale.map((step) => [step.code, sign(step), h("span", this.t(step.called))]);
    const words = h("div", h("small", id), " ", this.words(this.find(id), named));
    const scale = { role: "radiogroup", "aria-labelledby": named };
    const choices = h("div.enclair-scale", scale, this.radios("codes", id, options));
    return h("li", h("div.enclair-item", words, choices));
  };

  build() {
    const { get, t, sentence } = this;
    const view = (this.view = { count: h("span", { role: "status" }) });
    view.open = this.button(t("Compare with the dataset"), () => {
      this.choose({ revealed: true });
      view.compared.firstChild.focus();
    });
    const asked = [sentence("task"), sentence("sides")].map((words) => h("p", words));
    const items = h("ol", get("order").map(this.item));
    view.form = h("div", asked, items, h("p.enclair-progress", view.count, view.open));
    view.compared = h("div", this.comparison());
    this.place("coding", t("Code the quotations blind"), view.form, view.compared);
    this.draw();
  }

  draw() {
    const { get, t, ids, view } = this;
    this.showAll();
    const open = get("order").flatMap((id, place) => (id in get("codes") ? [] : [place + 1]));
    const count = t("{coded} of {all} coded", { coded: ids.length - open.length, all: ids.length });
    const left = t("; still open: {numbers}", { numbers: open.join(", ") });
    view.count.textContent = count + (open.length && open.length < 6 ? left : "");
    view.open.disabled = open.length > 0;
    const compare = !open.length && get("revealed");
    view.form.hidden = compare;
    view.compared.hidden = !compare;
    if (compare) this.compare();
  }

  /** What stays while the neighbour's line is typed; `compare` does the rest. */
  comparison() {
    const { get, t, sentence, view } = this;
    [view.figures, view.table, view.line] = [h("div.enclair-figures"), h("div"), h("div")];
    const again = this.button(t("Change my codes"), () => {
      this.choose({ revealed: false });
      view.form.querySelector("input").focus();
    });
    const answer = h("div", { id: uniqueId("answer"), role: "status" });
    const line = pairs(get("neighbour"), this.ids).join(", ");
    const field = h("textarea", { rows: 2, value: line, "aria-describedby": answer.id });
    const button = this.button(t("Compare with my neighbour"), () => {
      const [codes, missing] = decodeCodes(field.value, this.ids);
      field.setAttribute("aria-invalid", missing.length > 0);
      const ids = missing.join(", ");
      answer.textContent = ids ? sentence("missing_in_line", { ids }) : sentence("compared");
      if (!missing.length) this.choose({ neighbour: codes });
    });
    const theirs = h("div", labelled(t("Your neighbour's line"), field), button, answer);
    return [
      h("p.enclair-head", { tabIndex: -1 }, t("Where do we agree?")),
      view.figures,
      h("div.enclair-lines.enclair-box", view.line, theirs),
      h("p.enclair-head", t("Where do we differ, and why?")),
      h("p.enclair-note", h("strong", sentence("caution"))),
      h("ul", ...get("page_sentences").questions.map((question) => h("li", t(question)))),
      view.table,
      h("p", again, " ", h("small", sentence("kept"))),
    ];
  }

  compare() {
    const { get, t, quotations, ids, view } = this;
    const [codes, theirs] = [get("codes"), get("neighbour")];
    const mine = pairs(codes, ids);
    const head = h("strong", t("Your line to pass on, or to read aloud"));
    const line = h("code", ...mine.map((pair, place) => [place > 0 && ", ", h("span", pair)]));
    fill(view.line, head, h("p", line), this.copier(mine.join(", "), t("Copy the line")));
    const both = ids.every((id) => id in theirs);
    const all = ({ id, stance }) => ({ id, mine: codes[id], dataset: stance, neighbour: theirs[id] });
    const rows = furthestFirst(quotations.map(all));
    const named = { mine: t("My code"), dataset: t("The dataset's code") };
    if (both) named.neighbour = t("My neighbour's code");
    const sign = (name, at) => h("span", h("b", { "aria-hidden": "true" }, "●◇□"[at]), ` ${name}`);
    const legend = h("p.enclair-legend", Object.values(named).map(sign));
    const withDataset = this.figures(rows, "dataset", t("With the dataset"));
    const withNeighbour = both && this.figures(rows, "neighbour", t("With my neighbour"));
    const drawn = picture(rows, this.scale, this.sentence("scale"));
    fill(view.figures, h("div", withDataset, withNeighbour), h("div", drawn, legend));
    fill(view.table, this.table(rows, named));
  }

  /** How far my codes agree with those of the dataset or the neighbour. */
  figures(rows, other, heading) {
    const { t } = this;
    const [mine, their] = [rows.map((row) => row.mine), rows.map((row) => row[other])];
    const side = (code) => this.steps.get(code).side;
    const sides = agreement(mine.map(side), their.map(side));
    const exact = agreement(mine, their);
    const same = t("{part} of {whole}", { part: sides.same, whole: sides.n });
    const main = h("p.enclair-main", h("b", same), " ", t("on the same side (privacy, neither, security)"));
    const summary = h("summary", t("{same} of {n} on the exact code", exact));
    const more = h("details", summary, h("p", inWords(exact, this)));
    return h("div.enclair-with", h("p", heading), main, h("p", inWords(sides, this)), more);
  }

  /** Each quotation with its codes, of which `named` says whose they are, and why the dataset has its own. */
  table(rows, named) {
    const { t } = this;
    const made = (codes) => {
      const quotation = this.find(codes.id);
      const coded = ([whose, head]) => {
        const { shape, called, side, signed } = this.steps.get(codes[whose]);
        const narrow = h("small.enclair-narrow", { "aria-hidden": "true" }, head);
        const why = whose === "dataset" && [h("br"), this.ours(quotation, "stance_note")];
        return cell(narrow, h(`b.enclair-${side}`, `${shape} ${signed}`), " ", t(called), why);
      };
      const head = [h("small", codes.id), " ", ...this.words(quotation), this.who(quotation)];
      return row(head, Object.entries(named).map(coded));
    };
    return table([t("Quotation"), ...Object.values(named)], rows.map(made), t("The furthest apart first"));
  }

  who(quotation) {
    const name = h("strong", this.ours(quotation, "speaker"));
    const rest = `, ${this.ours(quotation, "speaker_role")}, ${dated(quotation.date, this.lang())}. `;
    return h("span.enclair-who", name, rest, this.sourced(quotation));
  }
}

export default { render: renders(Recode), decodeCodes, agreement, inWords, furthestFirst };
