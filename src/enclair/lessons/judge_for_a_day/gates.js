// A court's questions, one gate after the other: an answer and a reason open the next one. At the end stand the
// questions of a judge who disagrees, and facts to change: which answer tips? Nothing is marked.

import { facts, form, group, h, labelled, menu, radios, row, table } from "../../views/elements.js";
import { dated, renders, View } from "../../views/view.js";

class Gates extends View {
  follows = { draw: ["measure", "rulings", "changed", "again"] };
  drafts = {}; // what is typed or ticked and not given yet, by key

  gates = () => Object.keys(this.get("texts").gates);

  key = (name) => `${this.get("measure")}/${name}`;

  /** What a trait says of this measure, by gate or fact. */
  own(trait) {
    const start = this.key("");
    const own = Object.entries(this.get(trait)).filter(([key]) => key.startsWith(start));
    return Object.fromEntries(own.map(([key, value]) => [key.slice(start.length), value]));
  }

  /** A trait that says `own` of this measure, and of the others what it said. */
  put(trait, own = {}) {
    const others = Object.entries(this.get(trait)).filter(([key]) => !key.startsWith(this.key("")));
    const mine = Object.entries(own).map(([name, value]) => [this.key(name), value]);
    return { [trait]: Object.fromEntries([...others, ...mine]) };
  }

  ruled = (gate) => this.own("rulings")[gate];

  answerName = (code) => this.t(this.get("texts").answers[code]);

  options = () => Object.keys(this.get("texts").answers).map((code) => [code, this.answerName(code)]);

  gateName(gate, numbered = true) {
    const { name, number } = this.get("texts").gates[gate];
    return numbered ? `${number}. ${this.t(name)}` : this.t(name);
  }

  /** The facts of this measure, before any is changed. */
  first() {
    const { facts, measures } = this.get("texts");
    return Object.fromEntries(Object.keys(facts).map((fact) => [fact, measures[this.get("measure")][fact]]));
  }

  now = () => ({ ...this.first(), ...this.own("changed") });

  before = () => Object.fromEntries(this.gates().map((gate) => [gate, (this.ruled(gate) || [""])[0]]));

  after = () => ({ ...this.before(), ...this.own("again") });

  /** The choices of a trait once `name` is `value`; what it was at first is no choice. */
  changing(trait, name, value, first) {
    const { [name]: _, ...kept } = this.own(trait);
    return this.put(trait, value === first ? kept : { ...kept, [name]: value });
  }

  tabs() {
    const { get, t } = this;
    const tab = (name) => this.choice("measure", name, t(get("texts").measures[name].name));
    return group("div.enclair-set", t("Measures"), get("order").map(tab));
  }

  story() {
    const { get, t } = this;
    const { name, story } = get("texts").measures[get("measure")];
    const first = this.first();
    const term = ([fact, words]) => [t(words.name), t(words[first[fact]])];
    const terms = Object.entries(get("texts").facts).map(term);
    return h(
      "section.enclair-measure.enclair-panel",
      { "aria-label": t(name) },
      h("p.enclair-head", t(name)),
      h("p", t(story)),
      facts("dl", terms),
    );
  }

  note({ row, status, says }) {
    const { get, t } = this;
    const source = get("sources")[row];
    return h(
      "p.enclair-note",
      h("b", status === "settled" ? t("Settled in law") : t("Open question")),
      t("{name}: {words}", { name: "", words: t(says) }),
      " ",
      h("small", source ? this.sourced(source) : this.sentence("ours")),
    );
  }

  /** What is settled in law or open at a gate for these facts. */
  notes(gate, facts) {
    const fits = ([fact, codes]) => codes.includes(facts[fact]);
    const of = ({ gate: at, when = {} }) => at === gate && Object.entries(when).every(fits);
    return this.get("texts").law.filter(of);
  }

  given(gate) {
    const [answer, reason] = this.ruled(gate);
    const { question } = this.get("texts").gates[gate];
    const sign = { yes: "●", no: "○", unsure: "◐" }[answer];
    return h(
      "li.enclair-gate.enclair-passed.enclair-box.enclair-own",
      h("p", h("b", this.gateName(gate)), " ", h("small", this.t(question))),
      h("p.enclair-mine", h("b", `${sign} ${this.answerName(answer)}`), h("span", { dir: "auto" }, reason)),
      ...this.notes(gate, this.first()).map((note) => this.note(note)),
    );
  }

  asked(gate) {
    const { get, t, drafts } = this;
    const { question, help } = get("texts").gates[gate];
    const draft = (drafts[this.key(gate)] ||= { answer: "", reason: "" });
    const button = h("button", { type: "submit" }, t("Give my answer"));
    const write = (changes) => {
      Object.assign(draft, changes);
      button.disabled = !draft.answer || !draft.reason.trim();
    };
    write({});
    const reason = h("textarea", { rows: 3, value: draft.reason, "data-at": "reason" });
    reason.oninput = () => write({ reason: reason.value });
    const options = this.options().map(([code, name]) => [code, h("span", name)]);
    const at = (code) => ({ "data-at": `answer ${code}` });
    const choices = radios(options, draft.answer, (answer) => write({ answer }), at);
    const submit = () => {
      delete drafts[this.key(gate)];
      this.choose(this.put("rulings", { ...this.own("rulings"), [gate]: [draft.answer, draft.reason] }));
      this.part.querySelector(".enclair-here")?.focus();
    };
    return h(
      "li.enclair-gate.enclair-now.enclair-box.enclair-waits",
      form(
        "form",
        submit,
        h(
          "fieldset",
          h("legend", this.gateName(gate)),
          h("p.enclair-question", t(question)),
          h("p.enclair-soft", t(help)),
          h("div.enclair-options", choices),
        ),
        labelled(t("My reason"), reason),
        h("p", button, " ", h("small", this.sentence("reason"))),
      ),
    );
  }

