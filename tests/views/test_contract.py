"""What every view keeps to in a page of its own; `test_every_view_in_lab.py` has JupyterLab.

The table `SHOWN` beside the tests of each package has the line of a notebook that shows a view, and what is
set in its page later; one name may have several lines ("grid, desk"). `HTML` has what is no view.
"""

import random
import re
from importlib.resources import files
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from enclair import explore
from enclair.figures.block import Block
from enclair.lessons.needles_and_haystacks.figures import Alarms
from enclair.text.locale import text
from enclair.views.explore import Explore
from enclair.views.predict import Prediction
from enclair.views.view import View, bundle
from tests.browser.pages import BARE, Opened, opened_page, page_of, state
from tests.helpers import cell, each_shown, forms, in_language
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
PROJECTED = {
    *("claims", "deck", "exchange", "framing", "gates", "grid"),
    *("network", "poll", "pupils", "quotes", "timeline", "timer"),
}
FIRST = 'from enclair import explore, load_case\ncase = load_case("telegram")\n'


def short(name):
    """What a view is called in its style sheet."""
    return name.rpartition("/")[2].partition(",")[0]


def values(table):
    """What each line of a table gives; of what is guessed before it is seen the question."""
    shown = [one.value for one in cells_show(FIRST, *(cell(*line) for line in table.values()))[1:]]
    return [one.children[0] if isinstance(one, Prediction) else one for one in shown]


@pytest.fixture(scope="module")
def made():
    """The views that the lines show, by their names."""
    return dict(zip(SHOWN, values(SHOWN), strict=True))


@pytest.fixture(scope="module")
def stage(chromium, tmp_path_factory, made):
    """One page that has every view, and shows one at a time."""
    stage = Opened(chromium)
    path = tmp_path_factory.mktemp("stage") / "views.html"
    path.write_text(page_of(*made.values()), encoding="utf-8")
    stage.open(path)
    yield stage
    stage.page.context.close()


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
NAMED = ".map((one) => one.textContent.slice(0, 120))"
HIDDEN = f"all => all.filter((one) => !one.checkVisibility() && one.textContent.trim()){NAMED}"
WIDE = f"all => all.filter((one) => one.scrollWidth > one.clientWidth){NAMED}"
LOW = f"all => all.filter((one) => one.offsetHeight < 24){NAMED}"

#: What is drawn, but for controls and scales; BY_LOT it has others besides, AROUND stand dates and a count.
DRAWN = """all => all.filter((one) => !one.closest("button, option, label, style, [class*=axis]"))
  .flatMap((one) => [...one.childNodes].filter((child) => child.nodeType === 3).map((child) => child.data))"""
BY_LOT = {"timeline", "poll", "draw", "coin", "noise"}
AROUND = {"2026", "21", "00", "04", "18"}


def reaches_all_with_tab(page):
    note = "document.addEventListener('focusin', (event) => reached.add(event.target), true)"
    page.evaluate(f"() => {{ window.reached = new Set(); {note}; }}")
    for _ in range(page.evaluate(f"({CONTROLS})().length") + 2):
        page.keyboard.down("Tab")  # held down
    page.keyboard.up("Tab")
    assert page.evaluate(UNREACHED) == []
    assert page.locator(f"#view {BARE}").count() == 0


def fills_the_projector_and_comes_back(stage):
    page = stage.page
    page.emulate_media(reduced_motion="reduce")  # what still slides may be wider for a moment
    page.set_viewport_size({"width": 1280, "height": 720})
    stage.set("lang", "fr")
    root = page.locator(".enclair").first
    enlarge = page.get_by_role("button", name=text("Projector", "fr"), exact=True)
    enlarge.press("Enter")
    # On what closes it, where the space bar pauses, or where keys count hands.
    expect(page.locator(".enclair-projected:focus, .enclair-projected :focus")).to_have_count(1)
    assert root.bounding_box() == {"x": 0, "y": 0, "width": 1280, "height": 720}
    root = page.locator(".enclair-projected")
    assert root.evaluate("(root) => root.scrollWidth - root.clientWidth") <= 0
    least = 19 if "enclair-exchange" in (root.get_attribute("class") or "") else 23.9  # for the back row
    assert root.evaluate(SMALLEST) >= least
    page.keyboard.press("Escape")
    expect(root).to_have_count(0)
    expect(enlarge).to_be_focused()
    stage.set("lang", "en")


