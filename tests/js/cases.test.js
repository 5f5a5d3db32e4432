// What stands in Python and in JavaScript alike: one table of cases for both (tests/test_cases.py).

import assert from "node:assert/strict";
import { test } from "node:test";
import { matchesQuery } from "../../src/enclair/views/controls.js";
import * as events from "../../src/enclair/views/events.js";
import { estimate, inWords } from "../../src/enclair/views/polling.js";
import * as sayings from "../../src/enclair/views/quote_filters.js";
import { dated, fold, localizedField, number, written } from "../../src/enclair/views/view.js";
import { cases, speaking } from "./speaking.js";

// Elements as the text that they hold.
const element = () => ({
  text: "",
  hasAttribute: () => false,
  setAttribute: () => {},
  replaceChildren(...children) {
    this.text = said(children);
  },
});
const said = (nodes) => nodes.map((node) => node.text ?? node).join("");
Object.assign(globalThis, { document: { createElement: element } });

const none = ({ LISTS, MENUS, TEXTS }) =>
  Object.fromEntries([
    ...[...LISTS, ...MENUS].map(([trait]) => [trait, []]),
    ...TEXTS.map((name) => [name, ""]),
  ]);

test("events and quotations fit their filters", () => {
  const found = cases("filters");
  for (const [module, { records, cases: all }] of [
    [events, found.events],
    [sayings, found.quotes],
  ])
    for (const { choices, lang, ids } of all) {
      const fits = (row) => module.fits(row, { ...none(module), ...choices }, lang);
      const fitting = records.filter(fits).map((row) => row.id);
      assert.deepEqual(fitting, ids, JSON.stringify(choices));
    }
});

test("words are folded, searched and marked", () => {
  const { folds, searches } = cases("filters");
  for (const { words, folded } of folds) assert.equal(fold(words), folded);
  for (const { text, query, marked } of searches) {
    assert.equal(matchesQuery(fold(text), query), marked.length > 0, query);
    const nodes = sayings.marked(text, fold(query).split(" ")).filter((node) => node.text);
    const words = nodes.map((node) => node.text);
    if (marked.length) assert.deepEqual(words, marked);
  }
});

test("a tally is estimated, and told in English", () => {
  const constants = { truth: 0.5, errors: 1.959964, rare: 0.025 };
  for (const { yes, no, en, fits, ...numbers } of cases("poll")) {
    const found = estimate(yes, no, constants);
    for (const name of ["margin", "share", "low", "high", "chance"])
      assert.ok(Math.abs(found[name] - numbers[name]) <= 1e-6 * Math.abs(numbers[name]), `${yes} ${name}`);
    assert.equal(found.fits, fits);
    assert.deepEqual(inWords(found, speaking("views", "poll.page")), en);
  }
});

test("dates, numbers and localized fields are written", () => {
  const { dates, loose, numbers, worded: words } = cases("written");
  for (const lang of ["en", "fr"]) {
    for (const each of dates) assert.equal(written(each.iso, lang, each.precision), each[lang]);
    for (const each of loose) assert.equal(dated(each.iso, lang), each[lang]);
    for (const { row, ...said } of words) assert.deepEqual(localizedField(row, "note", lang), said[lang]);
    for (const each of numbers) assert.equal(number(each.value, lang, each.digits), each[lang]);
  }
});
