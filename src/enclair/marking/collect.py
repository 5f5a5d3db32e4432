"""What a class handed in, found in the inbox of a course: notebooks, folders, and the zip of an LMS.

A name in a zip or a folder tells who somebody is, and is never used as a path. No link is followed, and
nothing is unpacked to the disk.
"""

import hashlib
import json
import lzma
import os
import re
import stat
import subprocess
import sys
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from tqdm import tqdm

from enclair.marking import say
from enclair.marking.course import Course, words
from enclair.marking.files import write
from enclair.marking.repair import UnreadableError, parsed, rebuilt, source, which

#: Bytes of a notebook that is read as it is; a larger one is first read apart, and its outputs left out.
USUAL = 8 << 20
#: Bytes of the largest notebook, and of all that one zip may hold; files in a zip.
MOST, MOST_IN_ZIP, MOST_MEMBERS = 256 << 20, 4 << 30, 10_000
# Read in a process of its own, with an end to its memory: a file may be made to fill it.
_SLIM = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
found = json.load(sys.stdin.buffer)
for cell in found["cells"]:
    cell.pop("outputs", None)
about = {"enclair": found.get("metadata", {}).get("enclair")}
made = json.dumps({"cells": found["cells"], "nbformat": found.get("nbformat"), "metadata": about})
sys.exit("too long") if len(made) > int(sys.argv[1]) else print(made)
"""


@dataclass
class Found:
    """One file of the inbox: its name there, the parts of its path, its day, and how to read it."""

    parts: tuple[str, ...]
    when: float
    content: bytes = b""
    fault: str = ""

    @property
    def label(self) -> str:
        """The name of the file, for a teacher who looks for it."""
        return "/".join(self.parts)


@dataclass
class Submission:
    """What one student handed in for one exercise."""

    student: str
    exercise: str
    digest: str
    notebook: dict[str, Any]
    when: float
    written: int
    notes: list[str]


def files(folder: Path, lang: str) -> Iterator[Found]:
    """Yield each file of ``folder`` that may be a notebook, also those in zips."""
    for where, folders, names in os.walk(folder):
        folders.sort()
        links = [name for name in folders if Path(where, name).is_symlink()]
        for name in sorted([*names, *links]):
            path = Path(where, name)
            # A name that is no text, as old systems make them, keeps its place with a question mark.
            parts = tuple(part.encode("utf-8", "replace").decode() for part in path.relative_to(folder).parts)
            if name.startswith(".") or {"__MACOSX", ".ipynb_checkpoints"} & set(parts):
                continue
            if path.is_symlink() or not path.is_file():
                yield Found(parts, 0, fault=say("link", lang))
                continue
            try:
                with path.open("rb") as file:
                    yield from _read(file, parts, path.stat().st_mtime, lang)
            except OSError:
                yield Found(parts, 0, fault=say("unreadable", lang))


def _read(file: IO[bytes], parts: tuple[str, ...], when: float, lang: str, deep: int = 0) -> Iterator[Found]:
    """Yield the notebook in ``file``, or those of the zip that it is (three zips deep)."""
    name = parts[-1].casefold()
    if name.endswith(".zip") and deep < 3:
        yield from _zip(file, parts, lang, deep)
    elif not name.endswith((".ipynb", ".json")):
        yield Found(parts, when, fault=say("no-notebook", lang))
    else:
        content = file.read(MOST + 1)  # a zip may say less than it holds
        fault = say("too-large", lang) if len(content) > MOST else ""
        yield Found(parts, when, b"" if fault else content, fault)


def _zip(file: IO[bytes], parts: tuple[str, ...], lang: str, deep: int) -> Iterator[Found]:
    """Yield the notebooks in a zip; the name of one that lies in another says who packed it."""
    above, held = parts if deep else parts[:-1], 0
    try:
        with zipfile.ZipFile(file) as archive:
            if len(archive.infolist()) > MOST_MEMBERS:
                raise zipfile.BadZipFile
            for member in archive.infolist():
                named = tuple(part for part in member.filename.replace("\\", "/").split("/") if part)
                inside = (*above, *named)
                hidden = not named or named[0] == "__MACOSX" or named[-1].startswith(".")
                if hidden or member.is_dir():
                    continue
                if stat.S_ISLNK(member.external_attr >> 16):
                    yield Found(inside, 0, fault=say("link", lang))
                    continue
                held += member.file_size
                if held > MOST_IN_ZIP:
                    raise zipfile.BadZipFile
                with archive.open(member) as opened:
                    # Zips are read at random, which a packed one cannot be.
                    nested = named[-1].casefold().endswith(".zip")
                    content = BytesIO(opened.read(MOST + 1)) if nested else opened
                    yield from _read(content, inside, _day(member), lang, deep + 1)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, OSError, EOFError, ValueError):
        yield Found(parts, 0, fault=say("bad-zip", lang))


def _day(member: zipfile.ZipInfo) -> float:
    """Return when a member was changed, as a number that grows with time."""
    year, month, day, hour, minute, second = member.date_time
    return ((((year * 12 + month) * 31 + day) * 24 + hour) * 60 + minute) * 60 + second


# How the great LMS name what they pack, and what browsers and people add to a name.
_MOODLE = re.compile(r"^(?P<who>.+?)_\d+_assignsubmission_")
_CANVAS = re.compile(r"^(?P<who>[^_]+)_(?:LATE_)?\d+_\d+_")
_NOBODY = ("inbox", "submissions", "submitted", "answer", "answers", "notebook", "untitled", "..", ".")
_COPY = re.compile(r"\(\d+\)|\b(copy|copie|final|v\d+)\b", re.IGNORECASE)


def label(parts: tuple[str, ...], exercises: Iterable[str], shared: bool = False) -> str:
    """Return what the path of a file says of who handed it in; "" if nothing.

    The folder says it, or if it is ``shared`` by several students, the file.

    >>> label(("Élodie Martin_812_assignsubmission_file_", "01_what_happened.ipynb"), ["01_what_happened"])
    'Élodie Martin'
    >>> label(("3B", "01_what_happened - Zoé (1).ipynb"), ["01_what_happened"], shared=True)
    'Zoé'
    """
    for part in parts:
        for pattern in (_MOODLE, _CANVAS):
            if found := pattern.match(part):
                return found["who"].strip()
    stem = re.sub(r"\.(ipynb|json)$", "", parts[-1], flags=re.IGNORECASE)
    folders = [*reversed(parts[:-1])]
    for part in (stem, *folders) if shared else (*folders, stem):
        for exercise in exercises:
            part = part.replace(exercise, " ")
        part = _COPY.sub(" ", part).strip(" -_.")
        if part and part.casefold() not in _NOBODY:
            return part
    return ""


def _letters(name: str) -> str:
    return "".join(sorted("".join(words(name))))


def student(course: Course, found: Found, said: str) -> tuple[str, list[str]]:
    """Return the pseudonym of who handed in a file, and what a teacher should know.

    ``said`` is what the path says of the name, see `label`.
    """
    have = set(words(found.label))
    known = [
        one
        for one in course.people
        if course.roster
        and (
            set(words(one.name)) <= have
            or _letters(one.name) == _letters(said)
            or (one.id and one.id.casefold() in have)
            or (one.email and one.email.casefold() in found.label.casefold())
        )
    ]
    longest = max((len(words(one.name)) for one in known), default=0)
    known = [one for one in known if len(words(one.name)) == longest]
    if len(known) == 1:
        return known[0].pseudonym, []
    note = "not-on-roster" if course.roster else "" if said else "no-name"
    return course.person(said or found.label).pseudonym, [say(note, course.lang)] if note else []


def _slim(content: bytes, lang: str) -> bytes:
    """Return a large notebook without its outputs, read in a process of its own."""
    program = [sys.executable, "-I", "-S", "-c", _SLIM, str(USUAL)]
    done = subprocess.run(program, input=content, capture_output=True, check=False)
    if done.returncode:
        raise UnreadableError(say("too-large", lang))
    return done.stdout


def collect(course: Course) -> tuple[list[Submission], list[Found]]:
    """Return what can be marked, one for each student and exercise, and the files that cannot.

    Of two files of one student for one exercise the newer one counts; of the same day, the fuller one.
    """
    refused: list[Found] = []
    read: list[tuple[Found, str, dict[str, Any], list[str]]] = []
    for found in tqdm(files(course.folder / "inbox", course.lang), desc="collect", unit="file", disable=None):
        try:
            if found.fault:
                raise UnreadableError(found.fault)
            content = _slim(found.content, course.lang) if len(found.content) > USUAL else found.content
            notebook = parsed(content, course.lang)
            exercise = which(notebook, course.exercises, course.lang)
            read.append((found, exercise, *rebuilt(notebook, course.exercises[exercise], course.lang)))
        except UnreadableError as error:
            found.fault = str(error)
            refused.append(found)
        found.content = b""
    several = Counter((found.parts[:-1], exercise) for found, exercise, _, _ in read)
    shared = {folder for (folder, _), count in several.items() if count > 1}
    chosen: dict[tuple[str, str], Submission] = {}
    for found, exercise, notebook, notes in read:
        said = label(found.parts, course.exercises, found.parts[:-1] in shared)
        who, note = student(course, found, said)
        digest = hashlib.sha256(json.dumps(notebook, sort_keys=True).encode()).hexdigest()
        given = {source(cell) for cell in course.exercises[exercise]["cells"]}
        own = sum(len(source(cell)) for cell in notebook["cells"] if source(cell) not in given)
        one = Submission(who, exercise, digest, notebook, found.when, own, [*notes, *note])
        rival = chosen.get((who, exercise))
        if rival and rival.digest != digest:
            one = max(rival, one, key=lambda each: (each.when, each.written))
            one.notes = list(dict.fromkeys([*one.notes, say("twice", course.lang)]))
        chosen[who, exercise] = one
    course.save()
    for one in chosen.values():
        alike = [each.student for each in chosen.values() if each.digest == one.digest and each is not one]
        if alike and one.written:  # blank ones are alike
            others = ", ".join(alike[:3]) + (f" (+{len(alike) - 3})" if len(alike) > 3 else "")
            one.notes.append(say("same", course.lang, others=others))
        where = course.folder / "submitted" / one.student / one.exercise
        write(where / f"{one.exercise}.ipynb", one.notebook)
        one.notebook = {}
    return list(chosen.values()), refused
