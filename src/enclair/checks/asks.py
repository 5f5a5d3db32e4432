"""What a check asks of a case: its question may speak of rows that another case does not have."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING

from enclair.case.needs import require

if TYPE_CHECKING:
    from enclair.case.model import Case
    from enclair.checks.feedback import Feedback
    from enclair.checks.values import Answer
    from enclair.checks.voice import Voice


def asks(
    *rows: str, anywhere: bool = False, **columns: str
) -> Callable[[Callable[..., "Feedback"]], Callable[..., "Feedback"]]:
    """Let a check refuse a case that lacks what it asks about, before it looks at an answer.

    Parameters
    ----------
    *rows
        Rows that its question or its rule speaks of, each as ``table.key``.
    anywhere
        Whether it judges by whatever rows a case has. Else its question was written for the case `FIRST`, and
        the same id may mean another thing elsewhere: another case is refused.
    **columns
        For a table, the columns that it reads, with blanks between them.
    """

    def decorate(check: Callable[..., "Feedback"]) -> Callable[..., "Feedback"]:
        @wraps(check)
        def asked(answer: "Answer", case: "Case", say: "Voice") -> "Feedback":
            require(case, f"check.{check.__name__}", rows, only=not anywhere, **columns)
            return check(answer, case, say)

        return asked

    return decorate
