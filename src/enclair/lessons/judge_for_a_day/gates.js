// A court's questions, one gate after the other: an answer and a reason open the next one. At the end stand the
// questions of a judge who disagrees, and facts to change: which answer tips? Nothing is marked.

import { Controls, sourced } from "../../views/controls.js";
import { dated, fresh, h, KEYS, View } from "../../views/view.js";

/** What follows from answers, and the gate that decides: the twin of judging.py `rule`. */
function rule(gates, answers) {
  let unsure = "";
  for (const gate of gates) {
    const answer = answers[gate];
    if (!answer) return ["unfinished", gate];
    if (answer === "no") return [gate === gates[0] ? "free" : "refused", gate];
    if (answer === "unsure") unsure ||= gate;
  }
  return unsure ? ["open", unsure] : ["allowed", ""];
}

/** What is settled or open at a gate for these facts: the twin of judging.py `law`. */
function noted(law, gate, now) {
  const fits = (note) => Object.entries(note.when || {}).every(([fact, codes]) => codes.includes(now[fact]));
  const found = law.filter((note) => note.gate === gate && fits(note));
  const first = found.filter((note) => !note.otherwise);
  return first.length ? first : found;
}

class Gates extends View {
  constructor({ model, el }) {
    super({ model, el });
    this.bar = new Controls({ model, el });
    this.drafts = {}; // what is typed or ticked and not given yet, by key
    this.part = undefined;
    model.on("change:measure change:rulings change:changed change:again", () => this.draw());
    model.on("change:lang", () => this.build());
    this.build();
  }

  gates() {
    return Object.keys(this.model.get("gates"));
  }

  measure() {
    return this.model.get("measure");
  }

  key(name) {
    return `${this.measure()}/${name}`;
  }

  ruled(gate) {
    return this.model.get("rulings")[this.key(gate)];
  }

  answerName(code) {
    return this.t(this.model.get("answers")[code]);
  }

  gateName(gate) {
    return this.t(this.model.get("gates")[gate].name);
  }

  changed() {
    return Object.fromEntries(
      Object.keys(this.model.get("facts"))
        .filter((fact) => this.model.get("changed")[this.key(fact)])
        .map((fact) => [fact, this.model.get("changed")[this.key(fact)]]),
    );
  }

  first() {
    const { model } = this;
    const { [this.measure()]: each } = model.get("measures");
    return Object.fromEntries(Object.keys(model.get("facts")).map((fact) => [fact, each[fact]]));
  }

  now() {
    return { ...this.first(), ...this.changed() };
  }

  before() {
    return Object.fromEntries(this.gates().map((gate) => [gate, (this.ruled(gate) || [""])[0]]));
  }

  after() {
    return Object.fromEntries(
      this.gates().map((gate) => [gate, this.model.get("again")[this.key(gate)] || this.before()[gate]]),
    );
  }

  /** The choices of this measure without those whose key ends with one of `names`. */
  without(trait, names) {
    return Object.fromEntries(
      Object.entries(this.model.get(trait)).filter(
        ([one]) => !names.map((name) => this.key(name)).includes(one),
      ),
    );
  }

  tabs() {
    const { model, t } = this;
    const { choose } = this.bar;
    const tab = (name) =>
      h(
        "button",
        {
          type: "button",
          "data-at": `measure ${name}`,
          "aria-pressed": name === this.measure(),
          onclick: () => choose({ measure: name }),
        },
        t(model.get("measures")[name].name),
      );
    return h(
      "div",
      { class: "enclair-set", role: "group", "aria-label": t("Measures") },
      ...model.get("order").map(tab),
    );
  }

  told() {
    const { model, t } = this;
    const { name, story } = model.get("measures")[this.measure()];
    const fact = ([code, each]) =>
      h("div", {}, h("dt", {}, t(each.name)), h("dd", {}, t(each.options[this.first()[code]])));
    return h(
      "section",
      { class: "enclair-measure", "aria-label": t(name) },
      h("p", { class: "enclair-head" }, t(name)),
      h("p", {}, t(story)),
      h("dl", {}, ...Object.entries(model.get("facts")).map(fact)),
    );
  }

  note(each) {
    const { model, t } = this;
    const source = model.get("sources")[each.row];
    return h(
      "p",
      { class: "enclair-note" },
      h("b", {}, each.status === "settled" ? t("Settled in law") : t("Open question")),
      `${this.lang() === "fr" ? "\u00a0" : ""}: ${t(each.says)} `,
      source
        ? h("small", {}, ...sourced(source, t, this.lang()))
        : h("small", {}, t("our reading; no judgment that we read says it")),
    );
  }

