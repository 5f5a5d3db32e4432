"""The card deck of lesson 7: cards that rest on rows, roles, a draw by lot, timed steps, a common rule."""

import random
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from enclair import toml
from enclair.errors import ChoiceError

if TYPE_CHECKING:
    from enclair.case import Case

SIDES = ("privacy", "security")
#: People in a group, two on each side.
GROUP = 4
#: Characters on a card or in a role at most: the room on paper.
LONGEST_CARD = 125
#: Characters in one line of the rule at most.
LONGEST = 20_000
#: Words of the file that are codes, and are not shown.
_CODES = ("says", "name")


def told() -> dict[str, Any]:
    """Return what ``deck.toml`` says."""
    return toml.tables("enclair.analysis", "deck.toml")


def cards() -> dict[str, dict[str, str]]:
    """Return the cards by name: ``side``, ``row`` (table.id) and ``says``."""
    return dict(told()["cards"])


def steps() -> list[dict[str, Any]]:
    """Return the steps in order: ``part``, ``minutes``, ``name`` and ``says``."""
    return list(told()["steps"].values())


def said() -> set[str]:
    """Return every English sentence of ``deck.toml`` that is shown."""
    found: set[str] = set()
    for name in ("positions", "sides", "ground", "rule"):
        found |= toml.strings(told()[name])
    for name in ("cards", "roles", "steps"):
        found |= toml.strings(told()[name], *_CODES)
    return found


def quotations() -> tuple[str, ...]:
    """Return the ids of the quotations on which cards rest."""
    rows = (card["row"] for card in cards().values())
    return tuple(row.removeprefix("quotes.") for row in rows if row.startswith("quotes."))


def sources(case: "Case") -> dict[str, dict[str, str]]:
    """Return for each card where its row was read: name, date, address; a row the case lacks is left out."""
    found = {}
    for name, card in cards().items():
        table, row = card["row"].split(".", 1)
        if table not in case.tables:
            continue
        rows = getattr(case, table)
        for one in rows[rows["id"] == row].to_dict("records"):
            found[name] = {key: str(one[key]) for key in ("source_name", "source_date", "source_url")}
    return found


def draw(lot: random.Random | None = None) -> dict[str, Any]:
    """Return a draw by lot: the side of the first pair, and a role for each of the four.

    Parameters
    ----------
    lot
        Where chance comes from; a seeded one gives the same draw again.
    """
    chance = lot or random.SystemRandom()
    return {"first": chance.choice(SIDES), "roles": chance.sample(list(told()["roles"]), k=GROUP)}


def pairs(lots: Mapping[str, Any], reverse: bool) -> tuple[str, str]:
    """Return the sides of the first and of the second pair.

    >>> pairs({"first": "privacy", "roles": []}, reverse=True)
    ('security', 'privacy')
    """
    first, second = SIDES if lots["first"] == SIDES[0] else SIDES[::-1]
    return (second, first) if reverse else (first, second)


def check_lots(value: object) -> dict[str, Any]:
    """Return a draw, or {} for none.

    Raises
    ------
    ChoiceError
        If it is no draw: a side, and four different roles.
    """
    if value == {}:
        return {}
    roles = told()["roles"]
    if (
        isinstance(value, Mapping)
        and set(value) == {"first", "roles"}
        and value["first"] in SIDES
        and isinstance(value["roles"], list)
        and len(value["roles"]) == GROUP == len({str(one) for one in value["roles"]})
        and all(isinstance(one, str) and one in roles for one in value["roles"])
    ):
        return dict(value)
    raise ChoiceError(
        f'lots: found {value!r}; a draw is {{"first": "privacy", "roles": [four of {", ".join(roles)}]}}.'
    )


def check_rule(value: object) -> dict[str, str]:
    """Return the lines of a rule.

    Raises
    ------
    ChoiceError
        If there is no such line, or one is not a text of at most 20,000 characters.
    """
    lines = told()["rule"]
    if not isinstance(value, Mapping):
        raise ChoiceError(
            f'rule: found {value!r}; write {{"who": "…"}}, with lines among {", ".join(lines)}.'
        )
    for name, words in value.items():
        if name not in lines:
            raise ChoiceError(f"rule: found the line {name!r}; choose among {', '.join(lines)}.")
        if not isinstance(words, str):
            raise ChoiceError(f"rule: found {words!r} in the line {name!r}; write a text.")
        if len(words) > LONGEST:
            raise ChoiceError(
                f"rule: the line {name!r} has {len(words):,} characters; keep to {LONGEST:,} at most."
            )
    return dict(value)
