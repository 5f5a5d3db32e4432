"""What figures look like: colours of the theme alone, few elements, nothing cut, nothing too faint."""

import inspect
import re
from functools import cache
from importlib import import_module
from itertools import product
from urllib.parse import unquote

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from playwright.sync_api import expect

from enclair import lessons, predict
from enclair.figures import described, style
from enclair.lessons.traces import traces
from tests.browser.pages import opened_page
from tests.contrast import contrast
from tests.helpers import CASE, assert_in, in_language

#: What figures are made of whose parameters are not named for the tables of the case that they draw.
MADE = {
    "alarms": {"items": 10**9, "base": 1e-6, "hit": 0.9, "false": 0.001, "second": True},
    "gone": {"numbers": pd.Series([24, 4], [25, 50], name="gone")},
    "looked_at": {"narrow": traces.chat(1), "log": traces.chat()},
    "names_back": {
        "linked": traces.linkage_attack(traces.survey(), traces.runners(), ["birth", "home"]),
        "anonymous": traces.survey(),
    },
    "votes_by_gate": {"votes": pd.DataFrame({"gate": ["law"] * 3, "vote": ["yes", "no", "yes"]})},
    "word_counts": {"quotes": CASE.quotes, "words": ["privacy", "security"]},
}


def figures():
    """Each function that gives a figure, and each class of figures that can be explored, by its name."""
    for home in (f"enclair.lessons.{lesson}" for lesson in lessons.names() if lesson != "start_here"):
        for name, made in vars(import_module(f"{home}.figures")).items():
            gives = str(getattr(made, "__annotations__", {}).get("return", ""))
            draws = gives.endswith(("DescribedFigure", "DescribedFigure'>")) or hasattr(made, "update")
            if draws and getattr(made, "__module__", "").startswith(home) and name[0] != "_":
                yield name, made


FIGURES = dict(figures())
EXPLORED = [name for name, made in FIGURES.items() if inspect.isclass(made)]
#: The first parameter of each, which is named for the table of the case that it draws.
TABLES = {name: next(iter(inspect.signature(made).parameters), "") for name, made in FIGURES.items()}
SURFACES = ("pale", "wash", "band", "amber")
#: Words on paper and on surfaces; what stands for something, on paper; both in each theme.
READ = [*product(("ink", "soft"), ("paper", *SURFACES)), *product(("justice", "telegram"), ("paper",))]
SEEN = [*product([name for name in style.COLOURS if name not in SURFACES], ("paper",))]
#: Words in the colour of paper stand on what is strong.
READ += [("paper", "justice"), ("paper", "neither")]


@pytest.mark.parametrize("theme", [0, 1])
@pytest.mark.parametrize(("pairs", "least"), [(READ, 4.5), (SEEN, 3)])
def test_words_and_marks_stand_out_in_both_themes(pairs, least, theme):
    colours = {**style.COLOURS, "paper": style.PAPER}
    found = {pair: contrast(*(colours[name][theme] for name in pair)) for pair in pairs}
    assert {pair: ratio for pair, ratio in found.items() if ratio < least} == {}


def made_of(name):
    """What a figure is made of: what `MADE` says, else the table for which its parameter is named."""
    return MADE.get(name) or {table: getattr(CASE, table) for table in [TABLES[name]] if table}


@cache
def drawn(name):
    """What a figure looks like in French, whose words are longer; one to explore, with its last example."""
    drawing = in_language("fr", FIGURES[name], **made_of(name))
    if name not in EXPLORED:
        return described.picture(drawing.figure, pad=0.1)
    example = drawing.presets[-1].settings if drawing.presets else {}
    values = {each: control.start for each, control in drawing.controls.items()} | dict(example)
    in_language("fr", drawing.update, **values)
    return described.picture(drawing.figure)


