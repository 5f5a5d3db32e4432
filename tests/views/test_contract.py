"""What every view keeps to in a page of its own; `test_every_view_in_lab.py` has JupyterLab.

The table `SHOWN` beside the tests of each package has the line of a notebook that shows a view, and what is
set in its page later; one name may have several lines ("grid, desk"). `HTML` has what is no view.
"""

import re
from functools import cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from enclair import explore
from enclair.figures.block import Block
from enclair.lessons.needles_and_haystacks.figures import Alarms
from enclair.text.locale import text
from enclair.views.view import bundle
from tests.browser.pages import BARE, opened_page, state
from tests.helpers import each_shown, forms, in_language
from tests.shell import cells_show

#: By the home of a view, or by the name of what is HTML alone: the package, the line that shows it.
SHOWN = {
    f"{package.replace('.', '/')}/{name}": (package, *line) for package, name, line in each_shown("SHOWN")
}
HTML = {name: (package, line) for package, name, line in each_shown("HTML")}
HOMES = {name.partition(",")[0] for name in SHOWN}
#: It is drawn once, in the language of its notebook, and has no page of its own.
DECISION = "enclair/lessons/what_happened/decision"
#: What a class looks at together.
PROJECTED = {"claims", "deck", "exchange", "framing", "gates", "grid", "poll", "quotes", "timeline"}
FIRST = 'from enclair import explore, load_case\ncase = load_case("telegram")\n'


def short(name):
    """What a view is called in its style sheet."""
    return name.rpartition("/")[2].partition(",")[0]


def cell(package, line, *_):
    """A line of a notebook after the import of what it names."""
    offers = "enclair" if package == "enclair.views" else package
    names = sorted({*re.findall(r"\w+", line)} & {*dir(import_module(offers)), "figures"})
    return f"from {offers} import {', '.join(names)}\n{line}" if names else line


@cache
def made(name):
    """The view that a line shows; of what is guessed before it is seen the question."""
    value = cells_show(FIRST, cell(*SHOWN[name]))[1].value
    return value.children[0] if hasattr(value, "children") else value


#: Words of controls that do not fit into their place.
CUT_LABELS = """all => all.filter((one) => one.clientWidth && one.scrollWidth > one.clientWidth)
  .map((one) => one.textContent)"""
#: All that takes the focus and is seen; of radio buttons with one name Tab reaches one.
CONTROLS = """() => [...document.querySelectorAll(
  "#view :is(a[href], button, input, select, summary, textarea, [tabindex])")]
  .filter((one) => one.tabIndex >= 0 && !one.disabled && one.checkVisibility())"""
UNREACHED = f"""() => ({CONTROLS})().filter((one) => !reached.has(one)
    && !(one.type === "radio" && document.querySelector(`#view [name="${{one.name}}"]:checked`) !== one
      && [...document.getElementsByName(one.name)].some((other) => reached.has(other))))
  .map((one) => one.outerHTML.slice(0, 120))"""
#: The smallest letters of a view, in pixels of the window.
SMALLEST = """(root) => Math.min(...[...root.querySelectorAll("button, label, p, td, h3, h4, li")]
  .filter((one) => one.checkVisibility() && one.textContent.trim())
  .map((one) => parseFloat(getComputedStyle(one).fontSize) * (one.currentCSSZoom ?? 1.6)))"""


HEAD = """<!doctype html><html lang="fr"><meta charset="utf-8"><title>x</title>
<style>@media (prefers-color-scheme: dark) { body { background: #111; color: #ececec; } }</style>"""
HIDDEN = "all => all.filter((one) => !one.offsetHeight && one.innerText).length"


#: Remember what had the focus.
REACHED = """() => {
  window.reached = new Set();
  document.addEventListener("focusin", (event) => reached.add(event.target), true);
}"""


def reaches_all_with_tab(page):
    page.evaluate(REACHED)
    for _ in range(page.evaluate(f"({CONTROLS})().length") + 2):
        page.keyboard.press("Tab")
    assert page.evaluate(UNREACHED) == []
    assert page.locator(f"#view {BARE}").count() == 0


def fills_the_projector_and_comes_back(page):
    page.set_viewport_size({"width": 1280, "height": 720})
    root = page.locator(".enclair").first
    root.get_by_role("button", name="Projector", exact=True).press("Enter")
    expect(root.get_by_role("button", name="Close the projector", exact=True)).to_be_focused()
    assert root.bounding_box() == {"x": 0, "y": 0, "width": 1280, "height": 720}
    # The other language is shown as large, and Escape leads back to the same place.
    root.get_by_role("button", name="FR", exact=True).click()
    root = page.locator(".enclair-projected")
    expect(root).to_have_attribute("lang", "fr")
    assert root.evaluate("(root) => root.scrollWidth - root.clientWidth") <= 0
    assert root.evaluate(SMALLEST) >= 18
    page.keyboard.press("Escape")
    expect(root).to_have_count(0)
    expect(page.get_by_role("button", name=text("Projector", "fr"), exact=True)).to_be_focused()
    page.get_by_role("button", name="EN", exact=True).click()


