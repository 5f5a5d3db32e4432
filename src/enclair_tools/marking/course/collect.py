"""What a class handed in, found in the inbox of a course: notebooks, folders, an LMS's zip, a hub's homes.

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
import time
import zipfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import IO

from nbgrader.utils import parse_utc
from tqdm import tqdm

from enclair.command.verbs import CLASS, MARK
from enclair.text.locale import speaking, text
from enclair_tools.marking import say
from enclair_tools.marking.course.files import write
from enclair_tools.marking.course.folder import Course
from enclair_tools.marking.course.people import AmbiguousError, lms_student, student_label, students_in_path
from enclair_tools.marking.course.repair import (
    UnreadableError,
    identify_exercise,
    language,
    parse_notebook,
    rebuild,
    source,
)

#: Bytes of a notebook that is read as it is; a larger one is first read apart, and its outputs left out.
USUAL = 8 << 20
#: Bytes of the largest notebook.
MOST = 20 << 20
#: Bytes and files that a zip may hold, with all the zips in it: one of a class, and one in another.
MOST_IN_ZIP, MOST_MEMBERS = 1 << 30, 10_000
MOST_NESTED, MOST_NESTED_MEMBERS = 256 << 20, 1000
#: Characters of one part of a path, and parts: more is no name, and costs time with each student.
_LONGEST, _DEEPEST = 255, 12
# What no name has, and what would end a line of names.csv, or turn the words around it.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")
#: What nbgrader writes beside what somebody submits: when it was, and what proves that it took it.
_TIME, _PROOF = "timestamp.txt", "submission_secret.txt"
# Read in a process of its own, with an end to its memory: a file may be made to fill it.
_SLIM = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
try:
    found = json.load(sys.stdin.buffer)
    cells = [cell for cell in found["cells"] if isinstance(cell, dict)]
    about = {"enclair": found.get("metadata", {}).get("enclair")}
except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
    sys.exit(3)
for cell in cells:
    cell.pop("outputs", None)
made = json.dumps({"cells": cells, "nbformat": found.get("nbformat"), "metadata": about})
sys.exit("too long") if len(made) > int(sys.argv[1]) else print(made)
"""


@dataclass
class InboxFile:
    """One file of the inbox: the parts of its path, its day, and how to read it.

    On a hub ``owner`` is the folder that says whose it is, and ``given`` whether the class repository has
    a file of this name.
    """

    parts: tuple[str, ...]
    when: float
    content: bytes = b""
    fault: str = ""
    owner: str = ""
    given: bool = False

    def __post_init__(self) -> None:
        half = _DEEPEST // 2
        parts = self.parts if len(self.parts) <= _DEEPEST else (*self.parts[:half], *self.parts[-half:])
        self.parts = tuple(_CONTROL.sub(" ", part)[:_LONGEST] for part in parts)

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
    packed: bytes  # the notebook; "" once it stands in submitted/
    when: float
    written: int
    notes: list[str]
    others: list[str]  # of pair work, by pseudonym


def files(folder: Path) -> Iterator[InboxFile]:
    """Yield each file of ``folder`` that may be a notebook, also in zips; first what tells of others."""

    def parts(path: Path) -> tuple[str, ...]:
        # A name that is no text, as old systems make them, keeps its place with a question mark.
        return tuple(part.encode("utf-8", "replace").decode() for part in path.relative_to(folder).parts)

    closed: list[OSError] = []
    paths: list[Path] = []
    for where, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not _of_system(name)]
        links = [name for name in folders if Path(where, name).is_symlink()]
        paths += [Path(where, name) for name in [*names, *links] if not _of_system(name)]
    for error in closed:
        if not isinstance(error, FileNotFoundError):
            yield InboxFile(parts(Path(error.filename)) or (folder.name,), 0, fault=say("closed"))
    for path in sorted(paths, key=lambda each: (each.name not in (MARK, _TIME), each)):
        if path.is_symlink() or not path.is_file():
            yield InboxFile(parts(path), 0, fault=say("link"))
            continue
        try:
            with path.open("rb") as file:
                yield from _read(file, parts(path), path.stat().st_mtime)
        except OSError:
            yield InboxFile(parts(path), 0, fault=say("unreadable"))


def _of_system(name: str) -> bool:
    """Whether a system put the file or the folder there, and no student."""
    hidden = name.startswith(".") and name.strip(".") and name != MARK
    return bool(hidden) or name.casefold() in ("thumbs.db", "desktop.ini", "__macosx")


@dataclass
class _Room:
    """What a zip may still hold, with the zips in it."""

    bytes: int = MOST_IN_ZIP
    members: int = MOST_MEMBERS
    above: "_Room | None" = None

    def take(self, size: int, members: int = 0) -> None:
        """Take some of it here and above; raise `BadZipFile` if there is no more."""
        self.bytes, self.members = self.bytes - size, self.members - members
        if self.bytes < 0 or self.members < 0:
            raise zipfile.BadZipFile
        if self.above:
            self.above.take(size, members)


