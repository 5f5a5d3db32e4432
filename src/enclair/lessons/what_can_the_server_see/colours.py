"""The colours of the key exchange: one for each number that can be sent with the smallest prime.

A colour is the sign of a number, so what two people reach alike looks alike. With the secrets of the four
cards each mixture looks as paint would: yellow (5) and red (6) give orange (8). That is where the picture of
paint ends: other secrets lead to any colour.

The view and the printed cards (``paper.py``) both take the colours from here. A tile is drawn over and over
on its colour: in black and white, and for colour-blind people, it tells one from another.
"""

from typing import NamedTuple

from enclair.text.locale import N_


class Colour(NamedTuple):
    """A colour, the name of it in English, and its pattern: the side of a tile and what SVG draws on it."""

    name: str
    fill: str
    side: int
    tile: str


def _lines(path: str, width: float = 1.2, ink: str = "#222") -> str:
    return f'<path d="{path}" fill="none" stroke="{ink}" stroke-width="{width}"/>'


def _shape(path: str) -> str:
    return f'<path d="{path}" fill="#222"/>'


def _circle(size: int, radius: float, look: str = 'fill="#222"') -> str:
    return f'<circle cx="{size / 2:g}" cy="{size / 2:g}" r="{radius}" {look}/>'


_RING = 'fill="none" stroke="#222" stroke-width="1.2"'

#: The secrets that stand on cards. A secret is never sent, and is no number of `NUMBERS`.
SECRETS = {
    6: Colour(N_("red"), "#e2554a", 8, _lines("M-2 2 2 -2M0 8 8 0M6 10 10 6")),
    7: Colour(N_("blue"), "#5b9bd8", 8, _lines("M0 4H8")),
    3: Colour(N_("black"), "#1c1c1c", 8, ""),
    10: Colour(N_("white"), "#ffffff", 8, ""),
}

#: The number that everyone knows, and the sign of each number that comes of it: every one below the prime 23.
NUMBERS = {
    1: Colour(N_("grey"), "#bcbcbc", 10, _lines("M3 0V10M5 0V10")),
    2: Colour(N_("pink"), "#f2a0c4", 12, _lines("M6 1 11 6 6 11 1 6z")),
    3: Colour(N_("peach"), "#fcc3a0", 14, _circle(14, 4.6)),
    4: Colour(N_("mint"), "#bfe8c8", 12, _lines("M2.5 2.5H9.5V9.5H2.5z")),
    5: Colour(N_("yellow"), "#ffd92e", 10, _circle(10, 1.1)),
    6: Colour(N_("rust"), "#c9764a", 10, _lines("M-3 -3 13 13M-3 7 3 13M7 -3 13 3", 3)),
    7: Colour(N_("violet"), "#ab90d8", 10, _lines("M0 0 10 10M10 0 0 10")),
    8: Colour(N_("orange"), "#f79a3c", 12, _lines("M6 2.5V9.5M2.5 6H9.5", 1.4)),
    9: Colour(N_("cream"), "#fbeebc", 12, _circle(12, 3.6, _RING)),
    10: Colour(N_("olive"), "#b3ab3d", 12, _shape("M0 0H6V6H0zM6 6H12V12H6z")),
    11: Colour(N_("charcoal"), "#3a3a3a", 10, _circle(10, 2, 'fill="#fff"')),
    12: Colour(N_("brown"), "#b07a4f", 16, _lines("M0 .6H16M0 8.6H16M4 0V8M12 8V16")),
    13: Colour(N_("vermilion"), "#f06a3a", 12, _lines("M0 9 3 3 9 9 12 3M-3 3 0 9M12 3 15 9", 1.4)),
    14: Colour(N_("pine"), "#4f8f6b", 14, _shape("M7 2 12 11H2z")),
    15: Colour(N_("sky"), "#b4dcf8", 12, _lines("M0 9A6 6 0 0 1 12 9")),
    16: Colour(N_("khaki"), "#d3c98a", 9, _lines("M0 4.5H9M4.5 0V9")),
    17: Colour(N_("green"), "#7cc36a", 6, _lines("M3 0V6")),
    18: Colour(N_("ivory"), "#fdf9e3", 14, _lines("M1 4H8M7 11H14", 1.6)),
    19: Colour(N_("plum"), "#8e5a8c", 12, _lines("M6 2.5V9.5M2.5 6H9.5", 1.6, "#fff")),
    20: Colour(N_("turquoise"), "#5fc9c0", 16, _lines("M0 8Q4 2 8 8T16 8", 1.6)),
    21: Colour(N_("navy"), "#3f5f9e", 8, _lines("M-2 2 2 -2M0 8 8 0M6 10 10 6", 1.4, "#fff")),
    22: Colour(N_("lime"), "#d5e66a", 12, _lines("M1 8 6 3 11 8", 1.4)),
}

#: The names of all, in English.
NAMES = [colour.name for colour in (*SECRETS.values(), *NUMBERS.values())]
