// A stop in the story: decide with a reason, then read what was decided. No choice is right or wrong.

import { fill, form, h, labelled, link, radios } from "../../views/elements.js";
import { renders, View } from "../../views/view.js";

class Decide extends View {
  constructor(given) {
    super(given);
    const boxes = this.get("terms").map(([id, title]) =>
      h("label.enclair-choice", h("input", { type: "checkbox", value: id }), title),
    );
    this.chosen = "";
    this.reason = h("textarea", { rows: 3, maxLength: 600 });
    this.conditions = h(
      "fieldset",
      { hidden: true },
      h("legend", this.t("On which terms?")),
      h("div.enclair-choices", boxes),
    );
    this.outcome = h("div.enclair-box.enclair-own", { tabIndex: -1, hidden: true, role: "status" });
    fill(this.el, h("section.enclair.enclair-decision", { lang: this.lang() }, this.asked(), this.outcome));
  }

  asked() {
    const { get, t, conditions, reason } = this;
    const label = t("Decide, and see what the judges decided");
    const button = h("button", { type: "submit", disabled: true }, label);
    const options = get("options").map(([id, title, meaning]) => [
      id,
      h("span", h("strong", title), h("br"), h("small", meaning)),
    ]);
    const take = (id) => (this.chosen = id);
    const asked = form(
      "form.enclair-box.enclair-waits",
      () => this.tell(),
      h("fieldset", h("legend", get("question")), h("div.enclair-choices", radios(options, undefined, take))),
      conditions,
      h("p", labelled(t("My reason, in one sentence"), reason)),
      h("p", button, " ", h("small", this.sentence("reasons"))),
    );
    asked.oninput = asked.onchange = () => {
      conditions.hidden = this.chosen !== get("with_terms");
      button.disabled = !this.chosen || !reason.value.trim();
    };
    return asked;
  }

  /** What was decided: here, and by the judges. */
  tell() {
    const { get, t, conditions, outcome, reason } = this;
    const title = (trait, id) => get(trait).find(([one]) => one === id)[1];
    const boxes = conditions.hidden ? [] : [...conditions.querySelectorAll("input:checked")];
    this.choose({ decision: this.chosen, reason: reason.value });
    const mine = [title("options", this.chosen), ...boxes.map((one) => title("terms", one.value))];
    fill(
      outcome,
      h(
        "p",
        h("strong", t("You decided:")),
        ` ${mine.join(t("; "))}. `,
        t("Your reason:"),
        ` ${reason.value}`,
      ),
      h("p", h("strong", t("The judges decided:")), ` ${get("outcome")}`),
      h("p", get("explanation")),
      h("p", t("Source:"), " ", link(get("source_url"), get("source"))),
      h("p", h("strong", t("Now compare:")), " ", this.sentence("compare")),
    );
    outcome.hidden = false;
    outcome.focus();
  }
}

export default { render: renders(Decide) };
