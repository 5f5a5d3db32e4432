"""Judge for a day: the questions of a European court on three fictional measures, with a reason at each."""

import html
import random
from collections.abc import Iterable
from typing import Any, ClassVar

import pandas as pd
import traitlets

from enclair.case import naming
from enclair.case.model import Case
from enclair.case.needs import requires
from enclair.figures.style import html_table, links_html, style_sheet
from enclair.lessons.judge_for_a_day import judging as rules
from enclair.text import locale, toml
from enclair.text.locale import check_choice, labelled, text
from enclair.text.toml import sentences
from enclair.views.traits import OneOf, check_names
from enclair.views.view import View, paragraph

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

    Parameters
    ----------
    case
        The case, from ``load_case("telegram")``.
    lang
        "en" or "fr": labels and data.
    **choices
        What to start with: any of the traits below, by name, for example ``measure="pictures"``.

    Examples
    --------
    >>> from enclair import load_case
    >>> from enclair.lessons.judge_for_a_day import Gates
    >>> view = Gates(load_case("telegram"), rulings={"account/interference": ["yes", "It names a person."]})
    >>> view.outcome("account")
    ('unfinished', 'law')
    """

    VIEW = "gates"
    SENTENCES = "gates"
    TITLE = "Judge for a day"
    CHOICES: ClassVar[tuple[str, ...]] = ("measure", "rulings", "changed", "again")

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
    measures: Any = traitlets.Dict(help="The fictional measures, with their facts.")
    order: Any = traitlets.List(help="The measures, in random order.")
    sides: Any = traitlets.List(help="Whose questions come first, by chance.")
    gates: Any = traitlets.Dict(help="The gates in order: number, name, question, help.")
    facts: Any = traitlets.Dict(help="By fact: name, what it may be, the gates it bears on.")
    answers: Any = traitlets.Dict(help="What can be answered at a gate.")
    outcomes: Any = traitlets.Dict(help="What follows from answers.")
    decisions: Any = traitlets.List(help="Gate, answer and what follows; the first that fits decides.")
    law: Any = traitlets.List(help="What is settled in law or open.").tag(shared=True)
    noted: Any = traitlets.Dict(help="The places of these notes, by facts and gate.").tag(shared=True)
    sources: Any = traitlets.Dict(help="Where the rows were read that the notes on law cite.")
    as_of = traitlets.Unicode(help="Day up to which sources were read, ISO.")

    @requires(only=True)
    def __init__(self, case: Case, lang: str = "", **choices: Any) -> None:
        check_names("Gates", choices, self.CHOICES)
        measures, notes = rules.measures(), rules.texts()["law"]
        order = random.sample(list(measures), k=len(measures))
        facts = {
            fact: {"name": entry["name"], "bears": entry["bears"], "options": rules.options()[fact]}
            for fact, entry in rules.texts()["facts"].items()
        }
        super().__init__(
            lang,
            [toml.translations_of(rules.texts)],
            **{"measure": order[0], **choices},
            measures=measures,
            order=order,
            sides=random.sample(["privacy", "security"], k=2),
            gates=rules.gates(),
            facts=facts,
            answers=rules.texts()["answers"],
            outcomes=rules.texts()["outcomes"],
            decisions=[list(line) for line in rules.DECISIONS],
            law=notes,
            noted=rules.all_law_notes(),
            sources=rules.sources(case, [note["row"] for note in notes if "row" in note]),
            as_of=rules.texts()["as_of"],
        )

    @property
    def rows(self) -> pd.DataFrame:
        """One row for each measure and gate: ``answer``, ``reason``, and the answer ``after`` a change."""
        rows = []
        for measure in rules.measures():
            for gate in rules.GATES:
                key = f"{measure}/{gate}"
                answer, reason = self.rulings.get(key, ["", ""])
                rows.append((measure, gate, answer, reason, self.again.get(key, answer)))
        return pd.DataFrame(rows, columns=["measure", "gate", "answer", "reason", "after"])

    def outcome(self, measure: str, after: bool = False) -> tuple[str, str]:
        """Return what follows from the answers to a measure, at first or ``after`` a change, and the gate."""
        check_choice("measure", measure, rules.measures())
        rows = self.rows[self.rows["measure"] == measure]
        column = rows["after"] if after else rows["answer"]
        return rules.rule(dict(zip(rows["gate"], column, strict=True)))

    # -------------------------------------------------------------- forms without scripts

    def _facts(self, measure: str) -> list[str]:
        now = rules.facts(measure, self._changes(measure))
        names = {fact: self._said(entry["name"]) for fact, entry in rules.texts()["facts"].items()}
        words = {fact: self._said(rules.options()[fact][code]) for fact, code in now.items()}
        return [labelled(names[fact], words[fact]) for fact in now]

    def _changes(self, measure: str) -> dict[str, str]:
        start = f"{measure}/"
        changes = self.changed.items()
        return {key.removeprefix(start): code for key, code in changes if key.startswith(start)}

    def _asked(self, gate: str) -> str:
        entry = rules.gates()[gate]
        name = f"{entry['number']}. {self._said(entry['name'])}"
        return labelled(name, self._said(entry["question"]))

    def _follows(self, measure: str) -> str:
        """Return what follows from the answers to a measure; "" before all are given."""
        outcome, decides = self.outcome(measure)
        if outcome == "unfinished":
            return ""
        named = self._said(rules.gates()[decides]["name"]) if decides else ""
        return self._said(rules.texts()["outcomes"][outcome]).format(gate=named)

    def _noted(self, measure: str) -> list[tuple[str, str, str]]:
        """Return the notes on law for a measure: a line, its source, the address of that ("" if ours)."""
        now, lines = rules.facts(measure, self._changes(measure)), []
        for gate in rules.GATES:
            for note in rules.law(gate, now):
                name, status = rules.gates()[gate]["name"], STATUS[note["status"]]
                head = f"{self._said(name)}. {text(status)}"
                sentence = labelled(head, self._said(note["says"]))
                if source := self.sources.get(note.get("row", "")):
                    lines.append((sentence, naming.source_with_day(source), source["source_url"]))
                else:
                    lines.append((sentence, say("gates.page.ours"), ""))
        return lines

    def _questions(self, measure: str) -> list[str]:
        """Return the questions of both sides, the first side by chance."""
        return [self._said(asked) for side in self.sides for asked in rules.measures()[measure][side]]

    def _caution(self) -> str:
        return say("gates.page.advice", day=locale.date(self.as_of))

    def _html(self) -> str:
        """Return sheets to rule on with a pen, and the notes on law in parts that the reader opens."""
        later = text("Read this when you have ruled")
        heads = [text(name) for name in ("Question", "Answer", "My reason")]
        parts, notes = [paragraph(say("gates.page.fiction"))], []
        for measure in self.order:
            entry = rules.measures()[measure]
            facts = "".join(f"<li>{html.escape(fact)}</li>" for fact in self._facts(measure))
            name = html.escape(self._said(entry["name"]))
            mine = self.rows[self.rows["measure"] == measure].set_index("gate")
            blank = " / ".join(self._said(rules.texts()["answers"][code]) for code in rules.ANSWERS)
            answers = [
                self._said(rules.texts()["answers"][mine["answer"][gate]]) if mine["answer"][gate] else blank
                for gate in rules.GATES
            ]
            sheet = pd.DataFrame(
                zip(map(self._asked, rules.GATES), answers, mine["reason"][list(rules.GATES)], strict=True),
                columns=heads,
            )
            story = paragraph(self._said(entry["story"]))
            head = f"<p><b>{name}</b></p>{story}<ul>{facts}</ul>"
            follows = paragraph(self._follows(measure)) if self._follows(measure) else ""
            parts.append(f'{head}<div class="enclair-sheet-of-reasons">{html_table(sheet)}</div>{follows}')
            items = ""
            for sentence, source, url in self._noted(measure):
                cited = links_html(source, url) if url else html.escape(source)
                items += f"<li>{html.escape(sentence)} ({cited})</li>"
            asked = "".join(f"<li>{html.escape(one)}</li>" for one in self._questions(measure))
            other = f"<p><b>{html.escape(text(ASKS))}</b></p>"
            body = f"<ul>{items}</ul>{other}<ul>{asked}</ul>{paragraph(self._caution())}"
            summary = f"<summary>{html.escape(later)} ({name})</summary>"
            waits = "" if f"{measure}/{rules.GATES[-1]}" in self.rulings else " data-waits"
            notes.append(f'<details class="enclair-answers"{waits}>{summary}{body}</details>')
        return _STYLE + "".join([*parts, *notes])

    def _count(self) -> str:
        ruled = sum(f"{measure}/{rules.GATES[-1]}" in self.rulings for measure in rules.measures())
        return text("{ruled} of {all} measures ruled on").format(ruled=ruled, all=len(rules.measures()))
