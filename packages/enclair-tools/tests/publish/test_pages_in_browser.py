"""The static edition in a browser that reaches nothing: views live, predictions guard, paper shows all."""

import re

import pytest
from playwright.sync_api import expect

from enclair_tools.publish import pages
from enclair_tools.publish.lesson import lessons
from tests.browser.lab import guess
from tests.browser.pages import LOOKS, no_barriers, pages_of
from tests.helpers import REPO

pytestmark = pytest.mark.browser

LESSONS = lessons(REPO)
#: One lesson each time, all of them in the job of the site.
CHOSEN = [
    pytest.param(
        lesson,
        id=f"{lesson.lang}/{lesson.path.stem}",
        marks=[] if (lesson.lang, lesson.name[:2]) == ("fr", "04") else pytest.mark.site,
    )
    for lesson in LESSONS
]

CLIPPED = """() => [...document.querySelectorAll("table, .enclair-picture, pre")].filter((one) => {
  const box = one.getBoundingClientRect();
  return box.width > 0 && (box.right > document.documentElement.clientWidth + 1
    || (one.matches("pre") && one.scrollWidth > one.clientWidth + 1));
}).map((one) => one.outerHTML.slice(0, 200))"""


@pytest.fixture(scope="module", params=CHOSEN)
def made(request, tmp_path_factory):
    """The file of a lesson's page, and the lesson."""
    lesson = request.param
    path = tmp_path_factory.mktemp("pages") / lesson.name
    others = [one for one in LESSONS if one.lang == lesson.lang]
    made = pages.page(lesson, pages.run(lesson), others, home="../index.html")
    path.write_text(made, encoding="utf-8")
    return path, lesson


