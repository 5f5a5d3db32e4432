"""Sheets of who sees what in four designs of a messenger: a prediction for each cell, then the reason."""

import html
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

import pandas as pd
import traitlets

from enclair.figures.style import html_table, style_sheet
from enclair.lessons.what_can_the_server_see import visibility as rules
from enclair.text import toml
from enclair.text.locale import labelled, text
from enclair.views.traits import OneOf, check_names
from enclair.views.view import View, paragraph

#: On paper nothing can be opened, and the answers stand on a sheet of their own.
_STYLE = style_sheet(__package__, "grid.twin.css")


class PredictionGrid(View):
    """Cells to predict; a cell that is predicted tells its answer with the reason. Nothing is marked.

    Attributes
    ----------
    OFS
        The parties or the requests: the middle part of the key of a cell, such as "e2ee/server/text".
    CHOICES
        The traits that a caller may set.
    TABLES
        The tables of ``[visibility]`` that are said here alone.
    PLACE
        Which of their two names the answers have here.
    """

    VIEW = "grid"
    SENTENCES = "visibility"
    OFS: ClassVar[dict[str, tuple[str, str]]]
    CHOICES: ClassVar[tuple[str, ...]]
    TABLES: ClassVar[tuple[str, ...]]
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

    def __init__(self, lang: str, choices: dict[str, Any], more: Iterable[str], **state: Any) -> None:
        check_names(type(self).__name__, choices, self.CHOICES)
        phrases: dict[str, int] = {}
        answers = self._answers(phrases)
        levels = {code: [shape, names[self.PLACE]] for code, (shape, *names) in rules.LEVELS.items()}
        super().__init__(
            lang,
            [*(name for _, name in levels.values()), *more, toml.translations_of(self._own_texts)],
            designs=rules.DESIGNS,
            kinds=rules.KINDS,
            ofs=self.OFS,
            levels=levels,
            answers=answers,
            phrases=list(phrases),
            **choices,
            **state,
        )

    def _own_texts(self, lang: str) -> list[Any]:
        """Return the sentences of the page in ``lang``."""
        tables = rules.texts(lang)
        return [tables[name] for name in ("designs", "kinds", "ideas", *self.OFS, *self.TABLES)]

    def _answers(self, phrases: dict[str, int]) -> dict[str, Any]:
        """Return the answer of each cell, with sentences as places in ``phrases``, which it fills."""

        def place(sentence: str) -> int:
            return phrases.setdefault(sentence, len(phrases))

        answers = {}
        for design, of, kind in self.cells():
            level, reason = rules.answer(design, of, kind)
            behind = {guess: rules.idea(design, of, kind, guess) for guess in rules.LEVELS}
            ideas = {guess: place(idea["says"]) for guess, idea in behind.items() if idea}
            answers[f"{design}/{of}/{kind}"] = [level, place(reason), ideas]
        return answers

    def cells(self) -> Iterator[tuple[str, str, str]]:
        """Return the design, the party or request, and the kind of data of each cell."""
        return ((design, of, kind) for design in rules.DESIGNS for of in self.OFS for kind in rules.KINDS)

    @property
    def rows(self) -> pd.DataFrame:
        """One row a cell: its codes, the prediction (``mine``) and, where there is one, answer and reason."""
        rows = []
        for design, of, kind in self.cells():
            mine = self.predictions.get(f"{design}/{of}/{kind}", "")
            answer = rules.answer(design, of, kind) if mine else ("", "")
            rows.append((design, of, kind, mine, *answer))
        return pd.DataFrame(rows, columns=["design", "of", "kind", "mine", "answer", "reason"])

    def _sheets(self) -> Iterator[tuple[str, dict[tuple[str, str], str]]]:
        """Return the sheets of the forms without scripts: a heading, and the columns (design, of) by name."""
        raise NotImplementedError

    def _around(self) -> list[str]:
        """Return what stands before the sheets."""
        raise NotImplementedError

    def _after(self, columns: dict[tuple[str, str], str]) -> list[str]:
        """Return what is told under a sheet once something on it is predicted."""
        return []

    def _named(self, names: tuple[str, str]) -> str:
        return labelled(*map(self._said, names))

    def _level(self, level: str) -> str:
        shape, *names = rules.LEVELS[level]
        return f"{shape} {text(names[self.PLACE])}"

    def _predictions(self, columns: dict[tuple[str, str], str]) -> Iterator[str]:
        """Yield a line for each predicted cell of a sheet: the prediction, the answer, the reason."""
        for (design, of), column in columns.items():
            for kind, (name, _) in rules.KINDS.items():
                if mine := self.predictions.get(f"{design}/{of}/{kind}"):
                    level, reason = rules.answer(design, of, kind)
                    yours = text("you: {answer}").format(answer=self._level(mine))
                    yield " | ".join([column, self._said(name), yours, self._level(level), reason])

    def _count(self) -> str:
        message = text("{predicted} of {all} cells predicted")
        return message.format(predicted=len(self.predictions), all=len(self.answers))

    def _html(self) -> str:
        """Return the sheets as HTML: empty ones to fill in, the answers in parts that the reader opens."""
        shapes = "\u2003".join(shape for shape, *_ in rules.LEVELS.values())
        legend = " · ".join(self._level(level) for level in rules.LEVELS)
        later = html.escape(text("Read this after you have predicted"))
        kinds = {kind: self._said(name) for kind, (name, _) in rules.KINDS.items()}
        head = text("Kind of data")
        blank, predicted = [], []
        for heading, columns in self._sheets():
            empty = pd.DataFrame({head: list(kinds.values())} | dict.fromkeys(columns.values(), shapes))
            full = pd.DataFrame({head: list(kinds.values())})
            for (design, of), called in columns.items():
                answers = [rules.answer(design, of, kind) for kind in kinds]
                full[called] = [labelled(self._level(level), why) for level, why in answers]
            title = html.escape(heading)
            after = "".join(map(paragraph, self._after(columns)))
            mine = "".join(paragraph(sentence) for sentence in self._predictions(columns))
            mine += after if mine else ""
            blank.append(f'<div class="enclair-blank"><p><b>{title}</b></p>{html_table(empty)}{mine}</div>')
            summary = f"<summary>{later} ({title})</summary>"
            waits = (
                f'<details class="enclair-answers" data-waits>{summary}{html_table(full)}{after}</details>'
            )
            predicted.append(waits)
        around = "".join(map(paragraph, (*self._around(), legend)))
        return _STYLE + around + "".join([*blank, *predicted])
