// The 120 pupils of a survey, always the same rows: names come back, bars cover digits, each throws a coin, counts get
// noise. The page throws, and draws what Python knows of each step (pupils.py).

import { cell, facts, fill, group, h, labelled, row, table } from "../../views/elements.js";
import { estimate, percent } from "../../views/polling.js";
import { redacted } from "../../views/redaction.js";
import { Tally } from "../../views/tally.js";
import { renders } from "../../views/view.js";

/** Rows that change in a millisecond, how long one slides, and how many estimates stay in sight. */
const [PACE, SLIDE, ROUNDS] = [0.15, 450, 60];
const SIGNS = ["■", "▲", "●", "–"];

const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const random = (count, Kind) => [...crypto.getRandomValues(new Kind(count))];
const thrown = (count) => random(count, Uint8Array).map((byte) => "hhyn"[byte % 4]);
/** Noise of Laplace at scale 1, as noise.py has it: the difference of two waiting times. */
const laplace = () => {
  const [one, other] = random(2, Uint32Array).map((lot) => Math.log1p(-lot / 2 ** 32));
  return one - other;
};

/** What is done with the rows at any step. */
class Rows extends Tally {
  shown = this.get("shows");
  pupils = this.get("rows");
  answers = this.constants.answers;
  places = [...this.pupils.keys()];

  leave() {
    cancelAnimationFrame(this.turn);
    super.leave();
  }

  /** Take each of a list in turn, as fast as one can follow; at once for who wants nothing to move. */
  inTurn(list, step, done) {
    cancelAnimationFrame(this.turn);
    const begun = performance.now();
    let next = 0;
    const go = () => {
      const until = isStill() ? list.length : Math.ceil((performance.now() - begun) * PACE);
      while (next < Math.min(until, list.length)) step(list[next++]);
      if (next < list.length) this.turn = requestAnimationFrame(go);
      else done();
    };
    go();
  }

  bar = (letters) => redacted([letters], this.sentence("barred"));

  /** What stays the same is not laid again. */
  write(place, kind, head, ...cells) {
    const node = this.nodes[place];
    const before = [...node.children];
    const now = [...row(this.number(head), ...cells).children];
    node.className = `enclair-fresh ${kind}`;
    fill(node, ...now.map((one, at) => (before[at]?.isEqualNode(one) ? before[at] : one)));
  }

  tell(values) {
    const said = (value) => (value.toFixed ? this.number(value, Math.round(10 * value) % 10 && 1) : value);
    const told = Object.entries(values).map(([name, value]) => [this.sentence(name), said(value)]);
    fill(this.view.facts, facts("dl", told));
  }

  steps(trait, values, name) {
    const words = this.sentence(trait);
    const buttons = values.map((one) => this.choice(trait, one, name(one)));
    return group("span.enclair-set", words, h("span", words), buttons);
  }

  /** The same rows with these heads. */
  table(...heads) {
    this.nodes = this.places.map(() => h("tr", { role: "row" }));
    const named = heads.map((head) => this.sentence(head));
    const rows = table(named, this.nodes, this.sentence(this.shown));
    this.view.body = rows.tBodies[0];
    rows.className = `enclair-rows enclair-rows-${this.shown}`;
    return rows;
  }

  /** The parts of a step, what is drawn first, and what begins once it is seen. */
  inside() {}
  prepare() {}
  begin() {}

  draw() {
    if (!this.isBegun) this.begin();
    this.isBegun = true;
  }

  build() {
    const { view } = this;
    cancelAnimationFrame(this.turn);
    this.isBegun = false;
    view.controls = h("div.enclair-bar");
    view.facts = h("div", { role: "status" });
    const counted = h("div.enclair-bar", view.facts, this.enlarger());
    this.fit(this.place("pupils", this.sentence(this.shown), view.controls, counted, this.inside()));
    this.prepare();
  }
}

/** Names come back, and bars cover digits. */
class Table extends Rows {
  follows = { cover: ["birth", "home"] };

  state = () => this.get("states")[`${this.get("birth")} ${this.get("home")}`];

