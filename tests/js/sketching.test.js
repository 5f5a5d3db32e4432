import assert from "node:assert/strict";
import { test } from "node:test";
import { completed, distance, drawable, step, ticks } from "../../src/enclair/views/sketching.js";

test("a line goes straight from touched point to touched point, and stays level at its ends", () => {
  const _ = undefined;
  assert.deepEqual(completed([0, _, _, 90, _]), [0, 30, 60, 90, 90]);
  assert.deepEqual(completed([_, 10, _, 30]), [10, 10, 20, 30]);
  assert.deepEqual(completed([4, 5, 6]), [4, 5, 6]);
  assert.deepEqual(completed([_, _]), [_, _]);
});

test("what is known from the start counts for no distance", () => {
  assert.deepEqual(distance([900, 10, 30], [0, 20, 0], 1), { mean: 20, farthest: 2 });
  assert.deepEqual(distance([5], [5], 0), { mean: 0, farthest: 0 });
});

test("steps are round, and a hand is not finer than the picture", () => {
  const steps = [1000, 24, 83, 1500, 3].map((top) => step(top, 100));
  assert.deepEqual(steps, [10, 1, 1, 20, 1]);
  assert.equal(`${[1000, 24, 22].flatMap((top) => ticks(top))}`, "0,500,1000,0,10,20,24,0,10,20");
  const drawn = [drawable(497.6, 1000), drawable(-3, 1000), drawable(1020, 1000), drawable(17.4, 24)];
  assert.deepEqual(drawn, [500, 0, 1000, 17]);
});
