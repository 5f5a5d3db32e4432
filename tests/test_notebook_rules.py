"""What every notebook keeps to: short cells, one title, minutes that add up, words that can be translated."""

import ast
import json
import re
import statistics
from pathlib import Path

import nbformat
import pytest

from enclair import load_case
from tests.prose import misquoted

REPO = Path(__file__).parents[1]
NOTEBOOKS = sorted(
    path
    for folder in ("notebooks", "solutions", "exercises")
    for path in (REPO / folder).rglob("*.ipynb")
    if ".ipynb_checkpoints" not in path.parts
)
LONGEST_CELL = 15
MEDIAN_CELL = 5
KEEP_OUTPUTS = "nbval-check-output"
#: What a section says below its heading, by language: the word for minutes, and those for core and optional.
SAID = {"en": ("minutes?", "core", "optional"), "fr": ("minutes?", "essentiel", "facultatif")}
TWO_WORDS = re.compile(r"[^\W\d_]{2,}\W*\s\W*[^\W\d_]{2,}")

every_notebook = pytest.mark.parametrize(
    "path", NOTEBOOKS, ids=[path.relative_to(REPO).as_posix() for path in NOTEBOOKS]
)


def cells(path, kind=None):
    found = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return [cell for cell in found if kind in (None, cell["cell_type"])]


def source(cell):
    return "".join(cell["source"])


def code_lines(cell):
    return [line for line in source(cell).splitlines() if line.strip()]


def headings(text):
    """The first-level headings of a markdown text; a ``#`` within a code fence is a comment."""
    outside = re.sub(r"^(```|~~~).*?^\1", "", text, flags=re.DOTALL | re.MULTILINE)
    return re.findall(r"^# .+", outside, flags=re.MULTILINE)


def prose_in_fstrings(code):
    """The pieces of f-strings in ``code`` that hold two words or more, which no translation could reach."""
    return [
        part.value
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.JoinedStr)
        for part in node.values
        if isinstance(part, ast.Constant) and isinstance(part.value, str) and TWO_WORDS.search(part.value)
    ]


def ends_with_semicolon(code):
    return any(line.split(" #")[0].rstrip().endswith(";") for line in code.splitlines())


def test_there_are_notebooks():
    assert {path.relative_to(REPO).parts[0] for path in NOTEBOOKS} == {"notebooks", "solutions", "exercises"}


def test_every_notebook_is_valid_so_that_jupyterlab_says_nothing_of_it():
    for path in NOTEBOOKS:
        nbformat.validate(json.loads(path.read_text(encoding="utf-8")))


@every_notebook
def test_code_cells_are_short(path):
    lengths = [len(code_lines(cell)) for cell in cells(path, "code")]
    assert max(lengths) <= LONGEST_CELL
    assert statistics.median(lengths) <= MEDIAN_CELL


@every_notebook
def test_no_line_ends_with_a_semicolon(path):
    # nbval fails on it; assign to _ instead.
    assert [source(cell) for cell in cells(path, "code") if ends_with_semicolon(source(cell))] == []


@every_notebook
def test_tagged_cells_keep_their_outputs_and_no_others_do(path):
    kept = {cell["id"] for cell in cells(path, "code") if cell["outputs"]}
    tagged = {cell["id"] for cell in cells(path) if KEEP_OUTPUTS in cell["metadata"].get("tags", [])}
    # A tagged cell without its output would be compared with nothing.
    assert kept == tagged


@every_notebook
def test_no_prose_in_fstrings(path):
    assert [piece for cell in cells(path, "code") for piece in prose_in_fstrings(source(cell))] == []


@every_notebook
def test_one_title_and_it_comes_first(path):
    first, *others = cells(path)
    assert first["cell_type"] == "markdown"
    assert source(first).startswith("# ")
    assert len(headings(source(first))) == 1
    assert [
        source(cell) for cell in others if cell["cell_type"] == "markdown" and headings(source(cell))
    ] == []


@every_notebook
def test_the_minutes_add_up(path):
    note = json.loads(path.read_text(encoding="utf-8"))["metadata"]["enclair"]
    for name, core in (("minutes", True), ("minutes_optional", False)):
        assert sum(part["minutes"] for part in note["sections"] if part["core"] is core) == note[name]
    # Each section says below its heading what the metadata say, which the session planner reads.
    text = "\n".join(source(cell) for cell in cells(path))
    assert note["lang"] == path.parent.name
    minutes, core, optional = SAID[note["lang"]]
    for section in note["sections"]:
        head = rf"^## [^\n]*{re.escape(section['title'])}[^\n]*\n\n"
        found = re.search(rf"{head}\*(\d+) {minutes}, ({core}|{optional})\*$", text, re.MULTILINE)
        assert found, section["title"]
        assert (int(found[1]), found[2] == core) == (section["minutes"], section["core"])


@pytest.mark.parametrize(
    ("code", "prose"),
    [
        ("f'{n} days passed'", [" days passed"]),
        ("f'The answer is {n}, dear reader'", ["The answer is ", ", dear reader"]),
        ("f'{a}-{b}'", []),
        ("f'{n} days'", []),
        ("'two words'", []),
    ],
)
def test_what_counts_as_prose_in_an_fstring(code, prose):
    assert prose_in_fstrings(code) == prose


@pytest.mark.parametrize(
    ("code", "ends"),
    [("plot();", True), ("plot();  # quiet", True), ("a = 1; b = 2", False), ("'a;'", False)],
)
def test_what_counts_as_a_closing_semicolon(code, ends):
    assert ends_with_semicolon(code) is ends


def test_a_hash_within_a_code_fence_is_no_title():
    assert headings("# Title\n\n```python\n# a comment\n```\n## Section") == ["# Title"]


@every_notebook
def test_quotations_are_those_of_the_tables_to_the_letter(path):
    text = "\n".join(source(cell) for cell in cells(path, "markdown"))
    assert misquoted(text, load_case("telegram")) == []


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("He wrote “In those cases, we are ready to leave that country.”", []),
        ("He wrote “In *those* cases, we are ready to leave”", []),
        ("He wrote “In these cases, we are ready to leave”", ["In these cases, we are ready to leave"]),
        ("Il écrit « Nous sommes prêts à quitter ce pays »", []),
        ("Il écrit « Nous sommes prêts à quitter le pays »", ["Nous sommes prêts à quitter le pays"]),
        ("“three words only”", []),
    ],
)
def test_what_counts_as_a_misquotation(text, wrong):
    assert misquoted(text, load_case("telegram")) == wrong


LESSONS = sorted((REPO / "notebooks").rglob("0[1-9]*.ipynb")) + sorted((REPO / "exercises").rglob("*.ipynb"))


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.relative_to(REPO).as_posix())
def test_the_first_code_cell_says_that_nobody_is_guilty(path):
    first = next(source(cell) for cell in cells(path) if cell["cell_type"] == "code")
    assert "banner(case" in first
