"""Base of the explorers of a table: choices as traits, the rows that match, and static forms."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar

import pandas as pd
import traitlets

from enclair.case import filters
from enclair.case.model import Case
from enclair.text.locale import by_language, translations_of, use_locale
from enclair.views import view
from enclair.views.view import Value, check_choices


class Checked(traitlets.List[str]):
    """A list of texts; ``check`` raises a `ChoiceError` if a view has no place for one of them."""

    _cast_types = (tuple, set)

    def __init__(self, check: Callable[["Explorer", str, list[str]], None], **metadata: Any) -> None:
        super().__init__(traitlets.Unicode(), **metadata)
        self._check = check

    def validate(self, view: "Explorer", value: Value) -> Value:
        """Return ``value`` as a list."""
        values = super().validate(view, value) or []
        with use_locale(view.lang):
            self._check(view, str(self.name), values)
        return values


def column_filter(name: str) -> Checked:
    """Return the trait of a filter: the values of its column to keep; one that no row has is refused."""
    return Checked(
        lambda view, name, values: filters.check_values(view.all_rows, view.FILTERS, name, values),
        help=f"The {name} to keep; empty: any.",
    )


class Day(traitlets.Unicode[str, Value]):
    """A day (ISO), or ""; dates are taken, too."""

    def validate(self, view: "Explorer", value: Value) -> str:
        """Return ``value`` as ISO text."""
        with use_locale(view.lang):
            return filters.iso_day(value, str(self.name))


class Explorer(view.View):
    """A table to filter and search; a subclass says which one, which ``rows`` match, and how these read."""

    #: The filters of the table; each is a trait made by `column_filter`.
    FILTERS: ClassVar[filters.Filters]
    #: The other traits that decide which rows are shown.
    TEXTS: ClassVar[tuple[str, ...]] = ("query", "start", "end")
    #: Traits that a caller may set but that decide nothing about the rows.
    OTHERS: ClassVar[tuple[str, ...]] = ()
    #: Columns whose names the page says in its own language, where the case has them in it.
    NAMED: ClassVar[tuple[str, ...]] = ()

    query = traitlets.Unicode(help="Words that must all occur in the texts of a row.")
    start = Day(help="First day of the range (ISO), or empty.")
    end = Day(help="Last day of the range (ISO), or empty.")
    labels = traitlets.Dict(help="What the codes are called.").tag(shared=True)
    titles = traitlets.Dict(help="Name of the case in each language, for screen readers.")
    as_of = traitlets.Unicode(help="The day up to which the case was read (ISO).")

    def __init__(
        self,
        case: Case,
        table: pd.DataFrame,
        lang: str,
        choices: dict[str, Any],
        data_words: Sequence[str | Mapping[str, Mapping[str, str]]] = (),
        **state: Any,
    ) -> None:
        self.all_rows = table
        named = by_language(lambda: filters.translated_names(table, self.NAMED))
        check_choices(type(self).__name__, choices, (*self.FILTERS, *self.TEXTS, *self.OTHERS))
        super().__init__(
            lang,
            [*data_words, named, translations_of(self._labels)],
            labels=self._labels("en"),
            titles={"en": case.title, "fr": case.package.get("title_fr", case.title)},
            as_of=case.as_of,
            **state,
            **choices,
        )

    def _labels(self, lang: str) -> dict[str, str]:
        """Return what the codes of the table are called in ``lang``."""
        return filters.code_labels(self.all_rows, self.VIEW, lang)

    @property
    def choices(self) -> dict[str, Any]:
        """The choices that decide which rows are shown, by name of the trait."""
        return {name: getattr(self, name) for name in (*self.FILTERS, *self.TEXTS)}
