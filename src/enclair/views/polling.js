// What the tally of a poll tells in which coins hide each answer, and in which words: the one home of both.
// polling.py has the numbers alone; tests/cases/poll.json holds the two together.

import { number } from "./numbers.js";

/** What a tally tells, every number a part of 1. */
export function estimate(yes, no, { truth, errors, rare }) {
  const people = yes + no;
  const cut = (share) => Math.min(1, Math.max(0, share));
  const wrong = (1 - truth) / 2;
  const half = 0.5 * truth + wrong; // the widest case: half of the people mean yes
  const margin = (errors * Math.sqrt((half * (1 - half)) / people)) / truth;
  const uncut = (yes / people - wrong) / truth;
  const share = cut(uncut);
  const [below, above] = [share - margin, share + margin];
  const chance = tail(Math.min(yes, no), people, wrong);
  return {
    ...{ yes, no, people, margin, uncut, share, below, above, chance },
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
export const percent = (share, lang, digits = 0) =>
  points(share, lang, digits) + (lang === "fr" ? "\u00a0%" : "%");

/** A multiple of a quarter as people write it. */
const counted = (value, lang) => number(value, lang, value % 1 === 0 ? 0 : value % 0.5 === 0 ? 1 : 2);

/** An estimate as the numbers of its sentences. */
function figures(found, lang) {
  const digits = digitsOf(found);
  const share = (name) => percent(found[name], lang, digits);
  return {
    people: number(found.people, lang),
    yes: number(found.yes, lang),
    half: counted(found.people / 2, lang),
    by_chance: counted(found.people / 4, lang),
    rest: counted(found.yes - found.people / 4, lang),
    raw: share("uncut"),
    share: share("share"),
    margin: points(found.margin, lang, digits),
    low: share("low"),
    high: share("high"),
    below: share("below"),
    above: share("above"),
    chance: points(found.chance, lang),
    none: percent(0, lang),
    all: percent(1, lang),
  };
}

/** How the estimate is made, in words. */
function made(found, values, t) {
  const rest = found.yes - found.people / 4;
  if (rest < 0) return t("That is more than all who said yes ({yes}): the estimate is {none}.", values);
  if (rest > found.people / 2)
    return t(
      "Take them from the {yes} yes, and {rest} are left: more than the {half} true answers, so the estimate is {all}.",
      values,
    );
  return t(
    "Take them from the {yes} yes, and {rest} are left, among about {half} true answers: the estimate is {share}.",
    values,
  );
}

/** How far off it may be, in words. */
function off(found, values, t) {
  if (!found.fits)
    return t(
      "But no share from {none} to {all} goes well with this tally: by chance alone it is rare. Count again, or ask whether everyone followed the coin.",
      values,
    );
  if (found.margin > 1)
    return t(
      "Such a poll may be off by more than 100 points, so this tally tells nothing: every share from {none} to {all} goes with it.",
      values,
    );
  if (found.low === 0 && found.high === 1)
    return t(
      "Such a poll may be off by {margin} points, so this tally tells nothing: every share from {none} to {all} goes with it.",
      values,
    );
  return t(
    "Such a poll may be off by {margin} points (in about 95 of 100 cases it is off by less): the true share may be anywhere from {low} to {high}.",
    values,
  );
}

/** What was cut, in words. */
function cut(found, values, t) {
  if (!found.fits) return "";
  if (values.raw !== values.share)
    return found.uncut < 0
      ? t(
          "(The estimate came out as {raw}, and was cut. If nobody meant yes, about {chance} of 100 such polls would have so few.)",
          values,
        )
      : t(
          "(The estimate came out as {raw}, and was cut. If everybody meant yes, about {chance} of 100 such polls would have so many.)",
          values,
        );
  return found.isCut
    ? t("(Reckoned from {below} to {above}, and cut: no share lies outside {none} to {all}.)", values)
    : "";
}

/** An estimate in words: how it is made, and how far off it may be. */
export function inWords(found, t, lang) {
  const values = figures(found, lang);
  const second = t(
    "Answers in all: {people}. About half of them, {half}, come from the second throw, and about half of those, {by_chance}, are a yes by chance.",
    values,
  );
  const told = [
    [second, made(found, values, t)],
    [off(found, values, t), cut(found, values, t)],
  ];
  return told.map((sentences) => sentences.filter(Boolean).join(" "));
}

/** How many say yes in a class in which `meant` people mean yes; `heads` throws a coin. */
export function thrown(people, meant, heads) {
  let yes = 0;
  for (let one = 0; one < people; one++) yes += heads() ? one < meant : heads();
  return yes;
}
