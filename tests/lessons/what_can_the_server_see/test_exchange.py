"""The key exchange: its numbers, its view, and its page."""

import itertools

import pandas as pd
import pytest
from playwright.sync_api import expect

from enclair.lessons.what_can_the_server_see import Exchange, colours
from enclair.lessons.what_can_the_server_see import key_exchange as exchange
from enclair.text.errors import ChoiceError
from enclair.text.locale import text
from tests.helpers import assert_in, cases, refused


@pytest.mark.parametrize(("bits", "pair"), exchange.PRIMES.items())
def test_the_primes_are_primes_of_their_size_and_each_base_reaches_every_number(bits, pair):
    prime, base = pair
    assert prime.bit_length() == bits
    assert all(prime % divisor for divisor in range(2, int(prime**0.5) + 1))
    # Exact in a page, where numbers hold 53 bits.
    assert (prime - 1) ** 2 < 2**53
    rest = prime - 1
    factors = [divisor for divisor in range(2, int(rest**0.5) + 1) if rest % divisor == 0]
    for divisor in {*factors, *(rest // factor for factor in factors)}:
        assert pow(base, divisor, prime) != 1
    assert prime > exchange.LARGEST


def test_a_key_is_agreed_listened_to_and_found_by_trying():
    for case in cases("exchange"):
        prime, secrets = case["prime"], [case[name] for name in ("alice", "bob", "message", "mallory")]
        numbers = exchange.walk(prime, *secrets)
        assert numbers == case["numbers"]
        assert exchange.BASES[prime] == case["base"]
        # Only if all three drew the same secret is nothing changed on the way.
        unchanged = case["mallory"] is None or case["alice"] == case["bob"] == case["mallory"]
        last = exchange.steps(numbers)["line"].iloc[5]
        assert last == exchange.texts()["page"]["fits" if unchanged else "differs"]
        if prime < 100_000:
            assert exchange.brute_force(numbers["A"], prime, case["base"]) == case["alice"]
    assert exchange.brute_force(1, 23, 5) == 22


def test_the_traits_say_what_the_walk_gives():
    view = Exchange(prime=1019, alice=500, bob=1017, middle=True)
    assert view.numbers == exchange.walk(1019, 500, 1017, 15, 10)
    assert Exchange(middle=True).rows["line"][2] == "8 leaves Alice, 17 leaves Bob. 9 reaches both."
    view.prime = 23
    assert [view.alice, view.bob, view.mallory] == [17, 9, 10]
    refused(ChoiceError, "bob: found 22; write a whole number from 1 to 21", Exchange, bob=22)
    view.set_state({"prime": 1019, "alice": 900, "bob": 800, "mallory": 700})
    assert [view.prime, view.alice, view.bob, view.mallory] == [1019, 900, 800, 700]


@pytest.mark.parametrize(("lang", "middle"), [("en", False), ("fr", True)])
def test_the_text_form_holds_all_steps_and_sizes(lang, middle):
    view, toy = Exchange(lang, middle=middle), exchange.texts()["page"]["toy"]
    plain, walk, search = (Exchange(lang, middle=middle, part=one).table() for one in ("", "walk", "search"))
    assert plain == f"{walk}\n{search.removeprefix(toy)}".replace("\n\n", "\n")
    assert list(view.rows) == ["step", "alice", "line", *["mallory"] * middle, "bob", "ask"]
    assert len(view.rows) == len(exchange.STEPS) == 6
    for at, row in enumerate(view.rows.to_numpy().tolist(), 1):
        assert all(row)  # each has something to predict, too
        assert_in(walk, *(words.replace("\n", " / ") for words in row), f"{at}. {row[0]}")
    assert_in(plain, "argile 3, menthe 4." if middle else "yellow 5, orange 8, green 17, brown 12.")
    assert_in(search, toy, exchange.SOURCE["source_url"], *(cell for row in exchange.sizes() for cell in row))
    assert (text("Mallory, in the middle", lang) in plain) == middle


def test_each_number_has_a_colour_of_its_own_and_paint_tells_it_from_all_others():
    assert list(colours.NUMBERS) == list(range(1, 23))
    looks = pd.DataFrame([*colours.SECRETS.values(), *colours.NUMBERS.values()])
    assert all(looks["tile"])
    assert (looks[["called", "fill", "tile"]].nunique() == len(looks)).all()


def test_with_the_secrets_on_cards_no_two_mixtures_and_shared_colours_are_alike():
    mixtures = [exchange.mix(5, secret, 23) for secret in colours.SECRETS]
    pairs = itertools.combinations_with_replacement(colours.SECRETS, 2)
    shared = [exchange.mix(5, one * other, 23) for one, other in pairs]
    assert [colours.NUMBERS[each].called for each in mixtures] == ["orange", "green", "ochre", "leaf"]
    assert len({5, *mixtures, *shared}) == 1 + len(mixtures) + len(shared) == 15


VIEW = Exchange
LARGE = {"prime": 1_048_573, "alice": 1, "bob": 1_048_571, "mallory": 77_777, "middle": True}


def table(opened):
    """What the walk says, a raised 6 written as ^6."""
    return opened.page.locator(".enclair-exchange-walk tbody tr").evaluate_all(
        """rows => rows.map((row) => [...row.querySelectorAll("td .enclair-exchange-said")].map((cell) => {
             const copy = cell.cloneNode(true);
             copy.querySelectorAll("sup").forEach((one) => (one.textContent = "^" + one.textContent));
             return copy.textContent; }))"""
    )


@pytest.mark.parametrize(("opened", "choices"), [({"lang": "fr"},) * 2, (LARGE,) * 2], indirect=["opened"])
def test_the_walk_goes_step_by_step_with_the_keyboard_and_says_what_python_says(opened, choices):
    page, view = opened.page, Exchange(**choices, step=6)
    assert_in(opened.text(), *(exchange.texts(view.lang)["page"][name] for name in ("toy", "doubles")))
    assert len(table(opened)) == 1
    opened.tab_to("p.enclair-set button")
    for step in range(2, 7):
        page.keyboard.press("Enter")
        assert opened.trait("step") == step
        assert table(opened) == view.rows.iloc[:step, 1:-1].to_numpy().tolist()
    titles = page.locator(".enclair-exchange-walk tbody th").all_inner_texts()
    assert titles == [f"{at}. {title}" for at, title in enumerate(view.rows["step"], 1)]
    page.keyboard.press("Enter")  # with Mallory the search comes next
    assert (len(table(opened)), opened.trait("middle")) == ((6, True) if view.middle else (3, True))
    assert page.evaluate("document.activeElement.type") == ("number" if view.middle else "button")


def paints(opened, lane, step):
    """The cards on a lane after a step: what they look like, and their number and name."""
    place = ["alice", "line", *(["mallory"] if opened.trait("middle") else []), "bob"].index(lane) + 2
    cards = opened.page.locator(f".enclair-exchange-walk tbody tr:nth-child({step}) > :nth-child({place})")
    looks = cards.locator(".enclair-exchange-card").evaluate_all(
        """cards => cards.map((card) => {
             const looks = [...card.querySelectorAll("i")].map((paint) => paint.style.background);
             return [looks.join(), card.innerText]; })"""
    )
    return [(paint, " ".join(words.split())) for paint, words in looks]


@pytest.mark.parametrize("opened", [{"step": 6}], indirect=True)
def test_both_reach_one_colour_and_with_mallory_two_while_who_listens_sees_none(opened):
    page, bar = opened.page, "Hidden from everyone who listens"
    assert paints(opened, "alice", 4) == paints(opened, "bob", 4)
    assert paints(opened, "bob", 4)[0][1] == "12 brown"
    assert paints(opened, "bob", 3)[0] == paints(opened, "alice", 3)[0]  # sent, and so received
    assert "nobody changed it" in table(opened)[5][1]
    opened.unfold()
    field = page.get_by_role("spinbutton", name="Mallory's secret")
    assert not field.is_visible()
    page.get_by_role("switch").press("Space")
    ((one, named),), ((other, _),) = paints(opened, "alice", 4), paints(opened, "bob", 4)
    assert one != other
    assert named == "3 clay"
    sent = ["8 ▸ 9 orange ▸ leaf", "17 ▸ 9 green ▸ leaf"]
    assert [words for _, words in paints(opened, "mallory", 3)] == sent
    assert [paint for paint, _ in paints(opened, "mallory", 4)] == [one, other]
    assert page.locator("td:nth-child(3) .enclair-exchange-sign").inner_text() == "≠"
    assert "somebody changed it" in table(opened)[5][1]
    line = page.locator(".enclair-exchange-walk td:nth-child(3)")
    assert [line.nth(at).get_by_role("img", name=bar).count() for at in range(6)] == [0, 3, 0, 2, 1, 0]
    field.fill("5")
    field.blur()
    assert "Keeps 5 to herself." in table(opened)[1]


@pytest.mark.parametrize("opened", [{"step": 2}], indirect=True)
def test_a_secret_is_taken_from_its_card_with_the_keyboard(opened, page):
    opened.tab_to("[data-at='alice 6']")
    page.keyboard.press("ArrowRight")
    assert opened.trait("alice") == 7
    assert page.evaluate("document.activeElement.dataset.at") == "alice 7"
    page.get_by_role("radiogroup", name="Bob's secret").get_by_role("radio", name="10 teal").check()
    assert opened.trait("bob") == 10
    opened.set("alice", 20)  # a number that stands on no card is shown as what it is
    assert paints(opened, "alice", 2)[-1] == ("", "20 own number")


def test_cards_move_when_they_are_sent_and_never_for_who_wants_no_motion(opened, page):
    moving = "document.getAnimations().length"
    for motion, most in (("reduce", 0), ("no-preference", 6)):
        page.emulate_media(reduced_motion=motion)
        opened.set("step", 2)
        page.get_by_role("button", name="Next step").click()
        assert page.evaluate(moving) == most
    opened.set("lang", "fr")  # drawn anew, and nothing is sent again
    assert page.evaluate(moving) == 0


@pytest.mark.parametrize("opened", [{"lang": "fr", "step": 6, "middle": True}], indirect=True)
def test_the_projector_shows_lanes_and_search_whole_and_a_phone_cuts_no_card(opened, page):
    page.set_viewport_size({"width": 1366, "height": 768})
    page.get_by_role("button", name="Vidéoprojecteur", exact=True).click()
    seen = page.locator(".enclair-exchange-walk, .enclair-exchange-sizes").filter(visible=True)
    end = "one => one.getBoundingClientRect().bottom"
    for step in range(1, 7):
        opened.set("step", step)
        assert seen.evaluate(end) <= 768, step
    page.keyboard.press("Space")  # the search: a row comes after a guess, and after three all do
    for rows in (2, 3, 9):
        page.keyboard.type("9\n")
        expect(seen.locator("tbody tr").filter(visible=True)).to_have_count(rows)
    assert seen.evaluate(end) <= 768
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 390, "height": 844})
    for prime in (23, 16_777_213):
        opened.set("prime", prime)
        cards = page.locator(".enclair-exchange-paint, .enclair-exchange-walk td")
        assert cards.evaluate_all("all => all.filter((one) => one.scrollWidth > one.clientWidth + 1)") == []


