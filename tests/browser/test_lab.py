"""JupyterLab as ``uv run jupyter lab`` starts it: where it lands, and what it leaves alone."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.lab import REPO, cell_outputs, cell_sources, open_notebook, run_all, wait_until_ready
from tests.helpers import code, notebook

pytestmark = pytest.mark.browser

FIRST = "notebooks/en/00_start_here.ipynb"
#: A check that is not passed, an error, and a request.
PROBE = [
    "from enclair.lessons.what_happened import check",
    "def firmness():\n    return {'arrest': 'confirmed'}\ncheck.firmness(firmness)",
    "def steps_so_far():\n    return list('CFDGA')\ncheck.steps_so_far(steps_so_far)\n1 / 0",
    "import socket\nsocket.getaddrinfo('example.org', 80)",
]
#: How the lines below failed cells look.
LINES = """() => [...document.querySelectorAll('[data-mime-type$="jupyter.stderr"]')].map(line => {
  const words = getComputedStyle(line.querySelector('pre'));
  return [getComputedStyle(line).backgroundColor, words.wordBreak, line.innerText.trim()];
})"""


def test_it_lands_on_lesson_0_and_asks_nobody_else(lab_page):
    # "/" is what the browser opens when a student types the command.
    lab_page.page.goto(lab_page.lab.address(""))
    lab_page.page.wait_for_url(f"**/lab/tree/{FIRST}")
    wait_until_ready(lab_page)
    path = lab_page.page.evaluate("() => window.jupyterapp.shell.currentWidget.context.path")
    assert path == FIRST
    stored = json.loads((REPO / FIRST).read_text(encoding="utf-8"))
    assert cell_sources(lab_page)[0] == "".join(stored["cells"][0]["source"])
    # On a laptop the list of files shows every name whole, in one line.
    cut = "(names) => names.map((name) => [name.scrollWidth - name.clientWidth, name.clientHeight])"
    names = lab_page.page.locator(".jp-DirListing-itemText").evaluate_all(cut)
    assert names == [[0, names[0][1]]] * 9
    # The question about news is asked by a notification some time after the start.
    config = json.loads(lab_page.page.locator("#jupyter-config-data").text_content())
    assert config["news"] == {"disabled": True}
    assert config["extensionManager"]["can_install"] is False
    assert {"@jupyterlab/apputils-extension:announcements", "@jupyter/nbgrader"} <= {
        *config["disabledExtensions"]
    }
    expect(lab_page.page.locator(".Toastify__toast")).to_have_count(0)
    assert lab_page.requests_elsewhere == []


def test_the_network_is_blocked_and_only_the_line_below_a_not_yet_is_quiet(lab_page):
    cells = [code(source, f"c{place}", tags=["raises-exception"]) for place, source in enumerate(PROBE)]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    probe = notebook(*cells, metadata=kernel)
    (lab_page.lab.root / "probe.ipynb").write_text(json.dumps(probe), encoding="utf-8")
    open_notebook(lab_page, "probe.ipynb")
    run_all(lab_page)
    assert "The network is blocked while notebooks run in tests" in cell_outputs(lab_page)[3][0]["evalue"]
    assert cell_sources(lab_page) == PROBE
    for theme in ("JupyterLab Light", "JupyterLab Dark"):
        lab_page.page.evaluate(
            "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme
        )
        lab_page.page.get_by_text("division by zero").wait_for()
        # The colours of a theme come a moment after its command has ended.
        lab_page.page.wait_for_function(f"({LINES})()[1][0] !== 'rgba(0, 0, 0, 0)'")
        quiet, loud, _ = lab_page.page.evaluate(LINES)
        assert quiet == ["rgba(0, 0, 0, 0)", "normal", "Not yet: see above."]
        assert loud[0] != quiet[0]
        assert "ZeroDivisionError" in loud[2]


def test_requests_to_other_machines_are_recorded(lab_page):
    """That no test finds a request proves something only if the recorder records."""
    lab_page.page.goto("about:blank")  # a page of the server may forbid it, and then nothing is asked
    lab_page.page.evaluate("() => fetch('http://example.org/news').catch(() => null)")
    assert lab_page.requests_elsewhere == ["http://example.org/news"]
