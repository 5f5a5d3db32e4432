// A page with one view and no kernel. Other pages take `offlineModel` (enclair_tools/publish/pages.js).

/** The part of a widget's model that a view uses, with nobody at the other end: pages without a kernel. */
export function offlineModel(state) {
  const heard = {};
  return {
    get: (name) => state[name],
    set: (name, value) => {
      const old = state[name];
      state[name] = value;
      if (old !== value) for (const listener of heard[`change:${name}`] || []) listener();
    },
    on: (names, listener) => {
      for (const name of names.split(" ")) (heard[name] ||= []).push(listener);
    },
    off: () => {},
    save_changes: () => {},
  };
}

/** Show the one view of the page; `views` are the modules that the page holds, by their homes. */
export default function start(views) {
  const [[home, view]] = Object.entries(views);
  const model = offlineModel(JSON.parse(document.getElementById("state").textContent));
  Object.assign(window, { enclair: { model, view } }); // for who looks into the page, such as tests
  const el = document.getElementById("view");
  el.dataset.view = home;
  view.render({ model, el });
}
