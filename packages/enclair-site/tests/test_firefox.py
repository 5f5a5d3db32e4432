"""Lesson 1 and exercise 1 in Firefox: the same answers, and nobody else is asked."""

from urllib.parse import urlsplit

import pytest

from firefox import firefox
from test_faults import SAVE, SAVED
from test_site import EXERCISE, LESSON, executed, solve
from tests.browser import lab
from tests.browser.lab import LabPage, cell_sources, errors, run_all, wait_until_ready
from tests.helpers import EXERCISES, exercise_faults, read
from visits import PATIENCE_MS, open_on

pytestmark = pytest.mark.site


@pytest.fixture
def fox(tmp_path, monkeypatch, request):
    """A new Firefox; afterwards its pages have asked nobody but one server on this computer."""
    monkeypatch.setattr(lab, "PATIENCE_MS", PATIENCE_MS)
    with firefox(tmp_path, PATIENCE_MS, **getattr(request, "param", {})) as page:
        yield LabPage(page, None)
        assert {urlsplit(address).hostname for address in page.asked()} == {"127.0.0.1"}


@pytest.mark.parametrize("fox", [{"private": True}], indirect=True, ids=["private window"])
def test_lesson_1_runs_shows_its_pictures_and_its_widgets_answer(site, fox):
    page = fox.page
    open_on(site, fox, LESSON)
    run_all(fox)
    assert errors(fox) == []
    # The first picture waits for a guess.
    pictures = "document.querySelectorAll('.jp-OutputArea-output svg.enclair-picture')"
    page.wait_for_function(f"() => [...{pictures}].at(-1)?.checkVisibility()")
    shown = "() => document.querySelector('.enclair-timeline').checkVisibility()"
    assert not page.evaluate(shown)
    page.click("//*[contains(@class, 'enclair-predict')]//label[contains(., 'Years before')]")
    page.click("//*[contains(@class, 'enclair-predict')]//button[contains(., 'Show it')]")
    page.wait_for_function(shown)


def test_exercise_1_gives_feedback_and_the_work_outlives_a_reload_and_is_downloaded(site, fox, tmp_path):
    page = fox.page
    open_on(site, fox, EXERCISE)
    run_all(fox)
    assert exercise_faults(executed(fox)) == []
    solve(fox, EXERCISES[0])
    answered = cell_sources(fox)

    page.evaluate(SAVE)
    page.wait_for_function(SAVED)
    page.reload()
    wait_until_ready(fox)
    assert cell_sources(fox) == answered

    page.evaluate("() => void window.jupyterapp.commands.execute('docmanager:download')")
    for _ in range(100):
        found = [path for path in tmp_path.glob("*.ipynb") if path.stat().st_size]
        if found and not list(tmp_path.glob("*.part")):
            break
        page.wait_for_timeout(100)
    (downloaded,) = found
    assert ["".join(cell["source"]) for cell in read(downloaded)["cells"]] == answered
