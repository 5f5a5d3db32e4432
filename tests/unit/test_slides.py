"""Slides: which cells become what, how full they get, and that nothing of a lesson is lost."""

import re

import nbformat
import pytest

from enclair import cli
from enclair.authoring import pages, slides
from enclair.authoring.render import questions
from enclair.widgets.view import module
from tests.helpers import REPO, code, markdown, notebook
from tests.unit.test_pages import checkout  # noqa: F401  a fixture

LESSONS = pages.lessons(REPO)
every_lesson = pytest.mark.parametrize("lesson", LESSONS, ids=lambda one: f"{one.lang}/{one.path.stem}")
ANSWER = "*My day (double-click here, write, then press Shift + Enter):*"


def printed(words):
    return {"output_type": "stream", "name": "stdout", "text": words}


def shown(page, **more):
    return {
        "output_type": "display_data",
        "metadata": {},
        "data": {"text/html": page, "text/plain": "", **more},
    }


def made(*cells, widgets=None):
    """The slides of a notebook of ``cells``."""
    state = {"widgets": {"application/vnd.jupyter.widget-state+json": {"state": widgets or {}}}}
    found, _ = slides.made_of(nbformat.from_dict(notebook(*cells, metadata=state)), "en")
    return found


def kinds(found):
    return [(slide.kind, slide.cell) for slide in found]


def words(text):
    """The words of Markdown or HTML, without marks, addresses and tags."""
    plain = re.sub(r"\]\([^)]*\)|<[^>]*>", " ", text)
    plain = re.sub(r"&\w+;|&#\d+;|[^\w]", " ", plain.replace("&#x27;", " "))
    return [word for word in plain.split() if not re.fullmatch(r"\d", word)]


def test_each_kind_of_cell_becomes_its_slide():
    found = made(
        markdown("# What?\n\nToday.\n\n**The big question: who?**\n\nAfter this you can\n\n- **see**.", "00"),
        markdown("## 1. One\n\n*6 minutes, core*\n\nIt begins.", "01"),
        code("print(42)", "01-code", [printed("42\n")]),
        markdown(
            "<details><summary><strong>Read this</strong></summary>\n\nBecause.\n\n</details>\n\n"
            "**Task 1.** Do it.",
            "01-explain",
        ),
        markdown(ANSWER, "01-answer"),
        code("print('this computer')", "01-here", [printed("this computer\n")], tags=["needs-python"]),
        code("quiet = 1", "01-quiet"),
        markdown("Guess.", "01-lead"),
        code("more()", "01-more", [shown("<p>a table</p>")]),
        markdown("The end.", "01-end"),
    )
    assert kinds(found) == [
        ("title", "00"),
        ("text", "00"),
        ("section", "01"),
        ("shown", "01-code"),
        ("fold", "01-explain"),
        ("task", "01-explain"),
        ("shown", "01-more"),
        ("text", "01-end"),
    ]
    title, aims, section, number, fold, _, more, _ = found
    assert "who?" in title.body
    assert "see" in aims.body
    assert '<h2>1. One</h2><p class="minutes">6 minutes, core</p>' in section.body
    assert re.search(
        r">42</pre>.*<details class=\"code\"><summary>Code</summary>.*print", number.body, re.DOTALL
    )
    assert "<details><summary>Read this</summary>" in fold.body
    assert re.search(r'<div class="lead">.*Guess\..*</div>.*a table', more.body, re.DOTALL)
    assert more.section == "1. One"


def test_a_prediction_stands_on_its_own_slide_before_what_it_guards():
    guarded = (
        '<details class="enclair-twin"><summary>How many?</summary>'
        '<div><img alt="x" src="data:,"></div>'
        "<details><summary>The same as a table</summary>t</details></details>"
    )
    view = {"application/vnd.jupyter.widget-view+json": {"model_id": "whole"}}
    found = made(
        markdown("## 1. One", "01"),
        markdown("Look at it.", "01-lead"),
        code("predict()", "01-predict", [shown(guarded, **view)]),
        widgets={
            "whole": {"state": {"children": ["IPY_MODEL_asked", "IPY_MODEL_figure"]}},
            "asked": {"state": {"_esm": module("predict"), "question": "How many?", "choices": ["2", "3"]}},
            "figure": {"state": {}},
        },
    )
    assert kinds(found) == [("section", "01"), ("ask", "01-predict"), ("shown", "01-predict")]
    _, asked, figure = found
    assert "<ol><li>2</li><li>3</li></ol>" in asked.body
    assert "Look at it." in asked.body
    assert "<img" not in asked.body
    assert "<img" in figure.body
    assert figure.head == "How many?"


def test_a_lead_is_kept_where_its_cell_gives_nothing():
    assert kinds(made(markdown("Guess.", "a"), code("x = 1", "b"))) == [("text", "a")]


def test_each_setting_of_a_figure_with_sliders_has_its_slide():
    one = "<p><strong>As set</strong></p><p>k: 1</p><img alt='a' src='data:,'><p>One.</p>"
    two = (
        '<details class="enclair-twin"><summary>Example: wide</summary><p>k: 2</p>'
        "<img alt='b' src='data:,'><p>Two.</p></details>"
    )
    found = made(markdown("## 1. One", "a"), code("explore()", "b", [shown(one + two)]))
    assert [slide.head for slide in found[1:]] == ["As set", "Example: wide"]
    assert ["One." in slide.body for slide in found] == [False, True, False]


