"""What every notebook keeps to: short cells, one title, words that can be translated, true quotations."""

import ast
import re
import statistics
from functools import cache

import pytest

from enclair_tools.notebooks.canonical import read
from enclair_tools.translations.notebooks import WORDS
from tests.helpers import REPO
from tests.prose import WORDS_OF_OTHERS, misquoted

NOTEBOOKS = {
    path.relative_to(REPO).as_posix(): path
    for folder in ("notebooks", "solutions", "exercises")
    for path in sorted((REPO / folder).glob("*/*.ipynb"))
}
LONGEST_CELL = 15
MEDIAN_CELL = 5
COUNTED = re.compile(
    r"\b(?:\d+|six) (?:of (?:our|the) )?(?:21|cases)\b|\b(?:\d+|six) (?:de nos|des) 21\b|\bsix affaires\b",
    re.IGNORECASE,
)

opened = cache(read)


def cells(path):
    return opened(path)["cells"]


def sources(path, kind):
    return [cell["source"] for cell in cells(path) if cell["cell_type"] == kind]


def long_cells(path):
    lengths = [sum(map(bool, map(str.strip, code.splitlines()))) for code in sources(path, "code")]
    return lengths if max(lengths) > LONGEST_CELL or statistics.median(lengths) > MEDIAN_CELL else []


def prose_in_fstrings(path):
    """No translation could reach it."""
    nodes = [node for code in sources(path, "code") for node in ast.walk(ast.parse(code))]
    parts = [part for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values]
    return [part.value for part in parts if isinstance(part, ast.Constant) and WORDS.search(part.value)]


def somebodys_words_printed(path):
    """`quote` shows them, and says whose they are; what a program prints looks like nobody's words."""
    outputs = [output for cell in cells(path) for output in cell.get("outputs", ())]
    printed = "\n".join(output.get("text", "") for output in outputs)
    return [words for words in WORDS_OF_OTHERS if words in printed and len(words.split()) > 5]


def quotations_that_no_table_has(path):
    return misquoted("\n".join(sources(path, "markdown")))


def other_than_one_title(path):
    titles = re.findall(r"^# .+", "\n".join(sources(path, "markdown")), re.MULTILINE)
    return [] if cells(path)[0]["source"].startswith("# ") and len(titles) == 1 else [titles]


def choices_that_no_prediction_has(path):
    """An explanation that begins in italics names the right one."""
    code = ""
    for cell in cells(path):
        text = cell["source"]
        if cell["cell_type"] == "code":
            code += text.lower()
        elif begins := re.search(r"</summary>\n\n\*([^*\n]+)\*", text):
            choice = begins[1].rstrip(".:").lower()
            if "choices=" in code and choice.rpartition(": ")[2] not in code:
                yield begins[1]
        code = "" if "</summary>" in text or text.startswith("## ") else code  # it explains its section


def counts_of_cases_that_could_be_shares(path):
    """Whoever counts cases says that they were chosen, as in "in 10 of our 21 cases, chosen, not sampled"."""
    chosen = {"en": "chosen, not sampled", "fr": "choisies et non tirées au sort"}[path.parent.name]
    told = re.split(r"(?<=[.:?!]) |\n", "\n".join(sources(path, "markdown")))
    counts = [one for one in told if COUNTED.search(one)] if "notebooks" in path.parts else []
    return [one for one in counts if chosen not in one]


def exercises_without_a_link(path):
    told = re.sub(r"\[[^]]*\]\([^)]*\)", "", "\n".join(sources(path, "markdown")))
    return re.findall(r"exerci[cs]e \d", told) if "notebooks" in path.parts else []


RULES = [
    exercises_without_a_link,
    *(long_cells, prose_in_fstrings, somebodys_words_printed, quotations_that_no_table_has),
    *(other_than_one_title, choices_that_no_prediction_has, counts_of_cases_that_could_be_shares),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_notebook_has(rule):
    assert {name: wrong for name, path in NOTEBOOKS.items() if (wrong := list(rule(path)))} == {}


def test_each_notebook_says_the_language_of_its_folder_and_that_nobody_is_guilty():
    assert {name.split("/")[0] for name in NOTEBOOKS} == {"notebooks", "solutions", "exercises"}
    for name, path in NOTEBOOKS.items():
        assert opened(path)["metadata"]["enclair"]["lang"] == path.parent.name, name
        if not path.name.startswith("00"):
            assert "banner(case" in sources(path, "code")[0].partition("form.")[0], name
    for name in ("06_judge_for_a_day", "07_deciding_together"):
        title = sources(NOTEBOOKS[f"notebooks/en/{name}.ipynb"], "markdown")[0]
        assert "Nothing here is legal advice" in title


#: What a student's own lines call, and cells that the prose asks to change: their code stays in sight.
IN_SIGHT = {"print", "len", "pow", "banner", "doctor", "survey", "display", "sum"}
TO_CHANGE = {"01-first", "03-compare", "05-sealed", "03-mine"}


def called(code):
    """The name that the last line of ``code`` calls or shows, such as "figures"; "" if it is none."""
    last = ast.parse(code).body[-1:]
    root = last[0].value if last and isinstance(last[0], ast.Expr) else None
    while isinstance(root, ast.Attribute | ast.Call):
        root = root.value if isinstance(root, ast.Attribute) else root.func
    return root.id if isinstance(root, ast.Name) else ""


@pytest.mark.parametrize("path", [name for name in NOTEBOOKS if name.startswith("notebooks/")])
def test_code_that_only_shows_something_is_folded_and_code_paths_are_open(path):
    before = ""
    for cell in cells(NOTEBOOKS[path]):
        if cell["cell_type"] == "code":
            path_of_code = "Code path" in before or "Chemin code" in before
            shows = called(cell["source"]) not in IN_SIGHT | {""}
            folded = cell["metadata"].get("jupyter", {}).get("source_hidden", False)
            assert folded == (shows and not path_of_code and cell["id"] not in TO_CHANGE), cell["id"]
        before = cell["source"]
