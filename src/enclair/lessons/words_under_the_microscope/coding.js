// Quotations to code without their speakers; then the student's codes beside the dataset's and a neighbour's.

import { cell, fill, h, labelled, row, s, table, uniqueId } from "../../views/elements.js";
import { dated, localizedField, renders, View } from "../../views/view.js";
import { agreement, decodeCodes, furthestFirst, inWords, pairs } from "./recoding.js";

/** Each quotation's codes as shapes on the scale; the table says the same. */
function picture(rows, scale, label) {
  const left = 48;
  const step = 62;
  const height = 28;
  const x = (code) => left + (code + 2.5) * step;
  const width = left + 5 * step;
  const bottom = 34 + rows.length * height;
  const marks = rows.map((row, place) => {
    const y = 34 + (place + 0.5) * height;
    const [mine, theirs] = [x(row.mine), x(row.dataset)];
    return s(
      "g",
      s("text", { x: 0, y: y + 4 }, row.id),
      s("line.enclair-gap", { x1: mine, x2: theirs, y1: y, y2: y }),
      row.neighbour !== undefined &&
        s("rect.enclair-next", { x: x(row.neighbour) - 11, y: y - 11, width: 22, height: 22 }),
      s("path.enclair-data", { d: `M${theirs - 9} ${y}l9 -9l9 9l-9 9z` }),
      s("circle.enclair-mine", { cx: mine, cy: y, r: 4.5 }),
    );
  });
  return s(
    "svg",
    { viewBox: `0 0 ${width} ${bottom}`, role: "img", "aria-label": label },
    scale.map(({ code, shape, side, signed }) => [
      s("line", { x1: x(code), x2: x(code), y1: 34, y2: bottom }),
      s(`text.enclair-${side}`, { x: x(code), y: 12 }, shape),
      s("text", { x: x(code), y: 27 }, signed),
    ]),
    marks,
  );
}

class Recode extends View {
  follows = { draw: ["codes", "revealed", "neighbour"] };
  scale = this.get("scale");
  steps = new Map(this.scale.map((step) => [step.code, step]));
  quotations = this.get("quotations");
  ids = this.quotations.map((quotation) => quotation.id);

  find = (id) => this.quotations.find((quotation) => quotation.id === id);

  done = () => this.ids.every((id) => id in this.get("codes"));

  /** The words to read, and a line with the original where it is in another language. */
  words(quotation, id) {
    const { t } = this;
    const { quote_original: original, language } = quotation;
    const ours = language === this.lang() ? original : quotation[`quote_${this.lang()}`];
    const quoted = h("q", { id, lang: ours ? this.lang() : language, dir: "auto" }, ours || original);
    if (language === this.lang()) return [quoted];
    if (!ours) return [quoted, h("small", this.sentence("alone"))];
    const beside = h("span", { lang: language, dir: "auto" }, original);
    return [
      quoted,
      h("small", t("We read it in {language}:", { language: t(quotation.spoken) }), " ", beside),
    ];
  }

  item(id) {
    const { t, scale } = this;
    const named = uniqueId("quoted");
    const sign = ({ shape, side }) => h(`b.enclair-${side}`, { "aria-hidden": "true" }, shape);
    const options = scale.map((step) => [step.code, sign(step), h("span", t(step.called))]);
    const buttons = this.radios("codes", id, options);
    const group = h("div.enclair-scale", { role: "radiogroup", "aria-labelledby": named }, buttons);
    const words = h("div", h("small", id), " ", this.words(this.find(id), named));
    return h("li", h("div.enclair-item", words, group));
  }

  build() {
    const { t, sentence } = this;
    const view = (this.view = { count: h("span", { role: "status" }) });
    view.open = this.button(t("Compare with the dataset"), () => {
      this.choose({ revealed: true });
      view.compared.firstChild.focus();
    });
    view.form = h(
      "div",
      h("p", sentence("task")),
      h("p", sentence("sides")),
      h("ol", ...this.get("order").map((id) => this.item(id))),
      h("p.enclair-progress", view.count, view.open),
    );
    view.compared = h("div", this.comparison());
    this.place("coding", t("Code the quotations blind"), view.form, view.compared);
    this.draw();
  }

  draw() {
    const { get, t, ids, view } = this;
    this.showAll();
    const open = get("order").flatMap((id, place) => (id in this.get("codes") ? [] : [place + 1]));
    const count = t("{coded} of {all} coded", { coded: ids.length - open.length, all: ids.length });
    const left =
      open.length && open.length < 6 ? t("; still open: {numbers}", { numbers: open.join(", ") }) : "";
    view.count.textContent = count + left;
    view.open.disabled = !this.done();
    const compare = this.done() && get("revealed");
    view.form.hidden = compare;
    view.compared.hidden = !compare;
    if (compare) this.compare();
  }