@pytest.mark.parametrize(
    ("source", "first", "pieces"),
    [
        ("Short.", 13, ["Short."]),
        ("Intro.\n\n" + "word " * 150, 4, ["Intro.", ("word " * 150).strip()]),
        ("word " * 150, 4, ["", ("word " * 150).strip()]),
        ("These:\n\n- a\n- b", 2.0, ["", "These:\n\n- a\n- b"]),
        ("First line.\nSecond line.", 13, ["First line.\n\nSecond line."]),
    ],
)
def test_a_text_goes_on_where_the_slide_is_full(source, first, pieces):
    assert [piece.strip() for piece in slides.packed(source, first)] == pieces


def test_a_long_list_and_a_long_table_are_divided_between_items_and_rows():
    items = [f"- item {number} " + "word " * 20 for number in range(9)]
    found = slides.packed("\n".join(items), slides.LINES)
    assert len(found) > 1
    assert "\n".join(found).split("\n") == [item.rstrip() if item is items[-1] else item for item in items]
    assert max(map(slides.weight, found)) <= slides.LINES
    assert max(map(slides.weight, found)) - min(map(slides.weight, found)) <= 4
    rows = [f"| {number} | {'word ' * 20}|" for number in range(12)]
    tables = slides.packed("\n".join(["| a | b |", "|---|---|", *rows]), slides.LINES)
    assert len(tables) > 1
    assert all(table.startswith("| a | b |\n|---|---|\n") for table in tables)
    assert sum(table.count("\n") - 1 for table in tables) == len(rows)


@every_lesson
def test_every_heading_and_every_word_of_a_lesson_is_on_a_slide_in_its_order(lesson):
    cells = [{**cell, "source": "".join(cell["source"])} for cell in lesson.notebook["cells"]]
    for cell in cells:
        if cell["cell_type"] == "code":
            cell["outputs"] = []
    found = made(*cells)
    told = [
        words(cell["source"])
        for cell in cells
        if cell["cell_type"] == "markdown" and not questions(cell["source"])
    ]
    there = iter([word for slide in found for word in words(slide.body)])  # with the heads of divided tables
    assert all(word in there for each in told for word in each)
    for cell in cells:
        headings = re.findall(r"^##? (.+)$", cell["source"], re.MULTILINE)
        for heading in headings if cell["cell_type"] == "markdown" else ():
            assert sum(slide.section == heading and slide.kind in slides.HEADED for slide in found) == 1


@every_lesson
def test_the_notes_are_what_the_guide_says_at_each_section(lesson):
    said = slides.notes(REPO, lesson)
    headings = {
        found[1]
        for cell in lesson.notebook["cells"]
        if (found := re.match(r"## (\d.+)\n", "".join(cell["source"])))
    }
    assert headings <= set(said)
    assert all(words(said[heading]) for heading in headings)


def test_slides_of_one_lesson_leave_those_of_the_others(checkout, capsys):  # noqa: F811
    (checkout / "slides" / "en").mkdir(parents=True)
    (checkout / "slides" / ".enclair").write_text("slides", encoding="utf-8")
    (checkout / "slides" / "en" / "02_other.html").write_text("old", encoding="utf-8")
    assert cli.main(["slides", "1"]) == 0
    assert "made: slides/en/01_what.html" in capsys.readouterr().out
    assert (checkout / "slides" / "en" / "02_other.html").read_text(encoding="utf-8") == "old"
    page = (checkout / "slides" / "en" / "01_what.html").read_text(encoding="utf-8")
    assert "<title>What? · En clair</title>" in page
    assert ">42</pre>" in page
    assert cli.main(["slides", "--lang", "fr", "--to", "projector"]) == 0
    french = (checkout / "projector" / "fr" / "01_what.html").read_text(encoding="utf-8")
    assert '<html lang="fr">' in french
    assert "Aller à" in french
    assert not (checkout / "projector" / "en").exists()


def test_a_lesson_that_is_not_there_is_named_with_those_that_are(checkout, capsys):  # noqa: F811
    assert cli.main(["slides", "9"]) == 2
    assert "Those there are: 1." in capsys.readouterr().err
    assert not (checkout / "slides").exists()


def test_a_short_text_goes_along_with_what_stands_before_it():
    found = made(
        markdown("## 1. Who?\n\n*6 minutes, optional*\n\nOne.", "01-who"),
        markdown("Two.", "02-more"),
        markdown("**Task 1.** Three.", "03-task"),
        markdown("Four.", "04-text"),
        markdown("**Task 2.** Five.", "05-task"),
        markdown("Word. " * 110, "06-long"),
        markdown("Word. " * 110, "07-long"),
    )
    assert [(slide.kind, words(slide.body)[-1]) for slide in found] == [
        ("section", "Two"),
        ("task", "Three"),
        ("task", "Five"),
        ("text", "Word"),
        ("text", "Word"),
    ]
    assert "Four" in words(found[2].body)
    assert "roomy" not in found[2].body
