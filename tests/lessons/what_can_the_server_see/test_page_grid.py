"""Who sees what, real services and the request desk, in pages of their own: no kernel, no network."""

import itertools
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from enclair import Case
from enclair.lessons.what_can_the_server_see import Grid, desk
from enclair.lessons.what_can_the_server_see import visibility as rules
from enclair.lessons.what_can_the_server_see.prediction_grid import PredictionGrid
from tests.browser.pages import Opened, opened_page
from tests.helpers import CASE, assert_in, assert_not_in

pytestmark = pytest.mark.browser


def opened_by(make: Callable[..., PredictionGrid] = Grid, **choices: object) -> PredictionGrid:
    """The grid, or the desk."""
    return make(CASE, **choices)


VIEW = opened_by


def attributes(opened: Opened) -> list[str]:
    """What the attributes of the cells to predict say, without the names of the cells themselves."""
    return list(
        opened.page.locator("fieldset.enclair-cell, button.enclair-row").evaluate_all(
            """cells => cells.map((cell) => [cell, ...cell.querySelectorAll("*")].flatMap((node) =>
                 [...node.attributes]
                   .filter(({ name }) => !["name", "id", "for", "title", "data-at"].includes(name))
                   .map(({ name, value }) => `${name}=${value.replace(/^[^:]*: /, "")}`)).join("; "))"""
        )
    )


@pytest.mark.parametrize("opened", [{}, {"make": desk}], indirect=True)
def test_no_answer_is_on_the_page_before_a_prediction(case: Case, opened: Opened) -> None:
    view = Grid(case) if opened.trait("asked") is None else desk(case)
    if isinstance(view, Grid):
        sheets = [rules.DESIGNS, rules.PARTIES]
        states = [
            {"by": by, "design": design, "party": party}
            for by, design, party in itertools.product(("design", "party"), *sheets)
        ]
    else:
        states = [
            {"request": request, "kind": kind}
            for request, kind in itertools.product(rules.REQUESTS, rules.KINDS)
        ]
    before, cells = "", set()
    for state in states:
        for name, value in state.items():
            opened.set(name, value)
        before += opened.text()
        cells |= set(attributes(opened))
    assert [phrase for phrase in view.phrases if phrase in before] == []
    assert len(cells) == 1  # a cell whose answer is yes looks like one whose answer is no
    assert_not_in(before, "as you predicted", *(rules.texts()["page"][name] for name in ("settled", "alike")))
    assert_not_in(before, "As you predicted")
    # What was read of real services waits, too.
    assert_not_in(before, *(each["source"] for each in rules.settings(case.messengers)))


def row_of(opened: Opened, party: str, kind: str) -> Locator:
    """The row of a kind of data in the pane of a party, by their names."""
    pane = opened.page.locator(".enclair-pane").filter(has=opened.page.get_by_text(party, exact=True))
    return pane.locator(".enclair-row").filter(has_text=kind)


@pytest.mark.parametrize("opened", [{"design": "e2ee"}], indirect=True)
def test_bars_are_laid_then_those_of_the_design_fall_and_tell_why(opened: Opened) -> None:
    page = opened.page
    for _ in ("striped", "black"):
        row_of(opened, "Server", "Time").click()
    assert "today, 18:04" not in row_of(opened, "Server", "Time").inner_html()
    assert row_of(opened, "Server", "Time").get_attribute("aria-label") == "Time: does not see it"
    assert "It passes on ciphertext" not in opened.text()  # laid is not yet compared
    server = page.locator(".enclair-pane").filter(has=page.get_by_text("Server", exact=True))
    server.get_by_role("button", name="Compare").click()
    kinds = dict.fromkeys(rules.KINDS, "yes") | {"time": "no"}
    assert opened.trait("predictions") == {f"e2ee/server/{kind}": level for kind, level in kinds.items()}
    said = opened.text()
    for kind in rules.KINDS:
        assert rules.answer("e2ee", "server", kind)[1] in said
    assert_in(said, "As you predicted: 3 of 7.", rules.idea("e2ee", "server", "time", "no")["says"])
    assert rules.answer("e2ee", "judge", "text")[1] not in said
    assert opened.focused() == "Server"
    # The first idea is read at once; what one laid stands beside what is so.
    assert row_of(opened, "Server", "Message text").get_attribute("open") is not None
    assert "you: ○ does not see it" in row_of(opened, "Server", "Time").inner_text()
    assert "today, 18:04" in row_of(opened, "Server", "Time").inner_text()
    page.emulate_media(media="print")
    assert (
        page.locator(".enclair-redacted i").first.evaluate("bar => getComputedStyle(bar).backgroundColor")
        == "rgba(0, 0, 0, 0)"
    )


