// What several pairs of eyes see of one message, side by side: bars that one places, then those of the design.

import { group, h } from "../../views/elements.js";
import { lengths, redacted } from "../../views/redaction.js";

/** What is left of a sample for eyes of a level: all of it, a striped bar, a black bar. */
function left(level, sample, words) {
  if (level === "yes") return h("span.enclair-sample", sample);
  const bars = redacted(lengths(sample), words);
  bars.classList.add("enclair-sample");
  bars.classList.toggle("enclair-partly", level === "part");
  return bars;
}

/** How bars are laid, and what the three looks mean. */
export const legend = ({ get, t, levelled, sentence }) =>
  h(
    "p.enclair-legend",
    h("span", sentence("bars")),
    Object.entries(get("levels")).map(([level, [, name]]) => {
      const look = left(level, "abc", t(name));
      look.ariaHidden = "true"; // its words stand beside it
      return h("span", look, ` ${levelled(level)}`);
    }),
  );

/** A row whose bar waits to be placed: each press is the next of the three looks. */
function asked(view, { key, name, what, sample }) {
  const { get, t, draft } = view;
  const levels = Object.keys(get("levels"));
  const level = draft[key] ?? "yes";
  const words = t(get("levels")[level][1]);
  const press = () => {
    draft[key] = levels[(levels.indexOf(level) + 1) % levels.length];
    view.drawPanes(false);
  };
  const label = t("{name}: {words}", { name, words });
  const unlaid = key in draft ? "" : " enclair-unlaid";
  return view.button([h("small", name), " ", left(level, sample, words)], press, {
    className: `enclair-row${unlaid}`,
    title: what,
    "data-at": key,
    "aria-label": label,
  });
}

/** A row that was compared: what is so, why, and what one expected where it was something else. */
function told(view, { key, name, sample }, isAlone, met, note) {
  const { get, t, opened, levelled } = view;
  const { mine, level, reason, idea } = view.answer(key, met);
  const [shape, words] = get("levels")[level];
  const yours = mine !== level && h("small.enclair-yours", t("you: {answer}", { answer: levelled(mine) }));
  // One idea of a pane is enough to read at once; every other reason opens when it is asked for.
  const isNoted =
    idea && note(h("p.enclair-note", h("b", t("{name}: {words}", { name, words: t(words) })), `. ${idea}`));
  const open = opened[key] ?? isAlone;
  const shown = h("span", `${shape} `, left(level, sample, t(words)));
  const seen = [h("small", name), " ", shown, yours];
  const part = h(
    "details.enclair-row",
    { open, "data-key": key },
    h("summary", { "data-at": key }, seen),
    h("p", h("b", t(words)), `. ${reason}`),
    idea && !isNoted && h("p.enclair-note", idea),
  );
  part.ontoggle = () => (opened[key] = part.open);
  return part;
}

/**
 * What one pair of eyes sees: `rows` are cells {key, name, what, sample}; `who` and `what` say whose eyes they are. One
 * that has no `code` is compared with its neighbours, and tells its reasons at once.
 */
function pane(view, { code, who, what, rows, marked }, met, notes) {
  const { get, t, sentence } = view;
  const count = view.counted(rows);
  const before = notes.length;
  const note = (words) => notes.length === before && notes.push(words);
  const part = group(
    "section.enclair-pane",
    who,
    h("p.enclair-head", { tabIndex: -1 }, who),
    code && h("small", what),
    rows.map((row) => (get("predictions")[row.key] ? told(view, row, !code, met, note) : asked(view, row))),
    code && count.told > 0 && h("p.enclair-soft", { role: "status" }, sentence("same", count)),
    code &&
      count.told < count.all &&
      view.button(t("Compare"), () => view.compare(rows), {
        "data-at": `compare ${code}`,
        disabled: !view.hasGuessed(),
      }),
  );
  part.classList.toggle("enclair-marked", Boolean(marked));
  return part;
}

/** Panes side by side, and what is noted below them of the ideas behind some predictions, each once. */
export function panes(view, shown) {
  const [met, notes] = [new Set(), []];
  return [shown.map((one) => pane(view, one, met, notes)), notes];
}
