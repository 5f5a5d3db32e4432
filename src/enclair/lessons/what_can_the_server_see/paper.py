"""The colour cards of lesson 3, to print: colours, patterns and numbers of the view, in both languages."""

from itertools import combinations_with_replacement
from typing import Any

from enclair.case.model import Case
from enclair.lessons.what_can_the_server_see.colours import NUMBERS, SECRETS, called
from enclair.lessons.what_can_the_server_see.key_exchange import PRIMES, mix
from enclair.text.locale import LANGUAGES

#: What its page and the template of it are called.
PAGE = "colour_exchange"


def pack(case: Case | None = None) -> dict[str, Any]:
    """Return the cards, and the table that says what two of them give; the case has no part in it."""
    prime, base = PRIMES[min(PRIMES)]
    sent = {secret: mix(base, secret, prime) for secret in SECRETS}
    shared = [mix(sent[one], other, prime) for one, other in combinations_with_replacement(SECRETS, 2)]

    def card(number: int, table: str = "numbers") -> dict[str, Any]:
        colour = (SECRETS if table == "secrets" else NUMBERS)[number]
        names = {lang: called(table, number, lang) for lang in LANGUAGES}
        return {"number": number, "id": colour.called, **names, **colour._asdict()}

    common, mixtures, ends = card(base), [*map(card, sent.values())], [*map(card, shared)]
    secrets = [card(secret, "secrets") for secret in SECRETS]
    # What cards are for, and how many there are of each: three may have drawn alike.
    deck = [(common, "common"), *((one, who) for who in ("Alice", "Bob", "Mallory") for one in secrets)]
    deck += [(one, "mixture") for one in mixtures for _ in range(4)] + [(one, "shared") for one in ends]
    return {
        "colours": [common, *secrets, *mixtures, *ends],
        "deck": deck,
        "secrets": secrets,
        "mixing": [
            [card(row), *(card(mix(row, secret, prime)) for secret in SECRETS)]
            for row in (base, *sent.values())
        ],
    }
