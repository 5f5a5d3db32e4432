import assert from "node:assert/strict";
import { test } from "node:test";
import { estimate } from "../../src/enclair/views/polling.js";

const constants = { truth: 0.5, errors: 1.959964, rare: 0.025 };

test("a tally fits no share if the exact chance is below 25 in 1,000", () => {
  for (let people = 1; people <= 40; people++) {
    // How likely each number of yes is if nobody means yes: each is one with a chance of a quarter.
    let odds = [1];
    for (let one = 0; one < people; one++)
      odds = [...odds, 0].map((chance, yes) => 0.75 * chance + 0.25 * (odds[yes - 1] ?? 0));
    for (let yes = 0; yes <= people; yes++) {
      const found = estimate(yes, people - yes, constants);
      const few = Math.min(yes, people - yes);
      const tail = odds.slice(0, few + 1).reduce((sum, chance) => sum + chance, 0);
      const expected = found.unclipped >= 0 && found.unclipped <= 1 ? 1 : tail;
      assert.ok(Math.abs(found.chance - expected) < 1e-9, `${yes} of ${people}`);
      assert.equal(found.fits, found.chance >= 0.025);
    }
  }
});
