"""What lesson 0 shows, made for the tests that take all views and figures: see tests/views/shown.py."""

from enclair.lessons.start_here import Survey, cover

SHOWN = {"survey": "Survey()"}
HTML = {"cover": "from enclair.lessons.start_here import cover\ncover(case)"}
OF_CASE = {"cover": cover}
PAGES = {
    "Survey": (
        lambda case: Survey("A"),
        {"answers": {"court": "d"}, "sure": {"court": 95}, "written": {"wording": "x" * 1990}},
    )
}