  path() {
    const all = this.gates();
    const next = all.find((gate) => !this.ruled(gate));
    const line = (gate) => {
      if (this.ruled(gate)) return this.given(gate);
      if (gate === next) return this.asked(gate);
      return h(
        "li.enclair-gate.enclair-box.enclair-closed",
        this.gateName(gate),
        " ",
        h("small", this.t("closed")),
      );
    };
    const here = all.filter((gate) => this.ruled(gate)).length;
    // Not "passed": an answer may be that the measure fails this gate.
    const answered = this.t("Gates answered: {here} of {all}", { here, all: all.length });
    return h("div", h("p.enclair-here", { tabIndex: -1 }, answered), h("ol.enclair-path", all.map(line)));
  }

  /** The line of the decision table that answers fit first. */
  decision(answers) {
    const fits = ([gate, answer]) => answers[gate] === answer;
    return this.get("decisions").find(fits) ?? ["", "", "allowed"];
  }

  outcome(answers) {
    const [gate, , name] = this.decision(answers);
    return this.t(this.get("texts").outcomes[name], { gate: gate && this.gateName(gate, false) });
  }

  /** Whose questions are asked: those of the other side; of both, where the case is open. */
  disagree(answers) {
    const { get, t } = this;
    const [, , name] = this.decision(answers);
    const others = { allowed: ["privacy"], free: ["privacy"], refused: ["security"] };
    const sides = others[name] || get("sides");
    const questions = sides.flatMap((side) => get("texts").measures[get("measure")][side]);
    return h(
      "div.enclair-other",
      h("p", h("b", t("A judge who disagrees asks"))),
      h("ul", ...questions.map((one) => h("li", t(one)))),
    );
  }

  factMenu([fact, { name, bears: _, ...options }]) {
    const { t } = this;
    const offered = Object.entries(options).map(([code, words]) => [code, t(words)]);
    const take = (code) => this.choose(this.changing("changed", fact, code, this.first()[fact]));
    const select = menu(offered, this.now()[fact], take, { "data-at": `fact ${fact}` });
    const moved = this.own("changed")[fact] && h("small", ` ${t("changed")}`);
    return this.control([t(name), moved], select);
  }

  secondRow(gate) {
    const { get, t } = this;
    const { facts } = get("texts");
    const touched = Object.keys(this.own("changed")).some((fact) => facts[fact].bears.includes(gate));
    const [before, after] = [this.before()[gate], this.after()[gate]];
    const take = (answer) => this.choose(this.changing("again", gate, answer, before));
    const named = { "aria-label": this.gateName(gate, false), "data-at": `again ${gate}` };
    const tipped = after !== before;
    const look = touched ? t("look again: a changed fact bears on it") : "";
    const made = row(
      this.gateName(gate),
      this.answerName(before),
      menu(this.options(), after, take, named),
      tipped ? t("tipped") : look,
    );
    made.classList.toggle("enclair-tipped", tipped);
    return made;
  }

  change() {
    const { get, t } = this;
    const moved = Object.keys(this.own("changed")).length > 0;
    const fresher = this.gates().flatMap((gate) => {
      const old = this.notes(gate, this.first()).map(({ says }) => says);
      return this.notes(gate, this.now()).filter(({ says }) => !old.includes(says));
    });
    const undo = () => ({ ...this.put("changed"), ...this.put("again") });
    const back = { "data-at": "back", disabled: !moved };
    const head = t("Change a fact: which answer tips?");
    const heads = [t("Gate"), t("At first"), t("Now"), t("What changed")];
    const rows = this.gates().map((gate) => this.secondRow(gate));
    return h(
      "section.enclair-change.enclair-box.enclair-waits",
      { "aria-label": head },
      h("p.enclair-head", head),
      h("div.enclair-menus", ...Object.entries(get("texts").facts).map((fact) => this.factMenu(fact))),
      h("p", this.button(t("The facts as they were"), undo, back)),
      moved &&
        h(
          "div.enclair-second",
          table(heads, rows),
          h("p", { role: "status" }, h("b", this.outcome(this.after()))),
          ...fresher.map((note) => this.note(note)),
        ),
    );
  }

  end() {
    const { t } = this;
    if (!this.gates().every((gate) => this.ruled(gate))) return null;
    const restart = () => {
      this.choose({ ...this.put("rulings"), ...this.put("changed"), ...this.put("again") });
      this.part.querySelector(".enclair-here").focus();
    };
    const again = t("Rule on this measure again, from the start");
    return [
      h(
        "section.enclair-end-of-path.enclair-box.enclair-own",
        { "aria-label": t("My ruling") },
        h("p.enclair-head", t("My ruling")),
        h("p", this.outcome(this.before())),
        this.disagree(this.before()),
      ),
      this.change(),
      h("p", this.button(again, restart, { "data-at": "restart" })),
    ];
  }

  draw() {
    this.redraw(this.part, this.tabs(), this.story(), this.path(), this.end());
  }

  build() {
    const { get, t } = this;
    this.part = h("div");
    const caution = this.sentence("advice", { day: dated(get("texts").as_of, this.lang()) });
    this.place(
      "gates",
      t("Judge for a day"),
      h("div.enclair-bar", h("p.enclair-soft", this.sentence("fiction")), this.languages()),
      this.part,
      h("p.enclair-foot", caution),
    );
    this.draw();
  }
}

export default { render: renders(Gates) };
