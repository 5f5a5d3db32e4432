// Slides are a mode of a page: one part at a time, turned by arrows, a clicker or the space bar.

/** `reveal` opens what waits for a prediction on a slide, and tells whether anything did. */
export function slideshow(reveal) {
  const root = document.documentElement;
  /** @type {NodeListOf<HTMLElement>} */
  const shown = document.querySelectorAll(".slide[data-count]:not([data-count=''])");
  const all = [...shown];
  const button = document.getElementById("slides");
  const on = () => root.classList.contains("slides");

  /** The place of the slide that is seen. */
  const now = () =>
    Math.max(
      0,
      all.findIndex((one) => one.getBoundingClientRect().bottom > innerHeight / 2),
    );

  function show(place) {
    const slide = all[Math.max(0, Math.min(all.length - 1, place))];
    slide.tabIndex = -1; // so that arrows up and down move what is higher than the screen
    slide.focus({ preventScroll: true });
    slide.scrollIntoView();
  }

  function change(to, place = on() ? now() : all.findIndex((one) => one.getBoundingClientRect().bottom > 0)) {
    root.classList.toggle("slides", to);
    if (to)
      document.body.dataset.jpThemeLight = "true"; // a projector in a lit room
    else delete document.body.dataset.jpThemeLight;
    show(place);
  }

  const forward = () => reveal(all[now()]) || show(now() + 1);
  const backward = () => show(now() - 1);
  const KEYS_OF = {
    ArrowRight: forward,
    PageDown: forward,
    " ": forward,
    ArrowLeft: backward,
    PageUp: backward,
    Home: () => show(0),
    End: () => show(all.length - 1),
    Escape: () => change(false),
  };

  document.addEventListener("keydown", (event) => {
    if (!on() || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const { target } = event;
    const inView = target instanceof Element && target.closest("input, select, textarea, button, summary, a");
    // Inside a view keys are the view's, but for those of a clicker.
    if (!KEYS_OF[event.key] || (inView && !/^Page|Escape/.test(event.key))) return;
    event.preventDefault();
    KEYS_OF[event.key]();
  });
  button.onclick = () => change(true);
  if (location.hash === "#slides") root.classList.add("slides");
  if (on()) {
    history.scrollRestoration = "manual"; // a deck that is loaded anew begins at its beginning
    change(true, 0);
  }
}
