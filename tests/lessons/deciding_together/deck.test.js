import assert from "node:assert/strict";
import { test } from "node:test";
import deck from "../../../src/enclair/lessons/deciding_together/deck.js";
import timer from "../../../src/enclair/lessons/deciding_together/timer.js";

test("a lot puts nothing back and favours nobody", () => {
  assert.deepEqual(deck.drawn(["a", "b", "c"], 3).sort(), ["a", "b", "c"]);
  const first = Array.from({ length: 400 }, () => deck.drawn(["a", "b"], 1)[0]);
  const many = first.filter((side) => side === "a").length;
  assert.ok(many > 160 && many < 240, `${many}`); // half is 200; 40 fewer are 4 standard deviations
});

test("time over is counted on", () => {
  assert.deepEqual([65, 0, -5].map(timer.clock), ["1:05", "0:00", "+0:05"]);
});
