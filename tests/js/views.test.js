import assert from "node:assert/strict";
import { test } from "node:test";
import deck from "../../src/enclair/lessons/deciding_together/deck.js";
import timer from "../../src/enclair/lessons/deciding_together/timer.js";

test("deck: a lot puts nothing back and favours nobody", () => {
  assert.deepEqual(deck.drawn(["a", "b", "c"], 3).sort(), ["a", "b", "c"]);
  const first = Array.from({ length: 400 }, () => deck.drawn(["a", "b"], 1)[0]);
  const many = first.filter((side) => side === "a").length;
  assert.ok(many > 160 && many < 240, `${many}`); // half is 200; 40 fewer are 4 standard deviations
});

test("deck: a full hand takes no card, and any hand gives back what it holds", () => {
  assert.deepEqual(deck.turned(["a"], "b", 2), ["a", "b"]);
  assert.deepEqual(deck.turned(["a", "b"], "c", 2), ["a", "b"]);
  assert.deepEqual(deck.turned(["a", "b"], "a", 2), ["b"]);
});

test("deck: a card changes places with its neighbour, and none falls off the end", () => {
  assert.deepEqual(deck.moved(["a", "b", "c"], "c", -1), ["a", "c", "b"]);
  assert.deepEqual(deck.moved(["a", "b", "c"], "a", 1), ["b", "a", "c"]);
  const hand = ["a", "b"];
  assert.equal(deck.moved(hand, "a", -1), hand);
  assert.equal(deck.moved(hand, "b", 1), hand);
});

test("timer: time over is counted on", () => {
  assert.deepEqual([65, 0, -5].map(timer.clock), ["1:05", "0:00", "+0:05"]);
});
