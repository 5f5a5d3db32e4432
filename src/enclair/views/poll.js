// A poll of the class in which coins hide each answer. The page keeps two numbers and the question, no more.

import { Hands } from "./class_reveal.js";
import { fill, h } from "./elements.js";
import { whole } from "./numbers.js";
import { digitsOf, estimate, inWords, percent, points, simulatedYes } from "./polling.js";
import { renders, View } from "./view.js";

const coin = () => crypto.getRandomValues(new Uint8Array(1))[0] % 2 === 1;

/** Rounds of practice that stay in sight. */
const ROUNDS = 10;

class Poll extends View {
  follows = { drawTally: ["yes", "no"], showAll: ["question"] };
  constants = this.get("constants");
  rounds = [];
  hands = new Hands(this, () => {});
  isTold = false;
  invented = { people: 30, share: 40 };

  field(label, value, range, status, take) {
    return whole(this, label, { value, range: () => range, status, take, found: true });
  }

  /** One line of a picture: a name, an interval, and where the estimate (or the true share) lies. */
  line(name, { low, high, below = low, above = high, share, margin, truth = undefined }, kind = "") {
    const written = (part) => percent(part, this, digitsOf({ margin }));
    const at = (part, node) => Object.assign(node, { style: `left: ${100 * part}%` });
    const range = this.t("from {low} to {high}", { low: written(low), high: written(high) });
    const estimated = share === undefined ? "" : this.t("estimate {share}", { share: written(share) });
    const cut = [below < 0 && ["left", low, "◂"], above > 1 && ["right", high, "▸"]].filter(Boolean);
    const interval = h(`i.enclair-poll-interval${cut.map(([end]) => `.enclair-poll-${end}`).join("")}`);
    interval.style = `left: ${100 * low}%; width: ${100 * (high - low)}%`;
    const arrows = cut.map(([end, part, sign]) => at(part, h(`b.enclair-poll-${end}`, sign)));
    const track = h(
      "span.enclair-poll-track",
      { role: "img", "aria-label": [estimated, range].filter(Boolean).join(", ") },
      interval,
      arrows,
      truth !== undefined && at(truth, h("i.enclair-poll-truth")),
      share !== undefined && at(share, h("i.enclair-poll-share")),
    );
    return h(`div.enclair-poll-row${kind}`, h("span.enclair-poll-name", name), track);
  }

  axis() {
    const tick = (part) => h("small", { style: `left: ${100 * part}%` }, percent(part, this));
    const ticks = h("span", [0, 0.25, 0.5, 0.75, 1].map(tick));
    return h("div.enclair-poll-row.enclair-poll-axis", { "aria-hidden": "true" }, h("span"), ticks);
  }

  asked() {
    const { view } = this;
    const given = { maxLength: this.constants.longest, placeholder: this.sentence("question") };
    view.question = h("textarea", { rows: 2, ...given });
    view.question.onchange = () => this.choose({ question: view.question.value.trim().replace(/\s+/g, " ") });
    this.shows.push(() => (view.question.value = this.get("question")));
    return h("p.enclair-poll-question", this.control(this.t("Question"), view.question));
  }

  tally() {
    const { get, t, constants, view, choose } = this;
    view.refused = h("p", { role: "status" });
    const count = (name, label) => {
      const take = (value) => choose({ [name]: value });
      return this.field(label, () => get(name), [0, constants.most], view.refused, take);
    };
    const empty = this.button(t("Empty the tally"), () => ({ yes: 0, no: 0 }));
    const bar = h("div.enclair-bar", count("yes", t("Said yes")), count("no", t("Said no")), empty);
    return [bar, view.refused];
  }

  drawTally() {
    this.showAll();
    if (!this.isLarge()) this.tell(this.get("yes"), this.get("no"));
  }

  /** What a tally tells, as a picture and in sentences. */
  tell(yes, no) {
    const { t, view } = this;
    const people = yes + no;
    if (!people) {
      fill(view.sentences, h("p", this.sentence("empty")));
      return fill(view.picture);
    }
    const result = estimate(yes, no, this.constants);
    const many = t("Your tally: {people} answers", { people: this.number(people) });
    fill(view.sentences, ...inWords(result, this).map((words) => h("p", words)));
    fill(view.picture, this.line(people === 1 ? t("Your tally: 1 answer") : many, result), this.axis());
  }

  turnLarge() {
    super.turnLarge();
    this.isTold = false;
    this.hands = new Hands(this, () => {
      this.isTold = true;
      this.build();
    });
    this.build();
    if (!this.isLarge()) /** @type {HTMLElement} */ (this.el.querySelector(".enclair-enlarge")).focus();
  }

