"""Lessons as pages and exercises on paper: what each cell becomes, and what a fault leaves behind."""

import json
import re
import shutil
from pathlib import Path

import nbformat
import pytest

from enclair import draw, load_case
from enclair.lessons.traces import figures, sketches
from enclair.lessons.what_happened import form
from enclair.text.errors import PlainError
from enclair_tools import folders
from enclair_tools.publish import chromium, handouts, pages, render
from tests.browser.pages import state
from tests.helpers import (
    assert_in,
    assert_not_in,
    blank,
    code,
    in_language,
    markdown,
    nbgrader,
    notebook,
    put,
    refused,
)

PRINTED = {"output_type": "stream", "name": "stdout", "text": "this computer"}


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A repository with one lesson in each language."""
    put(tmp_path, {"pyproject.toml": '[project]\nname = "enclair"\n'})
    one = "## 1. One\n\n*45 minutes, core*\n\n[next](02_x.ipynb) [home](https://example.org/) <b>bold</b>"
    my_day = "*My day (double-click here, write, then press Shift + Enter):*\n\n*How sure, from 0 to 100:*"
    mon_jour = "*Mon jour (double-cliquez ici, écrivez, puis Maj + Entrée) :*"
    for lang, title, answer in (("en", "<b>What?", my_day), ("fr", "Quoi ?", mon_jour)):
        lesson = notebook(
            markdown(f"# {title}\n\n**The big question: who, and when?**", "00-title"),
            markdown(one, "01-one"),
            markdown("| | |\n|---|---|\n| A | `a \\| b` |", "01-table"),
            code("print(6 * 7)", "01-code", [PRINTED | {"text": "42"}]),
            code("print('this computer')", "02-here", [PRINTED], tags=["needs-python"]),
            markdown(answer, "02-answer"),
            markdown("Text, then *one (double-click here):*\n\n*Two:*", "02-text"),
        )
        put(tmp_path, {f"notebooks/{lang}/01_what.ipynb": json.dumps(lesson)})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_each_lesson_becomes_a_page_in_its_language(checkout, monkeypatch, run):
    monkeypatch.setattr(pages, "run", blank)
    code, out, _ = run("pages")
    assert (code, out) == (0, "Open pages/index.html in a browser.\n")
    english = (checkout / "pages" / "en" / "01_what.html").read_text(encoding="utf-8")
    assert_in(english, '<html lang="en">', "<title>&lt;b&gt;What? · En clair</title>", ">42</pre>")
    assert re.findall("<label>([^<]+)<textarea", english) == ["My day", "How sure, from 0 to 100"]
    assert_in(english, '<a href="#01-one">1. One</a>', '<h2 id="01-one">', "<code>a | b</code>")
    assert '<a href="https://example.org/" rel="noreferrer">' in english
    assert "this computer" not in english.replace("print(&#39;this computer&#39;)", "")
    assert_not_in(english, "Shift", "02_x", "<th>")  # a file that is no page, a head without words
    french = (checkout / "pages" / "fr" / "01_what.html").read_text(encoding="utf-8")
    assert_in(french, '<html lang="fr">', "Cette page fonctionne sans Python", "<label>Mon jour<textarea")
    index = (checkout / "pages" / "index.html").read_text(encoding="utf-8")
    assert_in(index, 'href="en/01_what.html"', 'href="fr/01_what.html"', "Who, and when?", 'value="1"', "45")
    assert_in(index, 'href="#fr"', 'id="fr"')


def test_a_page_leads_to_those_around_it_to_that_of_another_language_and_to_no_guide():
    cover = "# A\n\n[Un](../fr/c.ipynb), [Deux](../fr/2.ipynb). Teachers: [it](../../teaching/en/README.md)."
    names = ("en/a", "en/b", "en/c", "en/d", "fr/bb", "fr/c")
    lessons = [pages.Lesson(Path(f"{name}.ipynb"), notebook(markdown(cover))) for name in names]
    made = pages.page(lessons[2], blank(lessons[2]), lessons)
    assert re.findall(r'rel="(\w+)" href="(\w+)\.html"', made) == [("prev", "b"), ("next", "d")] * 2
    assert '<p><a href="../fr/c.html">Un</a>, Deux.</p>' in made
    # An exercise has no page: it opens where notebooks run.
    lesson = pages.Lesson(Path("en/c.ipynb"), notebook(markdown("[Try](../../exercises/en/c.ipynb).")))
    assert "<p>Try.</p>" in pages.page(lesson, blank(lesson), [lesson])
    made = pages.page(lesson, blank(lesson), [lesson], lab="../lab?path=1/notebooks/en/c.ipynb")
    assert '<a href="../lab?path=1/exercises/en/c.ipynb">Try</a>' in made


def test_a_lesson_that_fails_and_lessons_that_are_not_there_are_told_and_make_nothing(checkout, run):
    wrong = notebook(markdown("# A"), code("1 / 0", "bad"))
    put(checkout, {"notebooks/en/01_what.ipynb": json.dumps(wrong)})
    run.fails("01_what.ipynb, cell bad: ZeroDivisionError", "pages")
    shutil.rmtree(checkout / "notebooks")
    run.fails("there is no lesson", "pages")
    assert [*checkout.glob("*pages*")] == []


def test_only_what_the_command_made_is_replaced(tmp_path):
    made, thesis = tmp_path / "made", tmp_path / "thesis"
    thesis.mkdir()
    (thesis / "chapter.txt").touch()
    for word in ("first", "second"):
        with folders.rebuilt_folder(made, "pages") as new:
            (new / word).touch()
    for folder, command in ((thesis, "pages"), (made, "handouts")):
        refused(PlainError, "did not make", folders.rebuilt_folder(folder, command).__enter__)
    files = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert files == {made / folders.MARK, made / "second", thesis / "chapter.txt"}


def exercise(answer, words):
    """An exercise with a task in words and one that has three ways, or its solution."""
    asked = {"output_type": "display_data", "metadata": {}, "data": {"text/html": form.firmness()._html()}}
    told = {"output_type": "stream", "name": "stdout", "text": "give it above, then run this cell"}
    stopped = {"output_type": "error", "ename": "NotImplementedError", "evalue": "", "traceback": []}
    made = notebook(
        markdown("# Exercise 1. X\n\nTo run a cell, press Shift+Enter.\n\nStay.", "title"),
        markdown("## 1. A\n\nWrite about 90 words.", "task-1"),
        code(f'def days():\n    """How many."""\n    {answer}', "a", **nbgrader("a")),
        code("check.days(days)", "b", **nbgrader("b", solution=False, grade=True, points=3)),
        code("days()", "show", [told, stopped]),
        markdown(words, "c", **nbgrader("c", grade=True, points=2)),
        markdown("<!-- screen -->press +<!-- /screen -->\n\n### Way A: write code\n\nFirst run.", "way-a"),
        code(f"def loop():\n    {answer}", "loop", **nbgrader("loop")),
        markdown("### Way B: choose\n\nTake B.", "way-b"),
        code("form.firmness()", "form", [asked]),
        code(f"def firmness():\n    {answer}", "firmness", **nbgrader("firmness")),
        markdown("### Way C: click\n\nRun this.", "way-c-click"),
        metadata={"title": "Exercise 1. X"},
    )
    return nbformat.from_dict(made)


def test_a_sheet_for_students_has_lines_boxes_and_points_and_neither_an_answer_nor_code_of_a_way():
    made = handouts.sheet(exercise("raise NotImplementedError", "*Write here*"))
    assert_in(made, "Name or code", "of 3 points", "of 2 points", "Stay.", "Presumed", '">☐\u00a0confirmed<')
    assert_in(made, "Way A: write code", "This way needs a computer.", "Take B.", "What way C", "How many.")
    assert_not_in(made, "NotImplementedError", "check.days", "Shift", "Write here", "run this cell")
    assert_not_in(made, "First run.", "loop", "firmness", "Run this.", "press +")
    rows = [part.split("</div></div>")[0].count("<div>") for part in made.split('<div class="lines">')[1:]]
    assert rows == [4, 90 // 9 + 4]


def test_an_answer_key_says_so_and_has_the_answers_without_marks():
    answer = "### BEGIN SOLUTION\n    return 4711\n    ### END SOLUTION"
    solved = exercise(answer, "<!-- BEGIN SOLUTION -->\nBecause of **4712**.\n<!-- END SOLUTION -->")
    made = in_language("fr", handouts.sheet, solved, key=True)
    assert_in(made, 'lang="fr"', "Corrigé", "<strong>4712</strong>", "Présomption d’innocence", "First run.")
    assert made.count("4711") == 3
    assert_not_in(made, "SOLUTION", "check.days", "3 points", 'class="lines"', "Nom ou code", "☐")


def test_without_a_browser_one_sentence_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setenv("ENCLAIR_CHROMIUM", str(tmp_path / "none"))
    refused(PlainError, "sudo apt install chromium", chromium.launch, None)


def test_paper_has_axes_to_draw_into_and_only_the_numbers_that_are_known():
    case = load_case("telegram")
    numbers = sketches.quarters(case.disclosures)
    shown = figures.quarters(case.disclosures)
    made = draw(shown, "Draw it.", numbers, top=1000, known=1, line=True).children[0]
    page = str(render.CELLS.guarded("model", state(made), "<details></details>"))
    assert_in(page, "Draw it.", 'class="on-paper"', *numbers.index, ">1000<")
    assert page.count("<circle") == 1
    assert_not_in(page, *(f">{number}<" for number in numbers.tolist()[1:]))
