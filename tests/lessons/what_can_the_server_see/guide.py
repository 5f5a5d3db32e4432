"""What the guide counts in words about lesson 3, and what other pages rely on."""

from tests.lessons.what_can_the_server_see import test_numbers as numbers

_SEEN, _REACHED = (sum(level != "no" for level in numbers.levels(party)) for party in ("server", "judge"))

COUNTED = [
    (
        "{} of {} at least in part",
        "{} sur {}, au moins en partie, même de bout en bout",
        _SEEN,
        len(numbers.kinds),
    ),
    ("{} of {} rows can be read", "{} lignes sur {} se lisent", numbers.readable, len(numbers.held)),
    (
        "{} of {}, and these are about a declaration",
        "{} sur {}, et elles portent sur une déclaration",
        *(numbers.sorts["cryptology declaration"], len(numbers.charges)),
    ),
    (
        "{} of {} change. For whom do the {} that stay",
        "{} sur {} changent. Pour qui les {} qui restent",
        *(len(numbers.moved), len(numbers.kinds), len(numbers.kinds) - len(numbers.moved)),
    ),
    (
        "{} of {} kinds of data can still be reached",
        "{} types de données sur {} restent accessibles",
        *(_REACHED, len(numbers.kinds)),
    ),
]
SECTIONS = {8: "What did the company change in its rules?"}
