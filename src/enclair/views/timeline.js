// The timeline: lanes by track, one mark an event. Everything it shows follows from the traits and the rows.

import { card, notes, table } from "./card.js";
import { Controls } from "./controls.js";
import { CHOICES, fits, LISTS, MENUS, TEXTS } from "./events.js";
import { arrange, axis, EDGE, lanes, legend, shape, TITLE } from "./marks.js";
import {
  DAY,
  formatter,
  fresh,
  h,
  KEYS,
  measureIn,
  s,
  shorten,
  ticks,
  toDays,
  toIso,
  View,
  written,
} from "./view.js";

class Timeline extends View {
  constructor({ model, el }) {
    super({ model, el });
    this.whole = this.span(); // days since 1970
    this.bar = undefined; // the controls
    this.view = {}; // the parts of the page that change, by name
    this.shown = []; // the events that fit, in order of time
    this.width = 900;
    this.marks = new Map();
    this.cursor = ""; // the one mark that Tab reaches
    this.size = new ResizeObserver(([entry]) => {
      const wide = Math.round(entry.contentRect.width);
      if (!wide) return;
      this.width = wide;
      this.draw();
    });
    model.on(CHOICES.map((name) => `change:${name}`).join(" "), () => this.draw());
    model.on("change:lang change:events", () => this.build());
    this.build();
  }

  choices() {
    return Object.fromEntries(CHOICES.map((name) => [name, this.model.get(name)]));
  }

  events() {
    return this.model.get("events");
  }

  span() {
    const all = this.events();
    if (!all.length) return [0, 1];
    const firsts = all.map((event) => event.date).sort();
    const lasts = all.map((event) => event.last).sort();
    return [toDays(firsts[0]) - 90, toDays(lasts.at(-1)) + 90];
  }

  from() {
    return this.model.get("start") ? toDays(this.model.get("start")) : this.whole[0];
  }

  to() {
    return Math.max(this.from() + 1, this.model.get("end") ? toDays(this.model.get("end")) : this.whole[1]);
  }

  place() {
    return { t: this.t, lang: this.lang(), labels: this.model.get("labels") };
  }

  build() {
    const { model, el, t, size } = this;
    this.marks.clear();
    const open = [this.view.filters, this.view.list].map((part) => part?.open);
    this.whole = this.span();
    const bar = (this.bar = new Controls({ model, el }, { lists: LISTS, menus: MENUS, texts: TEXTS }));
    const view = (this.view = {
      presets: this.presets(),
      zooms: this.zooms(),
      count: h("p", { class: "enclair-count", role: "status" }),
      number: h("small"),
      reset: bar.reset(),
      told: h("p", { class: "enclair-told", role: "status" }),
    });
    this.buildPlot();
    this.buildDay();
    this.buildFilters(open[0]);
    this.buildList(open[1]);
    view.card = h("div", {
      class: "enclair-card",
      role: "group",
      "aria-label": t("The chosen event"),
      "aria-live": "polite",
    });
    const root = h(
      "div", // not a section: a lesson has several, and a page should not have several landmarks of one name
      {
        class: "enclair enclair-timeline",
        role: "group",
        lang: this.lang(),
        "aria-label": model.get("titles")[this.lang()],
      },
      this.topBar(),
      view.filters,
      this.zoomBar(),
      view.count,
      legend(t, model.get("labels")),
      view.plot,
      view.when,
      view.told, // below the buttons: above the plot it would move them away from under the pointer
      view.card,
      view.list,
      h("p", { class: "enclair-foot" }, ...notes(model.get("proceedings"), model.get("as_of"), this.place())),
    );
    bar.place(root);
    size.disconnect();
    size.observe(view.plot); // on a projector it is not as wide as the cell
    this.draw();
  }

  /** The buttons of the two threads. */
  presets() {
    const { model, t, bar } = this;
    return model.get("preset_order").map((name) => {
      const label = name === "investigators" ? t("The investigators' thread") : t("Telegram's thread");
      const toggled = () => ({ preset: model.get("preset") === name ? "" : name });
      return bar.button(label, toggled, { value: name });
    });
  }

