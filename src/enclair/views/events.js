// Which events fit a set of choices: as in case/events.py; tests/cases/filters.json holds the two together.

import { fitsChoices, matchesQuery } from "./controls.js";
import { fold } from "./view.js";

export const LISTS = [
  // [trait, field of an event, title of the group]
  ["tracks", "track", (t) => t("Track")],
  ["source_types", "source_type", (t) => t("Type of source")],
  ["confidences", "confidence", (t) => t("Firmness")],
  ["statuses", "status", (t) => t("Status")],
  ["categories", "category", (t) => t("Kind of event")],
  ["dimensions", "dimension", (t) => t("What is at stake")],
];
export const MENUS = [
  ["actors", "actors", (t) => t("Actor")],
  ["countries", "countries", (t) => t("Country")],
];
export const TEXTS = ["query", "start", "end", "day", "preset", "selected"];

/** The text in which a search looks. */
function haystack(event, lang) {
  const { actors, source_name, source_fr, [`actors_${lang}`]: named = "" } = event;
  const texts = [event[`title_${lang}`], event[`description_${lang}`], actors.join(";"), named];
  return fold([...texts, source_name, source_fr].join(" "));
}

/** Whether the public could not know of an event on this day. */
export const isHidden = (event, day) => Boolean(day) && event.known > day;

export const fits = (event, choices, lang, { anyDay = false } = {}) =>
  fitsChoices(event, choices, [...LISTS, ...MENUS], [event.date, event.last]) &&
  (anyDay || !isHidden(event, choices.day)) &&
  (!choices.preset || event.threads.includes(choices.preset)) &&
  (!choices.query || matchesQuery(haystack(event, lang), choices.query));
