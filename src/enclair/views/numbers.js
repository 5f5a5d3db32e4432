// A field that takes whole numbers.

import { h } from "./elements.js";
import { number } from "./view.js";

/**
 * A field of a view for a whole number. One that is out of range is not taken, and `status` tells the range.
 */
export function whole({ t, lang, control, shows }, label, { value, range, status, take }) {
  const input = h("input", { type: "number", step: 1 });
  const show = () => {
    const [min, max] = range();
    Object.assign(input, { min, max, value: value() });
  };
  input.onchange = () => {
    const [lowest, highest] = range();
    const typed = input.valueAsNumber;
    const fits = Number.isInteger(typed) && typed >= lowest && typed <= highest;
    const values = { label, lowest: number(lowest, lang()), highest: number(highest, lang()) };
    status.textContent = fits ? "" : t("{label}: write a whole number from {lowest} to {highest}.", values);
    if (fits) take(typed);
    else show();
  };
  show();
  shows.push(show);
  return control(label, input);
}
