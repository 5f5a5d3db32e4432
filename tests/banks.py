"""The rules that the bank of answers of each exercise keeps to: write ``class TestBank(BankRules)``.

Beside it ``WRONG_LINES`` has wrong lines of code, each with the misconception that the student reads about
it, and ``WAYS`` the checks of ways that a student may skip, then that of the question where all end.
"""

import dataclasses
import itertools
import linecache
import re
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from importlib import import_module
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from enclair import Case
from enclair.checks import Feedback, ask
from enclair.checks.feedback import fold_text, map_parts, sentences
from enclair.text.locale import LANGUAGES, tables
from tests.helpers import CASE, CHECKS, const, in_language, read, solution_path

#: Answer words that are French words as well, which feedback in French may use.
FRENCH_TOO = {"part", "blog", "possible"}


def with_tables(**tables: pd.DataFrame) -> Case:
    """The case with other rows in some tables."""
    return dataclasses.replace(CASE, _tables=CASE._tables | tables)


def cells(exercise: str, lang: str = "en") -> dict[str, str]:
    """What stands in each cell of the solution of an exercise."""
    return {cell["id"]: "".join(cell["source"]) for cell in read(solution_path(exercise, lang))["cells"]}


def asked(exercise: str, check: str) -> dict[str, str]:
    """What the form of a check says in each of its rows."""
    said = tables(f"enclair.lessons.{exercise[3:]}", "forms", "en")[check]
    return {row: words for row, words in said.items() if row[0].isupper()}  # others name parts


def words_of(check: str) -> dict[str, str]:
    english, french = (sentences(CHECKS[check], lang).get("answers", ()) for lang in LANGUAGES)
    return dict(zip(english, french, strict=True))


def in_french(value: Any, words: Mapping[str, str]) -> Any:
    """An answer as somebody writes it in a French notebook."""
    french = {fold_text(word): other for word, other in words.items()}
    return map_parts(value, lambda part: french.get(fold_text(part), part) if isinstance(part, str) else part)


def changing(base: Mapping[str, Any]) -> Callable[..., Callable[[], Any]]:
    """What makes learners' functions: each gives ``base`` with some values changed."""
    return lambda **changed: const({**base, **changed})


def changing_parts(base: Mapping[str, Any]) -> tuple[Callable[[str, Any], Any], ...]:
    """What makes learners' functions that give ``base`` with the first, or the second, of a pair changed."""
    change = changing(base)
    return (
        lambda key, first: change(**{key: (first, base[key][1])}),
        lambda key, second: change(**{key: (base[key][0], second)}),
    )


def careless(answers: Mapping[str, str]) -> Callable[[], dict[str, str]]:
    """A learner's function that gives ``answers`` in other letters, with blanks."""
    return const({key.lower(): f" {'  '.join(word.upper().split())} " for key, word in answers.items()})


def take(name: str, answer: Any, lang: str = "en", case: Case = CASE) -> Feedback:
    return in_language(lang, ask, CHECKS[name], answer, case)


def of_cell(code: str) -> Callable[..., Any]:
    """The function that a cell of its own defines, whose source a check can read."""
    space: dict[str, Any] = {"pd": pd}
    linecache.cache[code] = (len(code), None, code.splitlines(keepends=True), code)
    exec(compile(code, code, "exec"), space)
    return space.popitem()[1]


def stub(*arguments: Any) -> Any:
    """A task that nobody has answered."""
    raise NotImplementedError


