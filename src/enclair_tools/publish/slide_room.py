"""How much text a slide holds, counted in lines: what is too long goes on at the next slide."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import ceil

#: How many lines of text a slide holds, and how many letters a line. Small enough for any usual font.
LINES, LETTERS = 13.75, 71
_ITEM = re.compile(r"(?:[-*]|\d+\.) ")
_ITEMS = re.compile(rf"\n(?={_ITEM.pattern})")


@dataclass(frozen=True)
class _Block:
    """A part of a text, to be divided between its sentences, the items of a list or the rows of a table."""

    units: list[str]
    head: str = ""
    joint: str = "\n"

    def of(self, units: Sequence[str]) -> str:
        return self.head + self.joint.join(units)


def _block(source: str) -> _Block:
    lines = source.split("\n")
    if lines[0].startswith("|"):
        return _Block(lines[2:], head="\n".join(lines[:2]) + "\n")
    if _ITEM.match(source):
        return _Block(_ITEMS.split(source))
    return _Block(re.split(r"(?<=[.?:!”*]) (?=[A-ZÀ-Ý“*])", source), joint=" ")


def _parts(source: str) -> Iterator[str]:
    """Give the lists, the tables and the lines of a text; a line of an author is a paragraph on a slide."""
    for part in re.split(r"\n\s*\n", source.strip()):
        yield from [part] if re.match(r"[|>]", part) or _ITEM.match(part) else filter(None, part.split("\n"))


def _plain(source: str) -> str:
    return re.sub(r"\]\([^)]*\)|[*`\[\]|]", "", source)


def height(source: str, letters: float = LETTERS) -> float:
    """Return how many lines a text in Markdown takes, at so many letters a line."""
    return sum(weight(part, letters) for part in _parts(source))


def weight(source: str, letters: float = LETTERS) -> float:
    """Return how many lines a paragraph, a list or a table takes."""
    if source.startswith("|"):
        return _rows([row for row in source.split("\n") if row[:2] != "|-"], letters)
    parts = _ITEMS.split(source) if _ITEM.match(source) else [source]
    return sum(ceil(len(_plain(part)) / letters) + 0.15 for part in parts) + 0.2


def _rows(rows: Sequence[str], letters: float) -> float:
    """Return how many lines the rows of a table take: a column is the wider, the more it has to say."""
    cells = [[_plain(cell).strip() for cell in row.strip("|").split("|")] for row in rows]
    columns = list(zip_longest(*cells, fillvalue=""))
    longest = [max(map(len, column)) for column in columns]
    share = min(1, (letters - 2 * len(columns)) / max(1, sum(longest)))
    words = [max(map(len, " ".join(column).split()), default=1) for column in columns]
    widths = [max(word, share * long) for word, long in zip(words, longest, strict=True)]
    high = [max(ceil(len(cell) / width) for cell, width in zip(row, widths, strict=False)) for row in cells]
    return sum(0.9 * lines + 0.4 for lines in high)


def paginate(source: str, first: float = LINES) -> list[str]:
    """Return Markdown in pieces, of which the first takes ``first`` lines at most and the others a slide.

    A paragraph, a list or a table is divided only where it does not fit on one slide: between sentences,
    items or rows; what announces something stands before it. The first piece is "" where nothing fits.
    """
    blocks = [_block(part) for part in _parts(source)]
    for block in blocks:
        # With room for a line that announces it.
        if weight(whole := block.of(block.units)) <= LINES - (2 if block.joint == "\n" else 0):
            block.units[:] = [whole.removeprefix(block.head)]
    headed = first < LINES
    found = _filled(blocks, first, LINES, headed)
    # As few slides as that, but equally full: not one last line alone.
    room = LINES
    while len(found) > 1 and room > 3:
        room -= 0.5
        tried = _filled(blocks, min(first, room), room, headed)
        if len(tried) > len(found):
            break
        found = tried
    return found


def _filled(blocks: Sequence[_Block], first: float, later: float, headed: bool) -> list[str]:
    """Return blocks in pieces; what fits on no slide stands alone on one, but not below a head."""
    pages: list[list[str]] = [[]]
    left = first
    for block in blocks:
        units = block.units
        while units:
            last = pages[-1]
            count = len(units)
            while count and weight(block.of(units[:count])) > left:
                count -= 1
            if count == 0 and not last and (len(pages) > 1 or not headed):
                count = 1
            if count:
                piece = block.of(units[:count])
                last.append(piece)
                left -= weight(piece)
                units = units[count:]
            if units:
                # What announces a list goes along with it.
                alone = len(last) == 1 and not (headed and len(pages) == 1)
                along = [last.pop()] if last and last[-1].endswith(":") and not alone else []
                pages.append(along)
                left = later - sum(map(weight, along))
    return ["\n\n".join(page) for place, page in enumerate(pages) if page or (place == 0 and len(pages) > 1)]
