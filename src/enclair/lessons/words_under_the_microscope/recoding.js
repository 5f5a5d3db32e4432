// Two codings of the same quotations: the line that neighbours exchange, and how far they agree.

import { number } from "../../views/view.js";

/** Codes as they stand in a line, which `decodeCodes` reads back. */
export const pairs = (codes, ids) => ids.filter((id) => id in codes).map((id) => `${id} ${codes[id]}`);

/** The codes in a line that somebody typed, and the quotations for which it has none, or not one whole code. */
export function decodeCodes(line, ids) {
  const words = line
    .replace(/[−–—]/g, "-")
    .toUpperCase()
    .split(/[\s,;:=()[\]"'“”«»]+/);
  const codes = {};
  let id = "";
  for (const word of words.filter(Boolean)) {
    if (!/^[+-]?\d/.test(word)) id = word;
    else if (ids.includes(id)) codes[id] = id in codes ? NaN : Number(word);
  }
  return [codes, ids.filter((one) => ![-2, -1, 0, 1, 2].includes(codes[one]))];
}

/**
 * How far two codings agree: how many codes are alike, how many would be by chance, Cohen's kappa (NaN if chance
 * alone gives full agreement), and how far kappa can go if one code of the first coding were another.
 */
export function agreement(one, two) {
  const n = one.length;
  const count = (codes, code) => codes.filter((other) => other === code).length;
  const used = [...new Set([...one, ...two])];
  const alike = (first) => first.filter((code, place) => code === two[place]).length;
  const chance = (first) => used.reduce((sum, code) => sum + count(first, code) * count(two, code), 0) / n;
  const kappa = (first) => {
    const beyond = n - chance(first);
    return beyond ? 1 - (n - alike(first)) / beyond : NaN;
  };
  const near = one
    .flatMap((_, place) => used.map((code) => kappa(one.map((old, at) => (at === place ? code : old)))))
    .filter((value) => !Number.isNaN(value));
  const [lowest, highest] = near.length ? [Math.min(...near), Math.max(...near)] : [NaN, NaN];
  return { n, same: alike(one), expected: chance(one), kappa: kappa(one), lowest, highest };
}

/** The same in words. */
export function inWords({ n, same, expected, kappa, lowest, highest }, { sentence, lang }) {
  // Half of the last digit, exactly, goes to the even digit.
  const written = (value, digits) => number(value, lang(), digits, "halfEven");
  const agree = sentence("agree", { same, n });
  if (Number.isNaN(kappa)) return `${agree} ${sentence("no_kappa")}`;
  const chance = sentence("by_chance", { expected: written(expected, 1), kappa: written(kappa, 2) });
  const moves = sentence("moves", { n, lowest: written(lowest, 2), highest: written(highest, 2) });
  return `${agree} ${chance} ${moves}`;
}

/** One row a quotation, the codes that are furthest apart first. */
export function furthestFirst(rows) {
  const steps = (row, other) => (row[other] === undefined ? 0 : Math.abs(row.mine - row[other]));
  const order = (one, two, other) => steps(two, other) - steps(one, other);
  return rows.toSorted((one, two) => order(one, two, "dataset") || order(one, two, "neighbour"));
}