@pytest.mark.parametrize("opened", [{"design": "e2ee"}], indirect=True)
def test_words_that_are_typed_go_black_for_who_may_not_read_them_and_stay_in_the_view(opened: Opened) -> None:
    page = opened.page
    mine = "Nobody tells Lea"
    expect(page.get_by_role("button", name="Compare all")).to_be_disabled()  # a guess comes first
    row_of(opened, "Network", "Message text").click()
    page.get_by_role("button", name="Compare all").click()
    page.get_by_label("Your sentence").fill(mine)
    texts = {who: row_of(opened, who, "Message text") for who in ("Friend", "Network", "Server", "Judge")}
    assert mine in texts["Friend"].inner_text()
    for who in ("Network", "Server", "Judge"):
        assert "Lea" not in texts[who].inner_html()
        lengths = texts[who].locator("i").evaluate_all("bars => bars.map(bar => bar.style.cssText)")
        assert lengths == ["--letters: 6;", "--letters: 5;", "--letters: 3;"]
    assert texts["Network"].get_by_role("img").get_attribute("aria-label") == "does not see it"
    assert texts["Judge"].locator(".enclair-partly").count() == 1
    page.get_by_role("button", name="Plain", exact=True).click()
    page.get_by_role("button", name="Compare all").click()
    assert mine in row_of(opened, "Network", "Message text").inner_text()
    opened.press_language("fr")
    assert page.get_by_label("Votre phrase").input_value() == mine
    kept = page.evaluate("JSON.stringify([enclair.model, localStorage, sessionStorage, location.href])")
    assert "Lea" not in kept


def test_the_grid_works_with_the_keyboard_alone(opened: Opened) -> None:
    page = opened.page
    opened.tab_to(".enclair-starts button")
    page.keyboard.press("Enter")
    first = opened.trait("questions")[opened.trait("question_order")[0]]
    assert [opened.trait("design"), opened.trait("party")] == first[1:]
    assert opened.focused() == first[0]  # drawn anew, the focus stays
    opened.tab_to(".enclair-slip button[aria-pressed=false]")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"
    opened.tab_to("button.enclair-row")
    page.keyboard.press("Space")
    assert page.evaluate("document.activeElement.ariaLabel").endswith("in part, or only if …")
    opened.tab_to(".enclair-pane > button:last-child")
    page.keyboard.press("Enter")
    levels = list(opened.trait("predictions").values())
    assert levels == ["part", *["yes"] * 6]
    opened.tab_to("summary")
    page.keyboard.press("Enter")
    assert page.locator("details.enclair-row[open]").count() >= 1
    opened.tab_to("select")
    page.keyboard.press("ArrowDown")
    service = page.evaluate("document.activeElement.value")
    opened.tab_to(".enclair-real input")
    page.keyboard.press("Space")
    opened.tab_to(".enclair-real button")
    page.keyboard.press("Enter")
    assert opened.trait("guesses") == {service: "plain"}
    assert opened.focused() == service


@pytest.mark.parametrize("opened", [{"make": desk, "request": "key"}], indirect=True)
def test_the_desk_works_with_the_keyboard_and_shows_both_losses(opened: Opened) -> None:
    page = opened.page
    assert page.locator(".enclair-losses").count() == 0
    opened.tab_to("fieldset input")
    page.keyboard.press("Space")
    opened.tab_to("button[type=submit]")
    page.keyboard.press("Enter")
    assert opened.trait("predictions") == {"plain/key/text": "yes"}
    cards = page.locator(".enclair-losses p").all_inner_texts()
    assert cards == opened.trait("losses")
    assert_in(opened.text(), rules.texts()["page"]["settled"], rules.answer("plain", "key", "text")[1])
    opened.tab_to("summary")
    page.keyboard.press("Enter")
    for row in opened.trait("asked"):
        assert page.get_by_role("link", name=row["source_name"]).first.is_visible()
        assert row["asks_en"] in page.locator("details").inner_text()


def test_the_menu_names_no_other_service_above_the_card_that_was_just_read(opened: Opened) -> None:
    form = opened.page.locator(".enclair-real form")
    show = form.get_by_role("button", name="Show what was read")
    form.locator("input").first.check()
    expect(show).to_be_disabled()  # none is chosen yet
    form.locator("select").select_option("Telegram")
    show.click()
    assert opened.page.locator(".enclair-service .enclair-head").inner_text() == "Telegram"
    assert form.locator("select").input_value() == ""


def test_real_services_tell_blanks_and_their_source(case: Case, opened: Opened) -> None:
    every = {each["service"]: each for each in rules.settings(case.messengers)}
    opened.set("guesses", dict.fromkeys(every, "e2ee"))
    cards = opened.page.locator(".enclair-service")
    assert cards.count() == len(every)
    for card in cards.all():
        each = every[card.locator(".enclair-head").inner_text()]
        facts = [
            [label.inner_text(), value.inner_text()]
            for label, value in zip(card.locator("dt").all(), card.locator("dd").all(), strict=True)
        ]
        assert facts == each["facts"]
        assert card.locator("em").count() == sum(value == "no source read" for _, value in facts)
        links = card.locator("a").evaluate_all("links => links.map((one) => one.getAttribute('href'))")
        assert links == each["urls"]
        assert each["dated"] in card.inner_text()
    assert opened.page.locator(".enclair-real form").count() == 0  # none is left to ask about


def test_each_part_can_stand_alone(case: Case, chromium: Browser, tmp_path: Path) -> None:
    with opened_page(chromium, tmp_path, Grid(case, part="designs").to_html()) as opened:
        assert "as of September 2024" not in opened.text()
        assert opened.page.locator("h1").inner_text() == "Who sees what?"
    with opened_page(chromium, tmp_path, Grid(case, part="services").to_html()) as opened:
        assert opened.text().count("Real services, as of September 2024") == 1
        assert opened.page.locator("table").count() == 0
        assert opened.page.locator("h1").inner_text() == "Real services, as of September 2024"
