"""Which rows of a case nobody has read since they changed: words, codes, figures and their French.

A row is read beside its source, and its French beside its English. ``reviewed.tsv``, beside the tables, then
has a line with the table, the key of the row and a digest of its cells, which tells when a cell changes.
"""

import csv
import io
import json
import shlex
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from enclair.case.datapackage import DESCRIPTOR
from enclair.text.locale import text
from enclair_tools import spaces
from enclair_tools.notebooks.canonical import NotebookError, store
from enclair_tools.notebooks.translations import Fault, digest

#: The file with the records. Both lines of two branches are kept when Git joins them (``.gitattributes``).
RECORDS = "reviewed.tsv"
#: How many digits of a digest a record has.
DIGITS = 8
#: Of how many earlier versions of a file one is looked for in which the row is as recorded.
EARLIER = 50
#: Under which name the records have what the description says of the facts.
DESCRIBED = "datapackage"

Row = Mapping[str, str]


def report(root: Path) -> list[Fault]:
    """Return, for each table of each case in ``root`` that keeps records, which rows are not as recorded."""
    folders = sorted(path.parent for path in root.glob(f"datasets/*/{RECORDS}"))
    return [fault for folder in folders for fault in _faults(folder, root)]


def _faults(folder: Path, root: Path) -> Iterator[Fault]:
    """Yield what is wrong with the records of one case: one fault for each table."""
    known = _records(folder)
    for name, path in table_files(folder).items():
        rows = table_rows(path, folder)
        changed = {key: row for key, row in rows.items() if _digest(row) not in known.get((name, key), ())}
        gone = [key for table, key in known if table == name and key not in rows]
        if not changed and not gone:
            continue
        lines = [f"{key}: {text('the row is gone.')}" for key in gone]
        for key, row in changed.items():
            recorded = known.get((name, key), ())
            lines += [f"{key}: {each}" for each in changes(path, key, row, recorded)]
        message = text("rows have changed since somebody read them:")
        place = path.relative_to(root).as_posix()
        command = shlex.join(["uv", "run", "enclair", "translations", "--done", place, *changed, *gone])
        todo = text("Read each beside its source, and its French beside its English. Then: {command}")
        listed = "\n".join(f"    | {line}" for line in lines)
        yield Fault(place, "", f"{message}\n{listed}", todo.format(command=command))


def changes(path: Path, key: str, row: Row, recorded: Sequence[str]) -> list[str]:
    """Return what differs in a row from the last version of the file in Git that has it as ``recorded``."""
    if not recorded:
        return [text("a new row.")]
    before = next((old for old in _earlier(path, key) if _digest(old) in recorded), None)
    if before is None:
        return [text("another row than the one that was recorded.")]
    return [*_differences(before, row)]


def _differences(before: Row, row: Row) -> Iterator[str]:
    for column in dict.fromkeys((*before, *row)):
        old, new = before.get(column, ""), row.get(column, "")
        if old == new:
            continue
        said = f"{column}: {old!r} -> {new!r}"
        twin = f"{column.removesuffix('_en')}_fr"
        if row.get(twin) and before.get(twin) == row[twin]:
            said += f" ({text('its French has not changed')})"
        yield said


def done(path: Path, cells: Sequence[str]) -> list[str]:
    """Record that somebody has read rows of ``path`` as they are today; return what is recorded anew.

    Parameters
    ----------
    path
        A table of a case, such as ``datasets/telegram/timeline.csv``, or its ``datapackage.json``.
    cells
        The keys of rows, as the report gives them.

    Raises
    ------
    NotebookError
        If the case has no such table, or the table no such row.
    """
    folder = path.parent
    name = {each.name: name for name, each in table_files(folder).items()}.get(path.name)
    if name is None:
        raise NotebookError(text("{path} is no table of a case.").format(path=path))
    rows, known = table_rows(path, folder), _records(folder)
    if unknown := [key for key in cells if key not in rows and (name, key) not in known]:
        message = text("{path} has no such rows: {rows}. `uv run enclair translations` names those to read.")
        raise NotebookError(message.format(path=path, rows=", ".join(unknown)))
    changed = []
    for key in cells:
        recorded = known.pop((name, key), ())
        if key not in rows:
            changed.append(f"{key}: {text('the row is gone.')}")
            continue
        now = _digest(rows[key])
        known[name, key] = [now]
        if now not in recorded:
            changed += [f"{key}: {each}" for each in changes(path, key, rows[key], recorded)]
    lines = sorted(
        {f"{table}\t{key}\t{each}\n" for (table, key), digests in known.items() for each in digests}
    )
    store(folder / RECORDS, "".join(lines))
    return changed


def _records(folder: Path) -> dict[tuple[str, str], list[str]]:
    """Return the digests recorded of each row, by its table and key; two branches may have left two."""
    path, found = folder / RECORDS, dict[tuple[str, str], list[str]]()
    for line in path.read_text(encoding="utf-8").splitlines() if path.is_file() else ():
        table, key, recorded = line.split("\t")
        found.setdefault((table, key), []).append(recorded)
    return found


def _digest(row: Row) -> str:
    """Return the digest of a row: an empty column more, another order or kind of space changes nothing."""
    words = "\n".join(f"{column}={row[column]}" for column in sorted(row) if row[column])
    return digest(words.replace(spaces.NARROW, " ").replace(spaces.WIDE, " "))[:DIGITS]


def table_files(folder: Path) -> dict[str, Path]:
    """Return the file of each table of a case by its name, and the description itself."""
    resources = _description(folder)["resources"]
    return {each["name"]: folder / each["path"] for each in resources} | {DESCRIBED: folder / DESCRIPTOR}


def _description(folder: Path) -> dict[str, Any]:
    described: dict[str, Any] = json.loads((folder / DESCRIPTOR).read_text(encoding="utf-8"))
    return described


def table_rows(path: Path, folder: Path, content: str | None = None) -> dict[str, Row]:
    """Return the rows of a file by their keys; ``content`` is that of another version of it."""
    if content is None:
        content = path.read_text(encoding="utf-8")
    if path.name == DESCRIPTOR:
        return _described(json.loads(content))
    resources = _description(folder)["resources"]
    schema = next(each["schema"] for each in resources if each["path"] == path.name)
    columns = schema["primaryKey"] if isinstance(schema["primaryKey"], list) else [schema["primaryKey"]]
    reader = csv.DictReader(io.StringIO(content, newline=""))
    return {"/".join(row.get(column, "") for column in columns): row for row in reader}


def _described(package: Mapping[str, Any]) -> dict[str, Row]:
    """Return what a description says of the facts, as rows: the proceedings, and each topic looked for."""
    rows = {"proceedings": package.get("proceedings", {})}
    rows |= {each["topic"]: each for each in package.get("verified", ())}
    return {key: {column: str(value) for column, value in row.items()} for key, row in rows.items()}


def _earlier(path: Path, key: str) -> Iterator[Row]:
    """Yield what a row was in earlier versions of its file, the last one first; nothing without Git."""
    folder = path.parent
    listed = _git(folder, "log", f"-{EARLIER}", "--format=%H", "--", path.name).split()
    for commit in listed:
        content = _git(folder, "show", f"{commit}:./{path.name}")
        if row := table_rows(path, folder, content).get(key) if content else None:
            yield row


def _git(folder: Path, *words: str) -> str:
    """Return what Git says in a folder; "" where there is no Git, or no checkout."""
    try:
        ran = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, check=False)
    except OSError:
        return ""
    return ran.stdout.decode("utf-8", errors="replace") if ran.returncode == 0 else ""