def test_a_secret_fits_the_prime(opened):
    opened.unfold()
    field = opened.page.get_by_role("spinbutton", name="Alice's secret")
    for typed, odd in (("22", True), ("0", True), ("21", False)):
        field.fill(typed)
        field.blur()
        said = "Alice's secret: write a whole number from 1 to 21." if odd else ""
        expect(opened.page.locator(".enclair-exchange-refused")).to_have_text(said)
        assert opened.trait("alice") == (6 if odd else 21)
    opened.page.get_by_label("Prime", exact=True).select_option("16777213")  # comes with secrets of its own
    secrets = {opened.trait(name) for name in ("alice", "bob", "mallory")}
    assert len(secrets) == 3
    assert 1 <= min(secrets) <= max(secrets) <= 16_777_211


@pytest.mark.parametrize("opened", [{}, {"part": "search"}], indirect=True)
def test_every_prime_is_broken_after_a_guess(opened):
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
        assert_in(words, f"{bits} bits", f"after {tries:,} tries. You guessed 100", f"been {prime - 2:,}.")
    rows = page.locator(".enclair-exchange-sizes tbody tr")
    shown = [row.locator("> *").all_text_contents() for row in rows.all()]
    sizes = [[cell.replace("^", "") for cell in row] for row in exchange.sizes()]
    assert [cells[:4] for cells in shown] == sizes
    assert ["guessed 100" in run or run for *_, run in shown] == [True] * 5 + ["not run here"] * 4
