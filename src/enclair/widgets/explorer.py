"""What explorers of a table share: choices as traits, the rows that fit them, and forms without a kernel."""

import html
from collections.abc import Sequence
from typing import Any, ClassVar

import anywidget
import pandas as pd
import traitlets

from enclair import locale
from enclair.analysis import filters
from enclair.case import Case
from enclair.errors import ChoiceError
from enclair.style import twin
from enclair.widgets import view


def several(name: str) -> Any:
    """Return the trait of a filter that keeps rows with one of several values."""
    return traitlets.List(traitlets.Unicode(), help=f"Values of {name!r} to keep; empty: any.").tag(sync=True)


def one(help_text: str) -> Any:
    """Return the trait of a choice that is one text."""
    return traitlets.Unicode("", help=help_text).tag(sync=True)


class Explorer(anywidget.AnyWidget):
    """A table to filter and search; a subclass says which one, by what, and how its rows read.

    Attributes
    ----------
    VIEW
        Name of its ``.js`` and ``.css``.
    FILTERS
        The filters of the table, see `enclair.analysis.filters`; each is a trait made by `several`.
    TEXTS
        The other traits that decide which rows are shown.
    OTHERS
        Traits that a caller may set but that decide nothing about the rows.
    """

    VIEW: ClassVar[str]
    FILTERS: ClassVar[filters.Filters]
    TEXTS: ClassVar[tuple[str, ...]] = ("query", "start", "end")
    OTHERS: ClassVar[tuple[str, ...]] = ()

    lang = traitlets.Enum(locale.LANGUAGES, "en", help="Language of labels and data.").tag(sync=True)
    query = one("Words that must all occur in the texts of a row.")
    start = one("First day of the range (ISO), or empty.")
    end = one("Last day of the range (ISO), or empty.")
    labels = traitlets.Dict(help="What the codes are called.").tag(sync=True)
    words = traitlets.Dict(help="The words of the page in other languages than English.").tag(sync=True)
    titles = traitlets.Dict(help="Name of the case in each language, for screen readers.").tag(sync=True)
    as_of = traitlets.Unicode(help="The day up to which the case was read (ISO).").tag(sync=True)

    def __init__(
        self,
        case: Case,
        table: pd.DataFrame,
        lang: str,
        labels: dict[str, str],
        choices: dict[str, Any],
        said: Sequence[str] = (),
        **state: Any,
    ) -> None:
        kind = type(self).__name__
        self._table = table
        for name in choices:
            known = [*self.FILTERS, *self.TEXTS, *self.OTHERS]
            if name not in known:
                raise ChoiceError(f"{kind} has no choice {name!r}; it has {', '.join(known)}.")
        if lang not in locale.LANGUAGES:
            raise ChoiceError(f"lang: found {lang!r}; choose among {', '.join(locale.LANGUAGES)}.")
        super().__init__(
            lang=lang,
            labels=labels,
            words=view.words(self.VIEW, *labels.values(), *said),
            titles={"en": case.title, "fr": case.package.get("title_fr", case.title)},
            as_of=case.as_of,
            **state,
            **{name: self._plain(name, value) for name, value in choices.items()},
        )
        filters.check_range(self.start, self.end)

    def _plain(self, name: str, value: Any) -> Any:
        """Return what a caller wrote for the choice ``name`` as the trait wants it."""
        if isinstance(self.traits()[name], traitlets.Unicode):
            if name in ("start", "end", "day"):
                return filters.iso_day(value, name)
            if not isinstance(value, str):
                raise ChoiceError(f"{name}: found {value!r}; write a text between quotation marks.")
            return value
        if not isinstance(value, list | tuple | set) or not all(isinstance(each, str) for each in value):
            raise ChoiceError(
                f"{name}: found {value!r}; write a list of texts, such as {self._example(name)}."
            )
        return list(value)

    def _example(self, name: str) -> list[str]:
        """Return two values that the list ``name`` may hold."""
        return filters.options(self._table, self.FILTERS, name)[:2]

    @traitlets.validate("start", "end")
    def _validate_day(self, proposal: Any) -> str:
        return filters.iso_day(proposal.value, proposal.trait.name)

    def _check_list(self, proposal: Any) -> Any:
        filters.check_values(self._table, self.FILTERS, proposal.trait.name, proposal.value)
        return proposal.value

    def _check_id(self, proposal: Any, name: str) -> None:
        """Raise a `ChoiceError` if ``name`` is no row's id."""
        if name not in set(self._table["id"]):
            trait, kind = proposal.trait.name, type(self).__name__
            raise ChoiceError(f"{trait}: {kind} has no row {name!r}; see .rows['id'] for those that it has.")

    @property
    def choices(self) -> dict[str, Any]:
        """The choices that decide which rows are shown, by name of the trait."""
        return {name: getattr(self, name) for name in (*self.FILTERS, *self.TEXTS)} | {"lang": self.lang}

    def _fitting(self) -> pd.DataFrame:
        """Return the rows that fit the choices."""
        raise NotImplementedError

    def _readable(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return all that the view says of ``rows``, one line each."""
        raise NotImplementedError

    def _narrow(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return the same in columns that fit on a sheet of paper."""
        raise NotImplementedError

    def _count(self) -> str:
        """Return one sentence on how many rows are shown."""
        raise NotImplementedError

    @property
    def rows(self) -> pd.DataFrame:
        """The rows that fit the choices, as a table of your own to work on; without a choice, all."""
        return self._fitting().copy()

    def table(self) -> str:
        """Return what the view shows as text: the count, then one line a row."""
        rows = self._readable(self.rows)
        lines = [" | ".join(map(str, row)) for row in rows.itertuples(index=False)]
        return "\n".join([self._count(), *lines])

    def to_html(self) -> str:
        """Return one page in which the explorer works without a kernel, a server or a network."""
        title = self.titles[self.lang]
        return view.page(self.VIEW, view.state(self), title=title, twin=self._html(), lang=self.lang)

    def _html(self) -> str:
        return f"<p>{html.escape(self._count())}</p>{twin(self._narrow(self.rows))}"

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._count()})"

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return view.with_plain(super()._repr_mimebundle_(**options), self.table(), self._html())