@pytest.fixture(scope="module")
def page(chromium, made):
    """The page, opened from a file without a network; what it asked for and what broke must stay empty."""
    path, _ = made
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    page = context.new_page()
    wrong: list[str] = []
    page.on("request", lambda one: wrong.append(one.url) if one.url[:5] not in ("file:", "data:") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.goto(path.as_uri())
    yield page
    assert wrong == []
    context.close()


def test_each_prediction_guards_its_view_and_nothing_stands_in_the_way(made, page):
    # Each view has a test of its own, and all other rules are asked below.
    no_barriers(page, context={"exclude": [[".view"]]}, options={"runOnly": LOOKS})
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    asked = page.locator(".asks").all()
    assert asked or "enclair-predict" not in page.content()
    for one in asked:
        guarded = one.locator("> details")
        assert not guarded.is_visible()
        assert guarded.locator("[data-guess]:visible").count() == 0
        guess(one.locator("> .live"), made[1].lang)
        is_repeated = guarded.locator(".enclair-repeated > .enclair-quote").count() > 0  # what lifts shows it
        assert guarded.is_visible() != is_repeated
        # What was guessed, the first row, is stamped on the figure if it has a place there, and no other.
        stamps = guarded.locator("[data-guess]")
        seen = "all => all.filter((one) => one.getClientRects().length).map((one) => one.dataset.guess)"
        assert len({*stamps.evaluate_all(seen)}) == (stamps.count() > 0)
        placed = one.get_attribute("data-enclair-place") is not None and not stamps.count()
        expect(guarded.locator("[data-enclair-you], .enclair-guess b")).to_have_count(int(placed))
        assert is_repeated or guarded.bounding_box()["height"] > 30  # after a drawing, the line of its table
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    page.set_viewport_size({"width": 390, "height": 900})
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")  # what still lands is pale
    no_barriers(page)
    for width in (390, 320):  # the latter is a window of 1280 that is magnified four times, as WCAG asks for
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.emulate_media(color_scheme="light", reduced_motion="no-preference")


#: What is on paper after all questions: views and texts that wait for a guess, words under bars.
WAITS = (
    ".asks.alive:not(.open) > details, .slide details[data-enclair-waits], "
    "main :not(.answers *) > details:not([open]):has(> summary .enclair-redacted)"
)
#: Of a long list the first entries are printed, of cards that come twice the first time.
LEFT_OUT = (
    ":is(tbody, ol):has(> :nth-child(25)) > :nth-child(n + 13), "
    ".slide:has(.enclair-once) ~ .slide .enclair-once > *"
)
UNSEEN = "all.filter((one) => !one.checkVisibility({ visibilityProperty: true }))"
ALL_LIVE = """() => [...document.querySelectorAll(".view")].every(
  (one) => one.parentElement.closest(".asks") || one.matches(".alive"))"""


def test_paper_shows_every_text_and_no_table_is_cut(page):
    page.reload()
    page.wait_for_function(ALL_LIVE)
    page.evaluate("() => new Promise(requestAnimationFrame)")  # texts below are barred then
    page.set_viewport_size({"width": 680, "height": 1000})  # A4 without its margins
    page.emulate_media(media="print")
    assert page.evaluate(CLIPPED) == []
    # A small table beside its picture is left out.
    folded = page.locator(
        "main details:not(.code, .live *, div:has(> .enclair-drawn) + details)"
        " > :not(summary, .enclair-counts, .enclair-to-draw, div:has(> .enclair-drawn) + details,"
        f" :is({WAITS}) *, :is({LEFT_OUT}) *)"
    )
    assert folded.count()
    # What waits for a guess is printed, but on the last sheet alone.
    waiting, sheet = page.locator(WAITS), page.locator("main > .answers:last-child")
    expect(waiting.locator("> :not(summary):visible")).to_have_count(0)
    expect(sheet).to_have_count(min(waiting.count(), 1))  # lesson 0 asks nothing that waits
    printed = "".join(sheet.all_text_contents())
    for words in waiting.evaluate_all("all => all.map((one) => one.lastElementChild.textContent)"):
        assert words in printed
    assert folded.evaluate_all(f"all => {UNSEEN}.filter((one) => one.innerText.trim()).length") == 0
    assert not page.locator(".live").first.is_visible()
    papers = page.locator(f".on-paper:not(:is({WAITS}) *)")
    assert papers.evaluate_all(f"all => {UNSEEN}.length") == 0
    page.emulate_media(media="screen")
    expect(page.locator(".on-paper:visible")).to_have_count(0)
    expect(sheet).to_have_count(0)  # it leaves with the next event


#: Of a slide: letters that the back row cannot read, and what is wider than its pages. Views have their own.
SMALL = """() => [...document.querySelectorAll(".slide > :is(h1, h2, p, ul, ol)")].filter((one) =>
  one.getClientRects().length && parseFloat(getComputedStyle(one).fontSize) < 28
).map((one) => one.outerHTML.slice(0, 120))"""
WIDE = """() => [...document.querySelectorAll(".slide")].filter((one) =>
  one.clientWidth && (one.scrollWidth % one.clientWidth) > 2).map((one) => one.outerHTML.slice(0, 120))"""
#: What a screen cuts in two: nothing scrolls, what has no room is on the next page of its slide.
CUT = """() => [...document.querySelectorAll(".slide :is(svg, p, li, tr, button, [role=note])")]
  .filter((one) => {
  const box = (one.matches(".enclair-drawn > svg") ? one.parentElement : one).getBoundingClientRect();
  const isHere = one.checkVisibility() && box.left >= 0 && box.left < innerWidth && box.top < innerHeight;
  return isHere && box.bottom > innerHeight + 1;
}).map((one) => one.outerHTML.slice(0, 120))"""
#: What the page of a slide says: none is blank.
SAID = """() => [...document.querySelectorAll(".slide :is(h1, h2, p, li, td, dd, blockquote, text, summary)")]
  .some((one) => {
    const { left, right, top } = one.getBoundingClientRect();
    return one.checkVisibility() && left >= 0 && right <= innerWidth && top >= 0 && top < innerHeight;
  })"""
#: Pages of texts whose letters leave most of the screen empty, or that hang from its top.
HUNG = """() => [...document.querySelectorAll(".slide:not(:has(> h1)) .begins")].filter((one) => {
  const isHere = ({ left, top, height }) =>
    height && left >= 0 && left < innerWidth && top >= 0 && top < innerHeight;
  const parts = [...one.closest(".slide").querySelectorAll("h2, p, li, tr, summary")];
  const boxes = parts.map((part) => part.getBoundingClientRect()).filter(isHere);
  const below = innerHeight - 8 - Math.max(...boxes.map((box) => box.bottom));
  const size = one.currentCSSZoom * parseFloat(getComputedStyle(one).fontSize);
  const { top } = one.getBoundingClientRect();
  return isHere(one.getBoundingClientRect()) && (below > 2 * top + 30 || (below > 250 && size < 48));
}).map((one) => one.outerHTML.slice(0, 120))"""


def seen(page):
    """The slide that fills the screen."""
    return page.evaluate("""() => [...document.querySelectorAll(".slide")].find((one) => {
      const box = one.getBoundingClientRect();
      return box.height > 0 && Math.abs(box.top) < 2;
    })?.dataset.count""")


def is_seen(one):
    """Whether a part of a slide is on the page that fills the screen."""
    box = one.bounding_box()
    return bool(box) and 0 <= box["x"] < 1280 and 0 <= box["y"] < 720


def test_slides_are_a_mode_of_the_page_turned_by_a_clicker(page):
    page.reload()
    page.wait_for_function(ALL_LIVE)
    page.set_viewport_size({"width": 1280, "height": 720})
    page.emulate_media(reduced_motion="reduce")  # what lies under a bar has its place once that has lifted
    page.get_by_role("button", name=re.compile("Slides|Diapositives")).click()
    shown = page.locator(".slide:visible")
    count = shown.count()
    assert 3 < count <= 25  # of the core of a lesson
    assert seen(page) == f"1 / {count}"
    assert page.evaluate(SMALL) + page.evaluate(WIDE) == []
    # What a teacher says stays on the page; what answers a task is a bar.
    assert page.locator(":is(.code, .said, .answer, aside, header):visible").count() == 0
    assert page.locator(".slide > .solution > :not(summary):visible").count() == 0
    assert all(one.inner_text().strip() for one in shown.all())
    # What a guess opens comes on the same slide before the next one; what explains it is a page of its own.
    waiting, explained, cut = page.locator(".slide:visible .asks:not(.open)"), set(), []
    for number in range(8 * count):
        page.keyboard.press("1")  # raised hands take a line of what opens
        page.keyboard.press(["PageDown", "ArrowRight", " "][number % 3])
        page.wait_for_timeout(50)
        cut += [(seen(page), one) for one in page.evaluate(CUT)]
        assert page.evaluate(SAID), seen(page)
        assert page.evaluate(HUNG) == [], seen(page)
        explained |= {one.text_content() for one in page.locator(".enclair-explained").all() if is_seen(one)}
        if seen(page) == f"{count} / {count}" and waiting.count() == 0:
            break
    assert (seen(page), waiting.count()) == (f"{count} / {count}", 0)
    assert page.locator(".slide:visible > .solution:not([open]):visible").all_text_contents() == []
    assert cut == []
    assert page.locator(".enclair-predict .enclair-why", has_not_text=re.compile(r"[.?!]\s*$")).count() == 0
    assert page.locator(".slide:visible > ol:has(+ .solution) > li:not(:has(> .paired))").count() == 0
    told = page.locator(".slide:visible .enclair-explained:not([hidden]):has(> :not(.rest))")
    assert explained >= {*told.all_text_contents()}
    assert told.evaluate_all("all => all.every((one) => one.getClientRects().length < 2)")  # a page each
    for key in ("Home", "PageUp"):
        page.keyboard.press(key)
        assert seen(page) == f"1 / {count}"
    for button, number in (("#next", 2), ("#back", 1)):
        page.locator(button).click()
        assert seen(page) == f"{number} / {count}"
    no_barriers(page, context={"exclude": [[".view"]]})
    page.keyboard.press("Escape")
    assert page.locator("aside").is_visible()
    assert page.locator(".rest:not(.paired *, details:not([open]) *) >> visible=false").count() == 0
    page.goto(f"{page.url.partition('#')[0]}#slides")
    page.reload()
    assert seen(page) == f"1 / {count}"
    page.keyboard.press("Escape")
    page.goto(f"{page.url.partition('#')[0]}?page")
    page.emulate_media(reduced_motion="no-preference")


def test_space_lifts_the_cell_of_a_grid_that_a_guess_has_opened_on_the_projector(made, page):
    if not made[1].name.startswith("03"):
        pytest.skip("the grid stands in lesson 3")
    page.reload()
    page.wait_for_function(ALL_LIVE)
    page.set_viewport_size({"width": 1280, "height": 720})
    asked = page.locator(".asks").first
    asked.locator(".enclair-enlarge:visible").press("Enter")
    page.keyboard.press("Space")
    page.keyboard.press("Space")  # the grid is seen after the answer
    asked.locator("button.enclair-unlaid").first.click()
    page.keyboard.press("1")
    page.keyboard.press("Space")
    expect(asked.locator(".enclair-latest")).to_have_count(1)
    assert asked.evaluate("(one) => one.scrollHeight <= innerHeight")
    page.keyboard.press("Escape")


def test_a_device_keeps_what_is_written_only_if_asked_never_a_position_and_erases_all(page):
    page.reload()
    page.set_viewport_size({"width": 1280, "height": 900})
    named, nameless = page.locator("textarea[name]").first, page.locator("textarea:not([name]):visible").first
    keep, erase = page.locator("#keep"), page.locator("#erase")
    named.fill("gone")
    page.reload()
    assert named.input_value() == ""  # for that visit alone
    keep.check()
    named.fill("mine")
    nameless.fill("what I think")
    page.reload()
    assert (named.input_value(), nameless.input_value(), keep.is_checked()) == ("mine", "", True)
    assert "what I think" not in page.evaluate("JSON.stringify(localStorage)")
    erase.click()
    expect(page.locator("#erased")).to_have_text(re.compile(r"Erased|Effacé"))
    assert page.evaluate("Object.keys(localStorage).length") == 0
    page.reload()
    assert (named.input_value(), keep.is_checked()) == ("", False)


#: Of bytes; a page that is larger takes too long on a school's network.
MOST = 1_500_000
#: How many sheets of A4 a lesson may take: what it took when we last looked, and a few more.
SHEETS = {"00": 12, "01": 22, "02": 28, "03": 28, "04": 16, "05": 33, "06": 29, "07": 33, "08": 15}


def test_a_page_is_small_and_prints_on_few_sheets_of_which_none_is_empty(made, page, tmp_path):
    assert made[0].stat().st_size <= MOST
    path = tmp_path / "page.pdf"
    page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    found = pages_of(path)
    assert len(found) <= SHEETS[made[1].name[:2]]
    assert all(shown > 0 for _, shown in found)


def test_without_scripts_everything_is_there_to_read(chromium, made):
    context = chromium.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(made[0].as_uri())
    assert all(one.is_visible() for one in page.locator(".cell > .view:not(.asks) > .twin").all())
    assert not page.locator(".live").first.is_visible() or page.locator(".live").first.inner_text() == ""
    context.close()
