"""Every view in a real JupyterLab: labels and values stand there as on a page without JupyterLab's styles."""

import json
import re
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page

from enclair_tools.notebooks.canonical import canonical
from enclair_tools.publish import pages
from tests.browser.lab import LabPage, errors, open_notebook, run_all
from tests.helpers import code, each_shown, markdown, notebook

pytestmark = pytest.mark.browser

#: Each view once, by its home, and each kind of output that is HTML alone: the package, and how it is made.
SHOWN = {
    f"{package.replace('.', '/')}/{name}": (package, line) for package, name, line in each_shown("SHOWN")
}
HTML = {name: (package, line) for package, name, line in each_shown("HTML")}
FIRST = 'from enclair import load_case\ncase = load_case("telegram")\n'


def cell(package: str, line: str) -> str:
    """A line of a notebook after the import of what it names."""
    offers = "enclair" if package == "enclair.views" else package
    names = sorted({*re.findall(r"\w+", line)} & {*dir(import_module(offers)), "figures"})
    return f"from {offers} import {', '.join(names)}\n{line}" if names else line


#: What JupyterLab could say of an element, and our own style sheet has to.
STYLES = [
    *("display", "float", "boxSizing", "textAlign", "verticalAlign", "textDecorationLine", "listStyleType"),
    *("fontStyle", "fontWeight", "fontSize", "lineHeight", "whiteSpace", "wordBreak", "overflowWrap"),
    *("marginTop", "marginBottom", "paddingTop", "paddingLeft", "borderTopWidth", "borderLeftWidth"),
    "borderTopLeftRadius",
]

SCREEN: Any = {"width": 1366, "height": 768}
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


def tables(part: Locator) -> list[Any]:
    """How the tables and lists of an output look that is HTML alone: JupyterLab gives them other letters."""
    return [one.evaluate(LOOKS, ["display", "float"]) for one in part.locator("table, dl").all()]


def measured(page: Page, selector: str) -> dict[str, Any]:
    """What a page shows of each view: its looks, words that are cut, its width."""
    seen: dict[str, Any] = {}
    parts = page.locator(selector).all()[-len(SHOWN | HTML) :]
    for name, part in zip(SHOWN | HTML, parts, strict=True):
        root = part.locator(f".enclair-{name.rpartition('/')[2]}").first if name in SHOWN else part
        root.scroll_into_view_if_needed()
        root.evaluate(
            "(root) => root.querySelectorAll('details:not(.code)').forEach((one) => (one.open = true))"
        )
        page.wait_for_timeout(50)  # what a list draws when it opens
        seen[name] = {
            "looks": root.evaluate(LOOKS, STYLES) if name in SHOWN else tables(part),
            "cut": root.evaluate(CUT),
            "width": root.evaluate("root => root.getBoundingClientRect().width"),
        }
    return seen


@pytest.fixture(scope="module")
def lesson(tmp_path_factory: pytest.TempPathFactory) -> pages.Lesson:
    """A notebook that shows every view once."""
    cells = [markdown("# Every view", "first"), code(FIRST, "load")]
    made = enumerate((SHOWN | HTML).values())
    cells += [code(cell(package, line), f"cell-{place}") for place, (package, line) in made]
    path = tmp_path_factory.mktemp("views") / "en" / "99_every_view.ipynb"
    path.parent.mkdir()
    stored = canonical(notebook(*cells))
    path.write_text(json.dumps(stored), encoding="utf-8")
    return pages.Lesson(path, stored)


@pytest.fixture(scope="module")
def every_view(lab_page: LabPage, lesson: pages.Lesson) -> LabPage:
    """The notebook in JupyterLab, after all its cells ran; it shows all of them at once."""
    (lab_page.lab.root / lesson.path.name).write_text(lesson.path.read_text("utf-8"), encoding="utf-8")
    lab_page.page.set_viewport_size(SCREEN)
    open_notebook(lab_page, lesson.path.name)
    lab_page.page.evaluate(
        """() => {
          const { content } = window.jupyterapp.shell.currentWidget;
          content.notebookConfig = { ...content.notebookConfig, windowingMode: "none" };
        }"""
    )
    run_all(lab_page)
    assert errors(lab_page) == []
    return lab_page


@pytest.fixture(scope="module")
def in_lab(every_view: LabPage) -> dict[str, Any]:
    """What JupyterLab shows."""
    return measured(every_view.page, OUTPUTS)


@pytest.fixture(scope="module")
def on_page(
    chromium: Browser, lesson: pages.Lesson, in_lab: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """What the page of the same notebook shows, as wide as in JupyterLab."""
    path = tmp_path_factory.mktemp("page") / "page.html"
    path.write_text(pages.make(lesson), encoding="utf-8")
    page = chromium.new_page(viewport=SCREEN)
    page.goto(path.as_uri())
    page.add_style_tag(content=f".cell {{ width: {in_lab['enclair/views/timeline']['width']}px; }}")
    seen = measured(page, ".cell")
    page.close()
    return seen


def test_no_view_is_missing_here() -> None:
    source = Path(str(files("enclair"))).parent
    modules = (path for path in source.glob("enclair/**/*.js") if path.with_suffix(".css").exists())
    views = (path for path in modules if "\nexport default { render" in path.read_text(encoding="utf-8"))
    assert set(SHOWN) == {path.relative_to(source).with_suffix("").as_posix() for path in views}


def test_jupyterlab_restyles_nothing_of_a_view_and_no_word_is_cut(
    in_lab: dict[str, Any], on_page: dict[str, Any]
) -> None:
    for name, seen in in_lab.items():
        assert seen["looks"] or name in HTML, name
        assert seen["looks"] == on_page[name]["looks"], name
        assert seen["cut"] == on_page[name]["cut"] == [], name


def test_a_link_and_a_button_keep_their_look_under_pointer_and_focus(every_view: LabPage) -> None:
    look = "one => { const look = getComputedStyle(one); return [look.textDecorationLine, look.color]; }"
    a = every_view.page.locator(".enclair-grid .enclair-source a").first
    before = a.evaluate(look)
    a.hover()
    assert a.evaluate(look) == before
    assert before[0] == "underline"
    button = every_view.page.locator(".enclair-grid button").first
    button.focus()
    every_view.page.keyboard.press("Shift")  # the focus of a keyboard
    assert button.evaluate("one => getComputedStyle(one).outlineWidth") == "3px"


def test_no_key_text_is_cut_on_a_phone(every_view: LabPage, in_lab: dict[str, Any]) -> None:
    page = every_view.page
    page.set_viewport_size({"width": 390, "height": 844})
    page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
    quoted = page.locator(f"{OUTPUTS} :is(blockquote, q)").all()
    assert len(quoted) > 20
    assert [cut for one in quoted for cut in one.evaluate(CUT)] == []
    page.set_viewport_size(SCREEN)
