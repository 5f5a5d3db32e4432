"""The quote explorer: who said what, in which words, how they reached us, and what two wordings differ in."""

from typing import Any

import pandas as pd
import traitlets

from enclair.analysis import quotes
from enclair.case import Case, require_case
from enclair.errors import ChoiceError
from enclair.locale import text
from enclair.widgets import view
from enclair.widgets.explorer import Explorer, several

#: What the two wordings of a comparison may be compared in; "" lets the view choose.
COMPARE_IN = ("", "original", "en", "fr")


class Quotes(Explorer):
    """Explore the quotations of a case.

    Parameters
    ----------
    case
        The case, from ``load_case("telegram")``.
    lang
        "en" or "fr": labels and translations. A search looks in every language.
    **choices
        What to start with: any of the traits below, by name, for example ``compared=["Q04", "Q06"]``.

    Raises
    ------
    ChoiceError
        If a filter has no such value, an id is no quotation, a day is no day, or a range ends before it
        starts.

    Examples
    --------
    >>> from enclair import Quotes, load_case
    >>> quotes = Quotes(load_case("telegram"), groups=["court"])
    >>> bool((quotes.rows["stakeholder_group"] == "court").all())
    True
    """

    VIEW = "quotes"
    FILTERS = quotes.FILTERS
    OTHERS = ("compared", "compare_in")
    _esm = view.module(VIEW)
    _css = view.style(VIEW)

    sides = several("side")
    groups = several("stakeholder_group")
    themes = several("theme")
    attributions = several("attribution")
    speakers = several("speaker")
    languages = several("language")
    in_article = several("in_article")
    compared: Any = traitlets.List(
        traitlets.Unicode(), help="The ids of at most two quotations whose words are compared."
    ).tag(sync=True)
    compare_in = traitlets.Unicode("", help="'original', 'en', 'fr', or empty: the view chooses.").tag(
        sync=True
    )

    quotes: Any = traitlets.List(help="The rows, as the page wants them.").tag(sync=True)
    language_names = traitlets.Dict(help="What the languages of the originals are called.").tag(sync=True)
    steps: Any = traitlets.Dict(help="Shape and name of each step of the stance.").tag(sync=True)

    def __init__(self, case: Case, lang: str = "en", **choices: Any) -> None:
        require_case(case, "Quotes")
        self._quotes = case.quotes
        super().__init__(
            case,
            quotes.coded(self._quotes),
            lang,
            quotes.LABELS,
            choices,
            said=[*quotes.LANGUAGES.values(), *(name for _, name in quotes.SCALE.values())],
            quotes=quotes.records(self._quotes),
            language_names=quotes.LANGUAGES,
            steps={str(stance): list(named) for stance, named in quotes.SCALE.items()},
        )

    def _example(self, name: str) -> list[str]:
        return self._quotes["id"].head(2).tolist() if name == "compared" else super()._example(name)

    @traitlets.validate(*FILTERS)
    def _validate_list(self, proposal: Any) -> Any:
        return self._check_list(proposal)

    @traitlets.validate("compared")
    def _validate_compared(self, proposal: Any) -> Any:
        if len(proposal.value) > 2:
            raise ChoiceError(f"compared: found {len(proposal.value)} ids; two quotations can be compared.")
        for name in proposal.value:
            self._check_id(proposal, name)
        return proposal.value

    @traitlets.validate("compare_in")
    def _validate_compare_in(self, proposal: Any) -> Any:
        if proposal.value not in COMPARE_IN:
            known = ", ".join(filter(None, COMPARE_IN))
            raise ChoiceError(f"compare_in: found {proposal.value!r}; choose among {known}, or ''.")
        return proposal.value

    def _fitting(self) -> pd.DataFrame:
        choices = {name: value for name, value in self.choices.items() if name != "lang"}
        return quotes.filter_quotes(self._quotes, **choices)

    def _readable(self, rows: pd.DataFrame) -> pd.DataFrame:
        return quotes.readable(rows, self.lang)

    def _narrow(self, rows: pd.DataFrame) -> pd.DataFrame:
        return quotes.narrow(rows, self.lang)

    def _count(self) -> str:
        rows = self.rows
        count = text("{shown} of {all} quotations.", self.lang).format(shown=len(rows), all=len(self._quotes))
        return f"{count} {quotes.by_side(rows, self.lang)}"
