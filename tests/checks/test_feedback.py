"""How a check looks in a real JupyterLab: the line below "Not yet" is quiet, and no other error is."""

import json

import pytest

from tests.browser.lab import open_notebook, run_all

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


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_only_the_line_below_a_not_yet_is_quiet(lab_page, theme):
    cells = [
        {
            "cell_type": "code",
            "execution_count": None,
            "id": f"c{number}",
            "metadata": {"tags": ["raises-exception"]},
            "outputs": [],
            "source": source,
        }
        for number, source in enumerate(CELLS)
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    probe = {"cells": cells, "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5}
    (lab_page.lab.root / "feedback.ipynb").write_text(json.dumps(probe), encoding="utf-8")
    open_notebook(lab_page, "feedback.ipynb")
    lab_page.page.evaluate(
        "theme => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme
    )
    run_all(lab_page)
    lab_page.page.get_by_text("division by zero").wait_for()
    quiet, loud = lab_page.page.evaluate(STYLES)
    assert quiet == ["rgba(0, 0, 0, 0)", "normal", "Not yet: see above."]
    assert loud[0] != quiet[0]
    assert "ZeroDivisionError" in loud[2]
