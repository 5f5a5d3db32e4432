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

/** A row that was compared: what is so, why, and what one expected where it was something else. */
function told(view, { key, name, sample }, isAlone, met, notes) {
  const { get, t, opened, levelled } = view;
  const mine = get("predictions")[key];
  const [level, why, ideas] = get("answers")[key];
  const [shape, words] = get("levels")[level].map((each) => t(each));
  const phrase = (place) => t(get("phrases")[place]);
  const says = (more) => [h("b", t("{name}: {words}", { name, words })), `. ${more}`];
  // An idea is told once; one of each pane is enough to read at once, and every other opens when it is asked for. A
  // class has not had it.
  const idea = !view.isShared && mine in ideas && !met.has(ideas[mine]) && phrase(ideas[mine]);
  if (idea) met.add(ideas[mine]);
  const isNoted = idea && !notes.length;
  if (isNoted) notes.push(h("p.enclair-note", says(idea)));
  if (key === view.latest[0]) notes.push(h("p.enclair-note", says(phrase(why)), " ", h("b", view.latest[1])));
  const isOther = mine && mine !== level && !view.isShared;
  const answer = isOther && levelled(mine).split(",")[0]; // a cell is narrow
  const said = isOther && [" ", h("small.enclair-yours", t("you: {answer}", { answer }))];
  const shown = h("span", `${shape} `, left(level, sample, words));
  const part = h(
    "details.enclair-row",
    { open: opened[key] ?? isAlone, "data-key": key },
    h("summary", { "data-at": key }, h("small", name), " ", shown, said),
    h("p", h("b", words), `. ${phrase(why)}`),
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
  const { get, t, sentence, isShared } = view;
  const here = [];
  const row = (one) =>
    view.isTold(one) ? told(view, one, !code && !isShared, met, here) : waiting(view, one);
  const mine = get("predictions");
  const predicted = rows.filter(({ key }) => key in mine);
  const same = predicted.filter(({ key }) => mine[key] === get("answers")[key][0]);
  const compared = sentence("same", { same: same.length, told: predicted.length });
  const part = group(
    "section.enclair-pane",
    who,
    h("p.enclair-head", { tabIndex: -1 }, who),
    code && h("small", what),
    rows.map(row),
    code && predicted.length > 0 && h("p.enclair-soft", { role: "status" }, compared),
    code && view.comparer(t("Compare"), rows, `compare ${code}`),
  );
  part.classList.toggle("enclair-marked", Boolean(marked));
  notes.push(...here);
  return part;
}

/** Panes side by side, and what is noted below them of the ideas behind some predictions, each once. */
export function panes(view, shown) {
  const [met, notes] = [new Set(), []];
  return [shown.map((one) => pane(view, one, met, notes)), notes];
}
