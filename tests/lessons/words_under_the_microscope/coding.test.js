import assert from "node:assert/strict";
import { test } from "node:test";
import recode from "../../../src/enclair/lessons/words_under_the_microscope/coding.js";
import { speaking } from "../../js/speaking.js";

const IDS = ["Q42", "Q62", "Q65"];
const [view, french] = ["en", "fr"].map((lang) =>
  speaking("lessons/words_under_the_microscope", "coding.page", lang),
);

test("signs around the words of a line do no harm, nor do words that are no name", () => {
  for (const line of [
    "Q42 -2, Q62 2, Q65 0",
    "q62: +2; q42 = −2\nQ65\u00a00",
    "« Q65 0 Q62 2.0 Q42 –2 »",
    "3 of us: Q42 -2, Q62 2, Q99 0, Q65 0",
  ])
    assert.deepEqual(recode.decodeCodes(line, IDS), [{ Q42: -2, Q62: 2, Q65: 0 }, []]);
});

test("a name without one whole code is missing", () => {
  const lines = {
    " ": IDS,
    "2 Q62, -2 Q42, 0 Q65": ["Q65"],
    "Q42 -2, Q62 2": ["Q65"],
    "Q42 -2, Q62 5, Q65 0.5": ["Q62", "Q65"],
    "Q42 -2, Q62, Q65 0": ["Q62"],
    "Q42 -2, Q62 2 1, Q65 0, Q65 0": ["Q62", "Q65"],
  };
  for (const [line, missing] of Object.entries(lines))
    assert.deepEqual(recode.decodeCodes(line, IDS)[1], missing, line);
});

test("kappa, and how far one changed code can move it, are those of statsmodels (cohens_kappa)", () => {
  for (const { codes, expected } of [
    { codes: ["PN", "PP"], expected: [1, 1, 0, 0, 0] },
    { codes: ["-++-", "++-+"], expected: [1, 2, -1 / 2, -0.6, 0.2] },
    { codes: ["++b-bd+b", "dd++bb0b"], expected: [2, 2.125, -1 / 47, -1 / 6, 1 / 6] },
    { codes: ["PPPNNSNNNN", "NPSSSSPPPP"], expected: [2, 2.5, -1 / 15, -8 / 37, 9 / 79] },
    { codes: ["+0d-ddb-d0", "d-b++-b-d+"], expected: [3, 1.9, 11 / 81, 0, 0.2682926829268293] },
  ]) {
    const [one, two] = codes.map((each) => [...each]);
    const { same, expected: chance, kappa, lowest, highest } = recode.agreement(one, two);
    for (const [at, value] of [same, chance, kappa, lowest, highest].entries())
      assert.ok(Math.abs(value - expected[at]) < 1e-9, `${codes}: ${value}, not ${expected[at]}`);
  }
});

test("agreement is told with what one changed code can do, and without a kappa if there is none", () => {
  const told = (one, two, lang = view) => recode.inWords(recode.agreement(one, two), lang);
  const one = [1, 1, 2, 0, 2, 1, -1, -2, -2, 0];
  const two = [1, 2, 2, 0, 1, 1, -1, -2, -1, 0];
  assert.match(
    told(one, two),
    /agree on 7 of 10.*on about 2\.1\. .*kappa is 0\.62\. .*10 can.*0\.48 or up to 0\.75/,
  );
  assert.match(told([1, 2, 1, 2], [2, 1, 1, 1]), /kappa is −0\.50/);
  assert.match(told([0, 0, 0], [0, 0, 0]), /cannot be computed/);
  assert.doesNotMatch(told([0, 0, 0], [0, 0, 0], french), /NaN/i);
  assert.match(told([1, 2, 1, 2], [2, 1, 1, 1], french), /−0,50/);
});

test("the codes that are furthest apart come first, the dataset's before the neighbour's", () => {
  const rows = [
    { id: "a", mine: 1, dataset: 1, neighbour: 1 },
    { id: "b", mine: 0, dataset: 1, neighbour: -2 },
    { id: "c", mine: 2, dataset: -2, neighbour: 2 },
    { id: "d", mine: 1, dataset: 0, neighbour: 1 },
    { id: "e", mine: 1, dataset: 1, neighbour: 2 },
  ];
  const order = (all) => recode.furthestFirst(all).map(({ id }) => id);
  assert.deepEqual(order(rows), ["c", "b", "d", "e", "a"]);
  assert.deepEqual(order(rows.map(({ neighbour, ...plain }) => plain)), ["c", "b", "d", "a", "e"]);
  assert.equal(rows[0].id, "a"); // the rows themselves stay in their order
});
