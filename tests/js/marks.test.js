import assert from "node:assert/strict";
import { test } from "node:test";
import { arrange, thin } from "../../src/enclair/views/marks.js";
import { measureIn } from "../../src/enclair/views/view.js";

// Letters of one width, in place of a page's font.
const pen = { font: "", measureText: (text) => ({ width: 6 * text.length }) };
Object.assign(globalThis, { document: { createElement: () => ({ getContext: () => pen }) } });
measureIn("12px test");

const event = (at, title = "A title") => ({ at, title_en: title, date_precision: "day" });
const room = { head: 0, width: 900, lang: "en", first: (one) => one.first ?? 0, quiet: 0, titled: 8 };
const placed = (...all) => arrange(all, (one) => one.at, room);

test("marks that are far apart share a row, and those that would hide one another do not", () => {
  const rows = (other) => placed(event(100), event(other)).placed.map(({ row }) => row);
  assert.deepEqual(rows(400), [0, 0]);
  assert.deepEqual(rows(104), [0, 1]);
});

test("two thousand events all keep a mark, in twelve rows", () => {
  const { placed: marks, rows } = placed(...Array.from({ length: 2000 }, (_, at) => event(at * 0.4)));
  assert.deepEqual([marks.length, rows], [2000, 12]);
});

test("at the right end a title stands on the left of its mark", () => {
  const [last] = placed(event(880, "A long title of an event")).placed;
  assert.equal(last.turned, true);
});

test("quiet rows hold marks alone, whole titles where there is space, and that of what is open", () => {
  const all = [event(100), event(130), { ...event(160, "What is open"), first: 4 }, event(190), event(500)];
  const quiet = { ...room, quiet: 1, titled: 1 };
  const found = arrange(all, (one) => one.at, quiet);
  assert.deepEqual([found.rows, ...found.placed.map(({ row }) => row)], [2, 0, 0, 0, 1, 0]);
  thin(found.placed, 20, quiet);
  const sides = found.placed.map((place) => (place.room ? (place.turned ? "left" : "right") : ""));
  assert.deepEqual(sides, ["left", "", "right", "right", "right"]);
  thin(found.placed, 12, quiet); // so close that a title would touch the next row
  assert.equal(found.placed[3].room, 0);
});

test("a title stands whole in up to so many rows, or not at all where it has no room", () => {
  const all = [event(100, "A title that is long"), event(140, "A title that is longer")];
  const rooms = (titled, width) => {
    const few = { ...room, titled, width };
    const found = arrange(all, (one) => one.at, few);
    thin(found.placed, 20, few);
    return [found.rows, ...found.placed.map((place) => place.room)];
  };
  assert.deepEqual(rooms(8, 900), [2, 122, 134]);
  assert.deepEqual(rooms(1, 900), [1, 0, 134]);
  assert.deepEqual(rooms(8, 200), [2, 0, 0]);
});
