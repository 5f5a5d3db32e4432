"""How often words occur in texts, as a search finds them."""

from collections.abc import Iterable

import pandas as pd

from enclair.case.wording import words
from enclair.text.errors import ChoiceError
from enclair.text.locale import fold, text


def count(texts: Iterable[str], wanted: str | Iterable[str]) -> "pd.Series[int]":
    """Return how often each of the ``wanted`` words or phrases occurs in ``texts``.

    Capitals, accents and the form of quotes make no difference, as in a search; whole words only. A count
    does not know whether a word is denied, quoted or meant.
    """
    searched = [[fold(word) for word in words(text)] for text in texts]
    counts: dict[str, int] = {}
    for phrase in [wanted] if isinstance(wanted, str) else wanted:
        looked_for = [fold(word) for word in words(phrase)]
        if not looked_for:
            message = text("wanted: found {phrase}; write a word or a phrase, such as 'threat'.")
            raise ChoiceError(message.format(phrase=repr(phrase)))
        length = len(looked_for)
        counts[phrase] = sum(
            one[start : start + length] == looked_for for one in searched for start in range(len(one))
        )
    return pd.Series(list(counts.values()), pd.Index(counts, name="word"), dtype="int64", name="count")
