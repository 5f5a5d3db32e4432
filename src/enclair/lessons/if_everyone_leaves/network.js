// People whom one moves: whoever is pressed, or dragged out, leaves first, and others follow round by round. Where
// nobody leaves, steps from contact to contact are counted from whoever is pressed.

import { fill, group, h, row, s, steer, table } from "../../views/elements.js";
import { renders, View } from "../../views/view.js";

const PAUSE = 1200; // milliseconds from one round to the next
const APART = 6; // pixels: who is moved less was pressed

/** Who leaves in which round: as `leaving` of leaving.py (tests/cases/leaving.json). */
export function leaving(contacts, first, threshold) {
  const gone = new Set();
  const rounds = [];
  const follows = (name) => {
    const lost = contacts[name].filter((one) => gone.has(one)).length;
    return !gone.has(name) && lost > 0 && 100 * lost >= threshold * contacts[name].length;
  };
  for (let now = [...new Set(first)].sort(); now.length || !rounds.length; ) {
    for (const name of now) gone.add(name);
    rounds.push(now);
    now = Object.keys(contacts).filter(follows).sort();
  }
  return rounds;
}

class Network extends View {
  follows = { draw: ["first", "threshold", "round"] };
  /** @type {any} */
  playing = null;

  leave() {
    clearInterval(this.playing);
    super.leave();
  }

  rounds = () => leaving(this.contacts, this.get("first"), this.get("moves") ? this.get("threshold") : 1);

  isOver = () => this.get("round") >= this.rounds().length - 1;

  move(name) {
    const first = this.get("first");
    const others = this.get("moves") ? first.filter((one) => one !== name) : [];
    this.choose({ first: first.includes(name) ? others : [...others, name] });
  }

  step() {
    this.choose({ round: Math.min(this.get("round") + 1, this.rounds().length - 1) });
    if (this.isOver()) this.play(false);
  }

  play(on = !this.playing) {
    clearInterval(this.playing);
    if (on && this.isOver()) this.choose({ round: 0 });
    this.playing = on ? setInterval(() => this.step(), PAUSE) : null;
    this.view.play.textContent = on ? this.t("Pause") : this.t("Play");
  }

  /** Somebody: who can be pressed, and carried out and back by hand; on paper, too. */
  person(name, place, names) {
    let from = null;
    let carried = false;
    const put = (x, y) => (dot.style.translate = `${x}px ${y}px`);
    const drop = ({ type, clientY }) => {
      const isOut = carried && clientY > this.view.gone.getBoundingClientRect().top;
      if (carried && type === "pointerup" && isOut !== this.gone.has(name)) this.move(name);
      from = null;
      put(0, 0);
    };
    const go = (by) => () => this.dots.get(names.at((place + by) % names.length)).focus();
    const press = () => this.move(name);
    const arrows = { ArrowRight: go(1), ArrowDown: go(1), ArrowLeft: go(-1), ArrowUp: go(-1) };
    const keys = { ...arrows, Enter: press, " ": press };
    const dot = h("div.enclair-person", {
      role: "button",
      tabindex: place ? -1 : 0,
      onclick: ({ detail }) => (detail && carried) || press(),
      onfocus: () => {
        for (const one of this.dots.values()) one.tabIndex = one === dot ? 0 : -1;
      },
      onkeydown: (event) => steer(event, keys),
      onpointerdown: (event) => {
        carried = false;
        if (!this.get("moves")) return;
        from = event;
        dot.setPointerCapture(event.pointerId);
      },
      onpointermove: ({ clientX, clientY }) => {
        if (!from || (!carried && Math.hypot(clientX - from.clientX, clientY - from.clientY) < APART)) return;
        carried = true;
        put(clientX - from.clientX, clientY - from.clientY);
      },
      onpointerup: drop,
      onpointercancel: drop,
    });
    return dot;
  }

  /** How somebody looks, the number on them, and the name of the sentence about them. */
  mark({ far, all, lost, turn }, next) {
    if (this.get("moves")) {
      if (turn !== undefined) return turn ? ["gone", turn, "followed"] : ["first", "", "began"];
      return [next ? "next" : "", lost ? `${lost}/${all}` : "", next ? "next" : "stays"];
    }
    if (this.gone.size) return [turn ? "" : "first", turn ?? "–", "near"];
    const each = this.get("people").map((one) => one.far);
    return [far === Math.min(...each) ? "first" : far === Math.max(...each) ? "gone" : "", far ?? "–", "far"];
  }

