// Ask for a prediction before something opens. Nothing is recorded anywhere but in this view.

import { Asked } from "./asked.js";
import { form, h, radios } from "./elements.js";
import { renders } from "./view.js";

class Predict extends Asked {
  hasGuess = () => Boolean(this.get("prediction"));

  /** The choices as rows: a number takes the row of that number, as arrows take the next one. */
  rows(take) {
    const options = this.get("choices").map((choice) => [choice, h("span", choice)]);
    const rows = radios(options, undefined, take);
    for (const [place, row] of rows.entries()) row.dataset.key = place + 1;
    const press = ({ key, ctrlKey, altKey, metaKey }) => {
      const input = !(ctrlKey || altKey || metaKey) && rows[Number(key) - 1]?.querySelector("input");
      input?.focus?.();
      input?.click?.();
    };
    return h("div.enclair-rows", { onkeydown: press }, rows);
  }

  ask() {
    const { get, t, model } = this;
    const go = this.go();
    const take = (value) => {
      model.set("prediction", value);
      this.opens.disabled = !value.trim();
    };
    const box = h("textarea", { rows: 2, maxLength: 400, "aria-label": t("My prediction") });
    box.oninput = () => take(box.value);
    const field = get("choices").length ? this.rows(take) : box;
    const asked = h("fieldset", h("legend", get("question")), field);
    return form("form.enclair-ask", () => this.choose({ display: "" }), asked, go);
  }

  /** The guess stays, among what else could have been guessed, and on the figure if it has a place there. */
  answer() {
    const { get, t } = this;
    const prediction = get("prediction");
    const number = get("choices").indexOf(prediction) + 1;
    this.el.closest(".widget-vbox, .asks")?.setAttribute("data-enclair-guess", `${number}`);
    const choices = get("choices").length ? get("choices") : [prediction].filter(Boolean);
    const row = (choice) => h("li", h("span", choice));
    const mine = h("li.enclair-mine", h("span", prediction), h("b.enclair-you", t("you")));
    const rows = choices.map((choice) => (choice === prediction ? mine : row(choice)));
    return [
      h("p.enclair-question", get("question")),
      h("ul.enclair-rows", rows),
      prediction && h("p.enclair-soft", t("Does what you see below agree? What surprises you?")),
    ];
  }
}

export default { render: renders(Predict) };
