"""The presumption of innocence, with the status of the proceedings and its date."""

import html
from collections.abc import Mapping

from enclair import locale
from enclair.case import Case, require_case
from enclair.locale import LANG, text


class Banner:
    """A sentence or two that a page about the proceedings shows before anything else."""

    def __init__(self, proceedings: Mapping[str, str], lang: str) -> None:
        self.heading, self.lang = text("Presumed innocent.", lang), lang
        as_of = text("As of {day}:", lang).format(day=locale.date(proceedings["as_of"], lang))
        self.body = f"{as_of} {proceedings[f'status_{lang}']}"

    def __repr__(self) -> str:
        return f"{self.heading} {self.body}"

    def _repr_html_(self) -> str:
        heading, body = html.escape(self.heading), html.escape(self.body)
        return (
            f'<div role="note" lang="{self.lang}" style="padding: 8px 16px; border: 1px solid currentColor; '
            f'border-left-width: 6px"><strong>{heading}</strong> {body}</div>'
        )


def banner(case: Case, lang: str = LANG) -> Banner:
    """Return the banner of ``case``: presumed innocent, the status, and the day of that status."""
    require_case(case, "banner")
    return Banner(case.proceedings, lang)
