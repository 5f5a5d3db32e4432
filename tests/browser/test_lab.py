"""JupyterLab as ``uv run jupyter lab`` starts it: where it lands, and what it leaves alone."""

import json

from playwright.sync_api import expect

from enclair.figures import style
from tests.browser import lab
from tests.helpers import code

FIRST = "notebooks/en/00_start_here.ipynb"
#: A check that is not passed, an error, a request, and a figure that can be explored.
PROBE = [
    "from enclair.lessons.what_happened import check",
    "def firmness():\n    return {'arrest': 'confirmed'}\ncheck.firmness(firmness)",
    "def steps_so_far():\n    return list('CFDGA')\ncheck.steps_so_far(steps_so_far)\n1 / 0",
    "import socket\nsocket.getaddrinfo('example.org', 80)",
    "from enclair import explore, load_case\nfrom enclair.lessons.traces.figures import Growth\n"
    "case = load_case('telegram')\nexplore(lambda: Growth(case.users))",
]
#: How the lines below failed cells look, once the second has its colour; "" for one that is hidden.
COLOURED = """() => {
  const lines = [...document.querySelectorAll('[data-mime-type$="jupyter.stderr"]')]
    .map(one => [getComputedStyle(one).backgroundColor, one.checkVisibility() ? one.innerText.trim() : ""]);
  return lines[1]?.[1] && lines[1][0] !== "rgba(0, 0, 0, 0)" && lines; }"""


def test_it_lands_on_lesson_0_and_asks_nobody_else(lab_page):
    # "/" is what the browser opens when a student types the command.
    lab_page.page.goto(lab_page.lab.address(""))
    lab_page.page.wait_for_url(f"**/lab/tree/{FIRST}")
    lab.wait_until_ready(lab_page)
    assert lab_page.page.evaluate(lab.IS_OPEN, FIRST)
    assert lab.cell_sources(lab_page) == lab.stored_sources(FIRST)
    # On a laptop the list of files shows every name whole, in one line.
    cut = "(names) => names.map((name) => [name.scrollWidth - name.clientWidth, name.clientHeight])"
    names = lab_page.page.locator(".jp-DirListing-itemText").evaluate_all(cut)
    assert names == [[0, names[0][1]]] * len(names)
    # The question about news is asked by a notification some time after the start.
    config = json.loads(lab_page.page.locator("#jupyter-config-data").text_content())
    assert config["news"] == {"disabled": True}
    assert config["extensionManager"]["can_install"] is False
    news = "@jupyterlab/apputils-extension:announcements"
    assert {news, "@jupyter/nbgrader"} <= {*config["disabledExtensions"]}
    expect(lab_page.page.locator(".Toastify__toast")).to_have_count(0)
    assert lab_page.requests_elsewhere == []


def follows_the_theme(explorer, place):
    drawn, handle = explorer.locator("svg.enclair-picture"), explorer.locator(".noUi-handle").first
    for part, look, colour in (
        (drawn, "background-color", style.PAPER),
        (drawn.get_by_text("million users a month", exact=True), "fill", style.COLOURS["ink"]),
        (drawn.locator("text[style*=soft]").first, "fill", style.COLOURS["soft"]),
        (handle, "background-color", style.COLOURS["ink"]),  # what one drags is seen
        (explorer.locator(".noUi-connects").first, "background-color", style.COLOURS["soft"]),
    ):
        red, green, blue = bytes.fromhex(colour[place][1:])
        expect(part).to_have_css(look, f"rgb({red}, {green}, {blue})", timeout=lab.PATIENCE_MS)


def test_the_network_is_blocked_and_only_the_line_below_a_not_yet_is_hidden(lab_page):
    """In both themes, which a figure follows, too."""
    cells = [code(source, f"c{place}", tags=["raises-exception"]) for place, source in enumerate(PROBE)]
    lab.write(lab_page, "probe.ipynb", *cells)
    lab.open_notebook(lab_page, "probe.ipynb")
    lab.run_all(lab_page)
    assert "The network is blocked while notebooks run in tests" in lab.cell_outputs(lab_page)[3][0]["evalue"]
    assert lab.cell_sources(lab_page) == PROBE
    for theme, place in (("JupyterLab Dark", 1), ("JupyterLab Light", 0)):
        change = "theme => window.jupyterapp.commands.execute('apputils:change-theme', { theme })"
        lab_page.page.evaluate(change, theme)
        lab_page.page.get_by_text("division by zero").wait_for()
        # Colours come a moment after the command has ended, and cells may be laid out anew meanwhile.
        hidden, loud, _ = lab_page.page.wait_for_function(COLOURED).json_value()
        assert hidden[1] == ""
        assert "ZeroDivisionError" in loud[1]
        follows_the_theme(lab_page.page.locator(".enclair-explore"), place)
    expect(lab_page.page.locator("img.enclair-still:visible")).to_have_count(0)


def test_requests_to_other_machines_are_recorded(lab_page):
    """That no test finds a request proves something only if the recorder records."""
    page = lab_page.page.context.new_page()  # one of the server may forbid it, and then nothing is asked
    page.evaluate("() => fetch('http://example.org/news').catch(() => null)")
    page.close()
    assert lab_page.requests_elsewhere == ["http://example.org/news"]
