"""What of lesson 7 speaks for a side of the debate."""

from enclair.case.model import Case
from enclair.lessons.deciding_together import cards, checks
from enclair.text import locale
from enclair.text.locale import current_locale


def two_sided(case: Case) -> dict[str, list[tuple[str, str]]]:
    """Return the texts that have a side, by what they are: the side of each, and its words."""
    english, localized = cards.texts(), cards.texts(current_locale())
    links = [dict(zip(("reason", "does", "claim"), link, strict=True)) for link in checks.START]
    tables = (locale.tables(__package__, "checks", lang) for lang in ("en", current_locale()))
    answers = (table["more_reasons"]["answers"] for table in tables)
    in_lesson = dict(locale.parallel_texts(english["map"], localized["map"]))
    in_exercise = dict(zip(*answers, strict=True))
    return {
        "cards of the debate": [(card["side"], card["says"]) for card in localized["cards"].values()],
        "roles of the debate": [(role["side"], role["says"]) for role in localized["roles"].values()],
        "positions of the debate": [*localized["positions"].items()],
        "map of reasons in the lesson": [
            (side, in_lesson[reason]) for reason, side in cards.sides_of(english["map"]).items()
        ],
        "map of reasons in the exercise": [
            (side, in_exercise[reason]) for reason, side in cards.sides_of(links).items()
        ],
    }


def decks() -> dict[str, tuple[str, ...]]:
    """Return what its views select by id: the name of each deck, and the ids of its quotations."""
    rows = (card["row"].partition(".") for card in cards.cards().values())
    ids = tuple(key for table, _, key in rows if table == "quotes")
    return {"quotations behind the cards of the debate": ids}
