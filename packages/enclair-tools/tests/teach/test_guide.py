"""The tables of the guide that are made, the whole course and the models; and the rubric that they name."""

import re
import shutil

import pytest

from enclair.command import cli
from enclair_tools.teach import guide
from tests.helpers import REPO, read
from tests.prose import PAGES, TEACHING, said


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """A copy of what the tables are made from."""
    for name in ("notebooks", "solutions", "teaching"):
        shutil.copytree(REPO / name, tmp_path / name)
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(REPO / name, tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_table_that_differs_is_told_then_made_again(checkout, capsys):
    page = checkout / "teaching/en/README.md"
    right = said(page)
    page.write_text(right.replace("| at the poll |", "| never |"), encoding="utf-8")
    assert cli.main(["make", "guide", "--check"]) == 1
    told = "teaching/en/README.md differs. Run: uv run enclair make guide"
    assert told in capsys.readouterr().err
    assert cli.main(["make", "guide"]) == 0
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
    assert cli.main(["make", "guide"]) == 2
    assert told in capsys.readouterr().err


def test_the_rubric_is_the_one_that_exercises_show(lang):
    row_of = re.compile(r"^\| \*\*([^*]+)\*\* \|.+$", re.MULTILINE)
    rubric = [row[0] for row in row_of.finditer(said(TEACHING / lang / "rubric.md"))]
    assert len(rubric) == 6
    shown = 0
    for path in sorted((REPO / "solutions" / lang).glob("*.ipynb")):
        for cell in read(path)["cells"]:
            _, head, below = "".join(cell["source"]).partition("| | 1 | 2 | 3 | 4 |")
            rows = [row[0] for row in row_of.finditer(below.split("\n\n")[0])] if head else []
            assert set(rows) <= set(rubric), f"{path.name}, {cell['id']}"
            shown += len(rows)
    assert shown > 6
    head = said(TEACHING / lang / "marking_sheet.md").split("\n|---")[0].splitlines()[-1]
    names = [cell.strip() for cell in head.strip("|").split("|")][1:-1]
    assert names == [row_of.match(row)[1] for row in rubric]


def test_no_page_shows_a_solution():
    for page in PAGES:
        assert "BEGIN SOLUTION" not in said(page)
