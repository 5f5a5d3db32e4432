// The 120 pupils of a survey, always the same rows: names come back, bars cover digits, each throws a coin, counts get
// noise. The page throws, and draws what Python knows of each step (pupils.py).

import { cell, facts, fill, group, h, labelled, redacted, row, table } from "../../views/elements.js";
import { estimate, percent } from "../../views/polling.js";
import { Tally } from "../../views/tally.js";
import { renders } from "../../views/view.js";

/** Milliseconds from one row to the next, for what one does, for all throws; estimates in sight, lines of a column. */
const [PACE, MOVE, THROWS, ROUNDS, MOST] = [7, 450, 1500, 60, 15];
const SIGNS = ["■", "▲", "●", "◇"];

const isStill = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const random = (count, Kind) => [...crypto.getRandomValues(new Kind(count))];
const thrown = (count) => random(count, Uint8Array).map((byte) => "hhyn"[byte % 4]);
/** Noise of Laplace at scale 1, as noise.py has it: the difference of two waiting times. */
const laplace = () => {
  const [one, other] = random(2, Uint32Array).map((lot) => Math.log1p(-lot / 2 ** 32));
  return one - other;
};

/** What is done with the rows at any step. */
class Pupils extends Tally {
  given = this.get("answers");
  answers = this.constants.answers;
  places = [...this.given.keys()];

  bar = (letters) => redacted([letters], this.sentence("barred"));

  steps(trait, named, values = [...named.keys()]) {
    const words = this.sentence(trait);
    const buttons = named.map((name, at) => this.choice(trait, values[at], this.t(name)));
    return group("span.enclair-set", words, h("span", words), buttons);
  }

  /** Numbers above what they are. */
  count(values) {
    const said = (value) => (value.toFixed ? this.number(value, Math.round(10 * value) % 10 && 1) : value);
    const told = Object.entries(values).map(([name, value]) => [this.sentence(name), said(value)]);
    fill(this.view.facts, facts("dl", told));
  }

  /** The same rows with these heads. */
  table(...heads) {
    const shown = this.get("shows");
    this.nodes = this.places.map(() => h("tr"));
    const named = heads.map((head) => this.sentence(head));
    const props = { className: `enclair-rows enclair-rows-${shown}` };
    return Object.assign(table(named, this.nodes, this.sentence(shown)), props);
  }

  /** Let somebody's row say this; one that says it already is kept. */
  write(place, kind, head, ...cells) {
    const [before, now] = [this.nodes[place], row(this.number(head), ...cells)];
    now.className = kind;
    now.style.setProperty("--turn", `${PACE * place}ms`);
    if (now.isEqualNode(before)) return;
    before.replaceWith(now);
    this.nodes[place] = now;
  }

  /** What all steps have, and what this one has. */
  put(...own) {
    const { view } = this;
    view.controls = h("div.enclair-bar");
    view.facts = h("div", { role: "status" });
    const counted = h("div.enclair-bar", view.facts, this.enlarger());
    return this.place("pupils", this.sentence(this.get("shows")), view.controls, counted, own);
  }
}

/** Names come back, and bars cover digits; then who looks alike comes together. */
class Table extends Pupils {
  follows = { drawRows: ["birth", "home"] };
  isNames = this.get("shows") === "names";

  /** What is left of so many letters: the end is barred, or says three months in the place of a day. */
  left(says, letters) {
    if (says.includes("…")) return cell(says.slice(0, 5), h("b", says.slice(5)));
    const seen = says.replace("*", "");
    return cell(seen, seen.length < letters && this.bar(letters - seen.length));
  }

  writeRow(place, [birth, home, alike]) {
    const { names, told } = this.state;
    const answer = this.given[place];
    const isLit = this.isNames ? place in names : alike.length === told.k;
    const isKnown = !this.isNames && alike.every((one) => this.given[one] === answer);
    const name = place in names ? h("span.enclair-lifted", names[place]) : this.bar(6);
    const spoken = { role: "img", "aria-label": this.t(answer) };
    const sign = h("span", spoken, SIGNS[this.answers.indexOf(answer)]);
    const cells = [name, this.left(birth, 10), this.left(home, 5), sign];
    const more = `${isKnown ? " enclair-known" : ""}${place === alike[0] ? " enclair-begins" : ""}`;
    this.write(place, `${isLit ? "enclair-lit" : ""}${more}`, alike.length, ...cells);
  }

  drawRows() {
    const { get, nodes } = this;
    const { alike, told } = (this.state = get("states")[`${get("birth")} ${get("home")}`]);
    const stand = () => nodes.map((node) => node.getBoundingClientRect());
    const was = stand();
    const { parentElement: body } = nodes[0];
    const count = told.groups > 60 ? 6 : Math.ceil(told.groups / MOST);
    body.style = `--count: ${count}; --lines: ${Math.ceil(told.groups / count)}`;
    for (const group of alike) for (const place of group[2]) this.writeRow(place, group);
    body.append(...alike.flatMap((group) => group[2].map((place) => nodes[place])));
    this.count(this.isNames ? { named: told.named } : told);
    const zoom = body.currentCSSZoom ?? 1;
    for (const [place, { x, y }] of isStill() ? [] : stand().entries()) {
      const translate = [`${(was[place].x - x) / zoom}px ${(was[place].y - y) / zoom}px`, "0 0"];
      nodes[place].animate({ translate }, { duration: MOVE, easing: "ease-in-out" });
    }
    const steps = (trait) => this.steps(trait, get("page_sentences")[`${trait}s`]);
    if (!this.isNames) this.redraw(this.view.controls, steps("birth"), steps("home"));
  }

