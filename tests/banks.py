"""The rules that the bank of answers of each exercise keeps to: write ``class TestBank(BankRules)``."""

import copy
import dataclasses
import inspect
import re
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any, ClassVar

import numpy as np
import pandas as pd

from enclair import Case, load_case
from enclair.checks import Feedback, ask, notes
from enclair.checks.voice import normalized
from enclair.text import toml
from tests.helpers import CHECKS, checks_of, in_language

CASE = load_case("telegram")
#: Parameters of the tasks whose values a function can change.
CHANGEABLE = {"events", "texts", "wanted", "rows", "votes", "tree", "answers", "change"}
#: Answer words that are French words as well, which feedback in French may use.
FRENCH_TOO = {"part", "blog", "possible"}


def with_tables(**tables: pd.DataFrame) -> Case:
    """The case with other rows in some tables."""
    return dataclasses.replace(CASE, _tables=CASE._tables | tables)


def words_of(check: str) -> dict[str, str]:
    """The words that are answers to a check: English to French."""
    module = CHECKS[check].__module__
    english, french = (notes.section(module, check, lang).answers for lang in ("en", "fr"))
    return dict(zip(english, french, strict=True))


def words_for_it(check: str) -> str:
    """What kind of answer a check says that it expects."""
    return notes.section(CHECKS[check].__module__, check).word("expected")


def in_french(value: Any, words: Mapping[str, str]) -> Any:
    """An answer as somebody writes it in a French notebook."""
    if isinstance(value, str):
        return next(
            (french for word, french in words.items() if normalized(word) == normalized(value)), value
        )
    if type(value) in (list, tuple):
        return type(value)(in_french(each, words) for each in value)
    if type(value) is dict:
        return {in_french(key, words): in_french(each, words) for key, each in value.items()}
    return value


def french_function(answer: Callable[..., Any], words: Mapping[str, str]) -> Callable[..., Any]:
    """A learner's function that answers in French."""

    @wraps(answer)
    def translated(*arguments: Any) -> Any:
        return in_french(answer(*arguments), words)

    return translated


def _changes_its_input(answer: Callable[..., Any]) -> Callable[..., Any]:
    """A learner's function that changes what it receives: another column, or nothing left."""

    @wraps(answer)
    def emptied(*arguments: Any) -> Any:
        value = copy.deepcopy(answer(*arguments))
        for each in arguments:
            if isinstance(each, pd.DataFrame):
                each.insert(0, "added", 0)
            elif isinstance(each, list | dict):
                each.clear()
        return value

    return emptied


#: What learners give in any task, with the misconceptions that may be named: the first if a number is asked
#: for, the second if anything else is. Where a task knows better, see `BankRules.own`.
COMMON: Mapping[str, tuple[Callable[..., Any], str, str]] = {
    "a text of a number": (lambda *_: "4", "text-not-number", "wrong-type"),
    "a text of a number and a unit": (lambda *_: "4 days", "text-not-number", "wrong-type"),
    "a length of time": (lambda *_: pd.Timedelta(days=4), "wrong-type", "wrong-type"),
    "an empty list": (lambda *_: [], "empty-answer", "empty-answer"),
    "an empty table": (lambda *_: CASE.timeline.iloc[:0], "empty-answer", "empty-answer"),
    "a whole table": (lambda *_: CASE.timeline, "wrong-type", "wrong-type"),
    "a generator": (lambda *_: (each for each in "ABC"), "iterator-not-values", "iterator-not-values"),
    "print in place of return": (lambda *_: print("A"), "print-is-not-return", "print-is-not-return"),
    "a function not called": (lambda *_: len, "wrong-type", "wrong-type"),
    "nothing": (lambda *_: None, "not-answered", "not-answered"),
    "a name with a spelling mistake": (lambda *_: lenght, "answer-raised", "answer-raised"),  # noqa: F821
    "numpy's whole number": (lambda *_: np.int64(4), "", "wrong-type"),
}


