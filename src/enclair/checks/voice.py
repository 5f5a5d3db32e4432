"""What a check says of an answer, in one language, and how it reads the words of a learner.

Learners answer in the language of their notebook. A check knows English words alone: those that are answers
stand in its table, as ``answers = [...]``, in every language; here, and nowhere else, they are read back into
English, and told in the learner's language.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from operator import eq
from typing import TYPE_CHECKING, Any

from enclair.case.filters import fold
from enclair.checks import notes, source
from enclair.checks.feedback import Feedback
from enclair.checks.values import ARRAYS, Answer, kind, number_in, short, unquoted_numbers
from enclair.text.errors import NotesError
from enclair.text.locale import spoken, text

if TYPE_CHECKING:
    from enclair.case.model import Case

#: A check takes the answer, the case and its voice. It gives the feedback of an answer that holds, and raises
#: `NotYet` for any other: `ask` one.
Pure = Callable[[Any, "Case", "Voice"], Feedback]

#: The tables of sentences that any check may say, in the order in which they are looked through.
SHARED_TABLES = ("lines", "change", "drawing", "every_check")

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


class NotYet(Exception):  # noqa: N818 - it is no error, and stops a check rather than a cell
    """An answer does not hold.

    Parameters
    ----------
    note
        Name of the sentence that says why.
    found
        What was found: it fills the braces of the sentence, as ``fields`` do. It is also the place of what is
        wrong in a closed list, unless a field ``place`` says that more closely.
    misconception
        Name of the idea behind it, by default that of the note.
    """

    def __init__(self, note: str, found: object = "", misconception: str = "", **fields: object) -> None:
        super().__init__(note)
        self.note, self.misconception, self.fields = note, misconception or note, {"found": found, **fields}


def refuse(misconception: str, found: object = "") -> None:
    """Raise `NotYet` if there is a misconception."""
    if misconception:
        raise NotYet(misconception, found)


def slip(
    found: object, slips: Mapping[str, object], other: str, same: Callable[[Any, Any], bool] = eq
) -> str:
    """Return the first misconception of ``slips`` that gives what was ``found``, or ``other`` if none does.

    Under "" stands what holds. ``same`` says whether two values agree.
    """
    return next((name for name, result in slips.items() if same(found, result)), other)


def ask(check: Pure, answer: Answer, case: "Case") -> Feedback:
    """Return what a check says of an answer."""
    say = Voice(check)
    try:
        return check(answer, case, say)
    except NotYet as why:
        why = _behind(answer, why)
        feedback = say.not_yet(why.note, why.misconception, **why.fields)
        return replace(
            feedback, place=short(why.fields.get("place") or why.fields["found"] or why.note), given=say.given
        )


def one_at_a_time(check: Pure, answer: Answer, case: "Case") -> Feedback:
    """Return that a check judges no more answers while this cell runs."""
    return Voice(check).not_yet("one-at-a-time")


#: What is told whatever stands in the lines of the function: there is no value that they gave.
NO_VALUE = (
    *("not-answered", "nothing-returned", "print-is-not-return", "wrong-parameters", "not-a-function"),
    *("cell-did-not-run", "cell-is-no-python", "def-is-gone", "empty-answer"),
)
#: What is told of a value of another form, or of none, where commas within a number may be behind it.
OF_FORM = ("wrong-type", "not-a-pair", "answer-raised", "raised-on-other-table")


def _behind(answer: Answer, why: NotYet) -> NotYet:
    """Return the slip in the lines of a learner's function that is behind what is told, or what is told."""
    if why.note in NO_VALUE or not (tree := source.tree_of(answer)):
        return why
    if why.note in OF_FORM and (number := source.comma_number(source.source_of(answer))):
        return NotYet("comma-in-number", number, written=source.ways_to_write(number))
    if source.has_caret(tree):
        return NotYet("caret-is-not-power")
    if source.returns_in_loop(tree):
        return NotYet("return-in-loop")
    name = source.method_not_called(tree)
    return NotYet("method-not-called", name) if name else why


def _apart(words: str) -> tuple[object, ...]:
    """Return what commas or semicolons separate in a text, each as a number if it says one.

    >>> _apart("(2, 4, F)")
    (2, 4, 'F')
    """
    parts = [part.strip(" \"'") for part in re.split("[,;]", words.strip("()[] "))]
    numbers = [number_in(part) for part in parts]
    return tuple(part if number is None else number for part, number in zip(parts, numbers, strict=True))


def normalized(words: str) -> str:
    """Return ``words`` normalised for comparison: without capitals, accents, needless blanks."""
    return " ".join(fold(words).split())


