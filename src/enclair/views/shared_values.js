// What is the same for several views travels once, as models of its own (view.py `SharedValue`): here a view gets it.

function dress(css, id) {
  const style = document.getElementById(id) ?? document.head.appendChild(document.createElement("style"));
  if (style.textContent !== css) Object.assign(style, { id, textContent: css });
}

/** The `render` of a view for anywidget; `shared` is what stub.js has found. */
export default (view) =>
  ({ model, ...others }, shared) => {
    dress(shared.sheets.join("\n"), model.get("_anywidget_id"));
    const get = (name) => (name in shared ? shared[name] : model.get(name));
    others.el.dataset.view = model.get("_view"); // by which a style sheet knows its own
    return view.render({ model: { ...model, get }, ...others });
  };
