"""The framing lens in a page of its own: no kernel, no server, no network."""

import itertools
from functools import partial

import pytest

from enclair.case.model import display_name
from enclair.lessons.words_under_the_microscope import Framing
from enclair.lessons.words_under_the_microscope import frames as framing
from tests.helpers import CASE, assert_in

pytestmark = pytest.mark.browser

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
            for cells, (ask, yours, source, effect) in zip(
                rows, framing.compared(sentence, ways).itertuples(index=False), strict=True
            ):
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


def test_two_headlines_are_compared_by_keyboard_alone_and_another_event_has_its_own(opened):
    page, panel, rows = opened.page, opened.page.locator(".enclair-pair"), Framing(CASE).rows
    for words in ("Choose another headline", "Hardly a word stands in both", ""):
        opened.tab_to(".enclair-saying button")
        page.keyboard.press("Enter")
        assert words in panel.inner_text()
        # Two headlines are no two wordings of one: no word of theirs is marked.
        assert panel.locator(":is(ins, del)").count() == 0
    assert opened.trait("pair") == rows["id"].tolist()[1:3]
    quoted = [" ".join(one.split()) for one in panel.locator("blockquote").all_text_contents()]
    assert quoted == rows["headline_en"].tolist()[1:3]
    page.keyboard.press("Enter")
    assert len(opened.trait("pair")) == 1
    page.locator("select").first.press("ArrowDown")
    assert opened.trait("event") != rows["event"].iloc[0]
    own = CASE.headlines["event"] == opened.trait("event")
    assert page.locator(".enclair-saying").count() == own.sum()
    # On paper stand the headline and what was folded.
    page.emulate_media(media="print")
    assert page.locator(".enclair-yours").is_visible()
    assert page.locator(".enclair-saying details p").first.is_visible()
