"""How often words occur in texts."""

import pytest

from enclair.lessons.words_under_the_microscope.counting import count
from enclair.text.errors import ChoiceError


def test_count_takes_whole_words_and_phrases_and_folds_them():
    texts = ["L'argent, l’ARGENT!", "pas d'argent", "Sécurité, insécurité, et sécurité"]
    wanted = ["argent", "l’argent", "securite", "pas d'argent", "et", "money"]
    assert count(texts, wanted).tolist() == [3, 2, 2, 1, 1, 0]
    assert count(["end-to-end, end"], "end").to_dict() == {"end": 1}
    assert count([], ["a"]).to_dict() == {"a": 0}
    assert count(["not", "ready"], "not ready").to_dict() == {"not ready": 0}  # a phrase stays in one text
    assert count(["a"], []).empty


def test_a_wanted_word_without_letters_is_refused():
    with pytest.raises(ChoiceError, match="found '…'; write a word"):
        count(["a"], ["…"])
