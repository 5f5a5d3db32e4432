// Real services: what is recorded of one lies under bars until one says which design one expects. None is marked.

import { group, h, labelled, link, menu, terms } from "../../views/elements.js";
import { lengths, redacted } from "../../views/redaction.js";

/** How many facts a card shows at once: who can read what; the others are folded. */
const SHOWN = 4;

/** What was read of one service: bars and the question, or what one expected and the facts with their sources. */
function card(view, { service, facts, source, dated: day, firm, urls: [url, ...more] }, isNew) {
  const { get, t, sourced, sentence, enter } = view;
  const guess = get("guesses")[service];
  const unread = t("no source read");
  const lifted = (value) => (isNew ? h("span.enclair-lifted", value) : value);
  const said = (value) => (value === unread ? h("em.enclair-soft", value) : lifted(value));
  const seen = (value) => (guess ? said(value) : redacted(lengths(value), sentence("hidden")));
  const rows = (some) => terms(some.map(([label, value]) => [label, seen(value)]));
  const press = (design) => {
    view.latest = service;
    enter("guesses", service, design);
    view.view.services.querySelector(".enclair-service .enclair-head").focus();
  };
  const expected = ([code, [called]]) => view.button(t(called), () => press(code));
  const asks = () => [
    h("p", h("b", sentence("expect"))),
    h("p.enclair-set", Object.entries(get("designs")).map(expected)),
  ];
  return group(
    "div.enclair-service.enclair-box",
    service,
    h("p.enclair-head", { tabIndex: -1 }, service),
    guess
      ? h("p.enclair-soft", t("You expected: {design}", { design: t(get("designs")[guess][0]) }))
      : asks(),
    rows(facts.slice(0, SHOWN)),
    guess && h("details", h("summary", t("What else was read")), rows(facts.slice(SHOWN))),
    guess &&
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
  const read = Object.keys(get("guesses")).reverse();
  const left = all.filter(({ service }) => !get("guesses")[service]).map(({ service }) => [service, service]);
  const find = (name) => all.find(({ service }) => service === name);
  if (read.includes(view.asked)) view.asked = "";
  const ask = (name) => {
    view.asked = name;
    services(view, part);
  };
  const select = menu([["", t("choose a service")], ...left], view.asked ?? "", ask, {
    "data-at": "service",
  });
  const title = t("Real services, as of September 2024");
  view.redraw(
    part,
    get("part") !== "services" && h("p.enclair-head", title),
    h("p", sentence("mixed")),
    left.length > 0 && h("p.enclair-field", labelled(t("Service"), select)),
    h(
      "div.enclair-services",
      view.asked && card(view, find(view.asked)),
      ...read.map((name) => card(view, find(name), name === view.latest)),
    ),
    read.length > 1 && h("p.enclair-note", sentence("setting")),
  );
}