  /** The places of rows that say the same, group by group, in the order of what they say. */
  groups() {
    const found = new Map();
    for (const place of this.places) {
      const { births, homes } = this.pupils[place];
      const says = `${births[this.get("birth")]} ${homes[this.get("home")]}`;
      found.set(says, [...(found.get(says) ?? []), place]);
    }
    return [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, places]) => places);
  }

  /** What is left of a date or a postcode: its end is barred, or says three months in the place of a day. */
  left(all, step) {
    const [exact, now] = [all[0], all[step]];
    if (now === exact) return cell(exact);
    if (now.includes("…")) return cell(now.slice(0, 5), h("b", now.slice(5)));
    const seen = now.replace("*", "");
    return cell(seen, this.bar(exact.length - seen.length));
  }

  writeRow(place, alike, { names, told } = this.state()) {
    const { births, homes, answer } = this.pupils[place];
    const isLit = this.shown === "bars" ? alike.length === 1 : place in names;
    const kind = isLit ? "enclair-lit" : alike.length === told.k ? "enclair-fewest" : "";
    this.write(
      place,
      alike[0] === place ? `${kind} enclair-begins` : kind,
      alike.length,
      place in names ? h("span.enclair-lifted", names[place]) : this.bar(6),
      this.left(births, this.get("birth")),
      this.left(homes, this.get("home")),
      h("span", { role: "img", "aria-label": this.t(answer) }, SIGNS[this.answers.indexOf(answer)]),
    );
  }

  /** Lay the bars row by row, or lift those of the names; then who looks alike comes together, and is counted. */
  cover() {
    const groups = this.groups();
    const alike = new Map(groups.flatMap((all) => all.map((place) => [place, all])));
    this.drawSteps();
    const order = [...this.view.body.children].map((node) => this.nodes.indexOf(node));
    const done = () => {
      this.slide(groups.flat());
      const { named } = this.state().told;
      this.tell(this.shown === "names" ? { named } : this.state().told);
    };
    this.inTurn(order, (place) => this.writeRow(place, alike.get(place)), done);
  }

  /** Bring the rows into an order: each slides from where it was. */
  slide(order) {
    const nodes = order.map((place) => this.nodes[place]);
    for (const node of nodes) node.classList.remove("enclair-fresh"); // no bar is laid twice
    if (nodes.every((node, at) => node === this.view.body.children[at])) return;
    const before = nodes.map((node) => node.getBoundingClientRect());
    this.view.body.append(...nodes);
    for (const [at, node] of isStill() ? [] : nodes.entries()) {
      const { x, y } = node.getBoundingClientRect();
      const zoom = node.currentCSSZoom ?? 1;
      const from = `translate(${(before[at].x - x) / zoom}px, ${(before[at].y - y) / zoom}px)`;
      node.animate([{ transform: from }, { transform: "none" }], { duration: SLIDE, easing: "ease-in-out" });
    }
  }

  drawSteps() {
    if (this.shown === "names") return;
    const steps = (trait) => {
      const names = this.get("page_sentences")[`${trait}s`];
      return this.steps(trait, [...names.keys()], (step) => this.t(names[step]));
    };
    this.redraw(this.view.controls, steps("birth"), steps("home"));
  }

  inside() {
    const signs = this.answers.map((answer, at) => h("span", `${SIGNS[at]} ${this.t(answer)}`));
    const legend = h("p.enclair-legend", this.sentence("answer"), signs);
    return [this.table("alike", "name", "birth", "home", "answer"), legend];
  }

  prepare() {
    this.drawSteps();
    for (const alike of this.groups())
      for (const place of alike) this.writeRow(place, alike, { ...this.state(), names: {} });
  }

  begin = () => this.cover();
}

/** Each pupil throws a coin, and answers. */
class Coins extends Rows {
  follows = { throwCoins: ["coins"], drawCoins: ["people", "lifted"], drawTally: ["yes", "no"] };
  rounds = [];

  asked = () => this.places.slice(0, this.get("people"));

  means = (place) => this.pupils[place].answer === this.constants.asked;

  says = (place, coins) => (coins[place] === "h" ? this.means(place) : coins[place] === "y");

  /** What one knows when so many have thrown. */
  estimated(people = this.get("people"), coins = this.get("coins")) {
    const yes = this.places.slice(0, people).filter((place) => this.says(place, coins)).length;
    return estimate(yes, people - yes, this.constants);
  }

  writeRow(place, isThrown) {
    const [coins, lifted] = [this.get("coins"), this.get("lifted") && isThrown];
    const word = (isYes) => (isYes ? this.t("yes") : this.t("no"));
    const seen = (words, letters) => (lifted ? h("span.enclair-lifted", words) : this.bar(letters));
    const yes = this.says(place, coins);
    const byCoin = lifted && coins[place] !== "h" ? "enclair-by-coin" : "";
    this.write(
      place,
      isThrown ? `${yes ? "enclair-yes" : ""} ${byCoin}` : "enclair-waiting",
      place + 1,
      this.bar(6),
      seen(this.sentence(coins[place] === "h" ? "heads" : "tails"), 6),
      seen(word(this.means(place)), 4),
      isThrown ? word(yes) : "",
    );
  }

