// A guess that is drawn: bars to drag, or a line to sketch. Then the numbers are drawn over it. The guess is in no trait:
// it leaves with the view.

import { Asked } from "./asked.js";
import { fill, form, h, row, s, table } from "./elements.js";
import { Bars, Line } from "./sketch_shapes.js";
import { completed, distance, drawable, ticks } from "./sketching.js";
import { onSlides, renders } from "./view.js";

class Draw extends Asked {
  names = this.get("names");
  numbers = this.get("numbers");
  places = this.get("places");
  known = this.get("known");
  top = this.get("top");
  line = this.get("line");
  drawn = this.numbers.map((value, place) => (place < this.known ? value : undefined));
  width = 640;

  /** Whether the guess is a whole one: a line is with a point of it, bars are once each is drawn. */
  hasGuess = () => this.free()[this.line ? "some" : "every"]((place) => this.drawn[place] !== undefined);

  /** What is drawn so far: a line goes on from where one has touched it, a bar is what it is. */
  guess = () => (this.line && this.hasGuess() ? completed(this.drawn) : this.drawn);

  free = () => this.names.map((_, place) => place).filter((place) => place >= this.known);

  put(place, value) {
    this.drawn[place] = value;
    this.last = place;
    this.draw();
  }

  take(place, value) {
    if (place >= this.known) this.put(place, drawable(value, this.top));
  }

