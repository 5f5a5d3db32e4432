"""The front page of the site: what there is, how long it takes, and where the work goes."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

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


def lessons(root: Path, lang: str = "en") -> list[dict[str, Any]]:
    """Return number, title, question, minutes, path, page and exercise of each lesson, in order.

    A lesson or an exercise that stands in no other language yet is the one in English.
    """
    notebooks, exercises = (
        {(one.number, one.lang): one for one in lesson.lessons(root, folder=folder)}
        for folder in ("notebooks", "exercises")
    )
    listed = []
    for number in sorted(number for number, of in notebooks if of == "en"):
        shown = notebooks.get((number, lang), notebooks[number, "en"])
        exercise = exercises.get((number, lang)) or exercises.get((number, "en"))
        about = {"number": number, "title": shown.title, "question": shown.question, "minutes": shown.minutes}
        about |= {"page": f"{shown.lang}/{shown.name}", "path": shown.path.relative_to(root).as_posix()}
        listed.append(about | {"exercise": exercise.path.relative_to(root).as_posix() if exercise else ""})
    return listed


def page(root: Path, version: str) -> str:
    """Return the front page as HTML, in every language at once: the reader's browser chooses."""
    by_lang = {lang: lessons(root, lang) for lang in LANGUAGES}
    with use_locale("en"):  # what it calls itself
        return templates.page(
            __package__,
            "front.html",
            title="En clair",
            lessons=by_lang,
            taught={lang: edition.load_sessions(root, [lang]) for lang in LANGUAGES},
            lab=RUN,
            version=version,
            megabytes=MEGABYTES,
            erasing=in_each(ERASING),
        )


def in_each(sentences: Sequence[str]) -> str:
    """Return sentences as a script reads them: a list for each language."""
    return json.dumps(by_language(lambda: [*map(text, sentences)]), ensure_ascii=False)


def write(root: Path, site: Path, version: str) -> None:
    """Write the front page over JupyterLite's own, and the mark of the site."""
    (site / "index.html").write_text(page(root, version), encoding="utf-8")
    (site / MARK).write_text(f"{version}\n", encoding="utf-8")
