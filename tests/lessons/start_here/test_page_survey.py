"""The questions before and after in a page of their own: no kernel, no server, no network."""

from functools import partial

import pytest
from playwright.sync_api import expect

from enclair.lessons.start_here import Survey, instrument
from enclair.lessons.start_here.instrument import INSTRUMENT
from tests.browser.pages import Opened

pytestmark = pytest.mark.browser

VIEW = partial(Survey, "A")
FORM = instrument.form("A")
HTML = "<img src=x onerror=window.ran=true><script>window.ran=true</script>"


def test_everything_is_asked_nothing_is_chosen_and_the_keyboard_alone_answers(opened: Opened) -> None:
    page, status = opened.page, opened.page.get_by_role("status")
    questions, tasks = page.locator(".enclair-survey ol").all()
    sure = [f"{share} · {called}" for share, called in INSTRUMENT.sure.items()]
    assert page.locator(":checked").count() == 0
    expected: dict[str, dict[str, object]] = {"answers": {}, "sure": {}}
    for place, (name, item) in enumerate(FORM.items.items()):
        asked = questions.locator("> li").nth(place)
        assert asked.locator("legend").first.inner_text() == f"{place + 1}. {item.question}"
        assert asked.locator("label").all_inner_texts() == [*item.choices.values(), *sure]
        for trait, offered in (("answers", list("abcd")), ("sure", list(INSTRUMENT.sure))):
            opened.tab_to("[type=radio]", 1)
            for _ in range(place % 4):
                page.keyboard.press("ArrowDown")
            page.keyboard.press("Space")
            expected[trait][name] = offered[place % 4]
        if place == 3:
            assert status.inner_text() == "4 of 6 questions answered; still open: 5, 6."
    assert {trait: opened.trait(trait) for trait in expected} == expected
    assert status.inner_text() == "All 6 questions are answered, with how sure."
    in_words = [f"{place}. {task.question}" for place, task in enumerate(FORM.tasks.values(), 7)]
    assert tasks.locator("> li > label").all_inner_texts() == in_words
    opened.tab_to("textarea", 1)
    page.keyboard.type("x is a letter.")
    assert opened.trait("written") == {"wording": "x is a letter."}
    page.locator("summary").first.press("Enter")
    assert FORM.tasks["wording"].scale[2] in page.locator("details").first.inner_text()
    view = Survey("A")  # what the page sends, Python takes
    view.answers, view.sure, view.written = (opened.trait(name) for name in ("answers", "sure", "written"))


def test_odd_words_stay_words(opened: Opened) -> None:
    box = opened.page.get_by_role("textbox").last
    for words in ("   ", "x" * 20_000, HTML, "🦊" * 50, "Я не знаю", "W" * 1900, ""):
        box.fill(words)
        kept = opened.trait("written").get("other-side", "")
        assert words.startswith(kept)
        assert len(kept) == min(len(words), instrument.LONGEST)
        count = f"{len(kept)} of 2000 characters" if len(kept) >= 1600 else ""  # only when it matters
        expect(opened.page.locator("textarea + small").last).to_have_text(count)
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= 1280
    assert not opened.page.evaluate("window.ran")


def test_answers_and_language_that_python_sets_are_shown(opened: Opened) -> None:
    opened.set("answers", {"court": "d"})
    opened.set("sure", {"court": 95})
    opened.set("written", {"figure": HTML})
    opened.set("lang", "fr")
    page = opened.page
    assert page.locator(":checked").evaluate_all("all => all.map((one) => one.value)") == ["d", "95"]
    assert page.get_by_role("textbox").nth(1).input_value() == HTML
    assert "encore ouvertes\u00a0: 1, 2, 3, 4, 6." in page.get_by_role("status").inner_text()
