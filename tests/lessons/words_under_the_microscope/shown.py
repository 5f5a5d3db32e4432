"""What lesson 2 shows, made for the tests that take all views and figures: see tests/views/shown.py."""

from enclair.lessons.words_under_the_microscope.coding import RECODE

SHOWN = {
    "quotes": ('Quotes(case, query="leave", compared=["Q06", "Q04"])',),
    "claims": ('Claims(case, verdicts={"C01": "supported", "C14": "partly"}, selected="C14")',),
    "framing": ('Framing(case, pair=["H01", "H02"], event="")', {"sentence": "statement"}),
    "coding": (
        "recode(case)",
        {"codes": dict.fromkeys(RECODE, 1), "neighbour": dict.fromkeys(RECODE, -1), "revealed": True},
    ),
}
HTML = {"passages": "figures.kept_and_cut(case.post)"}
OF_CASE = {"Claims": "Claims(case)", "Quotes": "Quotes(case)"}
OF_CASE["word_counts"] = 'figures.word_counts(case.quotes, ["placeholder"])'
