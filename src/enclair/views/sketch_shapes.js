// The two pictures of a drawn guess: a line over places, and a bar for each place. Both in pixels, for one width.

import { s } from "./elements.js";
import { distance, drawable, ticks } from "./sketching.js";
import { measure, measureIn } from "./view.js";

const wideOf = (words) => measure(words) + 12;
const path = (points) => points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");

/** Narrower than this a picture is that of a phone. */
const NARROW = 520;

class Shape {
  constructor(view) {
    this.view = view;
    measureIn(`600 13px ${getComputedStyle(view.el).fontFamily || "sans-serif"}`);
  }

  get isNarrow() {
    return this.view.width < NARROW;
  }

  /** What a stamp says: "you", or "result", and its number. */
  said = (named, value) => `${this.view.t(named)} ${this.view.number(value)}`;

  /** Where a box of this size covers nothing that is drawn, if there is such a place: its left and upper edge.
   * @returns {number[] | undefined} */
  free(_wide, _high) {
    return undefined;
  }

  /** Words in a box: its middle is at `y`; it begins, ends or is centred at `x`, and stays in the picture. */
  stamp(named, x, y, words, anchor = "start") {
    const wide = wideOf(words);
    const start = x - { start: 0, middle: wide / 2, end: wide }[anchor];
    const left = Math.max(0, Math.min(this.view.width - wide, start));
    const box = s("rect", { x: left, y: y - 11, width: wide, height: 22 });
    return s(`g.enclair-stamp.enclair-${named}`, box, s("text", { x: left + 6, y: y + 5 }, words));
  }
}

export class Line extends Shape {
  height = 300;

  get edges() {
    const [left, right] = this.isNarrow ? [50, 24] : [56, 104];
    return { left, right, top: 38, bottom: 34 };
  }

  /** Where a place between the first and the last lies. */
  across(place) {
    const { places, width } = this.view;
    const { left, right } = this.edges;
    return left + ((place - places[0]) / (places.at(-1) - places[0])) * (width - left - right);
  }

  at(place, value) {
    const { top: above, bottom } = this.edges;
    const y = this.height - bottom - (value / this.view.top) * (this.height - above - bottom);
    return [this.across(this.view.places[place]), y];
  }

  /** What happened at which place, each with its words on its own side of the line; in a narrow picture below each other. */
  moments() {
    const { view, edges, isNarrow } = this;
    return view.get("moments").map(([place, words], number) => {
      const [x, wide] = [this.across(place), measure(words)];
      const start = isNarrow || number ? Math.min(x + 4, view.width - wide) : Math.max(0, x - 4 - wide);
      const [y1, y2] = [edges.top - 14, this.height - edges.bottom];
      const line = s("line.enclair-mark", { x1: x, x2: x, y1, y2 });
      return [line, s("text", { x: start, y: edges.top + (isNarrow ? 12 + 16 * number : -6) }, words)];
    });
  }

  /** The value at a height. */
  value(y) {
    const [low, high] = [this.at(0, 0)[1], this.at(0, this.view.top)[1]];
    return drawable((this.view.top * (low - y)) / (low - high), this.view.top);
  }

  /** A pointer takes each point that it has passed, and the nearest one. */
  point([x, y], [fromX, fromY]) {
    const { view } = this;
    const away = (place) => this.at(place, 0)[0] - x;
    for (const place of view.free()) {
      const passed = this.at(place, 0)[0] - fromX;
      if (passed * away(place) >= 0) continue;
      view.drawn[place] = this.value(fromY + (passed / (x - fromX)) * (y - fromY));
    }
    const near = view.free().reduce((a, b) => (Math.abs(away(b)) < Math.abs(away(a)) ? b : a));
    view.take(near, this.value(y));
  }

