// A poll of the class in which coins hide each answer. The page keeps two numbers and the question, no more.

import { Controls } from "./controls.js";
import { h, numberFormat, speaker, View } from "./view.js";

/** What a tally tells, every number a part of 1: the twin of polling.py `Estimate`. */
function estimate(yes, no, { truth, errors, rare }) {
  const people = yes + no;
  const cut = (share) => Math.min(1, Math.max(0, share));
  const chance = (1 - truth) / 2;
  const half = 0.5 * truth + chance; // the widest case: half of the people mean yes
  const margin = (errors * Math.sqrt((half * (1 - half)) / people)) / truth;
  const uncut = (yes / people - chance) / truth;
  const share = cut(uncut);
  const [below, above] = [share - margin, share + margin];
  const odds = tail(Math.min(yes, no), people, chance);
  return {
    ...{ yes, no, people, margin, uncut, share, below, above },
    low: cut(below),
    high: cut(above),
    isCut: below < 0 || above > 1,
    chance: odds,
    fits: odds >= rare,
  };
}

/** How often `few` or fewer of `people` say one thing that only chance makes them say: `Estimate.chance`. */
function tail(few, people, chance) {
  if (few >= people * chance) return 1;
  let ways = 0;
  for (let count = 1; count <= few; count++) ways += Math.log((people - few + count) / count);
  let term = Math.exp(ways + few * Math.log(chance) + (people - few) * Math.log(1 - chance));
  let total = 0;
  for (let count = few; count >= 0; count--) {
    total += term;
    term *= ((count / (people - count + 1)) * (1 - chance)) / chance;
  }
  return total;
}

/** Numbers as people write them: the twin of `number`, `points` and `percent` in Python. */
function writer(lang) {
  const format = numberFormat(lang);
  const number = (value) => {
    const size = Math.abs(value);
    // Multiples of a quarter keep their digits; Math.round takes a half up, as people do.
    const written = format.format(size % 0.25 ? Math.round(size) : size);
    return value < 0 && written !== "0" ? `−${written}` : written;
  };
  const tenths = numberFormat(lang, 1);
  const tenth = (value) => {
    const written = tenths.format(Math.abs(value));
    return value < 0 && /[1-9]/.test(written) ? `−${written}` : written;
  };
  const points = (share, digits = 0) =>
    digits ? tenth(100 * share) : number(Math.sign(share) * Math.round(Math.abs(100 * share)));
  const percent = (share, digits = 0) => points(share, digits) + (lang === "fr" ? "\u00a0%" : "%");
  return { number, points, percent };
}

/** Digits after the point: where an estimate is off by less than a point, whole points would hide that. */
const digitsOf = (found) => (found.margin < 0.01 ? 1 : 0);

/** An estimate as the numbers of its sentences. */
function figures(found, lang) {
  const { number, points, percent } = writer(lang);
  const digits = digitsOf(found);
  const share = (name) => percent(found[name], digits);
  return {
    people: number(found.people),
    yes: number(found.yes),
    half: number(found.people / 2),
    by_chance: number(found.people / 4),
    rest: number(found.yes - found.people / 4),
    raw: share("uncut"),
    share: share("share"),
    margin: points(found.margin, digits),
    low: share("low"),
    high: share("high"),
    below: share("below"),
    above: share("above"),
    chance: points(found.chance),
    none: percent(0),
    all: percent(1),
  };
}

/** The same in words: which sentences of polling.py are told is decided as in `Estimate.sentences`. */
function inWords(found, told, t, lang) {
  const values = figures(found, lang);
  const rest = found.yes - found.people / 4;
  const made = rest < 0 ? "none" : rest > found.people / 2 ? "all" : "some";
  const off = [];
  if (!found.fits) off.push("misfit");
  else if (found.margin > 1) off.push("wide");
  else off.push(found.low === 0 && found.high === 1 ? "nothing" : "off");
  if (found.fits && values.raw !== values.share) off.push(found.uncut < 0 ? "few" : "many");
  else if (found.fits && found.isCut) off.push("cut");
  return [["second", made], off].map((names) => names.map((name) => t(told[name], values)).join(" "));
}

/** How many say yes in a class in which `meant` people mean yes; `heads` throws a coin. */
function thrown(people, meant, heads) {
  let yes = 0;
  for (let one = 0; one < people; one++) yes += heads() ? one < meant : heads();
  return yes;
}

const coin = () => crypto.getRandomValues(new Uint8Array(1))[0] % 2 === 1;

/** Rounds of practice that stay in sight. */
const ROUNDS = 10;

class Poll extends View {
  constructor({ model, el }) {
    super({ model, el });
    this.constants = model.get("constants");
    this.bar = new Controls({ model, el });
    this.rounds = [];
    this.invented = { people: 30, share: 40 };
    this.view = {};
    model.on("change:yes change:no", () => this.drawTally());
    model.on("change:question", () => (this.view.question.value = model.get("question")));
    model.on("change:lang", () => this.build());
    this.build();
  }