  keys(event) {
    if (!this.isTold) this.hands.keys(event);
  }

  /** On the projector a class that has thrown its coins raises hands, and then sees what they tell; neither is kept. */
  buildLarge() {
    const { t, hands, view } = this;
    const question = h("p.enclair-head", this.get("question") || this.sentence("question"));
    const bar = h("div.enclair-bar", question, this.languages());
    const steps = this.get("page_sentences").steps.map((words) => h("li", t(words)));
    const asked = !this.isTold && [h("ol", steps), hands.draw([t("yes"), t("no")])];
    const root = this.place(
      "poll",
      t("A poll that hides each answer"),
      bar,
      asked,
      view.picture,
      view.sentences,
    );
    const [yes = 0, no = 0] = hands.counts;
    if (this.isTold) this.tell(yes, no);
    root.tabIndex = -1;
    root.focus();
  }

  wide() {
    const { get, t, constants } = this;
    const rows = constants.people.map((people) => {
      const result = estimate(people / 2, people / 2, constants);
      const values = { people: this.number(people), points: points(result.margin, this.lang()) };
      const name = t("{people} people: ±{points} points", values);
      return this.line(name, { ...result, share: undefined }, ".enclair-poll-plain");
    });
    return h(
      "div",
      h("p.enclair-head", t("How wide is it?")),
      h("p", get("told")[this.lang()].widths),
      h("p.enclair-soft", t("If half of the people mean yes:")),
      h("div.enclair-poll-picture", rows, this.axis()),
    );
  }

  /** Coins for an invented class, whose true share is known: how often does the interval hold it? */
  practice() {
    const { t, constants, rounds, invented, view } = this;
    view.round = h("p", { role: "status" });
    view.rounds = h("div.enclair-poll-picture");
    const setting = (name, label, range) => {
      const take = (value) => {
        invented[name] = value;
        rounds.length = 0;
        this.drawRounds();
      };
      return this.field(label, () => invented[name], range, view.round, take);
    };
    const go = () => {
      const meant = Math.round((invented.people * invented.share) / 100);
      const yes = simulatedYes(invented.people, meant, coin);
      const result = estimate(yes, invented.people - yes, constants);
      rounds.push({ meant, truth: meant / invented.people, ...result });
      this.drawRounds();
    };
    const settings = [
      setting("people", t("People"), [1, 1000]),
      setting("share", t("Percent who mean yes"), [0, 100]),
    ];
    const bar = h("div.enclair-bar", settings, this.button(t("Throw the coins"), go));
    const head = [h("summary", t("Practise with an invented class")), h("p", this.sentence("practice"))];
    return h("details.enclair-poll-practice", head, bar, view.round, view.rounds);
  }

  drawRounds() {
    const { t, rounds, view } = this;
    const last = rounds.at(-1);
    if (!last) return [view.round, view.rounds].map((part) => fill(part));
    const [count, share] = [this.number, (part) => percent(part, this)];
    const held = rounds.filter(({ truth, low, high }) => low <= truth && truth <= high).length;
    view.round.textContent = this.sentence("round", {
      ...{ round: count(rounds.length), people: count(last.people), meant: count(last.meant) },
      ...{ truth: share(last.truth), yes: count(last.yes), share: share(last.share) },
      ...{ low: share(last.low), high: share(last.high), held: count(held) },
    });
    const shown = rounds.map((round, place) =>
      this.line(t("Round {round}: {yes} yes", { round: count(place + 1), yes: count(round.yes) }), round),
    );
    fill(view.rounds, shown.slice(-ROUNDS).reverse(), this.axis());
  }

  build() {
    const { get, t, view } = this;
    view.sentences = h("div", { role: "status" });
    view.picture = h("div.enclair-poll-picture");
    if (this.isLarge()) return this.buildLarge();
    const both = (...columns) => h("div.enclair-poll-both", columns);
    const steps = get("page_sentences").steps.map((words) => h("li", t(words)));
    this.place(
      "poll",
      t("A poll that hides each answer"),
      h("div.enclair-bar", this.asked(), this.languages()),
      both(
        h(
          "div",
          h("p.enclair-head", t("How it goes")),
          h("ol", steps),
          h("details", h("summary", t("With a die")), h("p", this.sentence("die"))),
          h("p.enclair-note", this.sentence("care")),
          h("p", get("told")[this.lang()].hint),
        ),
        h("div", h("p.enclair-head", t("Your tally")), this.tally(), view.picture, view.sentences),
      ),
      both(this.wide(), this.practice()),
      h("p.enclair-foot", this.sentence("kept")),
    );
    this.drawTally();
    this.drawRounds();
  }
}

export default { render: renders(Poll) };
