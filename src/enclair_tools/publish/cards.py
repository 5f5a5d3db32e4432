"""The cards of lesson 7 on paper (A4, black and white), made from the deck that the view shows."""

import html
from collections.abc import Iterable, Sequence
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from enclair.lessons.deciding_together import cards as deck
from enclair.lessons.deciding_together.deck import INVENTED, QUESTION, ROW, SHAPES, Deck
from enclair.lessons.deciding_together.timer import HEADS
from enclair.text.locale import text
from enclair_tools.notebooks.canonical import store

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

_STYLE = """\
@page { size: A4; margin: 0; }
* { box-sizing: border-box; }
html { color-scheme: light; }
body { margin: 0; background: #d9dcdf; color: #000;
  font: 10.5pt/1.32 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; }
.sheet { width: 210mm; max-width: 100%; margin: 16px auto; padding: 14mm 15mm; background: #fff; }
h1 { margin: 0 0 4mm; font-size: 20pt; line-height: 1.2; }
h2 { margin: 5mm 0 1.5mm; font-size: 13pt; line-height: 1.25; }
p { margin: 0 0 2mm; }
ul { margin: 0; padding-left: 20px; }
li { margin-bottom: 1mm; }
.ask { font-size: 13pt; font-weight: 600; }
table { width: 100%; border-collapse: collapse; font-size: 9.5pt; }
th, td { padding: 0.8mm 1.5mm; border-bottom: 1px solid #8a8f94; text-align: left; vertical-align: top;
  font-weight: 400; }
thead th { font-weight: 600; border-bottom-color: #000; }
th:nth-child(2) { width: 37%; }
td:nth-child(3), th:nth-child(3) { text-align: right; }
.cards { display: grid; grid-template-columns: repeat(2, 1fr); grid-auto-rows: minmax(66mm, auto);
  padding: 0; list-style: none; }
.card { display: flex; flex-direction: column; margin: 0; padding: 5mm; border: 1px dashed #6b7075;
  overflow-wrap: anywhere; }
.lot { border: 2px solid #000; }
.card b { margin-bottom: 2mm; font-size: 13pt; line-height: 1.25; }
.card p { font-size: 12pt; }
.card small { margin-top: auto; font-size: 8.5pt; line-height: 1.3; }
.rows { columns: 2; column-gap: 7mm; font-size: 9pt; line-height: 1.25; }
.rows-sheet { padding: 9mm 12mm; }
.rows-sheet h1 { margin-bottom: 2mm; font-size: 14pt; }
.entry { margin-bottom: 2mm; break-inside: avoid; overflow-wrap: anywhere; }
.entry h2 { margin: 0; font-size: 9.5pt; border-bottom: 1px solid #000; }
.entry p { margin: 0.3mm 0; }
.entry small { display: block; font-size: 7.5pt; line-height: 1.2; }
.line { height: 28mm; border: 1px solid #000; }
.rule h2 { margin-top: 3.5mm; }
@media print {
  body { background: none; }
  .sheet { width: 210mm; height: 297mm; max-width: none; margin: 0; overflow: hidden;
  break-after: page; }
  .sheet:last-of-type { break-after: auto; }
  .cards { grid-auto-rows: 66mm; }
}
@media (max-width: 600px) {
  .sheet { padding: 16px; }
  .cards { grid-template-columns: 1fr; grid-auto-rows: auto; }
  .rows { columns: 1; }
  .card { min-height: 40mm; }
}
"""


def page(case: "Case", lang: str = "en") -> str:
    """Return the deck as one HTML page: how to use it, cards of both sides by turns, lots, roles, the rule.

    It asks for no script and for no other file.
    """

    def said(words: str) -> str:
        return html.escape(text(words, lang))

    told, sources = deck.told(), deck.sources(case)
    evidence = []
    for name in _by_turns(deck.cards()):
        card, source = deck.cards()[name], sources[name]
        read = deck.read(source, lang)
        head = f"{SHAPES[card['side']]} {said(told['sides'][card['side']])}"
        evidence.append(_card(head, said(card["says"]), f"{html.escape(card['row'])}<br>{html.escape(read)}"))
    lot = text("Lot: draw without looking.", lang)
    lots = [
        _card(f"{SHAPES[side]} {said(told['sides'][side])}", said(told["positions"][side]), lot, "card lot")
        for side in deck.SIDES
    ]
    full = -len(evidence + lots) % ON_A_SHEET
    blank = [_card(f"◇ {text('A card of your own', lang)}", "", text("Row and source: …", lang))] * full
    roles = [_card(said(role["name"]), said(role["says"]), said(INVENTED)) for role in told["roles"].values()]
    sheets = [
        _how(lang),
        *(_sheet(_list(some)) for some in _parted(evidence + blank + lots)),
        *(_sheet(_list(some)) for some in _parted(roles)),
        *_rows(case, lang),
        _sheet(
            f'<div class="rule"><h1>{said(QUESTION)}</h1>'
            + "".join(f'<h2>{said(asked)}</h2><div class="line"></div>' for asked in told["rule"].values())
            + f"<h2>{text('Who signs? Who cannot sign, which line, and why?', lang)}</h2>"
            + '<div class="line"></div></div>'
        ),
    ]
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{said(Deck.TITLE)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        + "\n".join(sheets)
        + "\n</main>\n</body>\n</html>\n"
    )


