// The model of a view on a page without a kernel (enclair_tools/publish/pages.js).

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
    save_changes: () => {},
  };
}