  /** The buttons of all years and of the days in focus. */
  zooms() {
    const { t } = this;
    const { button } = this.bar;
    const found = [button(t("All years"), () => ({ start: "", end: "" }), { value: "" })];
    const focus = this.model.get("focus");
    if (focus.length) {
      const short = formatter(this.lang(), { day: "numeric", month: "short", year: "numeric" });
      const label = short.formatRange(...focus.map((day) => toDays(day) * DAY));
      found.push(button(label, () => ({ start: focus[0], end: focus[1] }), { value: focus[0] }));
    }
    return found;
  }

  /** The range that is `factor` times as long, around the chosen event or the middle. */
  zoomed(factor) {
    const one = this.events().find((event) => event.id === this.model.get("selected"));
    const middle = one ? toDays(one.last) : (this.from() + this.to()) / 2;
    const half = Math.max(3, ((this.to() - this.from()) * factor) / 2);
    const start = Math.max(this.whole[0], Math.round(middle - half));
    const end = Math.min(this.whole[1], Math.round(middle + half));
    const all = start <= this.whole[0] && end >= this.whole[1];
    return all ? { start: "", end: "" } : { start: toIso(start), end: toIso(end) };
  }

  topBar() {
    const { t, bar, view } = this;
    return h(
      "div",
      { class: "enclair-bar" },
      bar.searchbox(t("bail, FSB, encryption…")),
      h(
        "span",
        { class: "enclair-set", role: "group", "aria-label": t("Two ways to tell it") },
        ...view.presets,
      ),
      bar.languages(),
    );
  }

  zoomBar() {
    const { t, view } = this;
    const { button } = this.bar;
    return h(
      "div",
      { class: "enclair-bar" },
      h(
        "span",
        { class: "enclair-set", role: "group", "aria-label": t("Zoom") },
        ...view.zooms,
        button("+", () => this.zoomed(0.5), { title: t("Zoom in"), "aria-label": t("Zoom in") }),
        button("−", () => this.zoomed(2), { title: t("Zoom out"), "aria-label": t("Zoom out") }),
      ),
      view.reset,
    );
  }

  buildPlot() {
    const { t, view } = this;
    view.chart = s("svg", {
      role: "group",
      "aria-label": t("Timeline. Arrow keys move from event to event, Enter opens one."),
    });
    view.axis = s("g", { "aria-hidden": "true" });
    view.lanes = s("g");
    view.veil = s("g", { "aria-hidden": "true", class: "enclair-veil" }, s("rect"), s("line"));
    view.chart.append(view.axis, view.lanes, view.veil);
    view.chart.addEventListener("keydown", (event) => this.keys(event));
    view.tip = h("div", { class: "enclair-tip", hidden: true, "aria-hidden": "true" });
    view.plot = h("div", { class: "enclair-plot" }, view.chart, view.tip);
  }

  /** What one could know on a day: a slider, and the way to the next day on which something became public. */
  buildDay() {
    const { model, t, view } = this;
    const { button, choose } = this.bar;
    const scrub = h("input", { type: "range", step: 1, id: fresh("scrub") });
    scrub.oninput = () => choose({ day: +scrub.value >= +scrub.max ? "" : toIso(+scrub.value) });
    view.scrub = scrub;
    view.day = h("output", { htmlFor: scrub.id });
    const step = (way) => () => {
      const day = this.neighbour(way);
      return { day, selected: this.news(day)[0]?.id ?? model.get("selected") };
    };
    view.when = h(
      "div",
      { class: "enclair-scrub" },
      h("label", { htmlFor: scrub.id }, t("What could one know on this day?"), " ", view.day),
      scrub,
      h("span", {}, button(t("Previous news"), step(-1)), button(t("Next news"), step(1))),
    );
  }

  buildFilters(open) {
    const { t, bar, view } = this;
    const tell = (message) => (view.count.textContent = message);
    const dates = bar.range(toIso(this.whole[0]), toIso(this.whole[1]), tell);
    view.filters = h(
      "details",
      { class: "enclair-filters", open },
      h("summary", {}, t("Filters and dates"), " ", view.number),
      h(
        "div",
        {},
        ...LISTS.map((list) => bar.boxes(this.events(), list)),
        h("div", { class: "enclair-menus" }, ...MENUS.map((menu) => bar.menu(this.events(), menu)), ...dates),
      ),
    );
  }

