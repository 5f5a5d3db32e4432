"""Every view in a real JupyterLab looks as on a page."""

import nbformat
import pytest
from playwright.sync_api import expect

from enclair.lessons.what_happened.figures import events_by_track
from enclair_tools.publish import pages
from tests.browser import lab
from tests.helpers import CASE, code, markdown
from tests.views.test_contract import FIRST, HTML, SHOWN, cell, short

#: What JupyterLab could say of an element, and our own style sheet has to.
STYLES = [
    *("display", "float", "boxSizing", "textAlign", "verticalAlign", "textDecorationLine", "listStyleType"),
    *("fontStyle", "fontWeight", "fontSize", "lineHeight", "whiteSpace", "wordBreak", "overflowWrap"),
    *("marginTop", "marginBottom", "paddingTop", "paddingLeft", "borderTopWidth", "borderLeftWidth"),
    "borderTopLeftRadius",
]
SCREEN = {"width": 1366, "height": 768}
OUTPUTS = ".jp-Notebook .jp-CodeCell .jp-Cell-outputArea"
#: How each kind of element looks; a page in one language shows no buttons of languages, and has no SVG here.
LOOKS = """(root, styles) => {
  const look = (seen) => styles.map((name) => `${name}: ${seen[name]}`).join("; ");
  const called = (one) => [one.localName, ...[...one.classList].filter((name) => /^enclair/.test(name))];
  const shown = [...root.querySelectorAll(":not(svg, svg *)")].filter((one) => one.getClientRects().length);
  return [...new Set(shown.map((one) => `${called(one).join(".")} ${look(getComputedStyle(one))}`))].sort();
}"""
#: The views on a page, and as a whole what is HTML alone: the last outputs.
ROOTS = """(outputs, names) => names.map((name, place) => {
  const output = outputs.at(place - names.length);
  return name && output ? output.querySelector(`.enclair-${name}`) : output;
})"""
#: Wait until all of them are there, unfold what is folded, and wait for what a list draws when it opens.
UNFOLDED = f"""async (outputs, names) => {{
  const frame = () => new Promise(requestAnimationFrame);
  for (let frames = 0; frames < 900 && !({ROOTS})(outputs, names).every(Boolean); frames += 1) await frame();
  for (const root of ({ROOTS})(outputs, names))
    for (const one of root.querySelectorAll("details:not(.code)")) one.open = true;
  for (let frames = 0; frames < 4; frames += 1) await frame();
}}"""
#: How a view looks; of HTML alone its tables and lists, since JupyterLab gives it other letters.
SEEN = f"""(outputs, [names, styles]) => ({ROOTS})(outputs, names).map((root, place) => names[place]
  ? ({LOOKS})(root, styles)
  : [...root.querySelectorAll("table, dl")].map((one) => ({LOOKS})(one, ["display", "float"])))"""
#: What each view is called in its style sheet; what is HTML alone has no such name.
NAMES = [short(name) for name in SHOWN] + [""] * len(HTML)
EVERY = "99_every_view.ipynb"


def looks(page, selector):
    """How each view looks on a page once all is drawn and unfolded, by its name."""
    outputs = page.locator(selector)
    outputs.evaluate_all(UNFOLDED, NAMES)
    return dict(zip(SHOWN | HTML, outputs.evaluate_all(SEEN, [NAMES, STYLES]), strict=True))


@pytest.fixture(scope="module")
def every_view(lab_page):
    """JupyterLab with a notebook that shows every view; it is saved with its state."""
    cells = [code(cell(*line), f"cell-{place}") for place, line in enumerate((SHOWN | HTML).values())]
    lab.write(lab_page, EVERY, markdown("# Every view", "first"), code(FIRST, "load"), *cells)
    lab_page.page.set_viewport_size(SCREEN)
    lab.open_notebook(lab_page, EVERY)
    lab_page.page.evaluate(
        """() => {
          const { content } = window.jupyterapp.shell.currentWidget;
          content.notebookConfig = { ...content.notebookConfig, windowingMode: "none" };
        }"""
    )
    lab.run_all(lab_page)
    assert lab.errors(lab_page) == []
    lab.save_with_state(lab_page)
    return lab_page


def test_jupyterlab_restyles_nothing_of_a_view(every_view, chromium, tmp_path):
    lab_page = every_view
    in_lab = looks(lab_page.page, OUTPUTS)
    width = lab_page.page.locator(".enclair-timeline").first.bounding_box()["width"]
    stored = nbformat.read(lab_page.lab.root / EVERY, nbformat.NO_CONVERT)
    path = tmp_path / "page.html"
    lesson = pages.Lesson(tmp_path / "en" / EVERY, stored)
    path.write_text(pages.page(lesson, stored, home="../index.html"), encoding="utf-8")
    page = chromium.new_page(viewport=SCREEN)
    page.goto(path.as_uri())
    page.add_style_tag(content=f".cell {{ width: {width}px; }}")
    on_page = looks(page, ".cell")
    page.close()
    for name, look in in_lab.items():
        assert look or name in HTML, name
        assert look == on_page[name], name
    assert lab_page.requests_elsewhere == []


def test_a_link_and_a_button_keep_their_look_under_pointer_and_focus(every_view):
    page = every_view.page
    look = "one => { const look = getComputedStyle(one); return [look.textDecorationLine, look.color]; }"
    a = page.locator(".enclair-grid .enclair-source a").first
    before = a.evaluate(look)
    a.hover()
    assert a.evaluate(look) == before
    assert before[0] == "underline"
    page.locator(".enclair-grid button:enabled:visible").first.focus()
    page.keyboard.press("Shift")  # the focus of a keyboard
    expect(page.locator(".enclair-grid button:focus")).to_have_css("outline-width", "3px")


def test_of_a_figure_in_a_notebook_that_nobody_trusts_a_still_picture_is_left(lab_page):
    """SVG and styles are taken out of it, and words of SVG would be left over."""
    shown = {"output_type": "display_data", "metadata": {}}
    shown["data"] = events_by_track(CASE.timeline)._repr_mimebundle_()
    lab.write(lab_page, "others.ipynb", code("1", "figure", [shown]))
    lab.open_notebook(lab_page, "others.ipynb")
    figure = lab_page.page.locator(OUTPUTS).first
    expect(figure.locator("img.enclair-still")).to_be_visible()
    assert figure.locator("img").evaluate("one => one.complete && one.naturalWidth > 300")
    expect(figure.locator("svg.enclair-picture")).to_have_count(0)
    assert "number of events" not in figure.inner_text()
