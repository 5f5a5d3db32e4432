// The timer: it counts by the clock, not by its own ticks, so that a page in the background is not late.

import { fill, h, steer } from "../../views/elements.js";
import { onSlides, renders, View } from "../../views/view.js";

/** Seconds as minutes and seconds: 65 is 1:05. Time over is counted on, with a plus. */
function clock(seconds) {
  const size = Math.abs(seconds);
  return `${seconds < 0 ? "+" : ""}${Math.floor(size / 60)}:${String(size % 60).padStart(2, "0")}`;
}

class Timer extends View {
  follows = { turn: ["step"] };
  started = 0; // when the time went on, in milliseconds; 0 in a pause
  left = 0; // milliseconds that were left then
  before = 0; // seconds that were left when it was shown last

  start() {
    this.begin();
    super.start();
    this.ticking = setInterval(() => this.show(), 250);
  }

  leave() {
    clearInterval(this.ticking);
    super.leave();
  }

  step = () => this.get("steps")[this.get("step")];

  rest = () => this.left - (this.started && Date.now() - this.started);

  say = (words) => (this.view.status.textContent = words);

  begin() {
    this.left = this.step().minutes * 60000;
    this.before = this.step().minutes * 60;
    this.started &&= Date.now();
  }

  pause() {
    this.left = this.rest();
    this.started = this.started ? 0 : Date.now();
    this.show();
    this.say(this.started ? this.t("Running.") : this.t("Paused."));
  }

  show() {
    const { t, view } = this;
    const now = Math.ceil(this.rest() / 1000);
    view.left.textContent = clock(now);
    view.face.classList.toggle("enclair-over", now <= 0);
    view.end.textContent = now <= 0 ? t("Time is up") : "";
    view.pause.textContent = this.started ? t("Pause") : t("Start");
    if (this.before > 60 && now <= 60 && now > 0) this.say(t("One minute left."));
    if (this.before > 0 && now <= 0) this.say(this.sentence("over"));
    this.before = now;
  }

  showStep() {
    const { get, t, view } = this;
    const [at, steps] = [get("step"), get("steps")];
    view.name.textContent = t(steps[at].name);
    view.says.textContent = t(steps[at].says);
    view.back.disabled = at === 0;
    view.next.disabled = at === steps.length - 1;
    const current = (place) => ({ "aria-current": place === at ? "step" : null });
    const line = ({ name, minutes }, place) =>
      h("li", current(place), `${t(name)} `, h("span", clock(60 * minutes)));
    fill(view.list, steps.map(line));
    this.show();
  }

  turn() {
    this.begin();
    this.showStep();
    const { name, minutes } = this.step();
    this.say(this.t("{step}, {minutes} minutes.", { step: this.t(name), minutes }));
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // On slides an arrow to the side turns them, one up or down the step; a button in focus keeps its space bar.
    const { back, next } = this.view;
    const [on, before] = onSlides() ? ["ArrowDown", "ArrowUp"] : ["ArrowRight", "ArrowLeft"];
    steer(event, {
      ...(!next.disabled && { [on]: () => next.click() }),
      ...(!back.disabled && { [before]: () => back.click() }),
      ...(!event.target.matches("button") && { " ": () => this.pause() }),
    });
  }

  build() {
    const { get, t, button } = this;
    const view = (this.view = {
      name: h("p.enclair-step"),
      left: h("p.enclair-left", { role: "timer", "aria-live": "off", "aria-label": t("Time left") }),
      says: h("p.enclair-do"),
      status: h("p.enclair-soft", { role: "status" }),
      pause: button("", () => this.pause()),
      back: button(t("Back"), () => ({ step: get("step") - 1 })),
      next: button(t("Next"), () => ({ step: get("step") + 1 })),
      end: h("p.enclair-end-of-time"),
      list: h("ol"),
    });
    const label = t("Timer: space pauses, arrows change the step");
    const face = { tabIndex: 0, role: "group", "aria-label": label };
    view.face = h("div.enclair-face", face, view.name, view.left, view.end, view.says);
    const root = this.place(
      "timer",
      t("Timer"),
      h("div.enclair-bar", view.pause, view.back, view.next, this.enlarger()),
      view.face,
      view.status,
      view.list,
      h("p.enclair-soft", this.sentence("keys")),
    );
    root.addEventListener("keydown", (event) => this.key(event));
    this.showStep();
  }
}

export default { render: renders(Timer), clock };
