"""What every view keeps to: in a page of its own, and in a real JupyterLab, where it looks as on a page.

The table `SHOWN` beside the tests of each package has the line of a notebook that shows a view, and what is
set in its page later; one name may have several lines ("grid, desk"). `HTML` has what is no view.
"""

import json
import re
from functools import cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import expect

from enclair import explore
from enclair.figures import style
from enclair.figures.block import Block
from enclair.lessons.needles_and_haystacks.figures import Alarms
from enclair.lessons.what_happened.figures import events_by_track
from enclair.text.locale import text
from enclair.views.view import bundle
from enclair_tools.notebooks.canonical import canonical
from enclair_tools.publish import pages
from tests.browser.lab import errors, open_notebook, run_all
from tests.browser.pages import BARE, opened_page, state
from tests.helpers import CASE, code, each_shown, forms, in_language, markdown, notebook
from tests.shell import cells_show

pytestmark = pytest.mark.browser

#: By the home of a view, or by the name of what is HTML alone: the package, the line that shows it.
SHOWN = {
    f"{package.replace('.', '/')}/{name}": (package, *line) for package, name, line in each_shown("SHOWN")
}
HTML = {name: (package, line) for package, name, line in each_shown("HTML")}
#: It is drawn once, in the language of its notebook, and has no page of its own.
DECISION = "enclair/lessons/what_happened/decision"
#: What a class looks at together.
PROJECTED = {"claims", "deck", "exchange", "framing", "gates", "grid", "poll", "quotes", "timeline"}
FIRST = 'from enclair import explore, load_case\ncase = load_case("telegram")\n'
EXPLORER = "from enclair.lessons.traces.figures import CoinAndDie\nexplore(CoinAndDie)"


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


# ---------------------------------------------------------------- In a page of its own

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


# ---------------------------------------------------------------- In JupyterLab

#: What JupyterLab could say of an element, and our own style sheet has to.
STYLES = [
    *("display", "float", "boxSizing", "textAlign", "verticalAlign", "textDecorationLine", "listStyleType"),
    *("fontStyle", "fontWeight", "fontSize", "lineHeight", "whiteSpace", "wordBreak", "overflowWrap"),
    *("marginTop", "marginBottom", "paddingTop", "paddingLeft", "borderTopWidth", "borderLeftWidth"),
    "borderTopLeftRadius",
]
SCREEN = {"width": 1366, "height": 768}
OUTPUTS = ".jp-Notebook .jp-CodeCell .jp-Cell-outputArea"
#: For each kind of element, by its place: how it looks; a page in one language shows no buttons of languages.
LOOKS = """(root, styles) => {
  const found = {};
  for (const one of root.querySelectorAll("*")) {
    if (one.closest("svg") || !one.getClientRects().length || one.matches(".enclair-end > [lang]")) continue;
    const path = [];
    for (let at = one; at !== root; at = at.parentElement)
      path.unshift(at.tagName.toLowerCase() + [...at.classList].filter((name) => /^enclair/.test(name))
        .map((name) => "." + name).join(""));
    const look = getComputedStyle(one);
    (found[path.join(" > ")] ??= new Set()).add(styles.map((name) => `${name}: ${look[name]}`).join("; "));
  }
  return Object.fromEntries(Object.entries(found).map(([path, looks]) => [path, [...looks].sort()]));
}"""
#: Words of which one part stands on a line and the rest on the next, without a hyphen.
CUT = """(root) => {
  const found = [];
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    if (node.parentElement.closest("svg, pre, code, textarea, option, .code")) continue;
    if (getComputedStyle(node.parentElement).hyphens === "auto") continue;
    for (const word of node.data.matchAll(/[\\p{L}\\p{N}]+/gu)) {
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const lines = [...range.getClientRects()].filter((one) => one.width);
      if (new Set(lines.map((one) => Math.round(one.top))).size > 1) found.push(word[0]);
    }
  }
  return found;
}"""


def tables(part):
    """How the tables and lists of an output look that is HTML alone: JupyterLab gives them other letters."""
    return [one.evaluate(LOOKS, ["display", "float"]) for one in part.locator("table, dl").all()]


def measured(page, selector):
    """What a page shows of each view: its looks, the views themselves."""
    seen = {}
    parts = page.locator(selector).all()[-len(SHOWN | HTML) :]
    for name, part in zip(SHOWN | HTML, parts, strict=True):
        root = part.locator(f".enclair-{short(name)}").first if name in SHOWN else part
        root.scroll_into_view_if_needed()
        root.evaluate(
            "(root) => root.querySelectorAll('details:not(.code)').forEach((one) => (one.open = true))"
        )
        page.wait_for_timeout(50)  # what a list draws when it opens
        seen[name] = root, root.evaluate(LOOKS, STYLES) if name in SHOWN else tables(part)
    return seen


