// A form for an answer: what is clicked becomes the last line of the cell below it. Nothing is kept anywhere else.

import { answerCell, hasObject, unanswered, withLine } from "./answer_cell.js";
import { fill, group, h, menu, radios } from "./elements.js";
import { readNumber } from "./typed.js";
import { renders, View } from "./view.js";

/** So many options stand side by side; more are a menu. */
const FEW = 4;
/** A list longer than this has a line for each of its parts. */
const WIDE = 88;

const text = (value) => (value === null || value === undefined ? "None" : JSON.stringify(value));
const within = ([open, close], items, write) => {
  const parts = items.map(write);
  const line = `${open}${parts.join(", ")}${close}`;
  return line.length <= WIDE ? line : `${open}\n        ${parts.join(",\n        ")},\n    ${close}`;
};
const isList = ({ kind }) => kind === "several" || kind === "order";
const plain = (_, value) => (Array.isArray(value) ? within(["[", "]"], value, text) : text(value));
const WRITTEN = {
  parts: ({ fields }, value) => within(["(", ")"], fields, ([, field], at) => code(field, value[at])),
  rows: ({ rows, field }, value) => {
    const filled = rows.filter(([row]) => row in value);
    return within(["{", "}"], filled, ([row]) => `${text(row)}: ${code(field, value[row])}`);
  },
  gaps: ({ line, code: bare }, value) => {
    let gap = 0;
    return line.replace(/\{\}/g, () => (bare && value[gap] ? value[gap++] : text(value[gap++])));
  },
};

/** An answer as Python writes it: the twin of fields.py, which reads it. */
export const code = (field, value) => (WRITTEN[field.kind] ?? plain)(field, value);

/** An answer in which nothing is chosen. */
export function blank(field) {
  if (isList(field)) return [];
  if (field.kind === "parts") return field.fields.map(([, part]) => blank(part));
  if (field.kind === "gaps") return Array(field.line.split("{}").length - 1).fill(null);
  return field.kind === "rows" ? {} : null;
}

/** How many gaps are left to fill in, as far as a form can know; a list in which nothing is chosen is one. */
export function left(field, value) {
  if (field.some || isList(field)) return Object.keys(value).length ? 0 : 1;
  const all = field.kind === "rows" ? field.rows.map(([row]) => value[row] ?? blank(field.field)) : [value];
  return all.flat(3).filter((gap) => (gap ?? "") === "").length;
}

class Form extends View {
  follows = { onChange: ["source", "value", "own"] };
  drawnValue = undefined; // the answer that the page shows, as text
  lastRead = undefined; // the cell as it was last read or written
  notice = "";

  start() {
    if (!this.el.isConnected) return void requestAnimationFrame(() => this.start());
    super.start();
    this.readCell(this.cell());
  }

  shown = () => JSON.stringify(this.get("value"));

  /** Show what Python has read, unless the cell has gone on since; what was clicked here stands there already. */
  onChange() {
    const cell = this.cell();
    if (cell?.read() === this.get("source")) this.lastRead = this.get("source");
    if (!this.get("own") && this.shown() === this.drawnValue) return;
    if (cell && this.lastRead !== this.get("source")) this.readCell(cell);
    else this.build();
  }

  /** Let the form show what the cell holds now; its answer comes from Python, which reads it. */
  readCell(cell) {
    this.lastRead = cell?.read();
    if (cell && this.lastRead !== this.get("source")) this.choose({ source: this.lastRead, unread: true });
  }

  cell = () => answerCell(this.el, this.get("name"));

  /** Take an answer: into the page, and into the cell. */
  take(value) {
    const cell = this.cell();
    // Somebody wrote in it meanwhile, or Python has yet to say what that answers: nothing of it may be lost.
    if (cell && (cell.read() !== this.lastRead || this.get("unread"))) {
      this.readCell(cell);
      this.notice = "changed";
      this.build();
      return;
    }
    this.notice = "";
    this.drawnValue = JSON.stringify(value);
    const gaps = left(this.get("field"), value);
    const line = `return ${code(this.get("field"), value)}`;
    if (cell) {
      cell.write(withLine(cell.read(), this.get("name"), line));
      this.lastRead = cell.read();
    }
    this.choose({ value, clicked: cell && !gaps ? this.lastRead : "" });
    // Where the answer has gone, and what is left to do.
    if (!cell && this.alone()) this.say("visit");
    else if (!cell && hasObject(this.el)) this.say("lost", { name: this.get("name") });
    else if (!cell) this.say("copy", {}, line);
    else this.say(["written", "one_left"][gaps] ?? "left", { number: gaps });
    this.view.check.disabled = gaps > 0;
  }

