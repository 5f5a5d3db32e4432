// The two pictures of a drawn guess: a line over places, and a bar for each place. Both in pixels, for one width.

import { s } from "./elements.js";
import { distance, drawable, ticks } from "./sketching.js";
import { measure, measureIn, onSlides } from "./view.js";

const path = (points) => points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(" ");
const wideOf = (words) => measure(words) + 12;
const MOST = 12; // points that have their numbers beside them
/** Words whose middle is at `x`. */
const centred = (x, y, words, named = "text") => s(named, { x, y, "text-anchor": "middle" }, words);

class Shape {
  constructor(view) {
    this.view = view;
    measureIn(`600 ${onSlides() ? 16 : 14}px ${getComputedStyle(view.el).fontFamily || "sans-serif"}`);
  }

  /** As on a phone. */
  get isNarrow() {
    return this.view.width < 520;
  }

  /** The free place that is nearest to the pointer, by how far away each is. */
  nearest = (far) => this.view.free().reduce((a, b) => (far(b) < far(a) ? b : a));

  /** What stands where one draws; a class need not. */
  hint = (named) => (this.view.isLarge() ? "?" : this.view.t(named));

  /** What a stamp says: "you", or "result", and its number. */
  said = (named, value) => `${this.view.t(named)} ${this.view.number(value)}`;

  /** Words in a box, whose middle is at `y` and which begins at `left`, unless it would leave the picture. */
  stamp(named, left, y, words) {
    const x = Math.max(0, Math.min(this.view.width - wideOf(words), left));
    const box = s("rect", { x, y: y - 11, width: wideOf(words), height: 22 });
    return s(`g.enclair-stamp.enclair-${named}`, box, s("text", { x: x + 6, y: y + 5 }, words));
  }
}

export class Line extends Shape {
  height = !this.view.isLarge() ? 300 : this.view.isOpen() ? 260 : 196; // hands and a bar take room

  /** The rectangle in which lines are drawn. */
  get edges() {
    const stamp = wideOf(this.said("result", this.view.top)); // beside the last point
    const [left, right] = this.isNarrow ? [50, 24] : [56, stamp + 16];
    // In a narrow picture a stamp stands above the end of its line, and below the unit.
    return { left, right: this.view.width - right, top: this.isNarrow ? 62 : 38, bottom: this.height - 34 };
  }

  /** Where a place between the first and the last lies. */
  across(place) {
    const { places } = this.view;
    const { left, right } = this.edges;
    return left + ((place - places[0]) / (places.at(-1) - places[0])) * (right - left);
  }

  at(place, value) {
    const { top, bottom } = this.edges;
    return [this.across(this.view.places[place]), bottom - (value / this.view.top) * (bottom - top)];
  }

  points = (values) => values.map((value, place) => this.at(place, value));

  /** What happened at which place: words at the upper end of a line, each below those of the moment before. */
  moments() {
    const { top, bottom } = this.edges;
    return this.view.get("moments").map(([place, words], number) => {
      const [x, y] = [this.across(place), top - 8 + 16 * number];
      const line = s("line.enclair-mark", { x1: x, x2: x, y1: y - 11, y2: bottom });
      return [line, s("text", { x: Math.min(x + 4, this.view.width - measure(words)), y }, words)];
    });
  }

  /** The value at a height. */
  value(y) {
    const { top, bottom } = this.edges;
    return drawable((this.view.top * (bottom - y)) / (bottom - top), this.view.top);
  }

  /** A pointer takes each point that it has passed, and the nearest one. */
  point([x, y], [fromX, fromY]) {
    const { view } = this;
    const away = (place) => this.at(place, 0)[0] - x;
    for (const place of view.free()) {
      const passed = this.at(place, 0)[0] - fromX;
      if (passed * away(place) < 0)
        view.drawn[place] = this.value(fromY + (passed / (x - fromX)) * (y - fromY));
    }
    view.take(
      this.nearest((place) => Math.abs(away(place))),
      this.value(y),
    );
  }

  ground(open) {
    const { view } = this;
    const { left, right, top, bottom } = this.edges;
    const lines = ticks(view.top).map((value) => {
      const [x, y] = [left - (view.known ? 8 : 22), this.at(0, value)[1]]; // clear of the first handle
      const label = s("text", { x, y: y + 4, "text-anchor": "end" }, view.number(value));
      return [s("line", { x1: left, x2: right, y1: y, y2: y }), label];
    });
    // From the last one backwards, since the newest is asked about most.
    const many = Math.ceil((view.names.length * 62) / (right - left));
    const names = view.names.map((name, place) => {
      if ((view.names.length - 1 - place) % many) return [];
      return centred(
        Math.min(this.at(place, 0)[0], view.width - 4 - measure(name) / 2),
        this.height - 10,
        name,
      );
    });
    const x = this.at(Math.max(0, view.known - 1), 0)[0];
    const hint =
      !view.hasGuess() &&
      centred((x + right) / 2, (top + bottom) / 2, this.hint("draw here"), "text.enclair-hint");
    const zone = s("rect.enclair-zone", { x, y: top, width: right - x, height: bottom - top });
    const unit = s("text.enclair-unit", { x: 10, y: 18 }, view.get("unit"));
    return [!open && zone, open && this.voted(), lines, names, open && this.moments(), unit, !open && hint];
  }

