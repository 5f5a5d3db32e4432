"""The days that the course turns around, under black bars until somebody presses their title."""

import html

from enclair.case.model import Case, requires
from enclair.figures.block import Words
from enclair.figures.described import KEYS
from enclair.figures.style import style_sheet
from enclair.text.locale import current_locale, date, localized_field, sentences, use_locale
from enclair.views.banner import banner

say = sentences(__package__)

#: Days that everything in the course turns around, by their ids in the table ``timeline``. What came of the
#: arrest is not among them: lesson 1 lets a class decide first.
DAYS = (
    "arrest",
    "prosecutor-list",
    "post-after-arrest",
    "seed-article",
    "privacy-policy-2024",
)


class Cover(Words):
    """Days with what happened, and where the proceedings stand."""

    def __init__(self, case: Case) -> None:
        days = case.timeline[case.timeline["id"].isin(DAYS)].sort_values("date")
        days["date"] = days["date"].dt.strftime("%Y-%m-%d")
        lines = (
            f'<li><time datetime="{row["date"]}">{date(row["date"])}</time> <span class="enclair-lifted" '
            f'style="--turn: {turn}">{html.escape(localized_field(row, "title")[0])}</span></li>'
            for turn, row in enumerate(days.to_dict("records"))
        )
        sheets = style_sheet("enclair.figures", "bar.css") + style_sheet(__package__, "cover.twin.css")
        note = banner(case)
        self._page = (
            f'{sheets}<section class="enclair-cover" lang="{current_locale()}"><details><summary {KEYS}>'
            f"{html.escape(say('cover_page.called'))}</summary></details><ol>{''.join(lines)}</ol>"
            f"<p>{html.escape(f'{note.heading} {note.body}')}</p></section>"
        )


@requires(timeline="id date title_en title_fr")
def cover(case: Case, lang: str = "") -> Cover:
    """Return the cover of the course on ``case``, in "en" or "fr"; by default in that of the notebook.

    >>> from enclair import load_case
    >>> print(str(cover(load_case("telegram"))).splitlines()[1])
    1. 24 August 2024 Durov is arrested at Le Bourget airport
    """
    with use_locale(lang):
        return Cover(case)
