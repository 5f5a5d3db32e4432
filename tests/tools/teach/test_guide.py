"""The tables of the guide that are made, the whole course and the models; and the rubric that they name."""

import re
import shutil

import pytest

from enclair.command import cli
from enclair_tools.publish.leaflets import language
from enclair_tools.teach import guide
from tests.helpers import REPO, read
from tests.prose import GUIDE, PAGES, TEACHING, notebook, said, table


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A copy of what the tables are made from."""
    for name in ("notebooks", "solutions", "teaching"):
        shutil.copytree(REPO / name, tmp_path / name)
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(REPO / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_pages_are_what_the_lessons_make(monkeypatch, capsys):
    monkeypatch.chdir(REPO)
    assert cli.main(["guide", "--check"]) == 0, capsys.readouterr().err


def test_a_table_that_differs_is_told_then_made_again(checkout, capsys):
    page = checkout / "teaching/en/README.md"
    right = said(page)
    page.write_text(right.replace("| at the poll |", "| never |"), encoding="utf-8")
    assert cli.main(["guide", "--check"]) == 1
    told = "teaching/en/README.md differs from what the lessons make. Run: uv run enclair guide"
    assert told in capsys.readouterr().err
    assert cli.main(["guide"]) == 0
    assert said(page) == right


@pytest.mark.parametrize(
    ("name", "gone", "told"),
    [
        ("guide/05_traces.md", " **Stop all** at", "teaching/en/guide/05_traces.md: expected, at the end of"),
        ("keys/models.md", guide.END, "expected a table between the lines"),
    ],
)
def test_what_a_table_cannot_do_without_is_told(checkout, capsys, name, gone, told):
    page = checkout / "teaching/en" / name
    page.write_text(said(page).replace(gone, ""), encoding="utf-8")
    assert cli.main(["guide"]) == 2
    assert told in capsys.readouterr().err


def test_the_front_page_has_each_lesson_with_its_question():
    rows = table(said(REPO / "README.md"), "lesson")
    pages = [page for page in GUIDE if language(REPO, page) == "en"][1:]
    for (name, question, minutes), page in zip(rows, pages, strict=True):
        title, below, *_ = said(page).split("\n\n")
        assert title == f"# Lesson {name}"
        assert below.startswith(f"{question} *{minutes} minutes")


def test_the_table_of_the_course_is_that_of_the_notebooks(lang):
    rows = table(said(TEACHING / lang / "README.md"), {"en": "lesson", "fr": "leçon"}[lang])
    pages = [page for page in GUIDE if language(REPO, page) == lang]
    for (name, minutes, optional, stop, then), page in zip(rows, pages, strict=True):
        lesson = notebook("notebooks", page)
        told = lesson["metadata"]["enclair"]
        title = "".join(lesson["cells"][0]["source"]).splitlines()[0].removeprefix("# ")
        assert name == f"[{told['lesson']}. {title}](guide/{page.name})"
        assert (minutes, optional) == (str(told["minutes"]), str(told["minutes_optional"]))
        assert said(page).split("\n\n")[1].endswith(f"** {stop}.")
        if told["lesson"]:
            exercise = notebook("exercises", page)["metadata"]["enclair"]
            assert then == f"{exercise['minutes']} + {exercise['minutes_optional']}"


#: The rows of the rubric, by language; and what begins a task in the table of models.
RUBRIC = {
    "en": (
        "Accuracy|Evidence|Technique|Perspective|Law & ethics|Calibration",
        "task {}: {}",
        "exercise and task",
    ),
    "fr": (
        "Exactitude|Preuves|Technique|Points de vue|Droit et éthique|Degré de certitude",
        "tâche {}\u00a0: {}",
        "exercice et tâche",
    ),
}


def rows_of(lang):
    """The pattern of a row of the rubric."""
    return re.compile(rf"^\| \*\*({RUBRIC[lang][0]})\*\* \|.+$", re.MULTILINE)


def test_the_rubric_is_the_one_that_exercises_show(lang):
    row_of = rows_of(lang)
    rows = [row[0] for row in row_of.finditer(said(TEACHING / lang / "rubric.md"))]
    assert len(rows) == 6
    shown = 0
    for path in sorted((REPO / "solutions" / lang).glob("*.ipynb")):
        for cell in read(path)["cells"]:
            source = "".join(cell["source"])
            if "| | 1 | 2 | 3 | 4 |" in source:
                rubric = source.split("| | 1 | 2 | 3 | 4 |")[1].split("\n\n")[0]
                found = [row[0] for row in row_of.finditer(rubric)]
                assert set(found) <= set(rows), f"{path.name}, {cell['id']}"
                shown += len(found)
    assert shown > 6
    names = [row_of.match(row)[1] for row in rows]
    head = said(TEACHING / lang / "marking_sheet.md").split("\n|---")[0].splitlines()[-1]
    assert [cell.strip() for cell in head.strip("|").split("|")][1:-1] == names


def test_models_from_opposite_positions_are_all_listed_and_stay_in_the_solutions(lang):
    _, begins, head = RUBRIC[lang]
    expected = []
    for path in sorted((REPO / "solutions" / lang).glob("*.ipynb")):
        task, rows = "", []
        for cell in read(path)["cells"]:
            source = "".join(cell["source"])
            if heading := re.search(r"^## (\d+)\. (.+)$", source, re.MULTILINE):
                task, rows = begins.format(heading[1], heading[2]), []
            if "| | 1 | 2 | 3 | 4 |" in source:
                rows = [row[1] for row in rows_of(lang).finditer(source)]
            if cell["cell_type"] == "markdown" and "BEGIN SOLUTION" in source:
                sides = [
                    side.rstrip(".:,\u00a0") for side in re.findall(r"^\*\*(.+?)\*\*", source, re.MULTILINE)
                ]
                if len(sides) > 1:
                    link = f"[{int(path.name[:2])}](../../../solutions/{lang}/{path.name})"
                    expected.append([f"{link}, {task}", ", ".join(dict.fromkeys(rows)), " · ".join(sides)])
    assert table(said(TEACHING / lang / "keys/models.md"), head) == expected
    for page in PAGES:
        assert "BEGIN SOLUTION" not in said(page)
