"""Exit tickets: the last questions of a session, each with choices and a word on each of them."""

import base64
import json
import zlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from enclair.checks import Check
from enclair.checks.answers import expect
from enclair.checks.feedback import Feedback
from enclair.checks.values import Answer
from enclair.checks.voice import NotYet, Pure, Voice
from enclair.views.fields import Choice
from enclair.views.form import Form

if TYPE_CHECKING:
    from enclair.case.model import Case

#: A question, the letter of the choice that holds, and for each letter a choice and what is said of it.
Asked = Sequence[Any]


def packed(questions: Sequence[Asked]) -> str:
    """Return questions as one line of letters: nobody reads the answers by accident. It is no secret."""
    told = json.dumps(questions, ensure_ascii=False).encode()
    return base64.b64encode(zlib.compress(told, 9)).decode()


class Ticket:
    """The exit ticket of a session, as its notebook brings it along.

    Parameters
    ----------
    line
        What `packed` made of its questions.

    Attributes
    ----------
    check
        Shows what speaks for or against a choice: ``ticket.check.exit_1(exit_1)``.
    """

    def __init__(self, line: str) -> None:
        self._asked: list[Asked] = json.loads(zlib.decompress(base64.b64decode(line)))
        self.check = Check({f"exit_{number}": _judge(*one[1:]) for number, one in enumerate(self._asked, 1)})

    def form(self, number: int) -> Form:
        """Return the form of a question, counted from 1."""
        # With their letters, as on paper: who writes code returns one.
        choices = self._asked[number - 1][2]
        called = {letter: f"{letter}. {choice}" for letter, (choice, _) in choices.items()}
        return Form(f"exit_{number}", Choice(tuple(choices)), called)


def _judge(key: str, choices: Mapping[str, tuple[str, str]]) -> Pure:
    def choice(answer: Answer, case: "Case", say: Voice) -> Feedback:
        """Check the letter of a choice."""
        letter = expect(answer, say, lambda value: isinstance(value, str)).strip().upper()
        if letter not in choices:
            raise NotYet("unknown-letter", letter)
        if letter != key:
            raise NotYet("other", misconception=f"choice-{letter}", hint=choices[letter][1])
        return say.passed(hint=choices[letter][1])

    choice.__module__ = __name__
    return choice
