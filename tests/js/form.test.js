// What a form writes into a cell; what is written is read by Python (tests/views/test_form.py).

import assert from "node:assert/strict";
import { test } from "node:test";
import { unanswered, withLine } from "../../src/enclair/views/answer_cell.js";
import { blank, code, left } from "../../src/enclair/views/form.js";
import { readNumber } from "../../src/enclair/views/typed.js";
import { cases } from "./speaking.js";

const forms = cases("forms");

test("an answer is written as Python", () => {
  for (const { field, value, code: written } of forms) assert.equal(code(field, value), written);
  assert.equal(code({ kind: "words" }, 'é "\n'), '"é \\"\\n"');
  assert.equal(code({ kind: "number" }, null), "None");
});

test("what is left to fill in is counted", () => {
  for (const { field, value, code: written } of forms) {
    const gaps = written.split("None").length - 1;
    const rows = field.kind === "rows" ? field.rows.length - Object.keys(value).length : 0;
    assert.equal(left(field, value), gaps + rows + (written === "[]" ? 1 : 0));
  }
  const word = { kind: "choice", options: [["a", "a"]] };
  const rows = ["x", "y", "z"].map((row) => [row, row]);
  const pair = { kind: "parts", fields: ["p", "q"].map((part) => [part, word]) };
  assert.equal(left({ kind: "rows", rows, field: pair }, { y: ["a", null] }), 5);
  // Of rows that may be left out, one is enough.
  const some = { kind: "rows", rows, field: word, some: true };
  assert.deepEqual([left(some, blank(some)), left(some, { y: "a" })], [1, 0]);
});

test("numbers are read as people write them, or asked back, and never as another number", () => {
  for (const { words, lang, ...wanted } of cases("numbers"))
    for (const each of lang ? [lang] : ["en", "fr"]) assert.deepEqual(readNumber(words, each), wanted, words);
});

test("a cell is as it was before anyone wrote in it", () => {
  const head = 'def f(\n    a,\n):\n    """Return it.\n\n    Args:\n    """\n';
  const stub = "    x = 1\n    raise NotImplementedError";
  const becomes = (source, wanted) => assert.equal(unanswered(source, "f", ["x = 1"]), wanted);
  becomes(`${head}    y = 2\n    if y:\n        return y\n    return [\n        1,\n    ]`, `${head}${stub}`);
  becomes(`${head}    return 1\n\n\nprint(f(1))`, `${head}${stub}\n\nprint(f(1))`);
  becomes("def f():\n  return 3", "def f():\n  x = 1\n  raise NotImplementedError");
  becomes('def f():\n    """One line."""\n    pass', `def f():\n    """One line."""\n${stub}`);
  assert.equal(withLine(unanswered(`${head}    return 9`, "f", []), "f", "return 2"), `${head}    return 2`);
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
