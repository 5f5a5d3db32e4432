// The timeline: lanes by track, one mark an event. Everything it shows follows from the traits and the rows.

const TRACKS = ["justice", "telegram", "law-and-politics", "reactions", ""];
const LISTS = [
  // [trait, field of an event, title of the group]
  ["tracks", "track", "Track"],
  ["source_types", "source_type", "Type of source"],
  ["confidences", "confidence", "Firmness"],
  ["statuses", "status", "Status"],
  ["categories", "category", "Kind of event"],
  ["dimensions", "dimension", "What is at stake"],
];
const MENUS = [
  ["actors", "actors", "Actor"],
  ["countries", "countries", "Country"],
];
const TEXTS = ["query", "start", "end", "day", "preset", "selected"];
const CHOICES = [...LISTS.map(([trait]) => trait), ...MENUS.map(([trait]) => trait), ...TEXTS];
const RADIUS = 6.5;
const TITLE = 13; // from the middle of a mark to its title
const EDGE = 12; // room for half a mark at both ends of a lane

/** One shape a track, all of about the same area: the twins of style.py MARKERS. */
const SHAPES = {
  justice: "M0,-6.5A6.5,6.5 0 1 1 0,6.5A6.5,6.5 0 1 1 0,-6.5Z",
  telegram: "M-5.8,-5.8H5.8V5.8H-5.8Z",
  "law-and-politics": "M0,-7.8L7.8,0L0,7.8L-7.8,0Z",
  reactions: "M0,-7.2L7.4,6H-7.4Z",
  "": "M-2.4,-6.5H2.4V-2.4H6.5V2.4H2.4V6.5H-2.4V2.4H-6.5V-2.4H-2.4Z",
};
const HOLLOW = new Set(["reported", "disputed"]);

/** The text in which a search looks, folded once for each event and language. */
const hay = new WeakMap();
function haystack(event, lang) {
  if (!hay.has(event)) hay.set(event, {});
  const known = hay.get(event);
  const words = () => [event["title_" + lang], event["description_" + lang], event.actors.join(";"), event.source_name];
  return (known[lang] ??= fold(words().join(" ")));
}

/** Whether an event fits the choices: the twin of analysis/events.py `filter_events`. */
function fits(event, choices, lang, { anyDay = false } = {}) {
  for (const [trait, field] of LISTS) if (choices[trait].length && !choices[trait].includes(event[field])) return false;
  for (const [trait, field] of MENUS) {
    if (choices[trait].length && !event[field].some((value) => choices[trait].includes(value))) return false;
  }
  if (choices.start && event.last < choices.start) return false;
  if (choices.end && event.date > choices.end) return false;
  if (choices.day && !anyDay && event.known > choices.day) return false;
  if (choices.preset && !event.threads.includes(choices.preset)) return false;
  const text = choices.query && haystack(event, lang);
  return !text || fold(choices.query).split(/\s+/).every((word) => text.includes(word));
}

