"""What a check says of an answer, and how that looks in a notebook.

The sentences stand in the ``.toml`` files of its lesson, those that all checks share in
``enclair/checks/*.toml``. A check knows English words alone: here, and nowhere else, the learner's words for
answers are read into English, and shown in the language of the notebook.
"""

import html
import re
from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeAlias

import pandas as pd
from pandas.api.types import is_any_real_numeric_dtype

from enclair.text import locale
from enclair.text.errors import NotesError, PlainError
from enclair.text.locale import bind_locale, current_locale, fold, labelled, text
from enclair.text.plain import MIME, plain_text

if TYPE_CHECKING:
    from enclair.case.model import Case

#: What a learner's code returns: it may be anything.
Answer: TypeAlias = Any
#: A check takes the answer, the case and its sentences. It returns the feedback of an answer that holds, or
#: None for the usual one, and raises `IncorrectAnswer` for any other answer: `answers.ask` one.
Pure = Callable[[Any, "Case", "FeedbackBuilder"], "Feedback | None"]

# ---------------------------------------------------------------- What a learner reads

# Hides the error by which a cell stops below a feedback that did not pass: only programs need it.
_CSS = files(__package__).joinpath("feedback.css").read_text(encoding="utf-8")
_QUIET = f'<style class="enclair-not-yet">\n{_CSS}</style>'


@dataclass(frozen=True)
@bind_locale
class Feedback:
    """What a learner reads about one answer."""

    passed: bool
    #: What is right, or the one thing that is not, with the reason. Never the answer itself.
    message: str
    #: Stable name of the idea behind a wrong answer, "not-answered" for an empty one, "" when passed.
    misconception: str = ""
    next_step: str = ""
    check: str = ""
    lang: str = field(default_factory=current_locale)
    #: The rule of a task whose answers come from a closed list ("" for any other): after two tries at one
    #: place it stands instead, so that trying alone does not find the answers.
    rule: str = ""
    #: Name of the sentence, where it is not that of the misconception.
    note: str = ""
    #: Where in the answer something is not right, and the answer as text: what tells a new try from an old.
    place: str = ""
    given: str = field(default="", compare=False)

    def __str__(self) -> str:
        return plain_text(self._page())

    def _page(self, is_begun: bool = True) -> str:
        # Text takes the colour of the page around it, so that it is as readable as the theme itself. Passed
        # and not yet differ by word, sign and line, not by colour. Before a try it tells only how to begin.
        line, sign = ("4px solid", "✓") if self.passed else ("4px dashed" if is_begun else "0", "○")
        word = text("Passed" if self.passed else "Not yet")
        verdict = f'<strong><span aria-hidden="true">{sign} </span>{word}.</strong> ' if is_begun else ""
        next_word, step = text("What to do next:"), html.escape(self.next_step)
        more = f'<p style="margin: 0;"><strong>{next_word}</strong> {step}</p>' if step else ""
        return (
            f'<div role="status" lang="{self.lang}" style="border-left: {line} currentColor; '
            "padding: 4px 12px; margin: 8px 0; max-width: 72ch; line-height: 1.5; "
            'color: var(--jp-content-font-color1, inherit);"><p style="margin: 0 0 4px;">'
            f"{verdict}{html.escape(self.message)}</p> {more}</div>"
        )

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        page = self._page(self.misconception != "not-answered" or self.note == "nothing-returned")
        data = {"passed": self.passed, "check": self.check, "misconception": self.misconception}
        data |= {"note": self.note} if self.note else {}
        return {"text/plain": str(self), "text/html": page if self.passed else page + _QUIET, MIME: data}


class CheckFailed(PlainError, AssertionError):  # noqa: N818 - a learner reads this name
    """An answer did not pass its check; in a notebook, below the feedback, it is one short line."""

    def __init__(self, feedback: Feedback) -> None:
        super().__init__(str(feedback))
        self.feedback = feedback

    def _render_traceback_(self) -> list[str]:
        return [text("Not yet: see above.", self.feedback.lang)]


# ---------------------------------------------------------------- What a check raises


class IncorrectAnswer(Exception):  # noqa: N818 - it is no error, and stops a check rather than a cell
    """An answer does not hold: ``note`` names the sentence, and the misconception if no other is named.

    ``found`` and ``fields`` fill its braces. What was found is also the place of what is wrong in a closed
    list, unless a field ``place`` says that more closely.
    """

    def __init__(self, note: str, found: object = "", misconception: str = "", **fields: object) -> None:
        super().__init__(note)
        self.note, self.misconception, self.fields = note, misconception or note, {"found": found, **fields}


# ---------------------------------------------------------------- The sentences of a check

#: The tables of sentences that any check may say, in the order in which they are looked through.
SHARED_TABLES = ("lines", "change", "drawing", "every_check")

#: How notes begin that reveal nothing of a closed list, so that they stand at every try: an answer that
#: cannot be read. A check names more in its table, as ``always``.
UNREADABLE = ("unknown-", "missing-", "repeated-", "not-a-", "not-three-")


def sentences(check: Pure, lang: str = "") -> dict[str, Any]:
    """Return the table of a check: words, answers, and notes of a ``message`` and a ``next_step``."""
    package, _, module = check.__module__.rpartition(".")
    return dict(locale.tables(package, module, lang)[check.__name__])


def shared_table(name: str) -> dict[str, Any]:
    """Return a table of sentences that every check may say."""
    return dict(locale.tables("enclair.checks", "answers")[name])


