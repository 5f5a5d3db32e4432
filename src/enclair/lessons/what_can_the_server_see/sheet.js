// A sheet of cells to predict. A cell that is predicted shows its answer with the reason; none is marked.

/** The shape and the name of an answer. */
const levelled = (model, t, level) => {
  const [shape, name] = model.get("levels")[level];
  return `${shape} ${t(name)}`;
};

/** A party or a request with what it is. */
const named = (t, [name, what]) => t("{name}: {words}", { name: t(name), words: t(what) });

/**
 * The cells of one sheet, each {key, name, what}. `draft` holds what is chosen and not shown yet, by key, so that
 * one may look at another sheet in between.
 */
function sheet(model, t, choose, draft, cells) {
  const predictions = model.get("predictions");
  const phrase = (place) => t(model.get("phrases")[place]);
  const open = cells.filter(({ key }) => !predictions[key]);
  const told = cells.filter(({ key }) => predictions[key]);

  function asked({ key, name, what }) {
    const group = fresh("cell");
    const option = (level) =>
      h(
        "label",
        {},
        h("input", {
          type: "radio",
          name: group,
          value: level,
          checked: draft[key] === level,
          onchange: () => {
            draft[key] = level;
            show();
          },
        }),
        h("span", {}, t(model.get("levels")[level][1])),
      );
    return h(
      "fieldset",
      { class: "enclair-cell" },
      h("legend", {}, name, " ", h("small", {}, what)),
      h("div", {}, ...Object.keys(model.get("levels")).map(option)),
    );
  }

  const met = new Set(); // ideas that stand further up: each is told once
  function answered({ key, name, what }) {
    const mine = predictions[key];
    const [level, reason, ideas] = model.get("answers")[key];
    const idea = met.has(ideas[mine]) ? undefined : ideas[mine];
    met.add(idea);
    const yours =
      mine === level ? t("as you predicted") : t("you: {answer}", { answer: levelled(model, t, mine) });
    return h(
      "div",
      { class: "enclair-cell" },
      h("p", {}, h("b", {}, name), " ", h("small", {}, what)),
      h("p", {}, h("b", { class: "enclair-level" }, levelled(model, t, level)), " ", h("small", {}, yours)),
      h("p", {}, phrase(reason)),
      idea === undefined ? null : h("p", { class: "enclair-note" }, phrase(idea)),
    );
  }

  const button = h("button", { type: "submit" }, t("Show what I predicted"));
  const show = () => (button.disabled = !open.some(({ key }) => draft[key]));
  show();
  const same = told.filter(({ key }) => predictions[key] === model.get("answers")[key][0]).length;
  const status = h(
    "p",
    { class: "enclair-soft", tabIndex: -1, [KEYS]: "true" },
    told.length
      ? t("Predicted here: {told} of {all}. As you predicted: {same}. The reasons say what it depends on.", {
          told: told.length,
          all: cells.length,
          same,
        })
      : t("Predict one cell or all of them, then look. Nothing is marked, and nobody else sees it."),
  );
  const form = h(
    "form",
    { class: "enclair-sheet" },
    status,
    ...cells.map((cell) => (predictions[cell.key] ? answered(cell) : asked(cell))),
    open.length ? h("p", {}, button) : null,
  );
  form.onsubmit = (event) => {
    event.preventDefault();
    const chosen = open.filter(({ key }) => draft[key]).map(({ key }) => [key, draft[key]]);
    const root = form.closest(".enclair-grid"); // it stays when the sheet is drawn anew
    choose({ predictions: { ...predictions, ...Object.fromEntries(chosen) } });
    // Reading goes on at the top of the new sheet.
    root.querySelector(".enclair-sheet p").focus();
  };
  return form;
}

/** Buttons of which one is pressed: `codes` by code, each [name, …]. */
function pressed(t, choose, trait, codes, now, label) {
  return h(
    "div",
    { class: "enclair-set", role: "group", "aria-label": label },
    ...Object.entries(codes).map(([code, [name]]) =>
      h(
        "button",
        {
          type: "button",
          "data-at": `${trait} ${code}`,
          "aria-pressed": code === now,
          onclick: () => choose({ [trait]: code }),
        },
        t(name),
      ),
    ),
  );
}

/** Examples to start from, in their random order: each [words, …]; `start` says what one chooses. */
const starts = (t, choose, label, examples, order, start) =>
  h(
    "div",
    { class: "enclair-starts", role: "group", "aria-label": label },
    h("span", { class: "enclair-soft" }, label),
    ...order.map((name) =>
      h(
        "button",
        {
          type: "button",
          "data-at": `start ${name}`,
          onclick: () => choose(start(examples[name])),
        },
        t(examples[name][0]),
      ),
    ),
  );

/** Draw a part of a view anew; the control that was used keeps the focus. */
function anew(focused, part, ...children) {
  const at = part.contains(focused()) ? focused().dataset.at : undefined;
  part.replaceChildren(...children.filter((child) => child));
  if (at) part.querySelector(`[data-at="${at}"]`)?.focus();
}
