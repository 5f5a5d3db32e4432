// The picture of the timeline: lanes by track, one mark an event, and the keys that move among them.

import { h, s, steer } from "./elements.js";
import { arrange, axis, EDGE, shape, TITLE } from "./marks.js";
import { measureIn, shorten, ticks, toDays, written } from "./view.js";

/** Set some attributes of an element. */
function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
}

export class Chart {
  /** `timeline` says which events there are and which of them are shown. */
  constructor(timeline) {
    this.timeline = timeline;
    this.width = 900;
    this.marks = new Map();
    this.cursor = ""; // the one mark that Tab reaches
    this.size = new ResizeObserver(([entry]) => {
      const wide = Math.round(entry.contentRect.width);
      if (!wide) return;
      this.width = wide;
      timeline.draw();
    });
  }

  build() {
    const { t } = this.timeline;
    this.marks.clear();
    this.axis = s("g", { "aria-hidden": "true" });
    this.lanes = s("g");
    this.veil = s("g.enclair-veil", { "aria-hidden": "true" }, s("rect"), s("line"));
    const label = t("Timeline. Arrow keys move from event to event, Enter opens one.");
    this.svg = s("svg", { role: "group", "aria-label": label }, this.axis, this.lanes, this.veil);
    this.svg.addEventListener("keydown", (event) => this.keys(event));
    this.tip = h("div.enclair-tip", { hidden: true, "aria-hidden": "true" });
    this.plot = h("div.enclair-plot", this.svg, this.tip);
  }

  /** On a projector the plot is not as wide as the cell. */
  observe() {
    this.size.disconnect();
    this.size.observe(this.plot);
  }

  title(event) {
    return event[`title_${this.timeline.lang()}`];
  }

  told(event) {
    return `${written(event.last, this.timeline.lang(), event.date_precision)}. ${this.title(event)}`;
  }

  mark(event) {
    const show = () => this.hint(event, node);
    const hide = () => this.hint(null);
    const node = s(
      "g.enclair-mark",
      {
        role: "button",
        tabindex: -1,
        "data-id": event.id,
        "aria-label": `${this.told(event)}. ${this.timeline.label(event.confidence)}.`,
        onclick: () => this.timeline.choose({ selected: event.id }),
        onpointerenter: show,
        onpointerleave: hide,
        onfocus: show,
        onblur: hide,
      },
      s("line.enclair-span"),
      s("circle.enclair-hit", { r: 12 }),
      shape(event.track, event.confidence),
      s("text.enclair-title", { y: 4 }),
    );
    return node;
  }

  hint(event, node) {
    const { tip, plot } = this;
    tip.hidden = !event;
    if (!event) return;
    tip.textContent = this.told(event);
    const box = node.querySelector(".enclair-shape").getBoundingClientRect();
    const around = plot.getBoundingClientRect();
    const left = Math.min(around.width - tip.offsetWidth, box.left - around.left - tip.offsetWidth / 2);
    const top = box.top - around.top - tip.offsetHeight - 6;
    Object.assign(tip.style, { left: `${Math.max(0, left)}px`, top: `${top}px` });
  }

  keys(event) {
    const { timeline } = this;
    const { shown, choose } = timeline;
    const id = event.target.closest("[data-id]")?.dataset.id;
    const here = shown.findIndex((one) => one.id === id);
    if (here < 0) return;
    const across = (way) => {
      const used = timeline.get("lanes").filter((track) => shown.some((one) => one.track === track));
      const next = used[used.indexOf(shown[here].track) + way];
      const near = shown.filter((one) => one.track === next);
      const gap = (one) => Math.abs(toDays(one.last) - toDays(shown[here].last));
      return near.length ? shown.indexOf(near.reduce((a, b) => (gap(a) <= gap(b) ? a : b))) : here;
    };
    const goto = (index) => () => this.goto(Math.max(0, Math.min(shown.length - 1, index)));
    const open = () => choose({ selected: id });
    steer(event, {
      ArrowRight: goto(here + 1),
      ArrowLeft: goto(here - 1),
      ArrowDown: () => goto(across(1))(),
      ArrowUp: () => goto(across(-1))(),
      Home: goto(0),
      End: goto(shown.length - 1),
      Enter: open,
      " ": open,
      Escape: () => {
        this.hint(null);
        choose({ selected: "" });
      },
    });
  }

