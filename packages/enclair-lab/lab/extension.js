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
      const address = new URL(location.href);
      if (!address.searchParams.has("path")) return;
      address.searchParams.set("path", path);
      history.replaceState(history.state, "", address);
    }

    app.restored.then(() => {
      const files = document.getElementById("jp-left-stack");
      if (files && innerWidth < 800) {
        for (const side of ["left", "right"]) app.shell.toggleSideTabBarVisibility(side);
        // What opens a notebook by its address opens the list of files, too; from the first press on it is the reader's.
        const watch = new ResizeObserver(() => app.shell.collapseLeft());
        watch.observe(files);
        for (const press of ["pointerdown", "keydown"])
          addEventListener(press, () => watch.disconnect(), { capture: true, once: true });
      }
      app.shell.currentChanged.connect(tell);
      tell();
    });
  }

  const plugin = { id: "enclair-lab:front", autoStart: true, activate };
  globalThis._JUPYTERLAB ??= {};
  globalThis._JUPYTERLAB["enclair-lab"] = { init() {}, get: async () => () => ({ __esModule: true, default: plugin }) };
})();
