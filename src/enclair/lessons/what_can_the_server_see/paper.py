"""The colour cards of lesson 3, to print: colours, patterns and numbers of the view, in both languages."""

from itertools import combinations_with_replacement
from typing import TYPE_CHECKING, Any

from enclair.lessons.what_can_the_server_see.colours import NUMBERS, SECRETS, Colour
from enclair.lessons.what_can_the_server_see.key_exchange import PRIMES, mix
from enclair.text.locale import LANGUAGES, text

if TYPE_CHECKING:
    from enclair.case.model import Case

#: What its page and the template of it are called.
PAGE = "colour_exchange"


def pack(case: "Case | None" = None) -> dict[str, Any]:
    """Return the cards, and the table that says what two of them give; the case has no part in it."""
    prime, base = PRIMES[min(PRIMES)]
    sent = {secret: mix(base, secret, prime) for secret in SECRETS}
    shared = [mix(sent[one], other, prime) for one, other in combinations_with_replacement(SECRETS, 2)]

    def number(value: int) -> dict[str, Any]:
        return _card(value, NUMBERS[value])

    common, mixtures, ends = number(base), [*map(number, sent.values())], [*map(number, shared)]
    secrets = [_card(*secret) for secret in SECRETS.items()]
    # What cards are for, and how many there are of each: three may have drawn alike.
    deck = [(common, "common"), *((card, who) for who in ("Alice", "Bob", "Mallory") for card in secrets)]
    deck += [(card, "mixture") for card in mixtures for _ in range(4)] + [(card, "shared") for card in ends]
    return {
        "colours": [common, *secrets, *mixtures, *ends],
        "deck": deck,
        "secrets": secrets,
        "mixing": [
            [number(row), *(number(mix(row, secret, prime)) for secret in SECRETS)]
            for row in (base, *sent.values())
        ],
    }


def _card(value: int, colour: Colour) -> dict[str, Any]:
    names = {lang: text(colour.name, lang) for lang in LANGUAGES}
    return {"number": value, "id": colour.name, **names, **colour._asdict()}
