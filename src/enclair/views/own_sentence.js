// One sentence of a student's own: who sees it, and what is left of it. It is in no trait: it leaves with the view.

import { form, h, labelled, lengths, redacted } from "./elements.js";
import { renders, View } from "./view.js";

/** The lengths of the words in which other people's messages lie around a needle. */
const OTHERS = Array.from({ length: 110 }, (_, at) => 1 + (((at * at * 31) % 97) % 9));

class OwnSentence extends View {
  words = "";
  time = "";
  isLifted = false;
  told = () => this.get("told")[this.lang()];
  barred = (kind) => redacted(lengths(this.words), this.sentence(kind));

  /** What one line shows of the words: all, what was counted, or bars. */
  line(kind) {
    const { words, time } = this;
    const others = () => redacted(OTHERS, this.sentence("others"));
    if (kind === "seen") return words;
    if (kind === "needle") return [others(), h("b", words), " ", others()];
    if (kind === "lifts" && this.isLifted) return h("span.enclair-lifted", words);
    if (kind !== "trace") return this.barred(kind);
    const counts = { words: lengths(words).length, letters: lengths(words).reduce((all, one) => all + one) };
    return this.sentence("trace", { time, ...counts });
  }

  /** Build the view again with another state; what comes next takes the focus. */
  go(state) {
    Object.assign(this, state);
    this.build();
    this.next.focus();
  }

  asked() {
    const { ask, press } = this.told();
    const given = { placeholder: this.sentence("offered"), autocomplete: "off", spellcheck: false };
    const field = h("input", { type: "text", maxLength: 120, ...given });
    const take = () => {
      const time = new Date().toLocaleTimeString(this.lang(), { timeStyle: "short", hourCycle: "h23" });
      this.go({ words: field.value.trim() || field.placeholder, time });
    };
    // In JupyterLab the browser does not do this by itself.
    field.onkeydown = (event) => {
      if (event.key === "Enter") take();
    };
    this.next = field;
    const send = h("button.enclair-show", { type: "submit", "data-at": "next" }, press);
    const asked = [ask, h("small.enclair-folded", this.sentence("folded"))]; // a class writes on paper
    return form("form.enclair-asked", take, labelled(asked, field), h("p.enclair-go", send, this.kept()));
  }

  kept = () => h("small", this.sentence("kept"));

  shown() {
    const { who, shows, after } = this.told();
    const rows = shows.map((kind, at) => [h("dt", who[at]), h(`dd.enclair-${kind}`, this.line(kind))]);
    const waits = shows.includes("lifts") && !this.isLifted;
    const lift =
      waits && this.button(this.t("Lift the bars"), () => this.go({ isLifted: true }), { "data-at": "next" });
    const erase = this.button(this.sentence("erase"), () => this.go({ words: "", isLifted: false }));
    this.next = h("div", { tabIndex: -1, role: "status" }, h("dl", rows), !waits && h("p", after));
    return h("div.enclair-box.enclair-own", this.next, h("p.enclair-controls", lift, erase, this.kept()));
  }

  build() {
    this.place("own_sentence", this.sentence("called"), this.words ? this.shown() : this.asked());
  }
}

export default { render: renders(OwnSentence) };
