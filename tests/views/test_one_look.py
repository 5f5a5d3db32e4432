"""One look: sliders and edges of controls that everybody sees and reaches."""

import re
from pathlib import Path

import pytest

from enclair.figures import style
from tests.contrast import contrast

SRC = Path(__file__).parents[2] / "src/enclair"
SHEETS = {path.name: path.read_text("utf-8") for path in sorted(SRC.rglob("*.css"))}
TRACKS = ("webkit-slider-runnable-track", "moz-range-track")
THUMBS = ("webkit-slider-thumb", "moz-range-thumb")


def looks(sheet, selector):
    """Return what a sheet says of a selector."""
    blocks = re.findall(r"([^{};/]+)\{([^{}]*)\}", SHEETS[sheet])
    said = "".join(block for head, block in blocks if " ".join(head.split()) == selector)
    return dict(re.findall(r"([\w-]+): ([^;]+);", said))


@pytest.mark.parametrize("theme", [0, 1])
def test_sliders_and_edges_of_controls_are_seen_and_handles_large_enough(theme):
    """Criteria 1.4.11 and 2.5.8 of WCAG 2.2: 3:1 on paper and on the ground of a panel, and 24 pixels."""
    said = re.findall(r"--enclair-(\w+): (#\w{6});", style.css_variables())  # the dark ones stand last
    colours = dict(said if theme else reversed(said)) | {"paper": style.PAPER[theme]}
    slider = '.enclair input[type="range"]'
    controls = ".enclair :is(button, input, select, textarea)"
    shown = {
        **{f"{kind} track": looks("view.css", f"{slider}::-{kind}")["background"] for kind in TRACKS},
        **{f"{kind} edge": looks("view.css", f"{slider}::-{kind}")["box-shadow"] for kind in THUMBS},
        "track": looks("explore.css", ".enclair-explore .widget-slider .noUi-connects")["background"],
        "edge": looks("explore.css", ".enclair-explore .widget-slider .noUi-handle")["box-shadow"],
        "control": looks("view.css", controls)["border"],
        "row": looks("view.css", ".enclair .enclair-rows > :is(.enclair-choice, li)")["border"],
    }
    for place, value in shown.items():
        [name] = re.findall(r"--enclair-([a-z]+)\)$", value)
        for ground in ("paper", "tint"):
            assert contrast(colours[name], colours[ground]) >= 3, place
    for kind in THUMBS:
        thumb = looks("view.css", f"{slider}::-{kind}")
        assert (thumb["width"], thumb["height"]) == ("24px", "24px")
    assert looks("explore.css", ".enclair-explore")["--jp-widgets-slider-handle-size"] == "24px"
