"""Where a case stands: presumed innocent, if it tells of proceedings; and what was checked when."""

import html
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from enclair.case.model import Case, extend_kernel, localized_field, requires
from enclair.figures import style
from enclair.figures.block import Words, element, folded
from enclair.text import locale
from enclair.text.locale import N_, current_locale, listed, text, use_locale


class Banner(Words):
    """A sentence or two that a page about a case shows before anything else.

    Without ``proceedings`` (`Case.proceedings`) nothing is said of innocence: ``title`` and ``as_of`` stand
    there. ``verified`` is what was looked for, topic by topic: a table below, folded.
    """

    def __init__(
        self,
        proceedings: Mapping[str, str],
        verified: Sequence[Mapping[str, Any]] = (),
        title: str = "",
        as_of: str = "",
    ) -> None:
        lang, more = current_locale(), ""
        if proceedings:
            heading = text("Presumed innocent.")
            day = text("As of {day}:").format(day=locale.date(proceedings["as_of"]))
            self.body = f"{day} {proceedings[f'status_{lang}']}"
        else:
            heading = title
            self.body = text("Case file as of {day}.").format(day=locale.date(as_of))
        if verified:
            twin = style.html_table(_topics(verified, lang), sentences=True)
            more = element("div", _looked_for(verified, lang))
            more += folded(html.escape(text("What we looked for, and when")), twin)
        self._page = (
            f'<div role="note" lang="{lang}" style="padding: 8px 16px; border: 1px solid currentColor; '
            f'border-left-width: 4px">{element("strong", heading)} {html.escape(self.body)}{more}</div>'
        )


def _topics(verified: Sequence[Mapping[str, Any]], lang: str) -> pd.DataFrame:
    """Return what was looked for as a table: each topic, what was found last, what was not found."""
    rows = [
        (
            f"{locale.capitalized(topic[f'title_{lang}'])}, {locale.date(topic['looked_on'])}",
            f"{locale.date(topic['found_on'])}, {topic[f'found_{lang}']}",
            topic[f"not_found_{lang}"],
        )
        for topic in verified
    ]
    heads = N_(("Topic, and day of our search", "Found last", "Looked for, and not found"))
    return pd.DataFrame(rows, columns=[text(head) for head in heads])


def _looked_for(verified: Sequence[Mapping[str, Any]], lang: str) -> str:
    """Say which topics were looked for on which day, the latest first, and what that leaves out."""
    days = pd.DataFrame(verified).groupby("looked_on")[f"title_{lang}"]
    sentence = text("Looked for on {day}: {topics}.")
    sentences = [sentence.format(day=locale.date(str(day)), topics=listed(titles)) for day, titles in days]
    return " ".join([*sentences[::-1], text("All else is as old as its source.")])


@requires()
def banner(case: Case, lang: str = "", brief: bool = False) -> Banner:
    """Return the banner of ``case``: where proceedings stand, if it tells of any.

    Unless it is ``brief``, it says what was checked when.
    """
    extend_kernel()  # a case can be made without `load_case`
    package = case.package  # a copy
    with use_locale(lang):
        title, _ = localized_field(package, "title")
        return Banner(case.proceedings, [] if brief else package.get("verified", []), title, case.as_of)
