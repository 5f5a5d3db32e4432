"""The key exchange in a page of its own: no kernel, no server, no network."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from enclair.lessons.what_can_the_server_see import Exchange
from enclair.lessons.what_can_the_server_see import key_exchange as exchange
from tests.browser.pages import Opened, opened_page

pytestmark = pytest.mark.browser

VIEW = Exchange


def table(opened: Opened) -> list[list[str]]:
    """What the walk says, a raised 6 written as ^6."""
    rows = opened.page.locator(".enclair-exchange-walk tbody tr").evaluate_all(
        """rows => rows.map((row) => [...row.querySelectorAll("td span")].map((cell) => {
             const copy = cell.cloneNode(true);
             copy.querySelectorAll("sup").forEach((one) => (one.textContent = "^" + one.textContent));
             return copy.textContent; }))"""
    )
    return list(rows)


@pytest.mark.parametrize("opened", [{"lang": "fr"}], indirect=True)
def test_the_walk_goes_step_by_step_with_the_keyboard(opened: Opened) -> None:
    page, rows = opened.page, Exchange("fr", step=6).rows
    assert len(table(opened)) == 1
    opened.tab_to("p.enclair-set button")
    for step in range(2, 7):
        page.keyboard.press("Enter")
        assert opened.trait("step") == step
        assert table(opened) == rows[["alice", "line", "bob"]].iloc[:step].to_numpy().tolist()
    assert opened.focused() == "Retour"  # the button is gone; the focus went to the one that is left
    page.keyboard.press("Enter")
    assert len(table(opened)) == 5


def test_page_and_python_say_the_same(chromium: Browser, tmp_path: Path) -> None:
    view = Exchange(prime=1_048_573, alice=1, bob=1_048_571, mallory=77_777, middle=True, step=6)
    with opened_page(chromium, tmp_path, view.to_html()) as opened:
        assert table(opened) == view.rows[["alice", "line", "bob"]].to_numpy().tolist()
        titles = opened.page.locator(".enclair-exchange-walk tbody th").all_inner_texts()
        assert titles == [f"{at}. {title}" for at, title in enumerate(view.rows["step"], 1)]


def test_mallory_is_switched_on_and_gives_herself_away_in_the_last_step(opened: Opened) -> None:
    page = opened.page
    page.get_by_role("button", name="All steps").click()
    assert "nobody changed it" in table(opened)[5][1]
    assert not page.get_by_label("Mallory's secret").is_visible()
    page.get_by_role("switch").focus()
    page.keyboard.press("Space")
    assert page.get_by_role("columnheader", name="Mallory, in the middle").is_visible()
    assert "somebody changed it" in table(opened)[5][1]
    page.get_by_label("Mallory's secret").fill("5")
    page.get_by_label("Mallory's secret").blur()
    assert "Keeps 5 to herself." in table(opened)[1]


def test_a_number_out_of_range_is_not_taken_and_the_range_is_told(opened: Opened) -> None:
    field = opened.page.get_by_label("Alice's secret")
    for wrong in ("22", "0", "2.5", ""):
        field.fill(wrong)
        field.blur()
        said = opened.page.get_by_role("status").first
        expect(said).to_have_text("Alice's secret: write a whole number from 1 to 21.")
        assert field.input_value() == "6"
    field.fill("21")
    field.blur()
    expect(opened.page.locator(".enclair-exchange > [role=status]").first).to_be_empty()
    assert opened.trait("alice") == 21
    # Another prime comes with secrets of its own.
    opened.page.get_by_label("Prime", exact=True).select_option("16777213")
    secrets = [opened.trait(name) for name in ("alice", "bob", "mallory")]
    assert len(set(secrets)) == 3
    assert all(1 <= secret <= 16_777_211 for secret in secrets)


def test_every_prime_is_broken_after_a_guess(opened: Opened) -> None:
    page = opened.page
    guess, button = page.get_by_label("My guess"), page.get_by_role("button", name="Try all secrets")
    button.click()
    assert opened.trait("runs") == {}  # no guess, no run
    for bits, (prime, _) in exchange.PRIMES.items():
        guess.fill("100")
        page.keyboard.press("Enter")
        guessed, tries = opened.trait("runs")[str(bits)]
        assert guessed == 100
        assert 1 <= tries <= prime - 2
        said = page.get_by_text("Alice drew a new secret").inner_text()
        assert said.startswith(f"{bits} bits")
        assert f"found it after {tries:,} tries. You guessed 100" in said
        assert f"would have been {prime - 2:,}." in said
    shown = page.locator(".enclair-exchange-sizes tbody tr").evaluate_all(
        "rows => rows.map((row) => [...row.children].map((cell) => cell.textContent))"
    )
    for row, cells in zip(exchange.sizes(), shown, strict=True):
        assert cells[:4] == [cell.replace("^", "") for cell in row]
    assert [cells[4] for cells in shown[5:]] == ["not run here"] * 4
    assert all("guessed 100" in cells[4] for cells in shown[:5])


def test_the_toy_is_labelled_and_its_limits_are_told(opened: Opened) -> None:
    told = exchange.texts()["page"]
    expect(opened.page.locator(".enclair-exchange .enclair-note strong")).to_have_text(told["toy"])
    assert opened.page.locator(".enclair-exchange > ul li").all_text_contents() == told["closing"]
    for name in ("cleverer", "doubles"):
        assert told[name].replace("^", "") in opened.page.locator("#view").inner_text()
