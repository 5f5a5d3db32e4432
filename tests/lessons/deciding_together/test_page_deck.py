"""The deck and the timer of lesson 7 in a page of their own."""

import pytest

from enclair import load_case
from enclair.lessons.deciding_together import Deck, Timer, paper
from enclair.lessons.deciding_together import cards as deck
from enclair_tools.publish import cards
from tests.browser.pages import opened_page

pytestmark = pytest.mark.browser

ODD = "<script>window.hacked = 1</script> 🦊 مرحبا"


@pytest.mark.parametrize(
    ("width", "scheme", "lang"),
    [(1280, "light", "en"), (1280, "dark", "fr"), (390, "dark", "en"), (390, "light", "fr")],
)
@pytest.mark.parametrize("make", ["deck", "timer", "projector"])
def test_axe_finds_nothing_and_nothing_overflows(chromium, tmp_path, make, width, scheme, lang):
    view = Deck(load_case("telegram"), lang) if make == "deck" else Timer(1, lang, large=make == "projector")
    with opened_page(chromium, tmp_path, view.to_html()) as opened:
        opened.check_access(width, scheme)


def test_the_lot_is_drawn_and_reversed_by_keyboard(chromium, tmp_path):
    with opened_page(chromium, tmp_path, Deck(load_case("telegram")).to_html()) as opened:
        assert not opened.trait("lots")
        opened.page.get_by_role("button", name="Draw").first.press("Enter")
        first = opened.trait("lots")
        assert len(set(first["roles"])) == 4
        opened.page.get_by_role("button", name="everse").first.press("Enter")
        assert opened.trait("reversed") is True
        assert opened.trait("lots") == first


def test_what_is_typed_is_text_and_stays_in_the_page(chromium, tmp_path):
    with opened_page(chromium, tmp_path, Deck(load_case("telegram")).to_html()) as opened:
        field = opened.page.get_by_role("textbox").first
        field.fill(ODD)
        field.press("Tab")
        assert ODD in opened.trait("rule").values()
        assert opened.page.evaluate("window.hacked") is None


def test_the_timer_goes_from_step_to_step_by_keyboard(chromium, tmp_path):
    with opened_page(chromium, tmp_path, Timer(1).to_html()) as opened:
        opened.page.get_by_role("button", name="Next").press("Enter")
        assert opened.trait("step") == 1
        start = opened.page.get_by_role("button", name="Start")
        start.press("Enter")
        opened.page.wait_for_timeout(1300)
        pause = opened.page.get_by_role("button", name="Pause")
        assert pause.is_visible()


@pytest.mark.parametrize("way", ["click", "Enter"])
def test_each_card_opens_its_row(chromium, tmp_path, lang, way):
    case = load_case("telegram")
    view = Deck(case, lang)
    with opened_page(chromium, tmp_path, view.to_html()) as opened:
        found = opened.page.locator(".enclair-evidence")
        assert found.count() == len(deck.cards())
        for name, card in zip(view.order, found.all(), strict=True):
            assert not card.locator("dl").is_visible()
            summary = card.locator("summary")
            summary.click() if way == "click" else summary.press(way)
            assert card.locator("dd").all_inner_texts() == [
                piece["words"] for piece in deck.rows(case)[name][lang]
            ]
            assert card.locator("dl").is_visible()


def test_a_page_without_scripts_opens_each_row(chromium, tmp_path):
    case = load_case("telegram")
    view = Deck(case)
    with opened_page(chromium, tmp_path, view.to_html(), java_script_enabled=False) as opened:
        found = opened.page.locator("details").filter(visible=True)
        assert found.count() == len(deck.cards())
        for name, row in zip(view.order, found.all(), strict=True):
            row.locator("summary").click()
            for piece in deck.rows(case)[name]["en"]:
                assert " ".join(piece["words"].split()) in " ".join(row.inner_text().split())


def test_an_open_row_keeps_its_words_below_their_label_and_the_next_card_short(chromium, tmp_path):
    """JupyterLab would set label and words side by side; a neighbour would grow with an open card."""
    with opened_page(chromium, tmp_path, Deck(load_case("telegram")).to_html()) as opened:
        lab = "dl { display: table } dt { float: left; width: 20% } dd { display: table-cell; width: 80% }"
        opened.page.add_style_tag(content=lab)
        first, second = opened.page.locator(".enclair-evidence").all()[:2]
        before = second.bounding_box()["height"]
        first.locator("summary").click()
        assert first.bounding_box()["height"] > second.bounding_box()["height"]
        assert second.bounding_box()["height"] <= before
        for label in first.locator("dt").all():
            below = label.evaluate("one => one.nextElementSibling.getBoundingClientRect().top")
            assert below >= label.evaluate("one => one.getBoundingClientRect().bottom") - 1


def test_no_row_on_paper_is_cut_by_a_column_or_a_page(chromium, tmp_path, lang):
    """Each row of the printed deck stands whole, within its sheet, and there is one for each card."""
    path = tmp_path / "paper.html"
    path.write_text(cards.page(paper, load_case("telegram")), encoding="utf-8")
    page = chromium.new_page(viewport={"width": 794, "height": 1123})
    try:
        page.goto(path.as_uri())
        page.emulate_media(media="print")
        rows = page.locator(".entry")
        assert rows.count() == len(deck.cards())
        cut = rows.evaluate_all(
            """rows => rows.filter((row) => {
              const sheet = row.closest(".sheet").getBoundingClientRect();
              const parts = [...row.getClientRects()];
              return parts.length !== 1 || parts.some((one) => one.bottom > sheet.bottom - 20
                || one.right > sheet.right || one.left < sheet.left);
            }).map((row) => row.innerText.slice(0, 40))"""
        )
        assert cut == []
    finally:
        page.close()
