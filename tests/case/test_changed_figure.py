"""A figure changes in its table: whatever still tells the old one is named: sentences, cards, cells, rows."""

import os
import subprocess
import sys
import tomllib
from shutil import copytree

import pytest

from enclair.text.locale import NUMBERS
from enclair_tools.translations import sentences
from tests.case.test_numbers import ours
from tests.helpers import REPO, read
from tests.numbers import answers, figures
from tests.test_numbers_in_sentences import FILES, said

pytestmark = pytest.mark.facts

#: A figure that notebooks, cards, answers and tables repeat, and what it becomes.
OLD, NEW = answers("FRA", "2024Q4"), 7_301
ROW = f"2024-10-01,2024-12-31,2024Q4,quarter,after,,{OLD},"


def places():
    """Yield where our words tell the old figure: the test that must fail, and how it names the place."""
    number = f"{OLD:,}"
    for table, key, column, words, _ in ours():
        if number in figures(words):
            yield (
                "tests/case/test_numbers.py::test_each_mark_holds_in_both_languages",
                f"{table}.{key}.{column}",
            )
    for path in FILES:
        tables = tomllib.loads(sentences.english_of(path).read_text(encoding="utf-8"))
        tables.pop(NUMBERS, None)
        name = path.relative_to(REPO).as_posix()
        for key, words in said(tables):
            if number in figures(words):
                yield f"tests/test_numbers_in_sentences.py::test_numbers_in_sentences[en-{name}]", key
    for path in sorted(REPO.glob("notebooks/en/*.ipynb")):
        for cell in read(path)["cells"]:
            if cell["cell_type"] == "markdown" and number in figures("".join(cell["source"])):
                test = f"tests/lessons/{path.stem[3:]}/test_numbers.py::test_numbers_in_prose[en-notebooks]"
                yield test, cell["id"]


def test_whatever_still_tells_a_figure_that_changed_is_named(tmp_path):
    """Guide, easy texts and printed cards are held to these, and are named once these are mended."""
    copytree(REPO / "datasets", tmp_path / "datasets")
    table = tmp_path / "datasets" / "telegram" / "disclosures.csv"
    content = table.read_text(encoding="utf-8")
    assert content.count(ROW) == 1
    table.write_text(content.replace(ROW, ROW.replace(f"{OLD}", f"{NEW}")), encoding="utf-8")
    telling = [*places()]
    kinds = {test.split("::")[0].rsplit("/", 1)[-1] for test, _ in telling}
    assert kinds == {"test_numbers.py", "test_numbers_in_sentences.py"}
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-p",
            "tests.changed_case",
            "-n",
            "0",
            "-q",
            *{test for test, _ in telling},
        ],
        cwd=REPO,
        env=os.environ | {"ENCLAIR_TRIED_ON": str(tmp_path / "datasets")},
        capture_output=True,
        text=True,
        check=False,
    )
    silent = [each for each in telling if f"{each[1]}: {OLD} " not in run.stdout]
    assert silent == [], run.stdout
