// What the timeline says of events in words: the card of one, the table of many.

import { copier, sourced } from "./controls.js";
import { dated, h, link, written } from "./view.js";

/**
 * The two parts of an event's card. `place` is {t, lang, labels}; `fitting` says whether the event fits the
 * choices, `turns` are the buttons to its neighbours.
 */
export function card(event, { t, lang, labels }, fitting, turns) {
  const say = (name) => t(labels[event[name]]);
  const sourceDay = dated(event.source_date, lang) || t("date not recorded");
  const firm = {
    confirmed: t("Confirmed: two sources, or a primary text"),
    reported: t("One source, or one agency copied by others"),
    disputed: t("Disputed: the parties disagree"),
  };
  const facts = [
    [t("Status"), say("status")],
    [t("Firmness"), firm[event.confidence]],
    [t("Type of source"), say("source_type")],
    [t("Actors"), event.actors.map((name) => t(name)).join(", ")],
    [t("Country"), event.countries.map((name) => t(name)).join(", ") || t("none recorded")],
    [t("What is at stake"), say("dimension")],
  ];
  const moment = written(event.last, lang, event.date_precision);
  const citation = `${event[`title_${lang}`]} (${moment}). ${t.source(event.source_name)}, ${sourceDay}. ${event.source_url}`;
  const copy = copier(t, citation, t("Copy the citation"));
  return [
    h(
      "div",
      {},
      h("p", { class: "enclair-when" }, moment, " · ", say("track")),
      h("p", { class: "enclair-head" }, event[`title_${lang}`]),
      h("p", {}, event[`description_${lang}`]),
      event.known > event.last
        ? h(
            "p",
            { class: "enclair-note" },
            t("This became public later: on {day}.", { day: written(event.known, lang) }),
          )
        : null,
      fitting ? null : h("p", { class: "enclair-note" }, t("This event does not fit the choices above.")),
      h(
        "p",
        { class: "enclair-source" },
        ...sourced(event, t, lang),
        ". ",
        event.second_source_url
          ? link(
              event.second_source_url,
              t("Second source: {host}", {
                host: new URL(event.second_source_url).hostname.replace(/^www\./, ""),
              }),
            )
          : t("No second source recorded."),
      ),
      h("p", { class: "enclair-set" }, ...turns, copy),
    ),
    h("dl", {}, ...facts.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)])),
  ];
}

/** The events as a table, with all that their cards say. */
export function table(events, { t, lang, labels }) {
  const heads = [
    t("Date"),
    t("Event"),
    t("What happened"),
    t("Track"),
    t("Status"),
    t("Firmness"),
    t("Type of source"),
    t("Source"),
  ];
  const row = (event) => {
    const label = (name) => h("td", {}, t(labels[event[name]]));
    const later =
      event.known > event.last ? ` (${t("public from {day}", { day: written(event.known, lang) })})` : "";
    return h(
      "tr",
      {},
      h("td", {}, written(event.last, lang, event.date_precision) + later),
      h("td", {}, event[`title_${lang}`]),
      h("td", {}, event[`description_${lang}`]),
      ...["track", "status", "confidence", "source_type"].map(label),
      h("td", {}, link(event.source_url, t.source(event.source_name))),
    );
  };
  return h(
    "table",
    {},
    h("thead", {}, h("tr", {}, ...heads.map((head) => h("th", { scope: "col" }, head)))),
    h("tbody", {}, ...events.map(row)),
  );
}

/** The line below: where the proceedings stand, since when, and up to which day the case was read. */
export function notes({ status_en, status_fr, as_of }, asOf, { t, lang }) {
  const status = { en: status_en, fr: status_fr }[lang];
  const file = t("Case file as of {day}.", { day: written(asOf, lang) });
  if (!as_of) return [file];
  return [h("strong", {}, t("As of {day}:", { day: dated(as_of, lang) })), ` ${status} `, file];
}
