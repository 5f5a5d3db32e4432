"""The questions before and after the course: form A in lesson 0, form B at the exit of lesson 7."""

import html
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd
import traitlets

from enclair.figures import style
from enclair.lessons.start_here import exports, instrument
from enclair.lessons.start_here.instrument import INSTRUMENT
from enclair.text import toml
from enclair.text.errors import ChoiceError
from enclair.text.locale import N_, bind_locale, capitalized, current_locale, text
from enclair.text.plain import plain_text
from enclair.text.toml import sentences
from enclair.views.traits import OneOf
from enclair.views.view import View, paragraph

say = sentences(__package__)

HEADS = N_(("Question", "My answer", "How sure, of 100"))

#: On paper there is room to write.
_STYLE = style.style_sheet(__package__, "survey.twin.css")


def _items(view: "Survey") -> Iterable[str]:
    return view.asked.items


class Survey(View):
    """The questions of one form. Answers stay in this object until its student writes them somewhere.

    Form A is asked in lesson 0, before anything is explained; form B, whose questions are parallel, at the
    exit of lesson 7. Which answers are right is not told: the lessons tell it, and
    `enclair.lessons.start_here.instrument.key` tells teachers.

    Parameters
    ----------
    form
        "A" (before) or "B" (after).
    lang
        "en" or "fr".

    Examples
    --------
    >>> survey = Survey(form="A")
    >>> survey.answers, survey.sure = {"court": "d"}, {"court": 50}
    >>> survey
    Survey(form A: 1 of 6 questions answered)
    """

    VIEW = "survey"
    TITLE = N_("What do I know, and how sure am I?")
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
            [toml.translations_of(self._shown)],
            form=form,
            items=[
                {"id": one.id, "question": one.question, "choices": [*map(list, one.choices.items())]}
                for one in self.asked.items.values()
            ],
            tasks=[
                {"id": one.id, "title": one.title, "question": one.question, "scale": list(one.scale)}
                for one in self.asked.tasks.values()
            ],
            levels=[*map(list, INSTRUMENT.sure.items())],
        )

    def _shown(self, lang: str) -> list[str]:
        return instrument.visible_sentences(self.asked, lang)

    @property
    def done(self) -> list[str]:
        """The questions that are answered in both parts."""
        return instrument.answered(self.asked, self.answers, self.sure)

    def _count(self) -> str:
        message = text("form {form}: {done} of {all} questions answered")
        return message.format(form=self.form, done=len(self.done), all=len(self.asked.items))

    def _boxes(self, mine: object, choices: dict[Any, str]) -> list[str]:
        return [f"{'☒' if choice == mine else '☐'} {words}" for choice, words in choices.items()]

    def _asks(self) -> list[tuple[str, list[str], str]]:
        """Return for each question what is asked, its choices with boxes, and the boxes for how sure."""
        rows = []
        for item in self.asked.items.values():
            choices = {letter: f"{letter}) {self._said(words)}" for letter, words in item.choices.items()}
            levels = {share: f"{share} ({self._said(called)})" for share, called in INSTRUMENT.sure.items()}
            sure = "\u2003".join(self._boxes(self.sure.get(item.id), levels))
            rows.append(
                (
                    self._said(item.question),
                    self._boxes(self.answers.get(item.id), choices),
                    f"{text('How sure am I?')} {sure}",
                )
            )
        return rows

    def _points(self, task: instrument.Task) -> list[str]:
        most = len(task.scale) - 1
        return [
            say("survey.page.points", points=points, most=most, words=self._said(words))
            for points, words in enumerate(task.scale)
        ]

    def _html(self) -> str:
        items = ""
        for question, choices, sure in self._asks():
            offered = "".join(f"<li>{html.escape(one)}</li>" for one in choices)
            items += f"<li>{html.escape(question)}<ul>{offered}</ul>{html.escape(sure)}</li>"
        tasks = ""
        for task in self.asked.tasks.values():
            mine = self.written.get(task.id, "").strip()
            room = (
                f'<div class="enclair-mine">{html.escape(mine)}</div>'
                if mine
                else '<div class="enclair-lines"></div>'
            )
            points = "".join(f"<li>{html.escape(one)}</li>" for one in self._points(task))
            counted = html.escape(say("survey.page.counted"))
            tasks += f"<li>{html.escape(self._said(task.question))}{room}{counted}<ul>{points}</ul></li>"
        start = len(self.asked.items) + 1
        return (
            f'{_STYLE}<div class="enclair-paper" lang="{self.lang}">'
            f"<p><strong>{html.escape(self._title())}</strong> ({html.escape(self._count())})</p>"
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
            letter, share = self.answers.get(name), self.sure.get(name)
            chosen = self._said(item.choices[letter]) if letter else "–"
            rows.append([f"{place}. {self._said(item.question)}", chosen, "–" if share is None else share])
        table = pd.DataFrame(rows, columns=[text(head) for head in HEADS])
        count = self._count()
        head = capitalized(count)
        page = f"{paragraph(head)}{style.html_table(table)}"
        for place, task in enumerate(self.asked.tasks.values(), len(rows) + 1):
            question = f"{place}. {self._said(task.question)}"
            mine = self.written.get(task.id, "").strip() or "–"
            points = "".join(f"<li>☐ {html.escape(one)}</li>" for one in self._points(task))
            page += (
                f'{paragraph(question)}<div class="enclair-mine">{html.escape(mine)}</div><ul>{points}</ul>'
            )
        return Sheet(f'{_STYLE}<div class="enclair-paper" lang="{self.lang}">{page}</div>')

    def export(self, code: str, folder: str | Path = ".") -> "Exported":
        """Write the answers to the six questions to one small file, under a code that its student invents.

        Nothing else is in it: no name, no opinion, nothing that was written in words, no time. A file that
        exists is never written over.

        Parameters
        ----------
        code
            4 to 30 letters, digits, blanks and hyphens; the same for form A and form B.
        folder
            Where the file is to stand.

        Raises
        ------
        ChoiceError
            If no question was answered in both parts, or the code does not fit.
        ExportError
            If nothing could be written.
        """
        exports.check_code(code)
        if not isinstance(folder, str | Path):
            raise ChoiceError(say("survey.folder", folder=instrument.short_repr(folder)))
        if not self.done:
            raise exports.ExportError(say("survey.not_exported"))
        words = exports.content(self.form, code, self.answers, self.sure)
        path = Path(folder) / exports.file_name(self.form, code)
        exports.write(path, words)
        return Exported(path, words, len(self.done), len(self.asked.items))


class Sheet:
    """What a student answered, as text and as HTML that needs no script."""

    def __init__(self, page: str) -> None:
        self._page = page

    def __repr__(self) -> str:
        return plain_text(self._page)

    def _repr_html_(self) -> str:
        return self._page


@bind_locale
class Exported:
    """What was written, and where."""

    def __init__(self, path: Path, words: str, done: int, every: int) -> None:
        self.path = path
        self._words, self.lang = words, current_locale()
        self._counts = {
            "done": done,
            "all": every,
            "name": path.name,
            "folder": exports.printable_name(str(path.parent)),
        }

    def _sentences(self) -> list[str]:
        where = "survey.here" if str(self.path.parent) == "." else "survey.there"
        return [say(where, **self._counts), say("survey.contents"), say("survey.yours")]

    def __repr__(self) -> str:
        return "\n".join([*self._sentences(), "", self._words.rstrip()])

    def _repr_html_(self) -> str:
        paragraphs = "".join(paragraph(sentence) for sentence in self._sentences())
        return f'<div lang="{self.lang}">{paragraphs}<pre>{html.escape(self._words)}</pre></div>'
