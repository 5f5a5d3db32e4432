// A key agreed while everyone listens: a walk with small numbers (a TOY), and the search that breaks it.

import { Controls, sourced } from "../../views/controls.js";
import { h, numberFormat, View } from "../../views/view.js";

/** `value` to the power of `secret`, modulo `prime`, squaring as it goes: exact below 2^26. */
function mix(value, secret, prime) {
  let power = 1;
  for (let square = value % prime, rest = secret; rest; rest = Math.floor(rest / 2)) {
    if (rest % 2) power = (power * square) % prime;
    square = (square * square) % prime;
  }
  return power;
}

/** The secret behind what was sent, and so the number of tries: the twin of key_exchange.py. */
function bruteForce(sent, prime, base) {
  let secret = 0;
  for (let power = 1; power !== sent || !secret; secret++) power = (power * base) % prime;
  return secret;
}

/** Every number of the walk, by the name that its sentences give it: the twin of key_exchange.py. */
function walk(prime, base, { alice, bob, mallory, message, middle }) {
  const numbers = { p: prime, g: base, a: alice, b: bob, n: message };
  Object.assign(numbers, { A: mix(base, alice, prime), B: mix(base, bob, prime) });
  Object.assign(numbers, { to_alice: numbers.B, to_bob: numbers.A });
  if (middle) {
    const fake = mix(base, mallory, prime);
    Object.assign(numbers, { m: mallory, M: fake, to_alice: fake, to_bob: fake });
  }
  numbers.key_a = mix(numbers.to_alice, alice, prime);
  numbers.key_b = mix(numbers.to_bob, bob, prime);
  numbers.sealed = (message + numbers.key_a) % prime;
  numbers.passed = middle ? (message + numbers.key_b) % prime : numbers.sealed;
  numbers.read = (numbers.passed - numbers.key_b + prime) % prime;
  return numbers;
}

/** Words in which 5^6 becomes a 5 with a raised 6, and what a calculation gives stands out. */
const raised = (words) =>
  words
    .split(/(\^\d[\d,\u202f]*|(?<= = )\d[\d,\u202f]*)/)
    .map((part, place) =>
      place % 2 ? (part[0] === "^" ? h("sup", {}, part.slice(1)) : h("b", {}, part)) : part,
    );

class Exchange extends View {
  constructor({ model, el }) {
    super({ model, el });
    this.bar = new Controls({ model, el });
    this.steps = model.get("walk");
    this.secrets = ["alice", "bob", "mallory"];
    this.view = {};
    model.on(
      "change:prime change:alice change:bob change:mallory change:message change:middle change:step",
      () => this.draw(),
    );
    model.on("change:runs", () => this.drawSizes());
    model.on("change:lang", () => this.build());
    this.build();
  }

  said(name) {
    return this.t(this.model.get("said")[name]);
  }

  number(value) {
    return numberFormat(this.lang()).format(value);
  }

  drawn(prime) {
    return 1 + (crypto.getRandomValues(new Uint32Array(1))[0] % (prime - 2));
  }

  drawAll(prime) {
    return Object.fromEntries(this.secrets.map((name) => [name, this.drawn(prime)]));
  }

  size(bits) {
    return this.model.get("primes").find(([each]) => each === bits);
  }

  base() {
    return this.model.get("primes").find(([, prime]) => prime === this.model.get("prime"))[2];
  }

  /** A field for a whole number; a number out of range is not taken, and the range is told. */
  field(name, label, lowest, highest) {
    const { model, t, view } = this;
    const { choose, control } = this.bar;
    const input = h("input", { type: "number", step: 1 });
    input.onchange = () => {
      const value = input.valueAsNumber;
      const fits = Number.isInteger(value) && value >= lowest() && value <= highest();
      view.refused.textContent = fits
        ? ""
        : t("{label}: write a whole number from {lowest} to {highest}.", {
            label,
            lowest: this.number(lowest()),
            highest: this.number(highest()),
          });
      if (fits) choose({ [name]: value });
      else input.value = model.get(name);
    };
    view.fields.set(name, () =>
      Object.assign(input, { min: lowest(), max: highest(), value: model.get(name) }),
    );
    return control(label, input);
  }

