import assert from "node:assert/strict";
import { test } from "node:test";
import { ticks, toDays, toIso, translator } from "../../src/enclair/views/view.js";

const model = (words, lang = "fr") => ({ get: (name) => ({ words, lang })[name] });

test("a view speaks its own language, else English; a source may be called like a button", () => {
  const t = translator(model({ fr: { Next: "Suivant", "{count} of {all}": "{count} sur {all}" } }));
  assert.equal(t("Next"), "Suivant");
  assert.equal(t("Back"), "Back");
  assert.equal(t("{count} of {all}", { count: 1 }), "1 sur {all}");
  assert.equal(t.source("Next"), "Next");
});

test("ticks are years, months or days, and fit in the width", () => {
  const labels = (from, to, width) => ticks(toDays(from), toDays(to), width).map(([day]) => toIso(day));
  assert.deepEqual(labels("2021-06-01", "2024-06-01", 640), ["2022-01-01", "2023-01-01", "2024-01-01"]);
  assert.deepEqual(labels("2024-01-15", "2024-06-15", 320), ["2024-03-01", "2024-05-01"]);
  for (const width of [320, 640, 1280])
    assert.ok(labels("2013-01-01", "2024-12-31", width).length <= Math.max(2, width / 64) + 1);
});