def triples(wrong: Mapping[str, Sequence[tuple[Any, ...]]]) -> list[tuple[str, str, Any]]:
    """Each wrong answer of a bank with its check and the misconception that it must get."""
    return [(name, row[0], answer) for name, rows in wrong.items() for row in rows for answer in row[1:]]


def take(name: str, answer: Any, lang: str = "en") -> Feedback:
    """The feedback on an answer."""
    return in_language(lang, ask, CHECKS[name], answer, CASE)


class BankRules:
    """Right answers pass; each wrong one gets its misconception and a next step, and never the answer.

    ``conftest.py`` runs each test with each answer of the subclass, in each language.
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
    #: Checks whose question is about the case Telegram, and those that judge by whatever rows a case has.
    of_telegram: ClassVar[Sequence[str]] = ()
    by_rows: ClassVar[Sequence[str]] = ()
    #: Sentences that no answer of the bank gets.
    unsaid: ClassVar[Sequence[str]] = ()
    #: What is told under another name, which all checks share.
    shared: ClassVar[Mapping[str, str]] = {}

    def test_right_answers_pass(self, check_name, answer, lang):
        feedback = take(check_name, answer, lang)
        assert feedback.passed, feedback
        assert feedback.misconception == ""

    def test_wrong_answers_are_told_what_they_mix_up_and_not_the_answer(
        self, check_name, misconception, answer, lang
    ):
        feedback = take(check_name, answer, lang)
        assert not feedback.passed
        assert feedback.misconception == self.shared.get(misconception, misconception)
        assert feedback.next_step
        if misconception not in (*self.repeats, "text-not-number"):
            for secret in self.secrets[check_name][1:]:
                assert not re.search(secret, str(feedback)), feedback

    def test_answers_in_french_are_judged_like_those_in_english(self, check_with_words, answer):
        words = words_of(check_with_words)
        english = take(check_with_words, answer, "fr")
        if callable(answer):
            french = take(check_with_words, french_function(answer, words), "fr")
            assert french == english
        for word, said in words.items():
            if normalized(word) != normalized(said) and word not in FRENCH_TOO:
                assert not re.search(rf"\b{re.escape(word)}\b", str(english)), english

    def test_each_check_has_a_bank_of_wrong_answers(self):
        assert list(self.right) == checks_of(self.exercise)
        for name in self.right:
            of_its_own = [row[0] for row in self.wrong[name] for _ in row[1:]]
            assert len(set(of_its_own)) >= 3
            assert len(of_its_own) + len(COMMON) >= 12

    def test_every_sentence_of_the_file_is_said_by_some_answer(self):
        said = {f"{check}.{misconception}" for check, misconception, _ in triples(self.wrong)}
        no_answer = ("expected", "answers", "passed", "rule", "raised-on-other-table")
        tables = toml.tables(f"enclair.lessons.{self.exercise[3:]}", "checks")
        known = {f"{name}.{key}" for name, table in tables.items() for key in {*table} - {*no_answer}}
        assert {each for each in known - said if ".heading_" not in each} == {*self.unsaid}

    def test_what_learners_give_in_any_task_is_named(self, capsys):
        for name in self.right:
            number = words_for_it(name).startswith(("a number", "a whole number"))
            for what, (answer, if_number, if_not) in COMMON.items():
                feedback = take(name, answer, "en")
                assert not feedback.passed, (name, what)
                named = self.own.get((name, what), if_number if number else if_not)
                # A number in place of a number has the misconception of its value.
                assert feedback.misconception == named if named else feedback.misconception != "wrong-type", (
                    name,
                    what,
                    feedback,
                )

    def test_a_function_that_changes_its_input_is_told_so(self):
        for name, right in self.right.items():
            for answer in right:
                feedback = take(name, _changes_its_input(answer), "en")
                assert feedback.passed, (name, feedback)
                takes = set(inspect.signature(answer).parameters)
                assert ("One remark" in feedback.message) == bool(takes & CHANGEABLE), (name, feedback)

    def test_the_secrets_would_be_seen_if_they_were_told(self):
        assert list(self.secrets) == list(self.right)
        for sentence, *secrets in self.secrets.values():
            assert any(re.search(secret, sentence) for secret in secrets)
