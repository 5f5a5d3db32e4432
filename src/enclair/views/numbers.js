// Numbers as people write them, and a field that takes whole ones.

import { h } from "./elements.js";
import { numberFormat } from "./view.js";

/**
 * A number, its thousands set apart, with `digits` behind the point; half of the last one goes up.
 * @param {"halfExpand" | "halfEven"} roundingMode
 */
export function number(value, lang, digits = 0, roundingMode = "halfExpand") {
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits, roundingMode };
  const size = numberFormat(lang, options).format(Math.abs(value));
  return value < 0 && /[1-9]/.test(size) ? `−${size}` : size;
}

/**
 * A field of a view for a whole number. One that is out of range is not taken, and `tell` is given the range;
 * `found` says whether it is told what was typed.
 */
export function whole({ t, lang, control, shows }, label, { value, range, tell, take, found = false }) {
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
    tell(fits ? "" : refused);
    if (fits) take(typed);
    else show();
  };
  show();
  shows.push(show);
  return control(label, input);
}
