// The timer: it counts by the clock, not by its own ticks, so that a page in the background is not late.

/** Seconds as minutes and seconds: 65 is 1:05. Time over is counted on, with a plus. */
function clock(seconds) {
  const size = Math.abs(seconds);
  return `${seconds < 0 ? "+" : ""}${Math.floor(size / 60)}:${String(size % 60).padStart(2, "0")}`;
}

function render({ model, el }) {
  const t = speaker(model);
  const { choose, languages, place } = controls(model, el, {
    lists: [],
    menus: [],
    texts: [],
    projector: false,
  });
  let view = {};
  let until = null; // when the step ends, in milliseconds; null in a pause
  let left = 0; // what is left in a pause
  let before = 0;

  const steps = () => model.get("steps");
  const step = () => steps()[model.get("step")];
  const seconds = () => Math.ceil((until === null ? left : until - Date.now()) / 1000);
  const say = (words) => (view.status.textContent = words);

  function begin() {
    left = step().minutes * 60000;
    before = step().minutes * 60;
    if (until !== null) until = Date.now() + left;
  }

  function pause() {
    if (until === null) until = Date.now() + left;
    else [left, until] = [until - Date.now(), null];
    show();
    say(until === null ? t("Paused.") : t("Running."));
  }

  const go = (by) => choose({ step: Math.min(steps().length - 1, Math.max(0, model.get("step") + by)) });

  function show() {
    const now = seconds();
    view.left.textContent = clock(now);
    view.face.classList.toggle("enclair-over", now <= 0);
    view.end.textContent = now <= 0 ? t("Time is up") : "";
    view.pause.textContent = until === null ? t("Start") : t("Pause");
    if (before > 60 && now <= 60 && now > 0) say(t("One minute left."));
    if (before > 0 && now <= 0) say(t("Time is up: go on when you are ready."));
    before = now;
  }

  function showStep() {
    const { name, says } = step();
    const at = model.get("step");
    view.name.textContent = t(name);
    view.says.textContent = t(says);
    view.back.disabled = at === 0;
    view.next.disabled = at === steps().length - 1;
    [...view.list.children].forEach((one, place) => {
      if (place === at) one.setAttribute("aria-current", "step");
      else one.removeAttribute("aria-current");
    });
  }

  function turn() {
    begin();
    showStep();
    show();
    const values = { step: t(step().name), minutes: step().minutes };
    say(t("{step}, {minutes} minutes.", values));
  }

  /** The projector fills the window: above the rest of the page, wherever the view stands. */
  function showLarge() {
    const large = model.get("large");
    view.root.classList.toggle("enclair-large", large);
    view.large.setAttribute("aria-pressed", large);
    view.large.textContent = large ? t("Close the projector") : t("Projector");
    if (!view.root.showPopover) return; // then the style sheet alone lifts it
    view.root.popover = large ? "manual" : null;
    if (large && view.root.isConnected) view.root.showPopover();
    else if (large) requestAnimationFrame(() => view.root.isConnected && model.get("large") && showLarge());
  }

  function turnLarge() {
    choose({ large: !model.get("large") });
    view.face.focus(); // so that the space bar pauses
  }

  function key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // A button that has the focus keeps its own space bar.
    if (event.key === "Escape" && model.get("large")) turnLarge();
    else if (event.key === "ArrowRight") go(1);
    else if (event.key === "ArrowLeft") go(-1);
    else if (event.key === " " && !event.target.matches("button")) pause();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  function build() {
    const button = (label, onclick) => h("button", { type: "button", onclick }, label);
    view = {
      name: h("p", { class: "enclair-step" }),
      left: h("p", { class: "enclair-left", role: "timer", "aria-live": "off", "aria-label": t("Time left") }),
      says: h("p", { class: "enclair-do" }),
      status: h("p", { class: "enclair-soft", role: "status" }),
      pause: button("", pause),
      back: button(t("Back"), () => go(-1)),
      next: button(t("Next"), () => go(1)),
      end: h("p", { class: "enclair-end-of-time" }),
      large: button("", turnLarge),
    };
    view.list = h(
      "ol",
      {},
      ...steps().map((each) => h("li", {}, `${t(each.name)} `, h("small", {}, t("{minutes} min", each)))),
    );
    view.face = h(
      "div",
      { class: "enclair-face", tabIndex: 0, role: "group", "aria-label": t("Timer: space pauses, arrows change the step"), [KEYS]: "true" },
      view.name,
      view.left,
      view.end,
      view.says,
    );
    view.root = h(
      "div",
      { class: "enclair enclair-timer", role: "group", lang: model.get("lang"), "aria-label": t("Timer"), onkeydown: key },
      h("div", { class: "enclair-bar" }, view.pause, view.back, view.next, view.large, languages()),
      view.face,
      view.status,
      view.list,
      h("p", { class: "enclair-soft" }, t("Keys: the space bar starts and pauses, the arrows change the step, Escape closes the projector. There is no sound.")),
    );
    place(view.root);
    showStep();
    showLarge();
    show();
  }

  begin();
  model.on("change:lang", build);
  model.on("change:step", turn);
  model.on("change:large", showLarge);
  build();
  const ticking = setInterval(show, 250);
  return () => clearInterval(ticking);
}

export default { render, clock };
