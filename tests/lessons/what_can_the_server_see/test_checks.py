"""The answers to exercise 3: right ones pass, and each plausible wrong one is told what it mixes up."""

import math
import re

import numpy as np
import pandas as pd

from enclair.lessons.what_can_the_server_see import checks, figures
from enclair.lessons.what_can_the_server_see.checks import FROM_ALICE, FROM_BOB, MISSING, PRIME
from enclair.lessons.what_can_the_server_see.key_exchange import mix
from tests.banks import CASE, BankRules, asked, cells, changing
from tests.helpers import assert_in, const

EXERCISE = "03_what_can_the_server_see"
QUOTES = CASE.quotes.set_index("id")
CELLS = cells(EXERCISE)
SETTINGS = {
    "Telegram": ("part", "no", "yes"),
    "iMessage": ("yes", "no source read", "part"),
    "Signal": ("yes", "yes", "no"),
}
settings = changing(SETTINGS)


def secret(mixture, prime, base):
    """The secret behind a mixture."""
    return next((number for number in range(1, prime) if base**number % prime == mixture), 0)


RIGHT = {
    "three_settings": [
        settings(),
        settings(Telegram=("in part", "no", "yes"), iMessage=("yes", "no source", "part")),
        lambda: {name.lower(): [*map(str.title, said)] for name, said in SETTINGS.items()},
        settings(Signal=["Yes", " yes ", "NO"]),
    ],
    "secret_behind": [secret, lambda mixture, prime, base: float(secret(mixture, prime, base))],
    "shared_key": [
        lambda received, secret, prime: pow(received, secret, prime),
        lambda received, secret, prime: received**secret % prime,
        lambda received, secret, prime: float(pow(received, secret, prime)),
    ],
    "lines_of_the_key": [const(list("DFGAC")), const(list("FGDAC")), const(("f", "d", "a", "g", "c"))],
    "broken_key": [const((16, 18)), const([16.0, 18]), lambda: np.array([16, 18])],
    "vague_words": [
        const({"A": "which encryption", "B": "", "C": "which chats", "D": None, "E": "against whom"}),
        const({"A": "which encryption", "C": "which chats", "E": "against whom"}),
        const({"e": "Which chats", "a": "which chats", "c": "which chats"}),
    ],
    "seconds_to_try": [
        lambda bits, speed: 2**bits / speed,
        lambda bits, speed: pow(2, bits) / speed,
        lambda bits, speed: math.exp(bits * math.log(2)) / speed,
    ],
}

