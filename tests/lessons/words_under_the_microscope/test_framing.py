"""The framing lens: its sentences, its view, and its page."""

import itertools
from functools import partial

import pytest
from playwright.sync_api import expect

from enclair.case.model import display_name
from enclair.lessons.words_under_the_microscope import Framing
from enclair.lessons.words_under_the_microscope import frames as framing
from tests.helpers import CASE, assert_in, forms


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


def test_the_twin_has_every_headline_and_every_wording(case, lang):
    lens = Framing(case, lang=lang, event="")
    plain, page = forms(lens)["text/plain"], forms(lens)["text/html"]
    for column in ("headline_original", f"headline_{lang}", f"notes_{lang}", "source_url"):
        assert_in(plain, *case.headlines[column])
    ways = framing.ways()
    assert_in(plain, *map(" | ".join, ways.to_numpy()))
    assert len(ways) == sum(map(len, framing.SLOTS.values()))
    assert page.count("<tr") == len(case.headlines) + len(ways) + len(lens.effect) + 3


def test_the_first_event_has_most_headlines(case):
    lens = Framing(case)
    assert set(lens.rows["event"]) == {lens.event}
    assert len(lens.rows) == case.headlines["event"].value_counts().max()


VIEW = partial(Framing, CASE)


@pytest.mark.parametrize("opened", [{"event": ""}], indirect=True)
def test_every_headline_on_screen_equals_its_row_to_the_letter(opened, lang):
    opened.set("lang", lang)
    cards, headlines = opened.page.locator(".enclair-saying"), CASE.headlines
    quoted = cards.locator("blockquote").evaluate_all("all => all.map((one) => [one.lang, one.textContent])")
    assert quoted == headlines[["language", "headline_original"]].to_numpy().tolist()
    for (_, row), words in zip(headlines.iterrows(), cards.all_text_contents(), strict=True):
        columns = ("outlet", f"headline_{lang}", f"notes_{lang}")
        assert_in(words, display_name(row["source_name"], lang), *row[[*columns]])


def test_page_and_python_make_and_judge_the_same_headlines(opened):
    for name, sentence in framing.in_language("en").items():
        opened.set("sentence", name)
        slots = {slot: list(one["ways"]) for slot, one in sentence["slots"].items()}
        chosen = [dict(zip(slots, ways, strict=True)) for ways in itertools.product(*slots.values())]
        shown = opened.page.evaluate(
            """chosen => chosen.map((ways) => {
                 for (const [slot, way] of Object.entries(ways)) enclair.model.set(slot, way);
                 const cells = (row) => [...row.cells].map((cell) => cell.innerText);
                 const rows = [...document.querySelectorAll(".enclair-framing tbody tr")];
                 return [document.querySelector(".enclair-yours").textContent, rows.map(cells)];
               })""",
            chosen,
        )
        for ways, (made, rows) in zip(chosen, shown, strict=True):
            assert made == framing.headline(sentence, ways)
            compared = framing.compared(sentence, ways).itertuples(index=False)
            for cells, (ask, yours, source, effect) in zip(rows, compared, strict=True):
                assert cells[0].startswith(ask)
                assert cells[0].endswith(effect)
                assert [cells[1], cells[2].replace("\n", " ")] == [yours, source]


def test_a_ready_made_headline_says_that_it_is_chosen_and_its_source_has_both_languages(opened):
    page, row = opened.page, CASE.quotes.set_index("id").loc["Q29"]
    page.get_by_role("button", name="What the prosecutor said").click()
    quoted = page.locator(".enclair-origin blockquote")
    assert quoted.all_text_contents() == [row["quote_en"], row["quote_original"]]
    assert quoted.last.get_attribute("lang") == row["language"]
    button = page.get_by_role("button", name="Closest to the source")
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert page.locator("[data-effect]:not([data-effect=same])").count() == 0
    assert "Your headline · nobody published it" in page.locator(".enclair-made").inner_text()
    page.locator(".enclair-slots select").first.select_option(index=1)
    assert button.get_attribute("aria-pressed") == "false"


def test_before_a_class_the_space_bar_leads_to_the_words_that_one_swaps(opened):
    page, slots = opened.page, opened.page.locator(".enclair-slots")
    page.get_by_role("button", name="Projector").first.click()
    for is_seen in (False, True, False):
        expect(slots).to_be_visible(visible=is_seen)
        expect(page.locator(".enclair-saying").first).to_be_visible(visible=not is_seen)
        page.keyboard.press("Space")


def test_another_event_has_headlines_of_its_own_and_paper_has_what_was_folded(opened):
    page = opened.page
    page.locator("select").first.press("ArrowDown")
    own = CASE.headlines["event"] == opened.trait("event")
    assert page.locator(".enclair-saying").count() == own.sum() != len(Framing(CASE).rows)
    # On paper stand the headline and what was folded.
    page.emulate_media(media="print")
    assert page.locator(".enclair-yours").is_visible()
    assert page.locator(".enclair-saying details p").first.is_visible()
