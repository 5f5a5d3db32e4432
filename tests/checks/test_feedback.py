"""How a check looks in a real JupyterLab: the line below "Not yet" is quiet, and no other error is."""

import json

import pytest

from tests.browser.lab import open_notebook, run_all
from tests.helpers import code, notebook

pytestmark = pytest.mark.browser

CELLS = [
    "from enclair.lessons.what_happened import check",
    "def firmness():\n    return {'arrest': 'confirmed'}\ncheck.firmness(firmness)",
    "def steps_so_far():\n    return list('CFDGA')\ncheck.steps_so_far(steps_so_far)\n1 / 0",
]
STYLES = """() => [...document.querySelectorAll('[data-mime-type$="jupyter.stderr"]')].map(line => {
  const words = getComputedStyle(line.querySelector('pre'));
  return [getComputedStyle(line).backgroundColor, words.wordBreak, line.innerText.trim()];
})"""


THEME = "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})"


def test_only_the_line_below_a_not_yet_is_quiet(lab_page):
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    cells = [code(source, f"c{place}", tags=["raises-exception"]) for place, source in enumerate(CELLS)]
    probe = notebook(*cells, metadata={"kernelspec": kernel})
    (lab_page.lab.root / "feedback.ipynb").write_text(json.dumps(probe), encoding="utf-8")
    open_notebook(lab_page, "feedback.ipynb")
    run_all(lab_page)
    lab_page.page.get_by_text("division by zero").wait_for()
    for theme in ("JupyterLab Light", "JupyterLab Dark"):
        lab_page.page.evaluate(THEME, theme)
        quiet, loud = lab_page.page.evaluate(STYLES)
        assert quiet == ["rgba(0, 0, 0, 0)", "normal", "Not yet: see above."]
        assert loud[0] != quiet[0]
        assert "ZeroDivisionError" in loud[2]
