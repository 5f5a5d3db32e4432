// The questions of one form. What is right is not in this page: it is told by the lessons.

import { fresh, h, View } from "../../views/view.js";

class Survey extends View {
  constructor({ model, el }) {
    super({ model, el });
    this.radios = [];
    this.boxes = [];
    this.status = undefined;
    model.on("change:lang", () => this.build());
    model.on("change:answers change:sure change:written", () => this.show());
    this.build();
  }

  said(name) {
    return this.t(this.model.get("said")[name]);
  }

  set(name, key, value) {
    const { model } = this;
    model.set(name, { ...model.get(name), [key]: value });
    model.save_changes();
  }

  /** A group of radio buttons for the entry `key` of the trait `trait`. */
  group(trait, key, options, kind) {
    const { radios } = this;
    const name = fresh(trait);
    return h(
      "div",
      { class: kind },
      ...options.map(([value, words]) => {
        const radio = h("input", { type: "radio", name, value, onchange: () => this.set(trait, key, value) });
        radios.push([radio, trait, key, value]);
        return h("label", {}, radio, h("span", {}, words));
      }),
    );
  }

  question(item, place) {
    const { model, t } = this;
    const levels = model.get("levels").map(([share, called]) => [share, `${share} · ${t(called)}`]);
    const choices = item.choices.map(([letter, words]) => [letter, t(words)]);
    return h(
      "li",
      {},
      h(
        "fieldset",
        {},
        h("legend", {}, h("b", {}, `${place}. `), t(item.question)),
        this.group("answers", item.id, choices, "enclair-choices"),
      ),
      h(
        "fieldset",
        { class: "enclair-sure" },
        h("legend", {}, t("How sure am I?")),
        this.group("sure", item.id, levels, "enclair-levels"),
      ),
    );
  }

  task(one, place) {
    const { model, t, boxes } = this;
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
      this.set("written", one.id, box.value);
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
      h("details", {}, h("summary", {}, this.said("counted")), h("ul", {}, ...points)),
    );
  }

  show() {
    const { model, t, radios, boxes } = this;
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
    if (this.status.textContent !== words) this.status.textContent = words;
  }

  build() {
    const { model, el, t, radios, boxes } = this;
    radios.length = boxes.length = 0;
    const items = model.get("items");
    this.status = h("p", { class: "enclair-count", role: "status" });
    el.replaceChildren(
      h(
        "section",
        { class: "enclair enclair-survey", lang: model.get("lang"), "aria-label": t("The questions") },
        h("p", {}, this.said("introduction")),
        h("p", { class: "enclair-soft" }, this.said("scale")),
        h("ol", {}, ...items.map((item, place) => this.question(item, place + 1))),
        h("p", { class: "enclair-head" }, this.said("written")),
        h("ol", {}, ...model.get("tasks").map((one, place) => this.task(one, items.length + place + 1))),
        this.status,
        h(
          "p",
          { class: "enclair-soft" },
          t("Your answers are in this page only, until it closes. The notebook says how to keep them."),
        ),
      ),
    );
    this.show();
  }
}

function render(given) {
  new Survey(given);
}

export default { render };
