// The lanes of a key exchange: which cards lie on them after each step, and what a card looks like.

import { h, radios, redacted } from "../../views/elements.js";

/** What lies on each lane after each step, by the names of numbers: "A+M" is painted over, and what is none is hidden. */
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
const SECRETS = { a: "alice", b: "bob", m: "mallory" }; // whose secret a number is

const LETTER = ".enclair-exchange-letter";
const LONG = `${LETTER}.enclair-exchange-long`;
const pointed = (words, way) => (way === "←" ? `← ${words}` : `${words} ${way}`.trim());

/** The look of a colour: its tile over and over, which black-and-white print keeps. */
function look([, fill, side, tile]) {
  const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}">${tile}</svg>`;
  return `background: ${fill} url("data:image/svg+xml,${encodeURIComponent(picture)}")`;
}

/** A card: its paint, on which stands a number, and below it what it is called. */
function made(kind, looks, number, caption) {
  const colours = looks.map((each) => h("i", { style: look(each) }));
  const paint = h("span.enclair-exchange-paint", colours, number && h("b", number));
  return h(`span.enclair-exchange-card${kind}`, paint, h("span.enclair-exchange-name", caption));
}

/** The cards from which somebody takes a secret, and the secret itself if it is on none. */
function offered({ get, t, number, choose }, who) {
  const labels = { alice: t("Alice's secret"), bob: t("Bob's secret"), mallory: t("Mallory's secret") };
  const [own, { secrets }] = [get(who), get("colours")];
  const card = ([value, look]) => [+value, made("", [look], value, t(look[0]))];
  const take = (value) => choose({ [who]: value });
  const named = (value) => ({ "data-at": `${who} ${value}` });
  const cards = radios(Object.entries(secrets).map(card), own, take, named);
  const props = { role: "radiogroup", "aria-label": labels[who] };
  const picked = h("span.enclair-exchange-secrets", props, cards);
  return [picked, !(own in secrets) && made(LONG, [], number(own), t("own number"))];
}

/** A card with a number that has no colour; one that is too long for an arrow has it below. */
function letter({ number }, value, says, way) {
  if (value > 999) return made(LONG, [], number(value), pointed(says, way));
  return made(LETTER, [], pointed(number(value), way), says);
}

/** A card of the colours of these numbers, if they have some. */
function painted(view, values, way) {
  const looks = values.map((value) => view.get("colours").numbers[value]);
  if (!looks.every(Boolean)) return letter(view, values.at(-1), "", way);
  const numbers = values.map((value) => view.number(value)).join(" ▸ ");
  return made("", looks, pointed(numbers, way), looks.map(([name]) => view.t(name)).join(" ▸ "));
}

/** The card of a number on a lane as an element; `numbers` are those of the walk. */
function card(view, called, numbers) {
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
  shown.dataset.way = way;
  return shown;
}

/** What lies on a lane: cards by the names of their numbers. */
export function lay(view, names, numbers) {
  const cards = names.map((name) => card(view, name, numbers));
  return cards.length > 0 && h("div.enclair-exchange-cards", cards);
}
