import assert from "node:assert/strict";
import { test } from "node:test";
import { digitsOf, estimate, inWords, percent, points } from "../../src/enclair/views/polling.js";
import { speaking } from "./speaking.js";

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
      const expected = found.uncut >= 0 && found.uncut <= 1 ? 1 : tail;
      assert.ok(Math.abs(found.chance - expected) < 1e-9, `${yes} of ${people}`);
      assert.equal(found.fits, found.chance >= 0.025);
    }
  }
});

test("every tally is told with its interval, and a cut is said", () => {
  const counts = [0, 1, 2, 3, 7, 10, 25, 33, 120, 999, 5678, 100000];
  for (const yes of counts)
    for (const no of counts.filter((one) => yes + one)) {
      const found = estimate(yes, no, constants);
      for (const lang of ["en", "fr"]) {
        const view = speaking("views", "poll.page", lang);
        const [made, off] = inWords(found, view);
        const digits = digitsOf(found);
        assert.doesNotMatch(made + off, /\{/);
        if (found.uncut >= 0 && found.uncut <= 1)
          assert.ok(made.includes(percent(found.share, view, digits)));
        const cuts = ["no share lies outside", "and was cut. If"].filter((words) => off.includes(words));
        assert.equal(cuts.length, Number(found.isCut && found.fits), `${yes} ${no}`);
        if (!found.fits || found.margin > 1) continue;
        assert.ok(off.includes(points(found.margin, lang, digits)));
        for (const end of [found.low, found.high]) assert.ok(off.includes(percent(end, view, digits)));
      }
    }
});
