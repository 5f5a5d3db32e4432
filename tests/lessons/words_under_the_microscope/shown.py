"""What lesson 2 shows, made for the tests that take all views and figures: see tests/views/shown.py."""

from enclair.lessons.words_under_the_microscope import Framing, recode
from enclair.lessons.words_under_the_microscope.figures import word_counts

SHOWN = {"framing": "Framing(case)", "coding": "recode(case)"}
OF_CASE = {
    "Framing": Framing,
    "recode": recode,
    "word_counts": lambda case: word_counts(case.quotes, ["placeholder"]),
}
PROJECTED = {"Framing": Framing}
NEEDED = {"Framing": {"headlines": 12, "timeline": 2}, "recode": {"quotes": 12}}
DRAWN = {"kept_and_cut": "post", "stance_by_group": "quotes"}
