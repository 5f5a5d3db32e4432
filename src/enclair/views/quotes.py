"""The quote explorer: who said what, in which words, how they reached us, and who repeated them."""

from functools import partial
from typing import Any

import pandas as pd
import traitlets

from enclair.case import quotes
from enclair.case.balance import count_sides
from enclair.case.model import Case, requires
from enclair.case.quotes import COLUMNS
from enclair.figures.style import html_table
from enclair.text.locale import by_language, text
from enclair.views.compare import compare
from enclair.views.explorer import Checked, Explorer, column_filter
from enclair.views.view import check_choices, paragraph


class Quotes(Explorer):
    """Explore the quotations of a case; ``choices`` are traits, such as ``themes=["consent"]``.

    >>> from enclair import Quotes, load_case
    >>> quotes = Quotes(load_case("telegram"), groups=["court"])
    >>> bool((quotes.rows["stakeholder_group"] == "court").all())
    True
    """

    VIEW = "quotes"
    SENTENCES = "quotes"
    FILTERS = quotes.FILTERS
    OTHERS = ("coded", "compared")
    NAMED = ("speaker",)

    sides, stances, groups, themes, attributions, speakers, languages, in_article = map(
        column_filter, quotes.FILTERS
    )

    coded = traitlets.Bool(True, help="Whether it says to which side each leans, by our reading.")
    compared = Checked(
        lambda view, name, ids: check_choices(name, ids, [*view.all_rows["id"]]),
        maxlen=2,
        help="The ids of two quotations whose words are compared above the others.",
    )
    compared_words: Any = traitlets.Dict(help="These two with what differs, as HTML in each language.")
    trails: Any = traitlets.Dict(help="Who repeated a quotation, and how: HTML by language and id.").tag(
        shared=True
    )
    quotes: Any = traitlets.List(help="The rows, as the page wants them.").tag(shared=True)
    language_names = traitlets.Dict(help="What the languages of the originals are called.")
    steps: Any = traitlets.Dict(help="Shape and name of each step of the stance.")

    @requires(quotes=COLUMNS)
    def __init__(self, case: Case, lang: str = "", **choices: Any) -> None:
        self._quotes = case.quotes
        check_choices("Quotes, stance", self._quotes["stance"].astype(str), [*map(str, quotes.SHAPES)])
        super().__init__(
            case,
            quotes.with_filter_columns(self._quotes),
            lang,
            choices,
            data_words=[*quotes.LANGUAGES.values()],
            quotes=quotes.records(self._quotes),
            trails=by_language(partial(quotes.trails, self._quotes, compare)),
            language_names=quotes.LANGUAGES,
            steps={str(code): list(step) for code, step in quotes.scale("en").items()},
        )

    @property
    def rows(self) -> pd.DataFrame:
        """The rows that match the choices, as a copy to work on; without a choice, all."""
        return quotes.filter_quotes(self._quotes, **self.choices).copy()

    def _html(self) -> str:
        # Who repeated whom is a matter of the whole table, whatever is shown of it.
        table = quotes.print_table(self.rows, quotes.repeats(self._quotes), coded=self.coded)
        return f"{self._compared()}{paragraph(self._count())}{html_table(table)}"

    @traitlets.observe("compared")
    def _compare(self, _change: object) -> None:
        self.compared_words = by_language(self._compared)

    def _compared(self) -> str:
        """Return two wordings with what differs, in the current locale where they are recorded in it."""
        if len(self.compared) < 2:
            return ""
        rows = [row for _, row in self._quotes.set_index("id", drop=False).loc[self.compared].iterrows()]
        words, spoken = zip(*map(quotes.wording, rows), strict=True)
        names = [f"{row['id']}, {quotes.speaker(row)[0]}" for row in rows]
        return compare(*words, names=(names[0], names[1]), spoken=spoken)._repr_html_()

    def _count(self) -> str:
        rows = self.rows
        count = text("{shown} of {all} quotations.").format(shown=len(rows), all=len(self._quotes))
        if not self.coded:
            return count
        sides = text("By side: {privacy} privacy, {neither} neither, {security} security.")
        return f"{count} {sides.format(**count_sides(rows))}"
