"""The checks of exercise 3, "What can the server see?": sentences in ``[checks]`` of ``*.toml``.

In which sentence a word says too little is a reading, and stands in the table `SAYINGS`.
"""

import math
from collections.abc import Mapping, Sequence

from enclair.case.model import Case
from enclair.checks.answers import (
    OneOf,
    Task,
    are_whole,
    expect_parts,
    is_number,
    is_real,
    is_whole,
    judge,
)
from enclair.checks.change import expect_change
from enclair.checks.feedback import Answer, Feedback, FeedbackBuilder, IncorrectAnswer
from enclair.checks.puzzle import Part, expect_rows, judge_sayings, puzzle, rows_of
from enclair.lessons.what_can_the_server_see.key_exchange import BASES, brute_force, mix
from enclair.lessons.what_can_the_server_see.visibility import UNREAD, level

# ---------------------------------------------------------------- 1. the settings of three apps

#: The services, and the columns of the table ``messengers`` that the three questions are about.
SERVICES = ("Telegram", "iMessage", "Signal")
QUESTIONS: Mapping[str, str] = {
    "two": "e2ee_1to1",
    "groups": "e2ee_groups",
    "copy": "cloud_copy_readable_by_operator",
}
#: What a learner may write for each answer.
ANSWERS: Mapping[str, str] = {word: word for word in ("yes", "part", "no", UNREAD)} | {
    "in part": "part",
    "no source": UNREAD,
}
#: What learners copy where the table has nothing.
BLANKS = ("blank", "(blank)")


def three_settings(answer: Answer, case: Case, feedback: FeedbackBuilder) -> None:
    """Check three answers on each of three services: a function that gives a dictionary."""
    setting = Part("unknown-answer", (*ANSWERS, *BLANKS), blank="blank-copied")
    three = [setting] * len(QUESTIONS)
    mine = expect_rows(answer, feedback, SERVICES, "service", *three, shape="not-three-answers")
    for service, words in mine.items():
        if {*words} & {*BLANKS}:
            raise IncorrectAnswer("blank-copied", service)
    table = case.messengers.set_index("service")
    if len({tuple(ANSWERS[word] for word in words) for words in mine.values()}) == 1:
        raise IncorrectAnswer("services-alike")
    for service in SERVICES:
        words = [ANSWERS[word] for word in mine[service]]
        right = [level(str(table.loc[service, column])) for column in QUESTIONS.values()]
        ideas = [feedback.behind(service, *pair) for pair in zip(QUESTIONS, words, strict=True)]
        behind = [idea for idea, *pair in zip(ideas, words, right, strict=True) if pair[0] != pair[1]]
        if words == right[::-1] and not all(behind):
            raise IncorrectAnswer("other-order", service)
        for question, word, expected, idea in zip(QUESTIONS, words, right, ideas, strict=True):
            if word != expected:
                wrong = "source-overlooked" if word == UNREAD else idea or "wrong-level"
                raise IncorrectAnswer(wrong, service, place=f"{service}, {question}")


# ---------------------------------------------------------------- 2. a key, agreed and broken

#: What the function is called with: the mixture that was received, one's own secret, the prime.
TRIES = ((19, 6, 23), (871, 345, 1_019), (12_345, 21_001, 32_749))
#: What the changed cell is called with: a mixture, the prime, the base.
MIXTURES = ((10, 23, 5), (11, 23, 5), (5, 7, 3))


def secret_behind(answer: Answer, case: Case, feedback: FeedbackBuilder) -> Feedback:
    """Check the changed cell: which secret leads to a mixture."""
    tries = [dict(zip(("mixture", "prime", "base"), numbers, strict=True)) for numbers in MIXTURES]

    def secret(mixture: int, prime: int, base: int) -> int:
        return next((number for number in range(1, prime) if mix(base, number, prime) == mixture), 0)

    return expect_change(
        answer,
        feedback,
        tries,
        start=lambda mixture, prime, base: secret(8, prime, base),
        right=secret,
        slips=lambda mixture, prime, base: {
            "mixture-of-the-mixture": mix(base, mixture, prime),
            "one-fixed-number": secret(10, prime, base),
            "mixture-not-secret": mixture,
            "counts-from-zero": secret(mixture, prime, base) - 1,
            "row-not-secret": {secret(mixture, prime, base): mixture},
        },
    )


