"""What lies in the inbox of a course: notebooks, folders, an LMS's zip, a hub's homes.

No name in a zip or a folder is used as a path, no link is followed, and nothing is unpacked to the disk.
"""

import lzma
import os
import re
import stat
import time
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import IO

from nbgrader.utils import parse_utc

from enclair.command.verbs import CLASS, MARK
from enclair_marking import say
from enclair_marking.course.folder import Course

#: Bytes of a notebook that is read as it is; a larger one is first read apart, and its outputs left out.
USUAL = 4 << 20
#: Bytes of the largest notebook.
MOST = 20 << 20
#: Bytes and files that a zip may hold, and seconds of processor time that all its notebooks may take to be
#: read (an ordinary one takes 0.03): one of a class, and one in another.
ZIP, NESTED_ZIP = (1 << 30, 10_000, 300), (256 << 20, 1000, 20)
#: Characters of one part of a path, and parts: more is no name, and costs time with each student.
_LONGEST, _DEEPEST = 255, 12
# What no name has, and what would end a line of names.csv, or turn the words around it.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]+")
#: What nbgrader writes beside what somebody submits: when it was, and what proves that it took it.
_TIME, _PROOF = "timestamp.txt", "submission_secret.txt"


@dataclass
class InboxFile:
    """One file of the inbox: the parts of its path, its day, and how to read it.

    On a hub ``by_folder`` is the place in its path that says whose it is, and ``given`` whether the class
    repository has a file of this name.
    """

    parts: tuple[str, ...]
    when: float
    content: bytes = b""
    fault: str = ""
    by_folder: int = -1
    given: bool = False

    def __post_init__(self) -> None:
        half = _DEEPEST // 2
        parts = self.parts if len(self.parts) <= _DEEPEST else (*self.parts[:half], *self.parts[-half:])
        # A name that is no text, as old systems make them, keeps its place with a question mark.
        texts = (part.encode("utf-8", "replace").decode() for part in parts)
        self.parts = tuple(_CONTROL.sub(" ", part)[:_LONGEST] for part in texts)

    @property
    def label(self) -> str:
        """The name of the file, for a teacher who looks for it."""
        return "/".join(self.parts)


def files(folder: Path) -> Iterator[InboxFile]:
    """Yield each file of ``folder`` that may be a notebook, also in zips; first what tells of others."""
    closed: list[OSError] = []
    paths: list[Path] = []
    for where, folders, names in os.walk(folder, onerror=closed.append):
        folders[:] = [name for name in folders if not _of_system(name)]
        links = [name for name in folders if Path(where, name).is_symlink()]
        paths += [Path(where, name) for name in [*names, *links] if not _of_system(name)]
    for error in closed:
        if not isinstance(error, FileNotFoundError):
            parts = Path(error.filename).relative_to(folder).parts
            yield InboxFile(parts or (folder.name,), 0, fault=say("closed"))
    for path in sorted(paths, key=lambda path: (path.name not in (MARK, _TIME), path)):
        parts = path.relative_to(folder).parts
        if path.is_symlink() or not path.is_file():
            yield InboxFile(parts, 0, fault=say("link"))
            continue
        try:
            with path.open("rb") as file:
                yield from _read(file, parts, path.stat().st_mtime)
        except OSError:
            yield InboxFile(parts, 0, fault=say("unreadable"))


def _of_system(name: str) -> bool:
    """Return whether a system put the file or the folder there, and no student."""
    hidden = name.startswith(".") and name.strip(".") and name != MARK
    return bool(hidden) or name.casefold() in ("thumbs.db", "desktop.ini", "__macosx")


def _read(file: IO[bytes], parts: tuple[str, ...], when: float, zips: int = 0) -> Iterator[InboxFile]:
    """Yield the notebook in ``file``, which lies in so many ``zips``, or those of the zip that it is."""
    name = parts[-1].casefold()
    if name.endswith(".zip") and zips < 3:
        yield from _zip(file, parts, zips)
    elif name in (MARK, _TIME):
        yield InboxFile(parts, when, file.read(USUAL), say("no-notebook"))
    elif not name.endswith((".ipynb", ".json")):
        yield InboxFile(parts, when, fault=say("no-notebook"))
    else:
        content = file.read(MOST + 1)  # a zip may say less than it holds
        fault = say("too-large") if len(content) > MOST else ""
        yield InboxFile(parts, when, b"" if fault else content, fault)


