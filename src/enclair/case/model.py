"""One case: its tables from a folder of CSV files, what views ask of it, its names of sources."""

import copy
import os
import re
import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import pandas as pd

from enclair.case import datapackage
from enclair.case.datapackage import DESCRIPTOR, CaseError
from enclair.text import locale
from enclair.text.errors import ChoiceError, UnknownNameError
from enclair.text.locale import current_locale, date, read_toml, text

__all__ = ["Case", "CaseError", "load_case"]

P = ParamSpec("P")
R = TypeVar("R")

#: The case that the lessons speak of.
FIRST = "telegram"
#: The file of a case's ``teaching`` with the names of sources and countries that a language says otherwise.
NAMES_FILE = "names.toml"
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
    def package(self) -> dict[str, Any]:
        """A copy of the whole ``datapackage.json``: descriptions, licences, sources."""
        return copy.deepcopy(self._package)

    @property
    def keys(self) -> dict[str, str]:
        """The tables of which a row has a key of its own, and the column in which it stands."""
        tables = [table for table in self._package["resources"] if table["name"] in self._tables]
        keys = {table["name"]: table["schema"].get("primaryKey") for table in tables}
        return {name: key for name, key in keys.items() if isinstance(key, str)}

    @property
    def proceedings(self) -> dict[str, str]:
        """Where the proceedings stand (``status_en``, ``status_fr``, perhaps a ``step``) on day ``as_of``.

        Empty for a case that tells of none.
        """
        return dict(self._package.get("proceedings") or {})

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
        title, _ = localized_field(self._package, "title")
        return message.format(title=title, as_of=date(self.as_of), tables=rows)


def load_case(name: str | os.PathLike[str] = "telegram") -> Case:
    """Return a case; if its folder cannot be read, raise a `CaseError` that says what is wrong, and where.

    ``name`` is that of a case of the kit, such as "telegram", or the path of a folder with a
    ``datapackage.json``. What lies outside the folder is not read, also where a link leads there.
    """
    extend_kernel()
    folder = _find(name)
    # The kit's own tables are checked before they are published: each is read when it is first used.
    at_once = not isinstance(name, str) or folder.parent != _home()
    package, tables = datapackage.read(folder, at_once)
    _LOADED[package["name"]] = folder
    return Case(package["name"], package["title"], package["as_of"], package, {**tables})


def teaching(name: str, lang: str = "") -> dict[str, Any]:
    """Return the texts ``name`` of the case that the lessons speak of, such as "deck"."""
    return locale.tables(_first() / "teaching", name, lang)


def extend_kernel() -> None:
    """Load the IPython extension `enclair.kernel` into the kernel that runs this; elsewhere do nothing.

    A JupyterLab with the kit's settings (`packages/enclair-lab`) has loaded it at the kernel's start; one
    that somebody else set up has not, and its other kernels stay as they are.
    """
    ipython = sys.modules.get("IPython")
    if ipython and (shell := ipython.get_ipython()):
        shell.extension_manager.load_extension("enclair.kernel")


def _home() -> Path:
    """Return the folder of the cases: inside the installed package, or beside ``src`` in the repository."""
    here = Path(__file__).resolve().parents[1]
    inside = here / "datasets"
    return inside if inside.is_dir() else here.parents[1] / "datasets"


@cache
def _first() -> Path:
    """Return the folder of the case that the lessons speak of: sentences of it are asked for all the time."""
    return _find(FIRST)


def _find(name: str | os.PathLike[str]) -> Path:
    """Return the folder of the case called ``name``, or the folder at the path ``name``."""
    # Some installers put links in place of the kit's own files.
    cases = {path.parent.name: path.resolve().parent for path in sorted(_home().glob(f"*/{DESCRIPTOR}"))}
    if isinstance(name, str) and name in cases:
        return cases[name]
    path = Path(os.path.expanduser(str(name)))
    folder = path.parent if path.name == DESCRIPTOR else path
    if os.path.isdir(folder):  # false, and no error, for a name that is too long
        return folder.resolve()
    message = text(
        "There is no case {name}. Cases of the kit: {cases}. Or give the path of a folder that holds a "
        "{file}."
    )
    raise CaseError(message.format(name=f"{str(name)!r:.80}", cases=", ".join(cases), file=DESCRIPTOR))


