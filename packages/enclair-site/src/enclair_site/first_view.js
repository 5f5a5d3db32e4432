// In the page of a notebook: until its first cells have run, they show what they show on the lesson's own page, where
// views need no Python. Nothing of it is in the notebook, and the first run of a cell takes it away.
/** Once the cell has run, guess what was guessed before. */
function guessAgain(node, number) {
  const seen = new MutationObserver(() => {
    const choice = node.querySelectorAll(".enclair-rows input")[number - 1];
    choice?.click();
    node.querySelector(".enclair-show:enabled")?.click();
    if (choice) seen.disconnect();
  });
  if (number > 0) seen.observe(node, { childList: true, subtree: true });
}

/** Show what a cell of the page shows, below the cell of the notebook that has the same code. */
function show(made, cells, mount, mounted) {
  const code = made.querySelector(".code pre").textContent.trim();
  const cell = cells.find(({ model }) => model.sharedModel.getSource().trim() === code);
  if (!cell || cell.model.outputs.length) return;
  const box = document.createElement("div");
  box.className = "enclair-before-run";
  box.append(...[...made.children].slice(1));
  for (const twin of box.querySelectorAll(".twin, .bar")) twin.remove();
  cell.node.append(box);
  for (const view of box.querySelectorAll(".view")) if (!view.parentElement.closest(".asks")) mount(view);
  const ran = () => {
    cell.model.outputs.changed.disconnect(ran);
    for (const [view, model] of mounted) if (box.contains(view)) model.leave();
    box.remove();
    guessAgain(cell.node, box.querySelector("[data-enclair-guess]")?.dataset.enclairGuess);
  };
  cell.model.outputs.changed.connect(ran);
}

/** What the extension calls with the notebook that comes to the front first; an exercise has no page. */
globalThis.enclairFirstView = async ({ context, content }) => {
  delete globalThis.enclairFirstView;
  const [, lesson, session] = /\/(?:notebooks\/(.+)|(sessions\/.+))\.ipynb$/.exec(context.path) ?? [];
  const address = session?.replace(/(.+)\/(..)\/(.+)/, "$2/$1/$3/page") ?? lesson;
  if (!address) return;
  const answer = await fetch(`../${address}.html`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const cells = [...page.querySelectorAll(".cell")];
  const last = cells.findIndex((cell) => cell.querySelector(".view"));
  // The first run would lose what somebody typed or set in another view; a guess is made again.
  if (!cells[last]?.querySelector(".asks > .twin > ul")) return;
  globalThis.enclairMounting = async (mounting, mounted) => {
    const mount = await mounting(page.getElementById("state").textContent, answer.url);
    await context.ready;
    for (const cell of cells.slice(0, last + 1)) show(cell, content.widgets, mount, mounted);
  };
  await import("./pages/pages.js");
};
