// The black bar: "not for these eyes". What it hides is not in the page until it lifts, for no eye and no screen reader.

import { h } from "./elements.js";

/**
 * Black bars in the place of words: one for each word, as long as `letters` says.
 * @param {number[]} letters how long each word is
 * @param {string} hidden what a screen reader hears: that something is hidden from whom, and what lifts the bar
 */
export const redacted = (letters, hidden) =>
  h(
    "span.enclair-redacted",
    { role: "img", "aria-label": hidden },
    letters.map((each) => [h("i", { style: `--letters: ${each}` }), " "]),
  );

/** How long each word of a text is: all that its bars may know of it. */
export const lengths = (words) =>
  words
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => [...word].length);