/** How often each value of a field occurs, most frequent first. */
function values(events, field) {
  const counts = new Map();
  for (const value of events.flatMap((event) => event[field])) counts.set(value, (counts.get(value) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/**
 * Give each event of a lane a row, so that no mark hides another while there is room: first rows in which
 * the title fits too, then rows in which only the mark fits. Returns the rows and the room of each title.
 */
function arrange(events, x, left, right, lang) {
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
    if (day && room < 140 && room < measure(event["title_" + lang]) && before > room + 40) Object.assign(place, { room: Math.min(longest, before), turned: true });
    const title = shorten(event["title_" + lang], place.room);
    Object.assign(row, { mark: at + RADIUS, title: at + TITLE + Math.min(room, measure(event["title_" + lang])), last: place });
    if (!title || place.turned) row.title = row.mark;
    return place;
  });
  return { placed, rows: Math.max(1, rows.length) };
}

function render({ model, el }) {
  const t = speaker(model);
  const lang = () => model.get("lang");
  const choices = () => Object.fromEntries(CHOICES.map((name) => [name, model.get(name)]));
  const choose = (changes) => {
    for (const [name, value] of Object.entries(changes)) model.set(name, value);
    model.save_changes();
  };
  const events = () => model.get("events");
  const span = () => {
    const all = events();
    if (!all.length) return [0, 1];
    let first = all[0].date, last = all[0].last;
    for (const event of all) {
      if (event.date < first) first = event.date;
      if (event.last > last) last = event.last;
    }
    return [toDays(first) - 90, toDays(last) + 90];
  };
  let whole = span(); // days since 1970
  const from = () => (model.get("start") ? toDays(model.get("start")) : whole[0]);
  const to = () => Math.max(from() + 1, model.get("end") ? toDays(model.get("end")) : whole[1]);
  let view = {}; // the parts of the page that change, by name
  let shown = []; // the events that fit, in order of time
  let width = 900;
  const marks = new Map();

  const focused = () => el.getRootNode().activeElement;

  function control(label, input, name = "enclair-field") {
    input.id = fresh("field");
    return h("span", { class: name }, h("label", { htmlFor: input.id }, label), input);
  }

  function boxes([trait, field, title]) {
    const group = h("fieldset", {}, h("legend", {}, t(title)));
    for (const [value, count] of values(events(), field)) {
      const box = h("input", { type: "checkbox", value });
      box.onchange = () => choose({ [trait]: [...group.querySelectorAll("input:checked")].map((one) => one.value) });
      group.append(h("label", {}, box, h("span", {}, t(model.get("labels")[value] || value), " ", h("small", {}, `${count}`))));
    }
    view.groups.push([trait, group]);
    return group;
  }

  function menu([trait, field, title]) {
    const select = h("select", {}, h("option", { value: "" }, t("any")));
    for (const [value, count] of values(events(), field)) select.append(h("option", { value }, `${value} (${count})`));
    select.onchange = () => choose({ [trait]: select.value ? [select.value] : [] });
    view.menus.push([trait, select]);
    return control(t(title), select);
  }

  function build() {
    marks.clear();
    const open = [view.filters, view.list].map((part) => part?.open);
    whole = span();
    view = { groups: [], menus: [] };
    const focus = model.get("focus");
    const button = (label, changes, props = {}) => h("button", { type: "button", onclick: () => choose(changes()), ...props }, label);
    view.search = h("input", { type: "search", value: model.get("query"), placeholder: t("bail, FSB, encryption…") });
    view.search.oninput = () => choose({ query: view.search.value });
    view.presets = model.get("preset_order").map((name) => {
      const label = name === "investigators" ? t("The investigators' thread") : t("Telegram's thread");
      return button(label, () => ({ preset: model.get("preset") === name ? "" : name }), { value: name });
    });
    view.zooms = [button(t("All years"), () => ({ start: "", end: "" }), { value: "" })];
    if (focus.length) {
      const short = formatter(lang(), { day: "numeric", month: "short", year: "numeric" });
      const label = short.formatRange(...focus.map((day) => toDays(day) * DAY));
      view.zooms.push(button(label, () => ({ start: focus[0], end: focus[1] }), { value: focus[0] }));
    }
    const zoom = (factor) => () => {
      const one = events().find((event) => event.id === model.get("selected"));
      const middle = one ? toDays(one.last) : (from() + to()) / 2;
      const half = Math.max(3, ((to() - from()) * factor) / 2);
      const start = Math.max(whole[0], Math.round(middle - half));
      const end = Math.min(whole[1], Math.round(middle + half));
      const all = start <= whole[0] && end >= whole[1];
      return all ? { start: "", end: "" } : { start: toIso(start), end: toIso(end) };
    };
    const dates = ["start", "end"].map((name) => {
      const input = h("input", { type: "date", min: toIso(whole[0]), max: toIso(whole[1]) });
      input.onchange = () => {
        // A year is typed digit by digit: what lies outside the case is not yet a date.
        if (input.value && !input.validity.valid) return;
        const wrong = name === "start" ? model.get("end") && input.value > model.get("end") : input.value && input.value < model.get("start");
        // A range the wrong way round moves its other end too, instead of losing what was typed.
        choose(wrong ? { start: input.value, end: input.value } : { [name]: input.value });
      };
      view[name] = input;
      return control(name === "start" ? t("From") : t("To"), input);
    });
    const languages = ["en", "fr"].map((code) =>
      button(code.toUpperCase(), () => ({ lang: code }), { value: code, lang: code, title: code === "en" ? "English" : "Français", "aria-pressed": code === lang() }),
    );
    view.reset = button(t("Show everything again"), () => ({
      ...Object.fromEntries([...LISTS, ...MENUS].map(([trait]) => [trait, []])),
      ...Object.fromEntries(TEXTS.map((name) => [name, ""])),
    }));
    view.count = h("p", { class: "enclair-count", role: "status" });
    view.number = h("small");
    view.chart = s("svg", { role: "group", "aria-label": t("Timeline. Arrow keys move from event to event, Enter opens one.") });
    view.axis = s("g", { "aria-hidden": "true" });
    view.lanes = s("g");
    view.veil = s("g", { "aria-hidden": "true", class: "enclair-veil" }, s("rect"), s("line"));
    view.chart.append(view.axis, view.lanes, view.veil);
    view.chart.addEventListener("keydown", keys);
    view.tip = h("div", { class: "enclair-tip", hidden: true, "aria-hidden": "true" });
    view.plot = h("div", { class: "enclair-plot" }, view.chart, view.tip);
    view.scrub = h("input", { type: "range", step: 1, id: fresh("scrub") });
    view.scrub.oninput = () => choose({ day: +view.scrub.value >= +view.scrub.max ? "" : toIso(+view.scrub.value) });
    view.day = h("output", { htmlFor: view.scrub.id });
    const step = (way) => () => ({ day: neighbour(way) });
    view.when = h(
      "div",
      { class: "enclair-scrub" },
      h("label", { htmlFor: view.scrub.id }, t("What could one know on this day?"), " ", view.day),
      view.scrub,
      button(t("Previous news"), step(-1)),
      button(t("Next news"), step(1)),
    );
    view.card = h("div", { class: "enclair-card", role: "group", "aria-label": t("The chosen event"), "aria-live": "polite" });
    view.rows = h("div", { class: "enclair-rows", tabIndex: 0, role: "group", "aria-label": t("The same events as a table"), [KEYS]: "true" });
    view.list = h("details", { ontoggle: drawTable, open: open[1] }, h("summary", {}, t("The same events as a table")), view.rows);
    const filters = h("details", { class: "enclair-filters", open: open[0] }, h("summary", {}, t("Filters and dates"), " ", view.number));
    view.filters = filters;
    filters.append(h("div", {}, ...LISTS.map(boxes), h("div", { class: "enclair-menus" }, ...MENUS.map(menu), ...dates)));
    const root = h(
      "div", // not a section: a lesson has several, and a page should not have several landmarks of one name
      { class: "enclair enclair-timeline", role: "group", lang: lang(), "aria-label": model.get("title") },
      h("div", { class: "enclair-bar" }, control(t("Search"), view.search), h("span", { class: "enclair-set", role: "group", "aria-label": t("Two ways to tell it") }, ...view.presets), h("span", { class: "enclair-set enclair-end", role: "group", "aria-label": t("Language") }, ...languages)),
      filters,
      h("div", { class: "enclair-bar" }, h("span", { class: "enclair-set", role: "group", "aria-label": t("Zoom") }, ...view.zooms, button("+", zoom(0.5), { title: t("Zoom in"), "aria-label": t("Zoom in") }), button("−", zoom(2), { title: t("Zoom out"), "aria-label": t("Zoom out") })), view.reset),
      view.count,
      legend(),
      view.plot,
      view.when,
      view.card,
      view.list,
      h("p", { class: "enclair-foot" }, ...notes()),
    );
    const spoke = el.contains(focused()) && focused().matches("button[lang]");
    el.replaceChildren(root);
    if (spoke) root.querySelector(`button[value="${lang()}"]`).focus();
    draw();
  }

  function notes() {
    const { status_en, status_fr, as_of } = model.get("proceedings");
    const status = { en: status_en, fr: status_fr }[lang()];
    const file = t("Case file as of {day}.", { day: written(model.get("as_of"), lang()) });
    return status ? [h("strong", {}, t("As of {day}:", { day: dated(as_of, lang()) })), ` ${status} `, file] : [file];
  }

  function legend() {
    const line = h("p", { class: "enclair-legend" }, h("span", {}, t("Filled by firmness:")));
    for (const value of ["confirmed", "reported", "disputed"]) {
      const sample = s("svg", { width: 20, height: 20, viewBox: "-10 -10 20 20", "aria-hidden": "true" }, shape("justice", value));
      line.append(h("span", {}, sample, t(model.get("labels")[value])));
    }
    const bar = s("svg", { width: 34, height: 20, viewBox: "-26 -10 36 20", "aria-hidden": "true" }, s("line", { x1: -24, x2: 0, class: "enclair-span" }), shape("justice", "confirmed"));
    line.append(h("span", {}, bar, t("Day not recorded: the mark stands at the end of the month or year")));
    return line;
  }

  function shape(track, confidence) {
    const hollow = HOLLOW.has(confidence);
    const group = s("g", { class: `enclair-shape ${hollow ? "enclair-hollow" : ""}`, style: `--hue: var(--enclair-${track || "none"})` });
    group.append(s("path", { d: SHAPES[track] || SHAPES[""] }));
    if (confidence === "disputed") group.append(s("path", { class: "enclair-cross", d: "M-3,-3L3,3M-3,3L3,-3" }));
    return group;
  }

  function mark(event) {
    const node = s("g", { class: "enclair-mark", role: "button", tabindex: -1, [KEYS]: "true", "data-id": event.id });
    node.append(s("line", { class: "enclair-span" }), s("circle", { class: "enclair-hit", r: 12 }), shape(event.track, event.confidence), s("text", { class: "enclair-title", y: 4 }));
    const firm = t(model.get("labels")[event.confidence]);
    node.setAttribute("aria-label", `${written(event.last, lang(), event.date_precision)}. ${event["title_" + lang()]}. ${firm}.`);
    node.addEventListener("click", () => choose({ selected: event.id }));
    node.addEventListener("pointerenter", () => hint(event, node));
    node.addEventListener("pointerleave", () => hint(null));
    node.addEventListener("focus", () => hint(event, node));
    node.addEventListener("blur", () => hint(null));
    return node;
  }

  /** The next day, in one direction, on which something of the range became public. */
  function neighbour(way) {
    const now = model.get("day") || toIso(to() + 1);
    const news = (event) => event.date_precision === "day" || event.known > event.last;
    const days = events().filter((event) => news(event) && fits(event, choices(), lang(), { anyDay: true })).map((event) => event.known);
    const range = days.filter((day) => day >= toIso(from()) && day <= toIso(to())).sort();
    const found = way < 0 ? range.filter((day) => day < now).pop() : range.find((day) => day > now);
    return found || (way < 0 ? model.get("day") : "");
  }

  function hint(event, node) {
    view.tip.hidden = !event;
    if (!event) return;
    view.tip.textContent = `${written(event.last, lang(), event.date_precision)}. ${event["title_" + lang()]}`;
    const box = node.querySelector(".enclair-shape").getBoundingClientRect();
    const plot = view.plot.getBoundingClientRect();
    const left = Math.max(0, Math.min(plot.width - view.tip.offsetWidth, box.left - plot.left - view.tip.offsetWidth / 2));
    Object.assign(view.tip.style, { left: `${left}px`, top: `${box.top - plot.top - view.tip.offsetHeight - 6}px` });
  }

  function keys(event) {
    const id = event.target.closest("[data-id]")?.dataset.id;
    const here = shown.findIndex((one) => one.id === id);
    if (here < 0) return;
    const lane = TRACKS.indexOf(shown[here].track);
    const across = (way) => {
      const used = TRACKS.filter((track) => shown.some((one) => one.track === track));
      const next = used[used.indexOf(TRACKS[lane]) + way];
      const near = shown.filter((one) => one.track === next);
      const gap = (one) => Math.abs(toDays(one.last) - toDays(shown[here].last));
      return near.length ? shown.indexOf(near.reduce((a, b) => (gap(a) <= gap(b) ? a : b))) : here;
    };
    const moves = {
      ArrowRight: () => here + 1,
      ArrowLeft: () => here - 1,
      ArrowDown: () => across(1),
      ArrowUp: () => across(-1),
      Home: () => 0,
      End: () => shown.length - 1,
    };
    if (event.key in moves) goto(Math.max(0, Math.min(shown.length - 1, moves[event.key]())));
    else if (event.key === "Enter" || event.key === " ") choose({ selected: id });
    else if (event.key === "Escape") {
      hint(null);
      choose({ selected: "" });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  let cursor = ""; // the one mark that Tab reaches
  function goto(index) {
    marks.get(cursor)?.setAttribute("tabindex", -1);
    cursor = shown[index].id;
    marks.get(cursor).setAttribute("tabindex", 0);
    marks.get(cursor).focus();
  }

  function draw() {
    // A view that is not on the page yet has no font: titles are measured again once it is (see `size`).
    const font = `12px ${getComputedStyle(view.chart).fontFamily || "sans-serif"}`;
    if (view.font !== font) widths.clear();
    pen.font = view.font = font;
    const now = choices();
    const inAnyDay = events().filter((event) => fits(event, now, lang(), { anyDay: true }));
    shown = inAnyDay.filter((event) => !now.day || event.known <= now.day);
    shown.sort((a, b) => (a.last < b.last ? -1 : a.last > b.last ? 1 : 0));
    drawControls(now, inAnyDay.length - shown.length);
    drawChart(now);
    drawCard();
    drawTable();
  }

  function drawControls(now, later) {
    const active = [...LISTS, ...MENUS].filter(([trait]) => now[trait].length).length;
    view.number.textContent = active ? `(${active})` : "";
    view.reset.disabled = !active && TEXTS.every((name) => !now[name]);
    if (view.search.value !== now.query) view.search.value = now.query;
    for (const preset of view.presets) preset.setAttribute("aria-pressed", now.preset === preset.value);
    for (const zoom of view.zooms) zoom.setAttribute("aria-pressed", now.start === zoom.value);
    for (const name of ["start", "end"]) if (view[name].value !== now[name]) view[name].value = now[name];
    for (const [trait, group] of view.groups) {
      for (const box of group.querySelectorAll("input")) box.checked = now[trait].includes(box.value);
    }
    for (const [trait, select] of view.menus) select.value = now[trait][0] || "";
    const count = t("{shown} of {all} events", { shown: shown.length, all: events().length });
    const hidden = now.day && later ? t("; {later} not yet public on {day}", { later, day: written(now.day, lang()) }) : "";
    const empty = shown.length ? "" : " " + t("No event fits these choices: take one away, or show everything again.");
    const said = count + hidden + "." + empty;
    if (view.count.textContent !== said) view.count.textContent = said;
    Object.assign(view.scrub, { min: from(), max: to() });
    view.scrub.value = now.day ? toDays(now.day) : to();
    const day = now.day ? written(now.day, lang()) : t("everything that the case file holds");
    view.day.textContent = day;
    view.scrub.setAttribute("aria-valuetext", day);
  }

  function drawChart(now) {
    const narrow = width < 640;
    const left = narrow ? 0 : 132;
    const scale = (days) => left + EDGE + ((days - from()) / (to() - from())) * (width - left - 2 * EDGE);
    const x = (event) => Math.max(left + EDGE, Math.min(width - EDGE, scale(toDays(event.last))));
    view.when.style.paddingLeft = `${left + EDGE - 8}px`;
    view.when.style.paddingRight = `${EDGE - 8}px`;
    const used = TRACKS.filter((track) => track || shown.some((event) => !event.track));
    const seen = new Set();
    let top = 26;
    view.lanes.querySelectorAll(".enclair-lane").forEach((old) => old.remove());
    const nodes = [];
    for (const track of used) {
      const own = shown.filter((event) => event.track === track);
      const { placed, rows } = arrange(own, x, left, width, lang());
      const head = narrow ? 20 : 0;
      const step = rows > 8 ? 15 : 22;
      const height = head + rows * step + 14;
      const label = s("g", { class: "enclair-lane" }, s("rect", { x: 0, y: top, width, height }), s("g", { transform: narrow ? `translate(12,${top + 13})` : `translate(14,${top + height / 2})` }, shape(track, "confirmed"), s("text", { x: 14, y: 4 }, t(model.get("labels")[track]))));
      view.lanes.prepend(label);
      for (const place of placed) {
        const y = top + head + 7 + step * (place.row + 0.5);
        nodes.push(put(place, y, Math.max(left, scale(toDays(place.event.date)))));
        seen.add(place.event.id);
      }
      top += height + 4;
    }
    for (const [id, node] of marks) if (!seen.has(id)) node.remove();
    nodes.forEach((node) => node.parentNode || view.lanes.append(node));
    if (!seen.has(cursor)) cursor = shown.length ? shown[0].id : "";
    for (const [id, node] of marks) node.setAttribute("tabindex", id === cursor ? 0 : -1);
    view.chart.setAttribute("viewBox", `0 0 ${width} ${top}`);
    view.chart.setAttribute("height", top);
    drawAxis(scale, left, top);
    const [veil, line] = view.veil.children;
    const at = now.day ? Math.max(left, Math.min(width, scale(toDays(now.day)))) : width;
    view.veil.style.display = now.day ? "" : "none";
    Object.entries({ x: at, y: 22, width: Math.max(0, width - at), height: top - 22 }).forEach(([name, value]) => veil.setAttribute(name, value));
    Object.entries({ x1: at, x2: at, y1: 14, y2: top }).forEach(([name, value]) => line.setAttribute(name, value));
  }

  function put(place, y, start) {
    const { event, at, room, turned } = place;
    if (!marks.has(event.id)) marks.set(event.id, mark(event));
    const node = marks.get(event.id);
    const chosen = event.id === model.get("selected");
    const title = shorten(event["title_" + lang()], room);
    const [line, , , text] = node.children;
    node.setAttribute("transform", `translate(${at.toFixed(1)},${y.toFixed(1)})`);
    node.setAttribute("aria-pressed", chosen);
    // Its month ends after the range: the mark stands at the edge, pale, since its place is not known.
    node.classList.toggle("enclair-beyond", model.get("end") !== "" && event.last > model.get("end"));
    line.setAttribute("x1", event.date_precision === "day" ? 0 : start - at);
    if (text.textContent !== title) text.textContent = title;
    text.setAttribute("x", turned ? -TITLE : TITLE);
    text.setAttribute("text-anchor", turned ? "end" : "start");
    return node;
  }

  function drawAxis(scale, left, bottom) {
    const found = ticks(from(), to(), width - left);
    view.axis.replaceChildren(
      ...found.flatMap(([day, format]) => {
        const label = formatter(lang(), format).format(day * DAY);
        const at = scale(day);
        return [s("line", { x1: at, x2: at, y1: 20, y2: bottom }), s("text", { x: Math.max(18, at), y: 13, "text-anchor": "middle" }, label)];
      }),
    );
  }

  function drawCard() {
    const event = events().find((one) => one.id === model.get("selected"));
    const key = event ? `${event.id} ${lang()} ${shown.length}` : lang();
    if (view.card.dataset.key === key) return;
    view.card.dataset.key = key;
    if (!event) return view.card.replaceChildren(h("p", { class: "enclair-soft" }, t("Choose a mark to read the event, how firm it is, and who says so. With the keyboard: Tab to the timeline, arrow keys, Enter.")));
    const say = (name) => t(model.get("labels")[event[name]]);
    const here = shown.indexOf(event);
    const held = view.card.contains(focused()) ? focused().value : "";
    const turn = (label, way) => h("button", { type: "button", value: label, disabled: !shown[here + way] || here < 0, onclick: () => choose({ selected: shown[here + way].id }) }, label);
    const sourceDay = dated(event.source_date, lang()) || t("date not recorded");
    const firm = {
      confirmed: t("Confirmed: two sources, or a primary text"),
      reported: t("One source, or one agency copied by others"),
      disputed: t("Disputed: the parties disagree"),
    };
    const facts = [
      [t("Status"), say("status")],
      [t("Firmness"), firm[event.confidence]],
      [t("Type of source"), say("source_type")],
      [t("Actors"), event.actors.join(", ")],
      [t("Country"), event.countries.join(", ") || t("none recorded")],
      [t("What is at stake"), say("dimension")],
    ];
    const moment = written(event.last, lang(), event.date_precision);
    const citation = `${event["title_" + lang()]} (${moment}). ${event.source_name}, ${sourceDay}. ${event.source_url}`;
    const copy = h("button", { type: "button" }, t("Copy the citation"));
    copy.onclick = () => navigator.clipboard.writeText(citation).then(
      () => (copy.textContent = t("Copied")),
      () => (copy.textContent = t("The browser refused: select the text and copy it")),
    );
    view.card.replaceChildren(
      h("div", {},
        h("p", { class: "enclair-when" }, moment, " · ", say("track")),
        h("p", { class: "enclair-head" }, event["title_" + lang()]),
        h("p", {}, event["description_" + lang()]),
        event.known > event.last ? h("p", { class: "enclair-note" }, t("This became public later: on {day}.", { day: written(event.known, lang()) })) : null,
        here < 0 ? h("p", { class: "enclair-note" }, t("This event does not fit the choices above.")) : null,
        h("p", { class: "enclair-source" }, t("Source:"), " ", link(event.source_url, event.source_name), `, ${sourceDay}. `, event.second_source_url ? link(event.second_source_url, t("Second source: {host}", { host: new URL(event.second_source_url).hostname.replace(/^www\./, "") })) : t("No second source recorded.")),
        h("p", { class: "enclair-set" }, turn(t("Earlier"), -1), turn(t("Later"), 1), copy),
      ),
      h("dl", {}, ...facts.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])),
    );
    // The pressed button was replaced with the card; at the end of the line the other one takes the focus.
    const buttons = [...view.card.querySelectorAll("button")].filter((one) => !one.disabled);
    if (held) (buttons.find((one) => one.value === held) || buttons[0]).focus();
  }

  function drawTable() {
    if (!view.list.open) return;
    const heads = [t("Date"), t("Event"), t("What happened"), t("Track"), t("Status"), t("Firmness"), t("Type of source"), t("Source")];
    const row = (event) => {
      const label = (name) => h("td", {}, t(model.get("labels")[event[name]]));
      const later = event.known > event.last ? ` (${t("public from {day}", { day: written(event.known, lang()) })})` : "";
      return h("tr", {}, h("td", {}, written(event.last, lang(), event.date_precision) + later), h("td", {}, event["title_" + lang()]), h("td", {}, event["description_" + lang()]), ...["track", "status", "confidence", "source_type"].map(label), h("td", {}, link(event.source_url, event.source_name)));
    };
    view.rows.replaceChildren(h("table", {}, h("thead", {}, h("tr", {}, ...heads.map((head) => h("th", { scope: "col" }, head)))), h("tbody", {}, ...shown.map(row))));
  }

  const again = () => draw();
  model.on(CHOICES.map((name) => `change:${name}`).join(" "), again);
  model.on("change:lang change:events", build);
  const size = new ResizeObserver(([entry]) => {
    const wide = Math.round(entry.contentRect.width);
    if (!wide) return;
    width = wide;
    draw();
  });
  build();
  size.observe(el);
  return () => size.disconnect();
}

export default { render, fits };
