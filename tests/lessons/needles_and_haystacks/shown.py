"""What lesson 4 shows, made for the tests that take all views and figures: see tests/views/shown.py."""

from enclair.lessons.needles_and_haystacks import misuses

HTML = {"misuses": "misuses(case)"}
OF_CASE = {"misuses": misuses}
DRAWN = {"published": "base_rate"}