  draw() {
    const { dots, view, get } = this;
    const [rounds, moves, first] = [this.rounds(), get("moves"), get("first")];
    const now = moves ? Math.min(get("round"), rounds.length - 1) : rounds.length - 1;
    this.gone = new Map(rounds.slice(0, now + 1).flatMap((names, turn) => names.map((name) => [name, turn])));
    const seats = moves ? [...this.gone.keys()] : [];
    const size = [...dots.values()][0]?.offsetWidth + 2;
    const wide = Math.max(1, Math.min(dots.size, Math.floor(this.width / size)));
    view.room.style.setProperty("--gone", `${moves ? size * Math.ceil(dots.size / wide) : 0}px`);
    for (const { name, contacts, far, x, y } of get("people")) {
      const lost = contacts.filter((one) => this.gone.has(one)).length;
      const values = { name, far, lost, all: contacts.length, turn: this.gone.get(name), first: first[0] };
      const [kind, number, said] = this.mark(values, moves && rounds[now + 1]?.includes(name));
      const dot = fill(dots.get(name), name, h("small", `${number}`));
      Object.assign(dot.dataset, { kind, at: name });
      Object.assign(dot, { ariaLabel: this.sentence(said, values), ariaPressed: `${first.includes(name)}` });
      const seat = seats.indexOf(name);
      dot.style.left = `${seat < 0 ? 4 + 92 * x : (((seat % wide) + 0.5) * 100) / wide}%`;
      const down = seat < 0 ? `* ${0.07 + 0.86 * y}` : `+ ${size * (Math.floor(seat / wide) + 0.5)}px`;
      dot.style.top = `calc(var(--here) ${down})`;
    }
    for (const [one, other, line] of this.lines)
      line.toggleAttribute("data-cut", seats.includes(one) || seats.includes(other));
    view.status.textContent = moves ? this.told(rounds, now) : this.counted(rounds);
    this.showAll();
  }

  counted(rounds) {
    const [name] = this.get("first");
    if (!name) return this.get("shape")[this.lang()];
    return this.sentence("from", { name, near: this.contacts[name].length, far: rounds.length - 1 });
  }

  /** The round in a sentence; all rounds so far stand in a table. */
  told(rounds, now) {
    const { t, view } = this;
    const nobody = !rounds[0].length;
    view.play.disabled = nobody;
    view.step.disabled = nobody || this.isOver();
    let gone = 0;
    const line = (names, at) =>
      row(`${at}`, names.join(", "), `${names.length}`, `${(gone += names.length)}`);
    const heads = [t("Round"), t("Who leaves"), t("How many"), t("Gone in all")];
    fill(view.table, table(heads, rounds.slice(0, now + 1).map(line)));
    const values = { round: now, who: rounds[now].join(", "), gone: this.gone.size, people: this.dots.size };
    const said = this.sentence(nobody ? "nobody" : now ? "round" : "begins", values);
    return this.isOver() && !nobody ? `${said} ${this.sentence("over")}` : said;
  }

  /** Buttons of one kind: each has words, and the traits that it sets. */
  set(key, options) {
    const buttons = options.map(([words, changes]) => {
      const one = this.button(words, () => ({ ...changes(), round: 0 }));
      const isSet = ([name, value]) => `${this.get(name)}` === `${value}`;
      this.shows.push(() => one.setAttribute("aria-pressed", Object.entries(changes()).every(isSet)));
      return one;
    });
    return group("span.enclair-set", this.sentence(key), h("span", this.sentence(key)), buttons);
  }

  /** What lets people leave: the play, who starts, and when others follow. */
  controls() {
    const { get, t, view, button } = this;
    view.play = button(t("Play"), () => this.play());
    view.step = button(t("One round"), () => this.step());
    const begin = (names) => () => ({ first: names.slice(0, get("first").length || 4) });
    const starts = Object.entries(get("starts")).map(([way, names]) => [this.sentence(way), begin(names)]);
    const thresholds = get("thresholds").map((threshold) => [`${threshold}`, () => ({ threshold })]);
    return [
      h("div.enclair-bar", view.play, view.step, this.enlarger()),
      h("div.enclair-bar", this.set("threshold", thresholds), this.set("start", starts)),
    ];
  }

  build() {
    const { get, t, sentence } = this;
    const [people, moves] = [get("people"), get("moves")];
    this.contacts = Object.fromEntries(people.map(({ name, contacts }) => [name, contacts]));
    const names = Object.keys(this.contacts);
    this.dots = new Map(names.map((name, place) => [name, this.person(name, place, names)]));
    const at = new Map(people.map((one) => [one.name, one]));
    const line = (one, two) => s("line", { x1: one.x, y1: one.y, x2: two.x, y2: two.y });
    const ties = people.flatMap((one) => one.contacts.map((name) => [one, at.get(name)]));
    this.lines = ties.map(([one, two]) => [one.name, two.name, line(one, two)]);
    const view = (this.view = { status: h("p.enclair-told", { role: "status" }), table: h("div") });
    const drawn = { viewBox: "0 0 1 1", preserveAspectRatio: "none", "aria-hidden": "true" };
    const net = s("svg", drawn, ...this.lines.map((one) => one[2]));
    const hint = sentence(moves ? "move" : "count");
    view.gone = moves && h("div.enclair-gone", h("span", t("Gone")));
    view.room = group("div.enclair-room", hint, net, view.gone, [...this.dots.values()]);
    const more = moves && h("details", h("summary", t("The same as a table")), view.table);
    const above = moves ? this.controls() : h("div.enclair-bar", h("span", hint), this.enlarger());
    const below = moves && h("p.enclair-soft", hint);
    this.place("network", sentence(moves ? "leave" : "steps"), above, view.status, view.room, below, more);
    this.draw();
    this.fit(view.room);
  }
}

export default { render: renders(Network) };
