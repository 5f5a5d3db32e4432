"""What the guide counts in words about lesson 3, and what other pages rely on."""

from enclair.lessons.what_can_the_server_see import visibility
from enclair.lessons.what_can_the_server_see.sealing import RECORDED, RECORDED_AT, Sealed
from tests.helpers import CASE

_CHARGES = CASE.charges
_DECLARATION = visibility.count_sorts(_CHARGES)["cryptology declaration"]
_KINDS = len(visibility.KINDS)
_SEEN, _REACHED = (
    sum(visibility.answer("e2ee", party, kind)[0] != "no" for kind in visibility.KINDS)
    for party in ("server", "judge")
)
_CHANGED = sum(
    visibility.answer("cloud", "server", kind)[0] != visibility.answer("e2ee", "server", kind)[0]
    for kind in visibility.KINDS
)
_HELD = Sealed(RECORDED["en"], RECORDED_AT, recorded=True).held
_READABLE = (_HELD.iloc[:, 2] == "readable").sum()

COUNTED = [
    ("{} of {} at least in part", "{} sur {}, au moins en partie, même de bout en bout", _SEEN, _KINDS),
    ("{} of {} rows can be read", "{} lignes sur {} se lisent", _READABLE, len(_HELD)),
    (
        "{} of {}, and these are about a declaration",
        "{} sur {}, et elles portent sur une déclaration",
        *(_DECLARATION, len(_CHARGES)),
    ),
    (
        "{} of {} change. For whom do the {} that stay",
        "{} sur {} changent. Pour qui les {} qui restent",
        *(_CHANGED, _KINDS, _KINDS - _CHANGED),
    ),
    (
        "{} of {} kinds of data can still be reached",
        "{} types de données sur {} restent accessibles",
        *(_REACHED, _KINDS),
    ),
]
SECTIONS = {8: "What did the company change in its rules?"}
