"""The cover of the course: its name and the days of the case, which clear from under black bars."""

import html

from enclair.case.model import Case, requires
from enclair.figures.style import style_sheet
from enclair.text.locale import bind_locale, current_locale, date, labelled, localized_field, use_locale
from enclair.views.banner import banner

#: Days that everything in the course turns around, by their ids in the table ``timeline``. What came of the
#: arrest is not among them: lesson 1 lets a class decide first.
DAYS = (
    "arrest",
    "prosecutor-list",
    "post-after-arrest",
    "seed-article",
    "privacy-policy-2024",
)


@bind_locale
class Cover:
    """What a notebook shows first: the days with what happened, and where the proceedings stand."""

    def __init__(self, case: Case) -> None:
        self.lang = current_locale()
        chosen = case.timeline[case.timeline["id"].isin(DAYS)].sort_values("date")
        self.days = [
            (row["date"].date().isoformat(), localized_field(row, "title")[0])
            for row in chosen.to_dict("records")
        ]
        note = banner(case)
        self.status = f"{note.heading} {note.body}"

    def __repr__(self) -> str:
        return "\n".join(["En clair", *(labelled(date(day), title) for day, title in self.days), self.status])

    def _repr_html_(self) -> str:
        lines = (
            f'<li><time datetime="{iso}">{date(iso)}</time>'
            f'<span style="--turn: {turn}">{html.escape(title)}</span></li>'
            for turn, (iso, title) in enumerate(self.days, 1)
        )
        return (
            f'{style_sheet(__package__, "cover.twin.css")}<section class="enclair-cover" lang="{self.lang}">'
            f'<p class="enclair-name" lang="fr">En <i>clair</i></p><ol>{"".join(lines)}</ol>'
            f"<p>{html.escape(self.status)}</p></section>"
        )


@requires(timeline="id date title_en title_fr")
def cover(case: Case, lang: str = "") -> Cover:
    """Return the cover of the course on ``case``, in "en" or "fr"; by default in that of the notebook.

    >>> from enclair import load_case
    >>> cover(load_case("telegram")).days[0]
    ('2024-08-24', 'Durov is arrested at Le Bourget airport')
    """
    with use_locale(lang):
        return Cover(case)
