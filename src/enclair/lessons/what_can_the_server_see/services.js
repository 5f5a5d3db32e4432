// Real services: the design that one expects, then what is recorded, with its source. No expectation is marked.

import { form, group, h, labelled, link, menu, radios, terms } from "../../views/elements.js";

/** The form that asks which design one expects of a service; `part` holds the cards that it opens. */
function question({ get, t, sentence, enter }, part, left) {
  let chosen = "";
  const show = () => (button.disabled = !chosen || !select.value);
  // Without it the menu would name the next service above the card of the one that was just read.
  const none = ["", t("choose a service")];
  const select = menu([none, ...left.map(({ service }) => [service, service])], "", show);
  const button = h("button", { type: "submit", disabled: true }, t("Show what was read"));
  const options = Object.entries(get("designs")).map(([code, [called]]) => [code, h("span", t(called))]);
  const take = (code) => {
    chosen = code;
    show();
  };
  const choices = h("div.enclair-options", radios(options, undefined, take));
  const submit = () => {
    enter("guesses", select.value, chosen);
    part.querySelector(".enclair-service .enclair-head").focus();
  };
  return form(
    "form",
    submit,
    h("p.enclair-field", labelled(t("Service"), select)),
    h("fieldset", h("legend", sentence("expect")), choices),
    h("p", button),
  );
}

/** What was read of one service, below what one expected. */
function card({ get, t, sourced }, { service, facts, source, dated: day, firm, urls: [url, ...more] }) {
  const unread = t("no source read");
  const said = facts.map(([label, value]) => [label, value === unread ? h("em.enclair-soft", value) : value]);
  const [expected] = get("designs")[get("guesses")[service]];
  return group(
    "div.enclair-service.enclair-box",
    service,
    h("p.enclair-head", { tabIndex: -1 }, service),
    h("p.enclair-soft", t("You expected: {design}", { design: t(expected) })),
    terms(said),
    h(
      "p.enclair-source",
      sourced({ source_name: source, source_url: url }, `${day} (${firm})`),
      ...more.map((address, place) => [" ", link(address, `(${place + 2})`)]),
    ),
  );
}

export function services(view, part) {
  const { get, t, sentence } = view;
  const all = get("services")[view.lang()];
  if (!all.length) return;
  const left = all.filter(({ service }) => !get("guesses")[service]);
  const read = Object.keys(get("guesses")).reverse();
  const find = (name) => all.find(({ service }) => service === name);
  const title = t("Real services, as of September 2024");
  view.redraw(
    part,
    get("part") !== "services" && h("p.enclair-head", title),
    h("p", sentence("mixed")),
    left.length > 0 && question(view, part, left),
    h("div.enclair-services", ...read.map((name) => card(view, find(name)))),
    read.length > 1 && h("p.enclair-note", sentence("setting")),
  );
}