def _read(
    file: IO[bytes], parts: tuple[str, ...], when: float, room: _Room | None = None, deep: int = 0
) -> Iterator[InboxFile]:
    """Yield the notebook in ``file``, or those of the zip that it is (three zips deep)."""
    name = parts[-1].casefold()
    if name.endswith(".zip") and deep < 3:
        inner = _Room(MOST_NESTED, MOST_NESTED_MEMBERS, room) if room else _Room()
        yield from _zip(file, parts, inner, deep)
    elif name in (MARK, _TIME):
        yield InboxFile(parts, when, file.read(USUAL), say("no-notebook"))
    elif not name.endswith((".ipynb", ".json")):
        yield InboxFile(parts, when, fault=say("no-notebook"))
    else:
        content = file.read(MOST + 1)  # a zip may say less than it holds
        fault = say("too-large") if len(content) > MOST else ""
        yield InboxFile(parts, when, b"" if fault else content, fault)


def _zip(file: IO[bytes], parts: tuple[str, ...], room: _Room, deep: int) -> Iterator[InboxFile]:
    """Yield the notebooks in a zip; the name of one that lies in another says who packed it."""
    above = parts if deep else parts[:-1]
    try:
        with zipfile.ZipFile(file) as archive:
            room.take(0, len(archive.infolist()))
            tell = tuple(f"/{name}" for name in (MARK, _TIME))
            for member in sorted(archive.infolist(), key=lambda each: not each.filename.endswith(tell)):
                named = tuple(part for part in member.filename.replace("\\", "/").split("/") if part)
                inside = (*above, *named)
                if not named or any(map(_of_system, named)) or member.is_dir():
                    continue
                if stat.S_ISLNK(member.external_attr >> 16):
                    yield InboxFile(inside, 0, fault=say("link"))
                    continue
                room.take(member.file_size)
                with archive.open(member) as opened:
                    # Zips are read at random, which a packed one cannot be.
                    content: IO[bytes] = opened
                    if named[-1].casefold().endswith(".zip"):
                        content = BytesIO(packed := opened.read(MOST_NESTED))
                        # Its list alone, which compresses to nothing, would fill the memory.
                        if packed.count(b"PK\1\2") > MOST_MEMBERS:
                            yield InboxFile(inside, 0, fault=say("bad-zip"))
                            continue
                    yield from _read(content, inside, _day(member), room, deep + 1)
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, OSError, EOFError, ValueError):
        yield InboxFile(parts, 0, fault=say("bad-zip"))


def _day(member: zipfile.ZipInfo) -> float:
    """Return when a member was changed, on the clock of files: it may meet one outside of a zip."""
    try:
        return time.mktime((*member.date_time, 0, 0, -1))
    except (ValueError, OverflowError):  # no such day, or before this computer's time
        return 0


def _on_hub(course: Course, there: Iterable[InboxFile]) -> Iterator[InboxFile]:
    """Yield what students wrote, of a hub's homes and of what nbgrader collected with whose it is and when.

    In a home that is each exercise in the copy of the class repository, and what the student put there.
    """
    copies: dict[tuple[str, ...], set[str]] = {}
    times: dict[tuple[str, ...], float] = {}
    for found in there:
        *above, name = found.parts
        folder = tuple(above)
        if name == MARK:
            maker, *names = found.content.decode("utf-8", "replace").split("\n")
            copies |= {folder: set(names)} if maker == CLASS else {}
            continue
        if name == _TIME and (when := _moment(found.content)):
            times[folder] = when
            continue
        around = [folder[:depth] for depth in range(1, len(folder) + 1)]  # what a student made is farther in
        if copy := next((each for each in around if each in copies), ()):
            inside = "/".join(found.parts[len(copy) :])
            found.owner, found.given = "".join(copy[-2:-1]), inside in copies[copy]
            exercise = inside.startswith("exercises/") and name.removesuffix(".ipynb") in course.exercises
            if found.given and not exercise:
                continue
        elif handed_in := next((each for each in around if each in times), ()):
            if name == _PROOF:
                continue
            # <student>+<assignment>+<time> where it comes from the exchange, <student>/<assignment> after it.
            found.owner = handed_in[-1] if "+" in handed_in[-1] else "".join(handed_in[-2:-1])
            found.when = times[handed_in]
        yield found


def _moment(said: bytes) -> float:
    """Return the time that nbgrader wrote, on the clock of files; 0 if it is none.

    >>> _moment(b"2026-11-28 10:00:00.5 UTC") - _moment(b"2026-11-28 09:00:00 UTC"), _moment(b"soon")
    (3600.5, 0)
    """
    try:
        moment: datetime = parse_utc(said[:100].decode().strip())  # a student's file may be long
        return moment.replace(tzinfo=UTC).timestamp()
    except (ValueError, OverflowError):
        return 0


def _slim(content: bytes) -> bytes:
    """Return a large notebook without its outputs, read in a process of its own."""
    program = [sys.executable, "-I", "-S", "-c", _SLIM, str(USUAL)]
    done = subprocess.run(program, input=content, capture_output=True, check=False)
    if done.returncode:
        raise UnreadableError(say("unreadable" if done.returncode == 3 else "too-large"))
    return done.stdout


