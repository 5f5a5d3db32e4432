// People whom one moves: whoever is pressed, or dragged out, leaves first, and others follow round by round. Where
// nobody leaves, steps from contact to contact are counted from whoever is pressed.

import { fill, group, h, row, s, steer, table } from "../../views/elements.js";
import { renders, View } from "../../views/view.js";

const PAUSE = 1200; // milliseconds from one round to the next
const APART = 6; // pixels: who is moved less was pressed

/** Who leaves in which round, once some are `gone`: as `leaving` of leaving.py (tests/cases/leaving.json). */
export function leaving(contacts, first, threshold, gone = []) {
  const now = [...new Set(first)].sort();
  const out = [...gone, ...now];
  const follows = (name) => {
    const lost = contacts[name].filter((one) => out.includes(one)).length;
    return lost && !out.includes(name) && 100 * lost >= threshold * contacts[name].length;
  };
  const next = Object.keys(contacts).filter(follows);
  return [now, ...(next.length ? leaving(contacts, next, threshold, out) : [])];
}

class Network extends View {
  follows = { draw: ["first", "threshold", "round"] };
  moves = this.get("moves");
  people = this.get("people");
  contacts = Object.fromEntries(this.people.map(({ name, contacts }) => [name, contacts]));
  /** @type {any} */
  playing = null;

  leave() {
    clearInterval(this.playing);
    super.leave();
  }

  move(name) {
    const first = this.get("first");
    const others = this.moves ? first.filter((one) => one !== name) : [];
    // From the start again: who followed would else come along by themselves.
    this.choose({ first: first.includes(name) ? others : [...others, name], round: 0 });
  }

  step() {
    this.choose({ round: Math.min(this.get("round") + 1, this.last) });
    if (this.get("round") === this.last) this.play(false);
  }

  play(on = !this.playing) {
    clearInterval(this.playing);
    this.playing = on ? setInterval(() => this.step(), PAUSE) : null;
    if (on) this.view.room.scrollIntoView({ block: "nearest" });
    if (on && this.get("round") >= this.last) this.choose({ round: 0 });
    this.drawControls();
  }

  /** How somebody looks, the number on them, and the name of the sentence about them. */
  mark({ far, all, lost, turn }, isNext) {
    if (this.moves) {
      if (turn !== undefined) return turn ? ["gone", turn, "followed"] : ["first", "", "began"];
      return [isNext ? "next" : "", lost ? `${lost}/${all}` : "", isNext ? "next" : "stays"];
    }
    if (this.get("first").length) return [turn ? "" : "first", turn ?? "–", "near"];
    const each = this.people.map((one) => one.far);
    return [far === Math.min(...each) ? "first" : far === Math.max(...each) ? "gone" : "", far ?? "–", "far"];
  }

  draw() {
    const { contacts, dots, moves, people, get, view } = this;
    const first = get("first");
    const all = leaving(contacts, first, moves ? get("threshold") : 1);
    this.last = all.length - 1;
    const rounds = moves ? all.slice(0, get("round") + 1) : all;
    const turns = new Map(rounds.flatMap((names, turn) => names.map((name) => [name, turn])));
    const seats = moves ? [...turns.keys()] : [];
    for (const { name, far, x, y } of people) {
      const lost = contacts[name].filter((one) => turns.has(one)).length;
      const values = { name, far, lost, all: contacts[name].length, turn: turns.get(name), first: first[0] };
      const [kind, number, said] = this.mark(values, all[rounds.length]?.includes(name));
      const dot = fill(dots.get(name), name, h("b", `${number}`));
      dot.style.cssText = `--x: ${x}; --y: ${y}; --seat: ${seats.indexOf(name)}`;
      dot.dataset.kind = kind;
      dot.toggleAttribute("data-out", seats.includes(name));
      Object.assign(dot, { ariaLabel: this.sentence(said, values), ariaPressed: first.includes(name) });
    }
    const isCut = (...ends) => ends.some((one) => seats.includes(one.name));
    const isWay = (one, two) => !first.length && one.way === two.name;
    const kind = (one, two) => (isWay(one, two) ? ".enclair-way" : isCut(one, two) ? ".enclair-cut" : "");
    const line = (one) => (two) => s(`line${kind(one, two)}`, { x1: one.x, y1: one.y, x2: two.x, y2: two.y });
    const others = (one) => people.filter((two) => contacts[one.name].includes(two.name));
    fill(view.net, ...people.map((one) => others(one).map(line(one))));
    const counted = { name: first[0], near: contacts[first[0]]?.length, far: rounds.length - 1 };
    const said = first.length ? this.sentence("from", counted) : get("shape")?.[this.lang()];
    view.status.textContent = moves ? this.told(rounds) : said;
    this.drawControls();
  }