def shared_key(answer: Answer, case: Case, feedback: FeedbackBuilder) -> Feedback:
    """Check the key that comes of a mixture: a function of received, secret and prime."""
    tries = [{"received": received, "secret": secret, "prime": prime} for received, secret, prime in TRIES]
    received, secret, prime = TRIES[0]
    quotient = received**secret / prime
    return Task(
        right=mix,
        slips=lambda received, secret, prime: {
            "no-remainder": received**secret,
            "times-not-power": received * secret % prime,
            "caret-is-not-power": (received ^ secret) % prime,
            "base-and-secret-swapped": mix(secret, received, prime),
            "mixed-the-base": mix(BASES[prime], secret, prime),
            "quotient-not-remainder": received**secret // prime,
            "divided": quotient,
            "nothing-mixed": received,
            "secret-is-key": secret,
        },
        other=["wrong-number"],
        tries=tries,
        fits=lambda value: is_whole(value) or (is_number(value) and value == quotient),
    ).feedback(answer, feedback)


#: The exercise shows the same lines (tested).
lines_of_the_key, LINES = puzzle(__package__, "lines_of_the_key")


#: What everyone heard: the prime, and what Alice and Bob sent. The base is the one that goes with the prime.
PRIME, FROM_ALICE, FROM_BOB = 23, 3, 11


def broken_key(answer: Answer, case: Case, feedback: FeedbackBuilder) -> None:
    """Check the secret of Alice and the key, found from what was heard: a function that gives a pair."""
    base = BASES[PRIME]
    alice, bob = (brute_force(sent, PRIME, base) for sent in (FROM_ALICE, FROM_BOB))
    right = alice, mix(FROM_BOB, alice, PRIME)
    product = FROM_ALICE * FROM_BOB
    slips = {
        "swapped": right[::-1],
        "secret-of-bob": (bob, ...),
        "sent-is-secret": OneOf([(FROM_ALICE, ...), (FROM_BOB, ...)]),
        "place-counted-wrong": OneOf([(alice - 1, ...), (alice + 1, ...)]),
        "beyond-the-row": lambda pair: pair[0] >= PRIME and mix(base, int(pair[0]), PRIME) == FROM_ALICE,
        "sent-is-key": OneOf([(alice, FROM_ALICE), (alice, FROM_BOB)]),
        "secret-is-key": OneOf([(alice, alice), (alice, bob)]),
        "product-of-mixtures": OneOf([(alice, product), (alice, product % PRIME)]),
        "mixed-own-again": (alice, mix(FROM_ALICE, alice, PRIME)),
    }
    pair = expect_parts(answer, feedback, 2, are_whole)
    judge(pair, right, slips, ["wrong-secret", "wrong-key"])


# ---------------------------------------------------------------- 3. words that say too little

MISSING = ("which chats", "which encryption", "against whom")

#: The quotations with the word in question, what may be missing (nothing if the word is exact enough), and
#: the idea behind any other answer.
SAYINGS = rows_of(__package__, "vague_words", "sayings")
#: The sentences that make messages look closed to all, and those that make them look open to all.
DIRECTIONS = ({"A", "C"}, {"E"})


def vague_words(answer: Answer, case: Case, feedback: FeedbackBuilder) -> None:
    """Check where a word says too little, and what is missing: a function that gives a dictionary."""
    gap = Part("unknown-gap", MISSING)
    answers = expect_rows(answer, feedback, SAYINGS, "sentence", gap, needed=())
    one_side = any({*answers} <= direction for direction in DIRECTIONS)
    overlooked = "one-direction-only" if one_side else "vague-word-overlooked"
    judge_sayings(answers, SAYINGS, "every-word-is-vague", overlooked)


# ---------------------------------------------------------------- 4. how long it takes to try them all

#: Bits and tries a second that the function is called with.
LENGTHS: Sequence[tuple[int, int]] = ((40, 1_000_000_000), (64, 5_000), (128, 7))


def seconds_to_try(answer: Answer, case: Case, feedback: FeedbackBuilder) -> Feedback:
    """Check how long it takes to try every secret: a function of bits and speed."""

    def slips(bits: int, speed: int) -> dict[str, object]:
        seconds, tries = 2**bits / speed, 2**bits
        units = (60, 3_600, 86_400, 31_536_000, 31_557_600)
        return {
            "bits-add-up": 2 * bits / speed,
            "bits-are-tries": bits / speed,
            "square-not-power": bits**2 / speed,
            "caret-is-not-power": (2 ^ bits) / speed,
            "digits-not-bits": 10**bits / speed,
            "number-of-tries": tries,
            "multiplied": tries * speed,
            "upside-down": speed / tries,
            "half-on-average": seconds / 2,
            "other-unit": OneOf(seconds / unit for unit in units),
            "whole-seconds": OneOf(
                [tries // speed, math.ceil(seconds), *(round(seconds, digits) for digits in (1, 2))]
            ),
        }

    return Task(
        right=lambda bits, speed: 2**bits / speed,
        slips=slips,
        other=["wrong-time"],
        tries=[{"bits": bits, "speed": speed} for bits, speed in LENGTHS],
        fits=is_real,
        same=lambda time, seconds: is_number(time) and math.isclose(time, seconds, rel_tol=1e-6),
    ).feedback(answer, feedback)
