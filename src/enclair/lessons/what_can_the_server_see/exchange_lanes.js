// The lanes of a key exchange: which cards lie on them after each step, and what a card looks like.

import { h, radios } from "../../views/elements.js";
import { redacted } from "../../views/redaction.js";
import { stripes } from "./key_exchange.js";

/** Who stands where, from left to right; "line" is everyone who listens. */
export const lanes = (middle) => (middle ? ["alice", "line", "mallory", "bob"] : ["alice", "line", "bob"]);

/** The colour of a number of the walk, or of two if one was painted over; `way` says where it goes. */
const colour = (name, way = "") => ({ kind: "colour", names: [name], way });
/** A number of the message, which has no colour. */
const letter = (name, says, way = "") => ({ kind: "letter", names: [name], says, way });
const secret = (who, says) => ({ kind: "secret", names: [who], says });
const hidden = (says) => ({ kind: "hidden", names: [], says });

/**
 * What lies on each lane, step by step. What everyone cannot know is hidden and stays so: whose secret, whose shared
 * colour, the number in clear.
 */
export function dealt(middle, t) {
  const common = [colour("g")];
  const mixtures = [colour("A", "→"), colour("B", "←")];
  const [sealed, clear] = [t("sealed"), t("in clear")];
  const own = letter("sealed", sealed, "→");
  const passed = letter("passed", sealed, "→");
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
      ...received,
      line: between(mixtures, colour("M", "↔")),
      mallory: mixtures.map((card) => ({ ...card, names: [...card.names, "M"], way: "" })),
    },
    {
      alice: [colour("key_a")],
      line: middle ? [hidden("Alice"), hidden("Bob")] : [hidden("Alice, Bob")],
      mallory: [colour("key_a"), colour("key_b")],
      bob: [colour("key_b")],
    },
    {
      alice: [letter("n", clear), own],
      line: [...between([own], passed), hidden(clear)],
      mallory: [own, letter("n", clear), passed],
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

const stripe = (looks) => looks.map((each) => h("i", { style: look(each) }));

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
    const paint = looks.flatMap(stripe);
    const numbers = values.map((value) => view.number(value)).join(" ▸ ");
    if (looks.some((each) => each.length > 1)) return made(LONG, paint, way || (values[1] && "▸"), numbers);
    return made("", paint, pointed(numbers, way), looks.map(([[name]]) => view.t(name)).join(" ▸ "));
  }

  /** One card of `dealt`; `numbers` are those of the walk. */
  card({ kind, names, says, way }, numbers) {
    if (kind === "secret") return this.offered(names[0], says);
    const { view } = this;
    if (kind === "hidden") {
      const bar = redacted([8], view.t("Hidden from everyone who listens"));
      return h("span.enclair-exchange-card", bar, h("span.enclair-exchange-name", says));
    }
    const values = names.map((name) => numbers[name]);
    if (kind === "colour") return this.painted(values, way);
    const number = view.number(values[0]);
    return values[0] > 999
      ? made(LETTER + LONG, [], number, pointed(says, way))
      : made(LETTER, [], pointed(number, way), says);
  }

  lay(cards, numbers) {
    const lying = cards.flatMap((card) => this.card(card, numbers));
    return lying.length > 0 && h("div.enclair-exchange-cards", lying);
  }
}