@pytest.mark.parametrize("name", EXPLORED)
def test_a_slider_hides_no_name_seven_buttons_are_enough_and_examples_serve_both_sides(name):
    shown = FIGURES[name](**made_of(name))
    assert len({preset.side for preset in shown.presets} - {"neither"}) != 1
    for slider in shown.controls.values():
        if slider.buttons:
            assert len(slider.steps) <= 7
        elif slider.start is not False:
            named = [label for label in slider.steps.values() if not any(map(str.isdigit, label))]
            # Most are numbers; "no noise", "none" and "all" stand at their ends.
            assert 2 * len(named) < len(slider.steps), named


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_has_colours_of_the_theme_alone_no_ids_and_few_elements(name):
    content = drawn(name).content
    colours = re.findall(r"(?:fill|stroke):([^;\"]+)", content)
    assert {each for each in colours if not each.startswith("var(--enclair-")} <= {"none"}
    assert not re.search(r"\bid=|url\(", content)
    assert len(re.findall("<(?:path|text|svg)", content)) <= 160
    assert len(content) < 32_000


#: Words that are cut; all words, each with the colour below them and their own.
CUT = """() => [...document.querySelectorAll("svg[role=img] text")].filter((one) => {
  const [seen, sheet] = [one, one.ownerSVGElement].map((each) => each.getBoundingClientRect());
  return Math.min(seen.left - sheet.left, sheet.right - seen.right) < 0
    || Math.min(seen.top - sheet.top, sheet.bottom - seen.bottom) < 0;
}).map((one) => `${one.ownerSVGElement.getAttribute("aria-label")}: ${one.textContent}`)"""
COLOURED = """() => {
  const parts = (said) => said.match(/[\\d.]+/g).map(Number);
  const ground = (text) => {
    const box = text.getBoundingClientRect();
    const below = document.elementsFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const sheet = text.ownerSVGElement;
    let seen = parts(getComputedStyle(sheet).backgroundColor);
    for (const shape of below.filter((one) => one.matches("path") && sheet.contains(one)).reverse()) {
      const { fill, fillOpacity } = getComputedStyle(shape);
      if (fill === "none") continue;
      seen = parts(fill).map((each, at) => each * fillOpacity + seen[at] * (1 - fillOpacity));
    }
    return seen;
  };
  return [...document.querySelectorAll("svg[role=img] text")].map((text) =>
    [text.ownerSVGElement.ariaLabel, text.textContent, ground(text), parts(getComputedStyle(text).fill)]);
}"""


def test_no_word_of_any_figure_is_cut_or_faint_in_either_theme_and_paper_is_white(chromium, tmp_path):
    shown = "".join(drawn(name).html(name) for name in FIGURES)
    with opened_page(chromium, tmp_path, f"<title>x</title>{shown}", waits="svg") as opened:
        page = opened.page
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": 1280, "height": height})  # to scroll to each word takes long
        first = page.locator("svg[role=img]").first
        assert page.locator("svg[role=img] text").count() == shown.count("<text") > 300
        assert page.evaluate(CUT) == []
        for scheme, paper in (("light", "rgb(255, 255, 255)"), ("dark", "rgb(17, 17, 17)")):
            page.emulate_media(color_scheme=scheme)
            for *named, ground, own in page.evaluate(COLOURED):
                ratio = contrast(*(f"#{bytes(map(round, colour[:3])).hex()}" for colour in (ground, own)))
                assert ratio >= 4.5, named
            expect(first).to_have_css("background-color", paper)
        page.emulate_media(media="print")
        expect(first).to_have_css("background-color", "rgb(255, 255, 255)")
        expect(page.locator("img")).to_have_count(len(FIGURES))
        expect(page.locator("img:visible")).to_have_count(0)


def test_a_window_of_200_percent_shows_that_a_picture_goes_on_and_leads_to_its_end(chromium, tmp_path):
    shown = predict(FIGURES["moderation"](**made_of("moderation")), question="Who?").children[1].value
    widget = f'<div style="display: flex"><div style="flex: 1 1 auto">{shown}</div></div>'  # as in a notebook
    with opened_page(chromium, tmp_path, f"<title>x</title>{widget}", waits="svg") as opened:
        picture, scrolls = opened.page.locator("svg.enclair-picture"), opened.page.locator(".enclair-scrolls")
        expect(scrolls).to_have_css("mask-image", "none")  # all of it is seen
        opened.page.set_viewport_size({"width": 420, "height": 768})
        expect(scrolls).not_to_have_css("mask-image", "none")
        scrolls.focus()
        for _ in range(12):
            opened.page.keyboard.press("ArrowRight")
        expect(scrolls).to_have_css("mask-image", "none")
        box = picture.bounding_box()
        assert box["width"] >= 600
        assert box["x"] + box["width"] <= 421


