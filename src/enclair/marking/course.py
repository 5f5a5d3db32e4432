"""A course for one class: a folder that nbgrader understands, made from the solutions."""

import compileall
import csv
import os
import random
import shutil
import sys
import unicodedata
from dataclasses import astuple, dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Any

from tqdm import tqdm

from enclair.authoring.exercises import TEXT_STUB
from enclair.authoring.folders import work_beside
from enclair.errors import PlainError
from enclair.locale import quoted, text
from enclair.marking import say
from enclair.marking.files import read, write, write_table
from enclair.stopping import unseen

#: Says what a folder is, and in which language its class works.
ABOUT = "course.json"
#: The one file that knows who is who.
NAMES = "names.csv"
KERNEL = "enclair-sandbox"
# Without vowels, which make words, and without what looks alike on paper.
_LETTERS = "bcdfghjkmnpqrstvwxz23456789"


class CourseError(PlainError):
    """A folder, a roster or a computer with which no class can be marked; the text says what to do."""


@dataclass
class Person:
    """Somebody who hands in: a pseudonym, and what the roster says."""

    pseudonym: str
    name: str
    id: str = ""
    email: str = ""


@dataclass
class Course:
    """The folder of a course, the language of its pages, who is in it, and whether a roster said so."""

    folder: Path
    lang: str
    roster: bool
    people: list[Person]

    @cached_property
    def exercises(self) -> dict[str, Any]:
        """Each exercise by its name, as students got it but with nbgrader's checksums."""
        return {path.stem: read(path) for path in sorted(self.folder.glob("release/*/*.ipynb"))}

    def person(self, name: str) -> Person:
        """Return the person called ``name``, who is added if nobody is."""
        for person in self.people:
            if words(person.name) == words(name):
                return person
        self.people.append(Person(_pseudonym(self.people), name))
        return self.people[-1]

    def save(self) -> None:
        """Write who is who, for the eyes of this account alone."""
        rows = [("pseudonym", "name", "id", "email"), *map(astuple, self.people)]
        write_table(self.folder / NAMES, rows, secret=True)


