"""The forms of exercise 2: what each check can be answered with by clicking."""

from enclair.lessons.words_under_the_microscope.checks import CARDS, CLAIMS, LINES, REASONS, SAYINGS
from enclair.views.fields import WORDS, Choice, Parts, Rows, Several

VERDICTS = ("supported", "partly supported", "contradicted", "framing or inference", "cannot be checked")

FORMS = {
    "claims_and_evidence": Rows(CLAIMS, Parts({"verdict": Choice(VERDICTS), "card": Choice(tuple(CARDS))})),
    "lines_of_the_cut": Several(LINES, ordered=True),
    "what_was_cut": Parts({"gone": WORDS, "post": WORDS, "fragment": WORDS}),
    "misleading_counts": Rows(tuple(SAYINGS), Choice(REASONS), some=True),
}