  ground(open) {
    const { view } = this;
    const { width, top, names, known, t } = view;
    const { left, right } = this.edges;
    const lines = ticks(top).map((value) => {
      const y = this.at(0, value)[1];
      const label = s("text", { x: left - 8, y: y + 4, "text-anchor": "end" }, view.number(value));
      return [s("line", { x1: left, x2: width - right, y1: y, y2: y }), label];
    });
    const many = Math.ceil((names.length * 62) / (width - left - right));
    const shown = names.flatMap((name, place) => {
      const [x] = this.at(place, 0);
      // From the last one backwards, since the newest is asked about most.
      if ((names.length - 1 - place) % many) return [];
      const [at, anchor] = x + 32 > width ? [width - 4, "end"] : [x, "middle"];
      return [s("text", { x: at, y: this.height - 10, "text-anchor": anchor }, name)];
    });
    const from = this.at(Math.max(0, known - 1), 0)[0];
    const [, high] = this.at(0, top);
    const zone = { x: from, y: high, width: width - right - from, height: this.at(0, 0)[1] - high };
    const hint = { x: from + zone.width / 2, y: high + zone.height / 2, "text-anchor": "middle" };
    return [
      !open && s("rect.enclair-zone", zone),
      lines,
      shown,
      open && this.moments(),
      s("text.enclair-unit", { x: 10, y: 18 }, view.get("unit")),
      !open && !view.hasGuess() && s("text.enclair-hint", hint, t("draw here")),
    ];
  }

  guess(guess, open) {
    const { view } = this;
    const { known } = view;
    if (!view.hasGuess()) return [];
    const points = guess.map((value, place) => this.at(place, value)).slice(Math.max(0, known - 1));
    const dots = points.slice(known ? 1 : 0).map(([cx, cy]) => s("circle", { cx, cy, r: 5 }));
    const place = open ? guess.length - 1 : view.last;
    const [x, y] = this.at(place, guess[place]);
    const words = this.said("you", guess[place]);
    const above = () => this.stamp("you", x, Math.max(12, y - 30), words, "middle");
    const label = open ? this.end(guess, view.numbers, "you") : above();
    return [s("polyline", { points: path(points) }), open && dots, label];
  }

  /** The stamp at the end of a line; those of two lines that end close to each other stand apart. */
  end(own, other, named) {
    const last = own.length - 1;
    const [x, y] = this.at(last, own[last]);
    const gap = y - this.at(last, other[last])[1] || (named === "you" ? -0.1 : 0.1);
    const apart = own === other ? 0 : Math.sign(gap) * (Math.max(0, 26 - Math.abs(gap)) / 2);
    const words = this.said(named, own[last]);
    if (!this.isNarrow) return this.stamp(named, x + 12, Math.max(12, y + apart), words);
    return this.stamp(named, this.view.width, Math.max(12, y + apart + 20 * Math.sign(gap)), words, "end");
  }

  free(wide, high) {
    const { view, edges } = this;
    if (this.isNarrow) return undefined; // each line fills a narrow picture
    const [right, low] = [view.width - edges.right - wide - 8, this.height - edges.bottom - high - 8];
    const points = [view.numbers, view.guess()].flatMap((each) =>
      each.map((value, place) => this.at(place, value)),
    );
    const meets = (from, size, at) => at > from - 16 && at < from + size + 16;
    const isFree = ([left, top]) => !points.some(([x, y]) => meets(left, wide, x) && meets(top, high, y));
    const corners = [edges.left + 12, right].flatMap((left) => [edges.top, low].map((top) => [left, top]));
    return corners.find(isFree);
  }

  known(numbers) {
    const { known, number } = this.view;
    if (!known) return [];
    const last = numbers[known - 1];
    const [x, y] = this.at(known - 1, last);
    const label = s("text", { x, y: y - 14, "text-anchor": "middle" }, number(last));
    return [this.series(numbers.slice(0, known)), label];
  }

  series(numbers) {
    const points = numbers.map((value, place) => this.at(place, value));
    const dots = points.map(([cx, cy]) => s("circle", { cx, cy, r: 5 }));
    return [s("polyline", { points: path(points), pathLength: 1 }), dots];
  }