  buildList(open) {
    const { t, view } = this;
    view.rows = h("div", {
      class: "enclair-rows",
      tabIndex: 0,
      role: "group",
      "aria-label": t("The same events as a table"),
      [KEYS]: "true",
    });
    view.list = h(
      "details",
      { ontoggle: () => this.drawTable(), open },
      h("summary", {}, t("The same events as a table")),
      view.rows,
    );
  }

  mark(event) {
    const { model, t, bar } = this;
    const node = s("g", {
      class: "enclair-mark",
      role: "button",
      tabindex: -1,
      [KEYS]: "true",
      "data-id": event.id,
    });
    node.append(
      s("line", { class: "enclair-span" }),
      s("circle", { class: "enclair-hit", r: 12 }),
      shape(event.track, event.confidence),
      s("text", { class: "enclair-title", y: 4 }),
    );
    const firm = t(model.get("labels")[event.confidence]);
    node.setAttribute(
      "aria-label",
      `${written(event.last, this.lang(), event.date_precision)}. ${event[`title_${this.lang()}`]}. ${firm}.`,
    );
    node.addEventListener("click", () => bar.choose({ selected: event.id }));
    node.addEventListener("pointerenter", () => this.hint(event, node));
    node.addEventListener("pointerleave", () => this.hint(null));
    node.addEventListener("focus", () => this.hint(event, node));
    node.addEventListener("blur", () => this.hint(null));
    return node;
  }

  /** The events that became public on a day, or on any; of a month or a year nobody knows on which. */
  news(day = null) {
    return this.events().filter(
      (event) =>
        (event.date_precision === "day" || event.known > event.last) &&
        (day === null || event.known === day) &&
        fits(event, this.choices(), this.lang(), { anyDay: true }),
    );
  }

  /** The next day, in one direction, on which something of the range became public. */
  neighbour(way) {
    const { model } = this;
    const now = model.get("day") || toIso(this.to() + 1);
    const days = this.news().map((event) => event.known);
    const range = days.filter((day) => day >= toIso(this.from()) && day <= toIso(this.to())).sort();
    const found = way < 0 ? range.filter((day) => day < now).pop() : range.find((day) => day > now);
    return found || (way < 0 ? model.get("day") : "");
  }

  hint(event, node) {
    const { view } = this;
    view.tip.hidden = !event;
    if (!event) return;
    view.tip.textContent = `${written(event.last, this.lang(), event.date_precision)}. ${event[`title_${this.lang()}`]}`;
    const box = node.querySelector(".enclair-shape").getBoundingClientRect();
    const plot = view.plot.getBoundingClientRect();
    const left = Math.max(
      0,
      Math.min(plot.width - view.tip.offsetWidth, box.left - plot.left - view.tip.offsetWidth / 2),
    );
    Object.assign(view.tip.style, {
      left: `${left}px`,
      top: `${box.top - plot.top - view.tip.offsetHeight - 6}px`,
    });
  }

