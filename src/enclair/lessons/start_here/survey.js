// The questions of one form. What is right is not in this page: it is told by the lessons.

import { h, labelled } from "../../views/elements.js";
import { renders, View } from "../../views/view.js";

class Survey extends View {
  follows = { show: ["answers", "sure", "written"] };

  question(item, place) {
    const { get, t } = this;
    const levels = get("levels").map(([share]) => [share, h("span", share)]);
    const choices = item.choices.map(([letter, words]) => [letter, h("span", t(words))]);
    const answers = h("div.enclair-choices", this.radios("answers", item.id, choices));
    const sure = h("div.enclair-levels", this.radios("sure", item.id, levels));
    const asked = h("fieldset", h("legend", h("b", `${place}. `), t(item.question)), answers);
    return h("li", asked, h("fieldset.enclair-sure", h("legend", t("How sure am I?")), sure));
  }

  task(one, place) {
    const box = h("textarea", { rows: 3, maxLength: this.get("most") });
    box.oninput = () => this.enter("written", one.id, box.value);
    this.shows.push(() => (box.value = this.get("written")[one.id] || ""));
    return h("li", labelled([h("b", `${place}. `), this.t(one.question)], box));
  }

  show() {
    const { get, t } = this;
    this.showAll();
    const ids = get("items").map((item) => item.id);
    const open = ids.filter((id) => !(id in get("answers") && id in get("sure")));
    const which = open.map((id) => ids.indexOf(id) + 1).join(", ");
    const values = { done: ids.length - open.length, all: ids.length, which };
    const words = open.length
      ? t("{done} of {all} questions answered; still open: {which}.", values)
      : t("All {all} questions are answered, with how sure.", values);
    if (this.status.textContent !== words) this.status.textContent = words;
  }

  build() {
    const { get, t } = this;
    const items = get("items");
    const levels = get("levels").map(([share, called]) => `${share}: ${t(called)}`);
    this.status = h("p.enclair-count", { role: "status" });
    this.place(
      "survey",
      t("The questions"),
      h("p", this.sentence("introduction")),
      h("p.enclair-soft", this.sentence("scale"), ` (${levels.join(", ")})`),
      h("ol", ...items.map((item, place) => this.question(item, place + 1))),
      h("p.enclair-head", this.sentence("written")),
      h("ol", ...get("tasks").map((one, place) => this.task(one, items.length + place + 1))),
      this.status,
      h("p.enclair-soft", this.sentence("kept")),
    );
    this.show();
  }
}

export default { render: renders(Survey) };
