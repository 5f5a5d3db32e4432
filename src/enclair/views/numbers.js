// A field that takes whole numbers.

import { h } from "./elements.js";
import { number } from "./view.js";

/**
 * A field of a view for a whole number. One that is out of range is not taken, and `status` tells the range;
 * `found` says whether it tells what was typed, too.
 */
export function whole({ t, lang, control, shows }, label, { value, range, status, take, found = false }) {
  const input = h("input", { type: "number", step: 1 });
  const show = () => {
    const [min, max] = range();
    Object.assign(input, { min, max, value: value() });
  };
  input.onchange = () => {
    const [lowest, highest] = range();
    const typed = input.valueAsNumber;
    const fits = Number.isInteger(typed) && typed >= lowest && typed <= highest;
    const values = { lowest: number(lowest, lang()), highest: number(highest, lang()), found: input.value };
    const refused =
      found && input.value
        ? t("{label}: found {found}; write a whole number from {lowest} to {highest}.", { label, ...values })
        : t("{label}: write a whole number from {lowest} to {highest}.", { label, ...values });
    status.textContent = fits ? "" : refused;
    if (fits) take(typed);
    else show();
  };
  show();
  shows.push(show);
  return control(label, input);
}
