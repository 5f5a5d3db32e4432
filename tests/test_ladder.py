"""The ladder of code: a cell to run, one to change, one to write; and the sheet at its end."""

import re
from functools import cache

import pandas as pd
import pytest

from enclair import with_twin
from tests.helpers import CASE, EXERCISES, read, solution_path

#: Each row of the sheet, as it stands in code.
IDIOMS = (
    r"\w+\[\w+(?:\[\"\w+\"\])? [<>=!]=? ",  # a question to each row
    r"\) & \(",
    r"\.isin\(",
    r"~\w+",
    r"\.str\.\w+",
    r"\.value_counts\(\)",
    r"\.head\(",
    r"\.sort_values\(\"",
    r"ascending=False",
    r"set_index\(\"id\"\)",
    r"\.groupby\(",
    r"\.(min|max)\(\)",
    r"pd\.crosstab\(",
    r"pd\.DataFrame\(",
    r"^\w+\[\"\w+\"\] = ",
    r"\.idxmax\(\)",
    r"== \"\w+\"\)\.mean\(\)",
    r"pd\.Series\(",
    r"\.plot\b",
    r"title=.*label=",
    r"\", \"\.join\(f",
    r"with_twin\(",
)


@cache
def code_of(name):
    """The code of a solution, with the lines that students change."""
    cells = [cell for cell in read(solution_path(name))["cells"] if cell["cell_type"] == "code"]
    starts = [cell["metadata"].get("enclair", {}).get("start", "") for cell in cells]
    return "\n".join([*("".join(cell["source"]) for cell in cells), *starts])


def uses(pattern):
    """The numbers of the exercises in which an idiom stands, however it is called."""
    return [str(int(name[:2])) for name in EXERCISES if re.search(pattern, code_of(name), re.MULTILINE)]


@pytest.mark.parametrize("name", EXERCISES)
def test_a_cell_to_run_then_one_to_change_then_one_to_write(name):
    kinds = []
    for cell in read(solution_path(name))["cells"]:
        note = cell["metadata"]
        is_answer = cell["cell_type"] == "code" and note.get("nbgrader", {}).get("solution")
        if cell["id"] == "ladder-run":
            kinds.append("run")
        elif is_answer and "jupyter" not in note:
            begins = note.get("enclair", {}).get("start", '"""')  # a text to paste is no code to change
            kinds.append("write" if begins.endswith('"""') else "change")
    start = kinds.index("run")
    assert kinds[start : start + 3] == ["run", "change", "write"]
    assert (kinds.count("run"), kinds.count("change")) == (1, 1)


def test_the_sheet_tells_where_each_line_was_used_and_each_of_them_runs(lang):
    import matplotlib.pyplot as plt  # slow, and only here

    sheet = next(cell for cell in read(solution_path(EXERCISES[-1], lang))["cells"] if cell["id"] == "sheet")
    rows = re.findall(r"^\| [^|]+ \| `(.+)` \| ([\d, ]+) \|$", "".join(sheet["source"]), re.MULTILINE)
    assert len(rows) == len(IDIOMS)
    names = {"pd": pd, "events": CASE.timeline, "with_twin": with_twin}
    for (line, told), pattern in zip(rows, IDIOMS, strict=True):
        exec(line, names)
        plt.close("all")  # as a notebook does after each cell
        assert re.search(pattern, line), line
        assert told.split(", ") == uses(pattern), f"solutions/{lang}/08, cell `sheet`: {line}"
