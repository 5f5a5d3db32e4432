"""The front page of the site: what there is, how long it takes, and where the work goes."""

import html
import json
import re
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from enclair.text.locale import LANGUAGES, text
from enclair_tools.notebooks.canonical import NotebookError

#: The file that says that a folder is this site, and which content it holds.
MARK = "enclair.txt"
LAB = "lab/index.html?path="
#: What the first visit sends, in megabytes; benchmarks/site.py measures it, a test holds it to that.
MEGABYTES = 30
#: What the scripts of the front page, and of the page with a notebook, say.
ERASING = (
    "Erase every notebook that this browser keeps for this page? It cannot be undone.",
    "Erased.",
    "A lesson is open in another tab: close it, then try again.",
)
ERASED = (
    "This browser has just erased what it kept for this site. Your work is still on this page: close this "
    "message, choose File ▸ Save Notebook, then File ▸ Download.",
    "Close",
)
#: What the first cell sets in bold before a colon.
_QUESTION = re.compile(r"^\*\*[^:*]+:\s+(.+?)\*\*$", re.MULTILINE)
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)


def lessons(root: Path, lang: str = "en") -> list[dict[str, Any]]:
    """Return number, title, question, minutes, path, exercise and language of each lesson, in order.

    A lesson or an exercise that stands in no other language yet is the one in English.
    """
    found = []
    for english in sorted((root / "notebooks" / "en").glob("*.ipynb")):
        path = _in(root, "notebooks", lang, english.name) or english
        notebook = json.loads(path.read_text(encoding="utf-8"))
        about = notebook["metadata"].get("enclair", {})
        if missing := [f'"{key}"' for key in ("lesson", "minutes") if not isinstance(about.get(key), int)]:
            said = text('{path}: under "enclair", its metadata need {known}, a whole number each.')
            raise NotebookError(said.format(path=path, known=", ".join(missing)))
        first = "".join(notebook["cells"][0]["source"])
        title, question = _TITLE.search(first), _QUESTION.search(first)
        if title is None or question is None:
            said = text("{path}: the first cell needs a title and **The big question: …**")
            raise NotebookError(said.format(path=path))
        exercise = _in(root, "exercises", lang, path.name) or _in(root, "exercises", "en", path.name)
        found.append(
            {
                "number": about["lesson"],
                "title": title[1],
                "question": question[1][0].upper() + question[1][1:].replace("*", ""),
                "minutes": about["minutes"],
                "path": path.relative_to(root).as_posix(),
                "exercise": exercise.relative_to(root).as_posix() if exercise else "",
            }
        )
    return found


def _in(root: Path, folder: str, lang: str, name: str) -> Path | None:
    path = root / folder / lang / name
    return path if path.is_file() else None


def page(root: Path, version: str) -> str:
    """Return the front page as HTML, in every language at once: the reader's browser chooses.

    In ``front.html`` ``[[…]]`` is a sentence of the catalogue, and ``<each>…</each>`` stands once for each
    language, with what is its own.
    """
    page = files(__package__).joinpath("front.html").read_text(encoding="utf-8")
    numbers = {"megabytes": str(MEGABYTES), "version": version}

    def said(sentence: str, lang: str) -> str:
        words = html.escape(text(sentence, lang).format(**numbers), quote=False)
        return re.sub(r"\*(.+?)\*", r'<b lang="en" class="own">\1</b>', words)

    def each(block: re.Match[str]) -> str:
        return "\n".join(_filled(block[1], said, root, version, lang) for lang in LANGUAGES)

    def both(sentence: re.Match[str]) -> str:
        return "".join(f'<span lang="{lang}">{said(sentence[1], lang)}</span>' for lang in LANGUAGES)

    page = re.sub(r"<each>(.*?)</each>", each, page, flags=re.DOTALL)
    return re.sub(r"\[\[(.+?)\]\]", both, page).replace("@SAID@", in_each(ERASING))


def _filled(block: str, said: Callable[[str, str], str], root: Path, version: str, lang: str) -> str:
    start, *rest = lessons(root, lang)
    values = {
        "LANG": lang,
        "START": _link(start["path"], version),
        "MINUTES": f"{start['minutes']} minutes{_elsewhere(start['path'], lang)}",
        "LESSONS": "\n".join(_lesson(one, version, lang) for one in rest),
    }
    block = re.sub(r"@(\w+)@", lambda found: values[found[1]], block)
    return re.sub(r"\[\[(.+?)\]\]", lambda found: said(found[1], lang), block)


def in_each(sentences: Sequence[str]) -> str:
    """Return sentences as a script reads them: a list for each language."""
    words = {lang: [text(each, lang) for each in sentences] for lang in LANGUAGES}
    return json.dumps(words, ensure_ascii=False)


def _link(path: str, version: str) -> str:
    return html.escape(f"{LAB}{version}/{path}")


def _elsewhere(path: str, lang: str) -> str:
    """Return ", in English" or the like if a notebook is in another language than the list, else ""."""
    own = path.split("/")[1]
    said = {"en": text("in English", lang), "fr": text("in French", lang)}
    return "" if own == lang else f", {said[own]}"


def _lesson(lesson: dict[str, Any], version: str, lang: str) -> str:
    own = lesson["path"].split("/")[1]
    exercise = lesson["exercise"]
    if exercise:
        said = f"{text('Exercise', lang)} {lesson['number']}{_elsewhere(exercise, lang)}"
        exercise = f'<a href="{_link(exercise, version)}">{said}</a>'
    return (
        f'<li><span class="number">{lesson["number"]}</span><div lang="{own}" class="own">'
        f'<a class="title" href="{_link(lesson["path"], version)}">{html.escape(lesson["title"])}</a> '
        f'<span class="question">{html.escape(lesson["question"])}</span></div>'
        f'<div class="ways"><span>{lesson["minutes"]} minutes{_elsewhere(lesson["path"], lang)}</span>'
        f"{exercise}</div></li>"
    )


def write(root: Path, site: Path, version: str) -> None:
    """Write the front page over JupyterLite's own, and the mark of the site."""
    (site / "index.html").write_text(page(root, version), encoding="utf-8")
    (site / MARK).write_text(f"{version}\n", encoding="utf-8")
