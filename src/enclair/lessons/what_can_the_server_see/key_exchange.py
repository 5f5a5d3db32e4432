"""A key agreed while everyone listens: a TOY with small numbers, and how it is broken.

The page computes by the same rules (``key_exchange.js``); ``tests/cases/exchange.json`` holds the two
together. The real thing is `sealed`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from numbers import Integral
from typing import Any

import pandas as pd

from enclair.text.errors import ChoiceError
from enclair.text.locale import N_, number, text, unlisted

#: The primes of the toy, by their size in bits, each with a base whose powers reach every number below it.
PRIMES = {5: (23, 5), 10: (1_019, 2), 15: (32_749, 2), 20: (1_048_573, 2), 24: (16_777_213, 5)}
#: Sizes that nobody tries out in a lesson: what trying alone would cost. Against index calculus a prime has
#: to be longer (RFC 3526, section 1: about 3,200 bits for a strength of 128); X25519 works on a curve.
BEYOND = (40, 64, 128, 256)
#: What may be sent in the toy: below its smallest prime.
LARGEST = min(prime for prime, _ in PRIMES.values()) - 1
#: The speed that the table of sizes supposes, in tries a second.
SPEED = 1_000_000_000


@dataclass(frozen=True)
class Step:
    """One step of the walk, in English with places for numbers.

    Attributes
    ----------
    title
        What happens.
    alice, bob
        What each of the two does.
    line, between
        What passes between them, and what somebody in the middle does instead.
    ask, ask_between
        What to predict before the next step; with somebody in the middle, if that is another question.
    """

    title: str
    alice: str
    line: str
    bob: str
    between: str = ""
    ask: str = ""
    ask_between: str = ""


STEPS = N_(
    (
        Step(
            "Agree in public (the common colour)",
            alice="Takes {p} and {g}.",
            line="The prime {p} and the base {g} are said aloud. Everyone may know them.",
            bob="Takes {p} and {g}.",
            ask="Before you go on: can two people who never met agree on a secret while everyone listens?",
        ),
        Step(
            "Draw a secret (the secret colour)",
            alice="Keeps {a} to herself.",
            line="Nothing is sent.",
            between="Keeps {m} to herself.",
            bob="Keeps {b} to himself.",
            ask="Before you go on: what can Alice send that depends on {a} and does not give it away?",
        ),
        Step(
            "Mix and send (the mixture)",
            alice="{g}^{a} mod {p} = {A}\nSends {A}.",
            line="{A} goes to Bob, {B} goes to Alice.",
            between="Keeps {A} and {B}.\n{g}^{m} mod {p} = {M}\nSends {M} to both.",
            bob="{g}^{b} mod {p} = {B}\nSends {B}.",
            ask="Before you go on: Alice has {a} and received {to_alice}, Bob has {b} and received {to_bob}. "
            "Will they reach the same number?",
        ),
        Step(
            "Mix again (the shared colour)",
            alice="{to_alice}^{a} mod {p} = {key_a}\nThat is her key.",
            line="Nothing is sent.",
            between="{A}^{m} mod {p} = {key_a}\nA key with Alice.\n{B}^{m} mod {p} = {key_b}\n"
            "A key with Bob.",
            bob="{to_bob}^{b} mod {p} = {key_b}\nThat is his key.",
            ask="Before you go on: somebody heard all that was sent. What is missing to find the key?",
            ask_between="Before you go on: what can Mallory do with two keys?",
        ),
        Step(
            "Send a sealed number",
            alice="({n} + {key_a}) mod {p} = {sealed}\nSends {sealed}.",
            line="{sealed} goes to Bob. Whoever listened has {p}, {g}, {A}, {B} and {sealed}, and no key.",
            between="({sealed} − {key_a}) mod {p} = {n}\nReads {n}.\n({n} + {key_b}) mod {p} = {passed}\n"
            "Passes {passed} on.",
            bob="({passed} − {key_b}) mod {p} = {read}\nReads {read}.",
            ask="Before you go on: what could the two compare, face to face, to know whether anybody stands "
            "between them?",
        ),
        Step(
            "Compare, face to face",
            alice="“I sent {A} and received {to_alice}.”",
            line="",
            bob="“I sent {B} and received {to_bob}.”",
            ask="Now let Mallory stand in the middle: which steps change, and when could anyone notice?",
            ask_between="Who could have noticed before this step? In a messenger, who carries all that "
            "is sent?",
        ),
    )
)
#: What stands between the two in the last step.
FITS = N_("Nothing is sent. What each sent is what the other received: nobody changed it on the way.")
DIFFERS = N_(
    "Nothing is sent. What each sent is not what the other received: somebody changed it on the way."
)

TOY = N_("TOY: numbers this small protect nothing. They show how it works.")
LEGEND = N_(
    "How to read it: 5^6 is 5 to the power of 6, which is 15,625; mod 23 is what remains when that is "
    "divided by 23, which is 8. If a difference is below 0, add 23 first: (4 − 18) mod 23 is 9."
)
COLUMNS = N_(
    "Alice's work: multiplications at most, for one mixture. Tries: secrets that there are. Time: at "
    "1,000,000,000 tries a second."
)
DOUBLES = N_(
    "Why it explodes: each bit more doubles the secrets to try. Alice's own work grows by two "
    "multiplications at most."
)
CLEVERER = N_(
    "Trying one by one is the slowest way. For powers modulo a prime, shortcuts are known: to stand like the "
    "row of 128 bits, a prime needs more than 3,000 (RFC\u00a03526). X25519, a real key exchange, does the "
    "same with points of a curve, where these shortcuts are not known: numbers of 255 bits are intended to "
    "stand like that row. No quick way is known for the computers of today; that is experience, not proof."
)
#: Where the intended strength of X25519 is written.
SOURCE = {
    "source_name": "RFC\u00a07748",
    "source_url": "https://www.rfc-editor.org/rfc/rfc7748",
    "source_date": "2016-01",
}
#: Against two beliefs that err on opposite sides.
CLOSING = N_(
    (
        "Can anyone skilled read it anyway? Not by trying, once the numbers are long. What remains within "
        "reach are the two ends: a phone, a backup, a person.",
        "Is it unbreakable, then? No. A key does not tell who is at the other end, and it hides neither who "
        "writes to whom, nor when, nor how much.",
    )
)


def said() -> list[str]:
    """Return every sentence of this module that is shown from data."""
    steps = [words for step in STEPS for words in vars(step).values() if words]
    return [*steps, FITS, DIFFERS, TOY, LEGEND, COLUMNS, DOUBLES, CLEVERER, *CLOSING]


def whole(name: str, value: Any, lowest: int, highest: int) -> int:
    """Return ``value`` as a plain number.

    Raises
    ------
    ChoiceError
        If it is not a whole number from ``lowest`` to ``highest``.
    """
    if isinstance(value, bool) or not isinstance(value, Integral) or not lowest <= int(value) <= highest:
        raise ChoiceError(
            text("{name}: found {found}; write a whole number from {low} to {high}.").format(
                name=name, found=repr(value), low=lowest, high=highest
            )
        )
    return int(value)


def base_of(prime: Any) -> int:
    """Return the base that goes with one of the toy's primes.

    Raises
    ------
    ChoiceError
        If it is not one of `PRIMES`.
    """
    bases = dict(PRIMES.values())
    if not isinstance(prime, Integral) or prime not in list(bases):
        raise ChoiceError(unlisted("prime", prime, bases))
    return bases[int(prime)]


def mix(value: int, secret: int, prime: int) -> int:
    """Return ``value`` to the power of ``secret``, modulo ``prime``: both steps of the exchange are this one.

    >>> mix(5, 6, 23), mix(5, 15, 23), mix(19, 6, 23), mix(8, 15, 23)
    (8, 19, 2, 2)
    """
    return pow(value, secret, prime)


def brute_force(sent: int, prime: int, base: int) -> int:
    """Return the secret behind what was sent, found by trying 1, 2, 3 …: it is the number of tries as well.

    Raises
    ------
    ChoiceError
        If no secret gives ``sent``.

    Examples
    --------
    >>> brute_force(8, prime=23, base=5)
    6
    """
    power = 1
    for secret in range(1, prime):
        power = power * base % prime
        if power == sent:
            return secret
    raise ChoiceError(
        text("sent: found {sent}, but no power of {base} leaves that when divided by {prime}.").format(
            sent=repr(sent), base=base, prime=prime
        )
    )


def walk(prime: int, alice: int, bob: int, message: int, mallory: int | None = None) -> dict[str, int]:
    """Return every number of the walk, by the name that `STEPS` gives it.

    Parameters
    ----------
    prime
        One of `PRIMES`.
    alice, bob, mallory
        The secrets, from 1 to the prime less 2; with no ``mallory`` nobody stands in the middle.
    message
        The number to send, from 0 to `LARGEST`.
    """
    base = base_of(prime)
    sent = {"A": mix(base, alice, prime), "B": mix(base, bob, prime)}
    received = {"to_alice": sent["B"], "to_bob": sent["A"]}
    if mallory is not None:
        fake = mix(base, mallory, prime)
        sent |= {"m": mallory, "M": fake}
        received = {"to_alice": fake, "to_bob": fake}
    key_a, key_b = mix(received["to_alice"], alice, prime), mix(received["to_bob"], bob, prime)
    sealed = (message + key_a) % prime
    passed = sealed if mallory is None else (message + key_b) % prime
    return (
        {"p": prime, "g": base, "a": alice, "b": bob, "n": message, "key_a": key_a, "key_b": key_b}
        | sent
        | received
        | {"sealed": sealed, "passed": passed, "read": (passed - key_b) % prime}
    )


def fits(numbers: Mapping[str, int]) -> bool:
    """Return whether what each sent is what the other received."""
    return numbers["A"] == numbers["to_bob"] and numbers["B"] == numbers["to_alice"]


def steps(numbers: Mapping[str, int]) -> pd.DataFrame:
    """Return the walk in words: one row a step.

    Columns: ``step``, ``alice``, ``line``, ``bob`` and ``ask``, what to predict before the next step.
    """
    written = {name: number(value) for name, value in numbers.items()}
    last = FITS if fits(numbers) else DIFFERS

    def fill(words: str) -> str:
        return text(words).format(**written)

    rows = [
        {
            "step": fill(step.title),
            "alice": fill(step.alice),
            "line": fill((step.between if "M" in numbers else "") or step.line or last),
            "bob": fill(step.bob),
            "ask": fill((step.ask_between if "M" in numbers else "") or step.ask),
        }
        for step in STEPS
    ]
    return pd.DataFrame(rows)


def effort() -> pd.DataFrame:
    """Return what a size costs: its bits, Alice's work, the secrets to try, and the seconds all of them take.

    Columns: ``bits`` of the prime; ``own``, multiplications at most for one of Alice's mixtures (each further
    bit of her secret is one squaring and at most one multiplication); ``tries`` at most, exact for the toy's
    primes, else 2 to the power of ``bits``; ``seconds`` at `SPEED`.
    """
    tries = {bits: prime - 2 for bits, (prime, _) in PRIMES.items()} | {bits: 2**bits for bits in BEYOND}
    return pd.DataFrame(
        {
            "bits": list(tries),
            "own": [2 * (bits - 1) for bits in tries],
            "tries": pd.Series(list(tries.values()), dtype=object),
            "seconds": [count / SPEED for count in tries.values()],
        }
    )


def large(value: int) -> str:
    """Return a whole number in full below 10^12, else as a power of ten.

    >>> large(1_048_571), large(2**128)
    ('1,048,571', '3.4 × 10^38')
    """
    if value < 10**12:
        return number(value)
    digits, exponent = f"{Decimal(value):.1e}".split("e+")
    return f"{number(float(digits), digits=1)} × 10^{exponent}"


def duration(seconds: float) -> str:
    """Return a time in minutes, or in years if it is that long.

    >>> duration(0.2), duration(1100), duration(1.8e10)
    ('under a second', '18 minutes', '570 years')
    """
    year = 31_557_600
    if seconds < 1:
        return text("under a second")
    if seconds < year:
        return text("{count} minutes").format(count=number(seconds / 60))
    return text("{count} years").format(count=large(round(seconds / year)))


def sizes() -> list[list[str]]:
    """Return `effort` in words: bits, Alice's work, secrets to try, time."""
    table = effort()
    alone = text("{time}, by trying alone")

    def time(bits: int, seconds: float) -> str:
        told = duration(seconds)
        return alone.format(time=told) if bits in BEYOND else told

    return [
        [number(bits), number(own), large(tries), time(bits, seconds)]
        for bits, own, tries, seconds in zip(*(table[name] for name in table), strict=True)
    ]
