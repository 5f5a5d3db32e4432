// One of each: what the pages of the kit are made of, for the pictures of its README (specimens.py).

import { difference, wording } from "../../enclair/views/difference.js";
import { h, quoted, radios } from "../../enclair/views/elements.js";
import { lengths, redacted } from "../../enclair/views/redaction.js";

const part = (title, ...shown) =>
  h("section", { style: "margin-top: 16px" }, h("p.enclair-head", title), ...shown);

const swatch = (name) =>
  h(
    "span",
    { style: "display: inline-block; width: 100px; margin: 0 8px 8px 0; vertical-align: top" },
    h("i", { style: `display: block; height: 24px; border: 1px solid; background: var(--enclair-${name})` }),
    h("small", name),
  );

const sizes = (scale) =>
  h(
    "p",
    { style: "line-height: 1.1" },
    scale.map(([name, size]) => [h("span", { style: `font-size: var(${name})` }, size), " "]),
  );

const boxes = () => [
  h("div.enclair-box.enclair-own", quoted("en", "Somebody's own words, or where one stands")),
  h("div.enclair-box.enclair-waits", h("p", "A question that waits")),
  h("div.enclair-box.enclair-explains", h("p", "An explanation")),
  h("div.enclair-panel", h("p", "A panel: what one works with")),
  h("p.enclair-note", "A note explains in a line"),
];

const controls = () => [
  h("p.enclair-set", h("button", "To press"), h("button", { ariaPressed: "true" }, "Pressed")),
  h(
    "div.enclair-options",
    radios(
      [
        ["a", "One"],
        ["b", "The chosen one"],
      ],
      "b",
    ),
  ),
  h("input", { type: "range", value: 60, "aria-label": "Slider", style: "width: 100%" }),
];

const differences = () => {
  const parts = difference("We are ready to leave that country", "They leave that country now");
  const both = () => [1, 2].map((which) => h("blockquote", wording(parts, which)));
  return [
    h("p.enclair-soft", "One text comes from the other:"),
    both(),
    h("p.enclair-soft", "Two peers:"),
    h("div.enclair-peers", both()),
  ];
};

const guess = () =>
  h(
    "div.enclair-asked",
    h("p.enclair-question", "A question, asked before a view opens"),
    h(
      "ul.enclair-rows",
      h("li", h("span", "Another answer")),
      h("li.enclair-mine", h("span", "The guess"), h("b.enclair-you", "you")),
    ),
  );

/** Show all of it. */
export default function start() {
  const { colours, scale } = JSON.parse(document.getElementById("state").textContent);
  const bar = h(
    "p",
    "What may not be seen ",
    redacted(lengths("is a black bar"), "Hidden"),
    " until it lifts",
  );
  const columns = h("div", { style: "display: grid; grid-template-columns: 1fr 1fr; gap: 0 24px" }, [
    part("Box", boxes()),
    part("Choices and slider", controls(), bar),
    part("Difference", differences()),
    part("Guess", guess()),
  ]);
  document
    .getElementById("view")
    .append(
      h(
        "div.enclair",
        { lang: "en" },
        part("Colours", colours.map(swatch)),
        part("Sizes", sizes(scale)),
        columns,
      ),
    );
}
