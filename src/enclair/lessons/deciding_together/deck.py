"""The deck of lesson 7: sides and roles by lot, evidence cards, a hand of four, a rule in five lines."""

import html
import random
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

import traitlets

from enclair.case import claims
from enclair.case.model import Case, requires
from enclair.figures.style import links_html, style_sheet
from enclair.lessons.deciding_together import cards as rules
from enclair.lessons.deciding_together import say
from enclair.text import locale
from enclair.text.locale import check_choice, text
from enclair.views.view import OneOf, View, paragraph

#: How a side is told by its shape, for eyes and printers without colour.
SHAPES = {"privacy": "◀", "security": "▶", "neither": "◆"}

_STYLE = style_sheet(__package__, "deck.twin.css")


def dealt(cards: Mapping[str, Mapping[str, str]]) -> list[list[str]]:
    """Return the cards in deals of five, shuffled: two of each side, one that both need; then the rest."""
    piles = {side: [name for name, card in cards.items() if card["side"] == side] for side in SHAPES}
    left, right, both = (random.sample(pile, k=len(pile)) for pile in piles.values())
    both.sort(key=lambda name: "after" not in cards[name])  # what needs more than its card comes last
    deals = []
    while left:
        few = [left.pop(), left.pop(), right.pop(), right.pop(), both.pop()]
        deals.append(few if left else few + both)
    return [random.sample(deal, k=len(deal)) for deal in deals]


