"""Where a case stands: presumed innocent, if it tells of proceedings; and what was checked when."""

import html
from collections.abc import Mapping, Sequence
from typing import Any

from enclair.case.model import Case, extend_kernel, localized_field, requires
from enclair.case.verified import looked_for, topics
from enclair.figures import style
from enclair.figures.block import Words
from enclair.text import locale
from enclair.text.locale import current_locale, text, use_locale


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
            summary = html.escape(text("What we looked for, and when"))
            twin = style.html_table(topics(verified, lang), sentences=True)
            looked = html.escape(looked_for(verified, lang))
            more = f"<div>{looked}</div><details><summary>{summary}</summary>{twin}</details>"
        heading, body = html.escape(heading), html.escape(self.body)
        self._page = (
            f'<div role="note" lang="{lang}" style="padding: 8px 16px; border: 1px solid currentColor; '
            f'border-left-width: 4px"><strong>{heading}</strong> {body}{more}</div>'
        )


@requires()
def banner(case: Case, lang: str = "") -> Banner:
    """Return the banner of ``case``: where proceedings stand, if it tells of any; what was checked when."""
    extend_kernel()  # a case can be made without `load_case`
    with use_locale(lang):
        title, _ = localized_field(case.package, "title")
        return Banner(case.proceedings, case.package.get("verified", []), title, case.as_of)
