"""One case, read from a folder of CSV tables and given as pandas tables that stay as they are."""

import copy
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from os import PathLike
from pathlib import Path
from typing import Any

import pandas as pd

from enclair.case import datapackage
from enclair.case.datapackage import DESCRIPTOR, MOST_MB, MOST_ROWS, CaseError
from enclair.notebook import extend_kernel
from enclair.text import toml
from enclair.text.errors import ChoiceError, UnknownNameError
from enclair.text.locale import date, localized_field, text

__all__ = ["Case", "CaseError", "load_case"]

#: The case that the lessons speak of.
FIRST = "telegram"
#: The folders of the cases that were loaded, by name.
_LOADED: dict[str, Path] = {}


class OtherCaseError(ChoiceError):
    """A case does not have what was asked for, or is not the one that is spoken of."""


@dataclass(frozen=True, eq=False, repr=False)
class Case:
    """A case whose tables are its attributes: ``case.timeline``, ``case.quotes`` … (see ``case.tables``).

    Each use of a table gives a fresh copy, so that what one cell of a notebook changes never reaches another.
    """

    name: str
    title: str
    as_of: str  #: Day of the latest fact in the case, ISO.
    _package: dict[str, Any]
    _tables: dict[str, pd.DataFrame | datapackage.Reader]

    @property
    def tables(self) -> tuple[str, ...]:
        """Names of the tables, in the order of the package."""
        return tuple(self._tables)

    @property
    def localized_title(self) -> str:
        """The title in the current locale; the English one where there is no other."""
        return localized_field(self._package, "title")[0]

    @property
    def package(self) -> dict[str, Any]:
        """A copy of the whole ``datapackage.json``: descriptions, licences, sources."""
        return copy.deepcopy(self._package)

    @property
    def keys(self) -> dict[str, str]:
        """The tables of which a row has a key of its own, and the column in which it stands."""
        columns = {
            resource["name"]: resource["schema"].get("primaryKey") for resource in self._package["resources"]
        }
        return {name: columns[name] for name in self.tables if isinstance(columns.get(name), str)}

    @property
    def proceedings(self) -> dict[str, str]:
        """Where the proceedings stand (``status_en``, ``status_fr``) and on which day (``as_of``, ISO).

        Perhaps also at which ``step``, a row of the table ``procedure``.

        Empty for a case that tells of none.
        """
        return dict(self._package.get("proceedings") or {})

    @property
    def verified(self) -> list[dict[str, Any]]:
        """What somebody looked for, topic by topic: ``looked_on``, what was found last, what was not found.

        Empty for a case that does not say. The keys are described in `datasets/README.md`.
        """
        return copy.deepcopy(self._package.get("verified", []))

    def __getattr__(self, name: str) -> pd.DataFrame:
        if name.startswith("_"):  # a copy in the making asks for these: no table, and no recursion
            raise AttributeError(name)
        if name not in self._tables:
            tables = ", ".join(self.tables)
            message = text("The case {case} has no table {name}. It has: {tables}.")
            raise UnknownNameError(message.format(case=repr(self.name), name=repr(name), tables=tables))
        rows = self._tables[name]
        table = rows.copy() if isinstance(rows, pd.DataFrame) else rows().copy()
        # Whose rows they are, and what that case calls its codes, goes wherever the rows go.
        table.attrs = {"case": self.name, "labels": self._package.get("labels", {})}
        return table

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *self._tables})

    def __repr__(self) -> str:
        rows = ", ".join(f"{name} ({len(getattr(self, name))})" for name in self.tables)
        message = text("{title}, as of {as_of}. Tables (rows): {tables}.")
        return message.format(title=self.localized_title, as_of=date(self.as_of), tables=rows)


def load_case(
    name: str | PathLike[str] = "telegram", *, most_rows: int = MOST_ROWS, most_mb: float = MOST_MB
) -> Case:
    """Return a case; if its folder cannot be read, raise a `CaseError` that says what is wrong, and where.

    Parameters
    ----------
    name
        The name of a case of the kit, such as "telegram", or the path of a folder with a
        ``datapackage.json``. What lies outside the folder is not read, also where a link leads there.
    most_rows, most_mb
        The rows of a table and the megabytes of a file that are read at most. More takes long: a page with
        100,000 events has 200 MB.
    """
    extend_kernel()
    folder = _find(name)
    # The kit's own tables are checked before they are published: each is read when it is first used.
    at_once = not isinstance(name, str) or folder.parent != _home()
    package, tables = datapackage.read(folder, most_rows, most_mb, at_once)
    _LOADED[package["name"]] = folder
    return Case(package["name"], package["title"], package["as_of"], package, {**tables})


def teaching(name: str, lang: str = "") -> dict[str, Any]:
    """Return the texts ``name`` of the case that the lessons speak of, such as "deck"."""
    return toml.tables(_first() / "teaching", name, lang)


def folders() -> Iterator[Path]:
    """Yield the folders of the cases whose rows may be shown: of the first one, then of those loaded."""
    yield _first()
    yield from _LOADED.values()


def _home() -> Path:
    """Return the folder of the cases: inside the installed package, or beside ``src`` in the repository."""
    here = Path(__file__).resolve().parents[1]
    inside = here / "datasets"
    return inside if inside.is_dir() else here.parents[1] / "datasets"


@cache
def _first() -> Path:
    """Return the folder of the case that the lessons speak of: sentences of it are asked for all the time."""
    return _find(FIRST)


def _find(name: str | PathLike[str]) -> Path:
    """Return the folder of the case called ``name``, or the folder at the path ``name``."""
    # Some installers put links in place of the kit's own files.
    cases = {path.parent.name: path.resolve().parent for path in sorted(_home().glob(f"*/{DESCRIPTOR}"))}
    if isinstance(name, str) and name in cases:
        return cases[name]
    if isinstance(name, str | PathLike) and str(name):
        # Too long a path, the home of a user who does not exist, or a sign that no path can have.
        with suppress(OSError, RuntimeError, ValueError):
            path = Path(name).expanduser()
            if path.name == DESCRIPTOR and path.is_file():
                return path.resolve().parent
            if path.is_dir():
                return path.resolve()
    message = text(
        "There is no case {name}. Cases of the kit: {cases}. Or give the path of a folder that holds a "
        "{file}."
    )
    there = ", ".join(cases) or text("none")
    raise CaseError(message.format(name=repr(str(name)), cases=there, file=DESCRIPTOR))