class Deck(View):
    """Cards that rest on rows of the case, and what each part of the lesson does with them.

    In part 1 a group draws sides and roles by lot, and takes four cards into its hand. In part 2 it writes a
    rule in five lines, beside the cards that both sides need.

    >>> from enclair import load_case
    >>> from enclair.lessons.deciding_together import Deck
    >>> deck = Deck(load_case("telegram"))
    >>> deck.hand = ["warrant", "leave"]
    >>> deck.hand
    ['warrant', 'leave']
    >>> common = Deck(load_case("telegram"), part=2)
    >>> common.rule = {"who": "An investigating judge."}
    """

    VIEW = "deck"
    SENTENCES = "deck"

    part = traitlets.Int(1, help="Which part of the lesson: 1 or 2.")
    lots: Any = traitlets.Dict(help="The draw: the first pair's side, and four roles.")
    reversed = traitlets.Bool(False, help="Whether the pairs have changed sides.")
    shown = OneOf(
        ("dealt", "all", *SHAPES), "dealt", help="Which cards are shown: a deal, all, those of a side."
    )
    hand: Any = traitlets.List(
        OneOf(lambda _: rules.cards()),
        maxlen=rules.HAND,
        help="The cards taken, by name, the strongest first.",
    )
    rule: Any = traitlets.Dict(
        traitlets.Unicode(),
        key_trait=OneOf(lambda _: rules.texts()["rule"]),
        help="The lines of the common rule. Set it as a whole.",
    )
    cards: Any = traitlets.Dict(help="The cards by name.").tag(shared=True)
    deals: Any = traitlets.List(help="The cards by name, shuffled deal by deal.")
    texts: Any = traitlets.Dict(
        help="The invented voices, the sides and what each argues, the ground rules, the lines of the rule."
    )
    shapes: Any = traitlets.Dict(SHAPES, help="The sign of each side.")
    sources: Any = traitlets.Dict(help="Where the row of each card was read, and its date.").tag(shared=True)
    rows: Any = traitlets.Dict(help="What the row of each card says, by language.").tag(shared=True)
    most = traitlets.Int(rules.HAND, help="Cards in a hand at most.")
    longest = traitlets.Int(rules.LONGEST, help="Characters in one line at most.")

    @requires(only=True)
    def __init__(self, case: Case, part: int = 1, lang: str = "") -> None:
        check_choice("part", part, (1, 2))
        texts, cards = rules.texts(), rules.cards()
        super().__init__(
            lang,
            [*map(locale.translations_of, (claims.labels, rules.labels, rules.texts))],
            part=part,
            shown="dealt" if part == 1 else "neither",
            cards=cards,
            deals=dealt(cards),
            texts={name: texts[name] for name in ("roles", "sides", "positions", "ground", "rule")}
            | {"asked": texts["sides"] | texts["asked"]},
            sources={name: rules.source_of(case, card["row"], "en") for name, card in cards.items()},
            rows=rules.rows(case),
        )

    def _sentences(self, lang: str) -> dict[str, Any]:
        steps = rules.texts(lang)["steps"]
        return super()._sentences(lang) | {"draw": steps["draw"]["name"]}

    def _side(self, side: str) -> str:
        return f"{SHAPES[side]} {self._said(self.texts['sides'][side])}"

    def _drawn(self) -> list[str]:
        """Return what the lot gave each pair, one line each."""
        if not self.lots:
            return []
        pairs, roles = rules.pairs(self.lots, self.reversed), self.lots["roles"]
        lines = []
        for name, side, two in zip(("First pair", "Second pair"), pairs, (roles[:2], roles[2:]), strict=True):
            voices = ", ".join(self._said(self.texts["roles"][role]["name"]) for role in two)
            lines.append(f"{text(name)} – {self._side(side)} ({voices})")
        return lines

    def _hand(self) -> list[str]:
        """Return the cards in the hand, one line each, the strongest first."""
        cards = enumerate(map(self.cards.__getitem__, self.hand), 1)
        return [
            f"{place}. {self._side(card['side'])}: {self._said(card['says'])} ({card['row']})"
            for place, card in cards
        ]

    def _rule(self) -> list[tuple[str, str]]:
        """Return what each line of the rule answers, and what was written."""
        return [(self._said(asked), self.rule.get(name, "")) for name, asked in self.texts["rule"].items()]

    def sheet(self) -> str:
        """Return the hand, or in part 2 the common rule, as text: print it, and the notebook keeps it.

        It is a picture of this moment: run the cell again after a change.
        """
        if self.part == 1:
            return "\n".join(self._hand()) or say("deck.nothing")
        return "\n".join(f"{asked} {words}" for asked, words in self._rule())

    def _html(self) -> str:
        """Return the hand or room for the rule, and cards with their rows to cut out (A4)."""
        ground = "".join(f"<li>{html.escape(self._said(one))}</li>" for one in self.texts["ground"].values())
        first = f"{_STYLE}{_strong(say('deck.page.question'))}"
        cards = f"<ul>{ground}</ul>{_boxes(map(self._card, chain.from_iterable(self.deals)))}"
        if self.part == 2:
            rule = "".join(
                f'{_strong(asked)}<div class="enclair-deck-line">{html.escape(words)}</div>'
                for asked, words in self._rule()
            )
            return f"{first}{rule}{cards}"
        hand = "".join(map(paragraph, self._hand()))
        if hand:
            hand = f"{_strong(text('Your hand, the strongest card first'))}{hand}"
        drawn = "".join(map(paragraph, self._drawn()))
        roles = _boxes(
            f"{_strong(self._said(role['name']))}{paragraph(self._said(role['says']))}"
            for role in self.texts["roles"].values()
        )
        return f"{first}{hand}{drawn}{cards}{paragraph(say('deck.page.invented'))}{roles}"

    def _card(self, name: str) -> str:
        """Return one card as HTML: its side, what it says, its row folded up, and where that was read."""
        card, source = self.cards[name], self.sources[name]
        row = ""
        for piece in self.rows[name][self.lang]:
            words = f'<span lang="{piece["lang"]}">{html.escape(piece["words"])}</span>'
            row += f"<p>{html.escape(self._said(piece['label']))}: {words}</p>"
        label = rules.source_label({**source, "dated": self._said(source["dated"])})
        return (
            f"{_strong(self._side(card['side']))}{paragraph(self._said(card['says']))}"
            f"<details><summary>{html.escape(say('deck.page.row'))}</summary>{row}</details>"
            f"<p><small>{html.escape(card['row'])}<br>{links_html(label, source['source_url'])}</small></p>"
        )


def _strong(words: str) -> str:
    return f"<p><strong>{html.escape(words)}</strong></p>"


def _boxes(cards: Iterable[str]) -> str:
    """Return cards, each as HTML, in boxes to cut out."""
    inside = "".join(f"<div>{card}</div>" for card in cards)
    return f'<div class="enclair-deck-cards enclair-once">{inside}</div>'
