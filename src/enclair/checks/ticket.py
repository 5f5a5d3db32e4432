"""Exit tickets: the last questions of a session, each with choices and a word on each of them."""

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from enclair.case.model import Case
from enclair.checks import Check
from enclair.checks.answers import expect
from enclair.checks.feedback import Answer, Feedback, FeedbackBuilder, IncorrectAnswer, Pure
from enclair.views.fields import Choice
from enclair.views.form import Form

#: A question, the letter of the choice that holds, and for each letter a choice and what is said of it.
Question = Sequence[Any]


def packed(questions: Sequence[Question]) -> str:
    """Return questions as one line of letters: nobody reads the answers by accident. It is no secret."""
    return base64.b64encode(zlib.compress(json.dumps(questions, ensure_ascii=False).encode(), 9)).decode()


class Ticket:
    """The exit ticket of a session, from the line that `packed` made: ``ticket.check.exit_1(exit_1)``."""

    def __init__(self, line: str) -> None:
        self._questions: list[Question] = json.loads(zlib.decompress(base64.b64decode(line)))
        self.check = Check(
            {f"exit_{number}": _judge(*one[1:]) for number, one in enumerate(self._questions, 1)}
        )

    def form(self, number: int) -> Form:
        """Return the form of a question, counted from 1."""
        # With their letters, as on paper: who writes code returns one.
        choices = self._questions[number - 1][2]
        labels = {letter: f"{letter}. {choice}" for letter, (choice, _) in choices.items()}
        return Form(f"exit_{number}", Choice(tuple(choices)), labels)


def _judge(key: str, choices: Mapping[str, tuple[str, str]]) -> Pure:
    def choice(answer: Answer, case: Case, feedback: FeedbackBuilder) -> Feedback:
        """Check the letter of a choice."""
        letter = expect(answer, feedback, lambda value: isinstance(value, str)).strip().upper()
        if letter not in choices:
            raise IncorrectAnswer("unknown-letter", letter)
        if letter != key:
            raise IncorrectAnswer("other", misconception=f"choice-{letter}", hint=choices[letter][1])
        return feedback.passed(hint=choices[letter][1])

    return choice
