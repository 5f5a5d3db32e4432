"""A key agreed while everyone listens: a TOY with small numbers, and how it is broken.

The page computes by the same rules (``key_exchange.js``); ``tests/cases/exchange.json`` holds the two
together. The real thing is `sealed`.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pandas as pd

from enclair.text import locale
from enclair.text.locale import number, text

#: The primes of the toy, by their size in bits, each with a base whose powers reach every number below it.
PRIMES = {5: (23, 5), 10: (1_019, 2), 15: (32_749, 2), 20: (1_048_573, 2), 24: (16_777_213, 5)}
BASES = dict(PRIMES.values())
#: Sizes that nobody tries out in a lesson: what trying alone would cost. Against index calculus a prime has
#: to be longer (RFC 3526, section 1: about 3,200 bits for a strength of 128); X25519 works on a curve.
BEYOND = (40, 64, 128, 256)
#: What may be sent in the toy: below its smallest prime.
LARGEST = min(BASES) - 1
#: The speed that the table of sizes supposes, in tries a second.
SPEED = 1_000_000_000


def texts(lang: str = "") -> dict[str, Any]:
    """Return the steps of the walk, with places for numbers, and what is said around them."""
    return locale.tables(__package__, "key_exchange", lang)


#: The steps in English, and where the intended strength of X25519 is written.
STEPS, SOURCE = texts("en")["steps"], texts("en")["source"]


def mix(value: int, secret: int, prime: int) -> int:
    """Return ``value`` to the power of ``secret``, modulo ``prime``: both steps of the exchange are this one.

    >>> mix(5, 6, 23), mix(5, 15, 23), mix(19, 6, 23), mix(8, 15, 23)
    (8, 19, 2, 2)
    """
    return pow(value, secret, prime)


def brute_force(sent: int, prime: int, base: int) -> int:
    """Return the secret behind what was sent, found by trying 1, 2, 3 …: it is the number of tries as well.

    >>> brute_force(8, prime=23, base=5)
    6
    """
    return next(secret for secret in range(1, prime) if mix(base, secret, prime) == sent)


def walk(prime: int, alice: int, bob: int, message: int, mallory: int | None = None) -> dict[str, int]:
    """Return every number of the walk, by its name in the steps; no ``mallory``, nobody in the middle."""
    base = BASES[prime]
    sent = {"A": mix(base, alice, prime), "B": mix(base, bob, prime)}
    received = {"to_alice": sent["B"], "to_bob": sent["A"]}
    if mallory is not None:
        fake = mix(base, mallory, prime)
        sent |= {"m": mallory, "M": fake}
        received = {"to_alice": fake, "to_bob": fake}
    key_a, key_b = mix(received["to_alice"], alice, prime), mix(received["to_bob"], bob, prime)
    sealed = (message + key_a) % prime
    passed = sealed if mallory is None else (message + key_b) % prime
    chosen = {"p": prime, "g": base, "a": alice, "b": bob, "n": message, "key_a": key_a, "key_b": key_b}
    return chosen | sent | received | {"sealed": sealed, "passed": passed, "read": (passed - key_b) % prime}


def steps(numbers: Mapping[str, int]) -> pd.DataFrame:
    """Return the walk in words: one row a step.

    Columns: ``step``; ``alice``; ``line``, what everyone may hear; ``mallory``, if she is in the middle;
    ``bob``; and ``ask``, what to predict before the next step.
    """
    words = texts()
    written = {name: number(value) for name, value in numbers.items()} | {"same": words["page"]["same"]}
    unchanged = numbers["A"] == numbers["to_bob"] and numbers["B"] == numbers["to_alice"]
    last = words["page"]["fits" if unchanged else "differs"]
    between = "M" in numbers
    columns = ["title", "alice", "line", *(["mallory"] if between else []), "bob", "ask"]

    def cell(step: dict[str, str], column: str) -> str:
        sentence = step.get(column, last)
        return (step.get(f"{column}_between", sentence) if between else sentence).format(**written)

    rows = [[cell(step, column) for column in columns] for step in words["steps"]]
    return pd.DataFrame(rows, columns=["step", *columns[1:]])


def effort() -> pd.DataFrame:
    """Return what a size costs: ``bits``, ``own`` work of Alice, ``tries`` at most, and their ``seconds``.

    Each further bit of her secret is one squaring and at most one multiplication.
    """
    tries = {bits: prime - 2 for bits, (prime, _) in PRIMES.items()} | {bits: 2**bits for bits in BEYOND}
    rows = [(bits, 2 * (bits - 1), count, count / SPEED) for bits, count in tries.items()]
    return pd.DataFrame(rows, columns=["bits", "own", "tries", "seconds"]).astype({"tries": object})


def format_large_number(value: int) -> str:
    """Return a whole number in full below 10^12, else as a power of ten.

    >>> format_large_number(10**12 - 1), format_large_number(10**12)
    ('999,999,999,999', '1.0 × 10^12')
    """
    if value < 10**12:
        return number(value)
    digits, exponent = f"{Decimal(value):.1e}".split("e+")
    return f"{number(float(digits), digits=1)} × 10^{exponent}"


def duration(seconds: float) -> str:
    """Return a time in milliseconds, in minutes, or in years if it is that long.

    >>> duration(0.99), duration(120), duration(31_557_599), duration(63_115_200)
    ('990 ms', '2 minutes', '525,960 minutes', '2 years')
    """
    year = 31_557_600
    if seconds < 0.001:
        return text("under 1 ms")
    if seconds < 1:
        return text("{count} ms").format(count=number(1000 * seconds))
    if seconds < year:
        return text("{count} minutes").format(count=number(seconds / 60))
    return text("{count} years").format(count=format_large_number(round(seconds / year)))


def sizes() -> list[list[str]]:
    """Return `effort` in words: bits, Alice's work, secrets to try, time."""
    alone = text("{time}, by trying alone")
    rows = []
    for bits, own, tries, seconds in effort().itertuples(index=False):
        time = alone.format(time=duration(seconds)) if bits in BEYOND else duration(seconds)
        rows.append([number(bits), number(own), format_large_number(tries), time])
    return rows
