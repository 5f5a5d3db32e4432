import json
import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path, PurePosixPath

import pytest

from enclair import Timeline
from enclair.case import events
from enclair.figures import style
from enclair.views.view import shared, unshared
from tests.contrast import contrast

PACKAGE = Path(str(files("enclair")))
STYLES = sorted(
    path.relative_to(PACKAGE).as_posix()
    for folder in ("views", "lessons")
    for path in (PACKAGE / folder).rglob("*.css")
)


def selectors(css):
    """The selectors of a style sheet, those inside @media and the like too, without what brackets hold."""
    plain = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    plain = re.sub(r"@keyframes[^{]*\{(?:[^{}]*\{[^{}]*\})*\s*\}", "", plain)  # "from" selects nothing
    while "(" in plain:  # from the innermost on
        plain = re.sub(r"\([^()]*\)", "", plain)
    rules = re.findall(r"([^{}]+)\{", plain)
    return [part.strip() for rule in rules if not rule.strip().startswith("@") for part in rule.split(",")]


#: What each selector of a sheet begins with, by the kind of sheet. Three classes of a block: every output
#: repeats what blocks share (block.css), which must not win over it.
OWN = {
    ".twin.css": r"\.enclair-",
    ".block.css": r"\.enclair\.enclair-block\.enclair-{name}(?![\w-])",
    ".css": r"\.enclair-{name}(?![\w-])",
}


@pytest.mark.parametrize("sheet", [name for name in STYLES if name != "views/view.css"])
def test_a_style_sheet_reaches_nothing_but_its_own(sheet):
    # A notebook has several views, and their style sheets all hold for the whole page.
    kind = next(kind for kind in OWN if sheet.endswith(kind))
    name = PurePosixPath(sheet).name.removesuffix(kind)
    found = selectors((PACKAGE / sheet).read_text(encoding="utf-8"))
    assert found
    assert [one for one in found if not re.match(OWN[kind].format(name=name), one)] == []
    assert [one for one in STYLES if PurePosixPath(one).name == PurePosixPath(sheet).name] == [sheet]


def test_a_rule_that_looks_inside_stands_on_a_part_of_a_view():
    # On what the whole page has, it made each change of a view style the whole notebook: 100 ms, not 10.
    css = (PACKAGE / "views/view.css").read_text(encoding="utf-8")
    stands_on = re.findall(r"([^\s,{}]*):has\(", css)
    assert stands_on
    assert [one for one in stands_on if not re.match(r"\.enclair|:is\(\.enclair", one)] == []


TRACKS = ("webkit-slider-runnable-track", "moz-range-track")
THUMBS = ("webkit-slider-thumb", "moz-range-thumb")


def looks(sheet, selector):
    """Return what a sheet says of a selector."""
    blocks = re.findall(r"([^{};/]+)\{([^{}]*)\}", (PACKAGE / "views" / sheet).read_text("utf-8"))
    said = "".join(block for head, block in blocks if " ".join(head.split()) == selector)
    return dict(re.findall(r"([\w-]+): ([^;]+);", said))


@pytest.mark.parametrize("theme", [0, 1])
def test_sliders_and_edges_of_controls_are_seen_and_handles_large_enough(theme):
    """Criteria 1.4.11 and 2.5.8 of WCAG 2.2: 3:1 on paper and on the ground of a panel, and 24 pixels."""
    said = re.findall(r"--enclair-(\w+): light-dark\((#\w{6}), (#\w{6})\);", style.css_variables())
    colours = {name: pair[theme] for name, *pair in said} | {"paper": style.PAPER[theme]}
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


def test_views_share_models_of_what_is_the_same(case):
    one, two = Timeline(case), Timeline(case, "fr")
    assert one._shared == two._shared
    assert unshared(one._shared["events"].value) == one.events == events.records(case.timeline)
    assert len(json.dumps(one.get_state())) < 20_000  # nine timelines, each with all events, were 2.3 MB
    few = Timeline(replace(case, _tables=case._tables | {"timeline": case.timeline[:3]}))
    assert unshared(few._shared["events"].value) == few.events == one.events[:3]
    assert few._shared["code"] == one._shared["code"]


def test_what_is_shared_keeps_its_order_in_a_saved_notebook():
    value = {"law": 1, "aim": {"z": 2, "a": 3}}
    saved = json.dumps(shared(value).get_state("value"), sort_keys=True)  # as JupyterLab writes it
    assert json.dumps(unshared(json.loads(saved)["value"])) == json.dumps(value)
