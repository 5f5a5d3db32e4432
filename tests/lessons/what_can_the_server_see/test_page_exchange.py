"""The key exchange in a page of its own: no kernel, no server, no network."""

import pytest
from playwright.sync_api import expect

from enclair.lessons.what_can_the_server_see import Exchange
from enclair.lessons.what_can_the_server_see import key_exchange as exchange
from tests.browser.pages import Opened
from tests.helpers import assert_in

pytestmark = pytest.mark.browser

VIEW = Exchange


def table(opened: Opened) -> list[list[str]]:
    """What the walk says, a raised 6 written as ^6."""
    return opened.page.locator(".enclair-exchange-walk tbody tr").evaluate_all(
        """rows => rows.map((row) => [...row.querySelectorAll("td .enclair-exchange-said")].map((cell) => {
             const copy = cell.cloneNode(true);
             copy.querySelectorAll("sup").forEach((one) => (one.textContent = "^" + one.textContent));
             return copy.textContent; }))"""
    )


@pytest.mark.parametrize("opened", [{"lang": "fr"}], indirect=True)
def test_the_walk_goes_step_by_step_with_the_keyboard(opened: Opened) -> None:
    page, rows = opened.page, Exchange("fr", step=6).rows
    assert len(table(opened)) == 1
    opened.tab_to("p.enclair-set button")
    for step in range(2, 7):
        page.keyboard.press("Enter")
        assert opened.trait("step") == step
        assert table(opened) == rows.iloc[:step, 1:-1].to_numpy().tolist()
    assert opened.focused() == "Retour"  # the button is gone; the focus went to the one that is left
    page.keyboard.press("Enter")
    assert len(table(opened)) == 5


SAME = {"prime": 1_048_573, "alice": 1, "bob": 1_048_571, "mallory": 77_777, "middle": True, "step": 6}


@pytest.mark.parametrize("opened", [SAME], indirect=True)
def test_page_and_python_say_the_same(opened: Opened) -> None:
    rows = Exchange(**SAME).rows
    assert table(opened) == rows.iloc[:, 1:-1].to_numpy().tolist()
    titles = opened.page.locator(".enclair-exchange-walk tbody th").all_inner_texts()
    assert titles == [f"{at}. {title}" for at, title in enumerate(rows["step"], 1)]


def test_mallory_is_switched_on_and_gives_herself_away_in_the_last_step(opened: Opened) -> None:
    page = opened.page
    page.get_by_role("button", name="All steps").click()
    assert "nobody changed it" in table(opened)[5][1]
    opened.unfold()
    field = page.get_by_role("spinbutton", name="Mallory's secret")
    assert not field.is_visible()
    page.get_by_role("switch").press("Space")
    assert page.get_by_role("columnheader", name="Mallory, in the middle").is_visible()
    assert "somebody changed it" in table(opened)[5][1]
    field.fill("5")
    field.blur()
    assert "Keeps 5 to herself." in table(opened)[1]


def paints(opened: Opened, lane: str, step: int) -> list[tuple[str, str]]:
    """The cards on a lane after a step: what they look like, and their number and name."""
    cards = opened.page.locator(f".enclair-exchange-walk tbody tr:nth-child({step}) .enclair-exchange-{lane}")
    found = cards.locator(".enclair-exchange-card").evaluate_all(
        """cards => cards.map((card) => {
             const looks = [...card.querySelectorAll("i")].map((paint) => paint.style.background);
             return [looks.join(), card.innerText]; })"""
    )
    return [(paint, " ".join(words.split())) for paint, words in found]


@pytest.mark.parametrize("opened", [{"step": 6}], indirect=True)
def test_both_reach_one_colour_and_with_mallory_two(opened: Opened) -> None:
    page = opened.page
    ((one, named),), (other,) = paints(opened, "alice", 4), paints(opened, "bob", 4)
    assert (one, named) == other
    assert named == "12 brown"
    assert paints(opened, "bob", 3)[0] == paints(opened, "alice", 3)[0]  # sent, and so received
    page.get_by_role("switch").check()
    ((one, named),), ((other, _),) = paints(opened, "alice", 4), paints(opened, "bob", 4)
    assert one != other
    assert named == "3 peach"
    sent = ["8 ▸ 9 orange ▸ cream", "17 ▸ 9 green ▸ cream"]
    assert [words for _, words in paints(opened, "mallory", 3)] == sent
    assert [paint for paint, _ in paints(opened, "mallory", 4)] == [one, other]
    assert page.locator(".enclair-exchange-line .enclair-exchange-sign").inner_text() == "≠"


@pytest.mark.parametrize("opened", [{"step": 6, "middle": True}], indirect=True)
def test_what_everyone_cannot_know_is_barred_and_stays_so(opened: Opened) -> None:
    line = opened.page.locator("tbody .enclair-exchange-line")
    bars = line.get_by_role("img", name="Hidden from everyone who listens", exact=True)
    assert [line.nth(at).get_by_role("img").count() for at in range(6)] == [0, 3, 0, 2, 1, 0]
    assert bars.count() == opened.page.locator(".enclair-redacted").count() == 6
    for at, unknown in ((1, ("6", "7", "10")), (3, ("3", "4")), (4, ("15",))):
        assert not set(line.nth(at).inner_text().replace(".", " ").split()) & set(unknown)