  /** What stays while the neighbour's line is typed; `compare` does the rest. */
  comparison() {
    const { get, t, sentence, ids, view } = this;
    view.figures = h("div.enclair-figures");
    view.table = h("div");
    view.line = h("div");
    const again = this.button(t("Change my codes"), () => {
      this.choose({ revealed: false });
      view.form.querySelector("input").focus();
    });
    const field = h("textarea", { rows: 2, value: pairs(get("neighbour"), ids).join(", ") });
    const answer = h("div", { id: uniqueId("answer"), role: "status" });
    field.setAttribute("aria-describedby", answer.id);
    const button = this.button(t("Compare with my neighbour"), () => {
      const [codes, problems] = decodeCodes(field.value, ids, sentence);
      field.setAttribute("aria-invalid", problems.length > 0);
      const list = h("ul", ...problems.map((problem) => h("li", problem)));
      fill(answer, problems.length ? list : sentence("compared"));
      if (!problems.length) this.choose({ neighbour: codes });
    });
    return [
      h("p.enclair-head", { tabIndex: -1 }, t("Where do we agree?")),
      view.figures,
      h(
        "div.enclair-lines.enclair-box",
        view.line,
        h("div", labelled(t("Your neighbour's line"), field), button, answer),
      ),
      h("p.enclair-head", t("Where do we differ, and why?")),
      h("p.enclair-note", h("strong", sentence("caution"))),
      h("ul", ...get("page_sentences").questions.map((question) => h("li", t(question)))),
      view.table,
      h("p", again, " ", h("small", sentence("kept"))),
    ];
  }

  compare() {
    const { get, t, scale, quotations, ids, view } = this;
    const mine = pairs(this.get("codes"), ids);
    fill(
      view.line,
      h("strong", t("Your line to pass on, or to read aloud")),
      h("p", h("code", ...mine.map((pair, place) => [place > 0 && ", ", h("span", pair)]))),
      this.copier(mine.join(", "), t("Copy the line")),
    );
    const theirs = get("neighbour");
    const both = ids.every((id) => id in theirs);
    const codes = ({ id, stance }) => ({
      id,
      mine: get("codes")[id],
      dataset: stance,
      neighbour: theirs[id],
    });
    const rows = furthestFirst(quotations.map(codes));
    const sign = (shape, name) => h("span", h("b", { "aria-hidden": "true" }, shape), ` ${name}`);
    const signs = [sign("●", t("My code")), sign("◇", t("The dataset's code"))];
    if (both) signs.push(sign("□", t("My neighbour's code")));
    fill(
      view.figures,
      h(
        "div",
        this.figures(rows, "dataset", t("With the dataset")),
        both && this.figures(rows, "neighbour", t("With my neighbour")),
      ),
      h("div.enclair-picture", picture(rows, scale, this.sentence("scale")), h("p", signs)),
    );
    fill(view.table, this.table(rows, both));
  }

  /** How far my codes agree with those of the dataset or the neighbour. */
  figures(rows, other, heading) {
    const { t } = this;
    const [mine, their] = [rows.map((row) => row.mine), rows.map((row) => row[other])];
    const side = (code) => this.steps.get(code).side;
    const sides = agreement(mine.map(side), their.map(side));
    const exact = agreement(mine, their);
    const main = [h("b", t("{same} of {n}", sides)), " ", t("on the same side (privacy, neither, security)")];
    return h(
      "div.enclair-with",
      h("p", heading),
      h("p.enclair-main", main),
      h("p", inWords(sides, this)),
      h("details", h("summary", t("{same} of {n} on the exact code", exact)), h("p", inWords(exact, this))),
    );
  }

  table(rows, both) {
    const { t } = this;
    const heads = [t("Quotation"), t("My code"), t("The dataset's code")];
    if (both) heads.push(t("My neighbour's code"));
    const coded = (head, code, ...more) => {
      const { shape, called, side, signed } = this.steps.get(code);
      const narrow = h("small.enclair-narrow", { "aria-hidden": "true" }, head);
      return cell(narrow, h(`b.enclair-${side}`, `${shape} ${signed}`), " ", t(called), ...more);
    };
    const made = ({ id, mine, dataset, neighbour }) => {
      const quotation = this.find(id);
      const [why, code] = localizedField(quotation, "stance_note", this.lang());
      return row(
        [h("small", id), " ", ...this.words(quotation), this.who(quotation)],
        coded(heads[1], mine),
        coded(heads[2], dataset, h("br"), h("span", { lang: code }, why)),
        ...(both ? [coded(heads[3], neighbour)] : []),
      );
    };
    return table(heads, rows.map(made), t("The furthest apart first"));
  }

  who(quotation) {
    const [name] = localizedField(quotation, "speaker", this.lang());
    const [role, spoken] = localizedField(quotation, "speaker_role", this.lang());
    return h(
      "span.enclair-who",
      h("span", { lang: spoken }, h("strong", name), `, ${role}`),
      `, ${dated(quotation.date, this.lang())}. `,
      this.sourced(quotation),
    );
  }
}

export default { render: renders(Recode), decodeCodes, agreement, inWords, furthestFirst };
