// The black bar: "not for these eyes". What it hides is not in the page until it lifts, for no eye and no screen reader.

import { h } from "./elements.js";

/**
 * Black bars in the place of words, as long as their `letters` are many. A screen reader hears what is `hidden`: from
 * whom, and what lifts the bar.
 */
export function redacted(letters, hidden) {
  const bars = letters.map((length) => [h("i", { style: `--letters: ${length}` }), " "]);
  return h("span.enclair-redacted", { role: "img", "aria-label": hidden }, bars);
}

/** How long each word of a text is: all that its bars may know of it. */
export const lengths = (words) => (words.match(/\S+/g) ?? []).map((word) => [...word].length);
