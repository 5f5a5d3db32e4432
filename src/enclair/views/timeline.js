// The timeline: its controls, its picture, and the card of one event. All it shows follows from traits and rows.

import { card, hiddenCard, notes, table } from "./card.js";
import { Chart } from "./chart.js";
import { Explorer } from "./controls.js";
import { fill, group, h, labelled } from "./elements.js";
import { fits, isHidden, LISTS, MENUS, TEXTS } from "./events.js";
import { legend } from "./marks.js";
import { DAY, formatter, renders, toDays, toIso, written } from "./view.js";

/** No more events are a few. */
const FEW = 5;

class Timeline extends Explorer {
  lists = LISTS;
  menus = MENUS;
  single = TEXTS;
  whole = this.span(); // days since 1970
  fitting = []; // the events that fit on any day, in order of time; `shown` are public by then
  opened = ""; // the event whose card was drawn last
  width = 900;
  chart = new Chart(this);

  named = (trait) => this.get("events").find(({ id }) => id === this.get(trait));

  span() {
    const days = this.get("events").flatMap((event) => [event.date, event.last]);
    days.sort();
    return days.length ? [toDays(days[0]) - 90, toDays(days.at(-1)) + 90] : [0, 1];
  }

  /** Whether a few events have the picture of the projector to themselves. */
  few() {
    const { length } = this.fitting;
    return length > 0 && length <= FEW && Boolean(this.chart.svg.closest(".enclair-projected"));
  }

  /** The first and the last day of the picture: around a few events, else the range that is chosen. */
  range() {
    const { get, whole, fitting } = this;
    if (this.few()) {
      const days = fitting.flatMap(({ date, last, known }) => [date, last, known].map(toDays));
      const [first, last] = [Math.min(...days), Math.max(...days)];
      const margin = 30 + Math.round((last - first) / 16);
      return [first - margin, last + margin];
    }
    const from = get("start") ? toDays(get("start")) : whole[0];
    return [from, Math.max(from + 1, get("end") ? toDays(get("end")) : whole[1])];
  }

  build() {
    const { get, t, view, chart } = this;
    Object.assign(view, {
      presets: this.presets(),
      weeks: this.weeks(),
      told: h("p.enclair-told", { role: "status" }),
      legend: h("p.enclair-legend"),
      card: group("div.enclair-card.enclair-box.enclair-own", t("The chosen event")),
    });
    view.card.setAttribute("aria-live", "polite");
    chart.build();
    this.buildDay();
    this.buildList();
    const threads = group("span.enclair-set", t("Two ways to tell it"), view.presets);
    const days = this.whole.map(toIso);
    const plot = h("div", chart.plot, view.when, view.legend);
    this.place(
      "timeline",
      get("titles")[this.lang()],
      this.controls(get("events"), ...days, [threads, view.weeks], this.search(t("bail, FSB, encryption…"))),
      // What is told stands where it moves no button away from under the pointer.
      h("div.enclair-beside", plot, h("div", view.told, view.card)),
      view.list,
      h("p.enclair-foot", h("span", notes(this)), this.enlarger()),
    );
    this.fit(chart.plot); // on a projector it is not as wide as the cell
    this.draw();
  }

  presets() {
    const { get, t, button } = this;
    const labels = { investigators: t("The investigators' thread"), telegram: t("Telegram's thread") };
    const press = (value) => () => ({ preset: get("preset") === value ? "" : value });
    return get("preset_order").map((value) => button(labels[value], press(value), { value }));
  }

  /** The button of the days in focus, if there are some; pressed again, it leads back to all years. */
  weeks() {
    const [start, end] = this.get("focus");
    if (!start) return [];
    const short = formatter(this.lang(), { day: "numeric", month: "short", year: "numeric" });
    const label = short.formatRange(toDays(start) * DAY, toDays(end) * DAY);
    const press = () => (this.get("start") === start ? { start: "", end: "" } : { start, end });
    return [this.button(label, press, { value: start })];
  }

  /** What one could know on a day: a slider, and the way to the next day on which something became public. */
  buildDay() {
    const { get, t, choose, button, view } = this;
    const scrub = h("input", { type: "range", step: 1 });
    scrub.oninput = () => choose({ day: +scrub.value >= +scrub.max ? "" : toIso(+scrub.value) });
    view.scrub = scrub;
    view.day = h("output", { "data-later": t("grey: not yet public") });
    const step = (way) => () => {
      const day = this.neighbour(way);
      return { day, selected: this.news(day)[0]?.id ?? get("selected") };
    };
    const field = labelled([t("What could one know on this day?"), " ", view.day], scrub);
    const steps = [button(t("Previous news"), step(-1)), button(t("Next news"), step(1))];
    view.when = h("div.enclair-scrub", field, h("span", steps));
    view.day.htmlFor = scrub.id;
  }

