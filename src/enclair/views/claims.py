"""The article taken apart: claim by claim, first the student's verdict, then an answer to it."""

import html
from collections.abc import Iterator
from typing import Any

import traitlets

from enclair.case import claims as rules
from enclair.case.model import Case, display_name, requires, row_of
from enclair.figures.style import links_html
from enclair.text import locale
from enclair.text.errors import ChoiceError
from enclair.text.locale import by_language, labelled, text
from enclair.views.banner import Banner
from enclair.views.view import OneOf, View, check_choices, paragraph

#: Where a case says which article its claims come from: an event, and the quotation that is its headline.
EVENT, HEADLINE = "seed-article", "Q01"


class Claims(View):
    """Judge the claims of the article that a case starts from, each against its sources.

    ``selected`` is the claim to begin with, by default the first.

    >>> from enclair import Claims, load_case
    >>> claims = Claims(load_case("telegram"), verdicts={"C07": "partly"})
    >>> claims.verdicts
    {'C07': 'partly'}
    """

    VIEW = "claims"
    SENTENCES = "claims"

    selected = OneOf(lambda view: view.ids, help="The id of the claim whose card is open.")
    verdicts: Any = traitlets.Dict(
        OneOf(rules.CHOICES),
        key_trait=OneOf(lambda view: view.ids),
        help="The student's verdicts by id of the claim; they stay in this notebook. Set it as a whole.",
    )

    claims: Any = traitlets.List(help="The rows, as the page wants them, with our verdict.").tag(shared=True)
    phrases: Any = traitlets.List(help="Each text of the answers, once.").tag(shared=True)
    answers: Any = traitlets.Dict(
        help="By claim, language and verdict: the answer, as places in ``phrases`` of headings and texts."
    ).tag(shared=True)
    meanings: Any = traitlets.Dict(help="What each verdict means.")
    labels: Any = traitlets.Dict(help="What each verdict is called.")
    finding: Any = traitlets.Dict(help="What all verdicts together ask, by language.")
    article: Any = traitlets.Dict(help="Headline, outlet, day and address of the article.")
    proceedings: Any = traitlets.Dict(help="Status of the proceedings, with its date.")

    @requires(claims=rules.COLUMNS)
    def __init__(
        self, case: Case, lang: str = "", selected: str | None = None, verdicts: dict[str, str] | None = None
    ) -> None:
        table = case.claims
        check_choices("Claims, verdict", table["verdict"], rules.VERDICTS)
        self._rows: list[dict[Any, Any]] = table.to_dict("records")
        phrases: dict[str, int] = {}
        answers = self._answers(phrases)
        super().__init__(
            lang,
            [*map(locale.translations_of, (rules.labels, rules.meanings))],
            selected=table["id"].iloc[0] if selected is None else selected,
            verdicts={} if verdicts is None else verdicts,
            claims=[self._record(row) for row in self._rows],
            phrases=list(phrases),
            answers=answers,
            meanings=rules.meanings("en"),
            labels=rules.labels("en"),
            finding=by_language(lambda: rules.finding(table)),
            article=_article(case),
            proceedings=case.proceedings,
        )

    @property
    def ids(self) -> list[str]:
        """The ids of the claims; by number, since one may be added in between."""
        return sorted(row["id"] for row in self._rows)

    def _record(self, row: dict[Any, Any]) -> dict[str, str]:
        """Return one row as the page wants it."""
        named = ("id", "verdict", "source_name", "source_url", "second_source_url")
        record = {name: row[name] for name in named} | {"source_date": row.get("source_date", "")}
        for name in ("text", "evidence"):
            for lang, words in by_language(lambda name=name: rules.column_text(row, name)).items():  # type: ignore[misc]
                record[f"{name}_{lang}"] = words
        return record

    def _answers(self, phrases: dict[str, int]) -> dict[str, dict[str, dict[str, list[list[int]]]]]:
        """Return the answer to each verdict on each claim, as places in ``phrases``, which it fills.

        Most texts occur in many answers: told once each, they make the page eight times as small.
        """

        def places(row: dict[Any, Any], choice: str) -> list[list[int]]:
            parts = rules.explanation(row, choice)
            return [[phrases.setdefault(words, len(phrases)) for words in part] for part in parts]

        return {
            row["id"]: by_language(lambda row=row: {choice: places(row, choice) for choice in rules.CHOICES})  # type: ignore[misc]
            for row in self._rows
        }

    def _around(self) -> Iterator[str]:
        """Yield what stands before the claims: the article, where the proceedings stand, the count."""
        if article := self.article:
            outlet, day = display_name(article["outlet"]), locale.date(article["date"])
            parts = (article["headline"], outlet, day, article["url"])
            yield f"{text('The article:')} {', '.join(filter(None, parts))}"
        if self.proceedings:
            yield str(Banner(self.proceedings))
        judged = text("{judged} of {all} claims judged")
        yield f"{judged.format(judged=len(self.verdicts), all=len(self._rows))}."

    def _html(self) -> str:
        """Return the claims as HTML, our answer to each in a part that the reader opens."""
        items, later = [], html.escape(text("Read this after your answer"))
        for row in self._rows:
            mine, waits, verdict = "", " data-no-text", text("Your verdict: not given yet")
            if row["id"] in self.verdicts:
                mine, waits = self.verdicts[row["id"]], ""
                verdict = labelled(text("Your verdict"), rules.labels()[mine])
            answer = "".join(
                f"<p><strong>{html.escape(heading)}</strong><br>{html.escape(words)}</p>"
                for heading, words in rules.explanation(row, mine)
            )
            links = links_html(
                display_name(row["source_name"]), f"{row['source_url']} {row['second_source_url']}"
            )
            day = locale.date(row.get("source_date", ""))
            items.append(
                f'<li><p><strong>{row["id"]}</strong> <span lang="fr">{html.escape(row["text_fr"])}</span>'
                f'<br><span lang="en">{html.escape(row["text_en"])}</span></p>'
                f"{paragraph(rules.column_text(row, 'evidence'))}"
                f"<p>{text('Source:')} {links} ({day})</p>"
                f"{paragraph(verdict)}"
                f"<details{waits}><summary>{row['id']}: {later}</summary>{answer}</details></li>"
            )
        around = "".join(map(paragraph, self._around()))
        return f'{around}<ol style="list-style: none; padding: 0">{"".join(items)}</ol>'


def _article(case: Case) -> dict[str, str]:
    """Return headline, outlet, day and address of the article that ``case`` starts from, if it names one."""
    try:
        event, headline = row_of(case, f"timeline.{EVENT}"), row_of(case, f"quotes.{HEADLINE}")
    except ChoiceError:
        return {}
    names = {"outlet": "source_name", "date": "source_date", "url": "source_url"}
    return {"headline": headline["quote_original"]} | {name: event[names[name]] for name in names}