@pytest.mark.parametrize("opened", [{"step": 2}], indirect=True)
def test_a_secret_is_taken_from_its_card_with_the_keyboard(opened: Opened) -> None:
    page = opened.page
    opened.tab_to("[data-at='alice 6']")
    page.keyboard.press("ArrowRight")
    assert opened.trait("alice") == 7
    assert page.evaluate("document.activeElement.dataset.at") == "alice 7"
    assert table(opened)[1][0] == "Keeps 7 to herself."
    page.get_by_role("radiogroup", name="Bob's secret").get_by_role("radio", name="10 white").check()
    assert opened.trait("bob") == 10
    # A number that stands on no card is shown as what it is.
    opened.set("alice", 20)
    cards = page.get_by_role("radiogroup", name="Alice's secret")
    assert cards.get_by_role("radio", checked=True).count() == 0
    assert paints(opened, "alice", 2)[-1] == ("", "20 own number")


def test_cards_move_when_they_are_sent_and_never_for_who_wants_no_motion(opened: Opened) -> None:
    page = opened.page
    moving = "document.getAnimations().length"
    for motion, most in (("reduce", 0), ("no-preference", 4)):
        page.emulate_media(reduced_motion=motion)  # type: ignore[arg-type]
        opened.set("step", 2)
        page.get_by_role("button", name="Next step").click()
        assert page.evaluate(moving) == most
    opened.set("lang", "fr")  # drawn anew, and nothing is sent again
    assert page.evaluate(moving) == 0
    page.emulate_media(reduced_motion="null")


@pytest.mark.parametrize("opened", [{"lang": "fr", "step": 6, "middle": True}], indirect=True)
def test_the_projector_shows_the_lanes_whole_and_a_phone_cuts_no_card(opened: Opened) -> None:
    page = opened.page
    page.set_viewport_size({"width": 1366, "height": 768})
    page.get_by_role("button", name="Vidéoprojecteur", exact=True).click()
    for step in range(1, 7):
        opened.set("step", step)
        box = page.locator(".enclair-exchange-walk").bounding_box()
        assert box
        assert box["y"] + box["height"] <= 768, step
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 390, "height": 844})
    for prime in (23, 16_777_213):
        opened.set("prime", prime)
        cards = page.locator(".enclair-exchange-paint, .enclair-exchange-walk td")
        assert cards.evaluate_all("all => all.filter((one) => one.scrollWidth > one.clientWidth + 1)") == []


def test_a_number_out_of_range_is_not_taken_and_the_range_is_told(opened: Opened) -> None:
    opened.unfold()
    field = opened.page.get_by_role("spinbutton", name="Alice's secret")
    for wrong in ("22", "0", "2.5", ""):
        field.fill(wrong)
        field.blur()
        said = opened.page.locator(".enclair-exchange-refused")
        expect(said).to_have_text("Alice's secret: write a whole number from 1 to 21.")
        assert field.input_value() == "6"
    field.fill("21")
    field.blur()
    expect(opened.page.locator(".enclair-exchange-refused")).to_be_empty()
    assert opened.trait("alice") == 21
    # Another prime comes with secrets of its own.
    opened.page.get_by_label("Prime", exact=True).select_option("16777213")
    secrets = [opened.trait(name) for name in ("alice", "bob", "mallory")]
    assert len(set(secrets)) == 3
    assert all(1 <= secret <= 16_777_211 for secret in secrets)


def test_every_prime_is_broken_after_a_guess(opened: Opened) -> None:
    page, guess = opened.page, opened.page.get_by_label("My guess")
    page.get_by_role("button", name="Try all secrets").click()
    assert opened.trait("runs") == {}  # no guess, no run
    for bits, (prime, _) in exchange.PRIMES.items():
        guess.fill("100")
        page.keyboard.press("Enter")
        guessed, tries = opened.trait("runs")[str(bits)]
        assert guessed == 100
        assert 1 <= tries <= prime - 2
        words = page.get_by_text("Alice drew a new secret").inner_text()
        assert words.startswith(f"{bits} bits")
        assert_in(
            words, f"found it after {tries:,} tries. You guessed 100", f"would have been {prime - 2:,}."
        )
    rows = page.locator(".enclair-exchange-sizes tbody tr")
    shown = [row.locator("> *").all_text_contents() for row in rows.all()]
    assert [cells[:4] for cells in shown] == [
        [cell.replace("^", "") for cell in row] for row in exchange.sizes()
    ]
    assert [cells[4] for cells in shown[5:]] == ["not run here"] * 4
    assert all("guessed 100" in cells[4] for cells in shown[:5])


def test_the_toy_is_labelled_and_its_limits_are_told(opened: Opened) -> None:
    told = exchange.texts()["page"]
    expect(opened.page.locator(".enclair-exchange .enclair-note strong")).to_have_text(told["toy"])
    assert opened.page.locator(".enclair-exchange > ul li").all_text_contents() == told["closing"]
    for name in ("cleverer", "doubles"):
        assert told[name].replace("^", "") in opened.page.locator("#view").inner_text()