#: What learners give in any task, with the misconception that is named. Where a task knows better, see
#: `BankRules.own`.
COMMON: Mapping[str, tuple[Any, str]] = {
    "nothing": (lambda *_: None, "not-answered"),
    "the stub": (stub, "not-answered"),
    "three points": (lambda *_: ..., "not-answered"),
    "an empty list": (lambda *_: [], "empty-answer"),
    "an empty table": (lambda *_: CASE.timeline.iloc[:0], "empty-answer"),
    "a text of a number": (lambda *_: "4", "wrong-type"),
    "a length of time": (lambda *_: pd.Timedelta(days=4), "wrong-type"),
    "numpy's whole number": (lambda *_: np.int64(4), "wrong-type"),
    "a whole table": (lambda *_: CASE.timeline, "wrong-type"),
    "a function not called": (lambda *_: len, "wrong-type"),
    "a value in place of a function": (4.5, "wrong-type"),
    "other parameters": (lambda a, b, c, d, e: 1, "wrong-type"),
    "a generator": (lambda *_: (letter for letter in "ABC"), "iterator-not-values"),
    "print in place of return": (lambda *_: print("A"), "print-is-not-return"),
    "a name with a spelling mistake": (lambda *_: lenght, "answer-raised"),  # noqa: F821
}
#: Where one number is asked for (one of NumPy has the misconception of its value), and where several are.
IF_NUMBER = {"a text of a number": "text-not-number", "numpy's whole number": ""}
IF_NUMBERS = IF_NUMBER | {"numpy's whole number": "one-number"}
LOOP: list[Any] = []
LOOP.append(LOOP)
#: What no check expects, alone or within an answer: there is a feedback all the same.
ODD = (LOOP, np.timedelta64(4, "D"), pd.NA, 10**400, float("nan"), "²", True, {1, 2}, 3 + 4j, [1, [2]])


