"""Ask for a guess that is drawn: a bar to drag, or a line to sketch; then the numbers are drawn over it.

Drawing a guess before one sees the numbers helps to remember them (Kim, Reinecke and Hullman 2017). The
numbers come from the tables of a case or a lesson's formulas. What somebody drew is in no trait and in no
output: it leaves with the view.
"""

from typing import Any

import pandas as pd
import traitlets

from enclair.figures.described import DescribedFigure
from enclair.figures.style import html_table
from enclair.text.locale import current_locale, number, text, use_locale
from enclair.views import predict as predictions
from enclair.views.view import View, paragraph


class Sketch(predictions.Asked, View):
    """A question and an empty picture; ``display`` turns from "none" to "" when the numbers may be seen."""

    VIEW = "draw"
    SENTENCES = "draw"

    names = traitlets.List(traitlets.Unicode(), help="What each number is called.")
    numbers = traitlets.List(traitlets.Int(), help="The numbers, in the order of the names.")
    places = traitlets.List(traitlets.Float(), help="Where each stands along a line.")
    known = traitlets.Int(0, help="How many of the first are shown from the start.")
    top = traitlets.Int(help="The largest number that can be drawn.")
    line = traitlets.Bool(help="Whether they are points of a line; else each is a bar.")
    unit = traitlets.Unicode(help="What is counted.")
    mark: Any = traitlets.List(help="A number to compare with, and what it is; or nothing.")
    moments: Any = traitlets.List(
        help="Where something happened along a line, and what; told with the numbers."
    )

    def html_table(self) -> str:
        """Return the names and their numbers as a table in HTML."""
        columns = {self.unit: self.names, text("How many"): [*map(number, self.numbers)]}
        return html_table(pd.DataFrame(columns))

    def _html(self) -> str:
        return f"{paragraph(self.question)}{self.html_table()}"


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

    Of a figure of the same numbers the page shows its table alone: the drawing is the figure.

    Parameters
    ----------
    numbers
        The numbers (one to six bars, or three to twenty points), rounded to whole ones, so that shares are
        given in percent: its index says what each is, its name what is counted. The index of a line may be
        numbers, such as years: then its points stand as far apart as these.
    top
        Where the picture ends: clearly above the largest number, so that it does not give it away.
    known
        How many of the first numbers are shown from the start.
    mark
        A number to compare with, and what it is.
    """
    lang = lang or getattr(shown, "lang", current_locale())
    spaced = line and pd.api.types.is_numeric_dtype(numbers.index)
    sketch = Sketch(
        lang,
        [],
        question=question,
        names=[*map(str, numbers.index)],
        numbers=[*map(int, numbers.round())],
        places=[*map(float, numbers.index if spaced else range(len(numbers)))],
        known=int(known),
        top=int(top),
        line=line,
        unit=str(numbers.name),
        mark=[*mark] if mark else [],
    )
    with use_locale(lang):
        shown_numbers = [*map(number, sketch.numbers)]
    figure = isinstance(shown, DescribedFigure)
    repeated = figure and any([*column] == shown_numbers for _, column in shown.table.astype(str).items())
    sketch.moments = [[place, words] for words, place in shown.moments.items()] if repeated else []
    return predictions.Prediction(sketch, shown, sketch.html_table(), repeated=repeated)
