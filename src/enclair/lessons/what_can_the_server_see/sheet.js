// A sheet of cells to predict. A cell that is predicted shows its answer with the reason; none is marked.

import { fresh, h, KEYS } from "../../views/view.js";

/** The shape and the name of an answer. */
export const levelled = (model, t, level) => {
  const [shape, name] = model.get("levels")[level];
  return `${shape} ${t(name)}`;
};

/** A party or a request with what it is. */
export const named = (t, [name, what]) => t("{name}: {words}", { name: t(name), words: t(what) });

/** A cell to predict: `draft` takes what is chosen, then `show` is called. */
function asked({ model, t }, { key, name, what }, draft, show) {
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

/** A cell that was predicted; `met` holds the ideas that stand further up, since each is told once. */
function answered({ model, t }, { key, name, what }, met) {
  const phrase = (place) => t(model.get("phrases")[place]);
  const mine = model.get("predictions")[key];
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

/** How much was predicted, and how often that was so. */
function count({ model, t }, cells) {
  const predictions = model.get("predictions");
  const told = cells.filter(({ key }) => predictions[key]);
  if (!told.length)
    return t("Predict one cell or all of them, then look. Nothing is marked, and nobody else sees it.");
  const same = told.filter(({ key }) => predictions[key] === model.get("answers")[key][0]).length;
  return t("Predicted here: {told} of {all}. As you predicted: {same}. The reasons say what it depends on.", {
    told: told.length,
    all: cells.length,
    same,
  });
}

/**
 * The cells of one sheet, each {key, name, what}, of a page {model, t, choose}. `draft` holds what is chosen and not
 * shown yet, by key, so that one may look at another sheet in between.
 */
export function sheet(page, draft, cells) {
  const { model, t, choose } = page;
  const predictions = model.get("predictions");
  const open = cells.filter(({ key }) => !predictions[key]);
  const button = h("button", { type: "submit" }, t("Show what I predicted"));
  const show = () => (button.disabled = !open.some(({ key }) => draft[key]));
  show();
  const met = new Set();
  const form = h(
    "form",
    { class: "enclair-sheet" },
    h("p", { class: "enclair-soft", tabIndex: -1, [KEYS]: "true" }, count(page, cells)),
    ...cells.map((cell) =>
      predictions[cell.key] ? answered(page, cell, met) : asked(page, cell, draft, show),
    ),
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
export function pressed(t, choose, trait, codes, now, label) {
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
export const starts = (t, choose, label, examples, order, start) =>
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
export function anew(focused, part, ...children) {
  const at = part.contains(focused()) ? focused().dataset.at : undefined;
  part.replaceChildren(...children.filter((child) => child));
  if (at) part.querySelector(`[data-at="${at}"]`)?.focus();
}
