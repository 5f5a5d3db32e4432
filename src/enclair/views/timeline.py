"""The timeline explorer: who did what when, how firm it is, and what one could know on a day."""

import random
from typing import Any

import pandas as pd
import traitlets

from enclair.case import events, filters
from enclair.case.model import Case
from enclair.case.needs import requires
from enclair.text import locale
from enclair.text.choices import check_choice
from enclair.text.locale import text
from enclair.views.explorer import Explorer, text_trait, values_trait


class Timeline(Explorer):
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

    VIEW = "timeline"
    FILTERS = events.FILTERS
    TEXTS = ("query", "start", "end", "day", "preset")
    OTHERS = ("selected",)
    NAMED = ("actors", "country")

    day = text_trait("Show only what the public could know on this day (ISO), or empty.")
    preset = text_trait("A thread: 'investigators', 'telegram', or empty.")
    selected = text_trait("The id of the event whose card is open, or empty.")
    tracks = values_trait("track")
    categories = values_trait("category")
    statuses = values_trait("status")
    confidences = values_trait("confidence")
    source_types = values_trait("source_type")
    dimensions = values_trait("dimension")
    actors = values_trait("actor")
    countries = values_trait("country")

    events: Any = traitlets.List(help="The rows, as the page wants them.").tag(shared=True)
    focus: Any = traitlets.List(help="First and last day of the dense weeks; may be empty.").tag(sync=True)
    preset_order: Any = traitlets.List(
        help="The threads that the case has, in the random order in which they are offered."
    ).tag(sync=True)
    lanes: Any = traitlets.List(help="The tracks from top to bottom.").tag(sync=True)
    proceedings = traitlets.Dict(help="Status of the proceedings, with its date.").tag(shared=True)

    def __init__(self, case: Case, lang: str = "", **choices: Any) -> None:
        requires("Timeline", case, timeline=events.COLUMNS)
        filters.check_codes("Timeline", case.timeline, events.CODES, events.LABELS)
        for precision in case.timeline["date_precision"].unique():
            check_choice("Timeline, date_precision", precision, events.PRECISIONS)
        threads = {thread for cell in case.timeline["thread"] for thread in filters.split_values(cell)}
        offered = [thread for thread in events.THREADS if thread in threads]
        focus = case.package.get("focus", {})
        super().__init__(
            case,
            case.timeline,
            lang,
            events.LABELS,
            choices,
            events=events.records(case.timeline),
            lanes=events.tracks(case.timeline),
            focus=[focus["start"], focus["end"]] if focus else [],
            preset_order=random.sample(offered, k=len(offered)),
            proceedings=case.proceedings,
        )

    @traitlets.validate(*FILTERS)
    def _validate_list(self, proposal: traitlets.Bunch) -> list[str]:
        return self._check_list(proposal)

    @traitlets.validate("day")
    def _validate_one_day(self, proposal: traitlets.Bunch) -> str:
        return filters.iso_day(proposal.value, "day")

    @traitlets.validate("preset")
    def _validate_preset(self, proposal: traitlets.Bunch) -> str:
        check_choice("preset", proposal.value, events.THREADS, none=text(", or ''"))
        return proposal.value

    @traitlets.validate("selected")
    def _validate_selected(self, proposal: traitlets.Bunch) -> str:
        self._check_ids(proposal, [proposal.value] if proposal.value else [])
        return proposal.value

    def _text_table(self) -> pd.DataFrame:
        return events.narrow(self.rows)

    def _fitting(self) -> pd.DataFrame:
        return events.filter_events(self._table, **self.choices)

    def _count(self) -> str:
        shown, whole = len(self.rows), len(self._table)
        count = text("{shown} of {all} events").format(shown=shown, all=whole)
        later = (
            len(events.filter_events(self._table, **self.choices | {"day": ""})) - shown if self.day else 0
        )
        if not later:
            return count
        hidden = text("; {later} not yet public on {day}")
        return count + hidden.format(later=later, day=locale.date(self.day))
