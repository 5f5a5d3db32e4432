"""Judge for a day: the questions of a European court on three fictional measures, with a reason at each."""

import html
import random
from collections.abc import Iterable
from typing import Any, ClassVar

import pandas as pd
import traitlets

from enclair.case.model import Case, requires, source_with_day
from enclair.figures.style import html_table, links_html, style_sheet
from enclair.lessons.judge_for_a_day import judging as rules
from enclair.text import locale
from enclair.text.locale import current_locale, labelled, sentences, text
from enclair.views.view import OneOf, View, bullets, check_choices, paragraph

say = sentences(__package__)

ASKS = "A judge who disagrees asks"
STATUS = {"settled": "Settled in law", "open": "Open question"}

#: On paper nothing can be opened, and the notes on law stand on a sheet of their own.
_STYLE = style_sheet(__package__, "gates.twin.css")


def _keys(names: Iterable[str]) -> list[str]:
    """Return a key for each measure and each gate or fact, such as "account/aim"."""
    return [f"{measure}/{name}" for measure in rules.measures() for name in names]


class Gates(View):
    """The gates of a court: an answer and a reason at each, then what tips when a fact changes.

    ``choices`` are what to start with: the traits of `CHOICES`, by name.

    >>> from enclair import load_case
    >>> from enclair.lessons.judge_for_a_day import Gates
    >>> view = Gates(load_case("telegram"), rulings={"account/interference": ["yes", "It names a person."]})
    >>> view.outcome("account")
    ('unfinished', 'law')
    """

    VIEW = "gates"
    SENTENCES = "gates"
    CHOICES: ClassVar[tuple[str, ...]] = ("measure", "rulings", "changed", "again", "alone")

    measure = OneOf(lambda _: rules.measures(), help="The measure that is shown.")
    rulings: Any = traitlets.Dict(
        traitlets.Tuple(OneOf(rules.ANSWERS), traitlets.Unicode()),
        key_trait=OneOf(lambda _: _keys(rules.GATES)),
        help='The student\'s answers and reasons, such as {"account/aim": ["yes", "…"]}; they stay in this '
        "notebook. Set it as a whole.",
    )
    changed: Any = traitlets.Dict(
        OneOf(lambda _: [code for codes in rules.options().values() for code in codes]),
        key_trait=OneOf(lambda _: _keys(rules.options())),
        help='Facts that the student changed, such as {"account/whom": "all"}. Set it as a whole.',
    )
    again: Any = traitlets.Dict(
        OneOf(rules.ANSWERS),
        key_trait=OneOf(lambda _: _keys(rules.GATES)),
        help='Answers that the change tipped, such as {"account/milder": "no"}. Set it as a whole.',
    )
    alone = traitlets.Bool(False, help="Whether the answers stand alone, to be changed, with what follows.")
    texts: Any = traitlets.Dict(
        help="The measures, the gates, the facts and the gates that they bear on, answers, outcomes, the law."
    ).tag(shared=True)
    order: Any = traitlets.List(help="The measures, in random order.")
    sides: Any = traitlets.List(help="Whose questions come first, in random order.")
    decisions: Any = traitlets.List(help="Gate, answer and what follows; the first that fits decides.")
    sources: Any = traitlets.Dict(help="Where the rows were read that the notes on law cite.")

    @requires(only=True)
    def __init__(self, case: Case, lang: str = "", **choices: Any) -> None:
        check_choices("Gates", choices, self.CHOICES)
        texts = rules.texts()
        order = random.sample(list(texts["measures"]), k=len(texts["measures"]))
        super().__init__(
            lang,
            [locale.translations_of(rules.texts)],
            **{"measure": order[0], **choices},
            texts={name: table for name, table in texts.items() if name != "compared"},  # a figure has it
            order=order,
            sides=random.sample(["privacy", "security"], k=2),
            decisions=[list(line) for line in rules.DECISIONS],
            sources=rules.sources(case, [note["row"] for note in texts["law"] if "row" in note]),
        )

    def outcome(self, measure: str) -> tuple[str, str]:
        """Return what follows from the answers to a measure, and the gate that decides."""
        return rules.rule({gate: self.rulings.get(f"{measure}/{gate}", [""])[0] for gate in rules.GATES})

    # -------------------------------------------------------------- forms without scripts

    def _now(self, measure: str) -> dict[str, str]:
        """Return the facts of a measure, some of them changed."""
        return {
            fact: self.changed.get(f"{measure}/{fact}", code) for fact, code in rules.facts(measure).items()
        }

    def _html(self) -> str:
        """Return sheets to rule on with a pen, and the notes on law in parts that the reader opens."""
        sheets, notes = (map(part, self.order) for part in (self._sheet, self._notes))
        invented = paragraph(f"{say('gates.page.fiction')} {say('gates.page.free')}")
        return "".join([_STYLE, invented, *sheets, *notes])

    def _sheet(self, measure: str) -> str:
        """Return a measure and a line for each gate; once all are answered, what follows."""
        words = rules.texts(current_locale())
        entry, answers = words["measures"][measure], words["answers"]
        facts = bullets(
            labelled(words["facts"][fact]["name"], words["facts"][fact][code])
            for fact, code in self._now(measure).items()
        )
        blank = " / ".join(answers.values())
        lines = []
        for gate, asked in words["gates"].items():
            given, reason = self.rulings.get(f"{measure}/{gate}", ("", ""))
            name = labelled(f"{asked['number']}. {asked['name']}", asked["question"])
            lines.append((name, answers.get(given, blank), reason))
        sheet = pd.DataFrame(lines, columns=[text(name) for name in ("Question", "Answer", "My reason")])
        outcome, decides = self.outcome(measure)
        follows = words["outcomes"].get(outcome, "")  # nothing before all gates are answered
        return (
            f"<p><b>{html.escape(entry['name'])}</b></p>{paragraph(entry['story'])}{facts}"
            f'<div class="enclair-sheet-of-reasons">{html_table(sheet)}</div>'
            f"{paragraph(follows.format(**words['gates'].get(decides, {}))) if follows else ''}"
        )

    def _notes(self, measure: str) -> str:
        """Return what is settled in law or open for a measure, and the questions of both sides."""
        words, items = rules.texts(current_locale()), ""
        entry = words["measures"][measure]
        for gate, asked in words["gates"].items():
            for note in rules.law(gate, self._now(measure), current_locale()):
                head = f"{asked['name']}. {text(STATUS[note['status']])}"
                source = self.sources.get(note.get("row", ""))
                cited = (
                    links_html(source_with_day(source), source["source_url"])
                    if source
                    else html.escape(say("gates.page.ours"))
                )
                items += f"<li>{html.escape(labelled(head, note['says']))} ({cited})</li>"
        questions = bullets(question for side in self.sides for question in entry[side])
        summary = html.escape(f"{text('Read this after your answer')} ({entry['name']})")
        waits = "" if f"{measure}/{rules.GATES[-1]}" in self.rulings else " data-no-text"
        caution = paragraph(say("gates.page.advice", day=locale.date(words["as_of"])))
        return (
            f'<details class="enclair-answers"{waits}><summary>{summary}</summary><ul>{items}</ul>'
            f"<p><b>{html.escape(text(ASKS))}</b></p>{questions}{caution}</details>"
        )
