// Quotations to code without their speakers; then the student's codes beside the dataset's and a neighbour's.

import { copier, sourced } from "../../views/controls.js";
import { dated, fresh, h, numberFormat, s, View, worded } from "../../views/view.js";

const SIDES = ["privacy", "neither", "security"];
const side = (code) => SIDES[Math.sign(code) + 1];
const signed = (code) => (code > 0 ? `+${code}` : `${code}`.replace("-", "−"));

/** Codes as they stand in a line: `read` of recoding.py reads them back. */
const pairs = (codes, ids) => ids.map((id) => `${id} ${codes[id]}`);

/** The codes in a line that somebody typed, and what is wrong with it. */
function read(line, ids, t) {
  const known = new Map(ids.map((id) => [id.toUpperCase(), id]));
  const words = line
    .replace(/[−–—]/g, "-")
    .split(/[\s,;:=()[\]"'“”«»]+/)
    .filter((word) => word);
  const isNumber = (word) => /^[+-]?\d+(\.\d+)?$/.test(word);
  if (!words.length)
    return [
      {},
      [t("The line is empty. It gives each quotation and its code, such as: {id} 2", { id: ids[0] })],
    ];
  if (isNumber(words[0]))
    return [
      {},
      [
        t("The line begins with a code. First comes the quotation, such as: {id} 2", {
          id: ids[0],
        }),
      ],
    ];
  const codes = {};
  const problems = [];
  const unknown = [];
  const named = new Set();
  let name = "";
  for (const word of [...words, ""]) {
    const number = isNumber(word);
    const id = known.get(name.toUpperCase()) || "";
    if (number && !name)
      problems.push(t("{code} follows no quotation: each quotation has one code.", { code: word }));
    else if (name && !id) unknown.push(name);
    else if (name && !number) problems.push(t("{id} has no code after it.", { id }));
    else if (number && ![-2, -1, 0, 1, 2].includes(+word))
      problems.push(t("{id} has {code}: codes are whole numbers from -2 to 2.", { id, code: word }));
    else if (number && id in codes) problems.push(t("{id} stands there twice.", { id }));
    else if (number) codes[id] = +word;
    named.add(id);
    name = number ? "" : word;
  }
  if (unknown.length) {
    const found = unknown.slice(0, 5).join(", ") + (unknown.length > 5 ? " …" : "");
    problems.push(t("Not among these quotations: {found}.", { found }));
  }
  const missing = ids.filter((id) => !named.has(id)).join(", ");
  if (missing) problems.push(t("Missing: {ids}. Ask your neighbour for them.", { ids: missing }));
  return [codes, problems];
}

/**
 * How far two codings agree: how many codes are alike, how many would be by chance, Cohen's kappa (NaN if chance
 * alone gives full agreement), and how far kappa can go if one code of the first coding were another.
 */
function agreement(one, two) {
  const n = one.length;
  const count = (codes, code) => codes.filter((each) => each === code).length;
  const used = [...new Set([...one, ...two])];
  const alike = (first) => first.filter((code, place) => code === two[place]).length;
  const chance = (first) => used.reduce((sum, code) => sum + count(first, code) * count(two, code), 0) / n;
  const kappa = (first) => {
    const beyond = n - chance(first);
    return beyond ? 1 - (n - alike(first)) / beyond : NaN;
  };
  const near = one
    .flatMap((_, place) => used.map((code) => kappa(one.map((old, at) => (at === place ? code : old)))))
    .filter((value) => !Number.isNaN(value));
  return {
    n,
    same: alike(one),
    expected: chance(one),
    kappa: kappa(one),
    lowest: near.length ? Math.min(...near) : NaN,
    highest: near.length ? Math.max(...near) : NaN,
  };
}

/** The same in words. */
function inWords({ n, same, expected, kappa, lowest, highest }, t, lang) {
  const number = (value, digits) => {
    const size = Math.abs(value);
    let written = size.toFixed(digits);
    // Half of the last digit, exactly, goes to the even digit; `toFixed` goes up.
    if ((size * 2 ** (digits + 1)) % 2 === 1 && +written.at(-1) % 2)
      written = (size - 0.1 ** (digits + 1)).toFixed(digits);
    const shown = numberFormat(lang, digits).format(+written);
    return value < 0 && +written ? `−${shown}` : shown;
  };
  const agree = t("The two codings agree on {same} of {n}.", { same, n });
  if (Number.isNaN(kappa))
    return `${agree} ${t("Both use one single code throughout, so chance alone would give full agreement: kappa, which counts what goes beyond chance, cannot be computed.")}`;
  const chance = t(
    "Had both dealt their codes out at random, like shuffled cards, they would still agree on about {expected}. Kappa counts only what goes beyond chance: 0 is no better than chance, 1 is full agreement, below 0 is worse than chance. Here kappa is {kappa}.",
    { expected: number(expected, 1), kappa: number(kappa, 2) },
  );
  const moves = t(
    "One changed code among the {n} can take it down to {lowest} or up to {highest}: the fewer the quotations, the more it moves.",
    { n, lowest: number(lowest, 2), highest: number(highest, 2) },
  );
  return `${agree} ${chance} ${moves}`;
}

/** One row a quotation, the codes that are furthest apart first. */
function furthestFirst(rows) {
  const steps = (row, other) => (row[other] === undefined ? 0 : Math.abs(row.mine - row[other]));
  return [...rows].sort(
    (a, b) => steps(b, "dataset") - steps(a, "dataset") || steps(b, "neighbour") - steps(a, "neighbour"),
  );
}

/** Each quotation's codes as shapes on the scale; the table says the same. */
function picture(rows, scale, t) {
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
      {},
      s("text", { x: 0, y: y + 4 }, row.id),
      s("line", { class: "enclair-gap", x1: mine, x2: theirs, y1: y, y2: y }),
      row.neighbour === undefined
        ? null
        : s("rect", {
            class: "enclair-next",
            x: x(row.neighbour) - 11,
            y: y - 11,
            width: 22,
            height: 22,
          }),
      s("path", { class: "enclair-data", d: `M${theirs - 9} ${y}l9 -9l9 9l-9 9z` }),
      s("circle", { class: "enclair-mine", cx: mine, cy: y, r: 4.5 }),
    );
  });
  return s(
    "svg",
    {
      viewBox: `0 0 ${width} ${bottom}`,
      role: "img",
      "aria-label": t("Each quotation's codes on the scale. The table below says the same."),
    },
    ...scale.flatMap(([code, shape]) => [
      s("line", { x1: x(code), x2: x(code), y1: 34, y2: bottom }),
      s("text", { x: x(code), y: 12, class: `enclair-${side(code)}` }, shape),
      s("text", { x: x(code), y: 27 }, signed(code)),
    ]),
    ...marks,
  );
}

