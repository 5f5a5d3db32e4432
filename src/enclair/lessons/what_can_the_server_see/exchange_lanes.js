// The lanes of a key exchange: which cards lie on them after each step, what a card looks like, and how it is sent.

import { h, radios, redacted } from "../../views/elements.js";
import { stripes } from "./key_exchange.js";

/**
 * What lies on each lane after each step, from left to right, by the names of the numbers of the walk; "A+M" is painted
 * over. "line" is everyone who listens: what is no number there stays hidden, whose secret, whose shared colour it is.
 */
export const ALONE = {
  alice: [["g"], ["a"], ["A", "to_alice"], ["key_a"], ["n", "sealed"], ["A", "to_alice"]],
  line: [["g"], ["Alice", "Bob"], ["A", "B"], ["Alice, Bob"], ["sealed", "in clear"], []],
  bob: [["g"], ["b"], ["to_bob", "B"], ["key_b"], ["sealed", "read"], ["to_bob", "B"]],
};
/** The same with Mallory in the middle. */
export const BETWEEN = {
  alice: ALONE.alice,
  line: [
    ["g"],
    ["Alice", "Bob", "Mallory"],
    ["A", "B", "M"],
    ["Alice", "Bob"],
    ["sealed", "passed", "in clear"],
    [],
  ],
  mallory: [["g"], ["m"], ["A+M", "B+M"], ["key_a", "key_b"], ["sealed", "n", "passed"], []],
  bob: [["g"], ["b"], ["to_bob", "B"], ["key_b"], ["passed", "read"], ["to_bob", "B"]],
};

/** Where a number goes. */
const WAYS = { A: "→", B: "←", M: "↔", to_alice: "←", to_bob: "→", sealed: "→", passed: "→" };
/** Which card a number was that now lies on another lane. */
const SENT = { A: "alice A", B: "bob B", M: "mallory M", sealed: "alice sealed", passed: "mallory passed" };
/** Whose secret a number is. */
const SECRETS = { a: "alice", b: "bob", m: "mallory" };

const [LETTER, LONG] = [".enclair-exchange-letter", ".enclair-exchange-long"];
const pointed = (words, way) => (way === "←" ? `← ${words}` : `${words} ${way}`.trim());

/** The look of a colour: its tile over and over, which black-and-white print keeps. */
function look([, fill, side, tile]) {
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}">${tile}</svg>`;
  return `background: ${fill} url("data:image/svg+xml,${encodeURIComponent(picture)}")`;
}

/** A card: its paint, on which stands a number, and below it what it is called. */
const made = (kind, paint, number, caption) =>
  h(
    `span.enclair-exchange-card${kind}`,
    h("span.enclair-exchange-paint", paint, number && h("b", number)),
    h("span.enclair-exchange-name", caption),
  );

const stripe = (looks, props = {}) => looks.map((each) => h("i", { style: look(each), ...props }));

/** The colours of a number that may be sent. */
function looks({ numbers }, number) {
  return stripes(number, Object.keys(numbers).length).map((each) => numbers[each]);
}

/** The cards from which somebody takes a secret, and the secret itself if it is on none. */
function offered({ get, t, number, choose }, who) {
  const labels = { alice: t("Alice's secret"), bob: t("Bob's secret"), mallory: t("Mallory's secret") };
  const [own, { secrets }] = [get(who), get("colours")];
  const card = ([value, look]) => [+value, made("", stripe([look]), value, t(look[0]))];
  const take = (value) => choose({ [who]: value });
  const named = (value) => ({ "data-at": `${who} ${value}` });
  const cards = radios(Object.entries(secrets).map(card), own, take, named);
  const props = { role: "radiogroup", "aria-label": labels[who] };
  const picked = h("span.enclair-exchange-secrets", props, cards);
  return [picked, !(own in secrets) && made(LETTER + LONG, [], number(own), t("own number"))];
}

/** A card of colours: the number on it and the name below, or the number below if it is too long for that. */
function painted({ get, t, number }, values, way) {
  const colours = values.map((value) => looks(get("colours"), value));
  const paint = colours.flatMap((each, at) => stripe(each, at ? { "data-new": "" } : {}));
  const numbers = values.map((value) => number(value)).join(" ▸ ");
  if (colours.some((each) => each.length > 1)) return made(LONG, paint, way || (values[1] && "▸"), numbers);
  return made("", paint, pointed(numbers, way), colours.map(([[name]]) => t(name)).join(" ▸ "));
}

/** A card with a number of the message, which has no colour. */
function letter({ number }, value, says, way) {
  if (value > 999) return made(LETTER + LONG, [], number(value), pointed(says, way));
  return made(LETTER, [], pointed(number(value), way), says);
}

/** The card of a number on a lane as an element; `numbers` are those of the walk. */
function card(view, called, lane, numbers) {
  const { t } = view;
  if (called in SECRETS) return offered(view, SECRETS[called]);
  const [name, over] = called.split("+");
  if (!(name in numbers)) {
    const bar = redacted([8], t("Hidden from everyone who listens"));
    return h("span.enclair-exchange-card", bar, h("span.enclair-exchange-name", t(name)));
  }
  const letters = { n: t("in clear"), read: t("in clear"), sealed: t("sealed"), passed: t("sealed") };
  const way = (!over && WAYS[name]) || "";
  const values = [name, over].filter(Boolean).map((one) => numbers[one]);
  const shown = name in letters ? letter(view, values[0], letters[name], way) : painted(view, values, way);
  // What two receive is what the other sent, or Mallory.
  const swapped = { to_alice: "M" in numbers ? "M" : "B", to_bob: "M" in numbers ? "M" : "A" };
  const from = SENT[swapped[name] ?? name];
  if (from && !from.startsWith(lane)) shown.dataset.from = from;
  shown.dataset.card = `${lane} ${over ?? name}`; // a repainted card leaves with its new colour
  return shown;
}

/** What lies on a lane: cards by the names of their numbers. */
export function lay(view, names, lane, numbers) {
  const cards = names.map((name) => card(view, name, lane, numbers));
  return cards.length > 0 && h("div.enclair-exchange-cards", cards);
}

const FLIGHT = 600; // milliseconds

/** Let the cards of a step fly from who sent them to where they lie now; what Mallory sends on, when it is repainted. */
export function send(row) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const flight = { duration: FLIGHT, easing: "ease-in-out", fill: "backwards" };
  const move = (element, from, to, turn) => element.animate([from, to], { ...flight, delay: turn * FLIGHT });
  for (const card of row.querySelectorAll("[data-from]")) {
    const sender = row.querySelector(`[data-card="${card.dataset.from}"]`);
    const [here, there] = [card, sender].map((each) => each.getBoundingClientRect());
    const zoom = card.currentCSSZoom || 1;
    const away = `translate(${(there.left - here.left) / zoom}px, ${(there.top - here.top) / zoom}px)`;
    const turn = card.dataset.from.startsWith("mallory") ? 2 : 0;
    move(card, { transform: away }, { transform: "none" }, turn);
    for (const paint of card.querySelectorAll("[data-new]")) move(paint, { flexGrow: 0 }, { flexGrow: 1 }, 1);
  }
}
