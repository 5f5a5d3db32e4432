import dataclasses
import itertools
import re

import pytest

from enclair import Case
from enclair.lessons.words_under_the_microscope import Framing
from enclair.lessons.words_under_the_microscope import frames as framing
from enclair.text import toml
from enclair.text.errors import ChoiceError, NotesError
from tests.helpers import cases, forms


@pytest.mark.parametrize("sentence", framing.SENTENCES.values(), ids=framing.SENTENCES)
def test_every_question_is_answered_by_one_slot_and_one_alone(sentence: framing.Table) -> None:
    answered = []
    for slot in sentence["slots"].values():
        asked = {tuple(way) for way in slot["ways"].values()}
        assert len(asked) == 1  # each way of a slot answers the same questions
        answered += asked.pop()[1:]
    assert sorted(answered) == sorted(sentence["asks"])


def test_every_effect_occurs() -> None:
    assert toml.strings(framing.SLOTS, "effect") == set(framing.EFFECTS)


@pytest.mark.parametrize("way", [{"words": "may"}, {"words": "may", "who": {"effect": "none"}}])
def test_a_way_that_does_not_fit_its_neighbours_is_told_with_its_place(way: framing.Table) -> None:
    first = {"words": "will", "who": {"effect": "same"}}
    with pytest.raises(NotesError, match=r"framing\.en\.toml, \[…verb\.ways\.may\] should have words, who"):
        framing.check_ways({"verb": {"will": first, "may": way}})


def test_the_words_of_the_source_stand_in_its_quotation_to_the_letter(case: Case, lang: str) -> None:
    quotes = case.quotes.set_index("id")
    for sentence in framing.SENTENCES.values():
        for ask in sentence["asks"].values():
            assert ask[lang] in quotes.loc[sentence["quote"], f"quote_{lang}"]


def test_one_sentence_is_the_accused_party_s_and_one_the_prosecutor_s(case: Case) -> None:
    groups = case.quotes.set_index("id")["stakeholder_group"]
    said = [groups[sentence["quote"]] for sentence in framing.SENTENCES.values()]
    assert said == ["platform", "state-law-enforcement"]


@pytest.mark.parametrize("sentence", framing.SENTENCES.values(), ids=framing.SENTENCES)
def test_presets_bend_both_ways_and_one_does_not_bend(sentence: framing.Table) -> None:
    assert set(sentence["presets"]) == set(framing.PRESETS)
    bent = {
        name: [
            each["effect"] for each in framing.answers(sentence, chosen).values() if each["effect"] != "same"
        ]
        for name, chosen in sentence["presets"].items()
    }
    assert bent.pop("source") == []
    assert all(len(effects) >= 3 for effects in bent.values())


@pytest.mark.parametrize(
    ("choices", "made"),
    [
        ({}, "Telegram says it is ready to leave that country"),
        ({"verb": "threatens", "place": "france"}, "Telegram threatens to leave France"),
        ({"verb": "could", "lang": "fr"}, "Telegram pourrait quitter ce pays-là"),
        (
            {"sentence": "statement", "known": "arrest"},
            "The Paris prosecutor reports an almost total absence of reply from Telegram, "
            "to justify the arrest",
        ),
    ],
)
def test_a_headline_is_made_of_the_chosen_words(case: Case, choices: dict, made: str) -> None:
    lens = Framing(case, **choices)
    assert lens.headline == made
    assert made in lens.table()


def test_what_the_words_of_the_article_do_to_those_of_the_post(case: Case) -> None:
    effect = Framing(case, verb="threatens", place="france").effect.set_index("Question")["Difference"]
    assert dict(effect) == {
        "Who decides": "same",
        "How certain": "stronger",
        "Where": "added",
        "On which condition": "left out",
    }


def test_the_twin_has_every_headline_and_every_wording(case: Case, lang: str) -> None:
    lens = Framing(case, lang=lang, event="")
    assert lens.rows.equals(case.headlines)
    bundle = forms(lens)
    plain = bundle["text/plain"]
    for _, row in case.headlines.iterrows():
        assert row["headline_original"] in plain
        assert row[f"headline_{lang}"] in plain
        assert row[f"notes_{lang}"] in plain
        assert row["source_url"] in plain
    for _, row in framing.ways().iterrows():
        assert " | ".join(row) in plain
    offered = sum(len(ways) for ways in framing.SLOTS.values())
    assert len(framing.ways()) == offered
    assert bundle["text/html"].count("<tr") == len(case.headlines) + offered + len(lens.effect) + 3


def test_the_first_event_is_the_one_with_most_headlines(case: Case) -> None:
    lens = Framing(case)
    assert len(lens.rows) == case.headlines["event"].value_counts().max()
    assert set(lens.rows["event"]) == {lens.event}


def test_another_event_takes_its_pair_away(case: Case) -> None:
    lens = Framing(case)
    lens.pair = lens.rows["id"].head(2).tolist()
    lens.event = ""
    assert len(lens.pair) == 2
    lens.event = next(one for one in case.headlines["event"] if one not in set(lens.rows["event"].head(1)))
    assert lens.pair == []


def test_presets_are_offered_in_random_order(case: Case) -> None:
    orders = {tuple(Framing(case).preset_order) for _ in range(60)}
    assert len(orders) == len(list(itertools.permutations(framing.PRESETS)))


def test_without_its_quotations_the_error_says_so(case: Case) -> None:
    other = dataclasses.replace(case, _tables=case._tables | {"quotes": case.quotes.head(3)})
    with pytest.raises(ChoiceError, match="no quotation 'Q06'"):
        Framing(other)


def test_a_case_without_headlines_still_swaps_words(case: Case) -> None:
    other = dataclasses.replace(case, _tables=case._tables | {"headlines": case.headlines.head(0)})
    assert Framing(other).headline in Framing(other).table()


def test_its_repr_counts_headlines(case: Case) -> None:
    assert "headlines" in repr(Framing(case))


def test_forms_without_a_kernel_compare_the_pair(case: Case) -> None:
    lens = Framing(case, event="post-after-arrest", pair=["H01", "H02"])
    for form in (lens.table(), lens._html()):
        form = re.sub("<[^>]+>", "", form)
        assert form.index("Only in H01") < form.index("of 16 headlines")
    assert "Only in H01" not in Framing(case).table()


def test_a_headline_is_put_together() -> None:
    for case in cases("headlines"):
        slots = {str(at): {"ways": {"way": {"words": words}}} for at, words in enumerate(case["words"])}
        sentence = {"opening": case["opening"], "slots": slots}
        assert framing.headline(sentence, dict.fromkeys(slots, "way")) == case["headline"]
