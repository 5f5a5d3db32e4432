"""The case as somebody sees it who is to grade some of its events."""

from typing import TYPE_CHECKING

from enclair.case.model import covered, with_label
from enclair.lessons.what_happened.checks import TO_GRADE
from enclair.text.locale import by_language
from enclair.text.toml import sentences

if TYPE_CHECKING:
    from enclair.case.model import Case

say = sentences(__package__)


def ungraded(case: "Case") -> "Case":
    """Return the case without the grades that exercise 1 asks for."""
    labels = by_language(lambda: say("grading.to_grade"))
    return with_label(covered(case, "timeline", TO_GRADE, confidence="to-grade"), "to-grade", labels)
