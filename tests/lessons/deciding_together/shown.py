"""What lesson 7 shows, made for the tests that take all views and figures: see tests/views/shown.py."""

from functools import partial

from enclair.lessons.deciding_together import Deck, Timer
from enclair.lessons.deciding_together.figures import memo_rows, register

SHOWN = {"deck": "Deck(case)", "timer": "Timer()"}
HTML = {"register": "figures.register(case)"}
OF_CASE = {
    "Deck": Deck,
    "memo_rows": partial(memo_rows, "(quotes.Q04), (quotes.example-1)"),
    "register": register,
}
PROJECTED = {"Deck": Deck}
PAGES = {
    "Deck": (Deck, {"hand": ["warrant", "leave", "lawful"]}),
    "Deck, part 2": (partial(Deck, part=2), {"shown": "all"}),
    "Timer": (lambda case: Timer(1), {"large": True}),
}
