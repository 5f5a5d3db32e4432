// A stop in the story: decide with a reason, then the bar lifts from what was decided. No choice is right or wrong.

import { bar } from "../../views/asked.js";
import { fill, form, h, labelled, link, radios } from "../../views/elements.js";
import { lengths, redacted } from "../../views/redaction.js";
import { numberFormat, renders, View } from "../../views/view.js";

/** The option that asks for terms. */
const WITH_TERMS = "supervised";

class Decide extends View {
  follows = { rule: ["lifted"] };
  boxes = this.get("terms").map(([id]) => h("input", { type: "checkbox", value: id }));
  chosen = "";
  reason = h("textarea", { rows: 3, maxLength: 600 });
  sum = h("input", { type: "number", min: 0, step: "any" });
  mine = h("p", { hidden: true });
  ruling = h("div");
  outcome = h("div.enclair-box.enclair-own", { tabIndex: -1, role: "status" }, this.mine, this.ruling);
  lift = bar(this.el, this.sentence("hidden"), () => {}); // what explains the ruling tells it, and waits with it

  build() {
    fill(this.el, h("section.enclair.enclair-decision", { lang: this.lang() }, this.asked(), this.outcome));
    this.rule();
  }

  leave() {
    this.lift(false);
  }

  asked() {
    const { get, t, boxes, reason, sum } = this;
    const label = t("Decide, and see what the judges decided");
    const button = h("button", { type: "submit", disabled: true }, label);
    const words = (title, meaning) => h("span", h("strong", title), h("br"), h("small", meaning));
    const options = get("options").map(([id, ...named]) => [id, words(...named)]);
    const terms = get("terms").map(([, title], at) => h("label.enclair-choice", boxes[at], title));
    const amount = h("p.enclair-set", { hidden: true }, labelled(this.sentence("sum"), sum));
    const conditions = h(
      "fieldset",
      { hidden: true },
      h("legend", t("On which terms?")),
      h("div.enclair-choices", terms),
      amount,
    );
    const take = (id) => (this.chosen = id);
    const asked = form(
      "form.enclair-box.enclair-waits",
      () => this.tell(),
      h("fieldset", h("legend", get("question")), h("div.enclair-choices", radios(options, undefined, take))),
      conditions,
      h("p", labelled(t("My reason, in one sentence"), reason)),
      h("p", button),
      h("small", this.sentence("reasons")),
    );
    asked.oninput = asked.onchange = () => {
      conditions.hidden = this.chosen !== WITH_TERMS;
      amount.hidden = !boxes.some((one) => one.checked && one.value === "bail");
      button.disabled = !this.chosen || !reason.value.trim();
    };
    return asked;
  }

  /** The terms that were ticked; beside the bail the sum that was guessed. */
  terms() {
    const { get, t, boxes, sum } = this;
    if (this.chosen !== WITH_TERMS) return [];
    const guessed = sum.value && numberFormat(this.lang(), {}).format(sum.valueAsNumber);
    const bail = t("{name}: {words}", { name: this.sentence("sum"), words: guessed });
    const ticked = get("terms").filter((_, at) => boxes[at].checked);
    return ticked.map(([id, title]) => (id === "bail" && guessed ? bail : title));
  }

  /** What was decided here; then the bar lifts from what the judges decided. */
  tell() {
    const { get, t, reason } = this;
    const [, title] = get("options").find(([one]) => one === this.chosen);
    fill(
      this.mine,
      h("strong", t("You decided:")),
      ` ${[title, ...this.terms()].join(t("; "))}. `,
      t("Your reason:"),
      ` ${reason.value}`,
    );
    this.mine.hidden = false;
    this.choose({ decision: this.chosen, reason: reason.value, lifted: true });
    this.outcome.focus();
  }

  rule() {
    const { get, t } = this;
    const head = h("strong", t("The judges decided:"));
    if (!get("lifted")) {
      fill(this.ruling, h("p", head, " ", redacted(lengths(get("outcome")), this.sentence("hidden"))));
      return;
    }
    this.lift(true);
    fill(
      this.ruling,
      h("p", head, " ", h("span.enclair-lifted", get("outcome"))),
      h("p", get("explanation")),
      h("p", t("Source:"), " ", link(get("source_url"), get("source"))),
      h("p", h("strong", t("Now compare:")), " ", this.sentence("compare")),
    );
  }
}

export default { render: renders(Decide) };
