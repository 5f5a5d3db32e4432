"""Sheets of who sees what in four designs of a messenger: a prediction for each cell, then the reason."""

import html
from collections.abc import Iterator
from typing import Any, ClassVar

import pandas as pd
import traitlets

from enclair.figures.style import html_table, style_sheet
from enclair.lessons.what_can_the_server_see import visibility as rules
from enclair.text import locale
from enclair.text.locale import labelled, text
from enclair.views.view import OneOf, View, check_choices, paragraph

#: On paper nothing can be opened, and the answers stand on a sheet of their own.
_STYLE = style_sheet(__package__, "grid.twin.css")

#: Codes with the name and the description of each.
Named = dict[str, tuple[str, str]]


class PredictionGrid(View):
    """Cells to predict; a cell that is predicted tells its answer with the reason. Nothing is marked."""

    VIEW = "grid"
    SENTENCES = "visibility"
    #: The parties or the requests: the middle part of the key of a cell, such as "e2ee/server/text".
    OFS: ClassVar[Named]
    #: What has a sheet each on paper, and what its columns are: the designs, and the above, or the reverse.
    SHEETS: ClassVar[Named]
    COLUMNS: ClassVar[Named]
    #: The traits that a caller may set.
    CHOICES: ClassVar[tuple[str, ...]]
    #: Which of their two names the answers have here.
    PLACE: ClassVar[int]

    predictions: Any = traitlets.Dict(
        OneOf(rules.LEVELS),
        key_trait=OneOf(lambda view: ["/".join(cell) for cell in view.cells()]),
        help='The student\'s predictions, such as {"e2ee/server/text": "no"}; they stay in this notebook. '
        "Set it as a whole.",
    )
    designs = traitlets.Dict(help="The designs: name and description.")
    kinds = traitlets.Dict(help="The kinds of data: name and description.")
    ofs = traitlets.Dict(help="The parties or the requests: name and description.")
    levels = traitlets.Dict(help="The answers: shape and name.")
    answers: Any = traitlets.Dict(
        help="By cell: the answer, the reason and, by prediction, the idea behind it, as places in `phrases`."
    ).tag(shared=True)
    phrases: Any = traitlets.List(help="Each sentence of the answers, once.").tag(shared=True)

    def __init__(self, lang: str, choices: dict[str, Any], **state: Any) -> None:
        check_choices(type(self).__name__, choices, self.CHOICES)
        phrases: dict[str, int] = {}
        answers = self._answers(phrases)
        levels = {code: [shape, names[self.PLACE]] for code, (shape, *names) in rules.LEVELS.items()}
        super().__init__(
            lang,
            [*(name for _, name in levels.values()), locale.translations_of(rules.texts)],
            designs=rules.DESIGNS,
            kinds=rules.KINDS,
            ofs=self.OFS,
            levels=levels,
            answers=answers,
            phrases=list(phrases),
            **choices,
            **state,
        )

    def _answers(self, phrases: dict[str, int]) -> dict[str, Any]:
        """Return the answer of each cell, with sentences as places in ``phrases``, which it fills."""

        def place(sentence: str) -> int:
            return phrases.setdefault(sentence, len(phrases))

        answers = {}
        for cell in self.cells():
            level, reason = rules.answer(*cell)
            behind = {guess: rules.idea(*cell, guess) for guess in rules.LEVELS}
            ideas = {guess: place(idea["says"]) for guess, idea in behind.items() if idea}
            answers["/".join(cell)] = [level, place(reason), ideas]
        return answers

    def cells(self) -> Iterator[tuple[str, str, str]]:
        """Return the design, the party or request, and the kind of data of each cell."""
        return ((design, of, kind) for design in rules.DESIGNS for of in self.OFS for kind in rules.KINDS)

    def _around(self) -> list[str]:
        """Return what stands before the sheets."""
        raise NotImplementedError

    def _after(self, sheet: str) -> list[str]:
        """Return what is told under a sheet once something on it is predicted."""
        return []

    def _named(self, names: tuple[str, str]) -> str:
        return labelled(*map(self._said, names))

    def _level(self, level: str) -> str:
        shape, *names = rules.LEVELS[level]
        return f"{shape} {text(names[self.PLACE])}"

    def _html(self) -> str:
        """Return the sheets as HTML: empty ones to fill in, the answers in parts that the reader opens."""
        around = [*self._around(), " · ".join(map(self._level, rules.LEVELS))]
        blank, answered = zip(*map(self._sheet, self.SHEETS), strict=True)
        return _STYLE + "".join([*map(paragraph, around), *blank, *answered])

    def _sheet(self, sheet: str) -> tuple[str, str]:
        """Return a sheet to fill in, with what is predicted on it, and the same one with all answers."""
        shapes = "\u2003".join(shape for shape, *_ in rules.LEVELS.values())
        kinds = [self._said(name) for name, _ in rules.KINDS.values()]
        empty, full = ({text("Kind of data"): kinds} for _ in "ab")
        mine = ""
        for code, (name, _) in self.COLUMNS.items():
            column = self._said(name)
            design, of = (sheet, code) if self.SHEETS is rules.DESIGNS else (code, sheet)
            reasons = (rules.answer(design, of, kind) for kind in rules.KINDS)
            answers = [(self._level(level), why) for level, why in reasons]
            empty[column], full[column] = [shapes] * len(kinds), [labelled(*answer) for answer in answers]
            for kind, called, answer in zip(rules.KINDS, kinds, answers, strict=True):
                if guess := self.predictions.get(f"{design}/{of}/{kind}"):
                    yours = text("you: {answer}").format(answer=self._level(guess))
                    mine += paragraph(" | ".join([column, called, yours, *answer]))
        title = html.escape(self._named(self.SHEETS[sheet]))
        after = "".join(map(paragraph, self._after(sheet)))
        name = html.escape(self._said(self.SHEETS[sheet][0]))
        later = html.escape(text("Read this after your answer"))
        return (
            f'<div class="enclair-blank"><p><b>{title}</b></p>{html_table(pd.DataFrame(empty))}'
            f"{mine}{after if mine else ''}</div>",
            f'<details class="enclair-answers" data-no-text><summary>{later} ({name})</summary>'
            f"{html_table(pd.DataFrame(full))}{after}</details>",
        )