  keys(event) {
    const { bar } = this;
    const id = event.target.closest("[data-id]")?.dataset.id;
    const here = this.shown.findIndex((one) => one.id === id);
    if (here < 0) return;
    const across = (way) => {
      const used = lanes(this.shown);
      const next = used[used.indexOf(this.shown[here].track) + way];
      const near = this.shown.filter((one) => one.track === next);
      const gap = (one) => Math.abs(toDays(one.last) - toDays(this.shown[here].last));
      return near.length ? this.shown.indexOf(near.reduce((a, b) => (gap(a) <= gap(b) ? a : b))) : here;
    };
    const moves = {
      ArrowRight: () => here + 1,
      ArrowLeft: () => here - 1,
      ArrowDown: () => across(1),
      ArrowUp: () => across(-1),
      Home: () => 0,
      End: () => this.shown.length - 1,
    };
    if (event.key in moves) this.goto(Math.max(0, Math.min(this.shown.length - 1, moves[event.key]())));
    else if (event.key === "Enter" || event.key === " ") bar.choose({ selected: id });
    else if (event.key === "Escape") {
      this.hint(null);
      bar.choose({ selected: "" });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  goto(index) {
    const { marks } = this;
    marks.get(this.cursor)?.setAttribute("tabindex", -1);
    this.cursor = this.shown[index].id;
    marks.get(this.cursor).setAttribute("tabindex", 0);
    marks.get(this.cursor).focus();
  }

  draw() {
    const { view } = this;
    // A view that is not on the page yet has no font: titles are measured again once it is (see `size`).
    measureIn(`12px ${getComputedStyle(view.chart).fontFamily || "sans-serif"}`);
    const now = this.choices();
    const inAnyDay = this.events().filter((event) => fits(event, now, this.lang(), { anyDay: true }));
    this.shown = inAnyDay.filter((event) => !now.day || event.known <= now.day);
    this.shown.sort((a, b) => (a.last < b.last ? -1 : a.last > b.last ? 1 : 0));
    view.news = this.news(now.day);
    this.drawControls(now, inAnyDay.length - this.shown.length);
    this.drawChart(now);
    this.drawCard();
    this.drawTable();
  }

  drawControls(now, later) {
    const { t, bar, view } = this;
    const active = bar.show(now);
    view.number.textContent = active ? `(${active})` : "";
    view.reset.disabled = !active && TEXTS.every((name) => !now[name]);
    for (const preset of view.presets) preset.setAttribute("aria-pressed", now.preset === preset.value);
    for (const zoom of view.zooms) zoom.setAttribute("aria-pressed", now.start === zoom.value);
    const count = t("{shown} of {all} events", { shown: this.shown.length, all: this.events().length });
    const hidden =
      now.day && later
        ? t("; {later} not yet public on {day}", { later, day: written(now.day, this.lang()) })
        : "";
    const empty = this.shown.length
      ? ""
      : ` ${t("No event fits these choices: take one away, or show everything again.")}`;
    const said = `${count + hidden}.${empty}`;
    const titles = view.news.map((event) => event[`title_${this.lang()}`]);
    view.told.textContent = titles.length
      ? t("New on this day: {titles}.", { titles: titles.join("; ") })
      : "";
    if (view.count.textContent !== said) view.count.textContent = said;
    Object.assign(view.scrub, { min: this.from(), max: this.to() });
    view.scrub.value = now.day ? toDays(now.day) : this.to();
    const day = now.day ? written(now.day, this.lang()) : t("everything that the case file holds");
    view.day.textContent = day;
    view.scrub.setAttribute("aria-valuetext", day);
  }

  drawChart(now) {
    const { model, t, view, marks } = this;
    const narrow = this.width < 640;
    const left = narrow ? 0 : 132;
    const scale = (days) =>
      left + EDGE + ((days - this.from()) / (this.to() - this.from())) * (this.width - left - 2 * EDGE);
    const x = (event) => Math.max(left + EDGE, Math.min(this.width - EDGE, scale(toDays(event.last))));
    view.when.style.paddingLeft = `${left + EDGE - 8}px`;
    view.when.style.paddingRight = `${EDGE - 8}px`;
    const used = lanes(model.get("events")).filter(
      (track) => track || this.shown.some((event) => !event.track),
    );
    const seen = new Set();
    let top = 26;
    for (const old of view.lanes.querySelectorAll(".enclair-lane")) old.remove();
    const nodes = [];
    for (const track of used) {
      const own = this.shown.filter((event) => event.track === track);
      const { placed, rows } = arrange(own, x, left, this.width, this.lang());
      const head = narrow ? 20 : 0;
      const step = rows > 8 ? 15 : 22;
      const height = head + rows * step + 14;
      const label = s(
        "g",
        { class: "enclair-lane" },
        s("rect", { x: 0, y: top, width: this.width, height }),
        s(
          "g",
          { transform: narrow ? `translate(12,${top + 13})` : `translate(14,${top + height / 2})` },
          shape(track, "confirmed"),
          s("text", { x: 14, y: 4 }, t(model.get("labels")[track])),
        ),
      );
      view.lanes.prepend(label);
      for (const place of placed) {
        const y = top + head + 7 + step * (place.row + 0.5);
        nodes.push(this.put(place, y, Math.max(left, scale(toDays(place.event.date)))));
        seen.add(place.event.id);
      }
      top += height + 4;
    }
    for (const [id, node] of marks) if (!seen.has(id)) node.remove();
    for (const node of nodes) if (!node.parentNode) view.lanes.append(node);
    if (!seen.has(this.cursor)) this.cursor = this.shown.length ? this.shown[0].id : "";
    for (const [id, node] of marks) node.setAttribute("tabindex", id === this.cursor ? 0 : -1);
    view.chart.setAttribute("viewBox", `0 0 ${this.width} ${top}`);
    view.chart.setAttribute("height", top);
    view.axis.replaceChildren(
      ...axis(ticks(this.from(), this.to(), this.width - left), scale, top, this.lang()),
    );
    const at = now.day ? Math.max(left, Math.min(this.width, scale(toDays(now.day)))) : this.width;
    this.drawVeil(now.day, at, top);
  }

  /** What was not public yet on the day is veiled, from its line on to the right. */
  drawVeil(day, at, bottom) {
    const { veil: group } = this.view;
    const [veil, line] = group.children;
    group.style.display = day ? "" : "none";
    const area = { x: at, y: 22, width: Math.max(0, this.width - at), height: bottom - 22 };
    for (const [name, value] of Object.entries(area)) veil.setAttribute(name, value);
    const ends = { x1: at, x2: at, y1: 14, y2: bottom };
    for (const [name, value] of Object.entries(ends)) line.setAttribute(name, value);
  }

  put(place, y, start) {
    const { model, view, marks } = this;
    const { event, at, room, turned } = place;
    if (!marks.has(event.id)) marks.set(event.id, this.mark(event));
    const node = marks.get(event.id);
    const chosen = event.id === model.get("selected");
    const title = shorten(event[`title_${this.lang()}`], room);
    const [line, , , text] = node.children;
    node.setAttribute("transform", `translate(${at.toFixed(1)},${y.toFixed(1)})`);
    node.setAttribute("aria-pressed", chosen);
    node.classList.toggle("enclair-new", view.news.includes(event));
    // Its month ends after the range: the mark stands at the edge, pale, since its place is not known.
    node.classList.toggle("enclair-beyond", model.get("end") !== "" && event.last > model.get("end"));
    line.setAttribute("x1", event.date_precision === "day" ? 0 : start - at);
    if (text.textContent !== title) text.textContent = title;
    text.setAttribute("x", turned ? -TITLE : TITLE);
    text.setAttribute("text-anchor", turned ? "end" : "start");
    return node;
  }

  drawCard() {
    const { model, t, bar, view } = this;
    const event = this.events().find((one) => one.id === model.get("selected"));
    const key = [event?.id, this.lang(), this.shown.indexOf(event), this.shown.length].join(" ");
    if (view.card.dataset.key === key) return;
    view.card.dataset.key = key;
    if (!event)
      return view.card.replaceChildren(
        h(
          "p",
          { class: "enclair-soft" },
          t(
            "Choose a mark to read the event, how firm it is, and who says so. With the keyboard: Tab to the timeline, arrow keys, Enter.",
          ),
        ),
      );
    const here = this.shown.indexOf(event);
    const held = view.card.contains(bar.focused()) ? bar.focused().value : "";
    const turn = (label, way) =>
      h(
        "button",
        {
          type: "button",
          value: label,
          disabled: !this.shown[here + way] || here < 0,
          onclick: () => bar.choose({ selected: this.shown[here + way].id }),
        },
        label,
      );
    view.card.replaceChildren(
      ...card(event, this.place(), here >= 0, [turn(t("Earlier"), -1), turn(t("Later"), 1)]),
    );
    // The pressed button was replaced with the card; at the end of the line the other one takes the focus.
    const buttons = [...view.card.querySelectorAll("button")].filter((one) => !one.disabled);
    if (held) (buttons.find((one) => one.value === held) || buttons[0]).focus();
  }

  drawTable() {
    const { view } = this;
    if (view.list.open) view.rows.replaceChildren(table(this.shown, this.place()));
  }
}

function render(given) {
  const { size } = new Timeline(given);
  return () => size.disconnect();
}

export default { render, fits };
