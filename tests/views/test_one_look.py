"""One look: no style sheet has a size, a corner, a bar, a slider or a mark of difference of its own."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
import tinycss2  # comes with nbconvert, as Pillow does with matplotlib
from PIL import Image, ImageChops, ImageStat
from playwright.sync_api import Browser

from enclair import compare
from enclair.figures import style
from enclair.figures.style import SCALE
from tests.contrast import contrast
from tests.views import specimens

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
#: The mean difference of two pictures in grey, 64 pixels wide; measured, light and dark: 0.02 with the same
#: fonts, 0.9 with all letters in a serif face, 3.0 in a monospace one; 5.4 and 5.9 without the panel of a
#: guess, 7.6 and 7.4 with words of 16 px in place of 14, 25 without boxes. A colour or a bar alone is below
#: it: those the sheets show.
MOST = 4


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


@pytest.mark.parametrize(
    "rule",
    [
        ".enclair-a p { font-size: 15px; }",
        ".enclair-a p { font-size: var(--enclair-text-said, 15px); }",
        ".enclair-a p { font-size: 1.1em; }",
        ".enclair-a p { font: 700 15px/1.2 serif; }",
        ".enclair-a p { font-size: 9pt; }",
        "@container (max-width: 560px) { .enclair-a p { font-size: max(15px, min(6cqw, 9vh)); } }",
        ".enclair-a p { border-radius: 6px; }",
        ".enclair-a p { border-top-left-radius: 2px; }",
        ".enclair-a p { border-left: 3px solid var(--enclair-ink); }",
        ".enclair-a p { border-left-width: 4px; }",
        ".enclair-a p { border-inline-start: 2px solid; }",
        ".enclair-a p { box-shadow: inset 6px 0 var(--enclair-ink); }",
        ".enclair-a input::-moz-range-thumb { width: 20px; }",
        '.enclair-a input[type="range"] { height: 20px; }',
        ".enclair-a ins { text-decoration: underline; }",
        ".enclair-a :is(del, b) { color: var(--enclair-soft); }",
        ".enclair-a input { accent-color: var(--enclair-accent); }",
    ],
)
def test_a_look_of_its_own_is_found(rule: str) -> None:
    assert len(list(strays("a.css", rule))) == 1


@pytest.mark.parametrize(
    "rule",
    [
        ".enclair-a p { font: 700 var(--enclair-text-small)/1.5 serif; border-radius: 50%; }",
        ".enclair-a p { font-size: max(var(--enclair-text-title), min(6cqw, 9vh)); border-left: 0; }",
        "@media print { .enclair-a p { font-size: 9pt; } }",
        ".enclair-a .enclair-inserted { color: red; border-left: var(--enclair-bar) solid; }",
    ],
)
def test_what_is_of_the_scale_is_none(rule: str) -> None:
    assert list(strays("a.css", rule)) == []


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


def difference(one: Image.Image, other: Image.Image) -> float:
    """The mean difference (0 to 255) of two pictures in grey, 64 pixels wide."""
    size = (64, round(64 * one.height / one.width))
    small = [each.convert("L").resize(size, Image.Resampling.BOX) for each in (one, other)]
    return float(ImageStat.Stat(ImageChops.difference(*small)).mean[0])


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pictures_of_the_readme_show_what_the_specimens_show(
    theme: Literal["light", "dark"], chromium: Browser
) -> None:
    path = specimens.path(theme)
    assert path.stat().st_size <= 80_000
    html, kept = specimens.page(), Image.open(path).convert("RGB")
    assert difference(kept, specimens.taken(chromium, theme, html)) < MOST, specimens.__doc__
    other_face = html.replace("</style>", ".enclair, .enclair * { font-family: serif !important; }</style>")
    assert difference(kept, specimens.taken(chromium, theme, other_face)) < MOST
    for broken in (
        html.replace("--enclair-text: 14px", "--enclair-text: 16px"),
        html.replace(".enclair-asked { padding", ".enclair-asked:empty { padding"),
        html.replace(".enclair .enclair-box {", ".enclair .enclair-box:empty {").replace(
            ":is(.enclair-box, .enclair-panel) {", ":is(.enclair-box, .enclair-panel):empty {"
        ),
    ):
        assert broken != html
        assert difference(kept, specimens.taken(chromium, theme, broken)) > MOST
