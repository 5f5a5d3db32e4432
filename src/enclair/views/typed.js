// Numbers as people write them, with thousands set apart and either decimal sign.

const BLANKS = "[ \u00a0\u2009\u202f_'’]";
const SPACED = new RegExp(`^([1-9]\\d{0,2})((?:${BLANKS}\\d{3})+)(?=$|[.,])`);
const GROUPED = /^[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*([.,]\d*)?$/;
const DECIMAL = /^(?=[.,]?\d)\d*(?:[.,]\d*)?(?:e[-+]?\d{1,3})?$/i;

/**
 * What words say as a number in a language: `number`; or, where they could be one of two, `ask`, both written so that each
 * is that one alone; or neither.
 * @returns {{ number?: number, ask?: [string, string] }}
 */
export function readNumber(words, lang) {
  const [, sign, all] = /^([-+−]?)\s*(.*)$/s.exec(words.trim());
  const minus = sign === "-" || sign === "−" ? "-" : "";
  const spaced = SPACED.test(all);
  let digits = all.replace(SPACED, (_, first, rest) => first + rest.replace(new RegExp(BLANKS, "g"), ""));
  const [, one, rest] = (!spaced && GROUPED.exec(digits)) || [];
  if (one && rest?.[0] !== one) {
    const many = digits.split(one).length > 2 || rest;
    if (!many && lang !== "en")
      return { ask: [minus + digits.replace(one, ""), `${minus}${digits.replace(one, ",")}0`] };
    if (many || one === ",") digits = digits.replaceAll(one, "");
  }
  if (!DECIMAL.test(digits)) return {};
  const number = Number(minus + digits.replace(",", "."));
  return Math.abs(number) > Number.MAX_SAFE_INTEGER ? {} : { number };
}
