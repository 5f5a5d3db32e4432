// Real services: the design that one expects, then what is recorded, with its source. No expectation is marked.

function services(model, t, choose, part, focused) {
  const all = model.get("services")[model.get("lang")];
  const designs = model.get("designs");
  const guesses = model.get("guesses");
  const left = all.filter(({ service }) => !guesses[service]);

  function question() {
    const name = fresh("design");
    const select = h(
      "select",
      { id: fresh("service") },
      // Without it the menu would name the next service above the card of the one that was just read.
      h("option", { value: "" }, t("choose a service")),
      ...left.map(({ service }) => h("option", { value: service }, service)),
    );
    const button = h("button", { type: "submit", disabled: true }, t("Show what was read"));
    const radio = ([code, [called]]) =>
      h("label", {}, h("input", { type: "radio", name, value: code }), h("span", {}, t(called)));
    const form = h(
      "form",
      {},
      h("p", { class: "enclair-field" }, h("label", { htmlFor: select.id }, t("Service")), select),
      h(
        "fieldset",
        {},
        h("legend", {}, t("Which design do you expect, before anyone changes a setting?")),
        ...Object.entries(designs).map(radio),
      ),
      h("p", {}, button),
    );
    const chosen = () => form.querySelector("input:checked")?.value;
    form.onchange = () => (button.disabled = !chosen() || !select.value);
    form.onsubmit = (event) => {
      event.preventDefault();
      choose({ guesses: { ...guesses, [select.value]: chosen() } });
      part.querySelector(".enclair-service .enclair-head").focus();
    };
    return form;
  }

  function card({ service, facts, source, dated: day, firm, urls: [url, ...more] }) {
    const unread = t("no source read");
    const fact = ([label, value]) => [
      h("dt", {}, label),
      h(
        "dd",
        value === unread ? { class: "enclair-soft" } : {},
        value === unread ? h("em", {}, value) : value,
      ),
    ];
    return h(
      "div",
      { class: "enclair-service", role: "group", "aria-label": service },
      h("p", { class: "enclair-head", tabIndex: -1, [KEYS]: "true" }, service),
      h(
        "p",
        { class: "enclair-soft" },
        t("You expected: {design}", { design: t(designs[guesses[service]][0]) }),
      ),
      h("dl", {}, ...facts.flatMap(fact)),
      h(
        "p",
        { class: "enclair-source" },
        t("Source:"),
        " ",
        link(url, source),
        `, ${day} (${firm})`,
        ...more.flatMap((address, place) => [" ", link(address, `(${place + 2})`)]),
      ),
    );
  }

  if (!all.length) return;
  const read = Object.keys(guesses).reverse();
  const find = (name) => all.find(({ service }) => service === name);
  anew(
    focused,
    part,
    model.get("part") === "services"
      ? null
      : h("p", { class: "enclair-head" }, t("Real services, as of September 2024")),
    h(
      "p",
      {},
      t(
        "Services mix the designs, and a setting can change all: read what is recorded, from whom and when. “No source read” means only that; it never means no.",
      ),
    ),
    left.length ? question() : null,
    h("div", { class: "enclair-services" }, ...read.map((name) => card(find(name)))),
    read.length > 1
      ? h(
          "p",
          { class: "enclair-note" },
          t("Which setting, and whose, do you have to know before you can say who sees what?"),
        )
      : null,
  );
}