def speaks_french(opened):
    opened.set("lang", "fr")
    words = opened.trait("words")["fr"]
    english = [key for key, french in words.items() if len(key) > 12 and "{" not in key and french != key]
    assert english
    said = opened.text()
    assert [key for key in english if key in said] == []


@pytest.mark.parametrize("name", SHOWN)
def test_a_view_has_no_barrier_on_any_screen_and_no_control_on_paper(name, stage, made):
    stage.show([*SHOWN].index(name))
    page = stage.page
    if not {name.rpartition("/")[2].rpartition(" ")[2]} & BY_LOT and isinstance(made[name], View):
        drawn = " ".join(page.locator("#view *").evaluate_all(DRAWN))
        assert {*re.findall(r"\d\d+", drawn)} <= {*re.findall(r"\d\d+", made[name]._html())} | AROUND
    reaches_all_with_tab(page)
    assert page.locator(":not(.enclair-go) > .enclair-enlarge").count() == (short(name) in PROJECTED)
    if short(name) in PROJECTED:
        fills_the_projector_and_comes_back(stage)
    stage.check_access(1280, "light")
    for trait, value in (*SHOWN[name], {})[2].items():
        stage.set(trait, value)
    if name != DECISION:
        speaks_french(stage)
    stage.check_access(390, "dark")
    assert page.locator("#view label").evaluate_all(WIDE) == []
    page.emulate_media(media="print")
    expect(page.locator("button:visible")).to_have_count(0)
    assert stage.wrong == []


def test_without_scripts_the_twins_are_seen_and_nothing_that_is_folded(chromium, tmp_path, made):
    twins = {name: made[name] for name in SHOWN if name not in (DECISION, "enclair/views/predict")}
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


def drawn_by_lot(view):
    """What a view offers in random order, as the help of its traits says."""
    lots = view.trait_names(help=lambda words: "random order" in (words or ""))
    return {trait: getattr(view, trait) for trait in lots}


def test_what_could_sway_somebody_by_its_order_comes_in_any(made, monkeypatch):
    lines = {name: SHOWN[name] for name, view in made.items() if drawn_by_lot(view)}
    assert len(lines) >= 6
    orders = []
    for way in (1, -1):
        monkeypatch.setattr(random, "sample", lambda items, k, way=way: [*items][::way])
        orders.append([drawn_by_lot(view) for view in values(lines)])
    for name, one, other in zip(lines, *orders, strict=True):
        assert one == {trait: order[::-1] for trait, order in other.items()}, name


def html_of(shown):
    """A section with what is HTML alone, or with the static form of a view."""
    page = shown._repr_html_() if hasattr(shown, "_repr_html_") else forms(shown)["text/html"]
    # The others have links in the colours of what is around them.
    own = "enclair own" if isinstance(shown, Block | Explore) else ""
    return f'<section class="{own}"><h1>x</h1>{page}</section>'


def test_what_is_html_alone_has_no_barrier_and_all_is_seen_on_a_phone_and_on_paper(chromium, tmp_path):
    shown = in_language("fr", lambda: [*values(HTML), explore(Alarms)])
    main = f"{HEAD}<main>{''.join(map(html_of, shown))}"
    with opened_page(chromium, tmp_path, main, waits="main") as opened:
        page = opened.page
        page.emulate_media(media="print")
        assert page.locator(".own details > :not(summary, style)").evaluate_all(HIDDEN) == []
        page.emulate_media(media="screen")
        page.set_viewport_size({"width": 390, "height": 1000})
        assert page.locator("section").evaluate_all(WIDE) == []
        opened.check_access(800, "light")
        assert page.locator(".own summary").evaluate_all(LOW) == []
        page.locator("section:not(.own)").evaluate_all("all => all.map((one) => one.remove())")
        opened.check_access(390, "dark")


def test_no_view_is_missing_here():
    source = Path(str(files("enclair"))).parent
    modules = (path for path in source.glob("enclair/**/*.js") if path.with_suffix(".css").exists())
    homes = (path for path in modules if "\nexport default { render" in path.read_text(encoding="utf-8"))
    assert {path.relative_to(source).with_suffix("").as_posix() for path in homes} == HOMES