  build() {
    const signs = this.answers.map((answer, at) => h("span", `${SIGNS[at]} ${this.t(answer)}`));
    const sizes = !this.isNames && h("span", `1, 2, 3… ${this.sentence("alike").toLowerCase()}`);
    const legend = h("p.enclair-legend", this.sentence("answer"), signs, sizes);
    this.fit(this.put(this.table("alike", "name", "birth", "home", "answer"), legend));
    this.drawRows();
  }
}

/** Each pupil throws a coin, and answers. */
class Coins extends Pupils {
  follows = { throwCoins: ["coins"], drawCoins: ["people", "lifted"], drawTally: ["yes", "no"] };
  rounds = [];

  leave() {
    cancelAnimationFrame(this.turn);
    super.leave();
  }

  means = (place) => this.given[place] === this.constants.asked;

  says = (place, coins) => (coins[place] === "h" ? this.means(place) : coins[place] === "y");

  /** What one knows when so many have thrown. */
  estimated(people = this.get("people"), coins = this.get("coins")) {
    const yes = this.places.slice(0, people).filter((place) => this.says(place, coins)).length;
    return estimate(yes, people - yes, this.constants);
  }

  writeRow(place, isThrown) {
    if (place >= this.get("people")) return this.write(place, "enclair-waiting", place + 1);
    const coins = this.get("coins");
    const isLifted = this.get("lifted") && isThrown;
    const isHeads = coins[place] === "h";
    const yes = this.says(place, coins);
    const word = (isYes) => (isYes ? this.t("yes") : this.t("no"));
    const seen = (words, letters) => (isLifted ? h("span.enclair-lifted", words) : this.bar(letters));
    const told = `${yes ? "enclair-yes" : ""} ${isLifted && !isHeads ? "enclair-by-coin" : ""}`;
    const coin = seen(this.sentence(isHeads ? "heads" : "tails"), 6);
    const cells = [this.bar(6), coin, seen(word(this.means(place)), 4), isThrown ? word(yes) : ""];
    this.write(place, isThrown ? told : "", place + 1, ...cells);
  }

  /** Each throws in turn, and the estimate grows out of what they say; at once for who wants nothing to move. */
  throwCoins() {
    const begun = performance.now();
    let last = 0;
    const go = (now) => {
      const people = this.get("people");
      const share = isStill() ? 1 : Math.min(1, Math.max(1, now - begun) / THROWS);
      const many = Math.ceil(people * share);
      if (many > last) this.drawCoins(many, last);
      last = many;
      if (many < people) this.turn = requestAnimationFrame(go);
    };
    go(begun);
  }

  /** So many have thrown; the rows of those who had thrown at the `last` step say it already. */
  drawCoins(many = this.get("people"), last = 0) {
    cancelAnimationFrame(this.turn);
    const people = this.get("people");
    const isLifted = this.get("lifted");
    const result = this.estimated(many);
    const truth = this.places.slice(0, people).filter(this.means).length / people;
    const changed = last ? this.places.slice(last, many) : this.places;
    for (const place of changed) this.writeRow(place, place < many);
    this.view.strip.style.setProperty("--each", many);
    fill(this.view.strip, this.strip(result, this.rounds, isLifted ? truth : undefined));
    const [share, low, high] = ["share", "low", "high"].map((name) => percent(result[name], this));
    const mean = isLifted ? percent(truth, this) : this.bar(3);
    this.count({ said: result.yes, chance: many / 4, share, low, high, mean });
    if (many === people) this.showAll();
  }

  /** They throw the first time when they are seen. */
  draw() {
    if (!this.isBegun) this.throwCoins();
    this.isBegun = true;
  }

  /** Throw for some polls of the same pupils: how far apart are the estimates? The last one is drawn. */
  throwAll(times) {
    const [coins, ...others] = Array.from({ length: times }, () => thrown(this.places.length));
    const shares = [undefined, ...others].map((each) => this.estimated(undefined, each).share);
    this.rounds = [...this.rounds, ...shares].slice(-ROUNDS);
    return { coins: coins.join("") };
  }

  build() {
    const { get, t, view } = this;
    const oninput = () => {
      this.rounds = [];
      this.choose({ people: people.valueAsNumber });
    };
    const people = h("input", { type: "range", min: 5, max: this.places.length, oninput });
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
    view.strip = h("div");
    const rows = this.table("pupil", "name", "coins", "truth", "says");
    const legend = h("p.enclair-legend", h("span", `□ ${this.sentence("waiting")}`));
    this.fit(this.put(view.strip, rows, legend, h("p.enclair-head", this.sentence("own")), this.tally()));
    fill(view.controls, field, once, often, lift);
    this.drawTally();
    this.drawCoins();
  }
}

/** Counts of the answers get noise. */
class Counts extends Pupils {
  follows = { drawCounts: ["scale", "draws"] };

  drawCounts() {
    const { get, view } = this;
    const [costs, draws] = [get("costs"), get("draws")];
    const again = () => ({ draws: draws.map((all) => all.map(laplace)) });
    const scales = Object.keys(costs).map(Number);
    const named = scales.map((one) => this.number(one));
    const steps = this.steps("scale", named, scales);
    this.redraw(view.controls, steps, this.button(this.sentence("again"), again, { "data-at": "again" }));
    fill(view.sizes, ...get("counts").map((counts, size) => this.counted(size, counts, draws[size])));
    const [error, right] = costs[get("scale")];
    this.count({ error, guess: percent(right, this) });
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

  build() {
    this.view.sizes = h("div.enclair-sizes");
    this.put(this.view.sizes);
    this.drawCounts();
  }
}

const STEPS = { names: Table, bars: Table, coin: Coins, noise: Counts };

export default { render: (given) => renders(STEPS[given.model.get("shows")])(given) };
