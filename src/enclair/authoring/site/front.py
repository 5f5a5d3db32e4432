"""The front page of the site: what there is, how long it takes, and where the work goes."""

import html
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

#: The file that says that a folder is this site, and which content it holds.
MARK = "enclair.txt"
LAB = "lab/index.html?path="
#: What the first visit sends, in megabytes; benchmarks/site.py measures it, a test holds it to that.
MEGABYTES = 30
_QUESTION = re.compile(r"\*\*The big question: (.+?)\*\*")
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)


def lessons(root: Path, lang: str = "en") -> list[dict[str, Any]]:
    """Return number, title, question, minutes, path and exercise of each lesson, in order."""
    found = []
    for path in sorted((root / "notebooks" / lang).glob("*.ipynb")):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        about = notebook["metadata"]["enclair"]
        first = "".join(notebook["cells"][0]["source"])
        title, question = _TITLE.search(first), _QUESTION.search(first)
        if title is None or question is None:
            raise ValueError(f"{path}: the first cell needs a title and **The big question: …**")
        exercise = root / "exercises" / lang / path.name
        found.append(
            {
                "number": about["lesson"],
                "title": title[1],
                "question": question[1][0].upper() + question[1][1:],
                "minutes": about["minutes"],
                "path": path.relative_to(root).as_posix(),
                "exercise": exercise.relative_to(root).as_posix() if exercise.is_file() else "",
            }
        )
    return found


def page(root: Path, version: str) -> str:
    """Return the front page as HTML."""
    start, *rest = lessons(root)
    page = files(__package__).joinpath("front.html").read_text(encoding="utf-8")
    values = {
        "START": html.escape(f"{LAB}{version}/{start['path']}"),
        "MINUTES": str(start["minutes"]),
        "LESSONS": "\n".join(_lesson(each, version) for each in rest),
        "MEGABYTES": str(MEGABYTES),
        "VERSION": html.escape(version),
    }
    return re.sub(r"@([A-Z]+)@", lambda found: values[found[1]], page)


def _lesson(lesson: dict[str, Any], version: str) -> str:
    def link(path: str) -> str:
        return html.escape(f"{LAB}{version}/{path}")

    number, title = lesson["number"], html.escape(lesson["title"])
    exercise = ""
    if lesson["exercise"]:
        exercise = (
            f'<a href="{link(lesson["exercise"])}"><span lang="en">Exercise {number}</span>'
            f'<span lang="fr">Exercice {number}</span></a>'
        )
    return (
        f'<li><span class="number">{number}</span><div><a class="title own" lang="en" '
        f'href="{link(lesson["path"])}">{title}</a> <span class="question own" lang="en">'
        f"{html.escape(lesson['question'].replace('*', ''))}</span></div>"
        f'<div class="ways"><span>{lesson["minutes"]} minutes</span>{exercise}</div></li>'
    )


def write(root: Path, site: Path, version: str) -> None:
    """Write the front page over JupyterLite's own, and the mark of the site."""
    (site / "index.html").write_text(page(root, version), encoding="utf-8")
    (site / MARK).write_text(f"{version}\n", encoding="utf-8")
