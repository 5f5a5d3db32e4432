// In the page: what follows from the notebook that is in front.
// It is marked with the language of its folder: menus are English, and a screen reader would read a French
// lesson with an English voice. And the address names it, so that a reload finds it even where the browser
// has erased which notebooks were open. On a phone it has the screen: the list of files left it a narrow column.
"use strict";
(() => {
  let app;

  function tell() {
    const shown = app.shell.currentWidget;
    const path = shown?.context?.path ?? "";
    const [, lang] = /\/(en|fr)\/[^/]+\.ipynb$/.exec(path) ?? [];
    if (!lang) return;
    shown.content.node.lang = lang;
    const address = new URL(location.href);
    address.searchParams.set("path", path);
    history.replaceState(history.state, "", address);
  }

  // JupyterLite leaves its application here once it has been made.
  Object.defineProperty(globalThis, "jupyterapp", {
    configurable: true,
    get: () => app,
    set(made) {
      app = made;
      app.restored.then(() => {
        if (innerWidth < 800) app.shell.collapseLeft();
        app.shell.currentChanged.connect(tell);
        tell();
      });
    },
  });
})();
