"""What of lesson 2 shows a case, for trying other cases: figures with the tables that they draw, the rest."""

from enclair.lessons.words_under_the_microscope import Framing, recode
from enclair.lessons.words_under_the_microscope.figures import word_counts

TABLES = {"kept_and_cut": "post", "stance_by_group": "quotes"}
SHOWN = {
    "Framing": Framing,
    "recode": recode,
    "word_counts": lambda case: word_counts(case.quotes, ["placeholder"]),
}
#: How many columns of a table a view cannot do without.
NEEDS = {"Framing": {"headlines": 12, "timeline": 2}, "recode": {"quotes": 12}}
