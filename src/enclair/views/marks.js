// The marks of the timeline: their shapes, the legend, and where each stands in its lane.

import { h, s } from "./elements.js";
import { DAY, formatter, measure } from "./view.js";

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
export const hue = (track) => `var(--enclair-${(track in SHAPES && track) || "none"})`;

const outline = (track) => SHAPES[track] || SHAPES[""];

/** The mark of an event: its shape and hue say the track, its fill how firm it is. */
export function shape(track, confidence, colour = hue(track)) {
  const hollow = ["reported", "disputed"].includes(confidence) ? ".enclair-hollow" : "";
  const cross = confidence === "disputed" && s("path", { d: "M-3,-3L3,3M-3,3L3,-3" });
  const style = `--hue: ${colour}`;
  return s(`g.enclair-shape${hollow}`, { style }, s("path", { d: outline(track) }), cross);
}

/** What the fills of the marks of `events` say, in the colour of no track; `labels` names the codes. */
export function legend(t, labels, events) {
  const sample = (width, viewBox, ...parts) =>
    s("svg", { width, height: 20, viewBox, "aria-hidden": "true" }, ...parts);
  const mark = (firm) => shape("justice", firm, hue(""));
  const named = (firm) => {
    const words = events.filter(({ confidence }) => confidence === firm).length;
    const told = t("{name}: {words}", { name: t(labels[firm]), words });
    return words > 0 && h("span", sample(20, "-10 -10 20 20", mark(firm)), told);
  };
  const span = s("line.enclair-span", { x1: -24, x2: 0 });
  const bar = sample(34, "-26 -10 36 20", span, mark("confirmed"));
  const unrecorded = t("Day not recorded: the mark stands at the end of the month or year");
  const marks = ["confirmed", "reported", "disputed"].map(named);
  return [h("span", t("Filled by firmness:")), marks, h("span", bar, unrecorded)];
}

/**
 * Give each event of a lane a row, so that no mark hides another while there is room: first up to `titled` rows in
 * which the title fits too, then rows in which only the mark fits; the first row begins after `head`, and what comes
 * `first` always has a row for its title. Where it is `quiet` no other title counts, and where it is 2 marks may touch.
 * Where they are `alone` each event has a row of its own. Returns how many rows there are, and where each event stands;
 * near the right end its title is on the left.
 */
export function arrange(events, x, { head, width: right, lang, first, quiet, titled, alone = false }) {
  const rows = [{ index: 0, mark: head, title: head }];
  const placed = events.map((event) => {
    const at = x(event);
    const from = x(event, "date");
    const title = quiet && !first(event) ? 0 : measure(event[`title_${lang}`]);
    const room = right - at - TITLE - 6;
    const before = from - TITLE - 8;
    const turned = room < title && room < before;
    const wide = Math.min(turned ? before : right, title);
    const start = turned ? from - TITLE - wide : Math.min(at - RADIUS, from);
    const isClear = (index) => (rows[index]?.mark ?? -1e9) + 2 <= start;
    const isClose = quiet > 1 && title > 0; // its letters reach into the rows above and below
    const fits = ({ index }) => !isClose || (isClear(index - 1) && isClear(index + 1));
    let row = !alone && rows.find((one) => one.title + 8 <= start && fits(one));
    if (!row && rows.length >= titled && !first(event)) {
      const edge = quiet ? start : at - RADIUS;
      const free = rows.filter((one) => one.mark + (quiet > 1 ? -4 : 2) <= edge);
      row = free.sort((a, b) => a.mark - b.mark)[0];
      if (!row && rows.length >= 12) row = rows.reduce((a, b) => (a.mark <= b.mark ? a : b));
    }
    // Below the name of the lane, in a row that close, a mark would lie on it.
    if (!row && quiet > 1 && rows.length === 1 && start < head)
      rows.push({ index: 1, mark: head, title: head });
    const add = () => rows.push({ index: rows.length, mark: -1e9, title: -1e9 });
    if (!row && isClose && !isClear(rows.length - 1)) add();
    if (!row) row = rows[add() - 1];
    const ends = turned ? at + RADIUS : at + TITLE + Math.min(room, wide);
    Object.assign(row, { mark: quiet && title ? ends : at + RADIUS, title: ends });
    return { event, at, from, row: row.index, turned };
  });
  return { placed, rows: rows.length };
}

/**
 * Keep each title that has free space on one side of its mark, whole: beside marks, the name of the lane (up to `head`)
 * and titles that are kept already, in the next rows, too, where these are close; none touches the ring of what is open or asked about.
 */
export function thin(placed, step, { head, width, lang, first }) {
  const near = step < 14 ? 1 : 0;
  const mark = ({ at, from, row }) => ({ row, from: from - RADIUS - 2, to: at + RADIUS + 2, reach: near });
  const ring = ({ at, row }) => ({ row, from: at - 14, to: at + 14, reach: near + Number(step < 20) });
  const rings = placed.filter(({ event }) => first(event) > 1).map(ring);
  const taken = [{ row: 0, from: 0, to: head }, ...placed.map(mark), ...rings];
  for (const place of placed.toSorted((a, b) => first(b.event) - first(a.event) || a.row - b.row)) {
    const { event, at, from: left, row } = place;
    const wide = measure(event[`title_${lang}`]);
    const isInside = ({ from, to }) => from >= 0 && to <= width;
    const isFree = (side) =>
      isInside(side) &&
      !taken.some(
        (one) => Math.abs(one.row - row) <= (one.reach ?? near) && side.from < one.to && one.from < side.to,
      );
    const sides = [
      { turned: false, from: at + TITLE, to: at + TITLE + wide },
      { turned: true, from: left - TITLE - wide, to: left - TITLE },
    ];
    if (place.turned) sides.reverse();
    // What is open, or asked about, has its title, cut where the picture ends: no mark stands in its row.
    const cut = { ...sides[0], from: Math.max(0, sides[0].from), to: Math.min(width, sides[0].to) };
    const side = sides.find(isFree) ?? (first(event) > 1 && (sides.find(isInside) ?? cut));
    Object.assign(place, { room: side ? side.to - side.from : 0, turned: side?.turned });
    if (side) taken.push({ row, from: side.from - 8, to: side.to + 8 });
  }
}

/** The black bar of an event, as a path: in the place of its mark, and of each word of its title that has room. */
export function bar({ event, at, from: left, room, turned }, lang) {
  const words = event[`title_${lang}`].split(" ").map(measure);
  const ends = words.map((_, place) => words.slice(0, place + 1).reduce((sum, each) => sum + each + 3, -3));
  const fitting = ends.filter((end) => end <= room);
  const from = turned ? left - at - TITLE - (fitting.at(-1) ?? 0) : TITLE;
  const word = (end, place) => `M${(from + end).toFixed(1)},-5.5v11h-${words[place].toFixed(1)}v-11z`;
  return outline(event.track) + fitting.map(word).join("");
}

/** The lines and labels of the time axis; `days` comes from `ticks`. */
export function axis(days, scale, bottom, lang) {
  return days.flatMap(([day, format], place) => {
    const at = scale(day);
    const words = formatter(lang, format).format(day * DAY);
    const x = Math.max(measure(words) / 2 + 4, at);
    // The first one stands inside the picture, unless it would run into the second.
    const crowded = place === 0 && days[1] && scale(days[1][0]) - x < measure(words) + 4;
    const label = s("text", { x, y: 13, "text-anchor": "middle" }, crowded ? "" : words);
    return [s("line", { x1: at, x2: at, y1: 20, y2: bottom }), label];
  });
}
