// The cell of a notebook that defines a function, which a form writes: its text, and how it is run.

const source = (cell) => cell.model.sharedModel.getSource();
const holds = (pattern) => (cell) => cell.model.type === "code" && pattern.test(source(cell));

/** The notebook around an element, by JupyterLab's own object, where it shows it (as the kit's settings ask). */
function notebookAround(el) {
  const app = /** @type {any} */ (globalThis).jupyterapp;
  const panels = app ? [...app.shell.widgets("main")] : [];
  return { app, panel: panels.find((panel) => panel.content?.widgets && panel.node.contains(el)) };
}

/** Whether JupyterLab shows its object: then a cell that is not found is not there. */
export const hasObject = (el) => Boolean(notebookAround(el).panel);

/** A cell of code as a form uses it. */
function inNotebook(app, content, cell, name) {
  const below = content.widgets.slice(content.widgets.indexOf(cell) + 1);
  const check = below.find(holds(new RegExp(`\\(${name}\\)`)));
  const calls = below.filter(holds(new RegExp(`\\b${name}\\(\\)`))); // what drew an answer draws the new one
  return {
    read: () => source(cell),
    write: (text) => cell.model.sharedModel.setSource(text),
    open: () => {
      cell.inputHidden = false;
      content.activeCellIndex = content.widgets.indexOf(cell);
      cell.editor?.focus();
    },
    run: async () => {
      for (const one of [cell, ...calls.filter(({ model }) => model.executionCount), check]) {
        if (!one) continue;
        content.activeCellIndex = content.widgets.indexOf(one);
        await app.commands.execute("notebook:run-cell");
      }
      // What to do next is read below, at the check.
      return check?.node.querySelector('[role="status"] > p')?.cloneNode(true);
    },
  };
}

/** The cell that defines the function `name` in the notebook around an element; undefined where there is none. */
export function answerCell(el, name) {
  const { app, panel } = notebookAround(el);
  const cell = panel?.content.widgets.find(holds(new RegExp(`^def ${name}\\(`, "m")));
  return cell && inNotebook(app, panel.content, cell, name);
}

/** The lines of a cell, and where the body of its function `name` begins and ends, with what it is set in by. */
function parts(source, name) {
  const lines = source.split("\n");
  const head = lines.findIndex((line) => line.startsWith(`def ${name}(`));
  const after = lines.findIndex((line, at) => at > head && /^[^\s)]/.test(line));
  const end = after < 0 ? lines.length : after;
  const body = lines.slice(head + 1, end).find((line) => line.trim()) ?? "    ";
  return { lines, head, end, indent: /^\s*/.exec(body)[0] || "    " };
}

/** The head of a function, on one line or several, and its docstring if it has one. */
const HEAD = /^[\s\S]*?:[ \t]*(?:#.*)?$(?:\n\s*("""|''')[\s\S]*?\1.*$)?/m;

/** A cell whose function `name` has its docstring, the lines `before`, and nothing else: it is to be written. */
export function unanswered(source, name, before) {
  const { lines, head, end, indent } = parts(source, name);
  const written = lines.slice(head, end).join("\n");
  const [start] = HEAD.exec(written) ?? [written];
  const body = [...before, "raise NotImplementedError"].map((text) => indent + text);
  const rest = lines.slice(end);
  return [...lines.slice(0, head), start, ...body, ...(rest.length ? ["", ...rest] : [])].join("\n");
}

/**
 * A cell with `line` in the place of the last statement of its function `name` that returns or is to be written; whatever
 * else stands in the cell stays.
 */
export function withLine(source, name, line) {
  const { lines, head, end, indent } = parts(source, name);
  const isLast = (text) =>
    text.startsWith(indent) && /^(return\b|raise NotImplementedError)/.test(text.slice(indent.length));
  const last = lines.findLastIndex((text, at) => at > head && at < end && isLast(text));
  // Lines that go on with it, or close its brackets.
  const goesOn = (text) =>
    text.startsWith(`${indent} `) || text.startsWith(`${indent}\t`) || /^\s+[)\]}]/.test(text);
  const filled = lines.findLastIndex((text, at) => at < end && text.trim()) + 1;
  const from = last < 0 ? filled : last;
  let to = last < 0 ? filled : last + 1;
  while (last >= 0 && to < end && goesOn(lines[to])) to++;
  return [...lines.slice(0, from), `${indent}${line}`, ...lines.slice(to)].join("\n");
}
