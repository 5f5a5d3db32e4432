// A page with one view at a time and no kernel; tests look into it by `window.enclair`.

import { offlineModel } from "../../enclair/views/standalone.js";

export default function start(views) {
  const shown = JSON.parse(document.getElementById("state").textContent);
  const show = (place) => {
    window.enclair?.leave?.();
    const el = Object.assign(document.createElement("div"), { id: "view" });
    document.getElementById("view").replaceWith(el);
    const [home, state] = shown[place];
    el.dataset.view = home;
    const model = offlineModel(state);
    const view = views[home];
    Object.assign(window, { enclair: { model, view, show, leave: view.render({ model, el }) } });
    document.querySelector("h1").focus();
  };
  show(0);
}
