"""The cards of lesson 7 as `enclair make cards` prints them, from the deck that the view shows."""

from typing import Any

from enclair.case.model import Case
from enclair.lessons.deciding_together import cards as deck
from enclair.lessons.deciding_together import say
from enclair.lessons.deciding_together.deck import SHAPES
from enclair.lessons.deciding_together.timer import HEADS
from enclair.text.locale import current_locale, text


def pack(case: Case) -> dict[str, Any]:
    """Return how to use the cards, the cards with both sides by turns, the rows behind them, and the rule."""
    texts = deck.texts(current_locale())
    cards = _by_turns(texts["cards"])
    sources = {row: deck.source_of(case, row) for row in (content["row"] for content in cards)}

    def card(head: str, says: str, *small: str, kind: str = "card") -> dict[str, Any]:
        return {"head": head, "says": says, "small": small, "kind": kind}

    def row_of(row: str) -> dict[str, Any]:
        pieces = [(piece["label"], piece["words"], piece["lang"]) for piece in deck.pieces(case, row)]
        address = sources[row]["source_url"].partition("://")[2]
        return {"head": row, "pieces": pieces, "read": f"{deck.source_label(sources[row])}. {address}"}

    heads = {side: f"{shape} {texts['sides'][side]}" for side, shape in SHAPES.items()}
    faces = [
        card(heads[one["side"]], one["says"], one["row"], deck.source_label(sources[one["row"]]))
        for one in cards
    ]
    invented = say("deck.page.invented")
    lot = text("Lot: draw without looking.")
    lots = [card(heads[side], texts["positions"][side], lot, kind="card lot") for side in deck.SIDES]
    blank = card(f"◇ {text('A card of your own')}", "", text("Row and source: …"))
    blanks = [blank] * (-len(faces + lots) % 8)  # eight on a sheet
    roles = [card(one["name"], one["says"], invented) for one in texts["roles"].values()]
    steps = [(step["part"], step["name"], step["minutes"], step["says"]) for step in texts["steps"].values()]
    return {
        "title": text("Deciding together"),
        "question": say("deck.page.question"),
        "how": [say("paper.print"), say("paper.lots"), say("paper.rows")],
        "rules": (text("Ground rules"), [*texts["ground"].values()]),
        "steps": (text("The steps and their minutes"), [text("Part"), *map(text, HEADS)], steps),
        "decks": [[*faces, *blanks, *lots], roles],
        "rows": (say("deck.page.row"), [row_of(one["row"]) for one in cards]),
        "asked": [*texts["rule"].values(), say("paper.signs")],
    }


def _by_turns(cards: dict[str, dict[str, str]]) -> list[dict[str, str]]:
    """Return the cards, one of each side by turns: neither side has the first sheet."""
    privacy, security, neither = (
        [card for card in cards.values() if card["side"] == side] for side in SHAPES
    )
    return [*(card for both in zip(privacy, security, strict=True) for card in both), *neither]
