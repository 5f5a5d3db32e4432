// The questions of one form. What is right is not in this page: it is told by the lessons.

function render({ model, el }) {
  const t = speaker(model);
  const said = (name) => t(model.get("said")[name]);
  const set = (name, key, value) => {
    model.set(name, { ...model.get(name), [key]: value });
    model.save_changes();
  };
  const radios = [];
  const boxes = [];
  let status;

  /** A group of radio buttons for the entry `key` of the trait `trait`. */
  function group(trait, key, options, kind) {
    const name = fresh(trait);
    return h(
      "div",
      { class: kind },
      ...options.map(([value, words]) => {
        const radio = h("input", { type: "radio", name, value, onchange: () => set(trait, key, value) });
        radios.push([radio, trait, key, value]);
        return h("label", {}, radio, h("span", {}, words));
      }),
    );
  }

  function question(item, place) {
    const levels = model.get("levels").map(([share, called]) => [share, `${share} · ${t(called)}`]);
    const choices = item.choices.map(([letter, words]) => [letter, t(words)]);
    return h(
      "li",
      {},
      h(
        "fieldset",
        {},
        h("legend", {}, h("b", {}, `${place}. `), t(item.question)),
        group("answers", item.id, choices, "enclair-choices"),
      ),
      h(
        "fieldset",
        { class: "enclair-sure" },
        h("legend", {}, t("How sure am I?")),
        group("sure", item.id, levels, "enclair-levels"),
      ),
    );
  }

  function task(one, place) {
    const most = model.get("most");
    const box = h("textarea", { rows: 3, maxLength: most, id: fresh("written") });
    const count = h("small", { id: fresh("count") });
    box.setAttribute("aria-describedby", count.id);
    const tell = () => {
      const length = box.value.length;
      // Only when it matters.
      count.textContent =
        length < 0.8 * most ? "" : t("{count} of {most} characters", { count: length, most });
    };
    box.oninput = () => {
      // maxLength holds for typing; whatever else fills the box is cut, never within a sign.
      if (box.value.length > most) box.value = box.value.slice(0, most).replace(/[\ud800-\udbff]$/, "");
      set("written", one.id, box.value);
      tell();
    };
    boxes.push([box, one.id, tell]);
    const last = one.scale.length - 1;
    const points = one.scale.map((words, points) =>
      h("li", {}, t(model.get("said").points, { points, most: last, words: t(words) })),
    );
    return h(
      "li",
      {},
      h("label", { htmlFor: box.id }, h("b", {}, `${place}. `), t(one.question)),
      box,
      count,
      h("details", {}, h("summary", {}, said("counted")), h("ul", {}, ...points)),
    );
  }

  function show() {
    for (const [radio, trait, key, value] of radios) radio.checked = model.get(trait)[key] === value;
    for (const [box, id, tell] of boxes) {
      const words = model.get("written")[id] || "";
      if (box.value !== words) box.value = words;
      tell();
    }
    const ids = model.get("items").map((item) => item.id);
    const open = ids.filter((id) => !(id in model.get("answers") && id in model.get("sure")));
    const which = open.map((id) => ids.indexOf(id) + 1).join(", ");
    const values = { done: ids.length - open.length, all: ids.length, which };
    const words = open.length
      ? t("{done} of {all} questions answered; still open: {which}.", values)
      : t("All {all} questions are answered, with how sure.", values);
    if (status.textContent !== words) status.textContent = words;
  }

  function build() {
    radios.length = boxes.length = 0;
    const items = model.get("items");
    status = h("p", { class: "enclair-count", role: "status" });
    el.replaceChildren(
      h(
        "section",
        { class: "enclair enclair-survey", lang: model.get("lang"), "aria-label": t("The questions") },
        h("p", {}, said("introduction")),
        h("p", { class: "enclair-soft" }, said("scale")),
        h("ol", {}, ...items.map((item, place) => question(item, place + 1))),
        h("p", { class: "enclair-head" }, said("written")),
        h("ol", {}, ...model.get("tasks").map((one, place) => task(one, items.length + place + 1))),
        status,
        h(
          "p",
          { class: "enclair-soft" },
          t("Your answers are in this page only, until it closes. The notebook says how to keep them."),
        ),
      ),
    );
    show();
  }

  model.on("change:lang", build);
  model.on("change:answers change:sure change:written", show);
  build();
}

export default { render };