  choices() {
    const { model, t, view } = this;
    const { choose, control } = this.bar;
    view.prime = h("select", {}, ...model.get("primes").map(this.primeOption(([, prime]) => prime)));
    view.prime.onchange = () => choose({ prime: +view.prime.value, ...this.drawAll(+view.prime.value) });
    const redraw = () => choose(this.drawAll(model.get("prime")));
    const largest = () => model.get("prime") - 2;
    view.middle = h("input", { type: "checkbox", role: "switch" });
    view.middle.onchange = () => choose({ middle: view.middle.checked });
    view.mallory = this.field("mallory", t("Mallory's secret"), () => 1, largest);
    view.refused = h("p", { role: "status" });
    return [
      h(
        "div",
        { class: "enclair-bar" },
        control(t("Prime"), view.prime),
        this.field("alice", t("Alice's secret"), () => 1, largest),
        this.field("bob", t("Bob's secret"), () => 1, largest),
        view.mallory,
        this.field(
          "message",
          t("Number to send"),
          () => 0,
          () => Math.min(...model.get("primes").map(([, prime]) => prime)) - 1,
        ),
        h("button", { type: "button", onclick: redraw }, t("Draw new secrets")),
      ),
      view.refused,
      h(
        "p",
        {},
        h(
          "label",
          { class: "enclair-exchange-switch" },
          view.middle,
          t("Mallory stands in the middle: all that is sent goes through her hands"),
        ),
      ),
    ];
  }

  primeOption(value) {
    return (row) =>
      h(
        "option",
        { value: value(row) },
        this.t("{prime} ({bits} bits)", { prime: this.number(row[1]), bits: row[0] }),
      );
  }

  table(heads, rows, name) {
    return h(
      "table",
      { role: "table", class: name },
      h(
        "thead",
        { role: "rowgroup" },
        h(
          "tr",
          { role: "row" },
          ...heads.map((head) => h("th", { scope: "col", role: "columnheader" }, head)),
        ),
      ),
      h("tbody", { role: "rowgroup" }, ...rows),
    );
  }

  /** The steps so far, what to predict before the next one, and the way to it. */
  walked() {
    const { model, t, steps, view } = this;
    const { choose } = this.bar;
    const move = (label, to) => h("button", { type: "button", onclick: () => choose({ step: to() }) }, label);
    view.back = move(t("Back"), () => model.get("step") - 1);
    view.next = move(t("Next step"), () => model.get("step") + 1);
    view.all = move(t("All steps"), () => steps.length);
    view.ask = h("p", { role: "status", class: "enclair-exchange-ask" });
    view.steps = h("div", {});
    return [
      view.steps,
      view.ask,
      h("p", { class: "enclair-set" }, view.next, view.all, view.back),
      h("p", { class: "enclair-soft" }, ...raised(this.said("legend"))),
    ];
  }

  drawSteps() {
    const { model, t, steps, secrets, view } = this;
    const [shown, middle] = [model.get("step"), model.get("middle")];
    const [alice, bob, mallory, message] = [...secrets, "message"].map((name) => model.get(name));
    const numbers = walk(model.get("prime"), this.base(), { alice, bob, mallory, message, middle });
    const written = Object.fromEntries(
      Object.entries(numbers).map(([name, value]) => [name, this.number(value)]),
    );
    const fits = numbers.A === numbers.to_bob && numbers.B === numbers.to_alice;
    const heads = [t("Step"), "Alice", middle ? t("Mallory, in the middle") : t("On the way"), "Bob"];
    const cell = (head, words, kind) =>
      h(
        "td",
        { role: "cell", class: kind },
        h("small", { class: "enclair-exchange-narrow", "aria-hidden": "true" }, head),
        h("span", {}, ...raised(t(words, written))),
      );
    const rows = steps.slice(0, shown).map((step, at) => {
      const line = (middle && step.between) || step.line || model.get("said")[fits ? "fits" : "differs"];
      return h(
        "tr",
        { role: "row", class: at === shown - 1 ? "enclair-exchange-now" : null },
        h("th", { scope: "row", role: "rowheader" }, `${at + 1}. ${t(step.title)}`),
        cell(heads[1], step.alice),
        cell(heads[2], line, "enclair-exchange-line"),
        cell(heads[3], step.bob),
      );
    });
    view.steps.replaceChildren(
      this.table(heads, rows, `enclair-exchange-walk${middle ? " enclair-exchange-middle" : ""}`),
    );
    const { ask, ask_between: other } = steps[shown - 1];
    const question = (middle && other) || ask;
    const count = t("Step {step} of {all}.", { step: shown, all: steps.length });
    view.ask.replaceChildren(h("strong", {}, count), " ", question ? t(question, written) : "");
  }

