"""What views share, in a real JupyterLab: each state in which a notebook can be found shows its views."""

import json

from enclair.views.view import code as code_of
from tests.browser import lab
from tests.helpers import CASE, code

CELLS = (
    "from enclair import Quotes, Timeline, load_case\ncase = load_case('telegram')\n"
    "first = Timeline(case)\nfirst",
    "second = Timeline(case, lang='fr', tracks=['justice'])\nsecond",
    "Quotes(case, query='leave')",
)
KERNEL = "window.jupyterapp.shell.currentWidget.sessionContext"
#: What the first two views say of their events.
ALL = f"{len(CASE.timeline)} of {len(CASE.timeline)} events"
JUSTICE = f"{(CASE.timeline['track'] == 'justice').sum()} sur {len(CASE.timeline)} événements"
VIEWS = ".jp-Notebook:visible .jp-OutputArea-output .enclair"


def open_anew(lab_page, name):
    """Open a notebook with no module of a view left in the page."""
    lab_page.page.evaluate("window.enclairModules?.clear()")
    lab.open_notebook(lab_page, name)


def shows_all(lab_page):
    """All three views stand there, each with its own choices, and what is done in one is seen in it alone."""
    views = lab_page.page.locator(VIEWS)
    views.nth(2).wait_for()
    for count in (ALL, JUSTICE):
        views.get_by_text(count).wait_for()
    views.first.locator(".enclair-filters").evaluate("one => (one.open = true)")
    search = views.first.get_by_role("searchbox")
    search.fill("bail")
    views.first.get_by_text(ALL).wait_for(state="hidden")
    assert views.nth(1).get_by_text(JUSTICE).is_visible()
    search.fill("")


def test_views_stand_there_before_anything_runs_after_a_restart_and_the_end_of_the_kernel(lab_page):
    page, path = lab_page.page, lab_page.lab.root / "once.ipynb"
    lab.write(lab_page, path.name, *(code(source, f"cell-{place}") for place, source in enumerate(CELLS)))
    open_anew(lab_page, path.name)
    lab.run_all(lab_page)
    assert lab.errors(lab_page) == []
    shows_all(lab_page)
    assert page.evaluate("enclairModules.size") == 2  # three views of two kinds
    lab.save(lab_page)

    page.evaluate(lab.OPEN, "")
    open_anew(lab_page, path.name)  # the kernel runs on
    shows_all(lab_page)
    lab.save_with_state(lab_page)
    own = json.dumps(code_of("enclair/views/timeline")[-1], ensure_ascii=False)
    assert path.read_text(encoding="utf-8").count(json.dumps(own, ensure_ascii=False)) == 1
    # What a view shares is gone, and it says what to do.
    lab.set_cell(lab_page, 1, "second._shared['words'].close()\nsecond")
    lab.run_cell(lab_page, 1)
    cell = page.locator(".jp-Notebook:visible .jp-CodeCell").nth(1)
    cell.get_by_text("Cette vue ne s’est pas chargée. Exécutez de nouveau sa cellule.").wait_for()
    lab.set_cell(lab_page, 1, CELLS[1])
    lab.run_cell(lab_page, 1)
    page.evaluate(f"() => {KERNEL}.session.kernel.restart()")
    lab.wait_until_ready(lab_page)
    shows_all(lab_page)

    lab.close_all(lab_page)
    open_anew(lab_page, path.name)  # nothing has run
    shows_all(lab_page)
    assert lab.kernel_says(lab_page, "'case' in globals()") == "False"
    page.evaluate(f"() => {KERNEL}.shutdown()")
    shows_all(lab_page)
