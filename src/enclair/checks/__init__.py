"""What an exercise calls to check an answer: ``check.NAME(answer)``."""

from enclair.checks.answers import Check, ask
from enclair.checks.feedback import CheckFailed, Feedback, Pure
from enclair.text.plain import MIME

__all__ = ["MIME", "Check", "CheckFailed", "Feedback", "Pure", "ask"]
