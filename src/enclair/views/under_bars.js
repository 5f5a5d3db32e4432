// What a question may be about: a quotation of which some words are seen, the others only once its bars are lifted.

import { h, lengths, link, quoted, redacted } from "./elements.js";
import { measure, measureIn } from "./view.js";

const PACE = 110; // milliseconds from word to word

const words = (said) => said.match(/\S+/g) ?? [];

/** Make bars as wide as their words: nothing moves when they lift. */
function fit(quote, pieces) {
  if (!quote.isConnected) return;
  const { font, fontSize } = getComputedStyle(quote);
  measureIn(font);
  const hidden = pieces.flatMap(([said, kind]) => (kind === "seen" ? [] : words(said)));
  const width = (word) => `${(measure(word) - 2) / Number.parseFloat(fontSize)}em`;
  for (const [at, bar] of [...quote.querySelectorAll("i")].entries()) bar.style.width = width(hidden[at]);
}

/** When each barred word lifts, piece by piece: those that matter last, after all others. */
function times(pieces) {
  const hidden = pieces.flatMap(([said, kind]) => (kind === "hidden" ? words(said) : []));
  const next = { hidden: 0, last: hidden.length + 4 };
  return pieces.map(([said, kind]) => words(said).map(() => kind !== "seen" && PACE * next[kind]++));
}

/** How long it takes until all words are lifted. */
export const duration = (pieces) => Math.max(...times(pieces).flat()) + 320;

/** The quotation of a question; lifted, its words come one after the other, and those that matter last, with a mark. */
export function quotation({ pieces, spoken }, isLifted, t) {
  const all = times(pieces);
  const told = ([said, kind], at) => {
    if (kind === "seen" || !said.trim()) return said;
    if (!isLifted) return [" ", redacted(lengths(said), t("Words under a bar."))];
    const lift = (word, place) => {
      const style = `animation-delay: ${all[at][place]}ms`;
      return [h(`${kind === "last" ? "mark" : "span"}.enclair-lifted`, { style }, word), " "];
    };
    return [" ", words(said).flatMap(lift)];
  };
  const quote = quoted(spoken, ...pieces.map(told));
  if (!isLifted) requestAnimationFrame(() => fit(quote, pieces));
  return quote;
}

/** Who speaks, and where it was read. */
export const origin = ({ who, source, url }) => h("p.enclair-source", who && `${who}. `, link(url, source));
