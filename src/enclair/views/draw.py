"""Ask for a guess that is drawn: a bar to drag, or a line to sketch; then the numbers are drawn over it.

Drawing a guess before one sees the numbers helps to remember them (Kim, Reinecke and Hullman 2017). The
numbers come from the tables of a case or a lesson's formulas. What somebody drew is in no trait and in no
output: it leaves with the view.
"""

from numbers import Integral
from typing import Any

import pandas as pd
import traitlets

from enclair.figures.style import html_table
from enclair.text.errors import ChoiceError
from enclair.text.locale import N_, current_locale, number, text
from enclair.text.toml import sentences
from enclair.views import predict as predictions
from enclair.views.view import View, paragraph

say = sentences(__package__)

#: How many bars can be dragged, and how many points a line can have.
BARS, POINTS = (1, 6), (3, 20)
#: The largest number that can be drawn.
MOST = 10**12


class Sketch(predictions.Asked, View):
    """A question and an empty picture; ``display`` turns from "none" to "" when the numbers may be seen."""

    VIEW = "draw"
    SENTENCES = "draw"
    TITLE = N_("A guess, drawn")

    names = traitlets.List(traitlets.Unicode(), help="What each number is called.").tag(sync=True)
    numbers = traitlets.List(traitlets.Int(), help="The numbers, in the order of the names.").tag(sync=True)
    places = traitlets.List(traitlets.Float(), help="Where each stands along a line.").tag(sync=True)
    known = traitlets.Int(0, help="How many of the first are shown from the start.").tag(sync=True)
    top = traitlets.Int(help="The largest number that can be drawn.").tag(sync=True)
    line = traitlets.Bool(help="Whether they are points of a line; else each is a bar.").tag(sync=True)
    unit = traitlets.Unicode(help="What is counted.").tag(sync=True)
    mark: Any = traitlets.List(help="A number to compare with, and what it is; or nothing.").tag(sync=True)

    def _count(self) -> str:
        return f"{self.question!r}, numbers={len(self.numbers)}"

    def html_table(self) -> str:
        """Return the names and their numbers as a table in HTML."""
        return html_table(
            pd.DataFrame({self.unit: self.names, text("How many"): [*map(number, self.numbers)]})
        )

    def _html(self) -> str:
        return f"{paragraph(self.question)}{self.html_table()}"


def _is_whole(number: object, lowest: int, highest: int) -> bool:
    """Return whether it is a whole number, of Python or of pandas, from ``lowest`` to ``highest``."""
    return isinstance(number, Integral) and lowest <= int(number) <= highest


def _checked(
    numbers: "pd.Series[Any]", known: int, top: int, line: bool, mark: tuple[int, str] | None
) -> None:
    """Raise a `ChoiceError` if so many numbers cannot be drawn."""
    fewest, most = POINTS if line else BARS
    if not isinstance(numbers, pd.Series) or not pd.api.types.is_numeric_dtype(numbers):
        found = numbers.dtype if isinstance(numbers, pd.Series) else type(numbers).__name__
        raise ChoiceError(say("draw.no_numbers", found=found))
    if not fewest <= len(numbers) <= most:
        raise ChoiceError(say("draw.how_many", fewest=fewest, most=most, found=len(numbers)))
    if not _is_whole(known, 0, len(numbers) - 1):
        raise ChoiceError(say("draw.known", most=len(numbers) - 1, found=repr(known)))
    if not _is_whole(top, 1, MOST) or not numbers.between(0, top).all():
        raise ChoiceError(say("draw.top", highest=numbers.max(), lowest=numbers.min(), top=repr(top)))
    if (numbers - numbers.round()).abs().max() > top / 50:
        raise ChoiceError(say("draw.fraction", found=numbers.tolist()))
    if not (numbers.index.notna().all() and numbers.index.is_unique):
        raise ChoiceError(say("draw.names", found=numbers.index.tolist()))
    if _is_spaced(numbers, line) and not numbers.index.is_monotonic_increasing:
        raise ChoiceError(say("draw.order", found=numbers.index.tolist()))
    if mark and not (isinstance(mark, tuple) and len(mark) == 2 and _is_whole(mark[0], 0, top)):
        raise ChoiceError(say("draw.mark", found=repr(mark), top=top))


def _is_spaced(numbers: "pd.Series[Any]", line: bool) -> bool:
    """Return whether the points of a line stand as far apart as the numbers of the index."""
    return line and pd.api.types.is_numeric_dtype(numbers.index)


def draw(
    shown: predictions.Showable,
    question: str,
    numbers: "pd.Series[Any]",
    *,
    top: int,
    known: int = 0,
    line: bool = False,
    mark: tuple[int, str] | None = None,
    lang: str = "",
) -> predictions.Prediction:
    """Ask ``question`` of who draws an answer; then draw the numbers over it, and show ``shown``.

    Parameters
    ----------
    shown
        A widget of the kit, or a figure of `enclair.figures`: where the numbers come from, and more.
    question
        One sentence that says what is to be drawn.
    numbers
        The numbers, rounded to whole ones: its index says what each is, its name what is counted. The index
        of a line may be numbers, such as years: then its points stand as far apart as these.
    top
        Where the picture ends: clearly above the largest number, so that it does not give it away.
    known
        How many of the first numbers are shown from the start.
    line
        Whether they are points of a line; by default each is a bar.
    mark
        A number to compare with, and what it is.
    lang
        "en" or "fr"; by default that of ``shown``.
    """
    lang = lang or getattr(shown, "lang", current_locale())
    _checked(numbers, known, top, line, mark)
    sketch = Sketch(
        lang,
        [],
        question=question,
        names=[*map(str, numbers.index)],
        numbers=[*map(int, numbers.round())],
        places=[*map(float, numbers.index if _is_spaced(numbers, line) else range(len(numbers)))],
        known=int(known),
        top=int(top),
        line=line,
        unit=str(numbers.name),
        mark=[*mark] if mark else [],
    )
    return predictions.Prediction(sketch, shown, sketch.html_table())
