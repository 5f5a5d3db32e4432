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
from textwrap import indent

from enclair_tools.notebooks.canonical import NotebookError, write_if_changed

RECORDS = "reviewed.tsv"

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
        lines = [f"{', '.join(filter(None, [self.path, self.key]))}: {self.problem}"]
        for head, words in (("The text of today:", self.english), ("The translation:", self.translation)):
            lines += [f"  {head}", indent(words, "    | ", lambda _: True)] if words else []
        return "\n".join([*lines, f"  {self.todo}"])


@dataclass(frozen=True)
class Reading:
    """A text that somebody has to read: what is digested, and its translation ("" for a row)."""

    text: str
    translation: str = ""

    @property
    def digest(self) -> str:
        """Return what is recorded once it has been read."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:8]


def load(folder: Path) -> Records:
    """Return the records of the files in a folder."""
    path, records = folder / RECORDS, Records()
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        file, key, digest = line.split("\t")
        records.setdefault((file, key), []).append(digest)
    return records


def unread(path: Path, root: Path, readings: Mapping[str, Reading], advice: str) -> Iterator[Fault]:
    """Yield a fault for each text that is not as recorded, and for each that is recorded and gone."""
    records, name = load(path.parent), path.relative_to(root).as_posix()
    gone = dict.fromkeys(key for file, key in records if file == path.stem and key not in readings)
    for key in [*readings, *gone]:
        command = shlex.join(["uv", "run", "enclair", "translations", "--done", name, key])
        recorded, reading = records.get((path.stem, key), ()), readings.get(key)
        if reading is None:
            yield Fault(name, key, "this is recorded, and gone.", f"If that is right: {command}")
        elif reading.digest not in recorded:
            problem = "this has changed since somebody read it." if recorded else "nobody has read this."
            yield Fault(name, key, problem, f"{advice} Then: {command}", reading.text, reading.translation)


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
        now = [readings[key].digest] if key in readings else []
        if records.pop((file, key), []) != now:
            changed.append(key)
        records[file, key] = now
    lines = {f"{file}\t{key}\t{digest}\n" for (file, key), digests in records.items() for digest in digests}
    write_if_changed(path.parent / RECORDS, "".join(sorted(lines)))
    return changed