def check_case(what: str, case: object, *, only: bool = False) -> None:
    """Refuse what is neither a case nor a table, or is of another case where ``only`` the first will do."""
    if not isinstance(case, Case | pd.DataFrame):
        message = text('{name}: found {value} instead of a case; write load_case("{first}") there.')
        raise ChoiceError(message.format(name=what, value=f"{case!r:.80}", first=FIRST))
    name = case.name if isinstance(case, Case) else case.attrs.get("case", FIRST)  # a learner's own has none
    if only and name != FIRST:
        message = text(
            '{name} speaks of the case {first}, not of the case {case}. It needs load_case("{first}").'
        )
        raise OtherCaseError(message.format(name=what, first=FIRST, case=repr(name)))


def requires(*, only: bool = False, **columns: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let a view or a figure refuse, in one sentence, a case or a table that lacks what it looks for.

    ``only`` says that it speaks of the case `FIRST` alone; ``columns``, by table, which ones its page needs,
    with blanks between them: what Python looks for need not be listed.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        what, _, method = function.__qualname__.partition(".")

        @wraps(function)
        def opened(*args: P.args, **kwargs: P.kwargs) -> R:
            given = [*args, *kwargs.values()][bool(method) :]
            case = [*(one for one in given if isinstance(one, Case | pd.DataFrame)), *given, None][0]
            check_case(what, case, only=only)
            try:
                for table, names in columns.items():
                    _ = getattr(case, table)[names.split()]
                return function(*args, **kwargs)
            except (KeyError, IndexError) as error:
                # pandas names columns, and their type; of a row it only says that there is none.
                missing = re.findall(r"'([^']+)'", str(error).split("dtype=")[0]) or [text("a row")]
                message = text(
                    '{name} looks for {missing}, and there is none. It works with load_case("{first}").'
                )
                message = message.format(name=what, missing=", ".join(missing), first=FIRST)
                raise OtherCaseError(message) from error

        return opened

    return decorate


def covered(case: Case, table: str, rows: Collection[str], **values: str) -> Case:
    """Return the case with other ``values`` in these rows of a table, by column: what a question asks for."""
    changed = getattr(case, table)
    changed.loc[changed[case.keys[table]].isin(rows), [*values]] = [*values.values()]
    return replace(case, _tables={**case._tables, table: changed})


def row_of(case: Case, reference: str) -> dict[str, Any]:
    """Return the row that ``reference`` names: a table, a dot, and the row's primary key."""
    name, _, key = reference.partition(".")
    if column := case.keys.get(name):
        table = getattr(case, name)
        if (is_row := table[column].astype(str) == key).any():
            return {str(name): value for name, value in table.loc[is_row.idxmax()].to_dict().items()}
    message = text("The case has no row {reference}: write the table, a dot, and the key of one of its rows.")
    raise ChoiceError(message.format(reference=repr(reference)))


@cache
def _translated_names(folder: Path) -> dict[str, dict[str, str]]:
    """Return, for each language, the names that the case in ``folder`` says in another way."""
    file = folder / "teaching" / NAMES_FILE
    return read_toml(file.parent, NAMES_FILE) if file.is_file() else {}


def display_name(name: str, lang: str = "") -> str:
    """Return the name of a source or a country in ``lang``, as a case that was loaded says it, else as it is.

    >>> display_name("Reason", "fr"), display_name("Next (quoting the prosecutor)", "fr")
    ('Reason', 'Next (citant la procureure)')
    """
    lang = lang or current_locale()
    for folder in (_first(), *_LOADED.values()):
        if own := _translated_names(folder).get(lang, {}).get(name):
            return own
    return name


def localized_field(row: "Mapping[Any, Any] | pd.Series[Any]", column: str) -> tuple[str, str]:
    """Return the field ``column`` of a row in the current locale, such as ``outcome_fr``, and its language.

    Where a case has none, or left it blank, it is the English one.
    """
    lang = current_locale()
    words = row.get(f"{column}_{lang}", "")
    return (words, lang) if words else (row[column], "en")


def source_and_date(row: "Mapping[str, Any] | pd.Series[Any]") -> str:
    """Return "source (date)" for a row of any table."""
    return f"{display_name(row['source_name'])} ({date(row.get('source_date', ''))})"


def source_with_day(row: "Mapping[Any, Any] | pd.Series[Any]") -> str:
    """Return "source, date" for a row of any table."""
    return f"{display_name(row['source_name'])}, {date(row['source_date'])}"


def source_with_confidence(row: "Mapping[Any, Any] | pd.Series[Any]") -> str:
    """Return the source of a row with its date, and that it alone tells of it where that is so."""
    source = source_with_day(row)
    return source if row["confidence"] == "confirmed" else f"{source} ({text('one source tells of it')})"
