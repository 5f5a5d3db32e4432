"""The questions before and after the course: form A in lesson 0, form B at the exit of lesson 7."""

import html
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
import traitlets

from enclair.figures import style
from enclair.figures.block import Words
from enclair.lessons.start_here import exports, instrument
from enclair.lessons.start_here.instrument import INSTRUMENT
from enclair.text import locale
from enclair.text.locale import N_, capitalized, sentences, text
from enclair.views.banner import banner
from enclair.views.view import OneOf, View, bullets, paragraph

say = sentences(__package__)

#: So notebooks of before call the box of a case.
cover = banner

HEADS = N_(("Question", "My answer", "How sure, of 100"))

#: On paper there is room to write.
_STYLE = style.style_sheet(__package__, "survey.twin.css")


def _items(view: "Survey") -> Iterable[str]:
    return view.asked.items


class Survey(View):
    """The questions of one form. Answers stay in this object until its student writes them somewhere.

    Which answers are right is not told: the lessons tell it.

    >>> survey = Survey(form="A")
    >>> survey.answers, survey.sure = {"court": "d"}, {"court": 50}
    >>> survey.done
    ['court']
    """

    VIEW = "survey"
    SENTENCES = "survey"

    form = OneOf(instrument.FORMS, "A", help="A (before) or B (after).")
    answers: Any = traitlets.Dict(
        OneOf(instrument.LETTERS), key_trait=OneOf(_items), help="The letter chosen for each question."
    )
    sure: Any = traitlets.Dict(
        OneOf(INSTRUMENT.sure), key_trait=OneOf(_items), help="How sure, of 100, for each question."
    )
    written: Any = traitlets.Dict(
        traitlets.Unicode(),
        key_trait=OneOf(lambda view: view.asked.tasks),
        help="The answers in words; they are in no export.",
    )
    items: Any = traitlets.List(help="The questions, without what is right.")
    tasks: Any = traitlets.List(help="What is answered in words, with the points.")
    levels: Any = traitlets.List(help="How sure one can be: of 100, and in words.")
    most = traitlets.Int(instrument.LONGEST, help="How many characters an answer in words may have.")

    def __init__(self, form: str = "A", lang: str = "") -> None:
        self.asked = instrument.form(form)
        super().__init__(
            lang,
            [locale.translations_of(partial(instrument.page, form))],
            form=form,
            **instrument.page(form),
        )

    @property
    def done(self) -> list[str]:
        """The questions that are answered in both parts."""
        return instrument.answered(self.asked, self.answers, self.sure)

    def _count(self) -> str:
        message = text("form {form}: {done} of {all} questions answered")
        return message.format(form=self.form, done=len(self.done), all=len(self.asked.items))

    def _boxes(self, mine: object, choices: dict[Any, str]) -> list[str]:
        return [f"{'☒' if choice == mine else '☐'} {words}" for choice, words in choices.items()]

    def _points(self, task: instrument.Task, box: str = "") -> str:
        """Return what earns how many points, as a list."""
        most = len(task.scale) - 1
        return bullets(
            box + say("survey.page.points", points=points, most=most, words=self._said(words))
            for points, words in enumerate(task.scale)
        )

    def _html(self) -> str:
        items = tasks = ""
        for item in self.asked.items.values():
            choices = {letter: f"{letter}) {self._said(words)}" for letter, words in item.choices.items()}
            levels = {share: f"{share} ({self._said(called)})" for share, called in INSTRUMENT.sure.items()}
            offered = bullets(self._boxes(self.answers.get(item.id), choices))
            sure = html.escape("\u2003".join(self._boxes(self.sure.get(item.id), levels)))
            asked = html.escape(text("How sure am I?"))
            items += f"<li>{html.escape(self._said(item.question))}{offered}{asked} {sure}</li>"
        for task in self.asked.tasks.values():
            mine = html.escape(self.written.get(task.id, "").strip())
            room = f'<div class="enclair-mine">{mine}</div>' if mine else '<div class="enclair-lines"></div>'
            counted = html.escape(say("survey.page.counted")) + self._points(task)
            tasks += f"<li>{html.escape(self._said(task.question))}{room}{counted}</li>"
        start = len(self.asked.items) + 1
        title = html.escape(text("What do I know, and how sure am I?"))
        return (
            f'{_STYLE}<div class="enclair-paper" lang="{self.lang}">'
            f"<p><strong>{title}</strong> ({html.escape(self._count())})</p>"
            f"{paragraph(say('survey.page.introduction'))}{paragraph(say('survey.page.scale'))}<ol>{items}</ol>"
            f'{paragraph(say("survey.page.written"))}<ol start="{start}">{tasks}</ol></div>'
        )

    def sheet(self) -> "Sheet":
        """Return the questions with what was answered, to be kept in the notebook (or printed).

        It is a picture of this moment: run the cell again after a change.
        """
        if not (self.answers or self.sure or any(words.strip() for words in self.written.values())):
            return Sheet(paragraph(say("survey.nothing")))
        rows = []
        for place, (name, item) in enumerate(self.asked.items.items(), 1):
            chosen = self._said(item.choices[self.answers[name]]) if name in self.answers else "–"
            rows.append([f"{place}. {self._said(item.question)}", chosen, self.sure.get(name, "–")])
        table = pd.DataFrame(rows, columns=[text(head) for head in HEADS])
        page = f"{paragraph(capitalized(self._count()))}{style.html_table(table)}"
        for place, task in enumerate(self.asked.tasks.values(), len(rows) + 1):
            mine = html.escape(self.written.get(task.id, "").strip() or "–")
            page += paragraph(f"{place}. {self._said(task.question)}")
            page += f'<div class="enclair-mine">{mine}</div>{self._points(task, "☐ ")}'
        return Sheet(f'{_STYLE}<div class="enclair-paper" lang="{self.lang}">{page}</div>')

    def export(self, code: str, folder: str | Path = ".") -> "Sheet":
        """Write the answers to the six questions to one small file, under a code that its student invents.

        Nothing else is in it: no name, no opinion, nothing that was written in words, no time. A file that
        exists is never written over. Form A and form B get the same ``code``.
        """
        exports.check_code(code)
        if not self.done:
            raise exports.ExportError(say("survey.not_exported"))
        words = exports.content(self.form, code, self.answers, self.sure)
        path = Path(folder) / exports.file_name(self.form, code)
        exports.write(path, words)
        place = {"name": path.name, "folder": exports.printable_name(str(path.parent))}
        counts = {"done": len(self.done), "all": len(self.asked.items)}
        where = say("survey.here" if str(path.parent) == "." else "survey.there", **place, **counts)
        sentences = (where, say("survey.contents"), say("survey.yours"))
        page = f"{''.join(map(paragraph, sentences))}<pre>{html.escape(words)}</pre>"
        return Sheet(f'<div lang="{self.lang}">{page}</div>', path)


@dataclass(frozen=True, repr=False)
class Sheet(Words):
    """What a student answered, or the file with it that was written to a path."""

    page: str
    path: Path | None = None

    def _repr_html_(self) -> str:
        return self.page
