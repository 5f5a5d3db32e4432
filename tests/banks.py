"""The rules that the bank of answers of each exercise keeps to: write ``class TestBank(BankRules)``."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import wraps
from typing import Any, ClassVar

from enclair import load_case
from enclair.checks import CHECKS, notes
from enclair.checks.answers import same
from enclair.locale import text
from tests.helpers import checks_of

CASE = load_case("telegram")
#: Answer words that are French words as well, which feedback in French may use.
FRENCH_TOO = {"part", "blog", "possible"}


def words_of(check: str) -> dict[str, str]:
    """The words that are answers to a check: English to French."""
    answers = notes.section(CHECKS[check].__module__.rpartition(".")[2], check).answers
    return {word: text(word, "fr", "answer") for word in answers}


def in_french(value: Any, words: Mapping[str, str]) -> Any:
    """An answer as somebody writes it in a French notebook."""
    if isinstance(value, str):
        return next((french for word, french in words.items() if same(word) == same(value)), value)
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


class BankRules:
    """Right answers pass; each wrong one gets its misconception and a next step, and never the answer.

    ``conftest.py`` runs each test with each answer of the subclass, in each language.
    """

    #: The name of the exercise.
    exercise: str
    #: For each check of the exercise, in order, answers that pass.
    right: Mapping[str, Sequence[Any]]
    #: The check, the misconception that the answer must get, the answer.
    wrong: Sequence[tuple[str, str, Any]]
    #: For each check, patterns of what would give an answer away.
    secrets: Mapping[str, Sequence[str]]
    #: For each check, a sentence that gives it away.
    told: Mapping[str, str]
    #: Misconceptions whose sentence repeats what the learner wrote.
    repeats: Sequence[str] = ()
    #: What is told under another name, which all checks share.
    shared: ClassVar[Mapping[str, str]] = {}

    @staticmethod
    def take(name: str, answer: Any, lang: str) -> Any:
        """The feedback on an answer of the bank."""
        return CHECKS[name](answer, CASE, lang)

    def test_right_answers_pass(self, check_name, answer, lang):
        feedback = self.take(check_name, answer, lang)
        assert feedback.passed, feedback
        assert feedback.misconception == ""

    def test_wrong_answers_are_told_what_they_mix_up_and_not_the_answer(
        self, check_name, misconception, answer, lang
    ):
        feedback = self.take(check_name, answer, lang)
        assert not feedback.passed
        assert feedback.misconception == self.shared.get(misconception, misconception)
        assert feedback.next_step
        if misconception not in self.repeats:
            for secret in self.secrets[check_name]:
                assert not re.search(secret, str(feedback)), feedback

    def test_answers_in_french_are_judged_like_those_in_english(self, check_with_words, answer):
        words = words_of(check_with_words)
        english = self.take(check_with_words, answer, "fr")
        if callable(answer):
            french = self.take(check_with_words, french_function(answer, words), "fr")
            assert french == english
        for word, said in words.items():
            if same(word) != same(said) and word not in FRENCH_TOO:
                assert not re.search(rf"\b{re.escape(word)}\b", str(english)), english

    def test_each_check_has_a_bank_of_wrong_answers(self):
        assert list(self.right) == checks_of(self.exercise)
        for name in self.right:
            assert len({misconception for check, misconception, _ in self.wrong if check == name}) >= 3

    def test_the_secrets_would_be_seen_if_they_were_told(self):
        assert list(self.told) == list(self.right)
        for name, sentence in self.told.items():
            assert any(re.search(secret, sentence) for secret in self.secrets[name])
