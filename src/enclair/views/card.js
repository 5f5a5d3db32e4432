// What the timeline says of events in words: the card of one, the table of many. `view` is the timeline.

import { cell, h, lengths, link, table as made, redacted, terms } from "./elements.js";
import { dated, written } from "./view.js";

const when = (event, lang) => written(event.last, lang, event.date_precision);

/** The card of an event that the public could not know of yet. */
export const hiddenCard = (view, event) => [
  h("p.enclair-head", redacted(lengths(event[`title_${view.lang()}`]), view.unseen())),
  h("p.enclair-soft", { "aria-hidden": "true" }, view.unseen()),
];

/** An event's card. `fitting`: whether it fits the choices; `turns` lead to its neighbours; a bar lifts off the new. */
export function card(view, event, fitting, turns, isNew) {
  const { t } = view;
  const lang = view.lang();
  const say = (name) => view.label(event[name]);
  const firm = {
    confirmed: t("Confirmed: two sources, or a primary text"),
    reported: t("One source, or one agency copied by others"),
    disputed: t("Disputed: the parties disagree"),
  };
  const title = event[`title_${lang}`];
  const later = t("This became public later: on {day}.", { day: written(event.known, lang) });
  return [
    h(
      "div",
      h("p.enclair-when", when(event, lang), " · ", say("track")),
      h("p.enclair-head", isNew ? h("span.enclair-lifted", title) : title),
      h("p", event[`description_${lang}`]),
      event.known > event.last && h("p.enclair-note", later),
      !fitting && h("p.enclair-note", t("This event does not fit the choices above.")),
      view.sourcedTwice(event),
      h("p.enclair-set", turns),
    ),
    terms([
      [t("Status"), say("status")],
      [t("Firmness"), firm[event.confidence] ?? say("confidence")],
      [t("Type of source"), say("source_type")],
      [t("Actors"), event.actors.map((name) => t(name)).join(", ")],
      [t("Country"), event.countries.map((name) => t(name)).join(", ") || t("not recorded")],
      [t("What is at stake"), say("dimension")],
    ]),
  ];
}

export function table(view, events) {
  const { t } = view;
  const lang = view.lang();
  const day = (event) => {
    const later = t("public from {day}", { day: written(event.known, lang) });
    return when(event, lang) + (event.known > event.last ? ` (${later})` : "");
  };
  const label = (name) => (event) => view.label(event[name]);
  const columns = [
    [t("Date"), day],
    [t("Event"), (event) => event[`title_${lang}`]],
    [t("What happened"), (event) => event[`description_${lang}`]],
    [t("Track"), label("track")],
    [t("Status"), label("status")],
    [t("Firmness"), label("confidence")],
    [t("Type of source"), label("source_type")],
    [t("Source"), (event) => link(event.source_url, t.source(event.source_name))],
  ];
  const row = (event) => h("tr", { role: "row" }, ...columns.map(([, words]) => cell(words(event))));
  const heads = columns.map(([head]) => head);
  return made(heads, events.map(row));
}

/** The line below: where the proceedings stand, since when, and up to which day the case was read. */
export function notes({ t, lang, get }) {
  const { as_of, [`status_${lang()}`]: status } = get("proceedings");
  const file = t("Case file as of {day}.", { day: written(get("as_of"), lang()) });
  if (!as_of) return [file];
  return [h("strong", t("As of {day}:", { day: dated(as_of, lang()) })), ` ${status} `, file];
}
