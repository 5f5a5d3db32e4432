"""The static edition: each lesson as one HTML page that needs no Python, no server and nobody else.

A notebook is run once, here. On its page the views go on working, since each is a module with its state; what
needs Python shows its text and some pictures instead. A prediction still stands before what it guards.
"""

import re
from collections.abc import Sequence

from nbformat import NotebookNode

from enclair.text.locale import use_locale
from enclair_tools import templates
from enclair_tools.notebooks.running import execute_file
from enclair_tools.publish.lesson import Lesson
from enclair_tools.publish.render import CELLS, Outputs, Shared, code, markdown, questions, without_keys
from enclair_tools.publish.slides import ALONE, LEFT_OUT, TICKET, marked, slides

#: The guide is not for students, and on no page: nor is a sentence that leads to it.
TO_THE_GUIDE = re.compile(r" [^.]*: \[[^]]*\]\(\.\./\.\./teaching/\w+/README\.md\)\.")
#: A cell for what somebody thinks: no device ever keeps it, even where a student asks to.
NEVER_KEPT = "never-kept"


def run(lesson: Lesson) -> NotebookNode:
    """Return a lesson that was run, with its outputs."""
    return execute_file(lesson.path, lesson.notebook)


def page(
    lesson: Lesson,
    done: NotebookNode,
    others: Sequence[Lesson] = (),
    *,
    deck: bool = False,
    home: str = "",
    lab: str = "",
    shared: Shared | None = None,
) -> str:
    """Return the page of a lesson, or of a session, that was run; a ``deck`` opens as slides.

    It links to ``others``, to the list of all pages (``home``), and to where its notebook runs in the browser
    (``lab``); "" is nowhere. Pages of a site have a part that is ``shared``.
    """
    outputs = Outputs(done)
    own = [other for other in others if other.lang == lesson.lang]
    names = {}
    for other in others:
        folder = "" if other.lang == lesson.lang else f"../{other.lang}/"
        names[f"{folder}{other.path.name}"] = f"{folder}{other.name}"
        exercise = f"exercises/{other.lang}/{other.path.name}"
        names[f"../../{exercise}"] = lab and re.sub(r"\w+/\w+/[^/]+$", exercise, lab)  # it has no page
    headings = [
        (cell.id, match[1])
        for cell in done.cells
        if cell.cell_type == "markdown" and (match := re.search(r"(?m)^## (?:0\. )?(.+)$", cell.source))
    ]
    with use_locale(lesson.lang):
        cells = [_cell(cell, outputs, names) for cell in done.cells]
        up, used = home.removesuffix("index.html"), shared or Shared()
        used.views |= dict.fromkeys(outputs.used.values())
        used.styles |= outputs.styles
        script, style = ("", "") if shared else used.bundled()
        return templates.page(
            __package__,
            "pages.html",
            lesson=lesson,
            slides=slides(done.cells, cells),
            headings=headings,
            before=next((other for other in reversed(own) if other.name < lesson.name), None),
            after=next((other for other in own if other.name > lesson.name), None),
            home=home,
            lab=lab,
            deck=deck,
            state=outputs.state(shared, up),
            shared=f"{up}{shared.AT}" if shared else "",
            script=script,
            style=style,
        )


def _cell(cell: NotebookNode, outputs: Outputs, names: dict[str, str]) -> str:
    tags = cell.metadata.get("tags", ())
    if TICKET in tags:
        if cell.cell_type == "markdown":
            return str(CELLS.unmarked())
        return str(CELLS.choices(options)) if (options := outputs.options(cell)) else ""
    if cell.cell_type == "markdown":
        if asked := questions(cell.source):
            return str(CELLS.answers(asked, cell.id, NEVER_KEPT not in tags))
        shown = markdown(without_keys(TO_THE_GUIDE.sub("", cell.source)), names.get)
        return marked(re.sub(r"<h2[^>]*>(?:0\. )?", f'<h2 id="{cell.id}">', shown))
    if cell.cell_type != "code":
        return ""
    if LEFT_OUT in tags:
        return str(CELLS.left_out())
    if not cell.outputs and cell.metadata.get("jupyter", {}).get("source_hidden"):
        return ""  # what only prepares
    # Code is open where the text speaks of what it computes, and folded where it only calls a view.
    printed, shown = all(map(is_text, cell.outputs)), outputs.html(cell)
    return str(CELLS.cell(code(cell.source), shown, printed, ALONE in tags))


def is_text(output: NotebookNode) -> bool:
    """Return whether an output is plain text, and no view, figure or error."""
    return output.output_type == "stream" or ("data" in output and "text/html" not in output.data)
