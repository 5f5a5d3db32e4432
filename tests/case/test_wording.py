"""Words; `tests/test_cases.py` tries with the page what differs between two wordings."""

import pytest

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


def test_difference_is_never_rough_because_a_word_is_frequent():
    # difflib's "autojunk" leaves out words that are frequent in texts of 200 words and more.
    text = " ".join(["the", "law"] * 150)
    assert difference(text, f"So {text}") == [("added", "", "So"), ("same", text, text)]
