"""Words, their counts, and what differs between two wordings."""

import itertools
import random

import pytest

from enclair import load_case
from enclair.case.wording import comparison_key, count, difference, words
from enclair.text.errors import ChoiceError


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


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("", "", []),
        ("", "ready to leave", [("added", "", "ready to leave")]),
        ("ready to leave", " \n", [("cut", "ready to leave", "")]),
        ("ready to leave", "ready to leave", [("same", "ready to leave", "ready to leave")]),
        (
            "In those cases, we are ready to leave that country.",
            "We are ready to leave France now!",
            [
                ("cut", "In those cases,", ""),
                ("same", "we are ready to leave", "We are ready to leave"),
                ("changed", "that country.", "France now!"),
            ],
        ),
        # Capitals, quotes, outer punctuation and how it is spaced make no difference, and are kept.
        (
            "« Pour l’argent » : non.",
            '"pour L\'ARGENT", non',
            [("same", "« Pour l’argent » : non.", '"pour L\'ARGENT", non')],
        ),
        # Accents, signs that mean something and letters with a breve do.
        ("Il menace", "Il menacé", [("same", "Il", "Il"), ("changed", "menace", "menacé")]),
        (
            "for 100 users",
            "for 100 % users",
            [("same", "for 100", "for 100"), ("added", "", "%"), ("same", "users", "users")],
        ),
        ("мой дом", "мои дом", [("changed", "мой", "мои"), ("same", "дом", "дом")]),
        (
            "Мы «готовы».",
            "мы – не готовы",
            [("same", "Мы", "мы –"), ("added", "", "не"), ("same", "«готовы».", "готовы")],
        ),
        (
            "نحن مستعدون للمغادرة.",
            "نحن للمغادرة؟",
            [("same", "نحن", "نحن"), ("cut", "مستعدون", ""), ("same", "للمغادرة.", "للمغادرة؟")],
        ),
        # Signs that stand alone stay with a word: an opening one with the word after it.
        ("dit : « oui »", "dit : « non »", [("same", "dit :", "dit :"), ("changed", "« oui »", "« non »")]),
        ("[…] oui (", "oui", [("same", "[…] oui (", "oui")]),
        ("…", "oui", [("changed", "…", "oui")]),
    ],
)
def test_difference(before, after, expected):
    assert difference(before, after) == expected


def test_composed_and_decomposed_letters_are_the_same_word():
    assert comparison_key("PRE\u0302TS\u00a0!") == comparison_key("prêts") == "prêts"


def test_the_parts_give_both_texts_back_to_the_letter():
    quotes = load_case().quotes
    texts = [text for name in ("quote_original", "quote_en", "quote_fr") for text in quotes[name]]
    pairs = random.Random(3).sample(list(itertools.permutations(texts, 2)), 500)
    for before, after in [*pairs, *zip(quotes["quote_en"], quotes["quote_fr"], strict=True)]:
        parts = difference(before, after)
        assert " ".join(part[1] for part in parts if part[1]) == " ".join(before.split())
        assert " ".join(part[2] for part in parts if part[2]) == " ".join(after.split())
        for kind, *texts in parts:
            old, new = (
                [comparison_key(word) for word in text.split() if comparison_key(word)] for text in texts
            )
            assert (kind == "same") == (old == new)
            assert kind in (
                "same",
                {(True, False): "cut", (False, True): "added"}.get((old > [], new > []), "changed"),
            )
        assert all((one[0] == "same") != (two[0] == "same") for one, two in itertools.pairwise(parts))


def test_difference_is_never_rough_because_a_word_is_frequent():
    # difflib's "autojunk" leaves out words that are frequent in texts of 200 words and more.
    text = " ".join(["the", "law"] * 150)
    assert difference(text, f"{text} says") == [("same", text, text), ("added", "", "says")]


def test_count_takes_whole_words_and_phrases_and_folds_them():
    texts = ["L'argent, l’ARGENT!", "pas d'argent", "Sécurité, insécurité, et sécurité"]
    found = count(texts, ["argent", "l’argent", "securite", "pas d'argent", "et", "money"])
    assert found.to_dict() == {
        "argent": 3,
        "l’argent": 2,
        "securite": 2,
        "pas d'argent": 1,
        "et": 1,
        "money": 0,
    }
    assert count("end-to-end, end", "end").to_dict() == {"end": 1}
    assert count([], ["a"]).to_dict() == {"a": 0}
    assert count(["not", "ready"], "not ready").to_dict() == {"not ready": 0}  # a phrase stays in one text
    assert count("a", []).empty


def test_a_wanted_word_without_letters_is_refused():
    with pytest.raises(ChoiceError, match="found '…'; write a word"):
        count(["a"], ["…"])
