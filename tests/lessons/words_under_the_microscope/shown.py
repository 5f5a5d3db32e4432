"""What lesson 2 shows, made for the tests that take all views and figures: see tests/views/shown.py."""

from enclair.lessons.words_under_the_microscope import Framing, recode
from enclair.lessons.words_under_the_microscope.coding import RECODE
from enclair.lessons.words_under_the_microscope.figures import word_counts

SHOWN = {
    "framing": ('Framing(case, pair=["H01", "H02"], event="")', {"sentence": "statement"}),
    "coding": (
        "recode(case)",
        {"codes": dict.fromkeys(RECODE, 1), "neighbour": dict.fromkeys(RECODE, -1), "revealed": True},
    ),
}
HTML = {"passages": "figures.kept_and_cut(case.post)"}
OF_CASE = {
    "Framing": Framing,
    "recode": recode,
    "word_counts": lambda case: word_counts(case.quotes, ["placeholder"]),
}
DRAWN = {"kept_and_cut": "post", "stance_by_group": "quotes"}
