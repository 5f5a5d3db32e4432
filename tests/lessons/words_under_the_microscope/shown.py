"""What lesson 2 shows, made for the tests that take all views and figures: see tests/views/shown.py."""

from enclair.lessons.words_under_the_microscope.coding import RECODE

SHOWN = {
    "framing": ('Framing(case, event="")', {"sentence": "statement"}),
    "coding": (
        "recode(case)",
        {"codes": dict.fromkeys(RECODE, 1), "neighbour": dict.fromkeys(RECODE, -1), "revealed": True},
    ),
}
HTML = {"passages": "figures.kept_and_cut(case.post)"}
OF_CASE = {"word_counts": 'figures.word_counts(case.quotes, ["placeholder"])'}
