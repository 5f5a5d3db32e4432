"""The timeline explorer: who did what when, how firm it is, and what one could know on a day."""

import random
from typing import Any

import pandas as pd
import traitlets

from enclair.case import events, filters
from enclair.case.events import COLUMNS
from enclair.case.model import Case, requires
from enclair.figures.style import html_table
from enclair.text import locale
from enclair.text.locale import text
from enclair.views.explorer import Day, Explorer, column_filter
from enclair.views.view import OneOf, check_choices, paragraph


class Timeline(Explorer):
    """Explore the events of a case; ``choices`` are traits, such as ``day="2024-08-25"``.

    >>> from enclair import Timeline, load_case
    >>> timeline = Timeline(load_case("telegram"), tracks=["justice"])
    >>> bool((timeline.rows["track"] == "justice").all())
    True
    """

    VIEW = "timeline"
    FILTERS = events.FILTERS
    TEXTS = ("query", "start", "end", "day", "preset")
    OTHERS = ("selected", "asked", "since")
    NAMED = ("actors", "country")

    day = Day(help="Show only what the public could know on this day (ISO), or empty.")
    preset = OneOf([*events.THREADS, ""], "", help="A thread: 'investigators', 'telegram', or empty.")
    selected = OneOf(
        lambda view: ["", *view.all_rows["id"]], "", help="The id of the event whose card is open, or empty."
    )
    asked = traitlets.Unicode(help="The id of the event that a question is about: it has a ring; or empty.")
    since = traitlets.Unicode(help="The id of the event since which that has lasted, with a bar; or empty.")
    tracks, categories, statuses, confidences, source_types, dimensions, actors, countries = map(
        column_filter, events.FILTERS
    )

    events: Any = traitlets.List(help="The rows, as the page wants them.").tag(shared=True)
    focus: Any = traitlets.List(help="First and last day of the dense weeks; may be empty.")
    preset_order: Any = traitlets.List(
        help="The threads that the case has, in the random order in which they are offered."
    )
    lanes: Any = traitlets.List(help="The tracks from top to bottom.")
    proceedings = traitlets.Dict(help="Status of the proceedings, with its date.").tag(shared=True)

    @requires(timeline=COLUMNS)
    def __init__(self, case: Case, lang: str = "", **choices: Any) -> None:
        check_choices("Timeline, date_precision", case.timeline["date_precision"].unique(), events.PRECISIONS)
        threads = {thread for cell in case.timeline["thread"] for thread in filters.split_values(cell)}
        offered = [thread for thread in events.THREADS if thread in threads]
        focus = case.package.get("focus", {})
        super().__init__(
            case,
            case.timeline,
            lang,
            choices,
            events=events.records(case.timeline),
            lanes=events.tracks(case.timeline),
            focus=[focus["start"], focus["end"]] if focus else [],
            preset_order=random.sample(offered, k=len(offered)),
            proceedings=case.proceedings,
        )

    @property
    def rows(self) -> pd.DataFrame:
        """The rows that match the choices, as a copy to work on; without a choice, all."""
        return events.filter_events(self.all_rows, **self.choices).copy()

    def _html(self) -> str:
        return f"{paragraph(self._count() + self._lasted())}{html_table(events.print_table(self.rows))}"

    def _lasted(self) -> str:
        """Say from when to when what is asked about has lasted, and how long."""
        if not {self.since, self.asked} <= {*self.all_rows["id"]}:
            return ""
        days = self.all_rows.set_index("id").loc[[self.since, self.asked], "date"]
        start, end = map(locale.date, days.dt.strftime("%Y-%m-%d"))
        lasted = text("{start} – {end}: {days} days")
        return f". {lasted.format(start=start, end=end, days=(days.max() - days.min()).days)}."

    def _count(self) -> str:
        shown = len(self.rows)
        count = text("{shown} of {all} events").format(shown=shown, all=len(self.all_rows))
        later = len(events.filter_events(self.all_rows, **self.choices | {"day": ""})) - shown
        hidden = text("; {later} not yet public on {day}")
        return count + (hidden.format(later=later, day=locale.date(self.day)) if later else "")
