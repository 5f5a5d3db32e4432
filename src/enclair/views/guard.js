// Looks after the stock widgets of the box in which this one stands: what they lack is set here, again after
// each change, since ipywidgets makes some of its elements anew.

import { KEYS, setAttributes, uniqueId } from "./elements.js";

const TAKES_FOCUS =
  "a, button, input, select, summary, textarea, .noUi-handle, [tabindex], [contenteditable]";

function look(box, model) {
  setAttributes(box, { role: "group", "aria-label": model.get("label"), lang: model.get("lang") });
  for (const node of box.querySelectorAll(TAKES_FOCUS)) setAttributes(node, { [KEYS]: "true" });
  for (const live of box.querySelectorAll(".enclair-live")) setAttributes(live, { role: "status" });
  for (const slider of box.querySelectorAll(".widget-slider")) {
    const [label, readout] = ["label", "readout"].map((name) => slider.querySelector(`.widget-${name}`));
    const named = { "aria-label": label.textContent, "aria-valuetext": readout.textContent };
    setAttributes(readout, { contenteditable: "false" });
    setAttributes(slider.querySelector(".noUi-handle"), named);
  }
  for (const radios of box.querySelectorAll(".widget-radio")) {
    const group = radios.querySelector(".widget-radio-box");
    const label = radios.querySelector(".widget-label").textContent;
    setAttributes(group, { role: "radiogroup", "aria-label": label });
    // One name for all: then the arrows go from one to the next.
    group.dataset.name ||= uniqueId("radio");
    for (const radio of group.querySelectorAll("input")) setAttributes(radio, { name: group.dataset.name });
  }
}

function render({ model, el }) {
  let frame = 0;
  let box = null;
  const again = () => box && look(box, model);
  const observer = new MutationObserver(again);
  // The box exists once the page holds this widget.
  const start = () => {
    box = el.closest(".widget-box");
    if (!box) frame = requestAnimationFrame(start);
    else {
      again();
      // ipywidgets adds the classes of an element some time after the element.
      const attributes = ["aria-valuetext", "class", "contenteditable"];
      observer.observe(box, { childList: true, subtree: true, attributeFilter: attributes });
    }
  };
  el.hidden = true;
  el.style.display = "none";
  model.on("change:label change:lang", again);
  start();
  return () => {
    cancelAnimationFrame(frame);
    observer.disconnect();
  };
}

export default { render };
