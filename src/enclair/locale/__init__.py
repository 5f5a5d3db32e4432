"""Every word that a widget, a figure or a check shows, in English and French.

The English sentence is its own key (gettext's habit); the French one stands in
``fr/LC_MESSAGES/enclair.po``, which any translation editor opens.
"""

from functools import cache
from importlib.resources import files

import polib

from enclair.errors import ChoiceError

LANGUAGES = ("en", "fr")

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


def text(message: str, lang: str = "en") -> str:
    """Return ``message`` (an English sentence of the catalogue) in ``lang``."""
    return catalogue(lang).get(message, message)


def date(value: str, lang: str = "en", precision: str = "day") -> str:
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
