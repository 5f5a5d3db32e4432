import assert from "node:assert/strict";
import { test } from "node:test";
import deck from "../../src/enclair/lessons/deciding_together/deck.js";
import timer from "../../src/enclair/lessons/deciding_together/timer.js";
import poll from "../../src/enclair/views/poll.js";

test("poll: the first throw says whether the second one answers", () => {
  const flips =
    (...row) =>
    () =>
      row.shift();
  assert.equal(poll.simulatedYes(3, 2, flips(true, true, true)), 2);
  assert.equal(poll.simulatedYes(3, 2, flips(false, true, false, false, false, true)), 2);
  assert.equal(poll.simulatedYes(2, 0, flips(false, true, true)), 1);
  assert.equal(poll.simulatedYes(0, 0, flips()), 0);
});

test("deck: a lot puts nothing back", () => {
  assert.deepEqual(deck.drawn(["a", "b", "c"], 3).sort(), ["a", "b", "c"]);
});

test("timer: time over is counted on", () => {
  assert.deepEqual([65, 0, -5].map(timer.clock), ["1:05", "0:00", "+0:05"]);
});
