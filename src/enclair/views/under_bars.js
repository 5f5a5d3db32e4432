// A quotation under bars: some words are seen, the others are in the page only once the bars are lifted.

import { h, link, quoted } from "./elements.js";
import { lengths, redacted } from "./redaction.js";
import { measure, measureIn, renders, View } from "./view.js";

const PACE = 110; // milliseconds from word to word

const words = (said) => said.match(/\S+/g) ?? [];

/** Make bars as wide as their words: nothing moves when they lift. */
function fit(quote, hidden) {
  if (!quote.isConnected) return;
  const { font, fontSize } = getComputedStyle(quote);
  measureIn(font);
  const width = (word) => `${(measure(word) - 2) / Number.parseFloat(fontSize)}em`;
  for (const [at, bar] of [...quote.querySelectorAll("i")].entries()) bar.style.width = width(hidden[at]);
}

/** The quotation of `view`; lifted, its words come one after the other, and those that matter last, with a mark. */
export function quotation({ get, t }, isLifted) {
  const pieces = get("pieces");
  const of = (kind) => pieces.flatMap(([said, each]) => (each === kind ? words(said) : []));
  const starts = { hidden: 0, last: of("hidden").length + 4 };
  const lift = (kind) => (word) => {
    const style = `animation-delay: ${PACE * starts[kind]++}ms`;
    return [h(`${kind === "last" ? "mark" : "span"}.enclair-lifted`, { style }, word), " "];
  };
  const told = ([said, kind]) => {
    if (kind === "seen" || !said.trim()) return said;
    return [
      " ",
      isLifted ? words(said).flatMap(lift(kind)) : redacted(lengths(said), t("Words under a bar.")),
    ];
  };
  const quote = quoted(get("spoken"), ...pieces.map(told).flat(2));
  const hidden = pieces.flatMap(([said, kind]) => (kind === "seen" ? [] : words(said)));
  if (!isLifted) requestAnimationFrame(() => fit(quote, hidden));
  return quote;
}

/** Who speaks, and where it was read. */
export function origin({ get }) {
  const { who, source, url } = get("told");
  return h("p.enclair-source", { tabIndex: -1 }, who && `${who}. `, link(url, source));
}

class UnderBars extends View {
  follows = { build: ["lifted"] };

  build() {
    const { get, t } = this;
    const lifted = get("lifted");
    const lift = this.button(t("Lift the bars"), () => ({ lifted: true }), { className: "enclair-first" });
    const pressed = this.el.contains(this.focused());
    const end = lifted ? origin(this) : lift;
    this.place("under_bars", t("A quotation under bars"), quotation(this, lifted), end);
    if (pressed && lifted) end.focus();
  }
}

export default { render: renders(UnderBars) };
