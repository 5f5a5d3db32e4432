// The marks of the timeline: their shapes, the legend, and where each stands in its lane.

import { h, s } from "./elements.js";
import { DAY, formatter, measure, shorten } from "./view.js";

const RADIUS = 6.5;
export const TITLE = 15; // from the middle of a mark to its title
export const EDGE = 12; // room for half a mark at both ends of a lane

/** One shape a track, all of about the same area. */
const SHAPES = {
  justice: "M0,-6.5A6.5,6.5 0 1 1 0,6.5A6.5,6.5 0 1 1 0,-6.5Z",
  telegram: "M-5.8,-5.8H5.8V5.8H-5.8Z",
  "law-and-politics": "M0,-7.8L7.8,0L0,7.8L-7.8,0Z",
  reactions: "M0,-7.2L7.4,6H-7.4Z",
  "": "M-2.4,-6.5H2.4V-2.4H6.5V2.4H2.4V6.5H-2.4V2.4H-6.5V-2.4H-2.4Z",
};
const HOLLOW = new Set(["reported", "disputed"]);

/** The mark of an event: its shape and hue say the track, its fill how firm it is. */
export const shape = (track, confidence) =>
  s(
    `g.enclair-shape${HOLLOW.has(confidence) ? ".enclair-hollow" : ""}`,
    { style: `--hue: var(--enclair-${(track in SHAPES && track) || "none"})` },
    s("path", { d: SHAPES[track] || SHAPES[""] }),
    confidence === "disputed" && s("path.enclair-cross", { d: "M-3,-3L3,3M-3,3L3,-3" }),
  );

/** What the fill of a mark says. `labels` names the codes. */
export function legend(t, labels) {
  const sample = (width, viewBox, ...parts) =>
    s("svg", { width, height: 20, viewBox, "aria-hidden": "true" }, ...parts);
  const mark = (firm) => h("span", sample(20, "-10 -10 20 20", shape("justice", firm)), t(labels[firm]));
  const span = s("line.enclair-span", { x1: -24, x2: 0 });
  const bar = sample(34, "-26 -10 36 20", span, shape("justice", "confirmed"));
  return h(
    "p.enclair-legend",
    h("span", t("Filled by firmness:")),
    ...["confirmed", "reported", "disputed"].map(mark),
    h("span", bar, t("Day not recorded: the mark stands at the end of the month or year")),
  );
}

/**
 * Give each event of a lane a row, so that no mark hides another while there is room: first rows in which
 * the title fits too, then rows in which only the mark fits. Returns the rows and the room of each title.
 */
export function arrange(events, x, left, right, lang) {
  const titled = events.length <= 60 ? 4 : 2;
  const longest = events.length <= 12 ? 340 : 180;
  const rows = [];
  const placed = events.map((event) => {
    const at = x(event);
    const room = Math.min(longest, right - at - TITLE - 6);
    const day = event.date_precision === "day";
    let row = rows.find((candidate) => candidate.title + 8 <= at - RADIUS);
    if (!row && rows.length >= titled) {
      const free = rows.filter((candidate) => candidate.mark + 2 <= at - RADIUS);
      row = free.sort((a, b) => a.mark - b.mark)[0];
      if (!row && rows.length >= 12) row = rows.reduce((a, b) => (a.mark <= b.mark ? a : b));
    }
    if (!row) rows.push((row = { index: rows.length, mark: -1e9, title: -1e9, last: null }));
    if (row.last && !row.last.turned) row.last.room = Math.min(row.last.room, at - row.last.at - TITLE - 11);
    const place = { event, at, row: row.index, room };
    // At the right end the title may stand on the left of its mark, if nothing is there.
    const before = at - TITLE - 8 - Math.max(left, row.title, row.mark);
    if (day && room < 140 && room < measure(event[`title_${lang}`]) && before > room + 40)
      Object.assign(place, { room: Math.min(longest, before), turned: true });
    const title = shorten(event[`title_${lang}`], place.room);
    Object.assign(row, {
      mark: at + RADIUS,
      title: at + TITLE + Math.min(room, measure(event[`title_${lang}`])),
      last: place,
    });
    if (!title || place.turned) row.title = row.mark;
    return place;
  });
  return { placed, rows: Math.max(1, rows.length) };
}

/** The lines and labels of the time axis; `found` comes from `ticks`. */
export function axis(found, scale, bottom, lang) {
  return found.flatMap(([day, format]) => {
    const at = scale(day);
    const label = s(
      "text",
      { x: Math.max(18, at), y: 13, "text-anchor": "middle" },
      formatter(lang, format).format(day * DAY),
    );
    return [s("line", { x1: at, x2: at, y1: 20, y2: bottom }), label];
  });
}