class Recode extends View {
  constructor({ model, el }) {
    super({ model, el });
    this.scale = model.get("scale"); // [code, shape, what it is called]
    this.said = model.get("said");
    this.quotations = model.get("quotations");
    this.ids = this.quotations.map((quotation) => quotation.id);
    this.shapes = new Map(this.scale.map(([code, shape]) => [code, shape]));
    this.view = {};
    model.on("change:codes change:revealed change:neighbour", () => this.draw());
    model.on("change:lang", () => this.build());
    this.build();
  }

  find(id) {
    return this.quotations.find((quotation) => quotation.id === id);
  }

  codes() {
    return this.model.get("codes");
  }

  done() {
    return this.ids.every((id) => id in this.codes());
  }

  choose(changes) {
    const { model } = this;
    for (const [name, value] of Object.entries(changes)) model.set(name, value);
    model.save_changes();
  }

  /** The words to read, and a line with the original where it is in another language. */
  words(quotation, id) {
    const { t } = this;
    const { quote_original: original, language } = quotation;
    const ours = language === this.lang() ? original : quotation[`quote_${this.lang()}`];
    const quoted = h("q", { id, lang: ours ? this.lang() : language, dir: "auto" }, ours || original);
    if (language === this.lang()) return [quoted];
    if (!ours) return [quoted, h("small", {}, t("no translation recorded: the original stands alone"))];
    const beside = h("span", { lang: language, dir: "auto" }, original);
    return [
      quoted,
      h("small", {}, t("We read it in {language}:", { language: t(quotation.spoken) }), " ", beside),
    ];
  }