  /** The last of these rounds in a sentence; all stand in a table. */
  told(rounds) {
    const { t } = this;
    const heads = [t("Round"), t("Who leaves"), t("How many"), t("Gone in all")];
    let gone = 0;
    const line = (names, turn) =>
      row(`${turn}`, names.join(", "), `${names.length}`, `${(gone += names.length)}`);
    fill(this.view.table, table(heads, rounds.map(line)));
    const round = rounds.length - 1;
    const values = { round, who: rounds[round].join(", "), gone, people: this.people.length };
    const said = this.sentence(!gone ? "nobody" : round ? "round" : "begins", values);
    return gone && round === this.last ? `${said} ${this.sentence("over")}` : said;
  }

  /** What lets people leave: the play, when others follow, and who starts. */
  drawControls() {
    if (!this.moves) return;
    const { get, t } = this;
    const many = get("first").length;
    const isOver = get("round") >= this.last;
    const set = (trait, options) => {
      const name = this.sentence(trait);
      const buttons = options.map(([words, value]) => {
        const props = { "data-at": words, "aria-pressed": `${get(trait)}` === `${value}` };
        return this.button(words, () => ({ [trait]: value, round: 0 }), props);
      });
      return group("span.enclair-set", name, h("span", name), buttons);
    };
    const thresholds = get("thresholds").map((one) => [`${one}`, one]);
    const start = ([way, names]) => [this.sentence(way), names.slice(0, many || 4)];
    const play = this.playing ? t("Pause") : t("Play");
    this.redraw(
      this.view.controls,
      this.button(play, () => this.play(), { disabled: !many, "data-at": "play" }),
      this.button(t("One round"), () => this.step(), { disabled: !many || isOver, "data-at": "step" }),
      set("threshold", thresholds),
      set("first", Object.entries(get("starts")).map(start)),
    );
  }

  /** Somebody: who can be pressed, and carried out and back by hand; on paper, too, where no button is. */
  person(name, place) {
    let from;
    const way = ({ clientX, clientY }) => [clientX - from?.clientX, clientY - from?.clientY];
    const isCarried = (event) => Math.hypot(...way(event)) > APART;
    const put = (x, y) => (dot.style.translate = `${x}px ${y}px`);
    const dot = h("div.enclair-person", {
      role: "button",
      "data-at": name,
      tabIndex: place ? -1 : 0,
      onclick: (event) => (event.detail && isCarried(event)) || this.move(name),
      onpointerdown: (event) => {
        from = event;
        if (this.moves) dot.setPointerCapture(event.pointerId);
      },
      onpointermove: (event) => dot.hasPointerCapture(event.pointerId) && put(...way(event)),
      onpointerup: (event) => {
        const isOut = event.clientY > this.view.gone?.getBoundingClientRect().top;
        const isBack = !isOut && this.get("first").includes(name); // who followed would leave again
        if (isCarried(event) && (isBack || (isOut && !dot.hasAttribute("data-out")))) this.move(name);
        put(0, 0);
      },
      onpointercancel: () => put(0, 0),
    });
    return dot;
  }

  /** Keys press who has the focus, and lead to the next, who then has it for all. */
  walk(event) {
    const dots = [...this.dots.values()];
    const go = (by) => () => {
      const next = dots.at((dots.indexOf(event.target) + by) % dots.length);
      for (const one of dots) one.tabIndex = one === next ? 0 : -1;
      next.focus();
    };
    const press = () => event.target.click();
    const arrows = { ArrowRight: go(1), ArrowDown: go(1), ArrowLeft: go(-1), ArrowUp: go(-1) };
    steer(event, { ...arrows, Enter: press, " ": press });
  }

  build() {
    const { moves, people, sentence, t } = this;
    const hint = sentence(moves ? "move" : "count");
    this.dots = new Map(people.map(({ name }, place) => [name, this.person(name, place)]));
    const net = s("svg", { viewBox: "0 0 1 1", preserveAspectRatio: "none", "aria-hidden": "true" });
    const gone = moves ? h("div.enclair-gone", h("span", t("Gone"))) : null;
    const room = group("div.enclair-room", hint, net, gone, [...this.dots.values()]);
    room.style.setProperty("--people", people.length);
    room.onkeydown = (event) => this.walk(event);
    const [controls, rounds] = [h("div.enclair-bar"), h("div")];
    const status = h("p.enclair-told", { role: "status" });
    this.view = { controls, gone, net, room, status, table: rounds };
    const bar = h("div.enclair-bar", moves ? controls : h("span", hint), this.enlarger());
    const how = [h("p.enclair-soft", hint), h("details", h("summary", t("The same as a table")), rounds)];
    this.place("network", sentence(moves ? "leave" : "steps"), bar, status, room, moves && how);
    this.draw();
  }
}

export default { render: renders(Network) };
