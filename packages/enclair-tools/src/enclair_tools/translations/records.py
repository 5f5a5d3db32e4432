"""The one record of what somebody has read: the digest of each text at that time, in ``reviewed.tsv``.

For a translation it is the digest of the English text that it renders, for a row of a case that of its cells.
The file stands in the folder of what it records. Git keeps the lines of both branches when it joins them
(``.gitattributes``): then either digest counts.
"""

import hashlib
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from enclair_tools.notebooks.canonical import NotebookError, write_if_changed

RECORDS = "reviewed.tsv"
#: How many hex digits of a SHA-256 are recorded.
DIGITS = 8

#: The digests recorded for the key of a text in a file, which is named without its ending.
Records = dict[tuple[str, str], list[str]]


@dataclass(frozen=True)
class Fault:
    """What is wrong with one text of a file, or with the whole file (``key`` is "")."""

    path: str
    key: str
    problem: str
    todo: str
    english: str = ""
    translation: str = ""

    def __str__(self) -> str:
        """Return where, what and what to do, with both texts if there are any."""
        where = f"{self.path}, {self.key}" if self.key else self.path
        texts = (("The text of today:", self.english), ("The translation:", self.translation))
        shown = [f"  {head}\n{_indented(words)}" for head, words in texts if words]
        return "\n".join([f"{where}: {self.problem}", *shown, f"  {self.todo}"])


def _indented(words: str) -> str:
    return "\n".join(f"    | {line}".rstrip() for line in words.splitlines())


@dataclass(frozen=True)
class Reading:
    """A text that somebody has to read: what is digested, and its translation ("" for a row)."""

    text: str
    translation: str = ""

    @property
    def digest(self) -> str:
        """Return what is recorded once it has been read."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:DIGITS]


def load(folder: Path) -> Records:
    """Return the records of the files in a folder."""
    path, records = folder / RECORDS, Records()
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        file, key, digest = line.split("\t")
        records.setdefault((file, key), []).append(digest)
    return records


def save(folder: Path, records: Records) -> None:
    """Write the records of the files in a folder."""
    lines = {f"{file}\t{key}\t{digest}\n" for (file, key), digests in records.items() for digest in digests}
    write_if_changed(folder / RECORDS, "".join(sorted(lines)))


def unread(path: Path, root: Path, readings: Mapping[str, Reading], advice: str) -> Iterator[Fault]:
    """Yield a fault for each text that is not as recorded, and for each that is recorded and gone."""
    records, name = load(path.parent), path.relative_to(root).as_posix()
    for key, reading in readings.items():
        recorded = records.get((path.stem, key), ())
        if reading.digest in recorded:
            continue
        problem = "this has changed since somebody read it." if recorded else "nobody has read this."
        command = shlex.join(["uv", "run", "enclair", "translations", "--done", name, key])
        yield Fault(name, key, problem, f"{advice} Then: {command}", reading.text, reading.translation)
    for key in (key for file, key in records if file == path.stem and key not in readings):
        command = shlex.join(["uv", "run", "enclair", "translations", "--done", name, key])
        yield Fault(name, key, "this is recorded, and gone.", f"If that is right: {command}")


def done(path: Path, keys: Sequence[str], readings: Mapping[str, Reading]) -> list[str]:
    """Record that somebody has read texts of ``path`` as they are today; return those recorded anew."""
    records, file = load(path.parent), path.stem
    if unknown := [key for key in keys if key not in readings and (file, key) not in records]:
        raise NotebookError(
            f"{path} and its English file should both have each text; not so: {', '.join(unknown)}. "
            "`uv run enclair translations` names those to read."
        )
    changed = []
    for key in keys:
        before = records.pop((file, key), [])
        if key in readings:
            records[file, key] = [readings[key].digest]
        if records.get((file, key), []) != before:
            changed.append(key)
    save(path.parent, records)
    return changed
