// A court's questions, gate after gate, then those of a judge who disagrees, and facts to change; no answer is called wrong.

import { Staged } from "../../views/class_reveal.js";
import { form, group, h, labelled, lengths, menu, radios, redacted } from "../../views/elements.js";
import { dated, renders } from "../../views/view.js";
import { FORMS } from "./gate_forms.js";

const AND = " · "; // between what was picked for a reason, and what was written
const partsOf = (reason) => reason.split(AND).filter((part) => part.trim());
const SIGNS = { yes: "●", no: "○", unsure: "◐" };
/** Whose questions are asked: those of the other side; of both, where the case is open. */
const OTHERS = { allowed: ["privacy"], free: ["privacy"], refused: ["security"] };

class Gates extends Staged {
  follows = { come: ["measure"], draw: ["rulings", "changed", "again"] };
  told = 0; // the page of what the bar has lifted
  drafts = {}; // what is typed or ticked and not given yet, by key
  picks = []; // the buttons of the gate that is asked which put words into the reason

  ownTask = () => null; // a gate says its question
  texts = (name) => this.get("texts")[name];
  gates = () => Object.keys(this.texts("gates"));
  facts = () => Object.keys(this.texts("facts"));
  measured = () => this.texts("measures")[this.get("measure")];

  /** How the traits call a gate or a fact of this measure. */
  key = (name) => `${this.get("measure")}/${name}`;
  ruled = (gate) => this.get("rulings")[this.key(gate)];

  /** A fact of this measure, before any is changed, and now; the answer at one of its gates, and now. */
  first = (fact) => this.measured()[fact];
  now = (fact) => this.get("changed")[this.key(fact)] ?? this.first(fact);
  before = (gate) => this.ruled(gate)?.[0] ?? "";
  after = (gate) => this.get("again")[this.key(gate)] ?? this.before(gate);
  isChanged = (fact) => this.now(fact) !== this.first(fact);

  answerName = (code) => this.t(this.texts("answers")[code]);
  options = () => Object.keys(this.texts("answers")).map((code) => [code, this.answerName(code)]);
  choices = () => this.options().map(([, name]) => name);
  said = (name, words) => this.t("{name}: {words}", { name, words });
  named = (gate) => this.t(this.texts("gates")[gate].name);
  numbered = (gate) => `${this.texts("gates")[gate].number}. ${this.named(gate)}`;

  /** Traits without what they say of this measure. */
  without(...traits) {
    const others = (trait) =>
      Object.entries(this.get(trait)).filter(([key]) => !key.startsWith(this.key("")));
    return Object.fromEntries(traits.map((trait) => [trait, Object.fromEntries(others(trait))]));
  }

  /** What is asked about: on the projector once, then its name while one asks. */
  story() {
    const { name, story } = this.measured();
    const isOwn = !this.isLarge(); // a class writes nothing
    const fiction = h("small", this.sentence("fiction"), isOwn && ` ${this.sentence("free")}`);
    const called = h("b", `${this.t(name)}. `);
    if (!isOwn && (this.stage || this.isLifted)) return h("p", called, fiction);
    return h("p.enclair-measure.enclair-panel", called, this.t(story), " ", fiction);
  }

  note = ({ row, status, says }) => {
    const source = this.get("sources")[row];
    const name = status === "settled" ? this.t("Settled in law") : this.t("Open question");
    const read = source ? this.cited(source) : h("small", this.sentence("ours"));
    return h("div.enclair-note", h("b", this.said(name, "").trim()), ` ${this.t(says)} `, read);
  };

  cited = (source) => h("details", h("summary", this.t("Source")), h("small", this.sourced(source)));

  /** What is settled in law or open at a gate, where `fact` gives each fact of the measure. */
  notes(gate, fact) {
    const isSo = ([name, codes]) => codes.includes(fact(name));
    const fits = ({ gate: at, when = {} }) => at === gate && Object.entries(when).every(isSo);
    return this.texts("law").filter(fits);
  }

  /** What the law says at a gate; few words are larger on the projector. */
  law(notes) {
    const style = `--length: ${notes.map(({ says }) => this.t(says)).join("").length}`;
    return h("div.enclair-law", { style }, notes.map(this.note));
  }

  /** What the bar lifts, page by page: each note of a rule, for one side alone would decide, then hands again. */
  pages() {
    const notes = this.notes(this.gates()[this.stage], this.first);
    const isRule = notes.every(({ status, answer }) => status === "settled" && !answer);
    return isRule ? [...notes.map((note) => [note]), []] : [notes];
  }

  given(gate, open) {
    const [answer, reason] = this.ruled(gate);
    const said = h("span", `${SIGNS[answer]} ${this.answerName(answer)}`);
    const summary = h("summary", this.numbered(gate), said);
    const mine = h("p.enclair-mine", h("span", { dir: "auto" }, reason));
    const inside = h("details", { open }, summary, mine, this.law(this.notes(gate, this.first)));
    return h("li.enclair-gate.enclair-given.enclair-box.enclair-own", inside);
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
    const called = this.texts("facts")[fact];
    return [called.name, called[this.first(fact)]].map((words) => this.t(words));
  }

