"""The front page of the site: what there is, how long it takes, and where the work goes."""

import json
from collections.abc import Sequence
from pathlib import Path

from enclair.text.locale import LANGUAGES, N_, by_language, text, use_locale
from enclair_tools import templates
from enclair_tools.publish import edition, lesson

#: The file that says that a folder is this site, and which content it holds.
MARK = "enclair.txt"
#: Where a notebook opens, in Notebook; the same below `lab` is JupyterLab.
RUN = "notebooks/index.html?path="
#: What is sent before the first view of a first visit, in megabytes; a test holds it to that.
MEGABYTES = 22
#: What the scripts of the front page, and of the page with a notebook, say.
ERASING = N_(
    (
        "Erase every notebook that this browser keeps for this page? It cannot be undone.",
        "Erased.",
        "A lesson is open in another tab: close it, then try again.",
    )
)
ERASED = N_(
    (
        "This browser has just erased what it kept for this site. Your work is still on this page: close "
        "this message, choose File ▸ Save Notebook, then File ▸ Download.",
        "Close",
    )
)


def lessons(root: Path, lang: str) -> list[tuple[lesson.Lesson, lesson.Lesson | None]]:
    """Return each lesson of a language with its exercise, in order."""
    exercises = {one.number: one for one in lesson.lessons(root, lang, "exercises")}
    return [(one, exercises.get(one.number)) for one in lesson.lessons(root, lang)]


def page(root: Path, version: str) -> str:
    """Return the front page as HTML, in every language at once: the reader's browser chooses."""
    with use_locale("en"):  # what it calls itself
        return templates.page(
            __package__,
            "front.html",
            title="En clair",
            root=root,
            lessons={lang: lessons(root, lang) for lang in LANGUAGES},
            taught={lang: edition.load_sessions(root, [lang]) for lang in LANGUAGES},
            lab=RUN,
            version=version,
            megabytes=MEGABYTES,
            erasing=in_each(ERASING),
        )


def in_each(sentences: Sequence[str]) -> str:
    """Return sentences as a script reads them: a list for each language."""
    return json.dumps(by_language(lambda: [*map(text, sentences)]), ensure_ascii=False)
