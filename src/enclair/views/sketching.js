// What a drawn guess says: a line from a few points of it, and how far it is from the numbers. No page, no state.

/**
 * A whole line from the points of it that were drawn (others are undefined): straight between two of them, and level
 * before the first and after the last. Without any point nothing is drawn.
 */
export function completed(points) {
  const at = points.flatMap((value, place) => (value === undefined ? [] : [place]));
  if (!at.length) return points;
  return points.map((value, place) => {
    if (value !== undefined) return value;
    const before = at.findLast((one) => one < place) ?? at[0];
    const after = at.find((one) => one > place) ?? at.at(-1);
    if (before === after) return points[before];
    const part = (place - before) / (after - before);
    return Math.round(points[before] + part * (points[after] - points[before]));
  });
}

/** How far a guess is from the numbers in each place that was to be guessed: on average, and where it is most. */
export function distance(guess, numbers, known) {
  const off = numbers.map((number, place) => (place < known ? -1 : Math.abs(guess[place] - number)));
  const mean = off.slice(known).reduce((sum, one) => sum + one, 0) / (off.length - known);
  return { mean, farthest: off.indexOf(Math.max(...off)) };
}

/** The round number (1, 2 or 5 and noughts) from which on about `parts` fit into `top`; 1 at least. */
export function step(top, parts) {
  const raw = Math.max(1, top / parts);
  const power = 10 ** Math.floor(Math.log10(raw));
  return [1, 2, 5, 10].find((one) => one * power >= raw) * power;
}

/** The numbers beside an axis that ends at `top`, about so many `parts` of it. */
export function ticks(top, parts = 4) {
  const wide = step(top, parts);
  const all = Array.from({ length: Math.floor(top / wide) + 1 }, (_, place) => place * wide);
  return top % wide < wide / 3 ? all : [...all, top]; // else one would not see where it ends
}

/** `value` as one can draw it: a whole number from 0 to `top`, not finer than a hand can be. */
export function drawable(value, top) {
  const fine = step(top, 200);
  return Math.max(0, Math.min(top, Math.round(value / fine) * fine));
}
