import assert from "node:assert/strict";
import { test } from "node:test";
import * as events from "../../src/enclair/views/events.js";

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

test("an event of a month fits each range that touches it, and a day only once it was public", () => {
  assert.ok(eventFits({ start: "2024-08-31" }));
  assert.ok(!eventFits({ start: "2024-09-01" }));
  assert.ok(eventFits({ end: "2024-08-01" }));
  assert.ok(!eventFits({ day: "2024-09-09" }));
  assert.ok(eventFits({ day: "2024-09-09" }, { anyDay: true }));
});
