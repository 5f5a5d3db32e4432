import assert from "node:assert/strict";
import { test } from "node:test";
import recode from "../../src/enclair/lessons/words_under_the_microscope/coding.js";
import { speaking } from "./speaking.js";

const IDS = ["Q42", "Q62", "Q65"];
const [view, french] = ["en", "fr"].map((lang) =>
  speaking("lessons/words_under_the_microscope", "coding.page", lang),
);

test("signs around the words of a line do no harm", () => {
  for (const line of ["Q42 -2, Q62 2, Q65 0", "q62: +2; q42 = −2\nQ65\u00a00", "« Q65 0 Q62 2.0 Q42 –2 »"])
    assert.deepEqual(recode.decodeCodes(line, IDS, view.sentence), [{ Q42: -2, Q62: 2, Q65: 0 }, []]);
});

test("what is wrong with a line is said", () => {
  const lines = {
    " ": ["The line is empty. It gives each quotation and its code, such as: Q42 2"],
    "2 Q62, -2 Q42, 0 Q65": ["The line begins with a code. First comes the quotation, such as: Q42 2"],
    "Q42 -2, Q62 2": ["Missing: Q65. Ask your neighbour for them."],
    "Q42 -2, Q62 2, Q99 0, Q65 0": ["Not among these quotations: Q99."],
    "Q42 -2, Q62 5, Q65 0": ["Q62 has 5: codes are whole numbers from -2 to 2."],
    "Q42 -2, Q62 1.5, Q65 0": ["Q62 has 1.5: codes are whole numbers from -2 to 2."],
    "Q42 -2, Q62, Q65 0": ["Q62 has no code after it."],
    "Q42 -2, Q62 2 1, Q65 0": ["1 follows no quotation: each quotation has one code."],
    "Q42 -2, Q62 2, Q62 1, Q65 0": ["Q62 stands there twice."],
    "a b c d e f Q42 0 Q62 0 Q65 0": ["Not among these quotations: a, b, c, d, e …."],
    "Q99 1": ["Not among these quotations: Q99.", "Missing: Q42, Q62, Q65. Ask your neighbour for them."],
  };
  for (const [line, said] of Object.entries(lines))
    assert.deepEqual(recode.decodeCodes(line, IDS, view.sentence)[1], said);
});

test("one code throughout leaves no kappa", () => {
  const found = recode.agreement([0, 0, 0], [0, 0, 0]);
  assert.deepEqual([found.n, found.same, found.expected], [3, 3, 3]);
  assert.ok(Number.isNaN(found.kappa));
  assert.ok(Number.isNaN(found.lowest));
  assert.match(recode.inWords(found, view), /cannot be computed/);
  assert.doesNotMatch(recode.inWords(found, french), /NaN/i);
});

test("at full agreement kappa can only fall, and the more quotations, the less it moves", () => {
  const [one, two] = [
    [1, 1, 2, 0, 2, 1, -1, -2, -2, 0],
    [1, 2, 2, 0, 1, 1, -1, -2, -1, 0],
  ];
  const ten = (codes) => Array(10).fill(codes).flat();
  const [found, long] = [recode.agreement(one, two), recode.agreement(ten(one), ten(two))];
  const full = recode.agreement(one, one);
  assert.ok(found.lowest < found.kappa && found.kappa < found.highest);
  assert.deepEqual([full.highest, full.kappa], [1, 1]);
  assert.ok(Math.abs(long.kappa - found.kappa) < 1e-12);
  assert.ok(long.highest - long.lowest < (found.highest - found.lowest) / 5);
  assert.equal(
    recode.inWords(found, view),
    "The two codings agree on 7 of 10. Had both dealt their codes out at random, like shuffled cards, they would still agree on about 2.1. Kappa counts only what goes beyond chance: 0 is no better than chance, 1 is full agreement, below 0 is worse than chance. Here kappa is 0.62. One changed code among the 10 can take it down to 0.48 or up to 0.75: the fewer the quotations, the more it moves.",
  );
  const below = recode.agreement([1, 2, 1, 2], [2, 1, 1, 1]);
  assert.match(recode.inWords(below, view), /kappa is −0\.50/);
});
