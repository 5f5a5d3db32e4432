// The cell of a notebook that defines a function, which a form writes: its text, and how it is run.

const defines = (name) => new RegExp(`^def ${name}\\(`, "m");

/** The notebook around an element, by JupyterLab's own object, where it shows it (as the kit's settings ask). */
function notebookAround(el) {
  const app = /** @type {any} */ (globalThis).jupyterapp;
  const panels = app ? [...app.shell.widgets("main")] : [];
  return { app, panel: panels.find((panel) => panel.content?.widgets && panel.node.contains(el)) };
}

/** Of a JupyterLab that hides its object: the editor behind its element, which is no public interface. */
function editorIn(el, name) {
  const around = el.closest(".jp-Notebook");
  for (const content of around?.querySelectorAll(".cm-content") ?? []) {
    const editor = (content.cmTile ?? content.cmView)?.view ?? content.cmView?.rootView?.view;
    if (editor && defines(name).test(editor.state.doc.toString())) return editor;
  }
  return undefined;
}

/** A cell of code as a form uses it: `run` and `open` only where JupyterLab shows its object. */
function inNotebook(app, content, cell, name) {
  const source = (one) => one.model.sharedModel.getSource();
  const asks = new RegExp(`\\(${name}\\)`);
  const at = content.widgets.indexOf(cell);
  const check = content.widgets.find(
    (one, place) => place > at && one.model.type === "code" && asks.test(source(one)),
  );
  return {
    read: () => source(cell),
    write: (text) => cell.model.sharedModel.setSource(text),
    open: () => {
      cell.inputHidden = false;
      content.activeCellIndex = content.widgets.indexOf(cell);
      cell.editor?.focus();
    },
    run: async () => {
      for (const one of [cell, check]) {
        if (!one) continue;
        content.activeCellIndex = content.widgets.indexOf(one);
        await app.commands.execute("notebook:run-cell");
      }
      check?.node.scrollIntoView({ block: "nearest" });
    },
  };
}

/** The cell that defines the function `name` in the notebook around an element; undefined where there is none. */
export function answerCell(el, name) {
  const { app, panel } = notebookAround(el);
  if (panel) {
    const found = panel.content.widgets.find(
      (cell) => cell.model.type === "code" && defines(name).test(cell.model.sharedModel.getSource()),
    );
    return found && inNotebook(app, panel.content, found, name);
  }
  const editor = editorIn(el, name);
  if (!editor) return undefined;
  return {
    read: () => editor.state.doc.toString(),
    write: (text) => {
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
    },
  };
}

/**
 * A cell with `line` in the place of the last statement of its function `name` that returns or is to be written; whatever
 * else stands in the cell stays.
 */
export function withLine(source, name, line) {
  const lines = source.split("\n");
  const head = lines.findIndex((each) => each.startsWith(`def ${name}(`));
  const after = lines.findIndex((each, at) => at > head && /^[^\s)]/.test(each));
  const end = after < 0 ? lines.length : after;
  const body = lines.slice(head + 1, end).find((each) => each.trim()) ?? "    ";
  const indent = /^\s*/.exec(body)[0] || "    ";
  const isLast = (each) =>
    each.startsWith(indent) && /^(return\b|raise NotImplementedError)/.test(each.slice(indent.length));
  const last = lines.findLastIndex((each, at) => at > head && at < end && isLast(each));
  // Lines that go on with it, or close its brackets.
  const goesOn = (each) =>
    each.startsWith(`${indent} `) || each.startsWith(`${indent}\t`) || /^\s+[)\]}]/.test(each);
  let from = last;
  let to = last + 1;
  if (last < 0) {
    from = end;
    while (from > head + 1 && !lines[from - 1].trim()) from--;
    to = from;
  } else while (to < end && goesOn(lines[to])) to++;
  return [...lines.slice(0, from), `${indent}${line}`, ...lines.slice(to)].join("\n");
}