def _zip(file: IO[bytes], parts: tuple[str, ...], zips: int) -> Iterator[InboxFile]:
    """Yield the notebooks in a zip, while that takes no longer than it may."""
    size, members, seconds = NESTED_ZIP if zips else ZIP
    ends = _seconds() + seconds
    try:
        # Zips are read at random, which a packed one cannot be.
        content = BytesIO(packed := file.read(size)) if zips else file
        # Its list alone, which compresses to nothing, would fill the memory.
        if zips and packed.count(b"PK\1\2") > members:
            raise zipfile.BadZipFile
        with zipfile.ZipFile(content) as archive:
            inside = archive.infolist()
            if len(inside) > members:
                raise zipfile.BadZipFile
            tell = tuple(f"/{name}" for name in (MARK, _TIME))
            for member in sorted(inside, key=lambda member: not member.filename.endswith(tell)):
                named = tuple(part for part in member.filename.replace("\\", "/").split("/") if part)
                if not named or any(map(_of_system, named)) or member.is_dir():
                    continue
                if stat.S_ISLNK(member.external_attr >> 16):
                    yield InboxFile((*parts, *named), 0, fault=say("link"))
                    continue
                size -= member.file_size
                if size < 0:
                    raise zipfile.BadZipFile
                when = time.mktime((*member.date_time, 0, 0, -1))  # it may meet a file outside of a zip
                with archive.open(member) as opened:
                    yield from _read(opened, (*parts, *named), when, zips + 1)
                if _seconds() > ends:
                    yield InboxFile(parts, 0, fault=say("too-slow"))
                    return
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, RuntimeError, OSError, EOFError, ValueError):
        yield InboxFile(parts, 0, fault=say("bad-zip"))


def _seconds() -> float:
    """Return the processor time that this process and those that it waited for have taken."""
    return sum(os.times()[:4])


def on_hub(course: Course, there: Iterable[InboxFile]) -> Iterator[InboxFile]:
    """Yield what students wrote, of a hub's homes and of what nbgrader collected with whose it is and when.

    In a home that is each exercise in the copy of the class repository, and what the student put there.
    """
    copies: dict[tuple[str, ...], set[str]] = {}
    times: dict[tuple[str, ...], float] = {}
    for file in there:
        *above, name = file.parts
        folder = tuple(above)
        if name == MARK:
            maker, *names = file.content.decode("utf-8", "replace").split("\n")
            copies |= {folder: set(names)} if maker == CLASS else {}
            continue
        if name == _TIME and (when := _moment(file.content)):
            times[folder] = when
            continue
        around = [folder[:depth] for depth in range(1, len(folder) + 1)]  # what a student made is farther in
        if copy := next((ancestor for ancestor in around if ancestor in copies), ()):
            inside = "/".join(file.parts[len(copy) :])
            file.by_folder, file.given = len(copy) - 2, inside in copies[copy]
            exercise = inside.startswith("exercises/") and name.removesuffix(".ipynb") in course.exercises
            if file.given and not exercise:
                continue
        elif handed_in := next((ancestor for ancestor in around if ancestor in times), ()):
            if name == _PROOF:
                continue
            # <student>+<assignment>+<time> where it comes from the exchange, <student>/<assignment> after it.
            file.by_folder = len(handed_in) - (1 if "+" in handed_in[-1] else 2)
            file.when = times[handed_in]
        yield file


def _moment(stamp: bytes) -> float:
    """Return the time that nbgrader wrote, on the clock of files; 0 if it is none.

    >>> _moment(b"2026-11-28 10:00:00.5 UTC") - _moment(b"2026-11-28 09:00:00 UTC"), _moment(b"soon")
    (3600.5, 0)
    """
    try:
        moment: datetime = parse_utc(stamp[:100].decode().strip())  # a student's file may be long
        return moment.replace(tzinfo=UTC).timestamp()
    except (ValueError, OverflowError):
        return 0
