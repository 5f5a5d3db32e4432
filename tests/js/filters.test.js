import assert from "node:assert/strict";
import { test } from "node:test";
import * as events from "../../src/enclair/views/events.js";
import * as sayings from "../../src/enclair/views/sayings.js";

const all = ({ LISTS, MENUS, TEXTS }) =>
  Object.fromEntries([
    ...[...LISTS, ...MENUS].map(([trait]) => [trait, []]),
    ...TEXTS.map((name) => [name, ""]),
  ]);

const event = {
  ...{
    date: "2024-08-01",
    last: "2024-08-31",
    known: "2024-09-10",
    track: "justice",
    confidence: "confirmed",
  },
  ...{
    title_en: "A summons",
    description_en: "An invented event",
    source_name: "Example",
    source_fr: "Exemple",
  },
  ...{ actors: ["Judge"], countries: ["France"], threads: ["investigators"] },
};
const eventFits = (changes, options) => events.fits(event, { ...all(events), ...changes }, "en", options);

test("an event fits filters by what it is", () => {
  assert.ok(eventFits({}));
  assert.ok(eventFits({ tracks: ["telegram", "justice"], actors: ["Judge"] }));
  assert.ok(!eventFits({ tracks: ["telegram"] }));
  assert.ok(!eventFits({ countries: ["Russia"] }));
  assert.ok(eventFits({ query: "exemple summ" }));
});

test("an event of a month fits each range that touches it, and a day only once it was public", () => {
  assert.ok(eventFits({ start: "2024-08-31" }));
  assert.ok(!eventFits({ start: "2024-09-01" }));
  assert.ok(eventFits({ end: "2024-08-01" }));
  assert.ok(!eventFits({ day: "2024-09-09" }));
  assert.ok(eventFits({ day: "2024-09-09" }, { anyDay: true }));
});

const quote = {
  ...{
    id: "Q1",
    side: "privacy",
    speaker: "A judge",
    speaker_role: "",
    source_name: "Example",
    source_fr: "Exemple",
  },
  ...{ quote_original: "Le secret est une liberté.", quote_en: "Secrecy is a freedom.", quote_fr: "" },
  ...{
    first: "2024-01-01",
    last: "2024-01-31",
    date: "2024-01",
    language: "fr",
    source_url: "https://example.org",
  },
};

test("a quotation fits by its words in each language", () => {
  const fits = (changes) => sayings.fits(quote, { ...all(sayings), ...changes });
  assert.ok(fits({ query: "liberte" }));
  assert.ok(fits({ query: "freedom" }));
  assert.ok(!fits({ sides: ["security"] }));
  assert.ok(!fits({ start: "2024-02-01" }));
});

test("a citation says who, when and where, in both languages", () => {
  const model = { get: (name) => ({ words: {}, lang: "en" })[name] };
  assert.equal(
    sayings.citation(quote, model),
    "A judge, January 2024: “Le secret est une liberté.” [“Secrecy is a freedom.”]. " +
      "Example, date not recorded, https://example.org",
  );
});
