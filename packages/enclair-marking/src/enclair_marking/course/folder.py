"""A course for one class: a folder that nbgrader understands, made from the solutions."""

import os
import shlex
import shutil
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

from tqdm import tqdm

from enclair.text.locale import LANGUAGES, current_locale, text
from enclair_marking import CourseError, say
from enclair_marking.course.files import exercise, read, write
from enclair_marking.course.people import (
    Person,
    name_words,
    pseudonym,
    read_names,
    read_roster,
    write_names,
)
from enclair_tools.folders import work_beside
from enclair_tools.notebooks.exercises import text_stub

#: Says what a folder is, and in which language its class works.
ABOUT = "course.json"
#: The one file that knows who is who.
NAMES = "names.csv"
#: What reading a damaged JSON file raises.
BROKEN = (FileNotFoundError, ValueError, LookupError, TypeError, AttributeError, RecursionError)


@dataclass
class Course:
    """The folder of a course, the language of its pages, who is in it, and whether a roster said so."""

    folder: Path
    lang: str
    roster: bool
    people: list[Person]

    @property
    def exercises(self) -> dict[str, Any]:
        """Each exercise by its name, as students got it but with nbgrader's checksums."""
        return self.given[self.lang]

    @cached_property
    def given(self) -> dict[str, dict[str, Any]]:
        """The exercises in each language."""
        names = sorted(path.name for path in self.folder.glob("source/*/"))
        try:
            if not names:
                raise FileNotFoundError
            return {lang: {name: self._exercise(name, lang) for name in names} for lang in LANGUAGES}
        except BROKEN:
            raise damaged(self.folder) from None

    def _exercise(self, name: str, lang: str) -> dict[str, Any]:
        for part in ("source", "release"):
            notebook = exercise(self.folder, part, name, lang)
            if notebook["metadata"]["enclair"]["lang"] != lang or not notebook["cells"][0]["source"]:
                raise ValueError
        return notebook

    def person(self, name: str) -> Person | None:
        """Return the person called ``name``, who is added if nobody is; None if more than one is."""
        matches = [person for person in self.people if name_words(person.name) == name_words(name)]
        if not matches:
            matches = [Person(pseudonym(self.people), name)]
            self.people += matches
        return matches[0] if len(matches) == 1 else None

    def save(self) -> None:
        """Write who is who."""
        write_names(self.folder / NAMES, self.people)


def damaged(path: Path) -> CourseError:
    """Return the error for a file without which nothing can be marked; a new course has them all."""
    return CourseError("course-damaged", path=path)


def open_course(folder: Path) -> Course:
    """Return the course in ``folder``; raise `CourseError` if `make` did not make it, or it is damaged."""
    folder = folder.resolve()
    if not (folder / ABOUT).is_file():
        command = f"uv run --group marking enclair course {shlex.quote(str(folder))}"
        raise CourseError("no-course", folder=folder, command=command)
    try:
        about = read(folder / ABOUT)
        lang = LANGUAGES[LANGUAGES.index(about["lang"])]
        roster = bool(about["roster"])
    except BROKEN:
        raise damaged(folder / ABOUT) from None
    return Course(folder, lang, roster, read_names(folder / NAMES))


def make(root: Path, folder: Path, roster: Path | None, numbers: list[int] | None = None) -> Course:
    """Make a course in the new ``folder`` from the solutions in ``root``; ``numbers`` chooses exercises."""
    folder = folder.resolve()
    if folder.is_relative_to(root):
        raise CourseError("in-the-kit", folder=folder, other=shlex.quote(os.path.join("..", folder.name)))
    if folder.exists():
        raise CourseError("folder-exists", folder=folder)
    lang = current_locale()
    solutions = sorted((root / "solutions" / lang).glob("[0-9]*.ipynb"))
    chosen = [path for path in solutions if not numbers or int(path.stem[:2]) in numbers]
    if not chosen:
        existing = ", ".join(str(int(path.stem[:2])) for path in solutions)
        there = ", ".join(map(str, numbers or []))
        raise CourseError("no-such-exercise", folder=f"solutions/{lang}", numbers=there, existing=existing)
    people = read_roster(roster) if roster else []
    with work_beside(folder) as work:
        new = work / "new"
        _fill(new, chosen, people)
        new.rename(folder)
    return Course(folder, lang, bool(people), people)


def _fill(new: Path, chosen: list[Path], people: list[Person]) -> None:
    """Make the folder ``new`` a course."""
    lang = current_locale()
    (new / "inbox").mkdir(parents=True)
    new.chmod(0o700)
    write(new / ABOUT, {"lang": lang, "roster": bool(people)})
    write(new / "README.md", readme())
    # The marking screen would fetch MathJax from a third party; no exercise has a formula.
    mathjax = "jupyter/nbconvert/templates/formgrade/mathjax.html.j2"
    write(new / mathjax, "{%- macro mathjax(url='') -%}{%- endmacro %}\n")
    for other in sorted(LANGUAGES, key=lambda code: code == lang):  # its own comes last, and stays in front
        _generate(new, [path.parents[1] / other / path.name for path in chosen])
        if other != lang:
            for part in ("source", "release"):
                (new / "languages" / other).mkdir(parents=True, exist_ok=True)
                (new / part).rename(new / "languages" / other / part)
    Course(new, lang, bool(people), people).save()


def _generate(new: Path, solutions: list[Path]) -> None:
    """Let nbgrader make the exercises of one language; ids and points are those of every language."""
    from enclair_marking.running.grading import api

    template = resources.files(__package__).joinpath("course_config.py").read_text(encoding="utf-8")
    write(new / "nbgrader_config.py", template.replace("TEXT_STUB", repr(text_stub(read(solutions[0])))))
    nbgrader = api(new)
    for path in tqdm(solutions, desc=text("course"), unit=text("exercise"), disable=None):
        (new / "source" / path.stem).mkdir(parents=True)
        shutil.copy(path, new / "source" / path.stem)
        done = nbgrader.generate_assignment(path.stem)
        if not done["success"]:
            *_, last = f"{done.get('log') or ''}\n{done.get('error') or ''}".strip().split("\n")
            raise CourseError("nbgrader-refused", name=path.name, reason=last.strip())


def readme() -> str:
    """Return what stands in the folder of a course: how to mark, and the privacy notice."""
    steps = [say(f"readme-{number}") for number in (1, 2, 3, 4)]
    privacy = [say(f"privacy-{part}") for part in ("stays", "names", "delete", "when")]
    parts = ["# " + say("readme-title"), *steps, "## " + say("privacy-title"), *privacy]
    return "\n\n".join(parts) + os.linesep
