"""The questions before and after in a page of their own: no kernel, no server, no network."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from enclair.lessons.start_here import Survey, instrument
from enclair.lessons.start_here.instrument import INSTRUMENT
from tests.browser.pages import Opened, opened_page

pytestmark = pytest.mark.browser

FORM = instrument.form("A")
HTML = "<img src=x onerror=window.ran=true><script>window.ran=true</script>"


@pytest.fixture
def opened(chromium: Browser, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Opened]:
    with opened_page(chromium, tmp_path, Survey("A", getattr(request, "param", "en")).to_html()) as one:
        yield one


def question(opened: Opened, place: int) -> Locator:
    return opened.page.locator(".enclair-survey ol").first.locator("> li").nth(place)


@pytest.mark.parametrize("opened", ["en", "fr"], indirect=True)
def test_everything_is_asked_and_nothing_is_chosen(opened: Opened) -> None:
    lang = opened.trait("lang")
    form = instrument.form("A", lang)
    for place, item in enumerate(form.items.values()):
        one = question(opened, place)
        assert one.locator("legend").first.inner_text() == f"{place + 1}. {item.question}"
        offered = one.locator(".enclair-choices label").all_inner_texts()
        assert offered == [*item.choices.values()]
        levels = one.locator(".enclair-levels label").all_inner_texts()
        assert levels == [f"{share} · {called}" for share, called in instrument.texts(lang).sure.items()]
    tasks = opened.page.locator(".enclair-survey ol").last.locator("> li > label").all_inner_texts()
    assert tasks == [
        f"{place}. {task.question}" for place, task in enumerate(form.tasks.values(), len(form.items) + 1)
    ]
    assert opened.page.locator(":checked").count() == 0


def test_answering_with_the_keyboard_alone(opened: Opened) -> None:
    page = opened.page
    expected: dict[str, dict[str, object]] = {"answers": {}, "sure": {}}
    for place, name in enumerate(FORM.items):
        for trait, offered in (("answers", list("abcd")), ("sure", list(INSTRUMENT.sure))):
            opened.tab_to("[type=radio]", 1)
            for _ in range(place % 4):
                page.keyboard.press("ArrowDown")
            page.keyboard.press("Space")
            expected[trait][name] = offered[place % 4]
        if place == 3:
            said = page.get_by_role("status")
            assert said.inner_text() == "4 of 6 questions answered; still open: 5, 6."
    assert opened.trait("answers") == expected["answers"]
    assert opened.trait("sure") == expected["sure"]
    assert page.get_by_role("status").inner_text() == "All 6 questions are answered, with how sure."
    opened.tab_to("textarea", 1)
    page.keyboard.type("x is a letter.")
    assert opened.trait("written") == {"wording": "x is a letter."}
    opened.tab_to("summary", 1)
    page.keyboard.press("Enter")
    assert FORM.tasks["wording"].scale[2] in page.locator("details").first.inner_text()
    bare = page.locator("a, button, input, textarea, summary").evaluate_all(
        "nodes => nodes.filter((node) => !node.hasAttribute('data-lm-suppress-shortcuts')).length"
    )
    assert bare == 0


def test_what_the_page_sends_python_takes(opened: Opened) -> None:
    for place in range(len(FORM.items)):
        question(opened, place).get_by_role("radio").nth(2).check()
        question(opened, place).get_by_role("radio").nth(4 + place % 4).check()
    opened.page.get_by_role("textbox").first.fill(HTML)
    view = Survey("A")
    view.answers, view.sure, view.written = (opened.trait(name) for name in ("answers", "sure", "written"))
    assert len(view.done) == len(FORM.items)
    assert view.written == {"wording": HTML}
    assert not opened.page.evaluate("window.ran")


@pytest.mark.parametrize("words", ["", "   ", "x" * 20_000, HTML, "🦊" * 50, "Я не знаю", "W" * 1900])
def test_odd_words_stay_words(opened: Opened, words: str) -> None:
    box = opened.page.get_by_role("textbox").last
    box.fill(words)
    kept = opened.trait("written").get("other-side", "")
    assert words.startswith(kept)
    assert len(kept) == min(len(words), instrument.LONGEST)
    view = Survey("A")
    view.written = {"other-side": kept}  # what the page lets through, Python takes
    assert not opened.page.evaluate("window.ran")
    opened.check_access(390, "light")


def test_a_long_text_says_how_long_it_may_be(opened: Opened) -> None:
    box = opened.page.get_by_role("textbox").first
    count = opened.page.locator("textarea + small").first
    expect(count).to_have_text("")
    box.fill("x" * 1990)
    expect(count).to_have_text("1990 of 2000 characters")
    box.press_sequentially("y" * 20)
    expect(count).to_have_text("2000 of 2000 characters")
    assert len(opened.trait("written")["wording"]) == instrument.LONGEST


def test_answers_and_language_that_python_sets_are_shown(opened: Opened) -> None:
    opened.set("answers", {"court": "d"})
    opened.set("sure", {"court": 95})
    opened.set("written", {"figure": HTML})
    opened.set("lang", "fr")
    page = opened.page
    assert page.locator(":checked").evaluate_all("all => all.map((one) => one.value)") == ["d", "95"]
    assert page.get_by_role("textbox").nth(1).input_value() == HTML
    assert "encore ouvertes\u00a0: 1, 2, 3, 4, 6." in page.get_by_role("status").inner_text()
    assert instrument.form("A", "fr").items["court"].question in page.locator("body").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("opened", ["en", "fr"], indirect=True)
def test_axe_finds_nothing_and_nothing_overflows(opened: Opened, width: int, scheme: str) -> None:
    opened.set("answers", {"court": "d", "alarms": "a"})
    opened.set("sure", {"court": 95})
    opened.page.get_by_role("textbox").first.fill("x" * 1990)
    for summary in opened.page.locator("summary").all():
        summary.click()
    opened.check_access(width, scheme)
    cut = opened.page.locator(".enclair-survey label").evaluate_all(
        "labels => labels.filter((label) => label.scrollWidth > label.clientWidth).length"
    )
    assert cut == 0


def test_without_scripts_the_page_is_the_sheet_to_fill_in(
    chromium: Browser, tmp_path: Path, lang: str
) -> None:
    page = Survey("A", lang).to_html()
    with opened_page(chromium, tmp_path, page, java_script_enabled=False) as opened:
        said = opened.page.locator("body").inner_text()
        form = instrument.form("A", lang)
        for item in form.items.values():
            assert item.question in said
        for task in form.tasks.values():
            assert task.scale[-1] in said
        assert said.count("☐") == 48
        opened.page.set_viewport_size({"width": 390, "height": 1000})
        opened.page.emulate_media(media="print")
        assert opened.page.locator(".enclair-lines").count() == 3
