// The module that each view brings along. Its code, as its tables, is a model that views share (view.py, shared_values.js).

const loaded = (globalThis.enclairModules ??= new Map());

export default {
  async render(given) {
    const { get, widget_manager } = given.model;
    try {
      const parts = get("_shared").code.map((ref) =>
        widget_manager.get_model(ref.slice("IPY_MODEL_".length)),
      );
      const code = (await Promise.all(parts)).map((part) => JSON.parse(part.get("value"))).join("\n");
      const url = () => URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
      if (!loaded.has(code)) loaded.set(code, import(url()));
      return await (await loaded.get(code)).default(given);
    } catch (error) {
      console.error(error);
      given.el.textContent = get("_lost");
    }
  },
};