def with_shared(own: dict[str, Any]) -> Mapping[str, Any]:
    """Return what a check may say: its own notes and words, and those that any check may say."""
    return ChainMap(own, *map(shared_table, SHARED_TABLES))


def fold_text(words: str) -> str:
    """Return words without capitals, accents and needless blanks."""
    return " ".join(fold(words).split())


def short(value: object, limit: int = 120) -> str:
    """Return the first line of a value as text, at most ``limit`` signs, or its type if it has no text."""
    try:
        line = (str(value).strip() or repr(value)).splitlines()[0]
        line = re.sub(r"\bnp\.\w+\(([^()]*)\)", r"\1", line)  # NumPy's numbers as what they are
    except Exception:  # a class of the learner's own that fails to say what it is, or a number without end
        line = type(value).__name__
    return line if len(line) <= limit else f"{line[: limit - 1]}…"


def kind(value: object, is_part: bool = False) -> str:
    """Return what ``value`` is, in plain words with Python's own in brackets, and what is in a short list."""
    if isinstance(value, list | tuple) and 0 < len(value) <= 4 and not is_part:
        inside = text(", then ").join(kind(part, is_part=True) for part in value)
        return labelled(kind(value, is_part=True), inside)
    kinds = shared_table("kinds")
    key = next((parent.__name__ for parent in type(value).__mro__ if parent.__name__ in kinds), "other")
    if isinstance(value, Iterator):
        key = "iterator"
    if isinstance(value, pd.Series) and len(value):
        key = "blanks" if value.isna().any() else "numbers" if is_any_real_numeric_dtype(value) else key
    return str(kinds[key]).format(type=type(value).__name__)


def map_parts(value: Answer, change: Callable[[Any], Any], deepest: int = 4) -> Answer:
    """Return a value with ``change`` made to whatever stands in its lists, pairs and dictionaries."""
    if type(value) in (list, tuple) and deepest:  # a list may hold itself
        return type(value)(map_parts(part, change, deepest - 1) for part in value)
    if type(value) is dict and deepest:
        return {change(key): map_parts(part, change, deepest - 1) for key, part in value.items()}
    return change(value)


class FeedbackBuilder:
    """What one check says, in the `current_locale`."""

    def __init__(self, check: Pure) -> None:
        self._name = f"{check.__module__}.{check.__name__}"
        #: The table of the check in English and in the learner's language.
        self.english, self.own = sentences(check, "en"), sentences(check)
        #: The first line of the last value ("" before the first); a remark that follows `passed`.
        self.given = self.remark = ""
        #: What is said of a closed list after a few tries ("" for any other answer): see `Feedback`.
        self.rule: str = self.own.get("rule", "")
        pairs = [*zip(self.own.get("answers", ()), self.english.get("answers", ()), strict=True)]
        self._in_language: dict[str, str] = {fold_text(answer): word for word, answer in pairs}
        self._to_english = {fold_text(word): answer for word, answer in [*pairs, *self.own.get("also", ())]}

    def passed(self, *remarks: str, **fields: object) -> Feedback:
        """Return the feedback of an answer that holds; its ``remarks``, in the learner's language, follow."""
        feedback = self._build("passed", "", fields)
        return replace(feedback, message=" ".join(filter(None, [feedback.message, *remarks, self.remark])))

    def not_yet(self, wrong: IncorrectAnswer) -> Feedback:
        """Return the feedback on an answer that does not hold.

        A note without a sentence of its own has that of its first word, such as "unknown".
        """
        note = wrong.note
        sentence = note if note in with_shared(self.own) else note.partition("-")[0]
        feedback = self._build(sentence, wrong.misconception, wrong.fields)
        always = (*self.english.get("always", ()), *shared_table("every_check"))
        rule = "" if note.startswith(UNREADABLE) or note in always else self.rule
        place = short(wrong.fields.get("place") or wrong.fields["found"] or note)
        return replace(feedback, rule=rule, place=place, given=self.given)

    def behind(self, *codes: str) -> str:
        """Return the idea behind an answer, by the rows ``behind`` in the table of the check; "" for none."""
        rows = self.english["behind"]
        return next((idea for *row, idea in rows if row == [*codes]), "")

    def in_english(self, value: Answer) -> Answer:
        """Return ``value`` with every answer in it in English, also within lists, tuples and dictionaries."""

        def change(part: Answer) -> Answer:
            return self._to_english.get(fold_text(part), part) if isinstance(part, str) else part

        return map_parts(value, change) if self._to_english else value

    def _shown(self, value: object) -> str:
        """Return the text of a value, an answer in the learner's language, also within a list."""
        line = short(value)
        inside = re.sub(
            r"'([^']*)'", lambda match: f"'{self._in_language.get(fold_text(match[1]), match[1])}'", line
        )
        return self._in_language.get(fold_text(line), inside)

    def _build(self, key: str, misconception: str, fields: Mapping[str, object]) -> Feedback:
        """Return a feedback in the check's own words for it, or else in those of every check."""
        # A hint is a sentence of ours, which is not cut.
        filled = {name: str(item) if name == "hint" else self._shown(item) for name, item in fields.items()}
        notes = with_shared(self.own)
        try:
            message, step = (
                notes[key].get(part, "").format(**{**notes, **filled}) for part in ("message", "next_step")
            )
        except (LookupError, ValueError, AttributeError) as error:
            raise NotesError(f"{self._name}: the sentence {key} cannot be said: {error!r}.") from error
        other = key if misconception and key != misconception else ""
        return Feedback(not misconception, message, misconception, step, note=other)
