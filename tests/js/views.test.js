import assert from "node:assert/strict";
import { test } from "node:test";
import deck from "../../src/enclair/lessons/deciding_together/deck.js";
import timer from "../../src/enclair/lessons/deciding_together/timer.js";
import gates from "../../src/enclair/lessons/judge_for_a_day/gates.js";
import exchange from "../../src/enclair/lessons/what_can_the_server_see/exchange.js";
import recode from "../../src/enclair/lessons/words_under_the_microscope/coding.js";
import poll from "../../src/enclair/views/poll.js";
import { speaking } from "./speaking.js";

test("exchange: both get one key, and whoever stands in the middle gets two", () => {
  const secrets = { alice: 6, bob: 15, mallory: 3, message: 9 };
  const honest = exchange.walk(23, 5, { ...secrets, middle: false });
  assert.equal(honest.key_a, honest.key_b);
  assert.equal(honest.read, 9);
  const between = exchange.walk(23, 5, { ...secrets, middle: true });
  assert.notEqual(between.A, between.to_bob);
  assert.equal(between.read, 9);
  assert.equal(exchange.bruteForce(honest.A, 23, 5), 6);
});

test("poll: an estimate is cut at nothing and all, and few answers tell little", () => {
  const constants = { truth: 0.5, errors: 2, rare: 0.05 };
  const half = poll.estimate(50, 50, constants);
  assert.equal(half.share, 0.5);
  assert.ok(Math.abs(half.margin - 0.2) < 1e-12);
  const few = poll.estimate(1, 9, constants);
  assert.deepEqual([few.share, few.low, few.isCut], [0, 0, true]);
  assert.equal(
    poll.simulatedYes(4, 2, () => true),
    2,
  );
});

test("recode: a line is read as people type it, and what is wrong with it is told", () => {
  const { sentence } = speaking("lessons/words_under_the_microscope", "coding.page");
  assert.deepEqual(recode.decodeCodes("q1: −2, Q2 = +1", ["Q1", "Q2"], sentence), [{ Q1: -2, Q2: 1 }, []]);
  assert.deepEqual(recode.decodeCodes("Q1 3 Q9 1", ["Q1", "Q2"], sentence)[1], [
    "Q1 has 3: codes are whole numbers from -2 to 2.",
    "Not among these quotations: Q9.",
    "Missing: Q2. Ask your neighbour for them.",
  ]);
  const found = recode.agreement([1, 1, 0, 0], [1, 0, 0, 0]);
  assert.deepEqual([found.same, found.expected, found.kappa], [3, 2, 0.5]);
  const rows = [
    { mine: 1, dataset: 1 },
    { mine: -2, dataset: 2 },
  ];
  assert.deepEqual(
    recode.furthestFirst(rows).map(({ mine }) => mine),
    [-2, 1],
  );
});

test("gates: the first no decides, and a doubt leaves the case open", () => {
  const [a, b] = ["interference", "necessity"];
  assert.deepEqual(gates.rule([a, b], { [a]: "yes" }), ["unfinished", b]);
  assert.deepEqual(gates.rule([a, b], { [a]: "no" }), ["free", a]);
  assert.deepEqual(gates.rule([a, b], { [a]: "unsure", [b]: "yes" }), ["open", a]);
  assert.deepEqual(gates.rule([a, b], { [a]: "yes", [b]: "yes" }), ["allowed", ""]);
});

test("deck: a lot puts nothing back", () => {
  assert.deepEqual(deck.drawn(["a", "b", "c"], 3).sort(), ["a", "b", "c"]);
});

test("timer: time over is counted on", () => {
  assert.deepEqual([65, 0, -5].map(timer.clock), ["1:05", "0:00", "+0:05"]);
});
