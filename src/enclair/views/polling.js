// What the tally of a poll tells in which coins hide each answer, and in which words: the one home of both.
// polling.py has the numbers alone; tests/cases/poll.json holds the two together.

import { number } from "./numbers.js";

/** What a tally tells, every number a part of 1. */
export function estimate(yes, no, { truth, errors, rare }) {
  const people = yes + no;
  const cut = (share) => Math.min(1, Math.max(0, share));
  const wrong = (1 - truth) / 2;
  const margin = (errors * Math.sqrt(0.25 / people)) / truth; // the widest case: half of the people mean yes
  const unclipped = (yes / people - wrong) / truth;
  const share = cut(unclipped);
  const [below, above] = [share - margin, share + margin];
  const chance = tail(Math.min(yes, no), people, wrong);
  return {
    ...{ yes, no, people, margin, unclipped, share, below, above, chance },
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
function figures(found, view) {
  const lang = view.lang();
  const digits = digitsOf(found);
  const share = (name) => percent(found[name], view, digits);
  return {
    people: number(found.people, lang),
    yes: number(found.yes, lang),
    half: counted(found.people / 2, lang),
    by_chance: counted(found.people / 4, lang),
    rest: counted(found.yes - found.people / 4, lang),
    raw: share("unclipped"),
    share: share("share"),
    margin: points(found.margin, lang, digits),
    low: share("low"),
    high: share("high"),
    below: share("below"),
    above: share("above"),
    chance: points(found.chance, lang),
    none: percent(0, view),
    all: percent(1, view),
  };
}

/** How the estimate is made, in words. */
function made(found, values, sentence) {
  const rest = found.yes - found.people / 4;
  if (rest < 0) return sentence("more_than_all", values);
  if (rest > found.people / 2) return sentence("all_true", values);
  return sentence("estimate", values);
}

/** How far off it may be, in words. */
function off(found, values, sentence) {
  if (!found.fits) return sentence("fits_no_share", values);
  if (found.margin > 1) return sentence("tells_nothing_at_all", values);
  if (found.low === 0 && found.high === 1) return sentence("tells_nothing", values);
  return sentence("off", values);
}

/** What was cut, in words. */
function cut(found, values, sentence) {
  if (!found.fits) return "";
  if (values.raw !== values.share)
    return found.unclipped < 0 ? sentence("cut_below", values) : sentence("cut_above", values);
  return found.isCut ? sentence("ends_cut", values) : "";
}

/** An estimate in words: how it is made, and how far off it may be. */
export function inWords(found, view) {
  const [sentence, values] = [view.sentence, figures(found, view)];
  const second = sentence("by_chance", values);
  const told = [
    [second, made(found, values, sentence)],
    [off(found, values, sentence), cut(found, values, sentence)],
  ];
  return told.map((sentences) => sentences.filter(Boolean).join(" "));
}

/** How many say yes in a class in which `meant` people mean yes; `heads` throws a coin. */
export function simulatedYes(people, meant, heads) {
  let yes = 0;
  for (let one = 0; one < people; one++) yes += heads() ? one < meant : heads();
  return yes;
}
