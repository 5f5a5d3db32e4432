"""Slides: a page of which a projector shows one part at a time. Here is told which of its cells share a part.

A slide shows what a class looks at: a heading, a prediction, a view or figure, a task. What a teacher says,
code and what it prints stay on the page.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from nbformat import NotebookNode

from enclair_tools.publish.lesson import section

_HEADING = re.compile(r"^#{1,2} (?:\d+\. )?(.+)$", re.MULTILINE)
#: How a task begins, in either language.
_BEGINS = (
    r"(?:(?:Task|Tâche)\s\d|Both\spaths|Les\sdeux\schemins|To\sbegin\.|Pour\scommencer\."
    r"|Before\syou\sleave\.|Avant\sde\spartir\.)"
)
TASK = re.compile(rf"^\*\*{_BEGINS}", re.MULTILINE)
FOLDED = re.compile(r"<details>.*?</details>", re.DOTALL)
#: The parts of a text that slides show, by their class: a big question, a task, what answers it.
_SHOWN = {
    "big": r"<(p)>(<strong>[^<]*(?:<em>[^<]*</em>[^<]*)*</strong></p>)",
    "task": rf"<(p)>(<strong>{_BEGINS})",
    "solution": r"<(details)>(<summary><strong>)",
}
#: Numbers of sections and tasks: optional ones have no slide, so those of slides would jump.
_NUMBER = re.compile(r"(<h2[^>]*>|<strong>T(?:ask|âche))(\s?\d+(?:\. )?)")
#: Words that are joined by hyphens, and where no line breaks them.
_JOINED = re.compile(r"[\w’]+(?:-[\w’]+)+(?![^<]*>)")
_LARGE = re.compile(r"<(h1|h2|p)\b.*?</\1>", re.DOTALL)
#: Cells of an exit ticket: only a kernel can judge an answer, so a page only asks.
TICKET = "exit-ticket"
#: A cell whose output says something about the computer on which it runs: a page leaves it out.
LEFT_OUT = "needs-python"
#: A cell whose view each learner uses alone: slides show the text that leads to it.
ALONE = "alone"


@dataclass
class Slide:
    """Some cells of a page, as HTML.

    ``heading`` is that of its section; slides leave out what is ``optional``, and show the ``text`` of a
    section that has neither a view nor a task. ``count`` is its place among all that are shown, "3 / 12".
    """

    heading: str = ""
    optional: bool = False
    cells: list[str] = field(default_factory=list)
    text: bool = False
    count: str = ""


def slides(cells: Sequence[NotebookNode], made: Iterable[str]) -> list[Slide]:
    """Return the slides of a notebook that was run, whose cells became ``made``.

    A heading begins a slide, so does what follows a view or a folded answer: a view, question or task.
    """
    deck, heading, optional, seen = [Slide()], "", False, False
    for cell, page in zip(cells, made, strict=True):
        source = FOLDED.sub("", cell.source) if cell.cell_type == "markdown" else ""
        task, tags = bool(TASK.search(source)), cell.metadata.get("tags", ())
        tabled = "\n| " in source and source == cell.source  # it stands with what is above
        looks = any("text/html" in output.get("data", ()) for output in cell.get("outputs", ()))
        view = looks and not {TICKET, ALONE}.intersection(tags)
        if begins := _HEADING.search(source):
            heading, optional, seen = begins[1], not section(cell).get("core", True), False
            deck.append(Slide(heading, optional, text=begins[0].startswith("## ")))
        elif seen and (view or "?**\n" in source or (task and not tabled)):
            deck.append(Slide(heading, optional))
            seen = False
        deck[-1].cells.append(page)
        deck[-1].text &= not (task or view)
        deck[-1].optional |= LEFT_OUT in tags
        seen |= (looks and TICKET not in tags) or (not task and bool(FOLDED.search(cell.source)))
    shown = [slide for slide in deck if slide.cells and not slide.optional]
    for number, slide in enumerate(shown, 1):
        slide.count = f"{number} / {len(shown)}"
    return [slide for slide in deck if slide.cells]


def marked(page: str) -> str:
    """Return the HTML of a text cell, where the parts that slides show have their class."""
    for kind, pattern in _SHOWN.items():
        page = re.sub(pattern, rf'<\1 class="{kind}">\2', page)
    page = _NUMBER.sub(r'\1<span class="number">\2</span>', page)
    return _LARGE.sub(lambda line: _JOINED.sub(r'<span class="joined">\g<0></span>', line[0]), page)
