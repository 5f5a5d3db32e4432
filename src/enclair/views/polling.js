// What the tally of a poll tells in which coins hide each answer, and in which words: the one home of both.
// polling.py has the numbers alone; tests/cases/poll.json holds the two together.

import { number } from "./view.js";

/** What a tally tells, every number a part of 1. */
export function estimate(yes, no, { truth, errors, rare }) {
  const people = yes + no;
  const cut = (share) => Math.min(1, Math.max(0, share));
  const wrong = (1 - truth) / 2;
  const margin = (errors * Math.sqrt(0.25 / people)) / truth; // the widest case: half of the people mean yes
  const share = cut((yes / people - wrong) / truth);
  const [below, above] = [share - margin, share + margin];
  const chance = tail(Math.min(yes, no), people, wrong);
  return {
    ...{ yes, no, people, margin, share, below, above, chance },
    low: cut(below),
    high: cut(above),
    isCut: below < 0 || above > 1,
    fits: chance >= rare,
  };
}

/**
 * How often a tally is so far off, or more, if nobody means yes (or everybody); 1 if it is not off. Exact: `few`
 * or fewer of `people` say what only chance makes them say, the tail of the binomial distribution.
 */
function tail(few, people, chance) {
  if (few >= people * chance) return 1;
  let ways = 0;
  for (let count = 1; count <= few; count++) ways += Math.log((people - few + count) / count);
  let term = Math.exp(ways + few * Math.log(chance) + (people - few) * Math.log(1 - chance));
  let total = 0;
  for (let count = few; count >= 0; count--) {
    total += term;
    term *= ((count / (people - count + 1)) * (1 - chance)) / chance;
  }
  return total;
}

/** Digits after the point: where an estimate is off by less than a point, whole points would hide that. */
export const digitsOf = ({ margin }) => (margin < 0.01 ? 1 : 0);

/** A part of 1 in points of a hundred, and in percent. */
export const points = (share, lang, digits = 0) => number(100 * share, lang, digits);
export const percent = (share, { t, lang }, digits = 0) =>
  t("{number}%", { number: points(share, lang(), digits) });

/** A multiple of a quarter as people write it. */
const counted = (value, lang) => number(value, lang, value % 1 === 0 ? 0 : value % 0.5 === 0 ? 1 : 2);

/** An estimate as the numbers of its sentences. */
function figures(result, view) {
  const lang = view.lang();
  const digits = digitsOf(result);
  const share = (name) => percent(result[name], view, digits);
  return {
    people: number(result.people, lang),
    yes: number(result.yes, lang),
    half: counted(result.people / 2, lang),
    by_chance: counted(result.people / 4, lang),
    rest: counted(result.yes - result.people / 4, lang),
    margin: points(result.margin, lang, digits),
    ...Object.fromEntries(["share", "low", "high", "below", "above"].map((name) => [name, share(name)])),
    none: percent(0, view),
    all: percent(1, view),
  };
}

/** Which sentence says how the estimate is made; `off` how far off it may be. */
function made({ yes, people }) {
  const rest = yes - people / 4;
  return rest < 0 ? "more_than_all" : rest > people / 2 ? "all_true" : "estimate";
}

function off({ fits, margin, low, high }) {
  if (!fits) return "fits_no_share";
  if (margin > 1) return "tells_nothing_at_all";
  return low === 0 && high === 1 ? "tells_nothing" : "off";
}

/** An estimate in words: how it is made, and how far off it may be. */
export function inWords(result, view) {
  const values = figures(result, view);
  const one = (name) => view.sentence(name, values);
  const say = (...names) => names.filter(Boolean).map(one).join(" ");
  return [say("by_chance", made(result)), say(off(result), result.fits && result.isCut && "ends_cut")];
}
