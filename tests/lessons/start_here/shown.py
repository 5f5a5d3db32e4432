"""What lesson 0 shows, made for the tests that take all views and figures: see tests/views/shown.py."""

SHOWN = {
    "survey": (
        'Survey("A")',
        {"answers": {"court": "d"}, "sure": {"court": 95}, "written": {"wording": "x" * 1990}},
    )
}