@dataclass
class RecognisedFile:
    """A file that is an exercise: rebuilt, in the language of the student."""

    file: InboxFile
    exercise: str
    packed: bytes  # thousands of them may come out of one small zip, and all are read before one is chosen
    digest: str
    written: int
    notes: list[str]


def _read_all(
    course: Course, files: Iterable[InboxFile], refused: list[InboxFile]
) -> Iterator[RecognisedFile]:
    """Yield each of ``files`` that is an exercise; the others are ``refused``, with the reason."""
    for found in files:
        try:
            if found.fault:
                raise UnreadableError(found.fault)
            content = _slim(found.content) if len(found.content) > USUAL else found.content
            notebook = parse_notebook(content)
            exercise = identify_exercise(notebook, course.exercises)
            given = {lang: each[exercise] for lang, each in course.given.items() if exercise in each}
            lang = language(notebook, given, course.lang)
            made, notes = rebuild(notebook, given.get(lang, course.exercises[exercise]))
            if lang != course.lang:
                notes.insert(0, say("other-language" if lang in given else "language-missing"))
            lang = lang if lang in given else course.lang
            written = json.dumps(made, sort_keys=True).encode()
            theirs = {source(cell) for cell in course.given[lang][exercise]["cells"]}
            own = sum(len(source(cell)) for cell in made["cells"] if source(cell) not in theirs)
            if found.given and not own:
                continue  # on a hub everybody has every exercise
            digest = hashlib.sha256(written).hexdigest()
            yield RecognisedFile(found, exercise, zlib.compress(written, 1), digest, own, notes)
        except UnreadableError as error:
            found.fault = str(error)
            refused.append(found)
        found.content = b""


def _handed_in(course: Course, one: RecognisedFile, shared: bool) -> tuple[frozenset[str], list[str]]:
    """Return the pseudonyms of who handed in a file, and what a teacher should know.

    Raises
    ------
    AmbiguousError
        If it may have been more than one.
    """
    parts = one.file.parts
    if course.roster:
        found, other = students_in_path(course.people, parts, course.exercises)
        if found:
            return found, [say("names-another")] if other else []
    said = student_label((one.file.owner,) if one.file.owner else parts, course.exercises, shared)
    note = "no-name" if not said else "not-on-roster" if course.roster else ""
    new = course.person(said or one.file.label).pseudonym
    return frozenset({new}), [say(note)] if note else []


def _by_student(course: Course, read: list[RecognisedFile], refused: list[InboxFile]) -> Iterator[Submission]:
    """Yield what each student handed in; what may be of several is ``refused``."""
    several = Counter((one.file.parts[:-1], one.exercise) for one in read)
    shared = {folder for (folder, _), count in several.items() if count > 1}
    named: list[tuple[RecognisedFile, frozenset[str], list[str]]] = []
    numbers: dict[tuple[frozenset[str], str], set[str]] = defaultdict(set)
    for one in read:
        try:
            students, notes = _handed_in(course, one, one.file.parts[:-1] in shared)
        except AmbiguousError:
            one.file.fault = say("ambiguous")
            refused.append(one.file)
            continue
        named.append((one, students, notes))
        if found := lms_student(one.file.parts):
            numbers[students, one.exercise].add(found["number"])
    for one, students, notes in named:
        if len(numbers[students, one.exercise]) > 1:  # the LMS knows two people of this name
            one.file.fault = say("ambiguous")
            refused.append(one.file)
            continue
        for student in sorted(students):
            others = sorted(students - {student})
            pair = [say("pair", others=", ".join(others))] if others else []
            yield Submission(
                *(student, one.exercise, one.digest, one.packed, one.file.when, one.written),
                *([*one.notes, *notes, *pair], others),
            )


def collect(course: Course) -> tuple[list[Submission], list[InboxFile]]:
    """Return what can be marked, one for each student and exercise, and the files that cannot.

    Of two files of one student for one exercise the newer one counts; of the same moment, the fuller one.
    """
    refused: list[InboxFile] = []
    chosen: dict[tuple[str, str], Submission] = {}
    there = tqdm(files(course.folder / "inbox"), desc=text("collect"), unit=text("file"), disable=None)
    with speaking(course.lang):
        for one in _by_student(course, list(_read_all(course, _on_hub(course, there), refused)), refused):
            rival = chosen.get((one.student, one.exercise))
            if rival and rival.digest != one.digest:
                one = max(rival, one, key=lambda each: (each.when, each.written))
                one.notes = list(dict.fromkeys([*one.notes, say("twice")]))
            chosen[one.student, one.exercise] = one
        course.save()
        for one in chosen.values():
            alike = [
                each.student
                for each in chosen.values()
                if each.digest == one.digest and each.student not in (one.student, *one.others)
            ]
            if alike and one.written:  # blank ones are alike
                others = ", ".join(alike[:3]) + (f" (+{len(alike) - 3})" if len(alike) > 3 else "")
                one.notes.append(say("same", others=others))
            where = course.folder / "submitted" / one.student / one.exercise
            write(where / f"{one.exercise}.ipynb", json.loads(zlib.decompress(one.packed)))
            one.packed = b""
    return list(chosen.values()), refused
