import assert from "node:assert/strict";
import { test } from "node:test";
import { ALONE, BETWEEN } from "../../../src/enclair/lessons/what_can_the_server_see/exchange_lanes.js";
import { bruteForce, walk } from "../../../src/enclair/lessons/what_can_the_server_see/key_exchange.js";
import { cases } from "../../js/speaking.js";

test("a key is agreed, listened to, and found by trying", () => {
  for (const { prime, base, alice, bob, mallory, message, numbers } of cases("exchange")) {
    const middle = mallory !== null;
    assert.deepEqual(walk(prime, base, { alice, bob, mallory, message, middle }), numbers);
    if (prime < 1e5) assert.equal(bruteForce(numbers.A, prime, base), alice);
  }
});

test("everyone sees no number that is secret, and each lane has the six steps", () => {
  for (const lanes of [ALONE, BETWEEN]) {
    for (const steps of Object.values(lanes)) assert.equal(steps.length, 6);
    const hidden = ["Alice", "Bob", "Mallory", "Alice, Bob", "in clear"];
    const seen = lanes.line.flat().filter((name) => !hidden.includes(name));
    assert.deepEqual(
      seen.filter((name) => !["g", "A", "B", "M", "sealed", "passed"].includes(name)),
      [],
    );
  }
});
