"""The presumption of innocence, the status of the proceedings with its date, and what was checked when."""

import html
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from enclair import locale, style
from enclair.case import Case, require_case
from enclair.locale import LANG, text


class Banner:
    """A sentence or two that a page about the proceedings shows before anything else.

    Parameters
    ----------
    proceedings
        The status, and the day on which the last step was found (`Case.proceedings`).
    lang
        "en" or "fr".
    verified
        What was looked for, topic by topic (`Case.verified`): a table below, folded.
    """

    def __init__(
        self, proceedings: Mapping[str, str], lang: str, verified: Sequence[Mapping[str, Any]] = ()
    ) -> None:
        self.heading, self.lang = text("Presumed innocent.", lang), lang
        as_of = text("As of {day}:", lang).format(day=locale.date(proceedings["as_of"], lang))
        self.body = f"{as_of} {proceedings[f'status_{lang}']}"
        self.summary = text("What we looked for, and when", lang)
        rows = [
            (
                f"{topic[f'title_{lang}']}, {locale.date(topic['looked_on'], lang)}",
                f"{locale.date(topic['found_on'], lang)}, {topic[f'found_{lang}']}",
                topic[f"not_found_{lang}"],
            )
            for topic in verified
        ]
        heads = ("Topic, and day of our search", "Found last", "Looked for, and not found")
        self.checked = pd.DataFrame(rows, columns=[text(head, lang) for head in heads])

    def __repr__(self) -> str:
        lines = [f"{self.heading} {self.body}"]
        if len(self.checked):
            rows = [list(self.checked), *self.checked.to_numpy().tolist()]
            lines += [self.summary, *(" | ".join(row) for row in rows)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        heading, body = html.escape(self.heading), html.escape(self.body)
        more = ""
        if len(self.checked):
            summary = html.escape(self.summary)
            more = (
                f"<details><summary>{summary}</summary>{style.twin(self.checked, sentences=True)}</details>"
            )
        return (
            f'<div role="note" lang="{self.lang}" style="padding: 8px 16px; border: 1px solid currentColor; '
            f'border-left-width: 6px"><strong>{heading}</strong> {body}{more}</div>'
        )


def banner(case: Case, lang: str = LANG) -> Banner:
    """Return the banner of ``case``: presumed innocent, the status and its day, and what was checked when."""
    require_case(case, "banner")
    return Banner(case.proceedings, lang, case.verified)
