"""The static edition: each lesson as one HTML page that needs no Python, no server and nobody else.

A notebook is run once, here. On its page the views go on working, since each is a module with its state; what
needs Python shows its text and some pictures instead. A prediction still stands before what it guards.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from enclair.text.locale import speaking, text
from enclair_tools import templates
from enclair_tools.folders import rebuilt_folder
from enclair_tools.notebooks.running import execute_file
from enclair_tools.publish.lesson import Lesson, lessons
from enclair_tools.publish.render import Outputs, code, macros, markdown, questions

if TYPE_CHECKING:
    from nbformat import NotebookNode

#: A cell whose output says something about the computer on which it runs.
LEFT_OUT = "needs-python"
#: A page that is larger takes too long on a school's network.
MOST = 1_500_000
#: On paper what has more than MANY rows, or cards, shows its first FEW, and says how many there are.
MANY, FEW = 24, 12

_TABLE = re.compile(r'(?<=<tbody>)<tr>.*?(?=</tbody></table>)|(?<=0">)<li><p>.*?</li>(?=</ol>)', re.DOTALL)
#: What says of itself that paper needs it once, such as the cards of a debate.
_ONCE = re.compile(r'(<div class="[\w -]*enclair-once)(">)')


def make(lesson: Lesson, others: Sequence[Lesson] = ()) -> str:
    """Run ``lesson`` and return its page, with links to the ``others`` of its language.

    Raises
    ------
    NotebookError
        If a cell fails.
    """
    done = execute_file(lesson.path, lesson.notebook)
    outputs = Outputs.of(done)
    known = {other.path.name: other.name for other in others}
    headings = [
        (cell.id, found[1])
        for cell in done.cells
        if cell.cell_type == "markdown" and (found := re.search(r"^## (.+)$", cell.source, re.MULTILINE))
    ]
    around = [None, *others, None]
    places = [place for place, other in enumerate(others) if other.name == lesson.name]
    before, after = next(((around[each], around[each + 2]) for each in places), (None, None))
    with speaking(lesson.lang):
        cells = for_paper([_cell(cell, outputs, known) for cell in done.cells])
        return outputs.page(
            "pages", title=lesson.title, cells=cells, headings=headings, before=before, after=after
        )


def _cell(cell: "NotebookNode", outputs: Outputs, known: dict[str, str]) -> str:
    made = macros()
    if cell.cell_type == "markdown":
        if asked := questions(cell.source):
            return str(made.answers(asked))
        return re.sub(r"<h2[^>]*>", f'<h2 id="{cell.id}">', markdown(cell.source, known.get))
    if cell.cell_type != "code":
        return ""
    if LEFT_OUT in cell.metadata.get("tags", ()):
        return str(made.left_out())
    # Code is open where the text speaks of what it computes, and folded where it only calls a view.
    return str(made.cell(code(cell.source), outputs.html(cell), all(map(is_text, cell.outputs))))


def for_paper(cells: Sequence[str]) -> list[str]:
    """Return the HTML of cells with what paper leaves out marked, and a sentence that says so in its place.

    A screen shows all of it, and none of these sentences.
    """

    def some(found: re.Match[str]) -> str:
        start = found[0][:4]
        first, *rows = found[0].split(start)
        if len(rows) <= MANY:
            return found[0]
        kept = start.join([first, *rows[:FEW]])
        left = f'{start[:-1]} class="on-screen">'.join(["", *rows[FEW:]])
        said = macros().fewer(FEW, len(rows))
        inside = f'<td colspan="9">{said}</td>' if start == "<tr>" else said
        return f'{kept}{start[:-1]} class="on-paper">{inside}</{start[1:]}{left}'

    made = [_TABLE.sub(some, cell) for cell in cells]
    decks = [place for place, cell in enumerate(made) if _ONCE.search(cell)]
    for place in decks[1:]:
        told = _ONCE.sub(rf"{macros().again()}\g<0>", made[place], count=1)
        made[place] = _ONCE.sub(r"\1 on-screen\2", told)
    return made


def is_text(output: "NotebookNode") -> bool:
    """Return whether an output is plain text, and no view, figure or error."""
    return output.output_type == "stream" or ("data" in output and "text/html" not in output.data)


def index(all_lessons: Iterable[Lesson]) -> str:
    """Return the page that lists all lessons, in each language that there is."""
    chosen = list(all_lessons)
    with speaking(chosen[0].lang):
        return templates.page(__package__, "pages_index.html", lessons=chosen)


def write(root: Path, folder: Path) -> dict[str, int]:
    """Make the page of every lesson of the checkout ``root`` in ``folder``; return their names and sizes.

    Raises
    ------
    NotebookError
        If there is no lesson, or one of them fails; the folder is then left as it was.
    FolderError
        If ``folder`` holds something else.
    """
    found, sizes = lessons(root), {}
    with rebuilt_folder(folder, "pages") as new:
        for lesson in tqdm(found, desc="pages", unit=text("lesson"), disable=None):
            page = make(lesson, [other for other in found if other.lang == lesson.lang])
            target = new / lesson.lang / lesson.name
            target.parent.mkdir(exist_ok=True)
            target.write_text(page, encoding="utf-8")
            sizes[f"{lesson.lang}/{lesson.name}"] = target.stat().st_size
        (new / "index.html").write_text(index(found), encoding="utf-8")
    return sizes
