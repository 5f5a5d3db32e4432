"""Files of a course: never half written, and no cell that a spreadsheet would run."""

import csv
import io
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from enclair.stopping import write_atomically

# Where a spreadsheet that splits at commas, or at semicolons as the French do, may see a formula.
_BEGINS, _SIGN = r"(?:^|(?<=;))", r"(?=[=+@\t\r-])"


def read(path: Path) -> dict[str, Any]:
    """Return the object in a JSON file."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def write(path: Path, content: object, secret: bool = False) -> None:
    """Write a text, or JSON, in one go; ``secret`` is for the eyes of this account alone."""
    if not isinstance(content, str):
        content = json.dumps(content, ensure_ascii=False, indent=1)
    write_atomically(path, content.encode(), 0o600 if secret else 0o644)


def write_table(path: Path, rows: Iterable[Iterable[object]], secret: bool = False) -> None:
    """Write a CSV. A cell that a spreadsheet would take for a formula begins with an apostrophe.

    One with names (``secret``) says that it is UTF-8, or a spreadsheet would take it for something else.
    """
    made = io.StringIO()
    cells = [[str(value) for value in row] for row in rows]
    safe = [[re.sub(_BEGINS + _SIGN, "'", cell) for cell in row] for row in cells]
    csv.writer(made, lineterminator="\n").writerows(safe)
    write(path, ("\ufeff" if secret else "") + made.getvalue(), secret)


def unescaped(cell: str) -> str:
    """Return a cell of `write_table` without the apostrophe that was put before it."""
    return re.sub(f"{_BEGINS}'{_SIGN}", "", cell)


def exercise(folder: Path, part: str, name: str, lang: str) -> dict[str, Any]:
    """Return an exercise of a course in ``lang``: its ``part`` "source", or "release", as students got it."""
    other = folder / "languages" / lang  # those of its own language stand in front
    return read((other if other.is_dir() else folder) / part / name / f"{name}.ipynb")
