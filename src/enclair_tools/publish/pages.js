// Bring the views of a page to life; without this, each shows its text and its table.
const { pool, models } = JSON.parse(document.getElementById("state").textContent);

const named = {};

function mount(box) {
  const { view, traits } = models[box.dataset.model];
  // Views share their tables: each gets its own copy.
  const own = Object.entries(traits).map(([name, place]) => [name, structuredClone(pool[place])]);
  const model = alone(Object.fromEntries(own));
  box.classList.add("alive");
  views[view].render({ model, el: box.querySelector(":scope > .live") });
  // Landmarks of one name could not be told apart in a list of them.
  for (const part of box.querySelectorAll(":scope > .live > section[aria-label]")) {
    const name = part.getAttribute("aria-label");
    const count = (named[name] = (named[name] || 0) + 1);
    if (count > 1) part.setAttribute("aria-label", `${name} (${count})`);
  }
  return model;
}

for (const box of document.querySelectorAll(".view")) {
  if (box.parentElement.closest(".asks")) continue; // it waits for its prediction
  const model = mount(box);
  if (!box.matches(".asks")) continue;
  model.on("change:display", () => {
    box.classList.add("open");
    const guarded = box.querySelector(":scope > details");
    guarded.open = true;
    guarded.querySelectorAll(".view").forEach(mount);
  });
}

// Examples and sentences of both sides stand in another order for everybody, as in JupyterLab.
function shuffle(box, selector) {
  const drawn = [...box.querySelectorAll(`:scope > ${selector}`)].map((one) => [Math.random(), one]);
  box.append(...drawn.sort(([one], [other]) => one - other).map(([, one]) => one));
}

const boxes = [...document.querySelectorAll(".enclair-twin")].map((one) => one.parentElement);
new Set(boxes).forEach((box) => shuffle(box, ".enclair-twin"));
document.querySelectorAll(".enclair-misuses tbody, .enclair-rivals tbody").forEach((box) => shuffle(box, "tr"));
