// A stop in the story: decide with a reason, then read what was decided. No choice is right or wrong.

function render({ model, el }) {
  const t = speaker(model);
  const name = fresh("decision");
  const options = model.get("options"); // [id, title, meaning]
  const terms = model.get("terms"); // [id, title]
  const chosen = () => form.querySelector("input[type=radio]:checked")?.value || "";
  const button = h(
    "button",
    { type: "submit", disabled: true },
    t("Decide, and see what the judges decided"),
  );
  const reason = h("textarea", { rows: 3, maxLength: 600, id: fresh("reason") });
  const radio = ([id, title, meaning]) =>
    h(
      "label",
      {},
      h("input", { type: "radio", name, value: id }),
      h("strong", {}, ` ${title}`),
      h("br"),
      h("small", {}, meaning),
    );
  const box = ([id, title]) => h("label", {}, h("input", { type: "checkbox", value: id }), ` ${title}`);
  const conditions = h(
    "fieldset",
    { hidden: true },
    h("legend", {}, t("On which terms?")),
    ...terms.map(box),
  );
  const form = h(
    "form",
    {},
    h("fieldset", {}, h("legend", {}, model.get("question")), ...options.map(radio)),
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
  const outcome = h("div", { tabIndex: -1, hidden: true, role: "status" });
  form.oninput = () => {
    conditions.hidden = chosen() !== model.get("with_terms");
    button.disabled = !chosen() || !reason.value.trim();
  };
  form.onsubmit = (event) => {
    event.preventDefault();
    const title = (list, id) => list.find(([one]) => one === id)[1];
    const ticked = conditions.hidden
      ? []
      : [...conditions.querySelectorAll("input:checked")].map((one) => title(terms, one.value));
    model.set("decision", chosen());
    model.set("reason", reason.value);
    model.save_changes();
    const mine = [title(options, chosen()), ...ticked].join(t("; "));
    outcome.replaceChildren(
      h("p", {}, h("strong", {}, t("You decided:")), ` ${mine}. `, t("Your reason:"), ` ${reason.value}`),
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
  };
  el.replaceChildren(
    h("section", { class: "enclair enclair-decide", lang: model.get("lang") }, form, outcome),
  );
}

export default { render };