WRONG = {
    "three_settings": [
        ("telegram-is-end-to-end", settings(Telegram=("yes", "no", "yes"))),
        ("optional-means-no", settings(Telegram=("no", "no", "yes"))),
        ("secret-chats-in-groups", settings(Telegram=("part", "part", "yes"))),
        ("secret-chats-in-groups", settings(Telegram=("part", "yes", "yes"))),
        ("encrypted-means-unreadable", settings(Telegram=("part", "no", "no"))),
        ("split-keys-are-no-keys", settings(Telegram=("part", "no", "part"))),
        ("known-from-elsewhere", settings(iMessage=("yes", "yes", "part"))),
        ("blank-means-no", settings(iMessage=("yes", "no", "part"))),
        ("backup-forgotten", settings(iMessage=("yes", "no source", "no"))),
        ("copy-for-everyone", settings(iMessage=("yes", "no source", "yes"))),
        ("wrong-level", settings(iMessage=("part", "no source", "part"))),
        ("company-can-always-read", settings(Signal=("yes", "yes", "yes"))),
        ("source-overlooked", settings(Signal=("yes", "no source read", "no"))),
        ("other-order", settings(Signal=("no", "yes", "yes"))),
        ("services-alike", const(dict.fromkeys(checks.SERVICES, ("yes", "yes", "no")))),
        ("not-three-answers", settings(Signal=("yes", "no")), settings(Signal="yes, yes, no")),
        ("blank-copied", settings(iMessage=("yes", "", "part")), settings(iMessage=("yes", None, "part"))),
        ("blank-copied", settings(iMessage=("yes", " (Blank)", "part"))),
        ("unknown-service", const({"Pigeon": ("yes", "no", "part")})),
        ("missing-service", const({"Signal": SETTINGS["Signal"]})),
        ("unknown-answer", settings(Signal=("default", "default", "no"))),
    ],
    "secret_behind": [
        ("unchanged", lambda mixture, prime, base: secret(8, prime, base)),
        ("mixture-of-the-mixture", lambda mixture, prime, base: mix(base, mixture, prime)),
        ("mixture-not-secret", lambda mixture, prime, base: mixture),
        ("other-result", lambda mixture, prime, base: secret(mixture, prime, base) + 1),
        ("hard-coded", lambda mixture, prime, base: 3),
        ("hard-coded", lambda mixture, prime, base: secret(mixture, 23, 5)),
        ("one-fixed-number", lambda mixture, prime, base: secret(10, prime, base)),
        ("counts-from-zero", lambda mixture, prime, base: secret(mixture, prime, base) - 1),
        ("row-not-secret", lambda mixture, prime, base: pd.Series({secret(mixture, prime, base): mixture})),
    ],
    "shared_key": [
        ("no-remainder", lambda received, secret, prime: received**secret),
        ("times-not-power", lambda received, secret, prime: received * secret % prime),
        ("caret-is-not-power", lambda received, secret, prime: (received ^ secret) % prime),
        ("base-and-secret-swapped", lambda received, secret, prime: pow(secret, received, prime)),
        ("mixed-the-base", lambda received, secret, prime: pow(5, secret, prime)),
        ("quotient-not-remainder", lambda received, secret, prime: received**secret // prime),
        ("divided", lambda received, secret, prime: received**secret / prime),
        ("nothing-mixed", lambda received, secret, prime: received),
        ("secret-is-key", lambda received, secret, prime: secret),
        ("wrong-number", lambda received, secret, prime: received + secret + prime),
        ("hard-coded", lambda received, secret, prime: 2),
        ("hard-coded", lambda received, secret, prime: pow(received, secret, 23)),
    ],
    "lines_of_the_key": [("secret-is-sent", const(list("DBGAC"))), ("mixed-own-again", const(list("DFEAC")))],
    "broken_key": [
        ("swapped", const((18, 16))),
        ("secret-of-bob", const((9, 18))),
        ("sent-is-secret", const((3, 18)), const((11, 18))),
        ("place-counted-wrong", const((15, 18))),
        ("wrong-secret", const((2, 18)), const((-6, 18))),
        ("beyond-the-row", const((38, 18)), const((60, 18))),  # they leave the same number as 16
        ("sent-is-key", const((16, 11))),
        ("secret-is-key", const((16, 16)), const((16, 9))),
        ("product-of-mixtures", const((16, 33)), const((16, 10))),
        ("mixed-own-again", const((16, 13))),
        ("wrong-key", const((16, 1))),
    ],
    "vague_words": [
        ("one-direction-only", const({"A": "which encryption", "C": "which chats"})),
        ("one-direction-only", const({"E": "against whom"})),
        ("vague-word-overlooked", const({"A": "which encryption", "E": "against whom"})),
        ("key-not-asked-for", const({"A": "against whom"})),
        ("kind-is-named", const({"C": "which encryption"})),
        ("security-is-encryption", const({"E": "which encryption"})),
        ("criticism-taken-for-vague", const({"B": "which chats"})),
        ("opinion-taken-for-vague", const({"D": "against whom"})),
        ("every-word-is-vague", const(dict.fromkeys("ABCDE", "which chats"))),
        ("unknown-sentence", const({"F": "which chats"})),
        ("unknown-gap", const({"A": "everything"})),
    ],
    "seconds_to_try": [
        ("bits-add-up", lambda bits, speed: 2 * bits / speed),
        ("bits-are-tries", lambda bits, speed: bits / speed),
        ("square-not-power", lambda bits, speed: bits**2 / speed),
        ("caret-is-not-power", lambda bits, speed: (2 ^ bits) / speed),
        ("digits-not-bits", lambda bits, speed: 10**bits / speed),
        ("number-of-tries", lambda bits, speed: 2**bits),
        ("multiplied", lambda bits, speed: 2**bits * speed),
        ("upside-down", lambda bits, speed: speed / 2**bits),
        ("half-on-average", lambda bits, speed: 2**bits / speed / 2),
        ("other-unit", lambda bits, speed: 2**bits / speed / 60),
        ("other-unit", lambda bits, speed: 2**bits / speed / 3600 / 24 / 365),
        ("whole-seconds", lambda bits, speed: 2**bits // speed, lambda bits, to: round(2**bits / to, 1)),
        ("hard-coded", lambda bits, speed: 10**400, lambda bits, speed: 2**40 / speed),
        ("wrong-time", lambda bits, speed: 10**5_000 + bits, lambda bits, speed: bits + speed),
    ],
}

SECRETS = {
    "three_settings": (
        "Telegram: part, no, yes.",
        r"\b(yes|part|oui|partie)\b[^.]*,[^.]*\b(yes|part|no|oui|non)\b",
        r"\bin part\b",
    ),
    "secret_behind": ("The secret is 3.", r"\bis \d", r"\b3\b"),
    "shared_key": ("Write pow(received, secret).", r"pow\((received|secret)", r"received \*\*", r"\b2\b"),
    "lines_of_the_key": ("D, F, G, A, C", r"\b[ACDFG](\W+[ACDFG]\b){4}"),
    "broken_key": ("It is 16.", r"\b(16|18)\b"),
    "vague_words": ("Say against whom.", rf"\b({'|'.join(MISSING)})\b", r"\bA\W+C\W+E\b"),
    "seconds_to_try": ("Write 2**bits / speed.", r"2 ?\*\* ?bits", r"/ ?speed"),
}

WRONG_LINES = {
    "key-answer": ("return received * secret % prime", "times-not-power"),
    "time-answer": ("return 2 * bits / speed", "bits-add-up"),
    "secret-answer": ("return mixtures[mixture]", "mixture-of-the-mixture"),
}
WAYS = ("secret-check", "key-check", "lines-check", "broken-check")


class TestBank(BankRules):
    exercise, right, wrong, secrets = EXERCISE, RIGHT, WRONG, SECRETS


def test_the_tables_of_the_exercise_are_those_of_the_checks():
    assert ", ".join(f'"{name}"' for name in checks.SERVICES) in CELLS["settings-form"]
    stored = CASE.messengers.set_index("service").loc[[*checks.SERVICES], [*checks.QUESTIONS.values()]]
    shown = figures.settings(CASE.messengers, *checks.SERVICES).table.iloc[:, 1:]
    assert shown.to_numpy().tolist() == stored.replace("", "(blank)").to_numpy().tolist()
    answers = ("yes", "part", "no", checks.UNREAD)
    assert_in(CELLS["task-1-question"], *(f"| `{answer}` | " for answer in answers))
    sent = f"prime **{PRIME}**, base **5**, Alice sent **{FROM_ALICE}**, Bob sent **{FROM_BOB}**"
    assert_in(CELLS["task-2-question"], sent, f"1 to {PRIME - 2}")
    assert [mix(5, secret, PRIME) for secret in (1, 2, 3)] == [5, 2, 10]  # "The row begins 5, 2, 10"
    for letter, (identity, word, _, _) in checks.SAYINGS.items():
        said = QUOTES.loc[identity, "quote_en"]
        row = rf"{word}: “{re.escape(said)}”\n.*\n{identity}$"
        assert re.match(row, asked(EXERCISE, "vague_words")[letter])
        assert word in said
    assert_in(CELLS["task-3"], *(f"- `{missing}`: " for missing in MISSING))


def test_the_sentences_lean_either_way():
    vague = {letter for letter, (_, _, gaps, _) in checks.SAYINGS.items() if gaps}
    assert set().union(*checks.DIRECTIONS) == vague
    exact = [QUOTES.loc[checks.SAYINGS[letter][0], "stance"] for letter in set(checks.SAYINGS) - vague]
    assert {stance > 0 for stance in exact} == {True, False}  # what is exact enough comes from both sides
    assert 0 not in exact


def test_the_lines_end_on_the_key_that_both_reach():
    space = {"base": 5, "prime": PRIME, "alice": 16, "bob": 9}
    exec("\n".join(checks.LINES[letter] for letter in "DFGAC"), space)
    assert space["result"]
    assert (space["from_alice"], space["from_bob"]) == (FROM_ALICE, FROM_BOB)
    assert space["key_of_alice"] == 18
    assert "alice=1, bob=1" in CELLS["key-exchange"]  # way C starts from there, and shows each step
