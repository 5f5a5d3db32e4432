// What differs between two wordings, word by word.

import { h } from "./elements.js";
import { isolated } from "./view.js";

/** Stands in a sentence where words of another language go. */
const SPLIT = "\u0000";
const SAME_SIGNS = { "’": "'", "‘": "'", "‑": "-", "–": "-", œ: "oe", æ: "ae" };
const AROUND = "(?![%‰&§@#])[\\p{P}\\p{Z}\\p{Cf}]";
const OUTSIDE = new RegExp(`^(?:${AROUND})+|(?:${AROUND})+$`, "gu");

/** That by which a word is compared: without the punctuation, blanks and invisible signs around it. */
function key(word) {
  const letters = word.normalize("NFC").toLowerCase();
  return letters.replace(/[’‘‑–œæ]/g, (sign) => SAME_SIGNS[sign]).replace(OUTSIDE, "");
}

/** A text cut at white space; signs that stand alone stay with a word. */
function glued(text) {
  const words = [];
  let waiting = [];
  for (const piece of text.split(/\s+/u).filter(Boolean)) {
    if (key(piece)) {
      words.push([...waiting, piece].join(" "));
      waiting = [];
    } else if (words.length && !waiting.length && !/[«“„‹([{]$/.test(piece))
      words.push(`${words.pop()} ${piece}`);
    else waiting.push(piece);
  }
  if (waiting.length) words.push([...(words.length ? [words.pop()] : []), ...waiting].join(" "));
  return words;
}

/** The longest run of keys that both lists have between these places, the first of equally long ones. */
function longest(old, changed, oldFrom, oldTo, newFrom, newTo) {
  let best = [oldFrom, newFrom, 0];
  for (let at = oldFrom; at < oldTo; at++)
    for (let place = newFrom; place < newTo; place++) {
      const most = Math.min(oldTo - at, newTo - place);
      let length = 0;
      while (length < most && old[at + length] === changed[place + length]) length++;
      if (length > best[2]) best = [at, place, length];
    }
  return best;
}

/** [kind, words before, words after] for each run of words; kind is "same", "cut", "added" or "changed". */
export function difference(before, after) {
  const [old, changed] = [glued(before), glued(after)];
  const keys = [old.map(key), changed.map(key)];
  const run = (kind, oldFrom, oldTo, newFrom, newTo) => [
    [kind, old.slice(oldFrom, oldTo).join(" "), changed.slice(newFrom, newTo).join(" ")],
  ];
  const match = (...ends) => {
    const [oldFrom, oldTo, newFrom, newTo] = ends;
    const [at, place, length] = longest(...keys, oldFrom, oldTo, newFrom, newTo);
    if (length) {
      const same = run("same", at, at + length, place, place + length);
      const left = match(oldFrom, at, newFrom, place);
      return [...left, ...same, ...match(at + length, oldTo, place + length, newTo)];
    }
    const [cut, added] = [oldFrom < oldTo, newFrom < newTo];
    return cut || added ? run(cut && added ? "changed" : cut ? "cut" : "added", ...ends) : [];
  };
  return match(0, old.length, 0, changed.length);
}

/** Whether two texts, of which these are the parts, are no two wordings of one: hardly a word is in both. */
export function apart(parts) {
  const total = (which, all = parts) => all.reduce((sum, part) => sum + glued(part[which]).length, 0);
  const same = parts.filter(([kind]) => kind === "same");
  return 2 * total(1, same) < Math.min(total(1), total(2));
}

/** One of two wordings (1: before, 2: after) as nodes; what only it has is marked by line, not by colour alone. */
export function wording(parts, which) {
  const marks = { cut: "del", added: "ins", changed: which === 1 ? "del" : "ins" };
  const plain = apart(parts);
  return parts
    .filter((part) => part[which])
    .flatMap((part) => [plain || part[0] === "same" ? part[which] : h(marks[part[0]], part[which]), " "]);
}

/** What only one of two wordings has, in a sentence, as nodes. `codes` are the languages of the two. */
export function differences(parts, names, codes, { t, sentence }) {
  if (apart(parts)) return [sentence("apart")];
  const sentences = names.flatMap((name, place) => {
    const own = parts.flatMap(([kind, ...ends]) => (kind !== "same" && ends[place]) || []);
    if (!own.length) return [];
    // A comma or full stop at their end would stand beside ours.
    const ends = own.map((end) => end.replace(/[.,;:]+$/, "") || end);
    const words = ends.map((end) => t("“{words}”", { words: isolated(end) })).join(", ");
    const [start, end] = sentence("only", { name, words: SPLIT }).split(SPLIT);
    return [start, h("bdi", { lang: codes[place] }, words), `${end} `];
  });
  if (sentences.length) return sentences;
  const same = parts.every(([, before, after]) => before === after);
  return [sentence(same ? "same" : "signs")];
}
