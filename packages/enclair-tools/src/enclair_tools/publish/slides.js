// Slides are a mode of a page: one part at a time, turned by arrows, a clicker or the space bar.

/** A slide that is more than so many screens high is a register or a deck of cards: a clicker goes on to the next. */
const MOST = 3;

/** The key that turns slides; "" where it means something else. */
function turns(event) {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return "";
  // In a field keys write, in a list they choose; a button takes the space bar. A clicker turns all the same.
  const writes = target.matches("input, select, textarea") && !/^Page/.test(key);
  const presses = target.matches("button, summary, a") && key === " ";
  return writes || presses ? "" : key === " " && event.shiftKey ? "PageUp" : key;
}

/** `reveal` lifts what is hidden on a slide, one after the other, and tells whether anything was. */
export function slideshow(reveal) {
  const root = document.documentElement;
  /** @type {NodeListOf<HTMLElement>} */
  const shown = document.querySelectorAll(".slide[data-count]:not([data-count=''])");
  const all = [...shown];
  const on = () => root.classList.contains("slides");
  /** What has a place on the screen: on a page a slide has none of its own. */
  const box = (slide) => (on() ? slide : ([...slide.children].find((one) => one.checkVisibility()) ?? slide));
  const begun = (slide) => box(slide).getBoundingClientRect().top < innerHeight / 2;
  /** The place of the slide that is seen; of a page, the last part that has begun. */
  const now = () => Math.max(0, all.findLastIndex(begun));
  const below = (slide) => slide.scrollHeight - slide.clientHeight - slide.scrollTop;

  function show(place) {
    const slide = all[Math.max(0, Math.min(all.length - 1, place))];
    slide.tabIndex = 0; // so that arrows up and down move what is higher than the screen
    slide.focus({ preventScroll: true });
    box(slide).scrollIntoView();
  }

  function change(to, place = now()) {
    root.classList.toggle("slides", to);
    if (to) {
      document.body.dataset.jpThemeLight = "true"; // a projector in a lit room
      history.scrollRestoration = "manual"; // a deck that is loaded anew begins at its beginning
    } else {
      delete document.body.dataset.jpThemeLight;
    }
    show(place);
  }

  function forward() {
    const slide = all[now()];
    if (reveal(slide)) return;
    const goesOn = below(slide) > 8 && slide.scrollHeight <= MOST * slide.clientHeight;
    if (goesOn) slide.scrollBy({ top: slide.clientHeight * 0.8 });
    else show(now() + 1);
  }

  const backward = () => show(now() - 1);
  const leave = () => change(false);
  const moves = {
    ArrowRight: forward,
    PageDown: forward,
    " ": forward,
    ArrowLeft: backward,
    PageUp: backward,
    Home: () => show(0),
    End: () => show(all.length - 1),
    Escape: leave,
  };
  document.addEventListener("keydown", (event) => {
    const move = on() && moves[turns(event)];
    if (!move) return;
    event.preventDefault();
    move();
  });
  document.getElementById("leave").onclick = leave; // for who has no keys
  document.getElementById("slides").onclick = () => change(true);
  const asked = () => root.dataset.deck !== undefined || location.hash === "#slides";
  addEventListener("hashchange", () => asked() && !on() && change(true, 0));
  for (const slide of all)
    new ResizeObserver(() => slide.classList.toggle("tall", on() && below(slide) > 8)).observe(slide);
  if (asked()) change(true, 0);
}
