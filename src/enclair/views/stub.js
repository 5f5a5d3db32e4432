// The module that each view brings along. Its code, as its tables, is a model that views share (view.py, shared_values.js).

const loaded = (globalThis.enclairModules ??= new Map());

/** A table travels with the names of its columns once (view.py `shared`). */
const unshared = ({ columns, rows }) =>
  rows.map((row) => Object.fromEntries(row.map((cell, place) => [columns[place], cell])));

/** What is shared, by name. */
async function find({ get, widget_manager }) {
  const value = async (ref) => {
    if (Array.isArray(ref)) return Promise.all(ref.map(value));
    const shared = await widget_manager.get_model(ref.slice("IPY_MODEL_".length));
    const packed = JSON.parse(shared.get("value"));
    return packed?.columns && packed.rows ? unshared(packed) : packed;
  };
  const values = Object.entries(get("_shared")).map(async ([name, ref]) => [name, await value(ref)]);
  return Object.fromEntries(await Promise.all(values));
}

export default {
  async render(given) {
    try {
      const shared = await find(given.model);
      const code = shared.code.join("\n");
      const url = () => URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
      if (!loaded.has(code)) loaded.set(code, import(url()));
      return await (await loaded.get(code)).default(given, shared);
    } catch (error) {
      console.error(error);
      given.el.textContent = given.model.get("_lost");
    }
  },
};