  given(gate) {
    const { model, t } = this;
    const [answer, reason] = this.ruled(gate);
    const { number, question } = model.get("gates")[gate];
    return h(
      "li",
      { class: "enclair-gate enclair-passed" },
      h("p", {}, h("b", {}, `${number}. ${this.gateName(gate)}`), " ", h("small", {}, t(question))),
      h(
        "p",
        { class: "enclair-mine" },
        h("b", {}, `${{ yes: "●", no: "○", unsure: "◐" }[answer]} ${this.answerName(answer)}`),
        h("span", { dir: "auto" }, reason),
      ),
      ...noted(model.get("law"), gate, this.first()).map((each) => this.note(each)),
    );
  }

  asked(gate) {
    const { model, t, drafts } = this;
    const { choose } = this.bar;
    const { number, question, help } = model.get("gates")[gate];
    const draft = (drafts[this.key(gate)] ||= { answer: "", reason: "" });
    const group = fresh("answer");
    const button = h("button", { type: "submit" }, t("Give my answer"));
    const show = () => (button.disabled = !draft.answer || !draft.reason.trim());
    const reason = h("textarea", {
      id: fresh("reason"),
      rows: 3,
      value: draft.reason,
      "data-at": "reason",
      oninput: () => {
        draft.reason = reason.value;
        show();
      },
    });
    const option = (code) =>
      h(
        "label",
        {},
        h("input", {
          type: "radio",
          name: group,
          value: code,
          "data-at": `answer ${code}`,
          checked: draft.answer === code,
          onchange: () => {
            draft.answer = code;
            show();
          },
        }),
        h("span", {}, this.answerName(code)),
      );
    show();
    const form = h(
      "form",
      {},
      h(
        "fieldset",
        {},
        h("legend", {}, `${number}. ${this.gateName(gate)}`),
        h("p", { class: "enclair-question" }, t(question)),
        h("p", { class: "enclair-soft" }, t(help)),
        h("div", { class: "enclair-options" }, ...Object.keys(model.get("answers")).map(option)),
      ),
      h("label", { htmlFor: reason.id }, t("My reason")),
      reason,
      h("p", {}, button, " ", h("small", {}, t("A reason opens the next gate."))),
    );
    form.onsubmit = (event) => {
      event.preventDefault();
      if (button.disabled) return;
      delete drafts[this.key(gate)];
      choose({ rulings: { ...model.get("rulings"), [this.key(gate)]: [draft.answer, draft.reason] } });
      this.part.querySelector(".enclair-here")?.focus();
    };
    return h("li", { class: "enclair-gate enclair-now" }, form);
  }

  path() {
    const { model, t } = this;
    const next = this.gates().find((gate) => !this.ruled(gate));
    const line = (gate) => {
      if (this.ruled(gate)) return this.given(gate);
      if (gate === next) return this.asked(gate);
      return h(
        "li",
        { class: "enclair-gate enclair-closed" },
        `${model.get("gates")[gate].number}. ${this.gateName(gate)}`,
        " ",
        h("small", {}, t("closed")),
      );
    };
    const here = this.gates().filter((gate) => this.ruled(gate)).length;
    return h(
      "div",
      {},
      h(
        "p",
        { class: "enclair-here", tabIndex: -1, [KEYS]: "true" },
        t("Gates passed: {here} of {all}", { here, all: this.gates().length }),
      ),
      h("ol", { class: "enclair-path" }, ...this.gates().map(line)),
    );
  }

  outcome(answers) {
    const { model, t } = this;
    const [name, gate] = rule(this.gates(), answers);
    return t(model.get("outcomes")[name], { gate: gate && this.gateName(gate) });
  }

  /** Whose questions are asked: those of the other side; of both, where the case is open. */
  disagree(answers) {
    const { model, t } = this;
    const [name] = rule(this.gates(), answers);
    const others = { allowed: ["privacy"], free: ["privacy"], refused: ["security"] };
    const sides = others[name] || model.get("sides");
    const questions = sides.flatMap((side) => model.get("measures")[this.measure()][side]);
    return h(
      "div",
      { class: "enclair-other" },
      h("p", {}, h("b", {}, t("A judge who disagrees asks"))),
      h("ul", {}, ...questions.map((one) => h("li", {}, t(one)))),
    );
  }

  factMenu([fact, each]) {
    const { t } = this;
    const { choose } = this.bar;
    const select = h("select", { id: fresh("fact"), "data-at": `fact ${fact}` });
    for (const [code, words] of Object.entries(each.options))
      select.append(h("option", { value: code }, t(words)));
    select.value = this.now()[fact];
    select.onchange = () => {
      const kept = this.without("changed", [fact]);
      const other = select.value === this.first()[fact] ? kept : { ...kept, [this.key(fact)]: select.value };
      choose({ changed: other });
    };
    const moved = this.changed()[fact] ? h("small", {}, ` ${t("changed")}`) : null;
    return h(
      "div",
      { class: "enclair-fact" },
      h("label", { htmlFor: select.id }, t(each.name), moved),
      select,
    );
  }

