// The picture of the timeline: lanes by track, one mark an event, and the keys that move among them.

import { fill, h, s, setAttributes, steer } from "./elements.js";
import { isHidden } from "./events.js";
import { arrange, axis, bar, EDGE, hue, shape, TITLE, thin } from "./marks.js";
import { measure, measureIn, numberFormat, onSlides, ticks, toDays, written } from "./view.js";

/** How close rows come: with all titles, with the marks alone, and on the projector where marks may touch. */
const LEAST = [14, 12, 8];
/** In so many rows of a lane titles are looked for, while there is room. */
const MOST = 12;

export class Chart {
  /** `timeline` says which events there are and which of them are shown. */
  constructor(timeline) {
    this.timeline = timeline;
    this.marks = new Map();
    this.cursor = ""; // the one mark that Tab reaches
    this.barred = new Set(); // the events that have a black bar
  }

  build() {
    const { t } = this.timeline;
    this.marks.clear();
    this.axis = s("g", { "aria-hidden": "true" });
    this.lanes = s("g");
    this.veil = s("g.enclair-later", { "aria-hidden": "true" }, s("rect"), s("line"));
    const label = t("Timeline. Arrow keys move from event to event, Enter opens one.");
    this.svg = s("svg", { role: "group", "aria-label": label }, this.axis, this.lanes, this.veil);
    this.svg.addEventListener("keydown", (event) => this.keys(event));
    this.tip = h("div.enclair-tip", { hidden: true, "aria-hidden": "true" });
    this.guess = h("div.enclair-guess", { "aria-hidden": "true" });
    this.plot = h("div.enclair-plot", this.svg, this.tip, this.guess);
  }

  title = (event) => event[`title_${this.timeline.lang()}`];

  told(event) {
    const day = written(event.last, this.timeline.lang(), event.date_precision);
    return [day, this.title(event), this.lasted(event)].filter(Boolean).join(". ");
  }

  mark(event) {
    const isOpen = () => this.timeline.get("selected") === event.id; // its card says it, and the hint covers others
    const show = ({ currentTarget }) => this.hint(isOpen() ? "" : this.told(event), currentTarget);
    const hide = () => this.hint("");
    const label = `${this.told(event)}. ${this.timeline.label(event.confidence)}.`;
    const named = { role: "button", tabindex: -1, "data-id": event.id, "aria-label": label };
    // No mark comes to a pointer that rests and says something: one has moved there.
    const hints = { onpointermove: show, onpointerleave: hide, onfocus: show, onblur: hide };
    return s(
      "g.enclair-mark",
      { ...named, ...hints, onclick: () => this.open(event.id) },
      s("line.enclair-span"),
      s("circle.enclair-hit", { r: 12 }),
      shape(event.track, event.confidence),
      s("text.enclair-title", { y: 4 }),
    );
  }

  open(id) {
    this.hint("");
    this.timeline.choose({ selected: id });
  }

  hint(words, node) {
    const { tip } = this;
    tip.hidden = !words;
    if (!words) return;
    tip.textContent = words;
    tip.style.left = "0"; // else where it stood makes it narrow
    const { e: x, f: y } = node.transform.baseVal[0].matrix;
    const left = Math.min(this.timeline.width - tip.offsetWidth, x - tip.offsetWidth / 2);
    Object.assign(tip.style, { left: `${Math.max(0, left)}px`, top: `${y - tip.offsetHeight - 14}px` });
  }

  keys(event) {
    const { timeline } = this;
    const { shown } = timeline;
    const id = event.target.closest("[data-id]")?.dataset.id;
    const here = shown.findIndex((one) => one.id === id);
    if (here < 0) return;
    const goto = (index) => () => this.goto(Math.max(0, Math.min(shown.length - 1, index)));
    const open = () => this.open(id);
    steer(event, {
      ...{ ArrowRight: goto(here + 1), ArrowLeft: goto(here - 1) },
      ...{ ArrowDown: goto(here + 1), ArrowUp: goto(here - 1) },
      ...{ Home: goto(0), End: goto(shown.length - 1) },
      ...{ Enter: open, " ": open },
      ...(timeline.get("selected") && { Escape: () => this.open("") }), // else it leaves the projector
    });
  }

  goto(index) {
    const { marks } = this;
    marks.get(this.cursor)?.setAttribute("tabindex", -1);
    this.cursor = this.timeline.shown[index].id;
    marks.get(this.cursor).setAttribute("tabindex", 0);
    marks.get(this.cursor).focus();
  }

