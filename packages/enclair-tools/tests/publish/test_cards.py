"""The printable cards: on paper nothing is cut, in black and white nothing is lost, nobody else is asked."""

import re

import pytest

from tests.browser.pages import no_barriers
from tests.helpers import REPO

pytestmark = pytest.mark.browser

CARDS = {path.stem: path for path in sorted((REPO / "teaching" / "cards").glob("*.html"))}


@pytest.fixture
def page(chromium, request):
    """The page with the cards of that name; those of the colours if none is named."""
    address = CARDS[getattr(request, "param", "colour_exchange")].as_uri()
    context = chromium.new_context(viewport={"width": 794, "height": 1123})
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    yield page
    assert asked == [address]
    context.close()


@pytest.mark.parametrize("page", CARDS, indirect=True)
def test_each_sheet_fits_on_its_page_and_can_be_read_on_a_screen(page):
    sheets, rows = page.locator(".sheet").count(), page.locator(".rows-sheet").count()
    pages = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
    assert 1 < sheets <= pages <= sheets + 2 * rows  # those run on over three
    page.emulate_media(media="print")
    cut = "all => all.filter((one) => one.scrollHeight > one.clientHeight + 1).map((one) => one.innerText)"
    assert page.locator(".sheet, .card, .slip, td, th").evaluate_all(cut) == []
    # What others may not see is an outline on paper, and a screen reader hears what lifts it.
    bars = page.locator(".enclair-redacted")
    assert bars.count() >= 2
    for each in bars.all():
        assert "until" in (said := each.get_attribute("aria-label")) or "jusqu’à" in said
        look = each.locator("i").evaluate("i => [getComputedStyle(i).backgroundColor, i.offsetHeight > 15]")
        assert look == ["rgba(0, 0, 0, 0)", True]
    assert all(words.strip() for words in page.locator(".sheet").all_inner_texts())
    page.emulate_media(media="screen")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    no_barriers(page)


def test_what_to_find_stands_on_a_page_of_the_teacher_alone(page):
    sheets = page.locator(".sheet")
    texts = sheets.all_inner_texts()
    assert sheets.last.get_attribute("id") == "teacher"
    for words in ("What to find", "Ce qu’il faut trouver", "Mallory shares one", "quatre essais au plus"):
        assert [words in one for one in texts] == [False] * (len(texts) - 1) + [True]
    assert f"page {len(texts)} for the teacher alone" in texts[0]
    assert f"page {len(texts)} réservée" in texts[1]
    assert [one.get_attribute("id") for one in sheets.all()][2:5:2] == ["cards", "mixing"]  # "pages 3 to 5"


def test_mixing_leads_both_to_the_same_colour_and_there_is_a_card_for_each(page):
    """A mixture is its number (yellow: 5) to the power of the secret, modulo 23: whoever comes first."""
    (_, *powers), *values = page.locator("#mixing tr").evaluate_all(
        "rows => rows.map((row) => [...row.cells].map((one) => +one.querySelector('.paint span')?.innerText))"
    )
    assert values == [[row[0], *(row[0] ** power % 23 for power in powers)] for row in values]
    assert values[0][0] == 5
    cards = page.locator("#cards b, #cards + section b").all_inner_texts()
    assert {*page.locator("#mixing :is(th, tbody td) b").all_inner_texts()} <= {*cards}


def test_each_colour_has_a_pattern_of_its_own(page):
    pattern = "all => all.map((one) => [...one.children].slice(1).map((part) => part.outerHTML).join())"
    drawn = page.locator("symbol").evaluate_all(pattern)
    assert all(drawn)  # a plain one would look like a bar
    assert len({*drawn}) == len(drawn)
