"""The deck of lesson 7: sides and roles by lot, evidence cards, a hand of four, a rule in five lines."""

import html
import random
from collections.abc import Iterable
from typing import Any

import traitlets

from enclair.case.model import Case
from enclair.case.needs import requires
from enclair.figures.style import links_html, style_sheet
from enclair.lessons.deciding_together import cards as rules
from enclair.lessons.deciding_together import say
from enclair.text import toml
from enclair.text.locale import N_, check_choice, text
from enclair.views.traits import OneOf
from enclair.views.view import View, paragraph

#: How a side is told by its shape, for eyes and printers without colour.
SHAPES = {"privacy": "◀", "security": "▶", "neither": "◆"}

_STYLE = style_sheet(__package__, "deck.twin.css")


class Deck(View):
    """Cards that rest on rows of the case, and what each part of the lesson does with them.

    In part 1 a group draws sides and roles by lot, and takes four cards into its hand. In part 2 it writes a
    rule in five lines, beside the cards that both sides need.

    Parameters
    ----------
    case
        The case, from ``load_case("telegram")``.
    part
        1 (two sides, reversed) or 2 (a common rule).
    lang
        "en" or "fr".

    Examples
    --------
    >>> from enclair import load_case
    >>> from enclair.lessons.deciding_together import Deck
    >>> deck = Deck(load_case("telegram"))
    >>> deck.hand = ["warrant", "leave"]
    >>> deck
    Deck(21 cards, 2 of 4 in the hand)
    >>> common = Deck(load_case("telegram"), part=2)
    >>> common.rule = {"who": "An investigating judge."}
    >>> common
    Deck(21 cards, 1 of 5 lines of the rule)
    """

    VIEW = "deck"
    SENTENCES = "deck"
    TITLE = N_("Deciding together")

    part = traitlets.Int(help="Which part of the lesson: 1 or 2.")
    lots: Any = traitlets.Dict(
        per_key_traits={
            "first": OneOf(rules.SIDES),
            "roles": traitlets.List(
                OneOf(lambda _: rules.texts()["roles"]), minlen=rules.GROUP, maxlen=rules.GROUP
            ),
        },
        help="The draw: the first pair's side, and four roles.",
    )
    reversed = traitlets.Bool(False, help="Whether the pairs have changed sides.")
    pairs: Any = traitlets.Dict(help="The sides of both pairs, as drawn and reversed, by the first.")
    shown = OneOf(("all", *SHAPES), "all", help="The cards of which side are shown.")
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
    order: Any = traitlets.List(help="The cards in random order.")
    roles: Any = traitlets.Dict(help="The invented voices.")
    sides: Any = traitlets.Dict(help="The names of the sides.")
    positions: Any = traitlets.Dict(help="What each side argues.")
    ground: Any = traitlets.List(help="The ground rules.")
    lines: Any = traitlets.Dict(help="What the five lines of the rule answer.")
    shapes: Any = traitlets.Dict(help="The sign of each side.")
    sources: Any = traitlets.Dict(help="Where the row of each card was read, and its date.").tag(shared=True)
    rows: Any = traitlets.Dict(help="What the row of each card says, by language.").tag(shared=True)
    most = traitlets.Int(rules.HAND, help="Cards in a hand at most.")
    longest = traitlets.Int(rules.LONGEST, help="Characters in one line at most.")

    @requires(only=True)
    def __init__(self, case: Case, part: int = 1, lang: str = "") -> None:
        check_choice("part", part, (1, 2))
        texts, sources = rules.texts(), rules.sources(case)
        super().__init__(
            lang,
            [*rules.row_words(), toml.translations_of(rules.texts)],
            part=part,
            lots={},
            shown="all" if part == 1 else "neither",
            hand=[],
            rule={},
            pairs={
                side: [rules.pairs({"first": side}, turned) for turned in (False, True)]
                for side in rules.SIDES
            },
            cards=rules.cards(),
            order=random.sample(list(rules.cards()), k=len(rules.cards())),
            roles=texts["roles"],
            sides=texts["sides"],
            positions=texts["positions"],
            ground=list(texts["ground"].values()),
            lines=texts["rule"],
            shapes=SHAPES,
            sources=sources,
            rows=rules.rows(case),
        )

    @traitlets.validate("rule")
    def _mend_signs(self, proposal: traitlets.Bunch) -> dict[str, str]:
        # A sign that the limit of a field cut in two cannot be written to a page.
        return {
            name: words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            for name, words in proposal.value.items()
        }

    def draw(self, lot: random.Random | None = None) -> None:
        """Draw sides and roles by lot, as the button does.

        Parameters
        ----------
        lot
            Where chance comes from; a seeded one gives the same draw again.
        """
        self.reversed, self.lots = False, rules.draw(lot)

    def _sentences(self, lang: str) -> dict[str, Any]:
        steps = rules.texts(lang)["steps"]
        return super()._sentences(lang) | {"draw": steps["draw"]["name"]}

    def _count(self) -> str:
        cards = len(self.cards)
        if self.part == 1:
            held = text("{cards} cards, {held} of {most} in the hand")
            return held.format(cards=cards, held=len(self.hand), most=self.most)
        done = sum(bool(words.strip()) for words in self.rule.values())
        return text("{cards} cards, {done} of {all} lines of the rule").format(
            cards=cards, done=done, all=len(self.lines)
        )

    def _side(self, side: str) -> str:
        return f"{SHAPES[side]} {self._said(self.sides[side])}"

    def _source(self, name: str) -> str:
        return rules.source_label(self.sources[name])

    def _row(self, name: str) -> list[tuple[str, dict[str, str]]]:
        """Return what the row of a card says: each piece with its label."""
        return [(text(piece["label"]), piece) for piece in self.rows[name][self.lang]]

    def _drawn(self) -> list[str]:
        """Return what the lot gave each pair, one line each."""
        if not self.lots:
            return []
        pairs = rules.pairs(self.lots, self.reversed)
        names = [text("First pair"), text("Second pair")]
        parts = []
        for place, side in enumerate(pairs):
            voices = [self._said(self.roles[role]["name"]) for role in self.lots["roles"][2 * place :][:2]]
            parts.append(f"{names[place]} – {self._side(side)} ({', '.join(voices)})")
        return parts

    def _hand(self) -> list[str]:
        """Return the cards in the hand, one line each, the strongest first."""
        held = [(f"{place}. ", self.cards[name]) for place, name in enumerate(self.hand, 1)]
        return [
            f"{at}{self._side(one['side'])}: {self._said(one['says'])} ({one['row']})" for at, one in held
        ]

    def _rule(self) -> list[tuple[str, str]]:
        """Return what each line of the rule answers, and what was written."""
        return [(self._said(asked), self.rule.get(name, "")) for name, asked in self.lines.items()]

    def sheet(self) -> str:
        """Return the hand, or in part 2 the common rule, as text: print it, and the notebook keeps it.

        It is a picture of this moment: run the cell again after a change.
        """
        if self.part == 1:
            return "\n".join(self._hand()) or say("deck.nothing")
        return "\n".join(f"{asked} {words}" for asked, words in self._rule())

    def _html(self) -> str:
        """Return the hand or room for the rule, and cards with their rows to cut out (A4)."""

        def escaped(words: str) -> str:
            return html.escape(self._said(words))

        def boxes(all_inside: Iterable[str]) -> str:
            inside = "".join(f"<div>{one}</div>" for one in all_inside)
            return f'<div class="enclair-deck-cards enclair-once">{inside}</div>'

        question = f"<p><strong>{html.escape(say('deck.page.question'))}</strong></p>"
        ground = "".join(f"<li>{escaped(one)}</li>" for one in self.ground)
        cards = boxes(self._card(name) for name in self.order)
        if self.part == 2:
            rule = "".join(
                f'<p><strong>{html.escape(asked)}</strong></p><div class="enclair-deck-line">'
                f"{html.escape(words)}</div>"
                for asked, words in self._rule()
            )
            return f"{_STYLE}{question}{rule}<ul>{ground}</ul>{cards}"
        hand = "".join(map(paragraph, self._hand()))
        if hand:
            hand = f"<p><strong>{html.escape(text('Your hand, the strongest card first'))}</strong></p>{hand}"
        drawn = "".join(map(paragraph, self._drawn()))
        roles = boxes(
            f"<p><strong>{escaped(one['name'])}</strong></p><p>{escaped(one['says'])}</p>"
            for one in self.roles.values()
        )
        invented = paragraph(say("deck.page.invented"))
        return f"{_STYLE}{question}{hand}{drawn}<ul>{ground}</ul>{cards}{invented}{roles}"

    def _card(self, name: str) -> str:
        """Return one card as HTML: its side, what it says, its row folded up, and where that was read."""
        card, source = self.cards[name], self.sources[name]
        row = ""
        for label, piece in self._row(name):
            words = f'<span lang="{piece["lang"]}">{html.escape(piece["words"])}</span>'
            row += f"<p>{html.escape(label)}: {words}</p>"
        link = links_html(self._source(name), source["source_url"])
        return (
            f"<p><strong>{html.escape(self._side(card['side']))}</strong></p>"
            f"<p>{html.escape(self._said(card['says']))}</p>"
            f"<details><summary>{html.escape(say('deck.page.row'))}</summary>{row}</details>"
            f"<p><small>{html.escape(card['row'])}<br>{link}</small></p>"
        )