  /** The range that most hands chose, beside the last point: its name stands clear of the result. */
  voted() {
    const { view } = this;
    const hands = view.choices().map((_, place) => view.raised(place));
    const last = view.names.length - 1;
    const result = this.at(last, view.numbers[last])[1];
    return hands.map((count, place) => {
      if (count < Math.max(1, ...hands) || this.isNarrow) return [];
      const [[x, low], [, high]] = [place, place + 1].map((mark) => this.at(last, view.marks()[mark]));
      const away = (low + high) / 2 - result;
      const y = result + Math.sign(away) * Math.max(24, Math.abs(away)) + 5;
      const band = s("line", { x1: x, x2: x, y1: low, y2: high, "stroke-width": 18 });
      return [band, s("text", { x: x + 14, y }, view.t("class"))];
    });
  }

  guess(guess, open) {
    const { view } = this;
    if (!view.hasGuess()) return [];
    const points = this.points(guess).slice(Math.max(0, view.known - 1));
    const dots = points.slice(view.known ? 1 : 0).map(([cx, cy]) => s("circle", { cx, cy, r: 5 }));
    const line = s("polyline", { points: path(points) });
    if (open) return [line, dots, this.end(guess, view.numbers, "you")];
    const [x, y] = this.at(view.last, guess[view.last]);
    const words = this.said("you", guess[view.last]);
    return [line, this.stamp("you", x - wideOf(words) / 2, y < 64 ? y + 30 : y - 30, words)]; // clear of the unit
  }

  /** The stamp at the end of a line; those of two lines that end close to each other stand apart. */
  end(own, other, named) {
    const last = own.length - 1;
    const [x, y] = this.at(last, own[last]);
    const gap = y - this.at(last, other[last])[1] || (named === "you" ? -0.1 : 0.1);
    const apart = own === other ? 0 : Math.max(0, 26 - Math.abs(gap)) / 2;
    const away = Math.sign(gap) * (apart + (this.isNarrow ? 20 : 0));
    const left = this.isNarrow ? this.view.width : x + 12;
    return this.stamp(named, left, Math.max(12, y + away), this.said(named, own[last]));
  }

  /** Where words of this size cover neither line, as left and top. */
  room(wide, high) {
    if (this.isNarrow) return;
    const { left, right, top, bottom } = this.edges;
    const along = (line) =>
      Array.from({ length: 101 }, (_, at) => line.getPointAtLength((line.getTotalLength() * at) / 100));
    const dots = [...this.view.svg.querySelectorAll("polyline")].flatMap(along);
    const near = 12;
    for (let x = left + near; x < right - wide - 8; x += near)
      for (let y = top; y < bottom - high - 8; y += near) {
        const isAway = (dot) =>
          dot.x < x - near || dot.x > x + wide + near || dot.y < y - near || dot.y > y + high + near;
        if (dots.every(isAway)) return [x, y];
      }
  }

  known(numbers) {
    const { known } = this.view;
    return known ? [this.series(numbers.slice(0, known)), this.number(numbers, known - 1)] : [];
  }

  /** The number of a place, above its point: clear of the axis, of the unit and of its line. */
  number(numbers, place) {
    const [x, top] = this.at(place, numbers[place]);
    const [before, own, after] = [place - 1, place, place + 1].map((each) => numbers[each]);
    const isSteep = after - own > this.view.top / 5;
    const isLevel = place && (before <= own || after > own);
    const anchor = place && isSteep ? "end" : isLevel ? "middle" : "start";
    const y = top < 50 ? top + 26 : top - 14;
    return s("text", { x: place ? x : x - 4, y, "text-anchor": anchor }, this.view.number(numbers[place]));
  }

  series(numbers) {
    const points = this.points(numbers);
    const dots = points.map(([cx, cy]) => s("circle", { cx, cy, r: 5 }));
    return [s("polyline", { points: path(points), pathLength: 1 }), dots];
  }

  result(numbers) {
    const { view } = this;
    const guess = view.hasGuess() ? view.guess() : numbers;
    const { farthest } = distance(guess, numbers, view.known);
    const [[x, y1], [, y2]] = [guess, numbers].map((each) => this.at(farthest, each[farthest]));
    const gap = s("line.enclair-gap", { x1: x, x2: x, y1, y2 });
    const isAlone = !view.hasGuess() && numbers.length <= MOST; // before a class, which drew nothing
    const each = isAlone ? numbers.slice(0, -1).map((_, place) => this.number(numbers, place)) : [];
    return [gap, this.series(numbers), each, this.end(numbers, guess, "result")];
  }
}

