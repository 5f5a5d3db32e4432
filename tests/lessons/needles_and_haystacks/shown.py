"""What lesson 4 shows, made for the tests that take all views and figures: see tests/views/shown.py."""

HTML = {"misuses": "misuses(case)"}
