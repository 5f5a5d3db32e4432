// A court's questions, one gate after the other: an answer and a reason open the next one. At the end stand the
// questions of a judge who disagrees, and facts to change: which answer tips? Nothing is marked.

/** What follows from answers, and the gate that decides: the twin of analysis/judging.py `rule`. */
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

/** What is settled or open at a gate for these facts: the twin of analysis/judging.py `law`. */
function noted(law, gate, now) {
  const fits = (note) => Object.entries(note.when || {}).every(([fact, codes]) => codes.includes(now[fact]));
  const found = law.filter((note) => note.gate === gate && fits(note));
  const first = found.filter((note) => !note.otherwise);
  return first.length ? first : found;
}

function render({ model, el }) {
  const t = speaker(model);
  const lang = () => model.get("lang");
  const { choose, focused, languages, place } = controls(model, el, { lists: [], menus: [], texts: [] });
  const gates = () => Object.keys(model.get("gates"));
  const measure = () => model.get("measure");
  const key = (name) => `${measure()}/${name}`;
  const ruled = (gate) => model.get("rulings")[key(gate)];
  const drafts = {}; // what is typed or ticked and not given yet, by key
  let part;

  const answerName = (code) => t(model.get("answers")[code]);
  const gateName = (gate) => t(model.get("gates")[gate].name);
  const changed = () =>
    Object.fromEntries(
      Object.keys(model.get("facts"))
        .filter((fact) => model.get("changed")[key(fact)])
        .map((fact) => [fact, model.get("changed")[key(fact)]]),
    );
  const first = () => {
    const { [measure()]: each } = model.get("measures");
    return Object.fromEntries(Object.keys(model.get("facts")).map((fact) => [fact, each[fact]]));
  };
  const now = () => ({ ...first(), ...changed() });
  const before = () => Object.fromEntries(gates().map((gate) => [gate, (ruled(gate) || [""])[0]]));
  const after = () =>
    Object.fromEntries(gates().map((gate) => [gate, model.get("again")[key(gate)] || before()[gate]]));

  /** The choices of this measure without those whose key ends with one of `names`. */
  const without = (trait, names) =>
    Object.fromEntries(Object.entries(model.get(trait)).filter(([one]) => !names.map(key).includes(one)));

  function tabs() {
    const tab = (name) =>
      h(
        "button",
        {
          type: "button",
          "data-at": `measure ${name}`,
          "aria-pressed": name === measure(),
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

  function told() {
    const { name, story } = model.get("measures")[measure()];
    const fact = ([code, each]) =>
      h("div", {}, h("dt", {}, t(each.name)), h("dd", {}, t(each.options[first()[code]])));
    return h(
      "section",
      { class: "enclair-measure", "aria-label": t(name) },
      h("p", { class: "enclair-head" }, t(name)),
      h("p", {}, t(story)),
      h("dl", {}, ...Object.entries(model.get("facts")).map(fact)),
    );
  }

  function note(each) {
    const source = model.get("sources")[each.row];
    return h(
      "p",
      { class: "enclair-note" },
      h("b", {}, each.status === "settled" ? t("Settled in law") : t("Open question")),
      `${lang() === "fr" ? "\u00a0" : ""}: ${t(each.says)} `,
      source
        ? h("small", {}, ...sourced(source, t, lang()))
        : h("small", {}, t("our reading; no judgment that we read says it")),
    );
  }

  function given(gate) {
    const [answer, reason] = ruled(gate);
    const { number, question } = model.get("gates")[gate];
    return h(
      "li",
      { class: "enclair-gate enclair-passed" },
      h("p", {}, h("b", {}, `${number}. ${gateName(gate)}`), " ", h("small", {}, t(question))),
      h(
        "p",
        { class: "enclair-mine" },
        h("b", {}, `${{ yes: "●", no: "○", unsure: "◐" }[answer]} ${answerName(answer)}`),
        h("span", { dir: "auto" }, reason),
      ),
      ...noted(model.get("law"), gate, first()).map(note),
    );
  }

  function asked(gate) {
    const { number, question, help } = model.get("gates")[gate];
    const draft = (drafts[key(gate)] ||= { answer: "", reason: "" });
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
        h("span", {}, answerName(code)),
      );
    show();
    const form = h(
      "form",
      {},
      h(
        "fieldset",
        {},
        h("legend", {}, `${number}. ${gateName(gate)}`),
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
      delete drafts[key(gate)];
      choose({ rulings: { ...model.get("rulings"), [key(gate)]: [draft.answer, draft.reason] } });
      part.querySelector(".enclair-here")?.focus();
    };
    return h("li", { class: "enclair-gate enclair-now" }, form);
  }

  function path() {
    const next = gates().find((gate) => !ruled(gate));
    const line = (gate) => {
      if (ruled(gate)) return given(gate);
      if (gate === next) return asked(gate);
      return h(
        "li",
        { class: "enclair-gate enclair-closed" },
        `${model.get("gates")[gate].number}. ${gateName(gate)}`,
        " ",
        h("small", {}, t("closed")),
      );
    };
    const here = gates().filter(ruled).length;
    return h(
      "div",
      {},
      h(
        "p",
        { class: "enclair-here", tabIndex: -1, [KEYS]: "true" },
        t("Gates passed: {here} of {all}", { here, all: gates().length }),
      ),
      h("ol", { class: "enclair-path" }, ...gates().map(line)),
    );
  }

  const outcome = (answers) => {
    const [name, gate] = rule(gates(), answers);
    return t(model.get("outcomes")[name], { gate: gate && gateName(gate) });
  };

  /** Whose questions are asked: those of the other side; of both, where the case is open. */
  function disagree(answers) {
    const [name] = rule(gates(), answers);
    const others = { allowed: ["privacy"], free: ["privacy"], refused: ["security"] };
    const sides = others[name] || model.get("sides");
    const questions = sides.flatMap((side) => model.get("measures")[measure()][side]);
    return h(
      "div",
      { class: "enclair-other" },
      h("p", {}, h("b", {}, t("A judge who disagrees asks"))),
      h("ul", {}, ...questions.map((one) => h("li", {}, t(one)))),
    );
  }

  function factMenu([fact, each]) {
    const select = h("select", { id: fresh("fact"), "data-at": `fact ${fact}` });
    for (const [code, words] of Object.entries(each.options))
      select.append(h("option", { value: code }, t(words)));
    select.value = now()[fact];
    select.onchange = () => {
      const kept = without("changed", [fact]);
      const other = select.value === first()[fact] ? kept : { ...kept, [key(fact)]: select.value };
      choose({ changed: other });
    };
    const moved = changed()[fact] ? h("small", {}, ` ${t("changed")}`) : null;
    return h(
      "div",
      { class: "enclair-fact" },
      h("label", { htmlFor: select.id }, t(each.name), moved),
      select,
    );
  }

  function secondRow(gate) {
    const touched = Object.keys(changed()).filter((fact) => model.get("facts")[fact].bears.includes(gate));
    const select = h(
      "select",
      { "aria-label": gateName(gate), "data-at": `again ${gate}` },
      ...Object.keys(model.get("answers")).map((code) => h("option", { value: code }, answerName(code))),
    );
    select.value = after()[gate];
    select.onchange = () => {
      const kept = without("again", [gate]);
      choose({
        again: select.value === before()[gate] ? kept : { ...kept, [key(gate)]: select.value },
      });
    };
    const tipped = after()[gate] !== before()[gate];
    return h(
      "tr",
      { class: tipped ? "enclair-tipped" : "" },
      h("th", { scope: "row" }, `${model.get("gates")[gate].number}. ${gateName(gate)}`),
      h("td", {}, answerName(before()[gate])),
      h("td", {}, select),
      h("td", {}, tipped ? t("tipped") : touched.length ? t("look again: a changed fact bears on it") : ""),
    );
  }

  function change() {
    const facts = Object.entries(model.get("facts"));
    const moved = Object.keys(changed()).length > 0;
    const fresher = gates().flatMap((gate) => {
      const old = noted(model.get("law"), gate, first());
      return noted(model.get("law"), gate, now())
        .filter((each) => !old.some((one) => one.says === each.says))
        .map(note);
    });
    const back = h(
      "button",
      {
        type: "button",
        "data-at": "back",
        disabled: !moved,
        onclick: () =>
          choose({
            changed: without("changed", Object.keys(model.get("facts"))),
            again: without("again", gates()),
          }),
      },
      t("The facts as they were"),
    );
    const head = (words) => h("th", { scope: "col" }, words);
    return h(
      "section",
      { class: "enclair-change", "aria-label": t("Change a fact") },
      h("p", { class: "enclair-head" }, t("Change a fact: which answer tips?")),
      h("div", { class: "enclair-facts" }, ...facts.map(factMenu)),
      h("p", {}, back),
      moved
        ? h(
            "div",
            { class: "enclair-second" },
            h(
              "table",
              {},
              h("thead", {}, h("tr", {}, head(t("Gate")), head(t("At first")), head(t("Now")), head(t("What changed")))),
              h("tbody", {}, ...gates().map(secondRow)),
            ),
            h("p", { role: "status" }, h("b", {}, outcome(after()))),
            ...fresher,
          )
        : null,
    );
  }

  function end() {
    if (!gates().every(ruled)) return [];
    const again = h(
      "button",
      {
        type: "button",
        "data-at": "restart",
        onclick: () => {
          choose({
            rulings: without("rulings", gates()),
            changed: without("changed", Object.keys(model.get("facts"))),
            again: without("again", gates()),
          });
          part.querySelector(".enclair-here").focus();
        },
      },
      t("Rule on this measure again, from the start"),
    );
    return [
      h(
        "section",
        { class: "enclair-end-of-path", "aria-label": t("My ruling") },
        h("p", { class: "enclair-head" }, t("My ruling")),
        h("p", {}, outcome(before())),
        disagree(before()),
      ),
      change(),
      h("p", {}, again),
    ];
  }

  function draw() {
    const at = part.contains(focused()) ? focused().dataset.at : undefined;
    part.replaceChildren(tabs(), told(), path(), ...end());
    if (at) part.querySelector(`[data-at="${at}"]`)?.focus();
  }

  function build() {
    part = h("div", {});
    place(
      h(
        "div",
        { class: "enclair enclair-gates", role: "group", lang: lang(), "aria-label": t("Judge for a day") },
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
        part,
        h(
          "p",
          { class: "enclair-foot" },
          t("What was read up to {day}. No legal advice: a court looks at each case.", {
            day: dated(model.get("as_of"), lang()),
          }),
        ),
      ),
    );
    draw();
  }

  model.on("change:measure change:rulings change:changed change:again", draw);
  model.on("change:lang", build);
  build();
}

export default { render, rule, noted };
