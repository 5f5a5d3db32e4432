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
  const head = 'def f():\n    """Return it."""\n    x = 1\n';
  const becomes = (source, wanted) => assert.equal(withLine(source, "f", "return 2"), wanted);
  becomes(`${head}    raise NotImplementedError`, `${head}    return 2`);
  becomes(`${head}    return {\n        "a": 1,\n    }\n`, `${head}    return 2\n`);
  becomes(`${head}    return [\n        1,\n    ]\n\nprint(f())\n`, `${head}    return 2\n\nprint(f())\n`);
  becomes(head, `${head.trimEnd()}\n    return 2\n`);
  becomes(
    `${head}    if x:\n        return 1\n    return 3`,
    `${head}    if x:\n        return 1\n    return 2`,
  );
  becomes(`${head}    return 3\n    # mine`, `${head}    return 2\n    # mine`);
  // Another function stands around it, and two blanks are enough for Python.
  becomes(
    "def g():\n    return 1\n\ndef f():\n  return 3\n\ndef h():\n    return 1",
    "def g():\n    return 1\n\ndef f():\n  return 2\n\ndef h():\n    return 1",
  );
});
