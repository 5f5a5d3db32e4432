"""What a check says of an answer, in one language, and how it reads the words of a learner.

Learners answer in the language of their notebook. A check knows English words alone: those that are answers
stand in its table, as ``answers = [...]``, and in the catalogue under the context "answer"; here, and nowhere
else, they are read back into English, and told in the learner's language.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from enclair.case.filters import fold
from enclair.checks import notes
from enclair.checks.feedback import Feedback
from enclair.checks.values import is_empty, kind, short, without_quotation_marks
from enclair.text.errors import NotesError
from enclair.text.locale import text

#: The misconception behind a wrong answer, and the word in question ("" if none).
Slip = tuple[str, str]
NO_SLIP: Slip = ("", "")

#: How deep in lists, pairs and dictionaries an answer may stand.
DEEPEST = 4

#: How names of misconceptions begin that say only that an answer cannot be read: they tell nothing about what
#: is right, so they are told at every try.
FORM = ("unknown-", "missing-", "repeated-", "not-a-", "not-three-")
FORM_NAMES = ("letters-together", "swapped", "blank-copied", "card-used-twice")
#: What is wrong with a number beside a word of a closed list: numbers cannot be found by trying.
NUMBERS = (
    *("rest-taken", "rest-of-an-accuracy", "part-not-percent", "divided-the-other-way", "wrong-percent"),
    *("before-minus-after", "share-not-points", "answers-not-points", "wrong-points"),
)


def is_form(note: str) -> bool:
    """Return whether a note tells nothing of a closed list: no answer to read, or a number that is wrong."""
    shared = notes.section(notes.SHARED, "every_check").notes
    return note.startswith(FORM) or note in (*FORM_NAMES, *NUMBERS) or note in shared


def same(words: str) -> str:
    """Return ``words`` without what makes no other answer: capitals, accents, needless blanks."""
    return " ".join(fold(words).split())


class Voice:
    """What one check says, in one language.

    Its sentences stand in the table with its name, in the ``.toml`` file beside its module; those that all
    checks share, in ``answers.toml``.

    Parameters
    ----------
    check
        The function that checks.
    lang
        "en" or "fr".
    """

    def __init__(self, check: Callable[..., Feedback], lang: str) -> None:
        self.lang = lang
        self._remarks: list[str] = []
        self._own = notes.section(check.__module__, check.__name__)
        told = {answer: text(answer, lang, "answer") for answer in self._own.answers}
        self._told = {same(answer): said for answer, said in told.items()}
        self._meant = {same(said): answer for answer, said in told.items()}

    @property
    def expected(self) -> str:
        """What kind of answer the check expects."""
        return self.word("expected")

    def passed(self, *remarks: str, **fields: object) -> Feedback:
        """Return the feedback of an answer that holds.

        ``remarks`` are sentences, translated already, that follow the message: where more than one answer
        can be defended, they say what speaks for the one given. ``fields`` fill the braces of its sentences.
        """
        feedback = self._say("passed", "", fields)
        return replace(feedback, message=" ".join([feedback.message, *remarks, *self._remarks]))

    @property
    def changed(self) -> bool:
        """Whether the learner's function changed what it received."""
        return bool(self._remarks)

    def remark(self, key: str) -> None:
        """Keep the shared remark ``key``, to be told once if the answer holds."""
        said = notes.section(notes.SHARED, "remarks").word(key)
        self._remarks = [text(said, self.lang)]

    def word(self, key: str) -> str:
        """Return the check's own words ``key`` in the learner's language."""
        return text(self._own.word(key), self.lang)

    def words(self, start: str) -> list[tuple[str, str]]:
        """Return the check's own words whose keys begin with ``start``, translated and as they stand."""
        return [
            (text(said, self.lang), said) for key, said in self._own.words.items() if key.startswith(start)
        ]

    def not_yet(self, note: str, misconception: str = "", /, **fields: object) -> Feedback:
        """Return the feedback that names a misconception, by default the one with the name of the note.

        Where the answers come from a closed list, it carries the ``rule`` of the check: see `Feedback`.
        """
        feedback = self._say(note, misconception or note, fields)
        rule = "" if is_form(note) else self._own.words.get("rule", "")
        return replace(feedback, rule=rule and text(rule, self.lang))

    def judge(self, slip: Slip, **fields: object) -> Feedback:
        """Return the feedback that names a slip; for none, that of an answer that holds."""
        misconception, what = slip
        return self.not_yet(misconception, found=what) if misconception else self.passed(**fields)

    def wrong_type(self, found: object) -> Feedback:
        """Return the feedback for a value of the wrong type."""
        return self.not_yet("wrong-type", found=kind(found, self.lang))

    def empty(self, found: object) -> Feedback:
        """Return the feedback for a value in which there is nothing."""
        return self.not_yet("empty-answer", found=kind(found, self.lang))

    def blank_part(self, parts: Sequence[object]) -> Feedback:
        """Return the feedback for several values of which one is blank: which, counted from 1."""
        return self.not_yet("blank-part", found=[is_empty(each) for each in parts].index(True) + 1)

    def text_not_number(self, found: object) -> Feedback:
        """Return the feedback for a text where a number is expected."""
        return self.not_yet("text-not-number", found=found)

    def unfit(self, found: Any, fits: Callable[[Any], bool]) -> Feedback:
        """Return the feedback for a value for which ``fits`` does not hold: what it is, or its oddity."""
        if isinstance(found, Iterator):
            return self.not_yet("iterator-not-values", found=kind(found, self.lang))
        bare, quoted_number = without_quotation_marks(found)
        return self.text_not_number(quoted_number) if quoted_number and fits(bare) else self.wrong_type(found)

    def understood(self, value: Any, deepest: int = DEEPEST) -> Any:
        """Return ``value`` with every answer in it in English, also within lists, tuples and dictionaries."""
        if isinstance(value, str):
            return self._meant.get(same(value), value)
        if not self._meant or not deepest:
            return value
        if type(value) in (list, tuple):
            return type(value)(self.understood(each, deepest - 1) for each in value)
        if type(value) is dict:
            pairs = value.items()
            return {self.understood(key, 0): self.understood(each, deepest - 1) for key, each in pairs}
        return value

    def _shown(self, value: object) -> str:
        """Return the text of a value, an answer in the learner's language, also within a list."""
        whole = short(value)
        inside = re.sub(r"'([^']*)'", lambda found: f"'{self._told.get(same(found[1]), found[1])}'", whole)
        return self._told.get(same(whole), inside)

    def _say(self, key: str, misconception: str, fields: Mapping[str, object]) -> Feedback:
        """Return a feedback in the check's own words for it, or else in those of every check."""
        shared = notes.section(notes.SHARED, "every_check")
        section = self._own if key in self._own.notes or key not in shared.notes else shared
        note = section.note(key)
        fields = {**fields, **({"expected": self.expected} if "expected" in self._own.words else {})}
        try:
            # A hint is a sentence of ours, told whole.
            filled = {name: value if name == "hint" else self._shown(value) for name, value in fields.items()}
            message = text(note.message, self.lang).format(**filled)
            next_step = text(note.next_step, self.lang).format(**filled)
        except (LookupError, ValueError, AttributeError) as error:
            raise NotesError(
                text(
                    "{file}: [{name}.{key}], or its {lang} translation, has braces that cannot be "
                    "filled: {error}. What can stand in braces here: {found}."
                ).format(
                    file=section.file,
                    name=section.name,
                    key=key,
                    lang=self.lang,
                    error=error,
                    found=", ".join(fields) or text("nothing"),
                )
            ) from error
        other = key if misconception and key != misconception else ""
        return Feedback(not misconception, message, misconception, next_step, lang=self.lang, note=other)
