import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from enclair.lessons.what_can_the_server_see import Exchange
from enclair.lessons.what_can_the_server_see import key_exchange as exchange
from enclair.text.errors import ChoiceError
from enclair.text.locale import text
from tests.helpers import cases, in_language, refused

SMALL = [pair for bits, pair in exchange.PRIMES.items() if bits <= 15]


@st.composite
def walks(draw):
    """The numbers of a walk with nobody in the middle, and with somebody."""
    prime, _ = draw(st.sampled_from(list(exchange.PRIMES.values())))
    alice, bob, mallory = (draw(st.integers(1, prime - 2)) for _ in range(3))
    message = draw(st.integers(0, exchange.LARGEST))
    return exchange.walk(prime, alice, bob, message), exchange.walk(prime, alice, bob, message, mallory)


@pytest.mark.parametrize(("bits", "pair"), exchange.PRIMES.items())
def test_the_primes_are_primes_of_their_size_and_each_base_reaches_every_number(bits, pair):
    prime, base = pair
    assert prime.bit_length() == bits
    assert all(prime % divisor for divisor in range(2, int(prime**0.5) + 1))
    # Exact in a page, where numbers hold 53 bits.
    assert (prime - 1) ** 2 < 2**53
    rest = prime - 1
    factors = [each for each in range(2, int(rest**0.5) + 1) if rest % each == 0]
    for divisor in {*factors, *(rest // each for each in factors)}:
        assert pow(base, divisor, prime) != 1
    assert prime > exchange.LARGEST


def test_the_first_walk_has_the_numbers_that_everyone_can_check():
    numbers = exchange.walk(23, 6, 15, 9)
    assert [numbers[name] for name in ("A", "B", "key_a", "key_b", "sealed", "read")] == [8, 19, 2, 2, 11, 9]
    legend = exchange.texts()["page"]["legend"]
    assert f"which is {5**6:,}; mod 23 is what remains when that is divided by 23" in legend
    assert f"by 23, which is {5**6 % 23}. If a difference is below 0, add 23 first" in legend
    assert f"(4 − 18) mod 23 is {(4 - 18) % 23}." in legend
    assert 4 - 18 + 23 == (4 - 18) % 23
    # No number stands for two things, or a reader would take one for the other.
    for mallory in (None, 13):
        numbers = exchange.walk(23, 6, 15, 9, mallory)
        names = ["p", "g", "a", "b", "n", "A", "B", "key_a", "sealed"]
        names += ["m", "M", "key_b", "passed"] if mallory else []
        assert len({numbers[name] for name in names}) == len(names)


@given(walks())
def test_both_reach_one_key_and_mallory_one_with_each(pair):
    alone, between = pair
    assert alone["key_a"] == alone["key_b"]
    assert exchange.messages_arrive_unchanged(alone)
    p, m = between["p"], between["m"]
    assert exchange.mix(between["A"], m, p) == between["key_a"]
    assert exchange.mix(between["B"], m, p) == between["key_b"]
    assert (between["sealed"] - between["key_a"]) % p == between["n"]
    assert alone["read"] == between["read"] == alone["n"]
    # Only if all three drew the same secret is nothing changed on the way.
    assert exchange.messages_arrive_unchanged(between) == (between["a"] == between["b"] == m)


@given(st.sampled_from(SMALL), st.data())
def test_trying_finds_each_secret_after_as_many_tries(pair, data):
    prime, base = pair
    secret = data.draw(st.integers(1, prime - 2))
    assert exchange.brute_force(exchange.mix(base, secret, prime), prime, base) == secret


def test_what_nobody_can_have_sent_is_told():
    refused(ChoiceError, "found 0, but no power of 5", exchange.brute_force, 0, 23, 5)


def test_each_bit_doubles_the_tries_and_adds_two_multiplications():
    table = exchange.effort().set_index("bits")
    assert table.index.tolist() == [5, 10, 15, 20, 24, 40, 64, 128, 256]
    assert table["own"].tolist() == [8, 18, 28, 38, 46, 78, 126, 254, 510]
    assert [table.loc[bits, "tries"] for bits in (5, 20, 24)] == [21, 1_048_571, 16_777_211]
    assert table.loc[128, "tries"] == 2**128
    for bits, row in table.iterrows():
        assert 2 ** (bits - 1) - 2 < row["tries"] <= 2**bits
    # A secret of n bits needs n - 1 squarings, and a multiplication for each further 1 among them.
    for bits, (prime, _) in exchange.PRIMES.items():
        most = max(s.bit_length() - 1 + s.bit_count() - 1 for s in range(1, min(prime - 1, 40_000)))
        assert most <= table.loc[bits, "own"]


def test_sizes_in_words():
    assert exchange.sizes()[5:8] == [
        ["40", "78", "1.1 × 10^12", "18 minutes, by trying alone"],
        ["64", "126", "1.8 × 10^19", "585 years, by trying alone"],
        ["128", "254", "3.4 × 10^38", "1.1 × 10^22 years, by trying alone"],
    ]
    assert in_language("fr", exchange.sizes)[4] == ["24", "46", "16\u202f777\u202f211", "moins d’une seconde"]
    assert in_language("fr", exchange.sizes)[8] == [
        "256",
        "510",
        "1,2 × 10^77",
        "3,7 × 10^60 ans, par simples essais",
    ]


@pytest.mark.parametrize(
    ("choice", "said"),
    [
        ({"prime": 24}, "prime: found 24; choose among 23, 1019"),
        ({"prime": "23"}, "prime: found '23'"),
        ({"prime": [23]}, "prime: found"),
        ({"prime": 23.0}, "prime: found 23.0; choose among 23"),
        ({"middle": "yes"}, "middle: found 'yes'; write True or False"),
        ({"alice": 0}, "alice: found 0; write a whole number from 1 to 21"),
        ({"bob": 22}, "bob: found 22; write a whole number from 1 to 21"),
        ({"mallory": 2.5}, "mallory: found 2.5"),
        ({"message": 23}, "message: found 23; write a whole number from 0 to 22"),
        ({"message": True}, "message: found True"),
        ({"step": 7}, "step: found 7; write a whole number from 1 to 6"),
        ({"lang": "de"}, "choose among en, fr"),
    ],
)
def test_choices_that_do_not_exist_are_told(choice, said):
    refused(ChoiceError, said, Exchange, **choice)


def test_the_traits_say_what_the_walk_gives():
    view = Exchange(prime=1019, alice=500, bob=1017, middle=True)
    assert view.numbers == exchange.walk(1019, 500, 1017, 9, 13)
    assert repr(view) == "Exchange(prime 1,019, secrets 500 and 1,017, Mallory in the middle)"
    pd.testing.assert_frame_equal(view.rows, exchange.steps(view.numbers))
    view.prime = 23
    assert [view.alice, view.bob, view.mallory] == [17, 9, 13]
    with pytest.raises(ChoiceError):
        view.alice = 22
    view.set_state({"prime": 1019, "alice": 900, "bob": 800, "mallory": 700})
    assert [view.prime, view.alice, view.bob, view.mallory] == [1019, 900, 800, 700]


@pytest.mark.parametrize("middle", [False, True])
def test_the_text_forms_hold_all_steps_and_sizes(lang, middle):
    view = Exchange(lang, middle=middle)
    bundle = view._repr_mimebundle_()[0]
    plain, page = bundle["text/plain"], bundle["text/html"]
    for words in view.rows.to_numpy().ravel():
        assert words.replace("\n", " ") in plain
        assert all(line in page for line in words.split("\n"))
    for row in exchange.sizes():
        assert all(cell in plain and cell in page for cell in row)
    assert exchange.texts()["page"]["toy"] in plain
    assert exchange.SOURCE["source_url"] in plain
    assert (text("Mallory, in the middle", lang) in plain) == middle
    for at, row in enumerate(view.rows.itertuples(), 1):
        assert row.ask
        assert f"{at}. {row.step}" in plain
        assert f"{at}. {row.step}" in page
    assert "?" in view.rows["ask"].iloc[0]


def test_all_steps_are_told_with_every_number_filled_in():
    for mallory in (None, 13):
        for lang in ("en", "fr"):
            rows = in_language(lang, exchange.steps, exchange.walk(23, 6, 15, 9, mallory))
            assert len(rows) == len(exchange.STEPS) == 6
            assert not rows.map(lambda words: not words or "{" in words).any(axis=None)
    assert "somebody changed it" in rows["line"].iloc[5] or lang == "fr"


def test_a_key_is_agreed_listened_to_and_found_by_trying() -> None:
    for case in cases("exchange"):
        prime, alice, bob = case["prime"], case["alice"], case["bob"]
        numbers = exchange.walk(prime, alice, bob, case["message"], case["mallory"])
        assert numbers == case["numbers"]
        assert exchange.base_of(prime) == case["base"]
        if prime < 100_000:
            assert exchange.brute_force(numbers["A"], prime, case["base"]) == alice
