"""Lesson 2, words under the microscope: a post, the claims of its article, quotations coded again."""

from enclair.lessons import lazy_exports

__getattr__, __dir__ = lazy_exports(
    __name__,
    {
        "Framing": "framing",
        "recode": "coding",
        "without_notes": "checks",
    },
)