  secondRow(gate) {
    const { model, t } = this;
    const { choose } = this.bar;
    const touched = Object.keys(this.changed()).filter((fact) =>
      model.get("facts")[fact].bears.includes(gate),
    );
    const select = h(
      "select",
      { "aria-label": this.gateName(gate), "data-at": `again ${gate}` },
      ...Object.keys(model.get("answers")).map((code) => h("option", { value: code }, this.answerName(code))),
    );
    select.value = this.after()[gate];
    select.onchange = () => {
      const kept = this.without("again", [gate]);
      choose({
        again: select.value === this.before()[gate] ? kept : { ...kept, [this.key(gate)]: select.value },
      });
    };
    const tipped = this.after()[gate] !== this.before()[gate];
    return h(
      "tr",
      { class: tipped ? "enclair-tipped" : "" },
      h("th", { scope: "row" }, `${model.get("gates")[gate].number}. ${this.gateName(gate)}`),
      h("td", {}, this.answerName(this.before()[gate])),
      h("td", {}, select),
      h("td", {}, tipped ? t("tipped") : touched.length ? t("look again: a changed fact bears on it") : ""),
    );
  }

  change() {
    const { model, t } = this;
    const { choose } = this.bar;
    const facts = Object.entries(model.get("facts"));
    const moved = Object.keys(this.changed()).length > 0;
    const fresher = this.gates().flatMap((gate) => {
      const old = noted(model.get("law"), gate, this.first());
      return noted(model.get("law"), gate, this.now())
        .filter((each) => !old.some((one) => one.says === each.says))
        .map((each) => this.note(each));
    });
    const back = h(
      "button",
      {
        type: "button",
        "data-at": "back",
        disabled: !moved,
        onclick: () =>
          choose({
            changed: this.without("changed", Object.keys(model.get("facts"))),
            again: this.without("again", this.gates()),
          }),
      },
      t("The facts as they were"),
    );
    const head = (words) => h("th", { scope: "col" }, words);
    return h(
      "section",
      { class: "enclair-change", "aria-label": t("Change a fact") },
      h("p", { class: "enclair-head" }, t("Change a fact: which answer tips?")),
      h("div", { class: "enclair-facts" }, ...facts.map((row) => this.factMenu(row))),
      h("p", {}, back),
      moved
        ? h(
            "div",
            { class: "enclair-second" },
            h(
              "table",
              {},
              h(
                "thead",
                {},
                h("tr", {}, head(t("Gate")), head(t("At first")), head(t("Now")), head(t("What changed"))),
              ),
              h("tbody", {}, ...this.gates().map((gate) => this.secondRow(gate))),
            ),
            h("p", { role: "status" }, h("b", {}, this.outcome(this.after()))),
            ...fresher,
          )
        : null,
    );
  }

  end() {
    const { model, t } = this;
    const { choose } = this.bar;
    if (!this.gates().every((gate) => this.ruled(gate))) return [];
    const again = h(
      "button",
      {
        type: "button",
        "data-at": "restart",
        onclick: () => {
          choose({
            rulings: this.without("rulings", this.gates()),
            changed: this.without("changed", Object.keys(model.get("facts"))),
            again: this.without("again", this.gates()),
          });
          this.part.querySelector(".enclair-here").focus();
        },
      },
      t("Rule on this measure again, from the start"),
    );
    return [
      h(
        "section",
        { class: "enclair-end-of-path", "aria-label": t("My ruling") },
        h("p", { class: "enclair-head" }, t("My ruling")),
        h("p", {}, this.outcome(this.before())),
        this.disagree(this.before()),
      ),
      this.change(),
      h("p", {}, again),
    ];
  }

  draw() {
    const { focused } = this.bar;
    const at = this.part.contains(focused()) ? focused().dataset.at : undefined;
    this.part.replaceChildren(this.tabs(), this.told(), this.path(), ...this.end());
    if (at) this.part.querySelector(`[data-at="${at}"]`)?.focus();
  }

  build() {
    const { model, t } = this;
    const { languages, place } = this.bar;
    this.part = h("div", {});
    place(
      h(
        "div",
        {
          class: "enclair enclair-gates",
          role: "group",
          lang: this.lang(),
          "aria-label": t("Judge for a day"),
        },
        h(
          "div",
          { class: "enclair-bar" },
          h(
            "p",
            { class: "enclair-soft" },
            t(
              "Fictional: invented for this lesson, and not the law of any country. Nothing is marked right or wrong, and what you write stays in this notebook.",
            ),
          ),
          languages(),
        ),
        this.part,
        h(
          "p",
          { class: "enclair-foot" },
          t("What was read up to {day}. No legal advice: a court looks at each case.", {
            day: dated(model.get("as_of"), this.lang()),
          }),
        ),
      ),
    );
    this.draw();
  }
}

function render(given) {
  new Gates(given);
}

export default { render, rule, noted };
