// An extension as JupyterLab and Notebook load them, with nothing to build: what follows from the notebook that is in
// front. It is marked with the language of its folder: menus are English, and a screen reader would read a French
// lesson with an English voice. On a site its address names it, so that a reload finds it even where the browser has
// erased which notebooks were open. On a phone it has the screen: side bars are closed, until "View" opens one.
"use strict";
(() => {
  function activate(app) {
    function tell() {
      const shown = app.shell.currentWidget;
      const path = shown?.context?.path ?? "";
      const [, lang] = /\/(en|fr)\/[^/]+\.ipynb$/.exec(path) ?? [];
      if (!lang) return;
      shown.content.node.lang = lang;
      globalThis.enclairFirstView?.(shown); // of a site
      const address = new URL(location.href);
      if (!address.searchParams.has("path")) return;
      address.searchParams.set("path", path);
      history.replaceState(history.state, "", address);
    }

    app.restored.then(() => {
      const files = document.getElementById("jp-left-stack");
      const narrow = matchMedia("(width < 800px)");
      // What opens a notebook by its address opens the list of files, too; it is the reader's from the first press on that
      // is not made in a notebook.
      const watch = new ResizeObserver(() => app.shell.collapseLeft());
      const turn = () => {
        for (const side of ["left", "right"]) app.shell.toggleSideTabBarVisibility?.(side); // not in Notebook
        if (narrow.matches) watch.observe(files);
        else watch.disconnect();
      };
      if (files && narrow.matches) turn();
      if (files) narrow.addEventListener("change", turn);
      for (const press of ["pointerdown", "keydown"])
        addEventListener(press, ({ target, ctrlKey, metaKey }) => {
          if (ctrlKey || metaKey || !target.closest?.(".jp-Notebook")) watch.disconnect();
        }, { capture: true });
      app.shell.currentChanged.connect(tell);
      tell();
    });
  }

  const plugin = { id: "enclair-lab:front", autoStart: true, activate };
  globalThis._JUPYTERLAB ??= {};
  globalThis._JUPYTERLAB["enclair-lab"] = { init() {}, get: async () => () => ({ __esModule: true, default: plugin }) };
})();
