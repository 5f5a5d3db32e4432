// A key agreed while everyone listens: a walk with small numbers (a TOY), and the search that breaks it.

import { Staged } from "../../views/class_reveal.js";
import { cell, fill, form, h, menu, row, table } from "../../views/elements.js";
import { renders } from "../../views/view.js";
import { ALONE, BETWEEN, lay } from "./exchange_lanes.js";
import { bruteForce, mix, walk } from "./key_exchange.js";

/** Words in which 5^6 becomes a 5 with a raised 6, and what a calculation gives stands out. */
const raised = (words) =>
  words
    .split(/(\^\d[\d,\u202f]*|(?<= = )\d[\d,\u202f]*)/)
    .map((part, place) => (place % 2 ? (part[0] === "^" ? h("sup", part.slice(1)) : h("b", part)) : part));

const SECRETS = ["alice", "bob", "mallory"];
const NUMBERS = [...SECRETS, "message"];
const ANSWER = 4; // the step that shows whether the two reach the same number
/** After so many searches the sizes answer the question; the search alone comes after a guess, and answers it at once. */
const SEARCHES = 3;

class Exchange extends Staged {
  follows = { draw: ["prime", ...NUMBERS, "middle", "step"], drawSizes: ["runs"], drawSteps: ["runs"] };
  steps = this.get("walk");
  part = this.get("part");

  /** Whether they will, a class says by raised hands; a bar lies where the step will be (exchange.css). */
  choices = () => [this.t("yes"), this.t("no")];

  /** The next step, after the last one the same walk with Mallory, from where it changes, then the search. */
  open = () => {
    if (this.get("step") < this.steps.length) return { step: this.get("step") + 1 };
    if (!this.get("middle")) return { middle: true, step: ANSWER - 1 };
    this.come(1);
    return this.view.guess.focus();
  };

  isBroken = () => this.part === "search" || Object.keys(this.get("runs")).length >= SEARCHES;

