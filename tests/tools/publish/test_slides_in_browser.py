"""Slides in a browser that reaches nothing: nothing clipped, letters for the back row, keys, notes, paper."""

import html
import re

import pytest

from enclair.text.locale import speaking, text
from enclair_tools.publish import pages, slides
from enclair_tools.publish import slide_figures as large
from tests.browser.pages import no_barriers, opened_page
from tests.helpers import REPO
from tests.test_teaching import numbers
from tests.tools.publish.test_handouts import pages_of

pytestmark = pytest.mark.browser
site = pytest.mark.site

#: One lesson each time, all of them in the job of the site.
CHOSEN = [
    pytest.param(one, id=f"{one.lang}/{one.path.stem}", marks=[] if "en/04_" in one.path.as_posix() else site)
    for one in pages.lessons(REPO)
]
PROJECTOR = {"width": 1280, "height": 720}

#: A slide is what is seen at once: a step of it, where it has some.
CLIPPED = """() => [...document.querySelectorAll(".slide:not(:has(> .step)), .step")].filter((one) => {
  one.querySelectorAll(".answer").forEach((folded) => (folded.open = true));
  const wide = [...one.querySelectorAll("*")].some(
    (part) => !part.closest(".live, .more") && part.clientWidth && part.scrollWidth > part.clientWidth + 2);
  return one.scrollHeight > one.clientHeight || one.scrollWidth > one.clientWidth || wide;
}).map((one) => one.outerHTML.slice(0, 200))"""

#: In views 20 pixels, elsewhere 28; what opens on demand is left out.
SMALL = """() => [...document.querySelectorAll(".slide *")].filter((one) => {
  if (one.closest(".more") || !one.getClientRects().length) return false;
  if (![...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim())) return false;
  const size = parseFloat(getComputedStyle(one).fontSize) * one.currentCSSZoom;
  return size < (one.closest(".frame") ? 20 : 28) - 0.01;
}).map((one) => one.outerHTML.slice(0, 120))"""

#: The same of letters in pictures, which are drawn so that the least of them have so many dots.
SMALL_IN_PICTURES = """(dots) => [...document.querySelectorAll(".slide img")].filter((one) =>
  !one.closest(".more") && (one.clientWidth / one.naturalWidth) * dots < 20 - 0.01
).map((one) => one.alt)"""
#: What waits for a key on a slide, before the next one comes.
WAITS = ".now :is(.answer:not([open]), .later:not(.told)), .now > .step.at + .step"


@pytest.fixture(scope="module", params=CHOSEN)
def made(request):
    """A lesson, as it ran, its slides, and their page."""
    lesson = request.param
    done = slides.execute(lesson)
    with speaking(lesson.lang):
        found, outputs = slides.slides_and_outputs(done)
        return lesson, done, found, slides.page(lesson, found, outputs, slides.notes(REPO, lesson))


@pytest.fixture
def page(chromium, made, tmp_path):
    """The slides, opened from a file without a network; asking anybody for anything fails the test."""
    with opened_page(chromium, tmp_path, made[3]) as opened:
        opened.page.set_viewport_size(PROJECTOR)
        opened.page.wait_for_function("document.body.classList.contains('on')")
        yield opened.page


def shown(page):
    """The number of the slide that is seen."""
    numbers_seen = [one.get_attribute("id") for one in page.locator(".slide").all() if one.is_visible()]
    assert len(numbers_seen) == 1
    return int(numbers_seen[0])


def test_nothing_is_clipped_and_all_can_be_read_from_the_back_row(page):
    assert page.evaluate(CLIPPED) == []
    assert page.evaluate(SMALL) == []
    assert page.evaluate(SMALL_IN_PICTURES, large.LETTERS) == []
    # A larger projector shows the same in proportion.
    page.set_viewport_size({"width": 1920, "height": 1080})
    assert page.evaluate(CLIPPED) == []
    frame = page.locator(".frame > :not(figure)").first
    assert frame.evaluate("one => one.currentCSSZoom") == pytest.approx(1.75 * 1.5, rel=0.01)


