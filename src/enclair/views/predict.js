// Ask for a prediction before something opens. Nothing is recorded anywhere but in this view.

import { fill, form, h, radios } from "./elements.js";
import { renders, View } from "./view.js";

class Predict extends View {
  constructor(given) {
    super(given);
    this.on(["display"], () => this.build());
    this.build();
  }

  asked() {
    const { get, t, model } = this;
    const choices = get("choices");
    const button = h("button", { type: "submit", disabled: true }, t("Show it"));
    const take = (value) => {
      model.set("prediction", value);
      button.disabled = !value.trim();
    };
    const box = h("textarea", { rows: 2, maxLength: 400, "aria-label": t("My prediction") });
    box.oninput = () => take(box.value);
    const options = choices.map((choice) => [choice, ` ${choice}`]);
    const guess = t("A guess is enough: it is not marked, and nobody else sees it.");
    return form(
      "form.enclair-ask",
      () => this.choose({ display: "" }),
      h("fieldset", h("legend", get("question")), choices.length ? radios(options, undefined, take) : box),
      h("p", button, " ", h("small", guess)),
    );
  }

  build() {
    const { get, t } = this;
    const said = get("prediction");
    const open = get("display") !== "none";
    const answer = h(
      "p",
      { tabIndex: -1, role: "status" },
      get("question"),
      h("br"),
      h("strong", t("You predicted:")),
      ` ${said}`,
      h("br"),
      h("span", t("Does what you see below agree? What surprises you?")),
    );
    const shown = open ? answer : this.asked();
    fill(this.el, h("section.enclair.enclair-predict", { lang: this.lang() }, shown));
    if (open && said) answer.focus();
  }
}

export default { render: renders(Predict) };
