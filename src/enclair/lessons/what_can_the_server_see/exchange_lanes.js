// The lanes of a key exchange: which cards lie on them after each step, what a card looks like, and how it is sent.

import { h, radios, redacted } from "../../views/elements.js";
import { stripes } from "./key_exchange.js";

/** Who stands where, from left to right; "line" is everyone who listens. */
export const lanes = (middle) => (middle ? ["alice", "line", "mallory", "bob"] : ["alice", "line", "bob"]);

/**
 * The colour of a number of the walk, or of two if one was painted over; `way` says where it goes, `from` which card
 * of the same step it was.
 */
const colour = (name, way = "", from = "") => ({ kind: "colour", names: [name], way, from });
/** A number of the message, which has no colour. */
const letter = (name, says, way = "", from = "") => ({ kind: "letter", names: [name], says, way, from });
const secret = (who, says) => ({ kind: "secret", names: [who], says });
const hidden = (says) => ({ kind: "hidden", names: [], says });

/**
 * What lies on each lane, step by step. What everyone cannot know is hidden and stays so: whose secret, whose shared
 * colour, the number in clear.
 */
export function dealt(middle, t) {
  const common = [colour("g")];
  const mixtures = [colour("A", "→", "alice A"), colour("B", "←", "bob B")];
  const [sealed, clear] = [t("sealed"), t("in clear")];
  const own = letter("sealed", sealed, "→", "alice sealed");
  const passed = letter("passed", sealed, "→", "mallory passed");
  const received = {
    alice: [colour("A", "→"), colour("to_alice", "←")],
    bob: [colour("to_bob", "→"), colour("B", "←")],
  };
  const between = (cards, ...hers) => (middle ? [...cards, ...hers] : cards);
  return [
    { alice: common, line: common, mallory: common, bob: common },
    {
      alice: [secret("alice", t("Alice's secret"))],
      line: between([hidden("Alice"), hidden("Bob")], hidden("Mallory")),
      mallory: [secret("mallory", t("Mallory's secret"))],
      bob: [secret("bob", t("Bob's secret"))],
    },
    {
      alice: [colour("A", "→"), colour("to_alice", "←", middle ? "mallory M" : "bob B")],
      line: between(mixtures, colour("M", "↔", "mallory M")),
      mallory: mixtures.map((card) => ({ ...card, names: [...card.names, "M"], way: "" })),
      bob: [colour("to_bob", "→", middle ? "mallory M" : "alice A"), colour("B", "←")],
    },
    {
      alice: [colour("key_a")],
      line: middle ? [hidden("Alice"), hidden("Bob")] : [hidden("Alice, Bob")],
      mallory: [colour("key_a"), colour("key_b")],
      bob: [colour("key_b")],
    },
    {
      alice: [letter("n", clear), letter("sealed", sealed, "→")],
      line: [...between([own], passed), hidden(clear)],
      mallory: [own, letter("n", clear), letter("passed", sealed, "→")],
      bob: [middle ? passed : own, letter("read", clear)],
    },
    { ...received, line: [], mallory: [] },
  ];
}

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

/** The cards of a view: what `dealt` names, as elements. */
export class Cards {
  constructor(view) {
    const { secrets, numbers } = view.get("colours");
    this.view = view;
    this.secrets = secrets;
    this.numbers = numbers;
  }

  /** The colours of a number that may be sent. */
  looks = (number) => stripes(number, Object.keys(this.numbers).length).map((each) => this.numbers[each]);

  /** The cards from which somebody takes a secret, and the secret itself if it is on none. */
  offered(who, label) {
    const { view, secrets } = this;
    const own = view.get(who);
    const card = ([number, look]) => [+number, made("", stripe([look]), number, view.t(look[0]))];
    const take = (number) => view.choose({ [who]: number });
    const named = (number) => ({ "data-at": `${who} ${number}` });
    const cards = radios(Object.entries(secrets).map(card), own, take, named);
    const picked = h("span.enclair-exchange-secrets", { role: "radiogroup", "aria-label": label }, cards);
    return own in secrets
      ? picked
      : [picked, made(LETTER + LONG, [], view.number(own), view.t("own number"))];
  }

  /** A card of colours: the number on it and the name below, or the number below if it is too long for that. */
  painted(values, way) {
    const { view } = this;
    const looks = values.map((value) => this.looks(value));
    const paint = looks.flatMap((each, at) => stripe(each, at ? { "data-new": "" } : {}));
    const numbers = values.map((value) => view.number(value)).join(" ▸ ");
    if (looks.some((each) => each.length > 1)) return made(LONG, paint, way || (values[1] && "▸"), numbers);
    return made("", paint, pointed(numbers, way), looks.map(([[name]]) => view.t(name)).join(" ▸ "));
  }

  /** One card of `dealt`; `numbers` are those of the walk. */
  card({ kind, names, says, way, from }, lane, numbers) {
    if (kind === "secret") return this.offered(names[0], says);
    const { view } = this;
    if (kind === "hidden") {
      const bar = redacted([8], view.t("Hidden from everyone who listens"));
      return h("span.enclair-exchange-card", bar, h("span.enclair-exchange-name", says));
    }
    const values = names.map((name) => numbers[name]);
    const number = view.number(values[0]);
    const letter = () =>
      values[0] > 999
        ? made(LETTER + LONG, [], number, pointed(says, way))
        : made(LETTER, [], pointed(number, way), says);
    const card = kind === "colour" ? this.painted(values, way) : letter();
    // A repainted card leaves with its new colour.
    Object.assign(card.dataset, { card: `${lane} ${names.at(-1)}`, ...(from && { from }) });
    return card;
  }

  lay(cards, lane, numbers) {
    const lying = cards.flatMap((card) => this.card(card, lane, numbers));
    return lying.length > 0 && h("div.enclair-exchange-cards", lying);
  }
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
