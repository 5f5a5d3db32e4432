"""The colours of the key exchange: one for each number that can be sent with the smallest prime.

A colour is the sign of a number, so what two people reach alike looks alike. With the secrets of the four
cards each mixture looks as paint would: yellow (5) and red (6) give orange (8). Others lead to any colour.

The view and the printed cards (``paper.py``) both take the colours from here. A tile is drawn over and over
on its colour: in black and white, and for colour-blind people, it tells one from another.
"""

from typing import Any, NamedTuple

from enclair.text import locale
from enclair.text.locale import current_locale


class Colour(NamedTuple):
    """A colour, the name of it in English, and its pattern: the side of a tile and what SVG draws on it."""

    called: str
    fill: str
    side: int
    tile: str


def texts(lang: str) -> dict[str, Any]:
    """Return the tables of ``[colours]``."""
    return locale.tables(__package__, "colours", lang)


#: The secrets that stand on cards, each never sent and no number of the others; and the number that everyone
#: knows, with the sign of each number that comes of it: every one below the prime 23.
SECRETS, NUMBERS = (
    {int(number): Colour(**look) for number, look in table.items()} for table in texts("en").values()
)


def called(table: str, number: int, lang: str = "") -> str:
    """Return what the colour of a number of "secrets" or of "numbers" is called; "" for one without."""
    return str(texts(lang or current_locale())[table].get(f"{number}", {}).get("called", ""))
