// A quotation under black bars: some words are seen, the others are in the page only once the bars are lifted.

import { h, link, quoted } from "./elements.js";
import { lengths, redacted } from "./redaction.js";
import { renders, View } from "./view.js";

class UnderBars extends View {
  follows = { build: ["lifted"] };

  build() {
    const { get, t } = this;
    const lifted = get("lifted");
    const hidden = this.sentence("hidden");
    const seen = ([words, shown]) => {
      if (shown) return words;
      return lifted ? h("span.enclair-lifted", words) : [" ", redacted(lengths(words), hidden)];
    };
    const { who, source, url } = get("told");
    const origin = h("p.enclair-source", { tabIndex: -1 }, who && `${who}. `, link(url, source));
    const lift = this.button(t("Lift the bars"), () => ({ lifted: true }), { className: "enclair-first" });
    const pressed = this.el.contains(this.focused());
    this.place(
      "under_bars",
      t("A quotation under bars"),
      quoted(get("spoken"), get("pieces").map(seen)),
      lifted ? origin : lift,
    );
    if (pressed && lifted) origin.focus();
  }
}

export default { render: renders(UnderBars) };
