"""Lesson 1 and exercise 1 in Firefox: the same answers, and nobody else is asked."""

from urllib.parse import urlsplit

import pytest

from firefox import firefox
from test_site import EXERCISE, LESSON, executed, solve
from tests.browser import lab
from tests.browser.lab import LabPage, cell_sources, errors, run_all, wait_until_ready
from tests.helpers import EXERCISES, faults, read
from visits import PATIENCE_MS, open_on

pytestmark = pytest.mark.site


def test_lesson_1_and_exercise_1_in_a_private_window(site, tmp_path, monkeypatch):
    monkeypatch.setattr(lab, "PATIENCE_MS", PATIENCE_MS)
    with firefox(tmp_path, PATIENCE_MS) as page:
        fox = LabPage(page, None)
        open_on(site, fox, LESSON)
        run_all(fox)
        assert errors(fox) == []
        # The last view asks for a drawing, the first one for a guess.
        page.wait_for_function("() => document.querySelector('.enclair-draw')?.checkVisibility()")
        shown = "() => document.querySelector('.enclair-timeline').checkVisibility()"
        assert not page.evaluate(shown)
        page.click("//*[contains(@class, 'enclair-predict')]//label[contains(., 'Years before')]")
        page.click("//*[contains(@class, 'enclair-predict')]//button[contains(., 'Show it')]")
        page.wait_for_function(shown)

        open_on(site, fox, EXERCISE)
        run_all(fox)
        assert faults(executed(fox), passed=False) == []
        solve(fox, EXERCISES[0])
        answered = cell_sources(fox)
        lab.save(fox)
        page.reload()
        wait_until_ready(fox)
        assert cell_sources(fox) == answered

        page.evaluate("() => void window.jupyterapp.commands.execute('docmanager:download')")
        for _ in range(100):
            if (found := [*tmp_path.glob("*.ipynb")]) and not [*tmp_path.glob("*.part")]:
                break
            page.wait_for_timeout(100)
        (downloaded,) = found
        assert ["".join(cell["source"]) for cell in read(downloaded)["cells"]] == answered
        assert {urlsplit(address).hostname for address in page.asked()} == {"127.0.0.1"}