def speaks_french(opened):
    opened.press_language("fr")
    words = opened.trait("words")["fr"]
    english = [key for key, french in words.items() if len(key) > 12 and "{" not in key and french != key]
    assert english
    assert [key for key in english if key in opened.text()] == []


@pytest.mark.parametrize("name", SHOWN)
def test_a_view_has_no_barrier_on_any_screen_and_no_control_on_paper(name, chromium, tmp_path):
    view, later = made(name), (*SHOWN[name], {})[2]
    with opened_page(chromium, tmp_path, view) as opened:
        page = opened.page
        reaches_all_with_tab(page)
        assert page.locator(".enclair-end .enclair-enlarge").count() == (short(name) in PROJECTED)
        if short(name) in PROJECTED:
            fills_the_projector_and_comes_back(page)
        opened.unfold()
        opened.check_access(1280, "light")
        for trait, value in later.items():
            opened.set(trait, value)
        if name != DECISION:
            speaks_french(opened)
        opened.unfold()
        opened.check_access(390, "dark")
        assert page.locator("#view label").evaluate_all(CUT_LABELS) == []
        page.emulate_media(media="print")
        expect(page.locator("button:visible")).to_have_count(int(name == DECISION))


def test_without_scripts_the_twins_are_seen_and_nothing_that_is_folded(chromium, tmp_path):
    twins = {name: made(name) for name in SHOWN if name not in (DECISION, "enclair/views/predict")}
    for name, view in twins.items():
        if "," not in name:
            script = Path(str(files("enclair"))).parent.joinpath(f"{name}.js").read_text(encoding="utf-8")
            assert {*re.findall(r'(?<!model\.)\bget\("(\w+)"\)', script)} <= {*state(view)}
    homes = dict.fromkeys(view.HOME for view in twins.values())
    styles = bundle([*homes], "tests/browser/alone.js")[1]
    shown = "".join(f"<section><noscript>{view._html()}</noscript></section>" for view in twins.values())
    page = f"{HEAD}<style>{styles}</style><main>{shown}</main>"
    with opened_page(chromium, tmp_path, page, scripts=False) as opened:
        sections = opened.page.locator("section").all()
        seen = {name: one.inner_text() for name, one in zip(twins, sections, strict=True)}
        opened.page.set_viewport_size({"width": 390, "height": 900})
        for section, (name, view) in zip(sections, twins.items(), strict=True):
            twin = BeautifulSoup(view._html(), "html.parser")
            for part in twin.select("style, details:not([open]) > :not(summary)"):
                part.decompose()
            # Whatever stands in one line.
            assert "".join(seen[name].split()) == "".join(twin.text.split()), name
            if twin.select_one("table.enclair-blocks"):  # a table that is stacked on a phone
                assert section.evaluate("(one) => one.scrollWidth - one.clientWidth") <= 0, name


@pytest.mark.parametrize("name", HTML)
def test_what_is_html_alone_has_no_barrier_and_nothing_is_cut_on_a_phone_nor_hidden_on_paper(
    name, chromium, tmp_path
):
    shown = in_language("fr", lambda: cells_show(FIRST, cell(*HTML[name]))[1].value)
    page = shown._repr_html_() if hasattr(shown, "_repr_html_") else forms(shown)["text/html"]
    with opened_page(chromium, tmp_path, f"{HEAD}<main><h1>{name}</h1>{page}", waits="main") as opened:
        details = opened.page.locator("details")
        opened.page.set_viewport_size({"width": 390, "height": 1000})
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= 390
        opened.unfold()
        opened.check_access(800, "light")
        if isinstance(shown, Block):  # the others have links in the colours of what is around them
            heights = opened.page.locator("summary").evaluate_all("all => all.map((one) => one.offsetHeight)")
            assert min(heights, default=24) >= 24
            opened.check_access(390, "dark")
        details.evaluate_all("all => all.forEach((one) => (one.open = false))")
        opened.page.emulate_media(media="print")
        assert details.locator("> :not(summary)").evaluate_all(HIDDEN) == 0


def test_an_explorer_without_a_kernel_has_a_picture_of_each_example(chromium, tmp_path):
    shown = explore(Alarms)
    page = f'{HEAD}<main class="enclair"><h1>x</h1>{forms(shown)["text/html"]}'
    with opened_page(chromium, tmp_path, page, waits="main") as opened:
        opened.tab_to("summary")
        opened.page.keyboard.press("Enter")
        assert opened.page.locator("details[open]").count() == 1
        assert opened.page.locator("svg.enclair-picture").count() == len(shown._chooser.options)
        opened.check_access(390, "dark")
        opened.page.emulate_media(media="print")
        assert {table.is_visible() for table in opened.page.locator("details table").all()} == {True}


def test_no_view_is_missing_here():
    source = Path(str(files("enclair"))).parent
    modules = (path for path in source.glob("enclair/**/*.js") if path.with_suffix(".css").exists())
    homes = (path for path in modules if "\nexport default { render" in path.read_text(encoding="utf-8"))
    assert {path.relative_to(source).with_suffix("").as_posix() for path in homes} == HOMES
