// A stop in the story: decide with a reason, then read what was decided. No choice is right or wrong.

import { fresh, h, link, View } from "./view.js";

class Decide extends View {
  constructor({ model, el }) {
    super({ model, el });
    this.reason = h("textarea", { rows: 3, maxLength: 600, id: fresh("reason") });
    this.button = h(
      "button",
      { type: "submit", disabled: true },
      this.t("Decide, and see what the judges decided"),
    );
    this.conditions = h(
      "fieldset",
      { hidden: true },
      h("legend", {}, this.t("On which terms?")),
      ...model
        .get("terms")
        .map(([id, title]) => h("label", {}, h("input", { type: "checkbox", value: id }), ` ${title}`)),
    );
    this.form = this.asked();
    this.outcome = h("div", { tabIndex: -1, hidden: true, role: "status" });
    el.replaceChildren(
      h("section", { class: "enclair enclair-decide", lang: this.lang() }, this.form, this.outcome),
    );
  }

  chosen() {
    return this.form.querySelector("input[type=radio]:checked")?.value || "";
  }

  asked() {
    const { model, t, conditions, reason, button } = this;
    const name = fresh("decision");
    const radio = ([id, title, meaning]) =>
      h(
        "label",
        {},
        h("input", { type: "radio", name, value: id }),
        h("strong", {}, ` ${title}`),
        h("br"),
        h("small", {}, meaning),
      );
    const form = h(
      "form",
      {},
      h("fieldset", {}, h("legend", {}, model.get("question")), ...model.get("options").map(radio)),
      conditions,
      h("p", {}, h("label", { htmlFor: reason.id }, t("My reason, in one sentence")), reason),
      h(
        "p",
        {},
        button,
        " ",
        h("small", {}, t("Reasons are what counts here: no choice is marked right or wrong.")),
      ),
    );
    form.oninput = () => {
      conditions.hidden = this.chosen() !== model.get("with_terms");
      button.disabled = !this.chosen() || !reason.value.trim();
    };
    form.onsubmit = (event) => {
      event.preventDefault();
      this.tell();
    };
    return form;
  }

  /** What was decided: here, and by the judges. */
  tell() {
    const { model, t, conditions, outcome, reason } = this;
    const title = (trait, id) => model.get(trait).find(([one]) => one === id)[1];
    const boxes = conditions.hidden ? [] : [...conditions.querySelectorAll("input:checked")];
    model.set("decision", this.chosen());
    model.set("reason", reason.value);
    model.save_changes();
    const mine = [title("options", this.chosen()), ...boxes.map((one) => title("terms", one.value))];
    outcome.replaceChildren(
      h(
        "p",
        {},
        h("strong", {}, t("You decided:")),
        ` ${mine.join(t("; "))}. `,
        t("Your reason:"),
        ` ${reason.value}`,
      ),
      h("p", {}, h("strong", {}, t("The judges decided:")), ` ${model.get("outcome")}`),
      h("p", {}, model.get("explanation")),
      h("p", {}, t("Source:"), " ", link(model.get("source_url"), model.get("source"))),
      h(
        "p",
        {},
        h("strong", {}, t("Now compare:")),
        " ",
        t(
          "which fact would have changed your decision? Who would have been protected, and who exposed, by each of the other choices?",
        ),
      ),
    );
    outcome.hidden = false;
    outcome.focus();
  }
}

function render(given) {
  new Decide(given);
}

export default { render };