  /** Let a pointer draw: the shape is told where it is, and where it was. */
  listen() {
    const { svg } = this;
    let before;
    let kept = [];
    const here = ({ clientX, clientY }) => {
      const box = svg.getBoundingClientRect();
      const scale = this.width / box.width;
      const now = [(clientX - box.left) * scale, (clientY - box.top) * scale];
      this.shape.point(/** @type {any} */ (now), before ?? now);
      before = now;
    };
    svg.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      svg.setPointerCapture(event.pointerId);
      kept = [...this.drawn];
      before = this.held = undefined;
      here(event);
      this.held = this.last; // a bar that is dragged stays in the hand
      event.preventDefault();
    });
    svg.addEventListener("pointermove", (event) => svg.hasPointerCapture(event.pointerId) && here(event));
    // The finger scrolls: what its touch drew was not meant.
    svg.addEventListener("pointercancel", () => {
      this.drawn = kept;
      this.draw();
    });
  }

  /** The handle of a place, for a pointer; keys write numbers (`written`). */
  handle(place, value) {
    const ontouchstart = (event) => event.preventDefault(); // parts of SVG have no touch-action
    const transform = `translate(${this.shape.at(place, value ?? 0)})`;
    return s(
      `g.enclair-handle${value === undefined ? ".enclair-untouched" : ""}`,
      { ontouchstart, transform },
      s("circle.enclair-hit", { r: 16 }),
      s("circle.enclair-knob", { r: this.line ? 8 : 11 }),
      !this.line && s("path", { d: "M-2-4-6 0-2 4M2-4 6 0 2 4" }),
    );
  }

  /** The picture: what stands still, what was drawn, what is true, and the handles. */
  picture(open) {
    this.shape = new (this.line ? Line : Bars)(this);
    this.parts = ["ground", "guess", "result", "handles"].map((name) => s(`g.enclair-${name}`));
    const result = this.t("Your guess and the result; the same as a table stands below.");
    const named = open ? { role: "img", "aria-label": result } : { "aria-hidden": "true" };
    this.svg = s("svg", named, this.parts);
    const plot = h(`div.enclair-plot.enclair-${this.line ? "sketch" : "bars"}`, this.svg);
    this.fit(plot);
    if (!open) this.listen();
    return plot;
  }

  draw() {
    const { shape, width } = this;
    const guess = this.guess();
    const open = this.isOpen();
    this.svg.setAttribute("viewBox", `0 0 ${width} ${shape.height}`);
    const seen = open ? shape.result(this.numbers) : shape.known(this.numbers);
    const handles = open ? [] : this.free().map((place) => this.handle(place, guess[place]));
    const drawn = [shape.ground(open), shape.guess(guess, open), seen, handles];
    for (const [place, part] of this.parts.entries()) fill(part, drawn[place].flat(Infinity));
    if (open) return this.land();
    this.showAll();
    if (!this.isLarge()) this.opens.disabled = !this.hasGuess();
  }

  /** The sentence lands in the picture, where both lines leave room; else, and of bars, it stands below the picture. */
  land() {
    const told = this.svg.nextElementSibling;
    if (!told?.isConnected || !(this.shape instanceof Line)) return;
    const wide = Math.min(360, this.width - 40);
    const box = `position: absolute; width: ${wide}px;`;
    told.style.cssText = box;
    const room = this.shape.room(wide, told.offsetHeight);
    told.style.cssText = room ? `${box} left: ${room[0]}px; top: ${room[1]}px` : "";
  }

  /** The same in numbers, for who does not draw. */
  written() {
    const status = h("p", { role: "status" });
    const fields = this.free().map((place) => {
      const take = (value) => this.put(place, value);
      const range = () => [0, this.top];
      const value = () => this.guess()[place] ?? "";
      return this.wholeNumber(this.names[place], { value, range, status, take });
    });
    const summary = h("summary", this.t("Write numbers instead"));
    return h("details", summary, h("div.enclair-fields", fields), status);
  }

  ask() {
    const go = this.go();
    const written = this.written();
    const plot = this.picture(false);
    this.draw();
    const how = h("p.enclair-soft", this.sentence(this.line ? "line" : "bars"));
    const submit = () => this.opens.disabled || this.open();
    return form("form.enclair-ask", submit, this.question(), how, plot, written, go);
  }

  /** Whether a class says which of several bars is the longest; else between which marks of the axis the last number lies. */
  isRanked = () => !this.line && this.free().length > 1;

  marks = () => ticks(this.top, 5);

  choices = () => {
    const marks = this.marks();
    const from = (at) => this.number(marks[at] + Math.min(at, 1)); // no number is in two ranges
    return this.isRanked() ? this.names : marks.slice(1).map((end, at) => `${from(at)}–${this.number(end)}`);
  };

  /** Which of several numbers a class looks for, and how much it is: the largest, or where there are several, the smallest. */
  extreme = () => {
    const ordered = this.numbers.toSorted((one, other) => one - other);
    return ordered.at(-1) > ordered.at(-2) ? ["largest", ordered.at(-1)] : ["smallest", ordered[0]];
  };

  /** What a bar is called, once a class sees how long it is with the hands that were raised for it. */
  called = (place) => {
    const hands = this.isVoted() && this.t("hands: {hands}", { hands: this.raised(place) });
    return [this.names[place], hands].filter(Boolean).join(" · ");
  };

  isVoted = () => this.isOpen() && this.isRanked() && this.raisedInAll() > 0;

  /** The range in which the last number lies. */
  right() {
    const ends = this.marks().slice(1);
    return this.choices().at(ends.findIndex((end) => this.numbers.at(-1) <= end));
  }

  /** A class need not draw: it raises hands, and one bar hides the result. */
  raise() {
    const asked = (named) => h("p.enclair-hands-up", this.sentence(named, { name: this.names.at(-1) }));
    if (this.isRanked()) return [this.question(), asked(this.extreme()[0]), this.hands()];
    const plot = this.picture(false);
    this.draw();
    return [this.question(), plot, asked("ends"), this.hands()];
  }

  /** How far the guess is from the numbers, in a sentence. */
  said() {
    const guess = this.guess();
    const { mean, farthest } = distance(guess, this.numbers, this.known);
    const [mine, result] = [guess[farthest], this.numbers[farthest]];
    const values = { guess: this.number(mine), result: this.number(result), name: this.names[farthest] };
    if (this.free().length > 1) {
      const away = this.number(mean, mean < 10 && mean % 1 ? 1 : 0);
      return mean ? this.sentence("away", { ...values, mean: away }) : this.sentence("exactly", values);
    }
    const off = this.number(Math.abs(mine - result));
    return this.sentence(mine > result ? "above" : mine < result ? "below" : "exactly", { ...values, off });
  }

  /** Below one bar or two there is room for what explains them. */
  explained(details, isAsked) {
    if (isAsked && onSlides() && this.names.length < 3)
      this.why.replaceWith((this.why = h("p.enclair-why", details.querySelector("p").textContent)));
  }

  answer() {
    const { get, t, names, numbers } = this;
    const guess = this.guess();
    const plot = this.picture(true);
    if (this.hasGuess()) plot.append(h("p.enclair-told", this.said()));
    plot.classList.toggle("enclair-arrives", this.asks); // the result is drawn over the guess, then its sentence lands
    this.draw();
    const mine = (place) =>
      place < this.known || guess[place] === undefined ? "–" : this.number(guess[place]);
    const rows = names.map((_, place) => row(this.called(place), mine(place), this.number(numbers[place])));
    const same = table([get("unit"), t("you"), t("result")], rows);
    const said = this.isLarge() && !this.isRanked() && this.classSaid(this.right()); // there the bars say it
    this.why = h("p", { hidden: true });
    const folded = h("details", h("summary", t("The same as a table")), same);
    return [this.question(), plot, said, this.why, folded];
  }
}

export default { render: renders(Draw) };
