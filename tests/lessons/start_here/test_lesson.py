"""Lesson 0 as a class meets it: a real JupyterLab in a real Chromium, with an eye on files and network."""

import json
import shutil

import pytest
from playwright.sync_api import expect

from enclair.lessons.start_here import instrument
from tests.browser import lab
from tests.browser.watching import files, holding, saved_alone, watch

LESSON = "notebooks/en/00_start_here.ipynb"
POSITION = "Yes, but only with a judge and for one person. <script>window.ran = 1</script> 🦊 Отношение."
ARGUMENT = "Whoever is threatened wants the author found: zebra-argument."


@pytest.fixture(scope="module")
def lesson(lab_page):
    """The lesson before any of its cells ran."""
    lab.open_notebook(lab_page, LESSON)
    yield lab_page
    shutil.copy(lab.REPO / LESSON, lab_page.lab.root / LESSON)


def test_a_class_goes_through_the_lesson_and_only_the_notebook_changes(lesson):
    page = lesson.page
    before = files(lesson)
    watch(lesson)
    lab.run_all(lesson)
    assert lab.errors(lesson) == []

    # 2. The room check has one line where all is well.
    assert "This computer is ready." in lab.answered(lesson, lab.place_of(lesson, "doctor.check()"))

    # 3. A first position, in the file itself.
    place = lab.place_of(lesson, "My position today")
    lab.set_cell(lesson, place, lab.cell_sources(lesson)[place] + POSITION)
    lab.run_cell(lesson, place)

    # 4. The questions, then the sheet.
    sources = lab.cell_sources(lesson)
    assert not page.locator(".enclair-survey").first.is_visible()  # it is offered, and not in the way
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:expand-all-headings')")
    survey = page.locator(".enclair-survey").first
    for number, item in enumerate(instrument.form("A").items.values()):
        question = survey.locator("ol").first.locator("> li").nth(number)
        question.get_by_role("radio").nth("abcd".index(item.right)).check()
        question.get_by_role("radio").nth(4 + 2).check()
    survey.get_by_role("textbox").last.fill(ARGUMENT)
    expect(survey.get_by_role("status")).to_have_text("All 6 questions are answered, with how sure.")
    lab.kernel_says(lesson, "watched")  # what was typed last is sent once the kernel has heard the rest
    sheet = lab.place_of(lesson, "survey.sheet()")
    lab.run_cell(lesson, sheet)
    assert ARGUMENT in lab.answered(lesson, sheet)

    # All this time: no file and no request, in the kernel or in the page.
    lab.check_lesson(lesson, sources)
    assert not page.evaluate("window.ran")
    assert lab.kernel_says(lesson, "watched") == "[]"
    assert files(lesson) == before
    assert holding(lesson, "zebra-argument") == holding(lesson, "Отношение") == set()

    # Saving changes the notebook file and nothing else (but the hidden copy that lesson 0 tells of).
    lab.save(lesson)
    saved_alone(lesson, LESSON, before, "zebra-argument", "Отношение")
    assert POSITION in "".join(json.loads(files(lesson)[LESSON])["cells"][place]["source"])

    # An export that is asked for is one file without words.
    before = files(lesson)
    place = lab.place_of(lesson, "survey.export(")
    line = lab.cell_sources(lesson)[place]
    lab.set_cell(lesson, place, line.removeprefix("# ").replace("a code that I invented", "Blue fox 7"))
    lab.run_cell(lesson, place)
    assert "in the folder of this notebook, with 6 of 6 questions" in lab.answered(lesson, place)
    [(name, written)] = [new for new in files(lesson).items() if new[0] not in before]
    assert name == "notebooks/en/enclair-A-blue-fox-7.json"
    for word in (*POSITION.split(), *ARGUMENT.split()):
        assert len(word) < 4 or word.encode() not in written
    (lesson.lab.root / name).unlink()
    assert "enclair-A-blue-fox-7" in lab.kernel_says(lesson, "watched")  # the watch watches
    assert lesson.requests_elsewhere == []