def content(draw):
    """What is drawn where ``draw`` draws."""
    with style.figure(2, 1) as (figure, axes):
        draw(axes)
    return described.picture(figure).content


def test_a_line_that_leaves_the_axes_is_cut_there_and_one_that_is_elsewhere_is_not_drawn():
    def draw(axes):
        axes.plot([0, 1], [0, 9], color=style.HUES["justice"])
        axes.plot([5, 6], [5, 6], color=style.HUES["telegram"])
        axes.set(xlim=(0, 1), ylim=(0, 1))

    found = content(draw)
    [line] = re.findall(r'enclair-justice[^"]*" d="M([^"]*)"', found)
    assert len(re.findall(r"[\d.]+", line)) == 4
    assert abs(float(re.findall(r"[\d.]+", line)[2])) < 30
    assert "enclair-telegram" not in found


def test_marks_are_one_path_each_where_it_belongs_and_none_outside_the_axes():
    axes = (figure := Figure(figsize=(2, 2))).subplots()
    axes.plot([0, 1, 9], [0, 1, 0], "s", ms=72 / figure.dpi)  # a pixel
    axes.set(xlim=(0, 1), ylim=(0, 1))
    starts = re.findall(r"M([\d.]+) ([\d.]+)l(?=[^M]*z)", described.picture(figure).content)[-2:]
    expected = axes.transData.transform([(0, 0), (1, 1)]) * [1, -1] + [-0.5, 200.5]
    assert np.array(starts, float) == pytest.approx(expected, abs=0.2)


def test_what_waits_for_a_guess_is_drawn_apart_and_hidden():
    (figure := Figure()).text(0.5, 0.5, "you", animated=True, gid="2")
    assert re.search(r'<g data-guess="2" display="none">.*you.*</g>$', described.picture(figure).content)


def test_a_hatch_tells_rectangles_apart():
    hatches = ("", "/", "\\", "|", "-", ".", "x")
    assert len({content(lambda axes, hatch=hatch: axes.bar(0, 1, hatch=hatch)) for hatch in hatches}) == 7
    assert content(lambda axes: axes.bar(0, 0, hatch="/")) == content(lambda axes: axes.bar(0, 0))


def test_words_are_text_held_at_their_end_turned_and_escaped():
    def draw(axes):
        axes.text(0, 0, "1 < 2 & 3", ha="right", weight="bold")
        axes.set_ylabel("up")
        axes.text(0, 0, "clear", alpha=0.5)

    found = content(draw)
    assert re.search(r'<text [^>]*text-anchor:end;font-weight:700">1 &lt; 2 &amp; 3<', found)
    assert re.search(r'transform="rotate\(-90 [^>]*text-anchor:middle">up<', found)
    assert re.search(r"fill-opacity:0.5;[^>]*>clear<", found)


def test_a_figure_of_ones_own_keeps_its_hues_and_takes_ink_and_paper_of_the_theme():
    axes = (figure := Figure(figsize=(2, 2))).subplots()
    axes.bar(["$x^2$", "b"], [1, 2], color=["#123456", "black"], edgecolor="white")
    found = described.picture(figure).content
    assert_in(found, "fill:#123456", "fill:var(--enclair-ink,", "stroke:var(--enclair-paper,")
    assert "x^2" not in found


def test_a_formula_becomes_shapes_where_it_stands():
    figure = Figure(figsize=(1, 1), dpi=100)
    figure.text(0.1, 0.8, "$x$", size=10)
    left, top = re.findall(r'd="M([\d.]+) ([\d.]+)', described.picture(figure).content)[-1]
    assert 10 < float(left) < 20
    assert 10 < float(top) < 20


def test_where_svg_is_taken_out_a_still_picture_in_light_colours_is_left_and_pages_leave_it_out():
    shown = drawn("moderation").html('"What" it shows')
    [source] = re.findall('src="data:image/svg.xml,([^"]*)"', shown)
    assert unquote(source) == drawn("moderation").svg()
    assert len(source) < 1.2 * len(drawn("moderation").svg())
    assert_in(
        shown, 'alt="&quot;What&quot; it shows"', '<div class="enclair-drawn" style="display: none"><svg'
    )
    left = described.drawn_by_page(shown)
    assert "<img" not in left
    assert shown.replace(source, "").startswith(left.split("<div")[0])
