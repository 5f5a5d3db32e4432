// A page with one view and no kernel; tests look into it by `window.enclair`.

import { offlineModel } from "../../enclair/views/standalone.js";

export default function start(views) {
  const [[home, view]] = Object.entries(views);
  const model = offlineModel(JSON.parse(document.getElementById("state").textContent));
  const el = document.getElementById("view");
  Object.assign(window, { enclair: { model, view } });
  el.dataset.view = home;
  view.render({ model, el });
}
