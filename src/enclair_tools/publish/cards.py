"""The cards of lesson 7 on paper (A4, black and white), made from the deck that the view shows."""

from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from enclair.lessons.deciding_together import cards as deck
from enclair.lessons.deciding_together.deck import INVENTED, QUESTION, ROW, SHAPES, Deck
from enclair.lessons.deciding_together.timer import HEADS
from enclair.text.locale import by_language, spoken, text
from enclair_tools import templates
from enclair_tools.notebooks.canonical import holds, store

if TYPE_CHECKING:
    from enclair.case.model import Case

#: Where the pages stand below the root of the repository, by language.
PLACES = {
    "en": Path("teaching/cards/deciding_together.html"),
    "fr": Path("teaching/cards/deciding_together_fr.html"),
}
#: The rows on paper: lines on a sheet of two columns, letters in a line, lines around the words of a row.
ROOM, WIDE, TALL = 116, 54, 1
#: Cards on one sheet: two columns of four.
ON_A_SHEET = 8


def page(case: "Case") -> str:
    """Return the deck as one HTML page: how to use it, cards of both sides by turns, lots, roles, the rule.

    It asks for no script and for no other file.
    """
    lang = spoken()
    told, sources, cards = deck.told(lang), deck.sources(case), deck.cards()

    def card(head: str, says: str, *small: str, kind: str = "card") -> dict[str, Any]:
        return {"head": head, "says": says, "small": small, "kind": kind}

    heads = {side: f"{shape} {told['sides'][side]}" for side, shape in SHAPES.items()}
    found = [
        card(heads[each["side"]], told["cards"][name]["says"], each["row"], deck.read(sources[name]))
        for name, each in _by_turns(cards)
    ]
    lot = text("Lot: draw without looking.")
    lots = [card(heads[side], told["positions"][side], lot, kind="card lot") for side in deck.SIDES]
    blank = card(f"◇ {text('A card of your own')}", "", text("Row and source: …"))
    return templates.page(
        __package__,
        "cards.html",
        title=text(Deck.TITLE),
        question=QUESTION,
        heads=HEADS,
        steps=deck.steps(lang),
        told=told,
        cards=[*found, *[blank] * (-len(found + lots) % ON_A_SHEET), *lots],
        roles=[card(role["name"], role["says"], text(INVENTED)) for role in told["roles"].values()],
        on_a_sheet=ON_A_SHEET,
        row=ROW,
        rows=_rows(case),
    )


def _rows(case: "Case") -> list[list[dict[str, Any]]]:
    """Return the rows behind the cards, in the order of the cards, sheet by sheet: none is cut by a page."""
    sources, rows = deck.sources(case), deck.rows(case)
    parts: list[list[dict[str, Any]]] = [[]]
    room = ROOM
    for name, card in _by_turns(deck.cards()):
        source, pieces = sources[name], rows[name][spoken()]
        read = f"{deck.read(source)}. {source['source_url'].partition('://')[2]}"
        size = TALL + sum(ceil(len(f"{piece['label']} {piece['words']}") / WIDE) for piece in pieces)
        size += ceil(len(read) / WIDE)
        if size > room:
            parts.append([])
            room = ROOM
        room -= size
        parts[-1].append({"head": card["row"], "pieces": pieces, "read": read})
    return parts


def _by_turns(cards: dict[str, dict[str, str]]) -> list[tuple[str, dict[str, str]]]:
    """Return the cards, one of each side by turns: neither side has the first sheet."""
    privacy, security, neither = (
        [each for each in cards.items() if each[1]["side"] == side] for side in SHAPES
    )
    return [each for both in zip(privacy, security, strict=True) for each in both] + neither


def write(root: Path, case: "Case") -> list[Path]:
    """Write the pages of both languages and return those that changed."""
    made = by_language(lambda: page(case))
    return [path for lang, place in PLACES.items() if store(path := root / place, made[lang])]


def drift(root: Path, case: "Case") -> list[str]:
    """Return what differs from what the deck makes, a sentence for each page; nothing is written."""
    said, made = text("{name} differs from what the deck makes."), by_language(lambda: page(case))
    return [
        said.format(name=place.as_posix())
        for lang, place in PLACES.items()
        if not holds(root / place, made[lang])
    ]
