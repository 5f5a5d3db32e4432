// Ask for a prediction before something opens. Nothing is recorded anywhere but in this view.

import { fresh, h, speaker } from "./view.js";

function render({ model, el }) {
  const t = speaker(model);

  function build() {
    const said = model.get("prediction");
    const open = model.get("display") !== "none";
    const name = fresh("prediction");
    const choices = model.get("choices");
    const button = h("button", { type: "submit", disabled: true }, t("Show it"));
    const set = (value) => {
      model.set("prediction", value);
      button.disabled = !value.trim();
    };
    const option = (choice) =>
      h(
        "label",
        {},
        h("input", { type: "radio", name, value: choice, onchange: () => set(choice) }),
        ` ${choice}`,
      );
    const box = h("textarea", {
      rows: 2,
      maxLength: 400,
      "aria-label": t("My prediction"),
      oninput: () => set(box.value),
    });
    const form = h(
      "form",
      { class: "enclair-ask" },
      h(
        "fieldset",
        {},
        h("legend", {}, model.get("question")),
        ...(choices.length ? choices.map(option) : [box]),
      ),
      h(
        "p",
        {},
        button,
        " ",
        h("small", {}, t("A guess is enough: it is not marked, and nobody else sees it.")),
      ),
    );
    form.onsubmit = (event) => {
      event.preventDefault();
      model.set("display", "");
      model.save_changes();
    };
    const answer = h("p", { tabIndex: -1, role: "status" });
    answer.append(
      model.get("question"),
      h("br"),
      h("strong", {}, t("You predicted:")),
      ` ${said}`,
      h("br"),
      h("span", {}, t("Does what you see below agree? What surprises you?")),
    );
    el.replaceChildren(
      h("section", { class: "enclair enclair-predict", lang: model.get("lang") }, open ? answer : form),
    );
    if (open && said) answer.focus();
  }

  model.on("change:display", build);
  build();
}

export default { render };
