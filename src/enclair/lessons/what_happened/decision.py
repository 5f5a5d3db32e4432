"""The instalment stop of lesson 1: set the terms of 28 August 2024, before the bar lifts from the ruling."""

import html
from dataclasses import replace
from typing import Any

import pandas as pd
import traitlets

from enclair.case.events import last_day
from enclair.case.model import Case, requires, source_with_day
from enclair.figures import style
from enclair.figures.block import redacted
from enclair.text import locale
from enclair.text.locale import current_locale, labelled, listed, sentences, text, use_locale
from enclair.views import view

say = sentences(__package__)
_BAR = style.style_sheet("enclair.figures", "bar.css")


class Decide(view.View):
    """A decision with a reason, then what was decided, with its source. Nothing is marked or recorded."""

    VIEW = "decision"
    SENTENCES = "decision"

    decision = traitlets.Unicode("", help="The id of the student's decision; it stays in this notebook.")
    reason = traitlets.Unicode("", help="The student's reason; it stays in this notebook.")
    question = traitlets.Unicode(help="What is to be decided.")
    options: Any = traitlets.List(help="What can be decided: id, title, meaning.")
    terms: Any = traitlets.List(help="Terms of a supervision: id, title.")
    decided = traitlets.Unicode(help="The id of what was decided, among the options.")
    outcome = traitlets.Unicode(help="What was decided in the case, in the words of its event.")
    lifted = traitlets.Bool(False, help="Whether the bar lies on what was decided no longer.")
    explanation = traitlets.Unicode(help="What it means and does not mean.")
    source = traitlets.Unicode(help="Name and date of the source.")
    source_url = traitlets.Unicode(help="Address of the source.")

    def _html(self) -> str:
        ways = [labelled(title, meaning) for _, title, meaning in self.options]
        titles = [title for _, title in self.terms] + [say("decision.page.sum")]
        ways.append(labelled(text("On which terms?"), listed(titles)))
        label = f"{html.escape(text('What the judges decided'))} {redacted(say('decision.page.hidden'))}"
        decided = f"{next(title for key, title, _ in self.options if key == self.decided)}."
        body = "".join(map(view.paragraph, (decided, self.outcome, self.explanation, self.source)))
        later = f"<details data-no-text><summary>{label}</summary>{body}</details>"
        return f"{_BAR}{view.paragraph(self.question)}{view.bullets(ways)}{later}"


@requires(only=True)
def decide(case: Case, lang: str = "") -> Decide:
    """Return the stop before 28 August 2024 for ``case``."""
    row: Any = case.timeline.set_index("id", drop=False).loc["formal-investigation"]
    with use_locale(lang):
        sentences = locale.tables(__package__, "decision")
        return Decide(
            current_locale(),
            [],
            question=say("decision.question"),
            options=[
                [key, option["title"], option["meaning"]] for key, option in sentences["options"].items()
            ],
            terms=[*map(list, sentences["terms"].items())],
            decided=say("decision.decided"),
            outcome=f"{row[f'title_{current_locale()}']}. {row[f'description_{current_locale()}']}",
            explanation=say("decision.explanation"),
            source=source_with_day(row),
            source_url=row["source_url"],
        )


@requires(timeline="date date_precision track thread")
def until(case: Case, day: str, all_of: str = "") -> Case:
    """Return the case as of ``day``: no timeline of it tells what somebody is to decide on the next one.

    Of the track ``all_of`` later events stay. No event has a thread: cut short, two are not equally long.
    """
    rows, package = case.timeline, case.package
    rows = rows[(last_day(rows) <= pd.Timestamp(day)) | (rows["track"] == all_of)].assign(thread="")
    if "focus" in package:
        package["focus"]["end"] = day
    return replace(case, _package=package, _tables={**case._tables, "timeline": rows})