def test_the_keys_lead_through_every_slide_and_show_what_waits(made, page):
    count = len(made[2])
    keys = sum(slide.body.count('class="answer"') + slide.body.count('class="later"') for slide in made[2])
    keys += sum(len(slide.steps) - (not slide.body) for slide in made[2] if slide.steps)
    assert shown(page) == 1
    presses = 0
    while page.evaluate("document.querySelector('.now').id") != str(count) or page.locator(WAITS).count():
        waiting = page.locator(WAITS).count()
        before = page.evaluate("document.querySelector('.now').id")
        page.keyboard.press(("ArrowRight", "PageDown", " ")[presses % 3])
        presses += 1
        assert presses < 3 * count
        if waiting:
            assert page.evaluate("document.querySelector('.now').id") == before
            assert page.locator(WAITS).count() < waiting or page.locator(".now > .step").count()
    assert presses == count - 1 + keys
    assert shown(page) == count
    assert page.evaluate("document.activeElement.id") == str(count)
    page.evaluate("location.hash = '2'")
    page.wait_for_function("document.querySelector('.now').id === '2'")
    page.keyboard.press("PageUp")
    assert page.evaluate("location.hash") == "#1"
    page.evaluate(f"location.hash = '{count}'")
    page.keyboard.press("Home")
    assert shown(page) == 1


def test_a_prediction_is_asked_before_its_view_is_seen(made, page):
    asked = [number for number, slide in enumerate(made[2], start=1) if "ask" in slide.kind.split()]
    assert asked or "00_" in made[0].name
    for number in asked:
        page.evaluate("number => (location.hash = number)", number)
        page.wait_for_function(f"document.querySelector('.now').id === '{number}'")
        question, view = (page.locator(f".now > .step >> nth={place}") for place in (0, 1))
        while question.locator(".later:not(.told)").count():
            page.keyboard.press("ArrowRight")
        assert question.locator(".question").is_visible()
        assert question.locator(".live, img").count() == 0
        assert not view.is_visible()
        page.keyboard.press("ArrowRight")
        assert view.is_visible()
        assert view.locator(".frame").is_visible()
        assert not question.is_visible()
        page.keyboard.press("ArrowLeft")
        assert question.is_visible()
        assert not view.is_visible()


def test_no_barrier_on_any_slide_nor_on_all_at_once_as_without_scripts(chromium, made, page, tmp_path):
    no_barriers(page)
    page.evaluate("document.querySelectorAll('.answer').forEach((one) => (one.open = true))")
    page.evaluate("document.body.classList.remove('on')")
    no_barriers(page)
    with opened_page(chromium, tmp_path, made[3], scripts=False) as opened:
        slides_seen = opened.page.locator(".slide")
        assert slides_seen.count() == len(made[2])
        assert slides_seen.last.is_visible()
        assert not opened.page.locator(".bar").is_visible()


def test_a_number_of_a_slide_stands_in_the_notebook_as_it_ran(made):
    _, done, found, _ = made
    plain = [cell.source for cell in done.cells]
    for cell in done.cells:
        for output in cell.get("outputs", ()):
            data = output.get("data", {"text/plain": output.get("text", "")})
            plain += [data.get("text/html", ""), data["text/plain"]]

    def seen(text):
        return numbers(html.unescape(re.sub(r"<style>.*?</style>|<[^>]*>", " ", text, flags=re.DOTALL)))

    there = set().union(*map(seen, plain))
    assert len(there) > 20
    for slide in found:
        assert seen("".join([slide.body, slide.more, *slide.steps])) <= there, slide


def test_the_notes_open_in_a_window_of_their_own(made, page):
    place = next(n for n, slide in enumerate(made[2]) if re.match(r"1\.", slide.section))
    page.get_by_label(text("Go to", made[0].lang)).select_option(str(place + 1))
    with page.expect_popup() as opened:
        page.get_by_role("button", name=text("Notes", made[0].lang)).click()
    said = slides.notes(REPO, made[0])[made[2][place].section]
    assert re.sub(r"<[^>]*>", "", said).split()[:3] == opened.value.locator("div").inner_text().split()[:3]
    page.keyboard.press("Home")
    assert opened.value.locator("h1").inner_text() == made[0].title
    opened.value.keyboard.press("ArrowRight")  # a key works in both windows
    assert shown(page) == 2


def test_what_is_seen_at_once_is_a_page_on_paper(made, page, tmp_path):
    path = tmp_path / "slides.pdf"
    page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    found = pages_of(path)
    assert len(found) == page.locator(".slide:not(:has(> .step)), .step").count() >= len(made[2])
    assert all(shown > 0 for _, shown in found)
