// What is the same for several views travels once, as models of its own (view.py `SharedValue`): here a view gets it.

/** What is shared, by name. */
async function find({ widget_manager, get }) {
  const value = async (ref) => {
    if (Array.isArray(ref)) return Promise.all(ref.map(value));
    const shared = await widget_manager.get_model(ref.slice("IPY_MODEL_".length));
    return JSON.parse(shared.get("value"));
  };
  const values = Object.entries(get("_shared")).map(async ([name, ref]) => [name, await value(ref)]);
  return Object.fromEntries(await Promise.all(values));
}

function dress(css, id) {
  const style = document.getElementById(id) ?? document.head.appendChild(document.createElement("style"));
  if (style.textContent !== css) Object.assign(style, { id, textContent: css });
}

/** The `render` of a view for anywidget. */
export default (view) =>
  async ({ model, ...others }) => {
    let shared = await find(model);
    dress(shared.sheets.join("\n"), model.get("_anywidget_id"));
    const get = (name) => (name in shared ? shared[name] : model.get(name));
    const on = (names, listener) => {
      model.on(names, listener);
      if (!names.split(" ").some((name) => name.slice("change:".length) in shared)) return;
      model.on("change:_shared", async () => {
        shared = await find(model);
        listener();
      });
    };
    others.el.dataset.view = model.get("_view"); // by which a style sheet knows its own
    return view.render({ model: { ...model, get, on }, ...others });
  };