  buildList() {
    const { t, view } = this;
    const title = t("The same as a table");
    view.rows = h("div.enclair-rows", { tabIndex: 0, role: "group", "aria-label": title });
    const open = view.list?.open;
    view.list = h("details", { ontoggle: () => this.drawTable(), open }, h("summary", title), view.rows);
  }

  /** The events that became public on a day, or on any; of a month or a year nobody knows on which. */
  news(day = null) {
    return this.get("events").filter(
      (event) =>
        (event.date_precision === "day" || event.known > event.last) &&
        (day === null || event.known === day) &&
        fits(event, this.choices(), this.lang(), { anyDay: true }),
    );
  }

  /** The next day, in one direction, on which something of the range became public. */
  neighbour(way) {
    const [from, to] = this.range();
    const now = this.get("day") || toIso(to + 1);
    const days = this.news().map((event) => event.known);
    const inside = days.filter((day) => day >= toIso(from) && day <= toIso(to)).sort();
    if (way > 0) return inside.find((day) => day > now) ?? "";
    return inside.findLast((day) => day < now) ?? this.get("day");
  }

  /** What stands for events that the public could not know of: who cannot see a black bar hears it. */
  unseen() {
    const day = written(this.get("day"), this.lang());
    return this.t("Hidden: not yet public on {day}. Press “Next news” until the bar lifts.", { day });
  }

  draw() {
    const now = this.choices();
    // A search does not look under the bars: their number would tell what their words are.
    const anyDay = !now.query;
    this.fitting = this.get("events").filter((event) => fits(event, now, this.lang(), { anyDay }));
    this.fitting.sort((a, b) => (a.last < b.last ? -1 : a.last > b.last ? 1 : 0));
    this.shown = this.fitting.filter((event) => !isHidden(event, now.day));
    const news = this.news(now.day);
    this.drawControls(now, this.fitting.length - this.shown.length, news);
    this.chart.draw(now, [...news, this.named("asked"), this.named("since")]);
    this.drawCard(now.day, news);
    this.drawTable();
  }

  drawControls(now, later, news) {
    const { t, view } = this;
    fill(view.legend, legend(t, this.get("labels"), this.shown));
    for (const preset of view.presets) preset.setAttribute("aria-pressed", now.preset === preset.value);
    const { classList } = this.el.firstElementChild;
    classList.toggle("enclair-dated", now.day !== "");
    classList.toggle("enclair-read", Boolean(this.named("selected")));
    for (const weeks of view.weeks) weeks.setAttribute("aria-pressed", now.start === weeks.value);
    const day = now.day && written(now.day, this.lang());
    const count = t("{shown} of {all} events", { shown: this.shown.length, all: this.get("events").length });
    const hidden = later ? t("; {later} not yet public on {day}", { later, day }) : "";
    const empty = t("Nothing fits these choices: take one away, or show everything again.");
    this.showControls(now, `${count + hidden}.`, empty);
    const titles = news.map((event) => event[`title_${this.lang()}`]).join(t("; "));
    view.told.textContent = titles && t("New on this day: {titles}.", { titles });
    const [min, max] = this.range();
    Object.assign(view.scrub, { min, max, value: now.day ? toDays(now.day) : max });
    view.day.textContent = day || t("everything that the case file holds");
    view.scrub.setAttribute("aria-valuetext", view.day.textContent);
  }

  drawCard(day, news) {
    const { t, view } = this;
    const event = this.named("selected");
    const here = this.shown.indexOf(event);
    const hidden = event && isHidden(event, day);
    const key = [event?.id, this.lang(), here, this.shown.length, hidden && day].join(" ");
    if (view.card.dataset.key === key) return;
    view.card.dataset.key = key;
    const advice = t(
      "Choose a mark to read the event, how firm it is, and who says so. With the keyboard: Tab to the timeline, arrow keys, Enter.",
    );
    if (!event) return fill(view.card, h("p.enclair-soft", advice));
    const turn = (label, way) => {
      const next = here < 0 ? undefined : this.shown[here + way];
      return this.button(label, () => ({ selected: next.id }), { "data-at": label, disabled: !next });
    };
    const turns = [turn(t("Earlier"), -1), turn(t("Later"), 1)];
    const seen = () => card(this, event, here >= 0, turns, news.includes(event));
    this.redraw(view.card, hidden ? hiddenCard(this, event) : seen());
    // Whoever opened it here has it in sight, also on a phone, where it stands below the picture.
    const opened = event.id !== this.opened && this.el.contains(this.focused());
    this.opened = event.id;
    if (opened) view.card.scrollIntoView({ block: "nearest" });
  }

  drawTable() {
    if (this.view.list.open) this.view.rows.replaceChildren(table(this, this.shown));
  }
}

export default { render: renders(Timeline) };
