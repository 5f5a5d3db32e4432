// The timer: it counts by the clock, not by its own ticks, so that a page in the background is not late.

import { Controls } from "../../views/controls.js";
import { h, KEYS, View } from "../../views/view.js";

/** Seconds as minutes and seconds: 65 is 1:05. Time over is counted on, with a plus. */
function clock(seconds) {
  const size = Math.abs(seconds);
  return `${seconds < 0 ? "+" : ""}${Math.floor(size / 60)}:${String(size % 60).padStart(2, "0")}`;
}

class Timer extends View {
  constructor({ model, el }) {
    super({ model, el });
    this.bar = new Controls({ model, el }, { projector: false });
    this.view = {};
    this.until = null; // when the step ends, in milliseconds; null in a pause
    this.left = 0; // what is left in a pause
    this.before = 0;
    this.begin();
    model.on("change:lang", () => this.build());
    model.on("change:step", () => this.turn());
    model.on("change:large", () => this.showLarge());
    this.build();
  }

  steps() {
    return this.model.get("steps");
  }

  step() {
    return this.steps()[this.model.get("step")];
  }

  seconds() {
    return Math.ceil((this.until === null ? this.left : this.until - Date.now()) / 1000);
  }

  say(words) {
    return (this.view.status.textContent = words);
  }

  begin() {
    this.left = this.step().minutes * 60000;
    this.before = this.step().minutes * 60;
    if (this.until !== null) this.until = Date.now() + this.left;
  }

  pause() {
    const { t } = this;
    if (this.until === null) this.until = Date.now() + this.left;
    else [this.left, this.until] = [this.until - Date.now(), null];
    this.show();
    this.say(this.until === null ? t("Paused.") : t("Running."));
  }

  go(by) {
    return this.bar.choose({
      step: Math.min(this.steps().length - 1, Math.max(0, this.model.get("step") + by)),
    });
  }

  show() {
    const { t, view } = this;
    const now = this.seconds();
    view.left.textContent = clock(now);
    view.face.classList.toggle("enclair-over", now <= 0);
    view.end.textContent = now <= 0 ? t("Time is up") : "";
    view.pause.textContent = this.until === null ? t("Start") : t("Pause");
    if (this.before > 60 && now <= 60 && now > 0) this.say(t("One minute left."));
    if (this.before > 0 && now <= 0) this.say(t("Time is up: go on when you are ready."));
    this.before = now;
  }

  showStep() {
    const { model, t, view } = this;
    const { name, says } = this.step();
    const at = model.get("step");
    view.name.textContent = t(name);
    view.says.textContent = t(says);
    view.back.disabled = at === 0;
    view.next.disabled = at === this.steps().length - 1;
    [...view.list.children].forEach((one, place) => {
      if (place === at) one.setAttribute("aria-current", "step");
      else one.removeAttribute("aria-current");
    });
  }

  turn() {
    const { t } = this;
    this.begin();
    this.showStep();
    this.show();
    const values = { step: t(this.step().name), minutes: this.step().minutes };
    this.say(t("{step}, {minutes} minutes.", values));
  }

  /** The projector fills the window: above the rest of the page, wherever the view stands. */
  showLarge() {
    const { model, t, view } = this;
    const large = model.get("large");
    view.root.classList.toggle("enclair-large", large);
    view.large.setAttribute("aria-pressed", large);
    view.large.textContent = large ? t("Close the projector") : t("Projector");
    if (!view.root.showPopover) return; // then the style sheet alone lifts it
    view.root.popover = large ? "manual" : null;
    if (large && view.root.isConnected) view.root.showPopover();
    else if (large)
      requestAnimationFrame(() => view.root.isConnected && model.get("large") && this.showLarge());
  }

  turnLarge() {
    const { model, view } = this;
    const { choose } = this.bar;
    choose({ large: !model.get("large") });
    view.face.focus(); // so that the space bar pauses
  }

  key(event) {
    const { model } = this;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // A button that has the focus keeps its own space bar.
    if (event.key === "Escape" && model.get("large")) this.turnLarge();
    else if (event.key === "ArrowRight") this.go(1);
    else if (event.key === "ArrowLeft") this.go(-1);
    else if (event.key === " " && !event.target.matches("button")) this.pause();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  build() {
    const { model, t } = this;
    const { languages, place } = this.bar;
    const button = (label, onclick) => h("button", { type: "button", onclick }, label);
    const view = (this.view = {
      name: h("p", { class: "enclair-step" }),
      left: h("p", {
        class: "enclair-left",
        role: "timer",
        "aria-live": "off",
        "aria-label": t("Time left"),
      }),
      says: h("p", { class: "enclair-do" }),
      status: h("p", { class: "enclair-soft", role: "status" }),
      pause: button("", () => this.pause()),
      back: button(t("Back"), () => this.go(-1)),
      next: button(t("Next"), () => this.go(1)),
      end: h("p", { class: "enclair-end-of-time" }),
      large: button("", () => this.turnLarge()),
    });
    view.list = h(
      "ol",
      {},
      ...this.steps().map((each) =>
        h("li", {}, `${t(each.name)} `, h("small", {}, t("{minutes} min", each))),
      ),
    );
    view.face = h(
      "div",
      {
        class: "enclair-face",
        tabIndex: 0,
        role: "group",
        "aria-label": t("Timer: space pauses, arrows change the step"),
        [KEYS]: "true",
      },
      view.name,
      view.left,
      view.end,
      view.says,
    );
    view.root = h(
      "div",
      {
        class: "enclair enclair-timer",
        role: "group",
        lang: model.get("lang"),
        "aria-label": t("Timer"),
        onkeydown: (event) => this.key(event),
      },
      h("div", { class: "enclair-bar" }, view.pause, view.back, view.next, view.large, languages()),
      view.face,
      view.status,
      view.list,
      h(
        "p",
        { class: "enclair-soft" },
        t(
          "Keys: the space bar starts and pauses, the arrows change the step, Escape closes the projector. There is no sound.",
        ),
      ),
    );
    place(view.root);
    this.showStep();
    this.showLarge();
    this.show();
  }
}

function render(given) {
  const timer = new Timer(given);
  const ticking = setInterval(() => timer.show(), 250);
  return () => clearInterval(ticking);
}

export default { render, clock };