class Voice:
    """What one check says, in the language that is `spoken`.

    Its sentences stand in the table with its name, in the ``.toml`` files beside its module; those that all
    checks share, in ``enclair/checks/*.toml``.

    Parameters
    ----------
    check
        The function that checks.
    """

    def __init__(self, check: Pure) -> None:
        self._remarks: list[str] = []
        #: The answer as text.
        self.given = ""
        english, self._own = (
            notes.section(check.__module__, check.__name__, lang) for lang in ("en", spoken())
        )
        self._english = english.words
        #: What is told of a closed list after a few tries ("" for any other answer): see `Feedback`.
        self.rule = self._own.words.get("rule", "")
        answers = dict(zip(english.answers, self._own.answers, strict=True))
        self._in_language = {normalized(answer): word for answer, word in answers.items()}
        self._to_english = {normalized(word): answer for answer, word in answers.items()}

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
        self._remarks = [notes.section(notes.SHARED, "remarks").word(key)]

    def word(self, key: str) -> str:
        """Return the check's own words ``key`` in the learner's language."""
        return self._own.word(key)

    def words(self, start: str) -> list[tuple[str, str]]:
        """Return the check's own words whose keys begin with ``start``, in its language and in English."""
        return [(word, self._english[key]) for key, word in self._own.words.items() if key.startswith(start)]

    def not_yet(self, note: str, misconception: str = "", /, **fields: object) -> Feedback:
        """Return the feedback that names a misconception, by default the one with the name of the note."""
        if note == "text-not-number":
            fields["written"] = source.ways_to_write(str(fields["found"]))
        feedback = self._say(note, misconception or note, fields)
        return replace(feedback, rule="" if is_form(note) else self.rule)

    def wrong_type(self, found: object) -> NotYet:
        """Return what to raise for a value of the wrong type."""
        return NotYet("wrong-type", kind(found))

    def need(self, found: Answer, fits: Callable[[Any], bool]) -> None:
        """Raise `NotYet` for a value for which ``fits`` does not hold: what it is, or its oddity."""
        if fits(found):
            return
        if isinstance(found, Iterator):
            raise NotYet("iterator-not-values", kind(found))
        bare, quoted_number = unquoted_numbers(found)
        if quoted_number and fits(bare):
            raise NotYet("text-not-number", quoted_number)
        if isinstance(found, str) and len(parts := _apart(found)) > 1 and fits(parts):
            raise NotYet("several-in-one-text", found)
        if isinstance(found, set | frozenset) and fits([*found]):
            raise NotYet("set-not-list")
        several = found.tolist() if isinstance(found, ARRAYS) else found
        if isinstance(several, list | tuple) and len(several) == 1 and fits(several[0]):
            raise NotYet("one-in-a-list")
        raise self.wrong_type(found)

    def in_english(self, value: Answer, deepest: int = DEEPEST) -> Answer:
        """Return ``value`` with every answer in it in English, also within lists, tuples and dictionaries."""
        if isinstance(value, str):
            return self._to_english.get(normalized(value), value)
        if not self._to_english or not deepest:
            return value
        if type(value) in (list, tuple):
            return type(value)(self.in_english(element, deepest - 1) for element in value)
        if type(value) is dict:
            pairs = value.items()
            return {self.in_english(key, 0): self.in_english(element, deepest - 1) for key, element in pairs}
        return value

    def _shown(self, value: object) -> str:
        """Return the text of a value, an answer in the learner's language, also within a list."""
        whole = short(value)
        inside = re.sub(
            r"'([^']*)'", lambda match: f"'{self._in_language.get(normalized(match[1]), match[1])}'", whole
        )
        return self._in_language.get(normalized(whole), inside)

    def _say(self, key: str, misconception: str, fields: Mapping[str, object]) -> Feedback:
        """Return a feedback in the check's own words for it, or else in those of every check."""
        shared = (notes.section(notes.SHARED, name) for name in SHARED_TABLES)
        section = next((candidate for candidate in (self._own, *shared) if key in candidate.notes), self._own)
        note = section.note(key)
        fields = {**fields, **({"expected": self.expected} if "expected" in self._own.words else {})}
        try:
            # A hint is a sentence of ours, told whole.
            filled = {name: value if name == "hint" else self._shown(value) for name, value in fields.items()}
            message, next_step = note.message.format(**filled), note.next_step.format(**filled)
        except (LookupError, ValueError, AttributeError) as error:
            raise NotesError(
                text(
                    "{file}: [{name}.{key}] has braces that cannot be filled: {error}. What can stand in "
                    "braces here: {found}."
                ).format(
                    file=section.file,
                    name=section.name,
                    key=key,
                    error=error,
                    found=", ".join(fields) or text("nothing"),
                )
            ) from error
        other = key if misconception and key != misconception else ""
        return Feedback(not misconception, message, misconception, next_step, note=other)