def words(name: str) -> tuple[str, ...]:
    """Return the words of a name, sorted, without accents, capitals and signs: how people are recognised.

    >>> words("MARTIN, Élodie") == words("elodie martin")
    True
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(sign if sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return tuple(sorted(letters.split())) or (name.strip(),)


def _pseudonym(people: list[Person]) -> str:
    """Return a new pseudonym, by chance: a number would tell the alphabet."""
    taken = {person.pseudonym for person in people}
    while (made := "s-" + "".join(random.SystemRandom().choices(_LETTERS, k=4))) in taken:
        pass
    return made


def read_roster(path: Path) -> list[Person]:
    """Return the class that a CSV lists: a column ``name``, and if you like ``id`` and ``email``.

    Raises
    ------
    CourseError
        If there is no such column, a name is empty or stands there twice.
    """
    lines = path.read_text(encoding="utf-8-sig").splitlines() or [""]
    separator = ";" if lines[0].count(";") > lines[0].count(",") else ","
    rows = list(csv.DictReader(lines, delimiter=separator))
    if not rows or "name" not in rows[0]:
        said = text(
            "{path}: expected a CSV whose first line has a column name (and id, email if you like), with a "
            "line for each student; found the first line {line} and {more} more."
        )
        raise CourseError(said.format(path=path, line=quoted(lines[0]), more=len(rows)))
    people: list[Person] = []
    for number, row in enumerate(rows, 2):
        name = (row["name"] or "").strip()
        if not name or words(name) in [words(person.name) for person in people]:
            said = text("{path}, line {number}: expected a name that is not there yet; found {found}.")
            raise CourseError(said.format(path=path, number=number, found=quoted(name)))
        people.append(Person(_pseudonym(people), name, row.get("id") or "", row.get("email") or ""))
    return people


def open_course(folder: Path) -> Course:
    """Return the course in ``folder``; raise `CourseError` if `make` did not make it."""
    folder = folder.resolve()
    if not (folder / ABOUT).is_file():
        said = text("{folder} is not a course. Make one: {command}")
        command = f"uv run --group marking enclair course {folder.name}"
        raise CourseError(said.format(folder=folder, command=command))
    with (folder / NAMES).open(encoding="utf-8", newline="") as file:
        people = [
            Person(**{key: value.removeprefix("'") for key, value in row.items()})
            for row in csv.DictReader(file)
        ]
    return Course(folder, people=people, **read(folder / ABOUT))


def make(
    root: Path, folder: Path, lang: str, roster: Path | None, numbers: list[int] | None = None
) -> Course:
    """Make a course in the new ``folder`` from the solutions in ``root``; ``numbers`` chooses exercises.

    Raises
    ------
    CourseError
        If the folder exists, there is no such solution, or the roster cannot be read.
    """
    folder = folder.resolve()
    if folder.exists() or folder.is_relative_to(root):
        said = text("{folder} exists, or lies in the kit: give the name of a new folder elsewhere.")
        raise CourseError(said.format(folder=folder))
    solutions = sorted((root / "solutions" / lang).glob("[0-9]*.ipynb"))
    chosen = [path for path in solutions if not numbers or int(path.stem[:2]) in numbers]
    if not chosen:
        said = text("{folder} has no exercise {numbers}. There are: {known}.")
        known = ", ".join(str(int(path.stem[:2])) for path in solutions) or text("none")
        there = ", ".join(map(str, numbers or []))
        raise CourseError(said.format(folder=f"solutions/{lang}", numbers=there, known=known))
    people = read_roster(roster) if roster else []
    with work_beside(folder) as work:
        new = work / "new"
        _fill(new, lang, chosen, people)
        new.rename(folder)
    return Course(folder, lang, bool(people), people)


def _fill(new: Path, lang: str, chosen: list[Path], people: list[Person]) -> None:
    """Make the folder ``new`` a course."""
    (new / "inbox").mkdir(parents=True)
    new.chmod(0o700)
    write(new / ABOUT, {"lang": lang, "roster": bool(people)})
    write(new / "README.md", readme(lang))
    template = resources.files(__package__).joinpath("course_config.py").read_text(encoding="utf-8")
    write(new / "nbgrader_config.py", template.replace("TEXT_STUB", repr(TEXT_STUB[lang])))
    # The marking screen would fetch MathJax from a third party; our formulas need no script.
    mathjax = "jupyter/nbconvert/templates/formgrade/mathjax.html.j2"
    write(new / mathjax, "{%- macro mathjax(url='') -%}{%- endmacro %}\n")
    from enclair.marking.grading import api

    nbgrader = api(new)
    for path in tqdm(chosen, desc=text("course"), unit=text("exercise"), disable=None):
        (new / "source" / path.stem).mkdir(parents=True)
        shutil.copy(path, new / "source" / path.stem)
        with unseen():
            done = nbgrader.generate_assignment(path.stem)
        if not done["success"]:
            said = text("nbgrader refused {name}: {reason}")
            raise CourseError(said.format(name=path.name, reason=done.get("error") or done.get("log")))
    Course(new, lang, bool(people), people).save()


def prepare(folder: Path) -> None:
    """Write what depends on this computer: the closed kernel, and matplotlib's list of fonts, made once."""
    from matplotlib import font_manager, get_cachedir

    home = folder / "jupyter" / "home"
    package = Path(str(resources.files("enclair"))).resolve()
    # In a copy of the repository the package stands in src/, with the cases beside it.
    beside = package.parents[1] / "datasets"
    readable = [str(package.parent), str(beside)] if beside.is_dir() else [str(package)]
    settings = {"readable": readable, "skeleton": str(home)}
    spec = {
        "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
        "display_name": "Python (sandbox)",
        "language": "python",
        "metadata": {"kernel_provisioner": {"provisioner_name": "bubblewrap", "config": settings}},
    }
    write(folder / "jupyter" / "kernels" / KERNEL / "kernel.json", spec)
    # What the kernel reads it cannot write: else each one would compile the kit, and look for fonts, again.
    compileall.compile_dir(package, quiet=2)
    assert font_manager.fontManager
    for path in Path(get_cachedir()).glob("fontlist-*.json"):
        write(home / ".cache" / "matplotlib" / path.name, path.read_text(encoding="utf-8"))


def readme(lang: str) -> str:
    """Return what stands in the folder of a course: how to mark, and the privacy notice."""
    steps = [say(f"readme-{number}", lang) for number in (1, 2, 3, 4)]
    privacy = [say(f"privacy-{part}", lang) for part in ("stays", "names", "delete", "when")]
    parts = ["# " + say("readme-title", lang), *steps, "## " + say("privacy-title", lang), *privacy]
    return "\n\n".join(parts) + os.linesep
