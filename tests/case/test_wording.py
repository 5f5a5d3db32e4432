"""Words; `tests/test_cases.py` tries with the page what differs between two wordings."""

import itertools
import random

import pytest

from enclair import load_case
from enclair.case.wording import comparison_key, difference, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("… — ?!", []),
        ("pour l’argent.", ["pour", "l’", "argent"]),
        ("Qu'elle n’ait jusqu'ici", ["Qu'", "elle", "n’", "ait", "jusqu'", "ici"]),
        ("Aujourd’hui, quelqu'un sur la presqu’île", ["Aujourd’hui", "quelqu'un", "sur", "la", "presqu’île"]),
        ("We don't, it’s the users' end-to-end", ["We", "don't", "it’s", "the", "users", "end-to-end"]),
        ("« 950M » (99.999 %) and/or—so…then", ["950M", "99.999", "and", "or", "so", "then"]),
        ("Ну, очень жаль, [требования]", ["Ну", "очень", "жаль", "требования"]),
        ("مرحبًا، يا عالم؟", ["مرحبًا", "يا", "عالم"]),
    ],
)
def test_words(text, expected):
    assert words(text) == expected


def test_composed_and_decomposed_letters_are_the_same_word():
    assert comparison_key("PRE\u0302TS\u00a0!") == comparison_key("prêts") == "prêts"


def test_the_parts_give_both_texts_back_to_the_letter():
    quotes = load_case().quotes
    texts = [text for name in ("quote_original", "quote_en", "quote_fr") for text in quotes[name]]
    pairs = random.Random(3).sample(list(itertools.permutations(texts, 2)), 100)
    for before, after in [*pairs, *zip(quotes["quote_en"], quotes["quote_fr"], strict=True)]:
        parts = difference(before, after)
        assert " ".join(part[1] for part in parts if part[1]) == " ".join(before.split())
        assert " ".join(part[2] for part in parts if part[2]) == " ".join(after.split())
        for kind, *texts in parts:
            old, new = (
                [comparison_key(word) for word in text.split() if comparison_key(word)] for text in texts
            )
            assert (kind == "same") == (old == new)
        assert all((one[0] == "same") != (two[0] == "same") for one, two in itertools.pairwise(parts))


def test_difference_is_never_rough_because_a_word_is_frequent():
    # difflib's "autojunk" leaves out words that are frequent in texts of 200 words and more.
    text = " ".join(["the", "law"] * 150)
    assert difference(text, f"{text} says") == [("same", text, text), ("added", "", "says")]
