"""The timeline explorer: who did what when, how firm it is, and what one could know on a day."""

import html
import random
from typing import Any

import anywidget
import pandas as pd
import traitlets

from enclair import locale
from enclair.analysis import events
from enclair.case import Case, require_case
from enclair.errors import ChoiceError
from enclair.locale import text
from enclair.style import twin
from enclair.widgets import view

LISTS = tuple(events.FILTERS)
CHOICES = (*LISTS, "query", "start", "end", "day", "preset")


def _several(name: str) -> Any:
    return traitlets.List(traitlets.Unicode(), help=f"Values of {name!r} to keep; empty: any.").tag(sync=True)


def _one(help_text: str) -> Any:
    return traitlets.Unicode("", help=help_text).tag(sync=True)


class Timeline(anywidget.AnyWidget):
    """Explore the events of a case.

    Parameters
    ----------
    case
        The case, from ``load_case("telegram")``.
    lang
        "en" or "fr": labels and data.
    **choices
        What to start with: any of the traits below, by name, for example ``day="2024-08-25"``.

    Raises
    ------
    ChoiceError
        If a filter has no such value, a day is no day, or a range ends before it starts.

    Examples
    --------
    >>> from enclair import Timeline, load_case
    >>> timeline = Timeline(load_case("telegram"), tracks=["justice"])
    >>> bool((timeline.rows["track"] == "justice").all())
    True
    """

    _esm = view.module("timeline")
    _css = view.style("timeline")

    lang = traitlets.Enum(locale.LANGUAGES, "en", help="Language of labels and data.").tag(sync=True)
    query = _one("Words that must all occur in title, description, actors or source.")
    start = _one("First day of the range (ISO), or empty.")
    end = _one("Last day of the range (ISO), or empty.")
    day = _one("Show only what the public could know on this day (ISO), or empty.")
    preset = _one("A thread: 'investigators', 'telegram', or empty.")
    selected = _one("The id of the event whose card is open, or empty.")
    tracks = _several("track")
    categories = _several("category")
    statuses = _several("status")
    confidences = _several("confidence")
    source_types = _several("source_type")
    dimensions = _several("dimension")
    actors = _several("actor")
    countries = _several("country")

    events: Any = traitlets.List(help="The rows, as the page wants them.").tag(sync=True)
    labels = traitlets.Dict(help="What the codes are called.").tag(sync=True)
    words = traitlets.Dict(help="The words of the page in other languages than English.").tag(sync=True)
    focus: Any = traitlets.List(help="First and last day of the dense weeks; may be empty.").tag(sync=True)
    preset_order: Any = traitlets.List(
        help="The two threads, in the random order in which they are offered."
    ).tag(sync=True)
    proceedings = traitlets.Dict(help="Status of the proceedings, with its date.").tag(sync=True)
    as_of = traitlets.Unicode(help="The day up to which the case was read (ISO).").tag(sync=True)
    titles = traitlets.Dict(help="Name of the case in each language, for screen readers.").tag(sync=True)

    def __init__(self, case: Case, lang: str = "en", **choices: Any) -> None:
        require_case(case, "Timeline")
        self._table = case.timeline
        for name in choices:
            if name not in (*CHOICES, "selected"):
                raise ChoiceError(f"Timeline has no choice {name!r}; it has {', '.join(CHOICES)}, selected.")
        if lang not in locale.LANGUAGES:
            raise ChoiceError(f"lang: found {lang!r}; choose among {', '.join(locale.LANGUAGES)}.")
        focus = case.package.get("focus", {})
        super().__init__(
            lang=lang,
            events=events.records(self._table),
            labels=events.LABELS,
            words=view.words("timeline", *events.LABELS.values()),
            focus=[focus["start"], focus["end"]] if focus else [],
            preset_order=random.sample(events.THREADS, k=len(events.THREADS)),
            proceedings=dict(case.proceedings),
            as_of=case.as_of,
            titles={"en": case.title, "fr": case.package.get("title_fr", case.title)},
            **{name: self._plain(name, value) for name, value in choices.items()},
        )
        events.filter_events(self._table, **self.choices)  # refuses a range that ends before it starts

    def _plain(self, name: str, value: Any) -> Any:
        if name in ("start", "end", "day"):
            return events.iso_day(value, name)
        if name not in LISTS:
            if not isinstance(value, str):
                raise ChoiceError(f"{name}: found {value!r}; write a text between quotation marks.")
            return value
        if not isinstance(value, list | tuple | set) or not all(isinstance(each, str) for each in value):
            some = events.options(self._table, name)[:2]
            raise ChoiceError(f"{name}: found {value!r}; write a list of texts, such as {some}.")
        return list(value)

    @traitlets.validate(*LISTS)
    def _validate_list(self, proposal: Any) -> Any:
        events.check_values(self._table, proposal.trait.name, proposal.value)
        return proposal.value

    @traitlets.validate("start", "end", "day")
    def _validate_day(self, proposal: Any) -> str:
        return events.iso_day(proposal.value, proposal.trait.name)

    @traitlets.validate("preset")
    def _validate_preset(self, proposal: Any) -> Any:
        if proposal.value not in ("", *events.THREADS):
            raise ChoiceError(
                f"preset: found {proposal.value!r}; choose among {', '.join(events.THREADS)}, or ''."
            )
        return proposal.value

    @traitlets.validate("selected")
    def _validate_selected(self, proposal: Any) -> Any:
        if proposal.value and proposal.value not in set(self._table["id"]):
            raise ChoiceError(f"selected: there is no event {proposal.value!r}; see case.timeline['id'].")
        return proposal.value

    @property
    def choices(self) -> dict[str, Any]:
        """The choices that decide which events are shown, by name of the trait."""
        return {name: getattr(self, name) for name in CHOICES} | {"lang": self.lang}

    @property
    def rows(self) -> pd.DataFrame:
        """The events that fit the choices, as a table of your own to work on; without a choice, all."""
        return events.filter_events(self._table, **self.choices).copy()

    def table(self) -> str:
        """Return what the timeline shows as text: the same events, dates, status, firmness and sources."""
        rows = events.readable(self.rows, self.lang)
        lines = [" | ".join(map(str, row)) for row in rows.itertuples(index=False)]
        return "\n".join([self._count(), *lines])

    def to_html(self) -> str:
        """Return one page in which the explorer works without a kernel, a server or a network."""
        own = (
            set(self.trait_names(sync=True)) - set(anywidget.AnyWidget.class_trait_names()) - {"_esm", "_css"}
        )
        state = {name: getattr(self, name) for name in sorted(own)}
        return view.page("timeline", state, title=self.titles[self.lang], twin=self._html(), lang=self.lang)

    def _count(self) -> str:
        shown, whole = len(self.rows), len(self._table)
        return text("{shown} of {all} events", self.lang).format(shown=shown, all=whole)

    def _html(self) -> str:
        return f"<p>{html.escape(self._count())}</p>{twin(events.narrow(self.rows, self.lang))}"

    def __repr__(self) -> str:
        return f"Timeline({self._count()})"

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return view.with_plain(super()._repr_mimebundle_(**options), self.table(), self._html())
