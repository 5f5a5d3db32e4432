// What each gate shows of a measure, in a form of its own: words to pick as a reason, or to begin one with.

import { h, lengths, redacted } from "../../views/elements.js";

export const FORMS = {
  /** Whose data, which, and who looks: is something private on the way? */
  interference(view) {
    const step = (fact) => h("li", view.factPick(fact));
    return h("ol.enclair-flow", ["whom", "what", "check"].map(step));
  },

  /** The rule as people can read it: bars, where it is not published. */
  law(view) {
    const isSecret = view.measured().rule === "secret";
    const [, where] = view.fact("rule");
    const bars = (fact) => h("p", redacted(lengths(view.fact(fact).join(" ")), where));
    const lines = ["offence", "check", "told", "kept"].map(isSecret ? bars : view.factPick);
    return h("div.enclair-paper", view.factPick("rule"), lines);
  },

  /** The aims that the Convention names, in its sentence. */
  aim(view) {
    const pieces = view.t(view.texts("gates").aim.clause).split("|");
    const words = pieces.map((piece, place) => (place % 2 ? view.pick(piece) : piece));
    const source = view.get("sources")["podchasov-article-8"];
    return [h("blockquote", words), view.cited(source), h("p", view.factPick("offence"))];
  },

  /** How often it finds, and how often it errs, in five steps. */
  suitable(view) {
    const scale = (name) => {
      const asked = view.sentence(name);
      const steps = [1, 2, 3, 4, 5].map((step) => view.said(asked, `${step}/5`));
      const bar = (words, at) =>
        view.pick(words, "", steps, { "aria-label": words, style: `--place: ${at}` });
      const [seldom, often] = ["seldom", "often"].map((end) => h("small", view.sentence(end)));
      return h("p.enclair-scale", h("span", asked), seldom, steps.map(bar), often);
    };
    return ["finds", "errs"].map(scale);
  },

  /** Rungs that lead down from the measure: each asks for less. */
  milder(view) {
    const lower = ["whom", "what", "kept"].flatMap((fact) => {
      const { name: _, bears: __, ...codes } = view.texts("facts")[fact];
      const all = Object.keys(codes);
      return all.slice(0, all.indexOf(view.measured()[fact])).map((code) => view.t(codes[code]));
    });
    const rungs = [...lower, view.sentence("shorter"), view.sentence("another")];
    const top = h("li", h("b", view.t(view.measured().name)));
    return h("ol.enclair-ladder", top, ...rungs.map((words) => h("li", view.pick(words))));
  },

  /** Each fact goes into one of two pans. They do not tip: how much each weighs is for the judge. */
  proportionate(view) {
    const names = ["against", "favour"].map((pan) => view.sentence(pan));
    const line = (fact) => {
      const [, words] = view.fact(fact);
      const both = names.map((name) => view.said(name, words));
      const [left, right] = both.map((said, at) => view.pick(said, "◂▸"[at], both, { "aria-label": said }));
      return h("li", left, h("span", words), right);
    };
    const facts = ["whom", "what", "offence", "check", "told", "kept"];
    const heads = h("li", ...names.map((name) => h("b", name)));
    return h("ul.enclair-pans", heads, facts.map(line));
  },
};