class BankRules:
    """Right answers pass; each wrong one gets its misconception and a next step, and never the answer.

    ``fixtures.py`` runs each test with each check of the subclass.
    """

    #: The name of the exercise.
    exercise: str
    #: For each check of the exercise, in order, answers that pass.
    right: Mapping[str, Sequence[Any]]
    #: For each check, a misconception with answers that must get it: what learners really write.
    wrong: Mapping[str, Sequence[tuple[Any, ...]]]
    #: For each check, a sentence that gives an answer away, and patterns of what would.
    secrets: Mapping[str, Sequence[str]]
    #: Misconceptions whose sentence repeats what the learner wrote.
    repeats: Sequence[str] = ()
    #: What is told of an answer of `COMMON` where a check says more about it: by check and answer.
    own: ClassVar[Mapping[tuple[str, str], str]] = {}
    #: Sentences that no answer can get while the case is as it is.
    unsaid: ClassVar[Sequence[str]] = ()
    #: The sides of the models of a text, as "**Wide conditions, 2 of 4.**" has them.
    sides: ClassVar[Sequence[str]] = ()

    def pairs(self, name: str) -> list[tuple[str, Any]]:
        """Each wrong answer to a check, after the misconception that it must get."""
        return [(misconception, answer) for misconception, *answers in self.wrong[name] for answer in answers]

    def notes(self, name: str, lang: str) -> dict[str, dict[str, str]]:
        """What a check says of answers: each note has a message and a next step."""
        return {key: note for key, note in sentences(CHECKS[name], lang).items() if isinstance(note, dict)}

    def test_a_form_stands_before_each_answer_that_it_writes_and_shows_the_solutions(self, lang):
        forms = import_module(f"enclair.lessons.{self.exercise[3:]}").form
        shown, written, computed = set(), set(), "share_of_right_alarms"  # a sum says more than its result
        for cell in read(solution_path(self.exercise, lang))["cells"]:
            source = "".join(cell["source"])
            if (name := source.partition("(")[0].removeprefix("def ")) in shown:
                written.add(name)
                made = in_language(lang, getattr(forms, name))
                made.source = source
                assert cell["metadata"]["jupyter"] == {"source_hidden": True}
                shows = "write its solution as a value (return 0.25), which a form can show"
                assert (made.own, made.value is None) == (name == computed,) * 2, f"{name}: {shows}"
                letters = dict(row for row in made.field.get("rows", ()) if len(row[0]) < 3)
                assert all(words != letter for letter, words in letters.items()), name
            shown |= {*re.findall(r"\bform\.(\w+)\(\)", source)}
        assert written == shown == {*vars(forms)} <= {*self.right}

    def test_models_have_two_levels_and_both_sides_are_about_equally_long(self):
        words = "\n".join(cells(self.exercise).values())
        models = re.findall(r"\*\*([^*\n]+), ([24]) of 4\.\*\*(.+?)\n(?=\n\*\*|<!-- END)", words, re.DOTALL)
        assert [model[:2] for model in models] == [*itertools.product(self.sides, "24")]
        lengths = [len(text.split()) for *_, text in models]
        for one, other in zip(lengths[:2], lengths[2:], strict=True):
            assert max(one, other) <= 1.15 * min(one, other)

    def test_right_answers_pass(self, check_name):
        feedbacks = [take(check_name, answer) for answer in self.right[check_name]]
        assert [feedback for feedback in feedbacks if not (feedback.passed and feedback.message)] == []

    def test_each_wrong_answer_is_told_what_it_mixes_up_and_not_the_answer(self, check_name):
        heard = set()
        for misconception, answer in self.pairs(check_name):
            feedback = take(check_name, answer)
            assert misconception in (feedback.misconception, feedback.note), feedback
            assert feedback.next_step
            if misconception not in (*self.repeats, "text-not-number"):
                told = [secret for secret in self.secrets[check_name][1:] if re.search(secret, str(feedback))]
                assert told == [], feedback
            heard.add(feedback.note or feedback.misconception)
        unsaid = {key.partition(".")[2] for key in self.unsaid if key.startswith(f"{check_name}.")}
        assert {*self.notes(check_name, "en")} - heard - {"passed", "raised-on-other-table"} == unsaid

    def test_no_french_sentence_is_english_or_gives_the_answer_away(self, check_name):
        sentence, *secrets = self.secrets[check_name]
        assert any(re.search(secret, sentence) for secret in secrets)
        words = {fold_text(word): fold_text(french) for word, french in words_of(check_name).items()}
        foreign = [word for word, french in words.items() if word != french and word not in FRENCH_TOO]
        foreign = [rf"\b{re.escape(word)}\b" for word in foreign]
        english, french = (self.notes(check_name, lang) for lang in LANGUAGES)
        for key, note in french.items():
            assert note["message"] != english[key]["message"]
            sentence = f"{note['message']} {note.get('next_step')}"
            patterns = foreign if key == "passed" else [*secrets, *foreign]
            assert [pattern for pattern in patterns if re.search(pattern, sentence)] == [], sentence

    def test_french_is_understood_and_spoken(self, check_name):
        """All answers where some are words; else a right and a wrong one, since code asks for no language."""
        words, pairs = words_of(check_name), self.pairs(check_name)
        pairs = [*(("", answer) for answer in self.right[check_name]), *pairs] if words else pairs[:1]
        for misconception, answer in [("", self.right[check_name][0]), *pairs]:
            feedback = take(check_name, answer, "fr")
            assert feedback.passed == (not misconception)
            assert misconception in (feedback.misconception, feedback.note)
            translated = wraps(answer)(lambda *given, answer=answer: in_french(answer(*given), words))
            assert take(check_name, translated, "fr") == feedback

    def test_what_learners_give_in_any_task_is_named(self, check_name, capsys):
        words = sentences(CHECKS[check_name], "en")
        number = words["expected"].startswith(("a number", "a whole number"))
        numbers = IF_NUMBERS if "one-number" in words else IF_NUMBER if number else {}
        for what, (answer, misconception) in COMMON.items():
            named = self.own.get((check_name, what), numbers.get(what, misconception))
            told = take(check_name, answer)
            assert not told.passed
            assert told.misconception == named or (not named and told.misconception != "wrong-type"), what

    def test_odd_values_never_end_in_a_traceback(self, check_name):
        deep = [({"C": odd}, {"C": ("goes further", odd)}, ("proportionate", odd), [odd]) for odd in ODD[:4]]
        for value in [*ODD, *itertools.chain(*deep)]:
            assert isinstance(take(check_name, lambda *_, value=value: value), Feedback)
