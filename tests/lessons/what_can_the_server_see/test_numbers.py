"""Numbers in the words of lesson 3 and exercise 3: what their marks compute with; the policy."""

from enclair.lessons.what_can_the_server_see import key_exchange as exchange
from enclair.lessons.what_can_the_server_see import visibility
from enclair.lessons.what_can_the_server_see.figures import VERSIONS
from enclair.lessons.what_can_the_server_see.sealing import RECORDED_AT, Sealed, recorded
from tests.helpers import CASE, REPO
from tests.numbers import cells

services = CASE.messengers.set_index("service")
default = services["e2ee_1to1"].str.startswith("default").sum()
charges = CASE.charges
sorts = visibility.count_sorts(charges)
costs = exchange.effort().set_index("bits")
times = costs["tries"][24] / costs["tries"][5]
minutes, years = costs["seconds"] / 60, costs["seconds"] / 365.25 / 24 / 3600
walk = exchange.walk(23, 6, 7, 15)
held = Sealed(recorded(), RECORDED_AT, recorded=True).held
readable = (held.iloc[:, 2] == "● readable").sum()
before, after = CASE.quotes.set_index("id").loc[list(VERSIONS), "quote_original"]
of_declaration = charges["penalty_note"][charges["concerns_cryptology_declaration"]]
declaration, penalties = of_declaration.iloc[0], " ".join(of_declaration)
cleverer = exchange.texts()["page"]["cleverer"]
colour_cards = (REPO / "teaching" / "cards" / "colour_exchange.html").read_text(encoding="utf-8")
kinds = list(visibility.KINDS)


def levels(party, design="e2ee"):
    """What a party sees, or a request can get, of each kind of data."""
    return [visibility.answer(design, party, kind)[0] for kind in kinds]


both = zip(kinds, levels("server", "cloud"), levels("server"), strict=True)
moved = {kind: (now, then) for kind, now, then in both if now != then}

seen, reached = (sum(level != "no" for level in levels(party)) for party in ("server", "judge"))
#: What the guide counts in words, in English and in French, with its numbers.
COUNTED = [
    ("{} of {} at least in part", "{} sur {}, au moins en partie, même de bout en bout", seen, len(kinds)),
    ("{} of {} rows can be read", "{} lignes sur {} se lisent", readable, len(held)),
    (
        "{} of {}, and these are about a declaration",
        "{} sur {}, et elles portent sur une déclaration",
        *(sorts["cryptology declaration"], len(charges)),
    ),
    (
        "{} of {} change. For whom do the {} that stay",
        "{} sur {} changent. Pour qui les {} qui restent",
        *(len(moved), len(kinds), len(kinds) - len(moved)),
    ),
    (
        "{} of {} kinds of data can still be reached",
        "{} types de données sur {} restent accessibles",
        *(reached, len(kinds)),
    ),
]
#: Titles that other pages rely on.
SECTIONS = {8: "What did the company change in its rules?"}


CELLS = cells(__name__)


def test_the_first_two_errors_comfort_those_who_want_privacy():
    words = visibility.texts()["questions"]
    asked = sorted(visibility.QUESTIONS, key=lambda name: CELLS["02-explain"].index(f"- *{words[name]}*"))
    assert [visibility.QUESTIONS[name][-1] == "privacy" for name in asked] == [True, True, False, False]


def test_the_policy_is_linked_where_it_was_read():
    assert CASE.quotes.set_index("id").loc[VERSIONS[1], "source_url"] in CELLS["08-policy"]
