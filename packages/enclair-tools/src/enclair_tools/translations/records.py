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

from enclair.stopping import write_atomically
from enclair.text.errors import PlainError

RECORDS = "reviewed.tsv"

#: The texts of a file that somebody has to read, by their keys: what is digested, and its translation.
Readings = Mapping[str, tuple[str, str]]


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


def _load(path: Path) -> set[tuple[str, ...]]:
    """Return the records beside a file: a file (without its ending), a key, a digest."""
    records = path.with_name(RECORDS)
    lines = records.read_text(encoding="utf-8").splitlines() if records.is_file() else []
    return {tuple(line.split("\t")) for line in lines}


def _digested(path: Path, key: str, readings: Readings) -> tuple[str, ...]:
    return path.stem, key, hashlib.sha256(readings[key][0].encode()).hexdigest()[:8]


def unread(path: Path, root: Path, readings: Readings, advice: str) -> Iterator[Fault]:
    """Yield a fault for each text that is not as recorded or is gone; the last has the command for all."""
    records, name = _load(path), path.relative_to(root).as_posix()
    recorded = {key for file, key, _ in records if file == path.stem}
    keys = [key for key in readings if _digested(path, key, readings) not in records]
    keys += sorted(recorded - {*readings})
    command = shlex.join(["uv", "run", "enclair", "translations", "--done", name, *keys])
    for key in keys:
        problem = "nobody has read this as it is now." if key in readings else "this is recorded, and gone."
        then = f" Then, for the whole file: {command}" if key == keys[-1] else ""
        yield Fault(name, key, problem, f"{advice}{then}", *readings.get(key, ()))


def done(path: Path, keys: Sequence[str], readings: Readings) -> list[str]:
    """Record that somebody has read texts of ``path`` as they are today; return those recorded anew."""
    records = _load(path)
    old = {line for line in records if line[0] == path.stem and line[1] in keys}
    if unknown := {*keys} - {*readings} - {key for _, key, _ in old}:
        raise PlainError(
            f"{path} and its English file should both have each text; not so: {', '.join(unknown)}. "
            "`uv run enclair translations` names those to read."
        )
    new = {_digested(path, key, readings) for key in keys if key in readings}
    lines = ["\t".join(line) + "\n" for line in records - old | new]
    write_atomically(path.with_name(RECORDS), "".join(sorted(lines)).encode())
    return sorted({key for _, key, _ in old ^ new}, key=keys.index)
