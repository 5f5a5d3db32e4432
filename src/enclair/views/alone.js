/** The part of a widget's model that a view uses, with nobody at the other end: pages without a kernel. */
function alone(state) {
  const heard = {};
  return {
    get: (name) => state[name],
    set: (name, value) => {
      const old = state[name];
      state[name] = value;
      if (old !== value) (heard["change:" + name] || []).forEach((listener) => listener());
    },
    on: (names, listener) => names.split(" ").forEach((name) => (heard[name] ||= []).push(listener)),
    off: () => {},
    save_changes: () => {},
  };
}
