// Columns are the pages of a slide and of what a guess opened on the projector; rows are shared among them.

/** Share the rows of each list in `part` among the pages that it takes, so that none has one row alone. */
export function shareRows(part) {
  const { width } = part.getBoundingClientRect();
  const boxOf = (row) => row.getBoundingClientRect();
  const pagesOf = (rows) => new Set(rows.map((row) => Math.floor(boxOf(row).left / width))).size;
  for (const list of part.querySelectorAll("tbody, ol")) {
    /** @type {HTMLElement[]} */
    const rows = [...list.children].filter((row) => row.checkVisibility());
    for (const row of rows) row.style.breakBefore = "";
    const pages = pagesOf(rows);
    if (pages < 2) continue;
    const heights = rows.map((row) => boxOf(row).height);
    const share = heights.reduce((sum, height) => sum + height) / pages;
    const place = (at) => heights.slice(0, at).reduce((sum, height) => sum + height, heights[at] / 2);
    const page = (at) => Math.floor(place(at) / share);
    for (const [at, row] of rows.entries())
      if (at && page(at) > page(at - 1)) row.style.breakBefore = "column";
    if (pagesOf(rows) > pages) for (const row of rows) row.style.breakBefore = "";
  }
}
