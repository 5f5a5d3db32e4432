"""What lesson 0 shows, made for the tests that take all views and figures: see tests/views/shown.py."""

from enclair.lessons.start_here import Survey

SHOWN = {"survey": "Survey()"}
PAGES = {
    "Survey": (
        lambda case: Survey("A"),
        {"answers": {"court": "d"}, "sure": {"court": 95}, "written": {"wording": "x" * 1990}},
    )
}