  result(numbers) {
    const { view } = this;
    const guess = view.hasGuess() ? view.guess() : numbers;
    const { farthest } = distance(guess, numbers, view.known);
    const [[x, y1], [, y2]] = [guess, numbers].map((each) => this.at(farthest, each[farthest]));
    const gap = s("line.enclair-gap", { x1: x, x2: x, y1, y2 });
    return [gap, this.series(numbers), this.end(numbers, guess, "result")];
  }
}

const BAR = 28;
const EDGE = 20;

export class Bars extends Shape {
  get height() {
    return this.y(this.view.names.length - 1) + BAR + 26;
  }

  /** Stamps stand above their bar, beside its name; in a narrow picture below the name. */
  get above() {
    return this.isNarrow ? 58 : 34;
  }

  x = (value) => EDGE + (value / this.view.top) * (this.view.width - 2 * EDGE);

  y = (place) => place * (this.above + BAR) + (this.view.get("mark").length ? 22 : 0) + this.above;

  at = (place, value) => [this.x(value), this.y(place) + BAR / 2];

  point([x, y]) {
    const { view } = this;
    const far = (place) => Math.abs(this.y(place) + BAR / 2 - y);
    const place = view.held ?? view.free().reduce((a, b) => (far(b) < far(a) ? b : a));
    view.take(place, ((x - EDGE) / (view.width - 2 * EDGE)) * view.top);
  }

  ground() {
    const { view } = this;
    const [at, words] = view.get("mark");
    const isMarked = at !== undefined;
    const across = { x1: this.x(at), x2: this.x(at) };
    const rows = view.names.map((name, place) => {
      const y = this.y(place);
      return [
        s("text.enclair-name", { x: EDGE, y: y - this.above + 24 }, name),
        s("rect.enclair-zone", { x: EDGE, y, width: view.width - 2 * EDGE, height: BAR }),
        isMarked && s("line.enclair-mark", { ...across, y1: y - 3, y2: y + BAR + 3 }),
      ];
    });
    const axis = ticks(view.top).map((value) =>
      s("text", { x: this.x(value), y: this.height - 6, "text-anchor": "middle" }, view.number(value)),
    );
    return [rows, axis, isMarked && s("text", { x: this.x(at), y: 20, "text-anchor": "middle" }, words)];
  }

  /** The stamp above the end of a bar; it makes room for its row's name, and for the other stamp. */
  label(named, place) {
    const { view } = this;
    const isKnown = place < view.known;
    const values = { you: isKnown ? undefined : view.drawn[place] };
    if (isKnown || view.isOpen()) values.result = view.numbers[place];
    const words = (name) => (isKnown ? view.number(values[name]) : this.said(name, values[name]));
    const names = Object.keys(values).filter((name) => values[name] !== undefined);
    let from = this.isNarrow ? EDGE : EDGE + 1.1 * measure(view.names[place]) + 12;
    let rest = names.reduce((all, name) => all + wideOf(words(name)) + 4, 0);
    for (const name of names.sort((one, other) => values[one] - values[other])) {
      const wide = wideOf(words(name));
      const left = Math.max(from, Math.min(this.x(values[name]) - wide / 2, view.width - rest));
      if (name === named) return this.stamp(named, left, this.y(place) - 15, words(name));
      [from, rest] = [left + wide + 4, rest - wide - 4];
    }
    return null;
  }

  guess(guess, open) {
    const { view } = this;
    return view.free().map((place) => {
      const value = guess[place];
      const [y, x] = [this.y(place), this.x(value ?? 0)];
      if (value === undefined)
        return open ? [] : [s("text.enclair-hint", { x: EDGE + 24, y: y + 19 }, view.t("drag"))];
      return [
        s("rect", { x: EDGE, y, width: x - EDGE, height: BAR }),
        s("line", { x1: x, x2: x, y1: y - 4, y2: y + BAR + 4 }),
        this.label("you", place),
      ];
    });
  }

  known = (numbers) => this.result(numbers.slice(0, this.view.known));

  result = (numbers) =>
    numbers.map((value, place) => {
      const size = { width: Math.max(1.5, this.x(value) - EDGE), height: 16 };
      return [s("rect", { x: EDGE, y: this.y(place) + 6, ...size }), this.label("result", place)];
    });
}
