// Real services: the design that one expects, then what is recorded, with its source. No expectation is marked.

import { fresh, h, KEYS, link } from "../../views/view.js";
import { anew } from "./sheet.js";

/** The form that asks which design one expects of a service; `part` holds the cards that it opens. */
function question({ model, t, choose, part }, left) {
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
      ...Object.entries(model.get("designs")).map(radio),
    ),
    h("p", {}, button),
  );
  const chosen = () => form.querySelector("input:checked")?.value;
  form.onchange = () => (button.disabled = !chosen() || !select.value);
  form.onsubmit = (event) => {
    event.preventDefault();
    choose({ guesses: { ...model.get("guesses"), [select.value]: chosen() } });
    part.querySelector(".enclair-service .enclair-head").focus();
  };
  return form;
}

/** What was read of one service, below what one expected. */
function card({ model, t }, { service, facts, source, dated: day, firm, urls: [url, ...more] }) {
  const unread = t("no source read");
  const fact = ([label, value]) => [
    h("dt", {}, label),
    value === unread ? h("dd", { class: "enclair-soft" }, h("em", {}, value)) : h("dd", {}, value),
  ];
  const [expected] = model.get("designs")[model.get("guesses")[service]];
  return h(
    "div",
    { class: "enclair-service", role: "group", "aria-label": service },
    h("p", { class: "enclair-head", tabIndex: -1, [KEYS]: "true" }, service),
    h("p", { class: "enclair-soft" }, t("You expected: {design}", { design: t(expected) })),
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

/** Draw the services in `part` of a page {model, t, choose, focused, part}. */
export function services(page) {
  const { model, t, focused, part } = page;
  const all = model.get("services")[model.get("lang")];
  if (!all.length) return;
  const left = all.filter(({ service }) => !model.get("guesses")[service]);
  const read = Object.keys(model.get("guesses")).reverse();
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
    left.length ? question(page, left) : null,
    h("div", { class: "enclair-services" }, ...read.map((name) => card(page, find(name)))),
    read.length > 1
      ? h(
          "p",
          { class: "enclair-note" },
          t("Which setting, and whose, do you have to know before you can say who sees what?"),
        )
      : null,
  );
}