@pytest.fixture(scope="module")
def every_view(lab_page, tmp_path_factory):
    """A notebook that shows every view once, in JupyterLab after all its cells ran."""
    lines = enumerate([*SHOWN.values(), *HTML.values()])
    cells = [code(cell(*line), f"cell-{place}") for place, line in lines]
    cells.insert(0, code(EXPLORER, "explorer"))
    stored = canonical(notebook(markdown("# Every view", "first"), code(FIRST, "load"), *cells))
    path = lab_page.lab.root / "99_every_view.ipynb"
    path.write_text(json.dumps(stored), encoding="utf-8")
    lab_page.page.set_viewport_size(SCREEN)
    open_notebook(lab_page, path.name)
    lab_page.page.evaluate(
        """() => {
          const { content } = window.jupyterapp.shell.currentWidget;
          content.notebookConfig = { ...content.notebookConfig, windowingMode: "none" };
        }"""
    )
    run_all(lab_page)
    assert errors(lab_page) == []
    return lab_page, pages.Lesson(tmp_path_factory.mktemp("views") / "en" / path.name, stored)


def test_no_view_is_missing_here():
    source = Path(str(files("enclair"))).parent
    modules = (path for path in source.glob("enclair/**/*.js") if path.with_suffix(".css").exists())
    homes = (path for path in modules if "\nexport default { render" in path.read_text(encoding="utf-8"))
    assert {name.partition(",")[0] for name in SHOWN} == {
        path.relative_to(source).with_suffix("").as_posix() for path in homes
    }


def test_jupyterlab_restyles_nothing_of_a_view_and_no_word_is_cut(every_view, chromium, tmp_path):
    lab_page, lesson = every_view
    in_lab = measured(lab_page.page, OUTPUTS)
    assert [cut for root, _ in in_lab.values() for cut in root.evaluate(CUT)] == []
    width = in_lab["enclair/views/timeline"][0].bounding_box()["width"]
    path = tmp_path / "page.html"
    lesson.path.parent.mkdir()
    lesson.path.write_text(json.dumps(lesson.notebook), encoding="utf-8")
    path.write_text(pages.page(lesson, pages.run(lesson), home="../index.html"), encoding="utf-8")
    page = chromium.new_page(viewport=SCREEN)
    page.goto(path.as_uri())
    page.add_style_tag(content=f".cell {{ width: {width}px; }}")
    on_page = measured(page, ".cell")
    page.close()
    for name, (_, looks) in in_lab.items():
        assert looks or name in HTML, name
        assert looks == on_page[name][1], name
    assert lab_page.requests_elsewhere == []


def test_a_link_and_a_button_keep_their_look_under_pointer_and_focus_and_a_phone_cuts_no_word(every_view):
    page = every_view[0].page
    look = "one => { const look = getComputedStyle(one); return [look.textDecorationLine, look.color]; }"
    a = page.locator(".enclair-grid .enclair-source a").first
    before = a.evaluate(look)
    a.hover()
    assert a.evaluate(look) == before
    assert before[0] == "underline"
    button = page.locator(".enclair-grid button").first
    button.focus()
    page.keyboard.press("Shift")  # the focus of a keyboard
    assert button.evaluate("one => getComputedStyle(one).outlineWidth") == "3px"
    page.set_viewport_size({"width": 390, "height": 844})
    page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    quoted = page.locator(f"{OUTPUTS} :is(blockquote, q)").all()
    assert len(quoted) > 20
    assert [cut for one in quoted for cut in one.evaluate(CUT)] == []
    page.set_viewport_size(SCREEN)


def test_figures_and_explorers_follow_the_theme(every_view):
    page = every_view[0].page
    explorer = page.locator(".enclair-explore")
    drawn = explorer.locator("svg.enclair-picture")
    for theme, place in (("JupyterLab Dark", 1), ("JupyterLab Light", 0)):
        page.evaluate("theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme)
        for part, look, colour in (
            (drawn, "background-color", style.PAPER),
            (drawn.get_by_text("noise", exact=True), "fill", style.INK),
            (drawn.get_by_text("\u221210", exact=True), "fill", style.SOFT_INK),
            (explorer.locator(".noUi-handle"), "background-color", style.INK),  # what one drags is seen
            (explorer.locator(".noUi-connects"), "background-color", style.SOFT_INK),
        ):
            red, green, blue = bytes.fromhex(colour[place][1:])
            expect(part).to_have_css(look, f"rgb({red}, {green}, {blue})")
    expect(page.locator("img.enclair-still:visible")).to_have_count(0)


def test_of_a_figure_in_a_notebook_that_nobody_trusts_a_still_picture_is_left(lab_page):
    """SVG and styles are taken out of it, and words of SVG would be left over."""
    shown = {"output_type": "display_data", "metadata": {}}
    shown["data"] = events_by_track(CASE.timeline)._repr_mimebundle_()
    path = lab_page.lab.root / "others.ipynb"
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    others = notebook(code("1", "figure", [shown]), metadata=kernel)
    path.write_text(json.dumps(others), encoding="utf-8")
    open_notebook(lab_page, path.name)
    figure = lab_page.page.locator(OUTPUTS).first
    expect(figure.locator("img.enclair-still")).to_be_visible()
    assert figure.locator("img").evaluate("one => one.complete && one.naturalWidth > 300")
    expect(figure.locator("svg.enclair-picture")).to_have_count(0)
    assert "number of events" not in figure.inner_text()