  item(id) {
    const { t, scale, view } = this;
    const [name, quoted] = [fresh("code"), fresh("quoted")];
    const radios = scale.map(([code, shape, called]) =>
      h(
        "label",
        {},
        h("input", {
          type: "radio",
          name,
          value: code,
          onchange: () => this.choose({ codes: { ...this.codes(), [id]: code } }),
        }),
        h("b", { class: `enclair-${side(code)}`, "aria-hidden": "true" }, shape),
        h("span", {}, t(called)),
      ),
    );
    const group = h(
      "div",
      { class: "enclair-scale", role: "radiogroup", "aria-labelledby": quoted },
      ...radios,
    );
    view.groups.set(id, group);
    return h(
      "li",
      {},
      h(
        "div",
        { class: "enclair-item" },
        h("div", {}, h("small", {}, id), " ", ...this.words(this.find(id), quoted)),
        group,
      ),
    );
  }

  build() {
    const { model, el, t, said } = this;
    const view = (this.view = { groups: new Map(), count: h("span", { role: "status" }) });
    view.open = h("button", { type: "button" }, t("Compare with the dataset"));
    view.open.onclick = () => {
      this.choose({ revealed: true });
      view.compared.firstChild.focus();
    };
    view.form = h(
      "div",
      {},
      h("p", {}, t(said.task)),
      h("p", {}, t(said.sides)),
      h("ol", {}, ...model.get("order").map((id) => this.item(id))),
      h("p", { class: "enclair-progress" }, view.count, view.open),
    );
    view.compared = h("div", {});
    el.replaceChildren(
      h(
        "div",
        {
          class: "enclair enclair-recode",
          role: "group",
          lang: this.lang(),
          "aria-label": t("Code the quotations blind"),
        },
        view.form,
        view.compared,
      ),
    );
    this.draw();
  }

  draw() {
    const { model, t, ids, view } = this;
    for (const [id, group] of view.groups) {
      for (const radio of group.querySelectorAll("input")) radio.checked = this.codes()[id] === +radio.value;
    }
    const open = model.get("order").flatMap((id, place) => (id in this.codes() ? [] : [place + 1]));
    const count = t("{coded} of {all} coded", { coded: ids.length - open.length, all: ids.length });
    const left =
      open.length && open.length < 6 ? t("; still open: {numbers}", { numbers: open.join(", ") }) : "";
    view.count.textContent = count + left;
    view.open.disabled = !this.done();
    const compare = this.done() && model.get("revealed");
    view.form.hidden = compare;
    view.compared.hidden = !compare;
    if (compare && !view.compared.firstChild) view.compared.append(...this.comparison());
    if (compare) this.fill();
  }

  /** What stays while the neighbour's line is typed; `fill` does the rest. */
  comparison() {
    const { model, t, said, ids, view } = this;
    view.figures = h("div", { class: "enclair-figures" });
    view.table = h("div", {});
    view.line = h("div", {});
    const again = h("button", { type: "button" }, t("Change my codes"));
    again.onclick = () => {
      this.choose({ revealed: false });
      view.form.querySelector("input").focus();
    };
    const field = h("textarea", { rows: 2, id: fresh("line"), value: model.get("neighbour") });
    const answer = h("div", { id: fresh("answer"), role: "status" });
    field.setAttribute("aria-describedby", answer.id);
    const button = h("button", { type: "button" }, t("Compare with my neighbour"));
    button.onclick = () => {
      const [found, problems] = read(field.value, ids, t);
      field.setAttribute("aria-invalid", problems.length > 0);
      answer.replaceChildren(
        ...(problems.length
          ? [h("ul", {}, ...problems.map((problem) => h("li", {}, problem)))]
          : [t("Your neighbour's codes now stand above and in the table.")]),
      );
      if (!problems.length) this.choose({ neighbour: pairs(found, ids).join(", ") });
    };
    return [
      h("p", { class: "enclair-head", tabIndex: -1 }, t("Where do we agree?")),
      view.figures,
      h(
        "div",
        { class: "enclair-lines" },
        view.line,
        h("div", {}, h("label", { htmlFor: field.id }, t("Your neighbour's line")), field, button, answer),
      ),
      h("p", { class: "enclair-head" }, t("Where do we differ, and why?")),
      h("p", { class: "enclair-note" }, h("strong", {}, t(said.caution))),
      h("ul", {}, ...said.questions.map((question) => h("li", {}, t(question)))),
      view.table,
      h("p", {}, again, " ", h("small", {}, t("Your first line stays yours if you copied it."))),
    ];
  }

