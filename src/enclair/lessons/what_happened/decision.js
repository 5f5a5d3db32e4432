// A stop in the story: decide with a reason, then the bar lifts from what was decided. No choice is right or wrong.

import { Asked } from "../../views/asked.js";
import { form, h, labelled, lengths, link, radios, redacted } from "../../views/elements.js";
import { numberFormat, renders } from "../../views/view.js";

/** The option that asks for terms. */
const WITH_TERMS = "supervised";

class Decide extends Asked {
  follows = { build: ["lifted"] };
  boxes = this.get("terms").map(([id]) => h("input", { type: "checkbox", value: id }));
  choices = () => this.get("options").map(([, title]) => title);
  chosen = "";
  reason = h("textarea", { rows: 2, maxLength: 600 });
  sum = h("input", { type: "number", min: 0, step: "any" });
  isOpen = () => this.get("lifted");
  open = () => this.choose({ decision: this.chosen, reason: this.reason.value, lifted: true });

  ask() {
    const { get, t, boxes, reason, sum } = this;
    const words = (title, meaning) => h("span", h("strong", title), h("br"), h("small", meaning));
    const options = get("options").map(([id, ...named]) => [id, words(...named)]);
    const terms = get("terms").map(([, title], at) => h("label.enclair-choice", boxes[at], title));
    const amount = h("p.enclair-set", labelled(this.sentence("sum"), sum));
    const ticked = h("div.enclair-options", terms, amount);
    const conditions = h("fieldset", h("legend", t("On which terms?")), ticked);
    const take = (id) => (this.chosen = id);
    const rows = h("div.enclair-rows", radios(options, this.chosen, take));
    const question = h("fieldset", h("legend", get("question")), rows);
    const why = h("p", labelled(t("My reason, in one sentence"), reason));
    const go = this.go(t("Decide, and see what the judges decided"), this.sentence("reasons"));
    const asked = form("form", this.open, question, conditions, why, go);
    const look = () => {
      conditions.hidden = this.chosen !== WITH_TERMS;
      amount.hidden = !boxes.some((one) => one.checked && one.value === "bail");
      this.opens.disabled = !this.chosen || !reason.value.trim();
    };
    asked.oninput = asked.onchange = look;
    look();
    const barred = redacted(lengths(get("outcome")), this.sentence("hidden"));
    return [asked, h("p.enclair-judges", h("b", t("The judges decided:")), " ", barred)];
  }

  facts = () => h("p.enclair-facts", this.sentence("facts"));
  raise = () => [this.facts(), this.question(), this.hands()];

  /** The terms that were ticked; beside the bail the sum that was guessed. */
  terms() {
    const { get, t, boxes, sum } = this;
    if (this.chosen !== WITH_TERMS) return [];
    const guessed = sum.value && numberFormat(this.lang(), {}).format(sum.valueAsNumber);
    const bail = t("{name}: {words}", { name: this.sentence("sum"), words: guessed });
    const ticked = get("terms").filter((_, at) => boxes[at].checked);
    return ticked.map(([id, title]) => (id === "bail" && guessed ? bail : title));
  }

  /** What was decided here beside what the judges decided, from which the bar lifts. */
  answer() {
    const { get, t } = this;
    const stamp = (words) => h("p", h("b.enclair-you", words));
    const named = (id) => get("options").find(([one]) => one === id)?.[1];
    const title = named(get("decision"));
    const decided = `${[title, ...this.terms()].join(t("; "))}.`;
    const reason = h("p", t("Your reason:"), ` ${get("reason")}`);
    const [innocent, ...meaning] = get("explanation").split(/(?<=\.)\s/);
    const judges = [
      !this.isLarge() && h("p", h("span.enclair-lifted", get("outcome"))),
      h("p", innocent, h("span.enclair-meaning", ` ${meaning.join(" ")}`)),
      h("p.enclair-source", t("Source:"), " ", link(get("source_url"), get("source"))),
    ];
    const said = this.classSaid(named(get("decided")), this.sentence("judges"));
    const why = this.isLarge() && h("span.enclair-why.enclair-lifted-box", this.sentence("terms"));
    const mine = title && h("div.enclair-mine", stamp(t("You decided:")), h("p", decided), reason);
    const theirs = h("div.enclair-result", title && stamp(t("The judges decided:")), judges);
    return [
      h("p", h("b.enclair-question", get("question")), said, why),
      h("div.enclair-both", mine, theirs),
      this.isLarge() && this.facts(),
      h("div", h("strong", t("Now compare:")), " ", this.sentence("compare")),
    ];
  }
}

export default { render: renders(Decide) };
