// What a form writes into a cell; what is written is read by Python (tests/views/test_form.py).

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { withLine } from "../../src/enclair/views/answer_cell.js";
import { blank, code, isWhole } from "../../src/enclair/views/form.js";

const cases = JSON.parse(readFileSync(new URL("../cases/forms.json", import.meta.url), "utf-8"));

test("an answer is written as Python", () => {
  for (const { field, value, code: written } of cases) assert.equal(code(field, value), written);
  assert.equal(code({ kind: "words" }, 'é "\n'), '"é \\"\\n"');
  assert.equal(code({ kind: "number" }, null), "None");
});

test("a blank answer is not whole, and a full one is", () => {
  for (const { field, value, code: written } of cases) {
    assert.equal(isWhole(field, blank(field)), false);
    const full = !written.includes("None") && (field.kind !== "rows" || Object.keys(value).length === 3);
    assert.equal(isWhole(field, value), full && written !== "[]");
  }
});

test("the last statement gives way to the line, and nothing else does", () => {
  const head = 'def f():\n    """return it"""\n    x = 1\n';
  assert.equal(withLine(`${head}    raise NotImplementedError`, "return 2"), `${head}    return 2`);
  assert.equal(withLine(`${head}    return {\n        "a": 1,\n    }\n`, "return 2"), `${head}    return 2`);
  assert.equal(withLine(head, "return 2"), `${head}    return 2`);
  assert.equal(
    withLine(`${head}    if x:\n        return 1\n    return 3`, "return 2"),
    `${head}    if x:\n        return 1\n    return 2`,
  );
});
