"""One look: no style sheet has a size, a corner, a bar, a slider or a mark of difference of its own."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
import tinycss2  # comes with nbconvert

from enclair import compare
from enclair.figures import style
from enclair.figures.style import SCALE
from tests.contrast import contrast

SRC = Path(__file__).parents[2] / "src/enclair"
SHEETS = {path.name: path for path in sorted(SRC.rglob("*.css"))}
#: What stands where no variable reaches: a sheet for pages without scripts has the numbers themselves.
WITHOUT_VARIABLES = (".twin.css", "style.css", "sourced.css", "picture.css", "feedback.css")
NUMBERS = {size for name, size in SCALE.items() if name.startswith("--enclair-text")}
#: A size of text: of the scale, or as large as the window lets it be and never below that.
_TEXT = r"var\(--enclair-text(-\w+)?\)"
SIZE = re.compile(rf"inherit|{_TEXT}|max\({_TEXT}, min\([\d.]+cqw, [\d.]+vh\)\)")
#: What a sheet has of its own, and why: (sheet, selector, property).
OWN = {
    ("exchange.css", ".enclair-exchange .enclair-exchange-long .enclair-exchange-paint b", "font-size"): (
        "eight digits in a quarter of a phone"
    ),
    ("exchange.css", ".enclair-exchange .enclair-exchange-secrets .enclair-exchange-name", "font-size"): (
        "four cards in a quarter of a phone"
    ),
    ("grid.css", ".enclair-grid .enclair-composer input", "border-radius"): "a message as phones draw it",
    ("poll.css", ".enclair-poll .enclair-poll-truth", "border-left"): "a mark on a scale",
    (
        "ladder.block.css",
        ".enclair.enclair-block.enclair-ladder li::before",
        "border-left",
    ): "innocence, as a line of the figure",
    (
        "ladder.block.css",
        ".enclair.enclair-block.enclair-ladder > div > details",
        "border-left",
    ): "the same line, where it begins",
    ("cover.twin.css", ".enclair-cover ol", "border-left"): "the line of time",
    (
        "cover.twin.css",
        ".enclair-cover .enclair-name",
        "font-size",
    ): "the title, as large as the screen lets it be",
}
TRACKS = ("webkit-slider-runnable-track", "moz-range-track")
THUMBS = ("webkit-slider-thumb", "moz-range-thumb")
SLIDER = re.compile(r"::-(webkit-slider|moz-range)|type=\"?range")
DIFFERENCE = re.compile(r"(?<![\w-])(ins|del)(?![\w-])")


def rules(css: str, around: str = "") -> Iterator[tuple[str, str, str, str]]:
    """Each declaration: the at-rules around it, its selector, its name, its value."""
    for rule in tinycss2.parse_rule_list(css, skip_comments=True, skip_whitespace=True):
        head = tinycss2.serialize(rule.prelude).strip()
        if rule.type == "at-rule":
            if rule.lower_at_keyword in ("media", "container", "supports"):
                yield from rules(
                    tinycss2.serialize(rule.content), f"{around} @{rule.lower_at_keyword} {head}"
                )
            continue
        assert rule.type == "qualified-rule", f"{rule.type} in {css[:80]}"
        for each in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
            assert each.type == "declaration", f"{head}: {tinycss2.serialize([each])}"
            value = tinycss2.serialize(each.value).strip()
            yield around, re.sub(r"\s+", " ", head), each.lower_name, value


def is_of_the_scale(name: str, value: str, *, printed: bool, variables: bool) -> bool:
    """Whether a declaration says nothing about sizes, corners and bars, or what the scale has."""
    if name in ("font", "font-size"):
        size = re.sub(r"^((italic|\d+) )*|(/\S+)?( \D.*)?$", "", value) if name == "font" else value
        printed_so = printed and size.endswith("pt")
        return bool(SIZE.fullmatch(size)) or printed_so or (not variables and size in NUMBERS)
    if re.fullmatch(r"border(-\w+)*-radius", name):
        return value in ("0", "50%", "var(--enclair-radius)") or (not variables and value == "4px")
    if re.fullmatch(r"border-(left|inline|inline-start)(-width)?", name):
        width = value.split()[0]
        bars = ("var(--enclair-bar)",) if variables else ("4px",)
        thin = ("0", "1px", "none")
        return width in (*thin, *bars) or (name == "border-inline" and width in ("2px", "3px"))  # a lane
    if name == "box-shadow" and value.startswith("inset") and not value.startswith("inset 0"):
        return value.startswith("inset var(--enclair-bar) 0 ")
    return True


def strays(sheet: str, css: str) -> Iterator[tuple[str, str, str]]:
    """What a sheet says that the scale and view.css do not: (sheet, selector, property)."""
    variables = not sheet.endswith(WITHOUT_VARIABLES)
    for around, selector, name, value in rules(css):
        fits = is_of_the_scale(name, value, printed="print" in around, variables=variables)
        shared = SLIDER.search(selector) or DIFFERENCE.search(selector) or name == "accent-color"
        if not fits or (shared and sheet != "view.css"):
            yield sheet, selector, name


def looks(sheet: str, selector: str) -> dict[str, str]:
    """What a sheet says of a selector."""
    return {
        name: value for _, head, name, value in rules(SHEETS[sheet].read_text("utf-8")) if head == selector
    }


def test_no_style_sheet_has_a_look_of_its_own_but_for_a_reason() -> None:
    found = {each for name, path in SHEETS.items() for each in strays(name, path.read_text("utf-8"))}
    assert sorted(found - OWN.keys()) == []  # say it in view.css, or with the scale (style.py)
    assert sorted(OWN.keys() - found) == []  # no reason without a rule


def test_what_no_sheet_reaches_looks_the_same() -> None:
    thumb = looks("view.css", '.enclair input[type="range"]::-webkit-slider-thumb')
    handle = looks("explore.css", ".enclair-explore .widget-slider .noUi-handle")
    for name in ("background", "border", "box-shadow"):
        assert handle[name] == thumb[name]
    # The marks of `compare`, which stand in a page without style sheets; and the titles that are measured.
    page = compare("one two", "one three")._repr_html_()
    for mark in ("del", "ins"):
        said = "; ".join(f"{name}: {value}" for name, value in looks("view.css", f".enclair {mark}").items())
        assert f'<{mark} style="{said};">' in page
    assert f"measureIn(`{SCALE['--enclair-text-small']} " in (SRC / "views/chart.js").read_text("utf-8")


def test_what_keeps_terms_beside_their_values_is_said_once() -> None:
    """JupyterLab lets terms float; each view once had a rule of its own, and one had none."""
    told = {
        name
        for name, path in SHEETS.items()
        for _, selector, said, _ in rules(path.read_text("utf-8"))
        if said == "float" and re.search(r"\bd[td]\b", selector)
    }
    assert told == {"view.css", "block.css"}  # what is no view has no view.css


@pytest.mark.parametrize("theme", [0, 1])
def test_sliders_and_edges_of_controls_are_seen_and_handles_large_enough(theme: Literal[0, 1]) -> None:
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
