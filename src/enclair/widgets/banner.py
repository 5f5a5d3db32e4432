"""The presumption of innocence, the status of the proceedings with its date, and what was checked when."""

import html
from collections.abc import Iterable, Mapping
from typing import Any

from enclair import locale
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
        What was looked for, topic by topic (`Case.verified`): shown below, folded.
    """

    def __init__(
        self, proceedings: Mapping[str, str], lang: str, verified: Iterable[Mapping[str, Any]] = ()
    ) -> None:
        self.heading, self.lang = text("Presumed innocent.", lang), lang
        as_of = text("As of {day}:", lang).format(day=locale.date(proceedings["as_of"], lang))
        self.body = f"{as_of} {proceedings[f'status_{lang}']}"
        self.summary = text("What we checked, and on which day", lang)
        self.checked = [(topic[f"title_{lang}"], _checked(topic, lang)) for topic in verified]

    def __repr__(self) -> str:
        lines = [f"- {title}: {words}" for title, words in self.checked]
        return "\n".join([f"{self.heading} {self.body}", *([f"{self.summary}:", *lines] if lines else [])])

    def _repr_html_(self) -> str:
        heading, body = html.escape(self.heading), html.escape(self.body)
        items = "".join(
            f"<li><strong>{html.escape(title)}</strong>: {html.escape(words)}</li>"
            for title, words in self.checked
        )
        more = f"<details><summary>{html.escape(self.summary)}</summary><ul>{items}</ul></details>"
        return (
            f'<div role="note" lang="{self.lang}" style="padding: 8px 16px; border: 1px solid currentColor; '
            f'border-left-width: 6px"><strong>{heading}</strong> {body}{more if items else ""}</div>'
        )


def _checked(topic: Mapping[str, Any], lang: str) -> str:
    """Return in a sentence or two when somebody looked, what was found last, and what was not found."""
    said = text("looked for on {looked}. Found last ({found}): {what} Not found: {missing}", lang)
    return said.format(
        looked=locale.date(topic["looked_on"], lang),
        found=locale.date(topic["found_on"], lang),
        what=topic[f"found_{lang}"],
        missing=topic[f"not_found_{lang}"],
    )


def banner(case: Case, lang: str = LANG) -> Banner:
    """Return the banner of ``case``: presumed innocent, the status and its day, and what was checked when."""
    require_case(case, "banner")
    return Banner(case.proceedings, lang, case.verified)
