"""What lesson 8 shows, made for the tests that take all views and figures: see tests/views/shown.py."""

DRAWN = {"departures": "cases"}