  /** Whether the page has no notebook: then there is no cell either. */
  alone = () => !this.el.closest(".jp-Notebook");

  say(key, values = {}, line = "") {
    fill(this.view.status, this.sentence(key, values), line && [" ", h("code", line)]);
  }

  build() {
    const field = this.get("field");
    const value = this.get("value") ?? blank(field);
    this.drawnValue = this.shown();
    const { view } = this;
    view.status = h("div.enclair-soft", { role: "status" });
    const props = { className: "enclair-first", disabled: left(field, value) > 0 };
    view.check = this.button(this.t("Check this answer"), () => void this.check(), props);
    const cell = this.cell();
    const write = this.button(this.t("Write code instead"), () => cell.open());
    const anew = this.button(this.t("Answer by clicking all the same"), () => this.startAnew());
    const parts = this.get("own")
      ? h("p", this.sentence("own"), " ", anew)
      : this.drawField(field, value, (chosen) => this.take(chosen), this.sentence("legend"));
    const act = h("p.enclair-set.enclair-act", cell && view.check, cell && write);
    const box = h("div.enclair-box.enclair-waits", parts, act, view.status);
    this.place("form", this.t("Answer by clicking"), box);
    if (this.alone()) this.say("visit");
    if (this.notice) this.say(this.notice);
  }

  /** The cell as it was before anyone wrote in it: the line of a form may need what stood there. */
  startAnew() {
    const cell = this.cell();
    this.drawnValue = undefined;
    if (!cell) return { own: false, value: null };
    cell.write(unanswered(cell.read(), this.get("name"), this.get("field").before ?? []));
    this.lastRead = cell.read();
    this.notice = "anew";
    return { own: false, value: null, source: this.lastRead };
  }

  async check() {
    fill(this.view.status, await this.cell()?.run());
    this.view.check.focus({ preventScroll: true });
  }

  /** The elements of a field; `take` is given each new answer, `label` names it for who hears the page. */
  drawField(field, value, take, label) {
    const { t } = this;
    const options = () => field.options.map(([each, called]) => [each, t(called)]);
    if (field.kind === "choice") return this.choices(options(), value, take, label);
    if (field.kind === "number" || field.kind === "words") return this.typed(field, value, take, label);
    if (field.kind === "several") return this.boxes(options(), value, take, label);
    if (field.kind === "order") return this.order(options(), value, take, label);
    if (field.kind === "gaps") return this.gaps(field, options(), value, take, label);
    if (field.kind === "parts") {
      const now = [...value];
      const part = ([called, inner], at) => {
        const keep = (chosen) => take(now.with(at, (now[at] = chosen)));
        return h("div", this.drawField(inner, value[at], keep, t(called)));
      };
      return h("fieldset", h("legend", label), h("div.enclair-fields", field.fields.map(part)));
    }
    const now = { ...value };
    const inner = { ...field.field };
    if (field.some) inner.options = [["", t("leave out")], ...inner.options];
    const line = ([row, called]) => {
      const keep = (chosen) => {
        if (chosen === null) delete now[row];
        else now[row] = chosen;
        take({ ...now });
      };
      const said = this.line(row, t(called));
      return h("div.enclair-row", this.drawField(inner, value[row] ?? blank(field.field), keep, said));
    };
    return group("div.enclair-rows", label, field.rows.map(line));
  }

  choices(options, value, take, label) {
    const beside = h("output", { role: "note", ariaLive: "polite" }, this.told(value));
    const choose = (chosen) => {
      take(options.find(([each]) => `${each}` === chosen)?.[0] || null);
      fill(beside, this.told(chosen));
    };
    const buttons = () => h("span.enclair-options", radios(options, value ?? "", choose));
    if (options.length <= FEW) return h("fieldset", h("legend", label), buttons());
    const select = menu([["", this.t("choose")], ...options], value ?? "", choose);
    // A number is followed by the first words of what it stands for.
    const name = (one) => {
      const [first] = this.told(one.value);
      const words = (first?.querySelector("span") ?? first)?.textContent;
      if (Number(one.value) && words) one.text = `${one.value} · ${words}`.replace(/^(.{20,}?) .*/s, "$1 …");
    };
    select.onfocus = () => [...select.options].forEach(name);
    return [this.control(label, select), beside];
  }

  /** What the next table that has an option in front says of it, else the last one, to stand beside the choice. */
  told(option) {
    const rows = [...(this.el.closest(".jp-Notebook, main")?.querySelectorAll("tr") ?? [])];
    const isIts = (row) => row.cells[0]?.textContent.split(".")[0] === `${option}`;
    const isBelow = (row) => this.el.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING;
    const its = rows.filter(isIts);
    const { cells = [] } = its.find(isBelow) ?? its.at(-1) ?? {};
    const said = [...cells].filter(({ textContent }) => textContent !== `${option}`);
    return said.map((cell, at) => h(at ? "small" : "div", [...cell.cloneNode(true).childNodes]));
  }

