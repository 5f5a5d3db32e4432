"""What the guide counts in words about lesson 1, and what other pages rely on."""

from enclair.lessons.what_can_the_server_see.visibility import count_sorts
from tests.helpers import CASE

_CHARGES = CASE.charges
_OFFENCES = len(_CHARGES)
_SORTS = count_sorts(_CHARGES)

COUNTED = [
    ("{} counts, not one", "{} chefs, pas un", _OFFENCES),
    (
        "None of the {} counts is that. {} concern a declaration of cryptology, {} complicity",
        "Aucun des {} chefs ne dit cela. {} concernent une déclaration de cryptologie, {} une complicité",
        *(_OFFENCES, _SORTS["cryptology declaration"], _SORTS["complicity"]),
    ),
    (
        "{} counts concern offences against children",
        "{} chefs concernent des infractions commises contre des enfants",
        _CHARGES["theme"].eq("child abuse material").sum(),
    ),
]
SECTIONS = {4: "What would you decide on 28 August?"}
