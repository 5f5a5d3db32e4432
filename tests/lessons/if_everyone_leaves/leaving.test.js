import assert from "node:assert/strict";
import { test } from "node:test";
import { leaving } from "../../../src/enclair/lessons/if_everyone_leaves/network.js";
import { cases } from "../../js/speaking.js";

test("people leave in the same rounds", () => {
  const { graphs, cases: all } = cases("leaving");
  for (const { graph, first, threshold, rounds } of all)
    assert.deepEqual(leaving(graphs[graph], first, threshold), rounds);
});