  /** Numbers by name, as people write them. */
  written = (numbers) =>
    Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, this.number(value)]));

  drawn = (prime) => 1 + (crypto.getRandomValues(new Uint32Array(1))[0] % (prime - 2));

  drawAll = (prime) => Object.fromEntries(SECRETS.map((name) => [name, this.drawn(prime)]));

  size = (bits) => this.get("primes").find(([each]) => each === bits);

  field(name, label, range = () => [1, this.get("prime") - 2]) {
    const value = () => this.get(name);
    const take = (number) => this.choose({ [name]: number });
    return this.wholeNumber(label, { value, range, status: this.view.refused, take });
  }

  /** The primes as options of a menu, by their `place` in [bits, prime]. */
  primes(place) {
    const named = ([bits, prime]) => this.t("{prime} ({bits} bits)", { prime: this.number(prime), bits });
    return this.get("primes").map((each) => [each[place], named(each)]);
  }

  middle() {
    const onchange = () => this.choose({ middle: this.view.middle.checked });
    this.view.middle = h("input", { type: "checkbox", role: "switch", onchange });
    return h("label.enclair-exchange-switch", this.view.middle, this.sentence("middle"));
  }

  /** Numbers that stand on no card. */
  others() {
    const { get, t, view } = this;
    const take = (prime) => this.choose({ prime: +prime, ...this.drawAll(+prime) });
    view.prime = menu(this.primes(1), get("prime"), take);
    view.refused = h("p.enclair-exchange-refused", { role: "status" });
    view.mallory = this.field("mallory", t("Mallory's secret"));
    const smallest = Math.min(...get("primes").map(([, prime]) => prime));
    const secrets = [this.field("alice", t("Alice's secret")), this.field("bob", t("Bob's secret"))];
    const message = this.field("message", t("Number to send"), () => [0, smallest - 1]);
    const anew = this.button(t("Draw new secrets"), () => this.drawAll(get("prime")));
    const fields = [this.control(t("Prime"), view.prime), secrets, view.mallory, message, anew];
    return h("details", h("summary", t("Other numbers")), h("div.enclair-bar", fields), view.refused);
  }

  /** What to predict before the next step and the way to it, then the lanes with the steps so far. */
  walked() {
    const { view } = this;
    [view.ask, view.moves, view.steps] = [h("p", { role: "status" }), h("p.enclair-set"), h("div")];
    view.said = h("div", { role: "status" });
    const ask = h("div.enclair-exchange-ask.enclair-panel.enclair-waits", view.ask, view.moves);
    const notes = [this.sentence("picture"), raised(this.sentence("legend"))];
    return [view.said, ask, view.steps, ...notes.map((words) => h("p.enclair-soft", words))];
  }

  /** A row: a step, and on each lane its cards and what is said. */
  step(step, at, numbers) {
    const { get, t } = this;
    const [middle, written] = [get("middle"), this.written(numbers)];
    const fits = numbers.A === numbers.to_bob && numbers.B === numbers.to_alice;
    const end = h("b.enclair-exchange-sign", { "aria-hidden": "true" }, fits ? "=" : "≠");
    const line = (middle && step.line_between) || step.line;
    const role = at === get("step") - 1 ? "status" : null;
    const says = { ...step, line: line || get("page_sentences")[fits ? "fits" : "differs"] };
    const cells = Object.entries(middle ? BETWEEN : ALONE).map(([lane, laid]) => {
      const cards = lay(this, laid[at], numbers);
      const lines = t(says[lane], written).split(/(?<=\n)/);
      const sum = (words) => h(words.includes(" mod ") ? "span.enclair-exchange-sum" : "span", raised(words));
      const said = h("span.enclair-exchange-said", { role }, lines.map(sum));
      return cell(lane === "line" && !line ? end : cards, said);
    });
    const made = row(`${at + 1}. ${t(step.title)}`, cells);
    made.classList.toggle("enclair-under-way", at > 0);
    return made;
  }

  drawSteps() {
    const { get, t, steps, view } = this;
    const [shown, middle] = [get("step"), get("middle")];
    const [, prime, base] = get("primes").find(([, each]) => each === get("prime"));
    const [alice, bob, mallory, message] = NUMBERS.map((name) => get(name));
    const numbers = walk(prime, base, { alice, bob, mallory, message, middle });
    const lanes = ["Alice", t("Everyone"), ...(middle ? ["Mallory"] : []), "Bob"];
    const rows = steps.slice(0, shown).map((step, at) => this.step(step, at, numbers));
    const made = table([t("Step"), ...lanes], rows);
    made.className = `enclair-exchange-walk${middle ? " enclair-exchange-between" : ""}`;
    made.style.setProperty("--lanes", lanes.length);
    if (![ANSWER - 1, ANSWER].includes(shown)) this.counts = []; // of one walk
    this.redraw(view.steps, made, shown === ANSWER - 1 && this.hands());
    const { ask, ask_between: other } = steps[shown - 1];
    const question = (middle && other) || ask;
    const count = t("Step {step} of {all}.", { step: shown, all: steps.length });
    const same = this.sentence("same");
    const asked = question && t(question, { ...this.written(numbers), same });
    const step = [h("strong", count), " ", asked];
    const result = this.choices()[numbers.key_a === numbers.key_b ? 0 : 1];
    const isTold = shown === ANSWER && this.isLarge();
    fill(view.said, isTold && h("div.enclair-asked", h("strong", same), this.classSaid(result)));
    const learnt = this.sentence(this.isBroken() ? "doubles" : "listened");
    fill(view.ask, this.stage ? [h("strong", t("Break it: try every secret")), " ", learnt] : step);
    const isNew = this.before === shown - 1 && shown < steps.length; // in the last step nothing is sent
    if (isNew) rows.at(-1).classList.add(shown === ANSWER ? "enclair-lifted-box" : "enclair-exchange-sent");
    this.before = shown;
  }

  /** The search: a size, a guess, then the tries that it took. */
  search() {
    const { t, view, control } = this;
    view.size = menu(this.primes(0), this.get("primes")[0][0]);
    view.guess = h("input", { type: "number", min: 1, max: 1e9, step: 1, required: true });
    view.found = h("p", { role: "status" });
    view.sizes = h("div.enclair-exchange-sizes");
    view.tries = h("button", { type: "submit" }, t("Try all secrets"));
    const size = control(t("Prime to break"), view.size);
    const guess = control(t("My guess: how many tries?"), view.guess);
    const asked = form("form.enclair-bar", () => this.tryAll(), size, guess, view.tries);
    // In JupyterLab the browser does not do this by itself.
    view.guess.onkeydown = (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      asked.requestSubmit();
    };
    return h(
      "section.enclair-exchange-search",
      h("p.enclair-head", t("Break it: try every secret")),
      h("p", this.sentence("listened")),
      asked,
      view.found,
      view.sizes,
      h("p.enclair-soft", this.sentence("columns")),
      h("p", this.sentence("doubles")),
      h("p", this.sentence("cleverer"), " ", this.sourced(this.get("source"))),
    );
  }

  tryAll() {
    const { get, view } = this;
    const [bits, prime, base] = this.size(+view.size.value);
    const sent = mix(base, this.drawn(prime), prime);
    const [tries, guess] = [bruteForce(sent, prime, base), view.guess.valueAsNumber];
    const numbers = this.written({ bits, sent, tries, guess, most: prime - 2 });
    view.found.textContent = this.sentence("found", numbers);
    this.enter("runs", bits, [guess, tries]);
    view.guess.value = "";
    if (this.isBroken()) view.guess.closest(".enclair-projected")?.focus(); // keys lead on
    const open = get("primes").find(([each]) => !(each in get("runs")));
    if (open) view.size.value = open[0];
  }

  drawSizes() {
    const { get, t } = this;
    const heads = [t("Bits"), t("Alice's work"), t("Tries at most"), t("Time for all"), t("My run")];
    const run = (bits) => {
      if (!this.size(+bits)) return t("not run here");
      if (!(bits in get("runs"))) return t("not yet");
      const [guess, tries] = get("runs")[bits];
      return t("{tries} tries, guessed {guess}", this.written({ tries, guess }));
    };
    const line = ([bits, ...costs]) => row(bits, ...[...costs, run(bits)].map((cost) => cell(raised(cost))));
    const rows = get("sizes")[this.lang()].map(line);
    const next = get("primes").findIndex(([bits]) => !(bits in get("runs")));
    if (!this.isBroken()) rows[next].classList.add("enclair-exchange-next");
    fill(this.view.sizes, table(heads, rows));
    this.view.tries.classList.toggle("enclair-on", !this.isBroken());
  }

  build() {
    const [middle, walk, search] = [this.middle(), [this.walked(), this.others()], this.search()];
    const { part } = this;
    const note = h("p.enclair-note", h("strong", this.sentence("toy")));
    const bar = h("div.enclair-bar", h("div", note, part !== "search" && middle), this.enlarger());
    const named = this.t("A key agreed while everyone listens");
    this.place("exchange", named, bar, part !== "search" && walk, part !== "walk" && search);
    this.draw();
  }

  draw() {
    const { get, t, steps, view, part } = this;
    view.prime.value = get("prime");
    view.middle.checked = get("middle");
    view.mallory.hidden = !get("middle");
    this.showAll();
    const last = get("step") === steps.length;
    const breaks = last && get("middle");
    this.stage = part === "search" ? 1 : breaks ? this.stage : 0;
    this.el.firstElementChild.classList.toggle("enclair-exchange-breaks", this.stage === 1);
    const move = (at, label, press, disabled) =>
      this.button(label, press, { "data-at": at, class: at === "next" ? "enclair-on" : "", disabled });
    const on = breaks ? t("Break it") : last ? t("Mallory, in the middle") : t("Next step");
    const back = () => (this.stage ? this.come() : { step: get("step") - 1 });
    this.redraw(
      view.moves,
      !(breaks && part === "walk") && move("next", on, this.open, this.stage === 1),
      move("all", t("All steps"), () => ({ step: steps.length }), last),
      move("back", t("Back"), back, get("step") === 1),
    );
    this.drawSteps();
    this.drawSizes();
  }
}

export default { render: renders(Exchange) };