  /** What a class is told of the measure. */
  known(facts) {
    const told = facts.map((fact) => this.fact(fact));
    return h(
      "ul",
      ...told.map(([name, words]) => h("li", h("span", `${this.said(name, "").trim()} `), h("b", words))),
    );
  }

  factPick = (fact) => {
    const [name, words] = this.fact(fact);
    return this.pick(words, [h("small", name), words]);
  };

  asked(gate) {
    const { t, drafts } = this;
    const { question, help } = this.texts("gates")[gate];
    const draft = (drafts[this.key(gate)] ||= { answer: "", reason: "" });
    const button = h("button", { type: "submit" }, t("Give my answer"));
    const write = (changes) => {
      Object.assign(draft, changes);
      button.disabled = !draft.answer || !draft.reason.trim();
      const parts = partsOf(draft.reason);
      for (const one of this.picks) one.setAttribute("aria-pressed", parts.includes(one.value));
    };
    this.reason = h("textarea", { rows: 2, value: draft.reason, "data-at": "reason" });
    this.reason.oninput = () => write({ reason: this.reason.value });
    this.picks = [];
    const shown = FORMS[gate](this);
    write({});
    const options = this.options().map(([code, name]) => [code, h("span", name)]);
    const at = (code) => ({ "data-at": `answer ${code}` });
    const choices = radios(options, draft.answer, (answer) => write({ answer }), at);
    const submit = () => {
      delete drafts[this.key(gate)];
      this.enter("rulings", this.key(gate), [draft.answer, draft.reason]);
      this.part.querySelector(".enclair-here")?.focus();
    };
    const head = [h("b", this.numbered(gate)), h("p.enclair-head", t(question))];
    const more = help && h("p.enclair-soft", t(help));
    const facts = h("div", head, more, group("div.enclair-picks", this.sentence("pick"), shown));
    const answer = group("div.enclair-options", t(question), choices);
    const last = h("p", button, " ", h("small", this.sentence("pick")));
    const given = h("div", answer, labelled(t("My reason"), this.reason), last);
    return form("form.enclair-now.enclair-box.enclair-waits", submit, facts, given);
  }

  /** All gates in a line: a bar lies over the name of each to which nobody has come yet. */
  line(next, isDone) {
    const step = (gate) => {
      const state = isDone(gate) ? "done" : gate === next ? "next" : "closed";
      const bars = state === "closed" && redacted(lengths(this.named(gate)), this.t("closed"));
      return h(`li.enclair-${state}`, this.texts("gates")[gate].number, bars || h("span", this.named(gate)));
    };
    return h("ol.enclair-line", this.gates().map(step));
  }

  path() {
    const all = this.gates();
    const next = all.find((gate) => !this.ruled(gate));
    const done = all.filter(this.ruled);
    // Not "passed": an answer may be that the measure fails this gate.
    const answered = this.t("Gates answered: {here} of {all}", { here: done.length, all: all.length });
    const here = h("p.enclair-here", { tabIndex: -1 }, answered);
    const given = done.map((gate) => this.given(gate, gate === done.at(-1)));
    return h("div", here, this.line(next, this.ruled), h("ol.enclair-path", given), next && this.asked(next));
  }

  /** What follows from the `answer` at each gate, by the first line of the decision table that fits: name, sentence. */
  outcome(answer) {
    const fits = ([gate, given]) => answer(gate) === given;
    const [gate, , name] = this.get("decisions").find(fits) ?? ["", "", "allowed"];
    const decides = gate && { number: this.texts("gates")[gate].number, name: this.named(gate) };
    return { name, words: this.t(this.texts("outcomes")[name], decides || {}) };
  }

  ruling() {
    const { t } = this;
    const { name, words } = this.outcome(this.before);
    const head = t("My ruling");
    const sides = OTHERS[name] ?? this.get("sides");
    const questions = sides.flatMap((side) => this.measured()[side]).map((one) => h("li", t(one)));
    const asked = [h("p", h("b", t("A judge who disagrees asks"))), h("ul", questions)];
    const named = { "aria-label": head };
    return h("section.enclair-box.enclair-own", named, h("p.enclair-head", head), h("p", words), asked);
  }

  factMenu = (fact) => {
    const { name, bears: _, ...options } = this.texts("facts")[fact];
    const offered = Object.entries(options).map(([code, words]) => [code, this.t(words)]);
    const take = (code) => this.enter("changed", this.key(fact), code);
    const select = menu(offered, this.now(fact), take, { "data-at": `fact ${fact}` });
    const changed = this.isChanged(fact) && h("small", ` ${this.t("changed")}`);
    return this.control([this.t(name), changed], select);
  };

