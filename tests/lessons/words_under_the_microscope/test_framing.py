import random

import pytest

from enclair.lessons.words_under_the_microscope import Framing
from enclair.lessons.words_under_the_microscope import frames as framing
from tests.helpers import assert_in, assert_not_in, forms


def test_every_question_is_answered_by_one_slot_and_one_alone_and_every_effect_occurs():
    for sentence in framing.SENTENCES.values():
        firsts = [next(iter(slot["ways"].values())) for slot in sentence["slots"].values()]
        assert sorted(key for way in firsts for key in way if key != "words") == sorted(sentence["asks"])
    ways = [(way, first) for first, *others in map(dict.values, framing.SLOTS.values()) for way in others]
    assert [way for way, first in ways if way.keys() != first.keys()] == []
    ways = [way for slot in framing.SLOTS.values() for way in slot.values()]
    effects = {answer["effect"] for way in ways for answer in way.values() if isinstance(answer, dict)}
    assert effects == set(framing.EFFECTS)


@pytest.mark.parametrize("sentence", framing.SENTENCES.values(), ids=framing.SENTENCES)
def test_presets_bend_both_ways_and_one_does_not_bend(sentence):
    bent = {
        name: [answer["effect"] for answer in framing.answers(sentence, chosen).values()]
        for name, chosen in sentence["presets"].items()
    }
    assert set(bent) == set(framing.PRESETS)
    assert set(bent.pop("source")) == {"same"}
    assert all(len(effects) - effects.count("same") >= 3 for effects in bent.values())


def test_words_are_those_of_the_accused_party_and_of_the_prosecutor_to_the_letter(case):
    quotes = case.quotes.set_index("id").loc[[sentence["quote"] for sentence in framing.SENTENCES.values()]]
    assert quotes["stakeholder_group"].tolist() == ["platform", "state-law-enforcement"]
    for sentence, (_, row) in zip(framing.SENTENCES.values(), quotes.iterrows(), strict=True):
        for ask in sentence["asks"].values():
            assert_in(row["quote_en"], ask["en"])
            assert_in(row["quote_fr"], ask["fr"])


def test_a_headline_is_made_of_the_chosen_words_and_its_effect_is_told(case):
    for choices, made in (
        ({}, "Telegram says it is ready to leave that country"),
        ({"verb": "could", "lang": "fr"}, "Telegram pourrait quitter ce pays-là"),
        ({"sentence": "statement", "known": "arrest"}, "of reply from Telegram, to justify the arrest"),
        ({"verb": "threatens", "place": "france"}, "Telegram threatens to leave France"),
    ):
        lens = Framing(case, **choices)
        assert lens.headline.endswith(made)
        assert lens.headline in lens.table()
    assert dict(lens.effect.set_index("Question")["Difference"]) == {
        "Who decides": "same",
        "How certain": "stronger",
        "Where": "added",
        "On which condition": "left out",
    }


def test_the_twin_has_every_headline_and_every_wording_and_compares_the_pair(case, lang):
    lens = Framing(case, lang=lang, event="")
    plain, page = forms(lens)["text/plain"], forms(lens)["text/html"]
    for column in ("headline_original", f"headline_{lang}", f"notes_{lang}", "source_url"):
        assert_in(plain, *case.headlines[column])
    ways = framing.ways()
    assert_in(plain, *map(" | ".join, ways.to_numpy()))
    assert len(ways) == sum(map(len, framing.SLOTS.values()))
    assert page.count("<tr") == len(case.headlines) + len(ways) + len(lens.effect) + 3
    few = {"en": "Hardly a word", "fr": "Presque aucun mot"}[lang]
    assert_not_in(plain, few)
    lens.pair = ["H01", "H02"]
    assert_in(lens.table(), few)


def test_the_first_event_has_most_headlines_and_another_one_takes_its_pair_away(case, monkeypatch):
    monkeypatch.setattr(random, "sample", lambda items, k: items[::-1][:k])
    lens = Framing(case)
    assert lens.preset_order == [*framing.PRESETS][::-1]  # in random order
    assert set(lens.rows["event"]) == {lens.event}
    assert len(lens.rows) == case.headlines["event"].value_counts().max()
    lens.pair = lens.rows["id"].head(2).tolist()
    lens.event = ""
    assert len(lens.pair) == 2
    lens.event = next(event for event in case.headlines["event"] if event != "post-after-arrest")
    assert lens.pair == []
