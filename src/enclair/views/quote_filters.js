// Quotations: how one is marked, and which fit a set of choices: as in case/quotes.py;
// tests/cases/filters.json holds the two together.

import { fitsChoices, matchesQuery, matchPositions } from "./controls.js";
import { h } from "./elements.js";
import { fold, localizedField } from "./view.js";

export const SIDES = ["privacy", "neither", "security"];
export const LISTS = [
  // [trait, field of a quotation, title of the group, order]
  ["sides", "side", (t) => t("Side"), SIDES],
  ["stances", "step", (t) => t("Stance, in five steps"), ["-2", "-1", "0", "1", "2"]],
  ["groups", "stakeholder_group", (t) => t("Group of the speaker")],
  ["themes", "theme", (t) => t("Theme")],
  ["attributions", "attribution", (t) => t("How the words reached us")],
  ["in_article", "in_article", (t) => t("The article of 6 September 2024")],
];
export const MENUS = [
  ["speakers", "speaker", (t) => t("Speaker")],
  ["languages", "language", (t) => t("Language of the original"), "language_names"],
];
export const TEXTS = ["query", "start", "end"];

/** The text in which a search looks. */
function haystack(quote) {
  const { id, quote_original, quote_en, quote_fr, speaker, speaker_role, source_name, source_fr } = quote;
  const { speaker_fr = "", speaker_role_fr = "" } = quote;
  const words = [quote_original, quote_en, quote_fr, speaker, speaker_role, speaker_fr, speaker_role_fr];
  return fold([id, ...words, source_name, source_fr].join(" "));
}

export const fits = (quote, choices) =>
  fitsChoices(quote, choices, [...LISTS, ...MENUS], [quote.first, quote.last]) &&
  (!choices.query || matchesQuery(haystack(quote), choices.query));

/** Who says the words, in which role and in which language it is told. */
export const speakerAndRole = (quote, lang) => [
  localizedField(quote, "speaker", lang)[0],
  ...localizedField(quote, "speaker_role", lang),
];

/** `text` as nodes, with what a search found in <mark>; `query` are folded words. */
export function marked(text, query) {
  if (!query.length) return [text];
  // Folding can make a sign longer (œ) or take it away (accents): each folded sign remembers where it stood.
  const signs = [...text];
  const folded = signs.map(fold);
  const places = folded.flatMap((plain, place) => Array(plain.length).fill(place));
  const hits = signs.map(() => false);
  for (const word of query)
    for (const at of matchPositions(folded.join(""), word))
      hits.fill(true, places[at], places[at + word.length - 1] + 1);
  const nodes = [];
  for (let from = 0, to = 0; from < signs.length; from = to) {
    while (to < signs.length && hits[to] === hits[from]) to++;
    const piece = signs.slice(from, to).join("");
    nodes.push(hits[from] ? h("mark", piece) : piece);
  }
  return nodes;
}
