"""What of lesson 2 speaks for a side of the debate.

Not the pair of sentences to frame: it is balanced by who speaks (the party accused, and the prosecutor).
"""

from enclair.lessons.words_under_the_microscope.coding import RECODE


def decks() -> dict[str, tuple[str, ...]]:
    """Return what its views select by id: the name of each deck, and the ids of its quotations."""
    return {"sentences to code again": RECODE}