  /** The search: a size, a guess, then the tries that it took. */
  search() {
    const { model, t, view } = this;
    const { choose, control } = this.bar;
    view.size = h("select", {}, ...model.get("primes").map(this.primeOption(([bits]) => bits)));
    const guess = h("input", { type: "number", min: 1, max: 1e9, step: 1, required: true });
    view.found = h("p", { role: "status" });
    view.sizes = h("div", {});
    const form = h(
      "form",
      { class: "enclair-bar" },
      control(t("Prime to break"), view.size),
      control(t("My guess: how many tries?"), guess),
      h("button", { type: "submit" }, t("Try all secrets")),
    );
    // In JupyterLab the browser does not do this by itself.
    guess.onkeydown = (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      form.requestSubmit();
    };
    form.onsubmit = (event) => {
      event.preventDefault();
      const [bits, prime, base] = this.size(+view.size.value);
      const sent = mix(base, this.drawn(prime), prime);
      const tries = bruteForce(sent, prime, base);
      const numbers = { bits, sent, tries, guess: guess.valueAsNumber, most: prime - 2 };
      view.found.textContent = t(
        "{bits} bits: Alice drew a new secret and sent {sent}. Trying 1, 2, 3 … found it after {tries} tries. You guessed {guess}; the most would have been {most}.",
        Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, this.number(value)])),
      );
      choose({ runs: { ...model.get("runs"), [bits]: [numbers.guess, tries] } });
      guess.value = "";
      const open = model.get("primes").find(([each]) => !(each in model.get("runs")));
      if (open) view.size.value = open[0];
    };
    return [
      h("p", { class: "enclair-head" }, t("Break it: try every secret")),
      h(
        "p",
        {},
        t(
          "You listened: you know the prime, the base, and what Alice sent. Try 1, 2, 3 … until the same mixture comes out. Begin with the smallest prime, guess first, then go on to the next.",
        ),
      ),
      form,
      view.found,
      view.sizes,
      h("p", { class: "enclair-soft" }, this.said("columns")),
      h("p", {}, this.said("doubles")),
      h("p", {}, this.said("cleverer"), " ", ...sourced(model.get("source"), t, this.lang())),
    ];
  }

  drawSizes() {
    const { model, t, view } = this;
    const heads = [t("Bits"), t("Alice's work"), t("Tries at most"), t("Time for all"), t("My run")];
    const run = (bits) => {
      if (!this.size(+bits)) return t("not run here");
      if (!(bits in model.get("runs"))) return t("not yet");
      const [guess, tries] = model.get("runs")[bits];
      return t("{tries} tries, guessed {guess}", { tries: this.number(tries), guess: this.number(guess) });
    };
    const sizes = model.get("sizes")[this.lang()];
    const rows = sizes.map(([bits, ...costs]) =>
      h(
        "tr",
        { role: "row" },
        h("th", { scope: "row", role: "rowheader" }, bits),
        ...[...costs, run(bits)].map((cost) => h("td", { role: "cell" }, ...raised(cost))),
      ),
    );
    view.sizes.replaceChildren(this.table(heads, rows, "enclair-exchange-sizes"));
  }

  build() {
    const { model, t } = this;
    const { languages, place } = this.bar;
    this.view = { fields: new Map() };
    place(
      h(
        "div",
        {
          class: "enclair enclair-exchange",
          role: "group",
          lang: this.lang(),
          "aria-label": t("A key agreed while everyone listens"),
        },
        h(
          "div",
          { class: "enclair-bar" },
          h("p", { class: "enclair-note" }, h("strong", {}, this.said("toy"))),
          languages(),
        ),
        ...this.choices(),
        ...this.walked(),
        ...this.search(),
        h("p", { class: "enclair-head" }, t("What this shows, and what it does not")),
        h("ul", {}, ...model.get("said").closing.map((words) => h("li", {}, t(words)))),
      ),
    );
    this.draw();
  }

  draw() {
    const { model, steps, view } = this;
    const { focused } = this.bar;
    view.prime.value = model.get("prime");
    view.middle.checked = model.get("middle");
    view.mallory.hidden = !model.get("middle");
    for (const show of view.fields.values()) show();
    const here = focused();
    const last = model.get("step") === steps.length;
    view.next.hidden = view.all.hidden = last;
    view.back.hidden = model.get("step") === 1;
    // A button that goes away hands the focus on.
    if (here === view.next || here === view.all || here === view.back)
      if (here.hidden) (last ? view.back : view.next).focus();
    this.drawSteps();
    this.drawSizes();
  }
}

function render(given) {
  new Exchange(given);
}

export default { render, mix, bruteForce, walk };
