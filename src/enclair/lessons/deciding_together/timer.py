"""The timer of lesson 7: the steps with their minutes, large enough for the back row."""

from typing import Any

import pandas as pd
import traitlets

from enclair.figures import style
from enclair.lessons.deciding_together import cards as rules
from enclair.text import locale
from enclair.text.locale import N_, check_choice, text
from enclair.views.view import View

HEADS = N_(("Step", "Minutes", "What to do"))


class Timer(View):
    """The steps of one part of the lesson, with the time left; a class can see it from the back row.

    ``part`` is 1 (two sides, reversed) or 2 (a common rule).

    >>> len(Timer(part=2).steps)
    5
    """

    VIEW = "timer"
    SENTENCES = "timer"

    step = traitlets.Int(0, min=0, help="The step that runs; the first is 0.")
    steps: Any = traitlets.List(help="The steps in order: minutes, name, what to do.")

    def __init__(self, part: int = 1, lang: str = "") -> None:
        check_choice("part", part, (1, 2))
        steps = [step for step in rules.steps() if step["part"] == part]
        super().__init__(lang, [locale.translations_of(rules.steps)], steps=steps)

    def _html(self) -> str:
        rows = [(self._said(step["name"]), step["minutes"], self._said(step["says"])) for step in self.steps]
        return style.html_table(pd.DataFrame(rows, columns=[text(head) for head in HEADS]))
