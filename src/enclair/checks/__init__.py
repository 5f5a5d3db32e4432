"""What an exercise calls to check an answer: ``check.NAME(answer)``.

The checks are pure functions, in the module ``checks`` of each lesson: each gives the feedback of an answer
that holds, and raises `IncorrectAnswer` for any other. `ask` one, and it is a feedback either way. A `Check`
is the notebook's side of them.
"""

from enclair.checks.answers import Check, ask
from enclair.checks.feedback import CheckFailed, Feedback, Pure
from enclair.text.plain import MIME

__all__ = ["MIME", "Check", "CheckFailed", "Feedback", "Pure", "ask"]
