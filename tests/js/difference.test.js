import assert from "node:assert/strict";
import { test } from "node:test";
import { difference } from "../../src/enclair/views/difference.js";

test("words are the same in spite of capitals, punctuation and ligatures", () => {
  assert.deepEqual(difference("L’Œuvre, ici.", "l'oeuvre ici"), [["same", "L’Œuvre, ici.", "l'oeuvre ici"]]);
});

test("what is cut, added or changed is told apart", () => {
  assert.deepEqual(difference("we never read messages", "we read all messages"), [
    ["same", "we", "we"],
    ["cut", "never", ""],
    ["same", "read", "read"],
    ["added", "", "all"],
    ["same", "messages", "messages"],
  ]);
  assert.deepEqual(difference("a firm no", "a soft no")[1], ["changed", "firm", "soft"]);
});

test("nothing is lost: the parts of each side are its words", () => {
  const [before, after] = ["One – two (three) four", "Two three, « five »"];
  const parts = difference(before, after);
  assert.equal(
    parts
      .map(([, old]) => old)
      .filter(Boolean)
      .join(" "),
    before,
  );
  assert.equal(
    parts
      .map(([, , changed]) => changed)
      .filter(Boolean)
      .join(" "),
    after,
  );
});
