// Turn slides by keys, clicker or buttons; what the teacher says stands in a second window.

import bring from "./pages.js";

/** @type {HTMLElement[]} */
const all = Array.from(document.querySelectorAll(".slide"));
const said = JSON.parse(document.getElementById("notes").textContent);
/** @type {any[]} */
const [back, go, next] = ["back", "go", "next"].map((name) => document.getElementById(name));
/** @type {HTMLElement} */
const bar = document.querySelector(".bar");
let now = 0;
let teacher = null;

function show(place) {
  all[now].classList.remove("now");
  now = Math.max(0, Math.min(all.length - 1, place));
  all[now].classList.add("now");
  all[now].focus({ preventScroll: true });
  document.getElementById("count").textContent = all[now].dataset.count;
  back.disabled = now === 0;
  next.disabled = now === all.length - 1 && !waiting();
  const headings = [...go.options].map((one) => Number(one.value)).filter((one) => one <= now + 1);
  go.value = String(headings.at(-1));
  history.replaceState(null, "", `#${now + 1}`);
  tell();
}

/** What comes on this slide before the next one: what is folded, a result, another example. */
const waiting = () =>
  /** @type {any} */ (all[now].querySelector(".answer:not([open]), .later:not(.told), .step.at + .step"));

function forward() {
  const one = waiting();
  if (!one) show(now + 1);
  else if (one.matches(".answer")) one.open = true;
  else if (one.matches(".later")) one.classList.add("told");
  else step(one);
}

function backward() {
  const before = all[now].querySelector(".step:has(+ .step.at)");
  if (before) step(before);
  else show(now - 1);
}

/** Show one example instead of the others. */
function step(one) {
  for (const each of one.parentElement.children) each.classList.toggle("at", each === one);
}

function tell() {
  if (!teacher || teacher.closed) return;
  const { section } = all[now].dataset;
  const body = teacher.document.body;
  body.innerHTML = `<p></p><h1></h1><div>${said[section] || ""}</div>`;
  body.querySelector("p").textContent = all[now].dataset.count;
  body.querySelector("h1").textContent = section;
}

function notes() {
  teacher = window.open("", "enclair-notes", "width=640,height=420");
  if (!teacher) return;
  teacher.document.title = document.title;
  teacher.document.body.style.font = "22px/1.5 system-ui, sans-serif";
  teacher.document.onkeydown = pressed;
  all[now].focus();
  tell();
}

const KEYS_OF = {
  ArrowRight: forward,
  PageDown: forward,
  " ": forward,
  ArrowLeft: backward,
  PageUp: backward,
  Home: () => show(0),
  End: () => show(all.length - 1),
  ArrowDown: () => scroll(1),
  ArrowUp: () => scroll(-1),
  s: notes,
  z: () => all[now].classList.toggle("whole"),
};

function scroll(way) {
  const part = all[now].querySelector(".step.at") || all[now];
  const frame = part.querySelector(".frame") || part;
  frame.scrollBy({ top: way * frame.clientHeight * 0.4 });
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const busy = event.target.closest("input, select, textarea, button, summary, a, .live");
  // Inside a view keys are the view's, but for those of a clicker; Escape goes back to the slide.
  if (event.key === "Escape") all[now].focus();
  else if (KEYS_OF[event.key] && (!busy || /^Page/.test(event.key))) KEYS_OF[event.key]();
  else return;
  event.preventDefault();
}

/** The slide that the address names. */
const asked = () => (Number(location.hash.slice(1)) || 1) - 1;

/** Views are drawn in pixels: they grow with the window as the text does. */
function grow() {
  const letter = parseFloat(getComputedStyle(document.documentElement).fontSize);
  document.documentElement.style.setProperty("--zoom", `${(1.75 * letter) / 32}`);
}

/** A frame that goes on below its edge says so. */
function watchFrames() {
  /** @type {NodeListOf<HTMLElement>} */
  const frames = document.querySelectorAll(".frame");
  const watch = new ResizeObserver(() => {
    for (const one of frames) one.classList.toggle("tall", one.scrollHeight > one.clientHeight + 8);
  });
  for (const frame of frames) {
    frame.tabIndex = 0;
    watch.observe(frame.firstElementChild);
  }
}

/** An explorer shows what it found; what filters it waits behind a button. */
function foldFilters() {
  for (const frame of document.querySelectorAll(".frame:has(.enclair-filters)")) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = bar.dataset.controls;
    button.onclick = () => button.setAttribute("aria-pressed", `${!frame.classList.toggle("few")}`);
    frame.closest(".step, .slide").querySelector(".more").prepend(button);
    button.click();
  }
}

/** `views` are the modules of the slides' views, by their homes. */
export default function start(views) {
  bring(views);
  watchFrames();
  foldFilters();
  for (const one of document.querySelectorAll(".step:first-child")) one.classList.add("at");
  document.addEventListener("keydown", pressed);
  back.onclick = backward;
  next.onclick = forward;
  go.onchange = () => show(Number(go.value) - 1);
  document.getElementById("open-notes").onclick = notes;
  window.addEventListener("resize", grow);
  window.addEventListener("hashchange", () => show(asked()));
  grow();
  document.body.classList.add("on");
  bar.hidden = false;
  show(asked());
}
