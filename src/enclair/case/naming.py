"""Display names of sources and countries: those of the tables, or the case's translation of them.

It says so in ``teaching/names.toml``: a table for each language, with the names that it says in another way.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from enclair.case.model import folders
from enclair.text import toml
from enclair.text.locale import current_locale, date

if TYPE_CHECKING:
    import pandas as pd

FILE = "names.toml"


def display_name(name: str, lang: str = "") -> str:
    """Return the display name of a source or a country in ``lang``; a proper name stays.

    >>> display_name("Reason", "fr"), display_name("Next (quoting the prosecutor)", "fr")
    ('Reason', 'Next (citant la procureure)')
    """
    own = (translated_names(folder).get(lang or current_locale(), {}) for folder in folders())
    return next((table[name] for table in own if name in table), name)


@cache
def translated_names(folder: Path) -> dict[str, dict[str, str]]:
    """Return, for each language, the translations of names that the case in ``folder`` gives."""
    return toml.read(folder / "teaching", FILE) if (folder / "teaching" / FILE).is_file() else {}


def source_and_date(row: "Mapping[str, Any] | pd.Series[Any]", lang: str = "") -> str:
    """Return "source (date)" for a row of any table."""
    return f"{display_name(row['source_name'], lang)} ({date(row.get('source_date', ''), lang)})"


def source_with_day(row: "Mapping[Any, Any] | pd.Series[Any]") -> str:
    """Return "source, date" for a row of any table."""
    return f"{display_name(row['source_name'])}, {date(row['source_date'])}"