  /** What the screen leaves the picture: on the projector all that nothing else takes, else so much that a small laptop
   * shows it whole with its controls. */
  height() {
    const { projector, plot, svg } = this;
    if (!projector) return 500;
    setAttributes(svg, { height: 0 }); // on slides what is too high would stand in another column
    const [whole, part] = [projector, plot.parentElement].map((one) => one.getBoundingClientRect());
    const zoom = whole.height / projector.offsetHeight || 1;
    return (whole.bottom - part.bottom) / zoom - 16; // and what stands around it
  }

  draw(now, news) {
    const { timeline, marks, svg } = this;
    const { shown, fitting, width } = timeline;
    const [from, to] = timeline.range();
    this.projector = svg.closest(".enclair-projected");
    // A view that is not on the page yet has no font: titles are measured again once it is (`resizes`).
    const { fontFamily, fontSize } = getComputedStyle(svg);
    measureIn(`${fontSize || "13px"} ${fontFamily || "sans-serif"}`);
    const scale = (days) => EDGE + ((days - from) / (to - from)) * (width - 2 * EDGE);
    const asked = timeline.named("asked");
    const since = timeline.named("since") ?? asked; // what is asked about has lasted since then
    const day = (event, end) => (event === asked && end === "date" ? since : event)[end];
    const x = (event, end = "last") => Math.max(EDGE, Math.min(width - EDGE, scale(toDays(day(event, end)))));
    this.drawGuess(scale);
    const { lanes, step } = this.lanesOf(now, news, x);
    this.isHigh = step > 40; // rows have room above a bar, and below it
    for (const old of this.lanes.querySelectorAll(".enclair-lane, .enclair-redacted")) old.remove();
    svg.style.setProperty("--mark", this.projector ? Math.min(1, step / 13) : 1); // close rows have small marks
    let top = 26;
    for (const lane of lanes) top = this.drawLane(lane, { top, step, day: now.day, news });
    this.barred = new Set(fitting.filter((event) => isHidden(event, now.day)).map(({ id }) => id));
    const seen = new Set(shown.map(({ id }) => id));
    for (const [id, node] of marks) if (!seen.has(id)) node.remove();
    if (!seen.has(this.cursor)) this.cursor = shown.length ? shown[0].id : "";
    for (const [id, node] of marks) setAttributes(node, { tabindex: id === this.cursor ? 0 : -1 });
    setAttributes(svg, { viewBox: `0 0 ${width} ${top}`, height: top });
    this.axis.replaceChildren(...axis(ticks(from, to, width), scale, top, timeline.lang()));
    const at = now.day ? Math.max(0, Math.min(width, scale(toDays(now.day)))) : width;
    this.drawVeil(now.day, at, top);
  }

  /** The day that somebody guessed (predict.js), if the picture has it. */
  drawGuess(scale) {
    const { plot, guess, timeline } = this;
    const at = scale(toDays(plot.closest("[data-enclair-place]")?.dataset.enclairPlace));
    const isSeen = at > 0 && at < timeline.width;
    guess.style.left = `${at}px`;
    fill(guess, isSeen && h("b.enclair-you", timeline.t("you")));
    plot.classList.toggle("enclair-guessed", isSeen);
  }

  /**
   * The lanes and how far apart their rows are. Where all titles leave no room for letters, and on the projector where
   * most would go, rows are quiet: first come the event that is open, what is new, and the day on which the case
   * begins. A few events all have titles there, and the lanes are theirs. As bars lift nothing moves.
   */
  lanesOf({ selected, day }, news, x) {
    const { timeline, projector } = this;
    const [focus] = timeline.get("focus");
    const begins = (event) => Number(event.date === focus);
    const few = timeline.few();
    const rank = (event) =>
      4 * Number(event.id === selected) + 2 * Number(few || news.includes(event)) + begins(event);
    const height = this.height();
    this.gap = projector ? 2 : 4;
    const arranged = (quiet, titled) => {
      const how = { quiet, titled, first: quiet || !day ? rank : begins, alone: few };
      const all = timeline.get("lanes").map((track) => this.lane(track, x, how));
      const lanes = all.filter(({ track, placed }) => placed.length || (track && !projector));
      const rows = lanes.reduce((sum, lane) => sum + lane.rows, 0);
      const step = (height - 26 - 3 * this.gap * lanes.length) / rows;
      if (quiet < 2 && step < LEAST[quiet])
        return titled > 2 ? arranged(quiet, titled - 1) : arranged(quiet + 1, 1);
      for (const { placed, room } of lanes) thin(placed, step, room);
      const most = few ? 90 : projector ? 60 : 22;
      return { lanes, step: Math.max(LEAST[projector ? 2 : 1], Math.min(most, step)) };
    };
    const isQuiet = projector && (timeline.fitting.length > 24 || timeline.named("asked"));
    return isQuiet ? arranged(1, 1) : arranged(0, MOST);
  }

