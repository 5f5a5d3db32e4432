// Real services: what is recorded of one lies under bars until one says which design one expects. None is marked.

import { group, h, labelled, lengths, link, menu, redacted, terms } from "../../views/elements.js";
import { onSlides } from "../../views/view.js";

/** How many facts a card shows at once: who can read what, the first being what came out; the others are folded. */
const SHOWN = 4;
const RESULTS = 2;
/** Letters of a value that has the same bar as all others that are as short. */
const SHORT = 10;
/** After so many, which the task names, a clicker leaves the slide; who wants another one presses its button. */
const ASKED = 3;

/** What was read of one service: bars and the question, or what one expected and the facts with their sources. */
function card(view, { service, facts, source, dated: day, firm, urls: [url, ...more] }) {
  const { get, t, sourced, sentence, enter, isShared } = view;
  const guess = !isShared && get("guesses")[service];
  const isTold = guess || service in view.seen;
  const lift = service === view.latest[0] ? "span.enclair-lifted" : "span";
  const told = (value) => h(value === t("no source read") ? "em.enclair-soft" : lift, value);
  const bars = (value) => (value.length > SHORT ? lengths(value) : [SHORT]); // as long as "no" they would tell
  const seen = (value) => (isTold ? told(value) : redacted(bars(value), sentence("hidden")));
  const came = (value) => h("span.enclair-result", h("b.enclair-you", t("result")), " ", seen(value));
  const row = (fact) => [fact[0], isTold && facts.indexOf(fact) < RESULTS ? came(fact[1]) : seen(fact[1])];
  const designs = Object.entries(get("designs")).map(([code, [called]]) => [code, t(called)]);
  const expect = (design) => {
    view.latest = [service];
    enter("guesses", service, design);
    view.view.services.querySelector(".enclair-service .enclair-head").focus();
  };
  const buttons = designs.map(([code, called]) => view.button(called, () => expect(code)));
  const choices = isShared ? view.hands() : h("p.enclair-set", buttons);
  const said = guess
    ? t("You expected: {design}", { design: t(get("designs")[guess][0]) })
    : view.seen[service];
  const read = terms(facts.slice(0, SHOWN).map(row));
  const before = isTold ? [said && h("p.enclair-soft", said)] : [h("p", h("b", sentence("expect"))), choices];
  const others = more.map((address, place) => [" ", link(address, `(${place + 2})`)]);
  return group(
    "div.enclair-service.enclair-box",
    service,
    h("p.enclair-head", { tabIndex: -1 }, service),
    isTold && isShared ? view.lifted("div", before, read, h("p", sentence("mixed"))) : [before, read],
    isTold && [
      h("details", h("summary", t("What else was read")), terms(facts.slice(SHOWN).map(row))),
      h("p.enclair-source", sourced({ source_name: source, source_url: url }, `${day} (${firm})`), others),
    ],
  );
}

export function services(view, part) {
  const { get, t, sentence, isShared } = view;
  const [all, isAlone] = [get("services")[view.lang()], get("part") === "services"];
  const guesses = isShared ? {} : get("guesses"); // a class has its own
  if (!all.length || (isShared && !isAlone)) return; // a class looks at the panes first
  const left = all.flatMap(({ service }) => (service in guesses ? [] : [[service, service]]));
  const found = (name) => all.find(({ service }) => service === name);
  const cards = (names) => names.map((name) => card(view, found(name)));
  if (view.service in guesses) view.service = "";
  const ask = (name) => {
    view.service = name;
    view.counts = [];
    services(view, part);
    if (isShared) view.projector().focus(); // there keys count hands
  };
  if (isShared && !view.service && left.length) return ask(left[0][0]);
  const [next] = left[left.findIndex(([name]) => name === view.service) + 1] ?? [];
  const isSeen = isShared && view.service in view.seen;
  const led = onSlides() && Object.keys(view.seen).length >= ASKED ? "" : "enclair-on";
  const onward = isSeen && next && view.button(`→ ${next}`, () => ask(next), { class: led });
  const options = [["", t("choose a service")], ...left];
  const select = menu(options, view.service, ask, { "data-at": "service" });
  const read = isShared ? [] : Object.keys(guesses).reverse();
  view.redraw(
    part,
    !isAlone && h("p.enclair-head", t("Real services, as of September 2024")),
    h("p", sentence("mixed")),
    left.length > 0 && h("p.enclair-field", labelled(t("Service"), select), onward),
    h("div.enclair-services", cards(view.service ? [view.service, ...read] : read)),
    read.length > 1 && h("p.enclair-note", sentence("setting")),
  );
}
