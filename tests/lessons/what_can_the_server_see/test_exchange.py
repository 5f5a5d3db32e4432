import pandas as pd
import pytest

from enclair.lessons.what_can_the_server_see import Exchange, colours
from enclair.lessons.what_can_the_server_see import key_exchange as exchange
from enclair.text.errors import ChoiceError
from enclair.text.locale import text
from tests.helpers import assert_in, cases, in_language, refused


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


def test_each_bit_doubles_the_tries_and_adds_two_multiplications():
    table = exchange.effort().set_index("bits")
    assert table.index.tolist() == [*exchange.PRIMES, *exchange.BEYOND]
    assert table["own"].tolist() == [8, 18, 28, 38, 46, 78, 126, 254, 510]
    assert [table.loc[bits, "tries"] for bits in (5, 24, 256)] == [21, 16_777_211, 2**256]
    # A secret of n bits needs n - 1 squarings, and a multiplication for each further 1 among them.
    for bits, (prime, _) in exchange.PRIMES.items():
        most = max(s.bit_length() - 1 + s.bit_count() - 1 for s in range(1, min(prime - 1, 40_000)))
        assert most <= table.loc[bits, "own"]


def test_sizes_in_words():
    assert exchange.sizes()[6] == ["64", "126", "1.8 × 10^19", "585 years, by trying alone"]
    french = in_language("fr", exchange.sizes)
    assert french[4] == ["24", "46", "16\u202f777\u202f211", "moins d’une seconde"]
    assert french[8] == ["256", "510", "1,2 × 10^77", "3,7 × 10^60 ans, par simples essais"]
    written = [exchange.duration(time) for time in (0.99, 120, 31_557_599, 63_115_200)]
    assert written == ["under a second", "2 minutes", "525,960 minutes", "2 years"]
    written = [exchange.format_large_number(value) for value in (10**12 - 1, 10**12)]
    assert written == ["999,999,999,999", "1.0 × 10^12"]


def test_the_traits_say_what_the_walk_gives():
    view = Exchange(prime=1019, alice=500, bob=1017, middle=True)
    assert view.numbers == exchange.walk(1019, 500, 1017, 15, 10)
    assert Exchange(middle=True).rows["line"][2] == "8 leaves Alice, 17 leaves Bob. 9 reaches both."
    view.prime = 23
    assert [view.alice, view.bob, view.mallory] == [17, 9, 10]
    refused(ChoiceError, "prime: found 24; choose among 23, 1019", Exchange, prime=24)
    for name, wrong in (("alice", 0), ("bob", 22)):
        refused(
            ChoiceError,
            f"{name}: found {wrong}; write a whole number from 1 to 21",
            Exchange,
            **{name: wrong},
        )
    view.set_state({"prime": 1019, "alice": 900, "bob": 800, "mallory": 700})
    assert [view.prime, view.alice, view.bob, view.mallory] == [1019, 900, 800, 700]


@pytest.mark.parametrize(("lang", "middle"), [("en", False), ("fr", True)])
def test_the_text_form_holds_all_steps_and_sizes(lang, middle):
    view = Exchange(lang, middle=middle)
    plain, lanes = view.table(), ["alice", "line", *["mallory"] * middle, "bob"]
    assert list(view.rows) == ["step", *lanes, "ask"]
    assert len(view.rows) == len(exchange.STEPS) == 6
    for at, row in enumerate(view.rows.to_numpy().tolist(), 1):
        assert all(row)  # each has something to predict, too
        assert_in(plain, *(words.replace("\n", " / ") for words in row), f"{at}. {row[0]}")
    assert_in(plain, "pêche 3, menthe 4." if middle else "yellow 5, orange 8, green 17, brown 12.")
    assert_in(plain, *(cell for row in exchange.sizes() for cell in row))
    assert_in(plain, exchange.texts()["page"]["toy"], exchange.SOURCE["source_url"])
    assert (text("Mallory, in the middle", lang) in plain) == middle


def test_each_number_has_a_colour_of_its_own_and_paint_tells_it_from_all_others():
    assert list(colours.NUMBERS) == list(range(1, 23))
    looks = pd.DataFrame([*colours.SECRETS.values(), *colours.NUMBERS.values()])
    assert looks["called"].is_unique
    assert looks["fill"].is_unique
    assert looks[looks["tile"] != ""]["tile"].is_unique
    assert looks[looks["tile"] == ""]["called"].tolist() == ["black", "white"]


def test_with_the_secrets_on_cards_no_two_mixtures_and_shared_colours_are_alike():
    secrets = list(colours.SECRETS)
    mixtures = [exchange.mix(5, secret, 23) for secret in secrets]
    pairs = [(one, other) for at, one in enumerate(secrets) for other in secrets[at:]]
    shared = [exchange.mix(exchange.mix(5, one, 23), other, 23) for one, other in pairs]
    assert [colours.NUMBERS[each].called for each in mixtures] == ["orange", "green", "olive", "cream"]
    assert len({5, *mixtures, *shared}) == 1 + len(mixtures) + len(shared) == 15