  /** What one answers at a gate now, and whether a changed fact bears on it. */
  againMenu = (gate) => {
    const bears = (fact) => this.isChanged(fact) && this.texts("facts")[fact].bears.includes(gate);
    const [before, after] = [this.before(gate), this.after(gate)];
    const tipped = after !== before && `${this.said(this.t("tipped"), this.answerName(before))} →`;
    const look = this.facts().some(bears) && this.t("look again: a changed fact bears on it");
    const take = (answer) => this.enter("again", this.key(gate), answer);
    const select = menu(this.options(), after, take, { "data-at": `again ${gate}` });
    const field = this.control([this.numbered(gate), h("small", ` ${tipped || look || ""}`)], select);
    field.classList.toggle("enclair-tipped", Boolean(tipped));
    return field;
  };

  /** What the answers are now that a fact has changed, and what the law says of it that it did not say before. */
  second() {
    const fresh = (gate) => {
      const old = this.notes(gate, this.first);
      return this.notes(gate, this.now).filter((note) => !old.includes(note));
    };
    const menus = h("div.enclair-menus", this.gates().map(this.againMenu));
    const outcome = h("p", { role: "status" }, h("b", this.outcome(this.after).words));
    return h("div.enclair-second", menus, outcome, this.gates().flatMap(fresh).map(this.note));
  }

  change() {
    const isMoved = this.facts().some(this.isChanged);
    const head = this.t("Change a fact: which answer tips?");
    const undo = () => this.without("changed", "again");
    const props = { "data-at": "back", disabled: !isMoved };
    const back = h("p", this.button(this.t("The facts as they were"), undo, props));
    const menus = h("div.enclair-menus", this.facts().map(this.factMenu));
    const parts = [h("p.enclair-head", head), menus, back, isMoved && this.second()];
    return h("section.enclair-change.enclair-box.enclair-waits", { "aria-label": head }, parts);
  }

  end() {
    if (!this.gates().every(this.ruled)) return null;
    const restart = () => {
      this.choose(this.without("rulings", "changed", "again"));
      this.part.querySelector(".enclair-here").focus();
    };
    const again = this.t("Rule on this measure again, from the start");
    return [this.ruling(), this.change(), h("p", this.button(again, restart, { "data-at": "restart" }))];
  }

  draw() {
    const tab = (name) => this.choice("measure", name, this.t(this.texts("measures")[name].name));
    this.redraw(this.measures, this.get("order").map(tab));
    const shown = this.isLarge() ? [this.shared()] : [this.path(), this.end()];
    const alone = () => h("section.enclair-box.enclair-waits", this.second());
    this.redraw(this.part, ...(this.get("alone") ? [alone()] : [this.story(), ...shown]));
    const isBegun = this.isLarge() && (this.stage > 0 || this.isLifted);
    this.measures.hidden = isBegun && Boolean(this.part.querySelector(".enclair-on, .enclair-veil")); // until the end
  }

  /** On the projector a class raises hands at a gate, and what the law says lies under a bar. */
  shared() {
    const [gate, next] = this.gates().slice(this.stage);
    const { number, question } = this.texts("gates")[gate];
    const bears = (fact) => this.texts("facts")[fact].bears.includes(gate);
    const head = h("p.enclair-head", h("b", number), ` ${this.t(question)}`);
    const asked = [this.known(this.facts().filter(bears)), this.hands()];
    if (!this.isLifted) {
      this.told = 0;
      return h("section", head, asked);
    }
    this.veil.remove();
    const more = this.pages()[this.told + 1];
    const on = () => {
      this.told += 1;
      if (!more) return this.come(this.stage + 1);
      if (!more.length) [this.earlier, this.counts] = [this.counts, []];
      this.reveal(true);
    };
    const onward = (more || next) && this.onward(this.t("Next"), on, "next");
    return h("section", head, this.lifted("div", ...this.page(asked)), onward);
  }

  /** A page of what the bar has lifted. */
  page(asked) {
    const notes = this.pages()[this.told];
    if (!notes.length) return [h("p.enclair-result", this.sentence("settled")), ...asked];
    const isRule = this.pages().length > 1; // the facts that it is about stand below it
    const { answer } = notes.find((note) => note.answer) ?? {};
    const open = !answer && !isRule && h("p.enclair-result", this.sentence("open"));
    const said = (!isRule || this.raisedInAll() > 0) && this.classSaid(answer && this.answerName(answer));
    return [open, said, this.law(notes), isRule && this.known(Object.keys(notes[0].when ?? {}))];
  }

  build() {
    this.part = h("div");
    this.measures = group("span.enclair-set", this.t("Measures"));
    const caution = this.sentence("advice", { day: dated(this.texts("as_of"), this.lang()) });
    const bar = !this.get("alone") && h("div.enclair-bar", this.measures, this.enlarger());
    this.place("gates", this.t("Judge for a day"), bar, this.part, h("p.enclair-foot", caution));
    this.draw();
  }
}

export default { render: renders(Gates) };