  said(name) {
    return this.t(this.model.get("said")[name]);
  }

  /** A field for a whole number; one that is out of range is not taken, and `status` tells the range. */
  field(label, value, lowest, highest, status, take) {
    const { t } = this;
    const { control } = this.bar;
    const input = h("input", { type: "number", step: 1, min: lowest, max: highest });
    input.value = value();
    input.onchange = () => {
      const { number } = writer(this.lang());
      const found = input.valueAsNumber;
      const fits = Number.isInteger(found) && found >= lowest && found <= highest;
      const range = { label, lowest: number(lowest), highest: number(highest) };
      status().textContent = fits
        ? ""
        : input.value
          ? t("{label}: found {found}; write a whole number from {lowest} to {highest}.", {
              ...range,
              found: input.value,
            })
          : t("{label}: write a whole number from {lowest} to {highest}.", range);
      if (fits) take(found);
      else input.value = value();
    };
    return [input, control(label, input)];
  }

  /** One line of a picture: a name, an interval, and where the estimate (or the true share) lies. */
  line(name, { low, high, below = low, above = high, share, margin, truth = undefined }, kind = "") {
    const { t } = this;
    const percent = (part) => writer(this.lang()).percent(part, digitsOf({ margin }));
    const at = (part, node) => Object.assign(node, { style: `left: ${100 * part}%` });
    const range = t("from {low} to {high}", { low: percent(low), high: percent(high) });
    const estimated = share === undefined ? "" : t("estimate {share}", { share: percent(share) });
    const [left, right] = [below < 0, above > 1];
    const ends = `${left ? "enclair-poll-left" : ""} ${right ? "enclair-poll-right" : ""}`;
    const interval = h("i", { class: `enclair-poll-interval ${ends}` });
    interval.style = `left: ${100 * low}%; width: ${100 * (high - low)}%`;
    // An end that was cut has an arrow.
    const arrow = (part, sign, name) => at(part, h("b", { class: `enclair-poll-${name}` }, sign));
    return h(
      "div",
      { class: `enclair-poll-row ${kind}` },
      h("span", { class: "enclair-poll-name" }, name),
      h(
        "span",
        {
          class: "enclair-poll-track",
          role: "img",
          "aria-label": [estimated, range].filter(Boolean).join(", "),
        },
        interval,
        left ? arrow(low, "◂", "left") : null,
        right ? arrow(high, "▸", "right") : null,
        truth === undefined ? null : at(truth, h("i", { class: "enclair-poll-truth" })),
        share === undefined ? null : at(share, h("i", { class: "enclair-poll-share" })),
      ),
    );
  }

  axis() {
    return h(
      "div",
      { class: "enclair-poll-row enclair-poll-axis", "aria-hidden": "true" },
      h("span", {}),
      h(
        "span",
        {},
        ...[0, 0.25, 0.5, 0.75, 1].map((part) =>
          Object.assign(h("small", {}, writer(this.lang()).percent(part)), { style: `left: ${100 * part}%` }),
        ),
      ),
    );
  }

  asked() {
    const { model, t, constants, view } = this;
    const { choose, control } = this.bar;
    view.question = h("textarea", {
      rows: 2,
      maxLength: constants.longest,
      value: model.get("question"),
      placeholder: this.said("question"),
    });
    view.question.onchange = () => choose({ question: view.question.value.trim().replace(/\s+/g, " ") });
    return h("p", { class: "enclair-poll-question" }, control(t("Question"), view.question));
  }

  tally() {
    const { model, t, constants, view } = this;
    const { choose } = this.bar;
    view.refused = h("p", { role: "status" });
    const count = (name, label) => {
      const [input, shown] = this.field(
        label,
        () => model.get(name),
        0,
        constants.most,
        () => view.refused,
        (found) => choose({ [name]: found }),
      );
      view[name] = input;
      return shown;
    };
    const clear = () => choose({ yes: 0, no: 0 });
    return [
      h(
        "div",
        { class: "enclair-bar" },
        count("yes", t("Said yes")),
        count("no", t("Said no")),
        h("button", { type: "button", onclick: clear }, t("Empty the tally")),
      ),
      view.refused,
    ];
  }

  drawTally() {
    const { model, t, constants, view } = this;
    const [yes, no] = [model.get("yes"), model.get("no")];
    view.yes.value = yes;
    view.no.value = no;
    const { number } = writer(this.lang());
    if (!(yes + no)) {
      const words = t("No answers yet: write how many said yes and how many said no.");
      view.sentences.replaceChildren(h("p", {}, words));
      view.picture.replaceChildren();
      return;
    }
    const found = estimate(yes, no, constants);
    const said = inWords(found, this.model.get("said").told, t, this.lang());
    view.sentences.replaceChildren(...said.map((words) => h("p", {}, words)));
    const name =
      yes + no === 1
        ? t("Your tally: 1 answer")
        : t("Your tally: {people} answers", { people: number(yes + no) });
    view.picture.replaceChildren(this.line(name, found), this.axis());
  }

