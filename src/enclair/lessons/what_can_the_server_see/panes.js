// What several pairs of eyes see of one message, side by side: bars that one places, then those of the design.

import { group, h, lengths, redacted } from "../../views/elements.js";

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

/** A row that is not told yet: a press lays the next of the looks; before a class it asks about the row, then lifts it. */
function waiting(view, { key, name, what, sample }) {
  const { get, t, draft, isShared } = view;
  const levels = Object.keys(get("levels"));
  const level = draft[key] ?? "yes";
  const isAsked = key === view.asked?.key;
  const press = () => {
    if (isAsked) return view.open();
    if (isShared) view.wanted = key;
    else draft[key] = levels[(levels.indexOf(level) + 1) % levels.length];
    view.drawSheet(false);
  };
  const words = isAsked ? t("Hidden until the class has answered") : t(get("levels")[level][1]);
  const seen = isShared ? h("span.enclair-sample", isAsked ? "?" : sample) : left(level, sample, words);
  const isUnlaid = !isAsked && (isShared || !(key in draft));
  return view.button([h("small", name), " ", seen], press, {
    className: `enclair-row${isAsked ? " enclair-veiled" : ""}${isUnlaid ? " enclair-unlaid" : ""}`,
    ...(!isShared && { title: what }),
    "data-at": key,
    "aria-label": isShared && !isAsked ? null : t("{name}: {words}", { name, words }),
  });
}

/** A row that was compared: what is so, and why; `notes` gets the idea behind what one expected, each once. */
function told(view, { key, name, sample }, isAlone, notes) {
  const { get, t, opened, levelled, isShared } = view;
  const mine = get("predictions")[key];
  const [level, why, ideas] = get("answers")[key];
  const [shape, words] = get("levels")[level].map((each) => t(each));
  const phrase = (place) => t(get("phrases")[place]);
  const note = (...more) => h("p.enclair-note", h("b", t("{name}: {words}", { name, words })), ". ", more);
  // A class has not had it.
  const idea = isShared ? undefined : ideas[mine];
  if (idea !== undefined && !notes.has(idea)) notes.set(idea, note(phrase(idea)));
  if (key === view.latest[0]) notes.set(key, note(phrase(why), " ", h("b", view.latest[1])));
  const isOther = mine && mine !== level && !isShared;
  const answer = isOther && levelled(mine).split(",")[0]; // a cell is narrow
  const said = isOther && [" ", h("small.enclair-yours", t("you: {answer}", { answer }))];
  const shown = h("span", `${shape} `, left(level, sample, words));
  const part = h(
    "details.enclair-row",
    { open: opened[key] ?? isAlone, "data-key": key },
    h("summary", { "data-at": key }, h("small", name), " ", shown, said),
    h("p", h("b", words), `. ${phrase(why)}`),
  );
  part.ontoggle = () => (opened[key] = part.open);
  return part;
}

/**
 * What one pair of eyes sees: `rows` are cells {key, name, what, sample}; `who` and `what` say whose eyes they are. One
 * that has no `code` is compared with its neighbours, and tells its reasons at once.
 */
function pane(view, { code, who, what, rows, marked }, notes) {
  const { get, t, sentence, isShared } = view;
  const row = (one) => (view.isTold(one) ? told(view, one, !code && !isShared, notes) : waiting(view, one));
  const mine = get("predictions");
  const predicted = rows.filter(({ key }) => key in mine);
  const same = predicted.filter(({ key }) => mine[key] === get("answers")[key][0]);
  const compared = sentence("same", { same: same.length, told: predicted.length });
  const part = group(
    "section.enclair-pane",
    who,
    h("p.enclair-head", who),
    code && h("small", what),
    rows.map(row),
    code && predicted.length > 0 && h("p.enclair-soft", { role: "status" }, compared),
    code && view.comparer(t("Compare"), rows, `compare ${code}`),
  );
  part.classList.toggle("enclair-marked", Boolean(marked));
  return part;
}

/** Panes side by side, and what is noted below them. */
export function panes(view, shown) {
  const notes = new Map();
  return [shown.map((one) => pane(view, one, notes)), [...notes.values()]];
}