def _rows(case: "Case", lang: str) -> list[str]:
    """Return the sheets with the rows behind the cards, in the order of the cards, none cut by a page."""
    sources, rows = deck.sources(case), deck.rows(case)
    parts: list[list[str]] = [[]]
    room = ROOM
    for name in _by_turns(deck.cards()):
        source, pieces = sources[name], rows[name][lang]
        address = source["source_url"].partition("://")[2]
        lines = "".join(
            f"<p><i>{html.escape(text(piece['label'], lang))}</i> "
            f'<span lang="{piece["lang"]}">{html.escape(piece["words"])}</span></p>'
            for piece in pieces
        )
        head = html.escape(deck.cards()[name]["row"])
        read = html.escape(f"{deck.read(source, lang)}. {address}")
        entry = f'<div class="entry"><h2>{head}</h2>{lines}<small>{read}</small></div>'
        size = TALL + sum(ceil(len(f"{piece['label']} {piece['words']}") / WIDE) for piece in pieces)
        size += ceil(len(read) / WIDE)
        if size > room:
            parts.append([])
            room = ROOM
        room -= size
        parts[-1].append(entry)
    title = f"<h1>{html.escape(text(ROW, lang))}</h1>"
    return [_sheet(f'{title}<div class="rows">{"".join(part)}</div>', "sheet rows-sheet") for part in parts]


def _by_turns(cards: dict[str, dict[str, str]]) -> list[str]:
    """Return the names of the cards, one of each side by turns: neither side has the first sheet."""
    privacy, security, neither = (
        [name for name, card in cards.items() if card["side"] == side] for side in SHAPES
    )
    return [name for both in zip(privacy, security, strict=True) for name in both] + neither


def _how(lang: str) -> str:
    told = deck.told()
    names = [text("Part", lang), *(text(head, lang) for head in HEADS)]
    heads = "".join(f'<th scope="col">{name}</th>' for name in names)
    rows = "".join(
        f"<tr><td>{step['part']}</td><td>{html.escape(text(step['name'], lang))}</td>"
        f"<td>{step['minutes']}</td><td>{html.escape(text(step['says'], lang))}</td></tr>"
        for step in deck.steps()
    )
    ways = [
        text(
            "For each group of four, print all pages once, on one side of the paper, and cut out the cards. "
            "This page and the last ones, with the rows and the rule, stay whole.",
            lang,
        ),
        text(
            "Lay the two lots and the eight roles face down, and shuffle them. Each pair draws a lot, each "
            "person a role. The lot does not look at what a role would usually want.",
            lang,
        ),
        text(
            "The small print of a card names its row. The sheets “What the row says” have all rows: read "
            "yours before you rely on the card.",
            lang,
        ),
    ]
    ground = "".join(f"<li>{html.escape(text(words, lang))}</li>" for words in told["ground"].values())
    return _sheet(
        f'<h1>{text(Deck.TITLE, lang)}</h1><p class="ask">{html.escape(text(QUESTION, lang))}</p>'
        f"{''.join(f'<p>{html.escape(each)}</p>' for each in ways)}"
        f"<h2>{text('Ground rules', lang)}</h2><ul>{ground}</ul>"
        f"<h2>{text('The steps and their minutes', lang)}</h2>"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _card(head: str, says: str, small: str, kind: str = "card") -> str:
    return f'<li class="{kind}"><b>{head}</b><p>{says}</p><small>{small}</small></li>'


def _parted(cards: Sequence[str]) -> list[Sequence[str]]:
    return [cards[start : start + ON_A_SHEET] for start in range(0, len(cards), ON_A_SHEET)]


def _list(cards: Iterable[str]) -> str:
    return '<ul class="cards">\n' + "\n".join(cards) + "\n</ul>"


def _sheet(content: str, kind: str = "sheet") -> str:
    return f'<section class="{kind}">\n{content}\n</section>'


def write(root: Path, case: "Case") -> list[Path]:
    """Write the pages of both languages and return those that changed."""
    return [path for lang, place in PLACES.items() if store(path := root / place, page(case, lang))]


def drift(root: Path, case: "Case") -> list[str]:
    """Return what differs from what the deck makes, a sentence for each page; nothing is written."""
    said = text("{name} differs from what the deck makes.")
    return [
        said.format(name=place.as_posix())
        for lang, place in PLACES.items()
        if not (path := root / place).is_file() or path.read_text(encoding="utf-8") != page(case, lang)
    ]
