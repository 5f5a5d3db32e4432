// A sheet of cells to predict. A cell that is predicted shows its answer with the reason; none is marked.

import { form, group, h, radios } from "../../views/elements.js";

/** The shape and the name of an answer. */
export const levelled = (get, t, level) => {
  const [shape, name] = get("levels")[level];
  return `${shape} ${t(name)}`;
};

/** A party or a request with what it is. */
export const named = (t, [name, what]) => t("{name}: {words}", { name: t(name), words: t(what) });

/** A cell to predict: `draft` takes what is chosen, then `show` is called. */
function asked({ get, t }, { key, name, what }, draft, show) {
  const levels = Object.entries(get("levels"));
  const options = levels.map(([level, [, called]]) => [level, h("span", t(called))]);
  const take = (level) => {
    draft[key] = level;
    show();
  };
  return h(
    "fieldset.enclair-cell",
    h("legend", name, " ", h("small", what)),
    h("div.enclair-options", radios(options, draft[key], take)),
  );
}

/** A cell that was predicted; `met` holds the ideas that stand further up, since each is told once. */
function answered({ get, t }, { key, name, what }, met) {
  const phrase = (place) => t(get("phrases")[place]);
  const mine = get("predictions")[key];
  const [level, reason, ideas] = get("answers")[key];
  const idea = met.has(ideas[mine]) ? undefined : ideas[mine];
  met.add(idea);
  const yours =
    mine === level ? t("as you predicted") : t("you: {answer}", { answer: levelled(get, t, mine) });
  return h(
    "div.enclair-cell",
    h("p", h("b", name), " ", h("small", what)),
    h("p", h("b.enclair-level", levelled(get, t, level)), " ", h("small", yours)),
    h("p", phrase(reason)),
    idea !== undefined && h("p.enclair-note", phrase(idea)),
  );
}

/** How much was predicted, and how often that was so. */
function count({ get, sentence }, cells) {
  const predictions = get("predictions");
  const told = cells.filter(({ key }) => predictions[key]);
  if (!told.length) return sentence("predict");
  const same = told.filter(({ key }) => predictions[key] === get("answers")[key][0]).length;
  return sentence("predicted", { told: told.length, all: cells.length, same });
}

/**
 * The cells of one sheet of a view, each {key, name, what}. `draft` holds what is chosen and not shown yet, by key,
 * so that one may look at another sheet in between.
 */
export function sheet(view, draft, cells) {
  const { get, t, choose } = view;
  const predictions = get("predictions");
  const open = cells.filter(({ key }) => !predictions[key]);
  const button = h("button", { type: "submit" }, t("Show what I predicted"));
  const show = () => (button.disabled = !open.some(({ key }) => draft[key]));
  show();
  const met = new Set();
  const submit = () => {
    const chosen = open.filter(({ key }) => draft[key]).map(({ key }) => [key, draft[key]]);
    choose({ predictions: { ...predictions, ...Object.fromEntries(chosen) } });
    view.el.querySelector(".enclair-sheet p").focus(); // reading goes on at the top of the new sheet
  };
  return form(
    "form.enclair-sheet",
    submit,
    h("p.enclair-soft", { tabIndex: -1 }, count(view, cells)),
    cells.map((cell) => (predictions[cell.key] ? answered(view, cell, met) : asked(view, cell, draft, show))),
    open.length > 0 && h("p", button),
  );
}

/** Buttons of which one is pressed: `codes` by code, each [name, …]. */
export const pressed = (view, trait, codes, label, say = view.t) =>
  group(
    "div.enclair-set",
    label,
    ...Object.entries(codes).map(([code, [name]]) => view.choice(trait, code, say(name))),
  );

/** Examples to start from, in their random order: each [words, …]; `start` says what one chooses. */
export const starts = ({ t, button }, label, examples, order, start) =>
  group(
    "div.enclair-starts",
    label,
    h("span.enclair-soft", label),
    order.map((name) =>
      button(t(examples[name][0]), () => start(examples[name]), { "data-at": `start ${name}` }),
    ),
  );
