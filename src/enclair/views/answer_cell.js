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

/** A cell with `line` in the place of the last statement of its function, which is to be written or returns. */
export function withLine(source, line) {
  const lines = source.trimEnd().split("\n");
  const last = lines.findLastIndex((each) => /^ {4}(return\b|raise NotImplementedError)/.test(each));
  return [...lines.slice(0, last < 0 ? lines.length : last), `    ${line}`].join("\n");
}
