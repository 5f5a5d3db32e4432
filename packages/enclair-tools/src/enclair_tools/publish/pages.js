// Bring the views of a page to life; without this, each shows its text and its table.

import { offlineModel } from "../../enclair/views/standalone.js";
import { keepFields } from "./kept.js";
import { lastSheet } from "./last_sheet.js";
import { Slides } from "./slides.js";

/** What has a bar: the head of a folded part, which is pressed, and a view that holds whether its bar is lifted. */
const BARRED =
  "details:not([open], .enclair-row) > summary:has(.enclair-redacted), .live p > .enclair-redacted";
/** What answers a task or a question, folded below it; a task of the slide is done before. */
const ANSWER = ".slide > details:not(.task ~ :not(.solution), [open], [data-enclair-waits])";

/** Examples and sentences of both sides stand in another order for everybody, as in JupyterLab. */
function shuffle(box, selector) {
  const drawn = [...box.querySelectorAll(`:scope > ${selector}`)].map((one) => [Math.random(), one]);
  box.append(...drawn.sort(([one], [other]) => one - other).map(([, one]) => one));
}

/** What lifts what is hidden on a slide, one after the other, and tells whether anything was; `models` by their boxes. */
function reveals(models) {
  const waits = (box) => models.get(box)?.get("lifted") === false; // its bar, for a press
  return (slide) => {
    const next = slide.querySelector(".asks.alive:not(.open), .enclair-veil:enabled, [data-at=next]:enabled");
    const seen = (one) => one.checkVisibility();
    const page = (one) => Math.floor(one.getBoundingClientRect().left / slide.clientWidth);
    const isHere = (one) => seen(one) && page(one) < 1; // and on no later page
    const lifts = [...slide.querySelectorAll(BARRED)].find(
      (one) => isHere(one) && (one.matches("summary") || waits(one.closest(".view"))),
    );
    const asked = [...slide.querySelectorAll(".task")].find(seen) ?? slide;
    const answer = isHere(asked) && [...slide.querySelectorAll(ANSWER)].find(seen);
    // Where there is no room below a task, or a head that was pressed, it stands on the page after it.
    const show = (one) => slide.scrollBy({ left: slide.clientWidth * Math.min(1, page(one)) });
    if (next?.matches(".asks")) models.get(next).set("display", "");
    else if (next) next.click();
    else if (lifts?.matches("summary")) {
      /** @type {HTMLElement} */ (lifts).click();
      show(lifts.nextElementSibling ?? lifts);
    } else if (lifts) models.get(lifts.closest(".view")).set("lifted", true);
    else if (answer) {
      answer.open = true;
      answer.classList.add("enclair-lifted");
      if (!slide.querySelector(".enclair-row-card, .task + table ~ [open] > ol")) show(answer); // else it stands in rows above
    }
    return Boolean(next ?? (lifts || answer));
  };
}

/** While somebody reads, fetch what a notebook of this site needs: file by file, when there is nothing else to do. */
async function fetchAhead(run) {
  const { connection } = /** @type {any} */ (navigator);
  const { saveData, type, effectiveType = "4g" } = connection ?? {};
  // A phone that does not say how it is connected may pay for each megabyte.
  const isFree = connection ? type !== "cellular" : matchMedia("(pointer: fine)").matches;
  if (!run || !isFree || saveData || effectiveType !== "4g") return;
  const list = new URL("../static/ahead.json", run.href);
  for (const file of await (await fetch(list)).json()) {
    await new Promise((go) => (globalThis.requestIdleCallback ?? setTimeout)(go));
    await (await fetch(new URL(file, list), { priority: "low" })).arrayBuffer();
  }
}

/**
 * What brings the view in a box to life, and keeps its model in `mounted`. `views` are modules by their homes; `state` holds
 * a pool of values, for each view its home and the places of its traits, and the files of those values that pages of a
 * site share, seen from `base`.
 */
async function mounting(views, mounted, state, base) {
  const { pool, models, far } = JSON.parse(state);
  const fetched = Object.entries(far).map(async ([place, file]) => {
    pool[place] = await (await fetch(new URL(file, base))).json();
  });
  await Promise.all(fetched);
  return function mount(box) {
    const { view, traits } = models[box.dataset.model];
    // Views share their tables: each gets its own copy.
    const own = Object.entries(traits).map(([name, place]) => [name, structuredClone(pool[place])]);
    const model = offlineModel(Object.fromEntries(own));
    box.classList.add("alive");
    const el = /** @type {HTMLElement} */ (box.querySelector(":scope > .live"));
    el.dataset.view = view;
    mounted.set(box, { ...model, leave: views[view].render({ model, el }) });
    if (!box.matches(".asks")) return;
    model.on("change:display", () => {
      box.classList.add("open");
      const guarded = /** @type {HTMLDetailsElement} */ (box.querySelector(":scope > details"));
      guarded.open = true;
      guarded.querySelectorAll(".view").forEach(mount);
    });
  };
}

/** `views` are the modules of the page's views, by their homes. */
export default async function start(views) {
  const mounted = new Map(); // models by their boxes
  const inNotebook = globalThis.enclairMounting; // it shows some of them itself (first_view.js)
  if (inNotebook) return inNotebook(mounting.bind(null, views, mounted), mounted);

  const boxes = [...document.querySelectorAll(".enclair-twin")].map((one) => one.parentElement);
  for (const box of new Set(boxes)) shuffle(box, ".enclair-twin");
  for (const box of document.querySelectorAll(".enclair-any-order tbody")) shuffle(box, "tr");

  keepFields();
  lastSheet(document.getElementById("answers"));
  const slides = new Slides(reveals(mounted));

  const mount = await mounting(views, mounted, document.getElementById("state").textContent, location.href);
  for (const box of document.querySelectorAll(".view")) {
    if (box.parentElement.closest(".asks")) continue; // it waits for its guess
    mount(box);
    slides.join(box);
    // One after the other: the first can be seen and used while those below are made.
    await new Promise((go) => setTimeout(go));
  }
  await fetchAhead(document.querySelector("a.run"));
}