  typed({ kind }, value, take, label) {
    const isNumber = kind === "number";
    const written = isNumber ? String(value ?? "").replace(".", this.lang() === "en" ? "." : ",") : value;
    const props = { type: "text", value: written ?? "" };
    const input = h("input", { ...props, ...(isNumber ? { size: 8, inputMode: "decimal" } : { size: 72 }) });
    input.oninput = () => {
      const words = input.value.trim();
      const { number, ask } = isNumber && words ? readNumber(words, this.lang()) : {};
      const unread = isNumber && words !== "" && number === undefined;
      input.setAttribute("aria-invalid", String(unread));
      // What cannot be read is no answer, nor is the one that stood there before.
      take(words === "" || unread ? null : (number ?? words));
      if (unread && ask) this.say("two_numbers", { one: ask[0], other: ask[1] });
      else if (unread) this.say("number");
    };
    return this.control(label, input);
  }

  boxes(options, value, take, label) {
    const props = { type: "checkbox", onchange: () => keep() };
    const inputs = options.map(([each]) => h("input", { ...props, checked: value.includes(each) }));
    const keep = () => take(options.map(([each]) => each).filter((_, at) => inputs[at].checked));
    const line = ([each, called], at) => h("label.enclair-choice", inputs[at], this.line(each, called));
    return h("fieldset", h("legend", label), h("span.enclair-options", options.map(line)));
  }

  /** Lines to put in order: those that are taken, numbered, and those that are left out. */
  order(options, value, take, label) {
    const { t } = this;
    const called = Object.fromEntries(options);
    const part = group("div.enclair-order", label);
    let now = [...value];
    const move = (next) => {
      now = next;
      take(now);
      draw();
    };
    const swapped = (from, to) => now.with(from, now[to]).with(to, now[from]);
    const item = (each, ...buttons) => h("li", buttons, " ", this.line(each, called[each]));
    const button = (sign, words, name, next, disabled = false) => {
      const props = { title: words, "aria-label": words, "data-at": name, disabled };
      return this.button(sign, () => void move(next()), props);
    };
    const taken = (line, at) => {
      const [earlier, later] = [t("Earlier: {line}", { line }), t("Later: {line}", { line })];
      const up = button("↑", earlier, `up ${line}`, () => swapped(at, at - 1), at === 0);
      const down = button("↓", later, `down ${line}`, () => swapped(at, at + 1), at === now.length - 1);
      const without = () => now.filter((one) => one !== line);
      const out = button("×", t("Leave out: {line}", { line }), `take ${line}`, without);
      return item(line, h("span.enclair-set", up, down, out));
    };
    const left = (line) => {
      const [add, name] = [() => [...now, line], t("Take")];
      return item(line, button("+", t("{name}: {words}", { name, words: line }), `take ${line}`, add));
    };
    const lines = (title, kind, items, none) => [
      h("b", title),
      items.length ? h(kind, items) : h("p.enclair-soft", none),
    ];
    const draw = () => {
      const rest = options.map(([line]) => line).filter((line) => !now.includes(line));
      const mine = lines(t("My order"), "ol", now.map(taken), t("nothing yet"));
      this.redraw(part, mine, lines(t("Left out"), "ul", rest.map(left), t("nothing")));
    };
    draw();
    return part;
  }

  /** What an option or a row says, after its letter, where it has one, and below it who says so; code and quotations as such. */
  line(each, called) {
    if (called === each) return each;
    const [words, source] = called.split("\n");
    const [, before, quoted] = /^(.*?)([“«][^“«]*[”»])$/.exec(words) ?? [];
    const plain = quoted ? [before, h("span.enclair-quoted", quoted)] : words;
    const said = / = /.test(words) ? h("code", words) : plain;
    return h("span", each.length <= 3 && h("b", `${each}. `), said, source && h("small", source));
  }

  gaps({ line, said }, options, value, take, label) {
    const now = [...value];
    const pieces = said.split("{}");
    const piece = said === line ? "code" : "span";
    const gap = (at) => {
      const name = this.t("Gap {number}", { number: at + 1 });
      const keep = (chosen) => take(now.with(at, (now[at] = chosen || null)));
      return menu([["", "…"], ...options], value[at] ?? "", keep, { "aria-label": name });
    };
    const parts = pieces.map((words, at) => [h(piece, words), at < pieces.length - 1 && gap(at)]);
    return group("div.enclair-gaps", label, parts);
  }
}

export default { render: renders(Form) };