  wide() {
    const { model, t, constants } = this;
    const { number, points } = writer(this.lang());
    const rows = constants.people.map((people) => {
      const found = estimate(people / 2, people / 2, constants);
      const name = t("{people} people: ±{points} points", {
        people: number(people),
        points: points(found.margin),
      });
      return this.line(name, { ...found, share: undefined }, "enclair-poll-plain");
    });
    return h(
      "div",
      {},
      h("p", { class: "enclair-head" }, t("How wide is it?")),
      h("p", {}, model.get("told")[this.lang()].widths),
      h("p", { class: "enclair-soft" }, t("If half of the people mean yes:")),
      h("div", { class: "enclair-poll-picture" }, ...rows, this.axis()),
    );
  }

  /** Coins for an invented class, whose true share is known: how often does the interval hold it? */
  practice() {
    const { t, constants, rounds, invented, view } = this;
    view.round = h("p", { role: "status" });
    view.rounds = h("div", { class: "enclair-poll-picture" });
    const setting = (name, label, lowest, highest) =>
      this.field(
        label,
        () => invented[name],
        lowest,
        highest,
        () => view.round,
        (found) => {
          invented[name] = found;
          rounds.length = 0;
          this.drawRounds();
        },
      )[1];
    const go = () => {
      const meant = Math.round((invented.people * invented.share) / 100);
      const yes = thrown(invented.people, meant, coin);
      rounds.push({
        meant,
        truth: meant / invented.people,
        ...estimate(yes, invented.people - yes, constants),
      });
      this.drawRounds();
    };
    return h(
      "details",
      { class: "enclair-poll-practice" },
      h("summary", {}, t("Practise with an invented class")),
      h(
        "p",
        {},
        t(
          "Here the true share is known. Throw the coins again and again: how often does the interval hold it?",
        ),
      ),
      h(
        "div",
        { class: "enclair-bar" },
        setting("people", t("People"), 1, 1000),
        setting("share", t("Percent who mean yes"), 0, 100),
        h("button", { type: "button", onclick: go }, t("Throw the coins")),
      ),
      view.round,
      view.rounds,
    );
  }

  drawRounds() {
    const { t, rounds, view } = this;
    const { number, percent } = writer(this.lang());
    const last = rounds.at(-1);
    if (!last) {
      view.round.textContent = "";
      view.rounds.replaceChildren();
      return;
    }
    const held = rounds.filter(({ truth, low, high }) => low <= truth && truth <= high).length;
    view.round.textContent = t(
      "Round {round}: of {people} invented people {meant} mean yes ({truth}), and {yes} said yes. The estimate is {share}, from {low} to {high}. So far the interval held the true share in {held} of {round} rounds.",
      {
        ...{ round: number(rounds.length), people: number(last.people), meant: number(last.meant) },
        ...{ truth: percent(last.truth), yes: number(last.yes), share: percent(last.share) },
        ...{ low: percent(last.low), high: percent(last.high), held: number(held) },
      },
    );
    const shown = rounds.map((round, place) =>
      this.line(t("Round {round}: {yes} yes", { round: number(place + 1), yes: number(round.yes) }), round),
    );
    view.rounds.replaceChildren(...shown.slice(-ROUNDS).reverse(), this.axis());
  }

  build() {
    const { model, t } = this;
    const { languages, place } = this.bar;
    const view = (this.view = {
      sentences: h("div", { role: "status" }),
      picture: h("div", { class: "enclair-poll-picture" }),
    });
    const both = (...columns) => h("div", { class: "enclair-poll-both" }, ...columns);
    const steps = model.get("said").steps.map((words) => h("li", {}, t(words)));
    place(
      h(
        "div",
        { class: "enclair enclair-poll", role: "group", lang: this.lang(), "aria-label": this.said("title") },
        h("div", { class: "enclair-bar" }, this.asked(), languages()),
        both(
          h(
            "div",
            {},
            h("p", { class: "enclair-head" }, t("How it goes")),
            h("ol", {}, ...steps),
            h("details", {}, h("summary", {}, t("With a die")), h("p", {}, this.said("die"))),
            h("p", { class: "enclair-note" }, this.said("care")),
            h("p", {}, model.get("told")[this.lang()].hint),
          ),
          h(
            "div",
            {},
            h("p", { class: "enclair-head" }, t("Your tally")),
            ...this.tally(),
            view.picture,
            view.sentences,
            h("p", { class: "enclair-soft" }, this.said("by_hand")),
          ),
        ),
        both(this.wide(), this.practice()),
        h("p", { class: "enclair-foot" }, this.said("kept")),
      ),
    );
    this.drawTally();
    this.drawRounds();
  }
}

function render(given) {
  new Poll(given);
}

export default { render, estimate, inWords, thrown, speaker };