  /** Each throws in turn, and the estimate grows out of what they say. */
  throwCoins() {
    for (const place of this.places) this.writeRow(place, false);
    const step = (place) => {
      this.writeRow(place, true);
      fill(this.view.strip, this.strip(this.estimated(place + 1), this.rounds));
    };
    this.inTurn(this.asked(), step, () => this.drawCoins());
  }

  drawCoins() {
    cancelAnimationFrame(this.turn);
    const people = this.get("people");
    const result = this.estimated();
    const truth = this.asked().filter(this.means).length / people;
    const isLifted = this.get("lifted");
    for (const place of this.places) this.writeRow(place, place < people);
    this.showAll();
    fill(this.view.strip, this.strip(result, this.rounds, isLifted ? truth : undefined));
    const [share, low, high] = ["share", "low", "high"].map((name) => percent(result[name], this));
    const mean = isLifted ? percent(truth, this) : this.bar(3);
    this.tell({ said: result.yes, chance: people / 4, share, low, high, mean });
  }

  /** Throw for some polls of the same pupils: how far apart are the estimates? The last one is drawn. */
  throwAll(times) {
    this.rounds.push(this.estimated().share);
    const polls = Array.from({ length: times }, () => thrown(this.places.length));
    for (const coins of polls.slice(1)) this.rounds.push(this.estimated(undefined, coins).share);
    this.rounds = this.rounds.slice(-ROUNDS);
    return { coins: polls[0].join("") };
  }

  inside() {
    const { get, t, view } = this;
    const people = h("input", { type: "range", min: 5, max: this.places.length });
    people.oninput = () => {
      this.rounds = [];
      this.choose({ people: people.valueAsNumber });
    };
    const many = h("output");
    const lift = this.button(t("Lift the bars"), () => ({ lifted: !get("lifted") }));
    this.shows.push(() => {
      people.value = get("people");
      many.textContent = this.number(get("people"));
      lift.setAttribute("aria-pressed", get("lifted"));
    });
    const once = this.button(t("Throw the coins"), () => this.throwAll(1));
    const often = this.button(this.sentence("often"), () => this.throwAll(20));
    const field = h("span.enclair-field", labelled(this.sentence("people"), people), many);
    fill(view.controls, field, once, often, lift);
    view.strip = h("div");
    const rows = this.table("pupil", "name", "coins", "truth", "said");
    return [view.strip, rows, h("p.enclair-head", this.sentence("own")), this.tally()];
  }

  prepare() {
    for (const place of this.places) this.writeRow(place, false);
    this.drawTally();
  }

  begin = () => this.throwCoins();
}

/** Counts of the answers get noise. */
class Counts extends Rows {
  follows = { prepare: ["scale", "draws"] };

  prepare() {
    const { get, view } = this;
    const [costs, draws] = [get("costs"), get("draws")];
    const again = () => ({ draws: draws.map((all) => all.map(laplace)) });
    const scales = Object.keys(costs).map(Number);
    const button = this.button(this.sentence("again"), again, { "data-at": "again" });
    this.redraw(view.controls, this.steps("scale", scales, this.number), button);
    fill(view.sizes, ...get("counts").map((counts, size) => this.counted(size, counts, draws[size])));
    const [error, right] = costs[get("scale")];
    this.tell({ error, guess: percent(right, this) });
  }

  /** The counts of one size: a bar, of a class a square for each, and a line where the published count ends. */
  counted(size, counts, draws) {
    const most = Math.max(...counts);
    const at = (value) => Math.max(0, Math.min(100, 20 + (55 * value) / most));
    const line = (count, place) => {
      const published = count + Math.round(this.get("scale") * draws[place]);
      const squares = `width: ${at(count) - 20}%; --squares: ${size ? 1 : count}`;
      const track = h("span", h("i", { style: squares }), h("b", { style: `left: ${at(published)}%` }));
      const drawn = h("td", { "aria-hidden": "true" }, track); // its head is hidden, too
      const name = `${SIGNS[place]} ${this.t(this.answers[place])}`;
      return row(name, drawn, this.number(count), h("strong", this.number(published)));
    };
    const heads = ["answer", "scale", "true", "published"].map((head) => this.sentence(head));
    return table(heads, counts.map(line), this.t(this.get("page_sentences").sizes[size]));
  }

  inside() {
    return (this.view.sizes = h("div.enclair-sizes"));
  }
}

const STEPS = { names: Table, bars: Table, coin: Coins, noise: Counts };

export default { render: (given) => renders(STEPS[given.model.get("shows")])(given) };