  fill() {
    const { model, t, scale, quotations, ids, view } = this;
    const mine = pairs(this.codes(), ids);
    const spans = mine.flatMap((pair, place) => [place ? ", " : "", h("span", {}, pair)]);
    view.line.replaceChildren(
      h("strong", {}, t("Your line to pass on, or to read aloud")),
      h("p", {}, h("code", {}, ...spans)),
      copier(t, mine.join(", "), t("Copy the line")),
    );
    const line = model.get("neighbour");
    const theirs = line ? read(line, ids, t)[0] : {};
    const rows = furthestFirst(
      quotations.map(({ id, stance }) => ({
        id,
        mine: this.codes()[id],
        dataset: stance,
        neighbour: theirs[id],
      })),
    );
    const others = { dataset: t("With the dataset"), ...(line ? { neighbour: t("With my neighbour") } : {}) };
    const figures = Object.entries(others).map(([other, heading]) => {
      const [mine, their] = [rows.map((row) => row.mine), rows.map((row) => row[other])];
      const sides = agreement(mine.map(side), their.map(side));
      const exact = agreement(mine, their);
      return h(
        "div",
        { class: "enclair-with" },
        h("p", {}, heading),
        h(
          "p",
          { class: "enclair-main" },
          h("b", {}, t("{same} of {n}", sides)),
          " ",
          t("on the same side (privacy, neither, security)"),
        ),
        h("p", {}, inWords(sides, t, this.lang())),
        h(
          "details",
          {},
          h("summary", {}, t("{same} of {n} on the exact code", exact)),
          h("p", {}, inWords(exact, t, this.lang())),
        ),
      );
    });
    const signs = [
      ["●", t("my code")],
      ["◇", t("the dataset's code")],
      ...(line ? [["□", t("my neighbour's code")]] : []),
    ];
    view.figures.replaceChildren(
      h("div", {}, ...figures),
      h(
        "div",
        { class: "enclair-picture" },
        picture(rows, scale, t),
        h(
          "p",
          {},
          ...signs.map(([sign, name]) => h("span", {}, h("b", { "aria-hidden": "true" }, sign), ` ${name}`)),
        ),
      ),
    );
    view.table.replaceChildren(this.table(rows, line));
  }

  table(rows, line) {
    const { t, scale, shapes } = this;
    const heads = [
      t("Quotation"),
      t("My code"),
      t("The dataset's code"),
      ...(line ? [t("My neighbour's code")] : []),
    ];
    const called = new Map(scale.map(([code, , name]) => [code, name]));
    const cell = (head, code, ...more) =>
      h(
        "td",
        { role: "cell" },
        h("small", { class: "enclair-narrow", "aria-hidden": "true" }, head),
        h("b", { class: `enclair-${side(code)}` }, `${shapes.get(code)} ${signed(code)}`),
        " ",
        t(called.get(code)),
        ...more,
      );
    const row = ({ id, mine, dataset, neighbour }) => {
      const quotation = this.find(id);
      const { date } = quotation;
      const [name] = worded(quotation, "speaker", this.lang());
      const [role, told] = worded(quotation, "speaker_role", this.lang());
      const [why, code] = worded(quotation, "stance_note", this.lang());
      return h(
        "tr",
        { role: "row" },
        h(
          "th",
          { scope: "row", role: "rowheader" },
          h("small", {}, id),
          " ",
          ...this.words(quotation),
          h(
            "span",
            { class: "enclair-who" },
            h("span", { lang: told }, h("strong", {}, name), `, ${role}`),
            `, ${dated(date, this.lang())}. `,
            ...sourced(quotation, t, this.lang()),
          ),
        ),
        cell(heads[1], mine),
        cell(heads[2], dataset, h("br"), h("span", { lang: code }, why)),
        line ? cell(heads[3], neighbour) : null,
      );
    };
    const head = (name) => h("th", { scope: "col", role: "columnheader" }, name);
    return h(
      "table",
      { role: "table" },
      h("caption", {}, t("The furthest apart first")),
      h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, ...heads.map(head))),
      h("tbody", { role: "rowgroup" }, ...rows.map(row)),
    );
  }
}

function render(given) {
  new Recode(given);
}

export default { render, read, agreement, inWords, furthestFirst };