const EDGE = 20;

export class Bars extends Shape {
  get height() {
    return this.y(this.view.names.length - 1) + this.bar + 26;
  }

  /** How high a bar is: on the projector few of them fill the screen. */
  get bar() {
    const { view } = this;
    if (!view.isLarge()) return 28;
    const isFew = view.names.length < 3; // what explains them stands below, as hands and a bar do before
    const room = !view.isOpen() || isFew ? 150 : view.hasGuess() ? 250 : 310;
    return Math.max(28, Math.min(100, room / view.names.length - this.above));
  }

  /** Stamps stand above their bar, beside its name; in a narrow picture below the name. */
  get above() {
    return this.isNarrow ? 58 : onSlides() ? 30 : 34;
  }

  x = (value) => EDGE + (value / this.view.top) * (this.view.width - 2 * EDGE);

  y(place) {
    const head = this.view.get("mark").length ? 22 : 0;
    return head + place * (this.above + this.bar) + this.above;
  }

  at = (place, value) => [this.x(value), this.y(place) + this.bar / 2];

  point([x, y]) {
    const { view } = this;
    const place = view.held ?? this.nearest((one) => Math.abs(this.at(one, 0)[1] - y));
    view.take(place, ((x - EDGE) / (view.width - 2 * EDGE)) * view.top);
  }

  ground() {
    const { view } = this;
    const [marked, words] = view.get("mark");
    const at = this.x(marked);
    const [, sought] = view.isRanked() ? view.extreme() : [];
    const rows = view.numbers.map((value, place) => {
      const y = this.y(place);
      const right = view.isVoted() && value === sought ? ".enclair-right" : "";
      return [
        s("text.enclair-name", { x: EDGE, y: y - this.above + 24 }, view.called(place)),
        s(`rect.enclair-zone${right}`, { x: EDGE, y, width: view.width - 2 * EDGE, height: this.bar }),
        words && s("line.enclair-mark", { x1: at, x2: at, y1: y - 3, y2: y + this.bar + 3 }),
      ];
    });
    const axis = ticks(view.top).map((value) => centred(this.x(value), this.height - 6, view.number(value)));
    return [rows, axis, words && centred(at, 20, words)];
  }

  /** The stamps of a bar stand above it, each over its end where there is room, after its name; one alone at its end. */
  stamps(place) {
    const { view } = this;
    const isKnown = place < view.known;
    const values = { you: isKnown ? undefined : view.drawn[place] };
    if (isKnown || view.isOpen()) values.result = view.numbers[place];
    const given = Object.entries(values).filter(([, value]) => value !== undefined);
    let from = this.isNarrow ? EDGE : EDGE + 1.1 * measure(view.called(place)) + 12;
    const sorted = given.toSorted(([, one], [, other]) => one - other);
    const stamps = sorted.map(([named, value]) => {
      const words = isKnown ? view.number(value) : this.said(named, value);
      return { named, words, value, wide: wideOf(words) + 4 };
    });
    return stamps.map(({ named, words, value, wide }, at) => {
      const end = this.x(value) + 12;
      const left = end + wide < view.width ? end : end - wide - 20; // that of the longest lies in its bar
      if (view.isOpen() && !view.hasGuess()) return this.stamp(named, left, this.at(place, 0)[1], words);
      const rest = stamps.slice(at).reduce((sum, one) => sum + one.wide, 0);
      const over = Math.max(from, Math.min(this.x(value) - (wide - 4) / 2, view.width - rest));
      from = over + wide;
      return this.stamp(named, over, this.y(place) - 15, words);
    });
  }

  guess(guess, open) {
    return this.view.free().map((place) => {
      const value = guess[place];
      const [y, x] = [this.y(place), this.x(value ?? 0)];
      const hint = s("text.enclair-hint", { x: EDGE + 24, y: y + this.bar / 2 + 5 }, this.hint("drag"));
      if (value === undefined) return open ? [] : [hint];
      const bar = s("rect", { x: EDGE, y, width: x - EDGE, height: this.bar });
      return [bar, s("line", { x1: x, x2: x, y1: y - 4, y2: y + this.bar + 4 }), !open && this.stamps(place)];
    });
  }

  known = (numbers) => this.result(numbers.slice(0, this.view.known));

  result = (numbers) =>
    numbers.map((value, place) => {
      const size = { width: Math.max(value ? 6 : 1.5, this.x(value) - EDGE), height: this.bar - 12 };
      return [s("rect", { x: EDGE, y: this.y(place) + 6, ...size }), this.stamps(place)]; // your bar would lie over them
    });
}
