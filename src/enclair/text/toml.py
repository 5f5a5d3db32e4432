"""The ``.toml`` files beside modules: what their views and checks say, where teachers edit it."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from enclair.text.errors import NotesError
from enclair.text.locale import text


def parse(content: str, file: str) -> dict[str, Any]:
    """Return the tables of ``content``, the text of ``file``.

    Raises
    ------
    NotesError
        If it is not TOML; the text names the file and the place.
    """
    try:
        return tomllib.loads(content)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        above = content.splitlines()[: int(place[1]) if place else None]
        key = next((line.strip() for line in reversed(above) if line.startswith("[")), text("the first line"))
        said = text(
            "{file}, in or before {key}: {error}. A sentence stands on one line between two quotation marks: "
            'key = "sentence".'
        )
        raise NotesError(said.format(file=file, key=key, error=error)) from None


@cache
def tables(package: str, file: str) -> dict[str, Any]:
    """Return the tables of ``file`` in ``package``, read once."""
    return parse(files(package).joinpath(file).read_text(encoding="utf-8"), file)


def strings(table: Mapping[str, Any], *keys: str) -> set[str]:
    """Return every text in a table and the tables in it; with ``keys``, only the texts that have one of them.

    >>> sorted(strings({"partly": {"meaning": "One part holds.", "sign": "="}}, "meaning"))
    ['One part holds.']
    """
    found = set()
    for key, value in table.items():
        if isinstance(value, Mapping):
            found |= strings(value, *keys)
        elif isinstance(value, str) and (not keys or key in keys):
            found.add(value)
    return found
