// A court's questions, one gate after the other, each in a form of its own: an answer and a reason open the next one. At
// the end stand the questions of a judge who disagrees, and facts to change: which answer tips? Nothing is marked.

import { Hands } from "../../views/class_reveal.js";
import { form, group, h, labelled, menu, radios } from "../../views/elements.js";
import { lengths, redacted } from "../../views/redaction.js";
import { dated, renders, View } from "../../views/view.js";
import { FORMS } from "./gate_forms.js";

/** Between what was picked for a reason, and what was written. */
const AND = " · ";
const partsOf = (reason) => reason.split(AND).filter((part) => part.trim());

class Gates extends View {
  follows = { come: ["measure"], draw: ["rulings", "changed", "again"] };
  drafts = {}; // what is typed or ticked and not given yet, by key
  picks = []; // the buttons of the gate that is asked which put words into the reason

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
    return get("order").map(tab);
  }

  story() {
    const { name, story } = this.get("texts").measures[this.get("measure")];
    const [head, fiction] = [h("b", `${this.t(name)}. `), h("small", this.sentence("fiction"))];
    return h("p.enclair-measure.enclair-panel", head, this.t(story), " ", fiction);
  }

  note({ row, status, says }) {
    const { get, t } = this;
    const source = get("sources")[row];
    return h(
      "div.enclair-note",
      h("b", status === "settled" ? t("Settled in law") : t("Open question")),
      this.said("", t(says)),
      " ",
      source ? this.cited(source) : h("small", this.sentence("ours")),
    );
  }

  said = (name, words) => this.t("{name}: {words}", { name, words });

  cited = (source) => h("details", h("summary", this.t("Source")), h("small", this.sourced(source)));

  /** What is settled in law or open at a gate for these facts. */
  notes(gate, facts) {
    const fits = ([fact, codes]) => codes.includes(facts[fact]);
    const of = ({ gate: at, when = {} }) => at === gate && Object.entries(when).every(fits);
    return this.get("texts").law.filter(of);
  }

  given(gate, place, { length }) {
    const [answer, reason] = this.ruled(gate);
    const sign = { yes: "●", no: "○", unsure: "◐" }[answer];
    return h(
      "li.enclair-gate.enclair-given.enclair-box.enclair-own",
      h(
        "details",
        { open: place === length - 1 },
        h("summary", this.gateName(gate), h("span", `${sign} ${this.answerName(answer)}`)),
        h("p.enclair-mine", h("span", { dir: "auto" }, reason)),
        ...this.notes(gate, this.first()).map((note) => this.note(note)),
      ),
    );
  }

  /** A button that puts words into the reason, or takes them out; of its `rivals` none stays. */
  pick(words, shown = words, rivals = [], props = {}) {
    const press = () => {
      const parts = partsOf(this.reason.value);
      const others = parts.filter((part) => part !== words && !rivals.includes(part));
      this.reason.value = (parts.includes(words) ? others : [...others, words]).join(AND);
      this.reason.dispatchEvent(new Event("input"));
    };
    const button = this.button(shown, press, { class: "enclair-pick", value: words, ...props });
    this.picks.push(button);
    return button;
  }

  /** What a fact of the measure is called, and what it says. */
  fact(fact) {
    const called = this.get("texts").facts[fact];
    return [called.name, called[this.first()[fact]]].map((words) => this.t(words));
  }

  factPick = (fact) => {
    const [name, words] = this.fact(fact);
    return this.pick(words, [h("small", name), words]);
  };

  asked(gate) {
    const { get, t, drafts } = this;
    const { question, help } = get("texts").gates[gate];
    const draft = (drafts[this.key(gate)] ||= { answer: "", reason: "" });
    const button = h("button", { type: "submit" }, t("Give my answer"));
    const write = (changes) => {
      Object.assign(draft, changes);
      button.disabled = !draft.answer || !draft.reason.trim();
      const parts = partsOf(draft.reason);
      for (const one of this.picks) one.setAttribute("aria-pressed", parts.includes(one.value));
    };
    const reason = h("textarea", { rows: 2, value: draft.reason, "data-at": "reason" });
    reason.oninput = () => write({ reason: reason.value });
    this.reason = reason;
    this.picks = [];
    const shown = FORMS[gate](this);
    write({});
    const options = this.options().map(([code, name]) => [code, h("span", name)]);
    const at = (code) => ({ "data-at": `answer ${code}` });
    const choices = radios(options, draft.answer, (answer) => write({ answer }), at);
    const submit = () => {
      delete drafts[this.key(gate)];
      this.choose(this.put("rulings", { ...this.own("rulings"), [gate]: [draft.answer, draft.reason] }));
      this.part.querySelector(".enclair-here")?.focus();
    };
    const picks = group("div.enclair-picks", this.sentence("pick"), shown);
    return form(
      "form.enclair-now.enclair-box.enclair-waits",
      submit,
      h(
        "div",
        h("b", this.gateName(gate)),
        h("p.enclair-question", t(question)),
        help && h("p.enclair-soft", t(help)),
        picks,
      ),
      h(
        "div",
        group("div.enclair-options", t(question), choices),
        labelled(t("My reason"), reason),
        h("p", button, " ", h("small", this.sentence("pick"))),
      ),
    );
  }

  /** All gates in a line: a bar lies over the name of each to which nobody has come yet. */
  line(next) {
    const step = (gate) => {
      const { name, number } = this.get("texts").gates[gate];
      if (this.ruled(gate)) return h("li.enclair-done", number, h("span", this.t(name)));
      if (gate === next) return h("li.enclair-next", number, h("span", this.t(name)));
      return h("li.enclair-closed", number, redacted(lengths(this.t(name)), this.t("closed")));
    };
    return h("ol.enclair-line", this.gates().map(step));
  }

  path() {
    const all = this.gates();
    const next = all.find((gate) => !this.ruled(gate));
    const done = all.filter((gate) => this.ruled(gate));
    // Not "passed": an answer may be that the measure fails this gate.
    const answered = this.t("Gates answered: {here} of {all}", { here: done.length, all: all.length });
    const given = done.map((gate, place) => this.given(gate, place, done));
    return h(
      "div",
      h("p.enclair-here", { tabIndex: -1 }, answered),
      this.line(next),
      h("ol.enclair-path", given),
      next && this.asked(next),
    );
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

  /** What one answers at a gate now, and whether a changed fact bears on it. */
  againMenu(gate) {
    const { get, t } = this;
    const bears = Object.keys(this.own("changed")).some((fact) =>
      get("texts").facts[fact].bears.includes(gate),
    );
    const [before, after] = [this.before()[gate], this.after()[gate]];
    const tipped = after !== before && `${this.said(t("tipped"), this.answerName(before))} →`;
    const look = bears && t("look again: a changed fact bears on it");
    const take = (answer) => this.choose(this.changing("again", gate, answer, before));
    const select = menu(this.options(), after, take, { "data-at": `again ${gate}` });
    const field = this.control([this.gateName(gate), h("small", ` ${tipped || look || ""}`)], select);
    field.classList.toggle("enclair-tipped", Boolean(tipped));
    return field;
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
    return h(
      "section.enclair-change.enclair-box.enclair-waits",
      { "aria-label": head },
      h("p.enclair-head", head),
      h("div.enclair-menus", ...Object.entries(get("texts").facts).map((fact) => this.factMenu(fact))),
      h("p", this.button(t("The facts as they were"), undo, back)),
      moved &&
        h(
          "div.enclair-second",
          h("div.enclair-menus", ...this.gates().map((gate) => this.againMenu(gate))),
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
    this.redraw(this.measures, this.tabs());
    if (this.isLarge()) return this.redraw(this.part, this.story(), this.raised());
    this.redraw(this.part, this.story(), this.path(), this.end());
  }

  turnLarge() {
    super.turnLarge();
    this.come();
  }

  /** The question itself says what is to be done. */
  ownTask() {
    return null;
  }

  /** A class comes to a gate: on the projector it raises hands, and what the law says lies under a bar. */
  come(stage = 0) {
    const show = (isLifted) => {
      this.isLifted = isLifted;
      this.draw();
      if (this.isLarge()) /** @type {HTMLElement} */ (this.projected()).focus(); // keys go on
    };
    this.stage = stage;
    this.hands = new Hands(this, () => show(true));
    show(false);
  }

  largeKeys(event) {
    if (!this.isLifted) this.hands.keys(event);
    else if (event.code === "Space" && !event.target.matches("button, summary, a")) {
      event.preventDefault(); // what comes next is read from its top
      this.part.querySelector(".enclair-on")?.click();
    }
  }

  raised() {
    const { t, hands, stage } = this;
    const [gate, next] = this.gates().slice(stage);
    const go = () => this.come(stage + 1);
    const on = next && h("p", "→ ", this.button(this.gateName(next), go, { class: "enclair-on" }));
    const notes = this.notes(gate, this.first()).map((note) => this.note(note));
    return h(
      "section",
      h("b", this.gateName(gate)),
      h("p.enclair-question", t(this.get("texts").gates[gate].question)),
      this.isLifted
        ? [h("p", hands.told()), ...notes, on]
        : hands.draw(this.options().map(([, name]) => name)),
    );
  }

  build() {
    const { get, t } = this;
    this.part = h("div");
    this.measures = group("span.enclair-set", t("Measures"));
    const caution = this.sentence("advice", { day: dated(get("texts").as_of, this.lang()) });
    const bar = h("div.enclair-bar", this.measures, this.enlarger());
    this.place("gates", t("Judge for a day"), bar, this.part, h("p.enclair-foot", caution));
    this.come();
  }
}

export default { render: renders(Gates) };
