// The timeline: lanes by track, one mark an event. Everything it shows follows from the traits and the rows.

function render({ model, el }) {
  const t = speaker(model);
  const lang = () => model.get("lang");
  const choices = () => Object.fromEntries(CHOICES.map((name) => [name, model.get(name)]));
  const events = () => model.get("events");
  const span = () => {
    const all = events();
    if (!all.length) return [0, 1];
    const firsts = all.map((event) => event.date).sort();
    const lasts = all.map((event) => event.last).sort();
    return [toDays(firsts[0]) - 90, toDays(lasts.at(-1)) + 90];
  };
  let whole = span(); // days since 1970
  const from = () => (model.get("start") ? toDays(model.get("start")) : whole[0]);
  const to = () => Math.max(from() + 1, model.get("end") ? toDays(model.get("end")) : whole[1]);
  let bar; // the controls
  let view = {}; // the parts of the page that change, by name
  let shown = []; // the events that fit, in order of time
  let width = 900;
  const marks = new Map();

  const place = () => ({ t, lang: lang(), labels: model.get("labels") });
  function build() {
    marks.clear();
    const open = [view.filters, view.list].map((part) => part?.open);
    whole = span();
    view = {};
    bar = controls(model, el, { lists: LISTS, menus: MENUS, texts: TEXTS });
    const { button } = bar;
    const focus = model.get("focus");
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
    const tell = (message) => (view.count.textContent = message);
    const dates = bar.range(toIso(whole[0]), toIso(whole[1]), tell);
    view.reset = bar.reset();
    view.count = h("p", { class: "enclair-count", role: "status" });
    view.number = h("small");
    view.chart = s("svg", {
      role: "group",
      "aria-label": t("Timeline. Arrow keys move from event to event, Enter opens one."),
    });
    view.axis = s("g", { "aria-hidden": "true" });
    view.lanes = s("g");
    view.veil = s("g", { "aria-hidden": "true", class: "enclair-veil" }, s("rect"), s("line"));
    view.chart.append(view.axis, view.lanes, view.veil);
    view.chart.addEventListener("keydown", keys);
    view.tip = h("div", { class: "enclair-tip", hidden: true, "aria-hidden": "true" });
    view.plot = h("div", { class: "enclair-plot" }, view.chart, view.tip);
    view.scrub = h("input", { type: "range", step: 1, id: fresh("scrub") });
    view.scrub.oninput = () =>
      bar.choose({ day: +view.scrub.value >= +view.scrub.max ? "" : toIso(+view.scrub.value) });
    view.day = h("output", { htmlFor: view.scrub.id });
    const step = (way) => () => {
      const day = neighbour(way);
      return { day, selected: news(day)[0]?.id ?? model.get("selected") };
    };
    view.when = h(
      "div",
      { class: "enclair-scrub" },
      h("label", { htmlFor: view.scrub.id }, t("What could one know on this day?"), " ", view.day),
      view.scrub,
      h("span", {}, button(t("Previous news"), step(-1)), button(t("Next news"), step(1))),
    );
    // Below the buttons: above the plot it would move them away from under the pointer.
    view.told = h("p", { class: "enclair-told", role: "status" });
    view.card = h("div", {
      class: "enclair-card",
      role: "group",
      "aria-label": t("The chosen event"),
      "aria-live": "polite",
    });
    view.rows = h("div", {
      class: "enclair-rows",
      tabIndex: 0,
      role: "group",
      "aria-label": t("The same events as a table"),
      [KEYS]: "true",
    });
    view.list = h(
      "details",
      { ontoggle: drawTable, open: open[1] },
      h("summary", {}, t("The same events as a table")),
      view.rows,
    );
    const filters = h(
      "details",
      { class: "enclair-filters", open: open[0] },
      h("summary", {}, t("Filters and dates"), " ", view.number),
    );
    view.filters = filters;
    filters.append(
      h(
        "div",
        {},
        ...LISTS.map((list) => bar.boxes(events(), list)),
        h("div", { class: "enclair-menus" }, ...MENUS.map((menu) => bar.menu(events(), menu)), ...dates),
      ),
    );
    const root = h(
      "div", // not a section: a lesson has several, and a page should not have several landmarks of one name
      {
        class: "enclair enclair-timeline",
        role: "group",
        lang: lang(),
        "aria-label": model.get("titles")[lang()],
      },
      h(
        "div",
        { class: "enclair-bar" },
        bar.searchbox(t("bail, FSB, encryption…")),
        h(
          "span",
          { class: "enclair-set", role: "group", "aria-label": t("Two ways to tell it") },
          ...view.presets,
        ),
        bar.languages(),
      ),
      filters,
      h(
        "div",
        { class: "enclair-bar" },
        h(
          "span",
          { class: "enclair-set", role: "group", "aria-label": t("Zoom") },
          ...view.zooms,
          button("+", zoom(0.5), { title: t("Zoom in"), "aria-label": t("Zoom in") }),
          button("−", zoom(2), { title: t("Zoom out"), "aria-label": t("Zoom out") }),
        ),
        view.reset,
      ),
      view.count,
      legend(t, model.get("labels")),
      view.plot,
      view.when,
      view.told,
      view.card,
      view.list,
      h("p", { class: "enclair-foot" }, ...notes(model.get("proceedings"), model.get("as_of"), place())),
    );
    bar.place(root);
    size.disconnect();
    size.observe(view.plot); // on a projector it is not as wide as the cell
    draw();
  }

  function mark(event) {
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
      `${written(event.last, lang(), event.date_precision)}. ${event["title_" + lang()]}. ${firm}.`,
    );
    node.addEventListener("click", () => bar.choose({ selected: event.id }));
    node.addEventListener("pointerenter", () => hint(event, node));
    node.addEventListener("pointerleave", () => hint(null));
    node.addEventListener("focus", () => hint(event, node));
    node.addEventListener("blur", () => hint(null));
    return node;
  }

  /** The events that became public on a day, or on any; of a month or a year nobody knows on which. */
  const news = (day = null) =>
    events().filter(
      (event) =>
        (event.date_precision === "day" || event.known > event.last) &&
        (day === null || event.known === day) &&
        fits(event, choices(), lang(), { anyDay: true }),
    );

  /** The next day, in one direction, on which something of the range became public. */
  function neighbour(way) {
    const now = model.get("day") || toIso(to() + 1);
    const days = news().map((event) => event.known);
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
    const left = Math.max(
      0,
      Math.min(plot.width - view.tip.offsetWidth, box.left - plot.left - view.tip.offsetWidth / 2),
    );
    Object.assign(view.tip.style, {
      left: `${left}px`,
      top: `${box.top - plot.top - view.tip.offsetHeight - 6}px`,
    });
  }

  function keys(event) {
    const id = event.target.closest("[data-id]")?.dataset.id;
    const here = shown.findIndex((one) => one.id === id);
    if (here < 0) return;
    const across = (way) => {
      const used = lanes(shown);
      const next = used[used.indexOf(shown[here].track) + way];
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
    else if (event.key === "Enter" || event.key === " ") bar.choose({ selected: id });
    else if (event.key === "Escape") {
      hint(null);
      bar.choose({ selected: "" });
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
    view.news = news(now.day);
    drawControls(now, inAnyDay.length - shown.length);
    drawChart(now);
    drawCard();
    drawTable();
  }

  function drawControls(now, later) {
    const active = bar.show(now);
    view.number.textContent = active ? `(${active})` : "";
    view.reset.disabled = !active && TEXTS.every((name) => !now[name]);
    for (const preset of view.presets) preset.setAttribute("aria-pressed", now.preset === preset.value);
    for (const zoom of view.zooms) zoom.setAttribute("aria-pressed", now.start === zoom.value);
    const count = t("{shown} of {all} events", { shown: shown.length, all: events().length });
    const hidden =
      now.day && later
        ? t("; {later} not yet public on {day}", { later, day: written(now.day, lang()) })
        : "";
    const empty = shown.length
      ? ""
      : " " + t("No event fits these choices: take one away, or show everything again.");
    const said = count + hidden + "." + empty;
    const titles = view.news.map((event) => event["title_" + lang()]);
    view.told.textContent = titles.length ? t("New on this day: {titles}.", { titles: titles.join("; ") }) : "";
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
    const used = lanes(model.get("events")).filter((track) => track || shown.some((event) => !event.track));
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
      const label = s(
        "g",
        { class: "enclair-lane" },
        s("rect", { x: 0, y: top, width, height }),
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
    view.axis.replaceChildren(...axis(ticks(from(), to(), width - left), scale, top, lang()));
    const [veil, line] = view.veil.children;
    const at = now.day ? Math.max(left, Math.min(width, scale(toDays(now.day)))) : width;
    view.veil.style.display = now.day ? "" : "none";
    Object.entries({ x: at, y: 22, width: Math.max(0, width - at), height: top - 22 }).forEach(
      ([name, value]) => veil.setAttribute(name, value),
    );
    Object.entries({ x1: at, x2: at, y1: 14, y2: top }).forEach(([name, value]) =>
      line.setAttribute(name, value),
    );
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
    node.classList.toggle("enclair-new", view.news.includes(event));
    // Its month ends after the range: the mark stands at the edge, pale, since its place is not known.
    node.classList.toggle("enclair-beyond", model.get("end") !== "" && event.last > model.get("end"));
    line.setAttribute("x1", event.date_precision === "day" ? 0 : start - at);
    if (text.textContent !== title) text.textContent = title;
    text.setAttribute("x", turned ? -TITLE : TITLE);
    text.setAttribute("text-anchor", turned ? "end" : "start");
    return node;
  }

  function drawCard() {
    const event = events().find((one) => one.id === model.get("selected"));
    const key = [event?.id, lang(), shown.indexOf(event), shown.length].join(" ");
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
    const here = shown.indexOf(event);
    const held = view.card.contains(bar.focused()) ? bar.focused().value : "";
    const turn = (label, way) =>
      h(
        "button",
        {
          type: "button",
          value: label,
          disabled: !shown[here + way] || here < 0,
          onclick: () => bar.choose({ selected: shown[here + way].id }),
        },
        label,
      );
    view.card.replaceChildren(
      ...card(event, place(), here >= 0, [turn(t("Earlier"), -1), turn(t("Later"), 1)]),
    );
    // The pressed button was replaced with the card; at the end of the line the other one takes the focus.
    const buttons = [...view.card.querySelectorAll("button")].filter((one) => !one.disabled);
    if (held) (buttons.find((one) => one.value === held) || buttons[0]).focus();
  }

  function drawTable() {
    if (view.list.open) view.rows.replaceChildren(table(shown, place()));
  }

  const size = new ResizeObserver(([entry]) => {
    const wide = Math.round(entry.contentRect.width);
    if (!wide) return;
    width = wide;
    draw();
  });
  model.on(CHOICES.map((name) => `change:${name}`).join(" "), draw);
  model.on("change:lang change:events", build);
  build();
  return () => size.disconnect();
}

export default { render, fits };
