// A page with one view at a time and no kernel; tests look into it by `window.enclair`.

import { offlineModel } from "../../enclair/views/standalone.js";

export default function start(views) {
  const shown = JSON.parse(document.getElementById("state").textContent);
  const main = document.querySelector("main").cloneNode(true);
  const styles = document.head.children.length;
  const open = ([home, state]) => {
    window.enclair?.leave?.();
    for (const added of [...document.head.children].slice(styles)) added.remove();
    document.documentElement.lang = state.lang;
    document.body.removeAttribute("style");
    document.body.replaceChildren(main.cloneNode(true));
    const el = document.getElementById("view");
    el.dataset.view = home;
    const model = offlineModel(state);
    const view = views[home];
    const show = (place) => open(shown[place]);
    Object.assign(window, { enclair: { model, view, open, show, leave: view.render({ model, el }) } });
    document.querySelector("h1").focus();
  };
  open(shown[0]);
}
