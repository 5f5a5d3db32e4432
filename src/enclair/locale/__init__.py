"""Every word that a widget, a figure or a check shows, in English and French.

The English sentence is its own key (gettext's habit); the French one stands in
``fr/LC_MESSAGES/enclair.po``, which any translation editor opens.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polib

from enclair.errors import ChoiceError

if TYPE_CHECKING:
    import pandas as pd

LANGUAGES = ("en", "fr")
#: The language of the notebook that runs: that of its folder, as in notebooks/fr; elsewhere English.
LANG = next((each for each in LANGUAGES if each == Path.cwd().name), "en")

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@cache
def catalogue(lang: str) -> dict[str, str]:
    """Return what English sentences become in ``lang`` ("en" or "fr").

    Raises
    ------
    ChoiceError
        If the kit does not speak ``lang``.
    """
    if lang not in LANGUAGES:
        raise ChoiceError(f"The kit speaks {' and '.join(LANGUAGES)}; it was asked for {lang!r}.")
    if lang == "en":
        return {}
    po = files(__name__).joinpath(lang, "LC_MESSAGES", "enclair.po").read_text(encoding="utf-8")
    return {entry.msgid: entry.msgstr for entry in polib.pofile(po) if entry.msgstr}


def text(message: str, lang: str = LANG) -> str:
    """Return ``message`` (an English sentence of the catalogue) in ``lang``."""
    return catalogue(lang).get(message, message)


def quoted(words: str, lang: str = LANG) -> str:
    r"""Return ``words`` between the quotation marks of ``lang``.

    >>> quoted("Telegram"), quoted("Telegram", "fr")
    ('“Telegram”', '«\xa0Telegram\xa0»')
    """
    return text("“{words}”", lang).format(words=words)


def date(value: str, lang: str = LANG, precision: str = "day") -> str:
    """Return an ISO date (``"2024"``, ``"2024-08"`` or ``"2024-08-24"``) as people write it.

    ``precision`` ("day", "month" or "year") cuts what a longer date does not really know. An empty date
    gives "date not recorded".

    >>> date("2024-08-24"), date("2024-08-01", "fr", "month")
    ('24 August 2024', 'août 2024')
    """
    if not value:
        return text("date not recorded", lang)
    parts = value.split("-")[: {"day": 3, "month": 2, "year": 1}[precision]]
    written = parts[:1]
    if len(parts) > 1:
        written.insert(0, text(MONTHS[int(parts[1]) - 1], lang))
    if len(parts) > 2:
        day = str(int(parts[2]))
        written.insert(0, "1er" if lang == "fr" and day == "1" else day)
    return " ".join(written)


def sourced(row: "Mapping[str, Any] | pd.Series[Any]", lang: str = LANG) -> str:
    """Return the name of the source of a row (of any table) with its date."""
    return f"{row['source_name']} ({date(row.get('source_date', ''), lang)})"


def number(value: float, lang: str = LANG, digits: int = 0) -> str:
    """Return a number as people write it: rounded half away from zero, its thousands set apart.

    French thousands are set apart by a narrow no-break space, English ones by a comma.

    >>> number(1234567.5), number(-0.125, "fr", 2)
    ('1,234,568', '−0,13')
    """
    # From the digits that are shown: 2.675 is a little less than that, and nobody would understand 2.67.
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    written = f"{rounded + 0:,.{digits}f}".replace("-", "−")
    return written.translate({ord(","): "\u202f", ord("."): ","}) if lang == "fr" else written