  goto(index) {
    const { marks } = this;
    marks.get(this.cursor)?.setAttribute("tabindex", -1);
    this.cursor = this.timeline.shown[index].id;
    marks.get(this.cursor).setAttribute("tabindex", 0);
    marks.get(this.cursor).focus();
  }

  draw(now, news) {
    const { timeline, marks, svg, width } = this;
    const { shown } = timeline;
    const [from, to] = [timeline.from(), timeline.to()];
    // A view that is not on the page yet has no font: titles are measured again once it is (see `size`).
    measureIn(`12px ${getComputedStyle(svg).fontFamily || "sans-serif"}`);
    const narrow = width < 640;
    const left = narrow ? 0 : 132;
    const scale = (days) => left + EDGE + ((days - from) / (to - from)) * (width - left - 2 * EDGE);
    timeline.view.when.style.padding = `0 ${EDGE - 8}px 0 ${left + EDGE - 8}px`;
    for (const old of this.lanes.querySelectorAll(".enclair-lane")) old.remove();
    const seen = new Set();
    let top = 26;
    for (const track of timeline.get("lanes")) {
      if (!track && shown.every((event) => event.track)) continue;
      top = this.drawLane(track, { top, left, narrow, scale }, (event, node) => {
        seen.add(event.id);
        node.classList.toggle("enclair-new", news.includes(event));
      });
    }
    for (const [id, node] of marks) if (!seen.has(id)) node.remove();
    if (!seen.has(this.cursor)) this.cursor = shown.length ? shown[0].id : "";
    for (const [id, node] of marks) node.setAttribute("tabindex", id === this.cursor ? 0 : -1);
    set(svg, { viewBox: `0 0 ${width} ${top}`, height: top });
    this.axis.replaceChildren(...axis(ticks(from, to, width - left), scale, top, timeline.lang()));
    const at = now.day ? Math.max(left, Math.min(width, scale(toDays(now.day)))) : width;
    this.drawVeil(now.day, at, top);
  }

  /** Draw one lane and its marks, and `take` each of them; returns where the next lane begins. */
  drawLane(track, { top, left, narrow, scale }, take) {
    const { timeline, width } = this;
    const own = timeline.shown.filter((event) => event.track === track);
    const x = (event) => Math.max(left + EDGE, Math.min(width - EDGE, scale(toDays(event.last))));
    const { placed, rows } = arrange(own, x, left, width, timeline.lang());
    const head = narrow ? 20 : 0;
    const step = rows > 8 ? 15 : 22;
    const height = head + rows * step + 14;
    const at = narrow ? `translate(12,${top + 13})` : `translate(14,${top + height / 2})`;
    const name = s("text", { x: 14, y: 4 }, timeline.label(track));
    this.lanes.prepend(
      s(
        "g.enclair-lane",
        s("rect", { x: 0, y: top, width, height }),
        s("g", { transform: at }, shape(track, "confirmed"), name),
      ),
    );
    for (const place of placed) {
      const y = top + head + 7 + step * (place.row + 0.5);
      const node = this.put(place, y, Math.max(left, scale(toDays(place.event.date))));
      if (!node.parentNode) this.lanes.append(node);
      take(place.event, node);
    }
    return top + height + 4;
  }

  /** What was not public yet on the day is veiled, from its line on to the right. */
  drawVeil(day, at, bottom) {
    const [veil, line] = this.veil.children;
    this.veil.style.display = day ? "" : "none";
    set(veil, { x: at, y: 22, width: Math.max(0, this.width - at), height: bottom - 22 });
    set(line, { x1: at, x2: at, y1: 14, y2: bottom });
  }

  put({ event, at, room, turned }, y, start) {
    const { timeline, marks } = this;
    const { get } = timeline;
    if (!marks.has(event.id)) marks.set(event.id, this.mark(event));
    const node = marks.get(event.id);
    const title = shorten(this.title(event), room);
    const [line, , , text] = node.children;
    const transform = `translate(${at.toFixed(1)},${y.toFixed(1)})`;
    set(node, { transform, "aria-pressed": event.id === get("selected") });
    // Its month ends after the range: the mark stands at the edge, pale, since its place is not known.
    node.classList.toggle("enclair-beyond", get("end") !== "" && event.last > get("end"));
    line.setAttribute("x1", event.date_precision === "day" ? 0 : start - at);
    if (text.textContent !== title) text.textContent = title;
    set(text, { x: turned ? -TITLE : TITLE, "text-anchor": turned ? "end" : "start" });
    return node;
  }
}
