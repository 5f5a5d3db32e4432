// On paper nothing opens: what still waits for a guess is printed after all questions, from a new sheet on.

const WAITS = `.asks.alive:not(.open) > details, details[data-enclair-waits],
  details:not([open]):has(> summary .enclair-redacted)`;

/** A part without its fold, under its question and in the layout of its block; one whose head says nothing stands alone. */
function unfolded(part) {
  const copy = /** @type {HTMLElement} */ (part.cloneNode(true));
  const summary = copy.querySelector(":scope > summary");
  const head = document.createElement("h3");
  head.append(...summary.childNodes);
  head.querySelector(".enclair-redacted")?.remove();
  summary.remove();
  const block = part.closest(".enclair-block")?.cloneNode();
  block?.append(...copy.childNodes);
  const isMute = part.matches(".result") || head.textContent.includes("█");
  return [...(isMute ? [] : [head]), ...(block ? [block] : copy.childNodes)];
}

/** `empty` is the template of the sheet. */
export function lastSheet(empty) {
  let sheet;
  const turn = (printing) => {
    sheet?.remove();
    const found = printing ? [...document.querySelectorAll(WAITS)] : [];
    const parts = found.filter((one) => !found.some((other) => other !== one && other.contains(one)));
    if (!parts.length) return;
    sheet = empty.content.firstElementChild.cloneNode(true);
    sheet.append(...parts.flatMap(unfolded));
    document.querySelector("main").append(sheet);
  };
  addEventListener("beforeprint", () => turn(true));
  addEventListener("afterprint", () => turn(false));
  matchMedia("print").addEventListener("change", ({ matches }) => turn(matches));
}
