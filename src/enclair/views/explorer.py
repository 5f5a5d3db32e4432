"""Base of the explorers of a table: choices as traits, the rows that match, and static forms."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

import pandas as pd
import traitlets

from enclair.case import filters
from enclair.case.model import Case
from enclair.figures.style import twin
from enclair.text.choices import check_names
from enclair.text.errors import ChoiceError
from enclair.text.locale import by_language, spoken
from enclair.text.toml import sentences
from enclair.views import view

say = sentences(__package__)


def values_trait(name: str) -> traitlets.TraitType[Any, Any]:
    """Return the trait of a filter that keeps rows with one of several values."""
    return traitlets.List(traitlets.Unicode(), help=f"Values of {name!r} to keep; empty: any.").tag(sync=True)


def pair_trait(what: str) -> traitlets.TraitType[Any, Any]:
    """Return the trait of the rows whose words are compared."""
    return traitlets.List(traitlets.Unicode(), help=f"The ids of at most two {what} to compare.").tag(
        sync=True
    )


def text_trait(help_text: str, first: str = "") -> traitlets.TraitType[Any, Any]:
    """Return the trait of a choice that is one text."""
    return traitlets.Unicode(first, help=help_text).tag(sync=True)


class Explorer(view.View):
    """A table to filter and search; a subclass says which one, by what, and how its rows read.

    Attributes
    ----------
    FILTERS
        The filters of the table, see `enclair.case.filters`; each is a trait made by `values_trait`.
    TEXTS
        The other traits that decide which rows are shown.
    OTHERS
        Traits that a caller may set but that decide nothing about the rows.
    NAMED
        Columns whose names the page says in its own language, where the case has them in it.
    """

    FILTERS: ClassVar[filters.Filters]
    TEXTS: ClassVar[tuple[str, ...]] = ("query", "start", "end")
    OTHERS: ClassVar[tuple[str, ...]] = ()
    NAMED: ClassVar[tuple[str, ...]] = ()

    query = text_trait("Words that must all occur in the texts of a row.")
    start = text_trait("First day of the range (ISO), or empty.")
    end = text_trait("Last day of the range (ISO), or empty.")
    labels = traitlets.Dict(help="What the codes are called.").tag(shared=True)
    titles = traitlets.Dict(help="Name of the case in each language, for screen readers.").tag(sync=True)
    as_of = traitlets.Unicode(help="The day up to which the case was read (ISO).").tag(sync=True)

    def __init__(
        self,
        case: Case,
        table: pd.DataFrame,
        lang: str,
        labels: dict[str, str],
        choices: dict[str, Any],
        data_words: Sequence[str | Mapping[str, Mapping[str, str]]] = (),
        **state: Any,
    ) -> None:
        self._table = table
        self._found: tuple[str, pd.DataFrame] = ("", table)
        own = table.attrs.get("labels", {})
        labels = labels | {code: called["en"] for code, called in own.items()}
        check_names(type(self).__name__, choices, (*self.FILTERS, *self.TEXTS, *self.OTHERS))
        super().__init__(
            lang,
            [*labels.values(), *data_words],
            labels=labels,
            titles={"en": case.title, "fr": case.package.get("title_fr", case.title)},
            as_of=case.as_of,
            **state,
            **{name: self._plain(name, value) for name, value in choices.items()},
        )
        filters.check_range(self.start, self.end)

    def _page_words(
        self, data_words: Iterable[str | Mapping[str, Mapping[str, str]]]
    ) -> dict[str, dict[str, str]]:
        own = self._table.attrs.get("labels", {}).values()
        names = by_language(lambda: filters.translated_names(self._table, self.NAMED))
        return {
            lang: names[lang] | words | {called["en"]: called[lang] for called in own}
            for lang, words in super()._page_words(data_words).items()
        }

    def _plain(self, name: str, value: object) -> object:
        """Return what a caller wrote for the choice ``name`` as the trait wants it."""
        if isinstance(self.traits()[name], traitlets.Unicode):
            if name in ("start", "end", "day"):
                return filters.iso_day(value, name)  # type: ignore[arg-type]  # which refuses what is no day
            if not isinstance(value, str):
                raise ChoiceError(say("explorer.not_text", name=name, value=repr(value)))
            return value
        if not isinstance(value, list | tuple | set) or not all(
            isinstance(element, str) for element in value
        ):
            values = (
                filters.options(self._table, self.FILTERS, name)
                if name in self.FILTERS
                else self._table["id"].tolist()
            )
            raise ChoiceError(say("explorer.no_list", name=name, value=repr(value), found=values[:2]))
        return list(value)

    @traitlets.validate("start", "end")
    def _validate_day(self, proposal: traitlets.Bunch) -> str:
        return filters.iso_day(proposal.value, proposal.trait.name)

    def _check_list(self, proposal: traitlets.Bunch) -> list[str]:
        filters.check_values(self._table, self.FILTERS, proposal.trait.name, proposal.value)
        return proposal.value

    def _check_ids(self, proposal: traitlets.Bunch, ids: Sequence[str]) -> None:
        """Raise a `ChoiceError` if one of ``ids`` is no row's id."""
        for name in ids:
            if name not in set(self._table["id"]):
                trait, kind = proposal.trait.name, type(self).__name__
                raise ChoiceError(say("explorer.no_row", trait=trait, kind=kind, name=repr(name)))

    def _check_pair(self, proposal: traitlets.Bunch) -> list[str]:
        """Return the value of ``proposal``, or raise a `ChoiceError` if it is not at most two rows' ids."""
        if len(set(proposal.value)) < len(proposal.value):
            raise ChoiceError(say("explorer.twice", name=proposal.trait.name))
        if len(proposal.value) > 2:
            name, count = proposal.trait.name, len(proposal.value)
            raise ChoiceError(say("explorer.too_many", name=name, count=count))
        self._check_ids(proposal, proposal.value)
        return proposal.value

    @property
    def choices(self) -> dict[str, Any]:
        """The choices that decide which rows are shown, by name of the trait."""
        return {name: getattr(self, name) for name in (*self.FILTERS, *self.TEXTS)}

    def _fitting(self) -> pd.DataFrame:
        """Return the rows that fit the choices."""
        raise NotImplementedError

    @property
    def rows(self) -> pd.DataFrame:
        """The rows that match the choices, as a copy to work on; without a choice, all."""
        # To show a view asks for them five times.
        asked = repr((spoken(), self.choices))
        if self._found[0] != asked:
            self._found = (asked, self._fitting())
        return self._found[1].copy()

    def _text_table(self) -> pd.DataFrame:
        """Return the rows that fit as a table of text."""
        raise NotImplementedError

    def _title(self) -> str:
        return str(self.titles[self.lang])

    def _html(self) -> str:
        return f"{view.paragraph(self._count())}{twin(self._text_table())}"
