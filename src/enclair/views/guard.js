// Looks after the stock widgets of the box in which this one stands: what they lack is set here, again after
// each change, since ipywidgets makes some of its elements anew.

import { KEYS, uniqueId } from "./elements.js";

const TAKES_FOCUS =
  "a, button, input, select, summary, textarea, .noUi-handle, [tabindex], [contenteditable]";

function set(node, name, value) {
  if (node.getAttribute(name) !== value) node.setAttribute(name, value);
}

function look(box, model) {
  set(box, "role", "group");
  set(box, "aria-label", model.get("label"));
  set(box, "lang", model.get("lang"));
  for (const node of box.querySelectorAll(TAKES_FOCUS)) set(node, KEYS, "true");
  for (const live of box.querySelectorAll(".enclair-live")) set(live, "role", "status");
  for (const slider of box.querySelectorAll(".widget-slider")) {
    const readout = slider.querySelector(".widget-readout");
    const handle = slider.querySelector(".noUi-handle");
    set(readout, "contenteditable", "false");
    set(handle, "aria-label", slider.querySelector(".widget-label").textContent);
    set(handle, "aria-valuetext", readout.textContent);
  }
  for (const radios of box.querySelectorAll(".widget-radio")) {
    const group = radios.querySelector(".widget-radio-box");
    set(group, "role", "radiogroup");
    set(group, "aria-label", radios.querySelector(".widget-label").textContent);
    // One name for all: then the arrows go from one to the next.
    group.dataset.name ||= uniqueId("radio");
    for (const radio of group.querySelectorAll("input")) set(radio, "name", group.dataset.name);
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
    model.off("change:label change:lang", again);
  };
}

export default { render };
