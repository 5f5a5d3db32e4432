"""The tables of the guide that are made, the whole course and the models; and the rubric that they name."""

import re
import shutil

from enclair.text.errors import PlainError
from enclair_tools.teach import guide
from tests.helpers import REPO, read, refused
from tests.prose import TEACHING, said


def test_a_page_that_does_not_say_where_to_stop_is_told(tmp_path):
    for folder in ("notebooks", "solutions", "teaching"):
        shutil.copytree(REPO / folder, tmp_path / folder)
    page = tmp_path / "teaching/en/guide/05_traces.md"
    page.write_text(said(page).replace(" **Stop all** at", ""), encoding="utf-8")
    refused(PlainError, "guide/05_traces.md: write below the title", list, guide.course(tmp_path))
    (tmp_path / "README.md").write_text(guide.BEGIN, encoding="utf-8")
    refused(PlainError, "README.md: write the lines <!-- made by", list, guide.generated(tmp_path))


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