  /** The events of a track, and where each stands; the first row begins with its name. */
  lane(track, x, how) {
    const { timeline } = this;
    const name = timeline.label(track);
    const own = timeline.fitting.filter((event) => event.track === track);
    const room = { ...how, head: 16 + 1.1 * measure(name), width: timeline.width, lang: timeline.lang() };
    return { track, name, room, ...arrange(own, x, room) };
  }

  /** Draw one lane, its marks and its bars; returns where the next lane begins. */
  drawLane({ track, name, placed, rows }, { top, step, day, news }) {
    const { timeline, gap } = this;
    const middle = (row) => top + gap + step * (row + 0.5);
    const height = rows * step + 2 * gap;
    const ground = s("rect", { x: 0, y: top, width: timeline.width, height });
    const y = Math.max(middle(0) + 4, top + Math.min(14, height - 2)); // where rows are close its letters are higher than one
    const label = s("text", { x: 6, y, style: `fill: ${hue(track)}` }, name);
    this.lanes.prepend(s("g.enclair-lane", ground, label));
    const bars = [];
    for (const place of placed) {
      const hidden = isHidden(place.event, day);
      const node = hidden ? this.bar(place) : this.put(place);
      setAttributes(node, { transform: `translate(${place.at.toFixed(1)},${middle(place.row).toFixed(1)})` });
      if (hidden) bars.push(node);
      else if (!node.parentNode) this.lanes.append(node);
      node.classList.toggle("enclair-new", news.includes(place.event));
      node.classList.toggle("enclair-begins", place.event.date === timeline.get("focus")[0]);
    }
    if (!bars.length) return top + height + gap;
    const hidden = timeline.t("{name}: {words}", { name, words: `${bars.length}. ${timeline.unseen()}` });
    this.lanes.append(s("g.enclair-redacted", { role: "img", "aria-label": hidden }, bars));
    return top + height + gap;
  }

  /** What was not public yet on the day is veiled, from its line on to the right. */
  drawVeil(day, at, bottom) {
    const [veil, line] = this.veil.children;
    this.veil.style.display = day ? "" : "none";
    setAttributes(veil, { x: at, y: 22, width: Math.max(0, this.timeline.width - at), height: bottom - 22 });
    setAttributes(line, { x1: at, x2: at, y1: 14, y2: bottom });
  }

  /** What stands in the place of an event that is not public yet: its words are nowhere. */
  bar(place, lifted) {
    const d = bar(onSlides() ? { ...place, room: 0 } : place, this.timeline.lang());
    return s(
      "path",
      lifted ? { class: "enclair-lifting", d, onanimationend: ({ target }) => target.remove() } : { d },
    );
  }

  /** From when to when what is asked about has lasted, and how long, as far as there is room for the words. */
  lasted(event, room = Infinity) {
    const { get, named, lang, t } = this.timeline;
    const since = event.id === get("asked") && named("since");
    if (!since) return "";
    const days = toDays(event.last) - toDays(since.last);
    const [start, end] = [since, event].map(({ last }) => written(last, lang()));
    const whole = t("{start} – {end}: {days} days", { start, end, days });
    if (measure(whole) <= room) return whole;
    return numberFormat(lang(), { style: "unit", unit: "day", unitDisplay: "long" }).format(days);
  }

  put(place) {
    const { event, at, from, room, turned } = place;
    if (!this.marks.has(event.id)) this.marks.set(event.id, this.mark(event));
    const node = this.marks.get(event.id);
    const whole = this.title(event);
    const wide = measure(whole);
    const share = (room + 1) / wide;
    const title = share < 1 && room ? `${whole.slice(0, share * whole.length - 4)}…` : room ? whole : "";
    const { firstElementChild: line, lastElementChild: text } = node;
    setAttributes(node, { "aria-pressed": event.id === this.timeline.get("selected") });
    setAttributes(line, { x1: from - at });
    if (text.textContent !== title) text.textContent = title;
    setAttributes(text, { x: turned ? from - at - TITLE : TITLE, "text-anchor": turned ? "end" : "start" });
    node.querySelector(".enclair-lasts")?.remove();
    if (this.lasted(event)) {
      const lasts = { x: (from - at) / 2, y: this.isHigh ? 24 : 5, "text-anchor": "middle" };
      text.before(s("text.enclair-lasts", lasts, this.lasted(event, at - from - (this.isHigh ? 0 : 80))));
    }
    if (this.isHigh && room) {
      const x = Math.max(-at, Math.min(this.lasted(event) ? -wide : 0, this.timeline.width - at - wide));
      setAttributes(text, { x, y: -18, "text-anchor": "start" });
      text.textContent = whole;
    }
    const still = matchMedia("(prefers-reduced-motion: reduce)");
    if (this.barred.has(event.id) && !still.matches) text.before(this.bar(place, true));
    return node;
  }
}
