"""A map of arguments: texts in columns, claims on the right, arrows between.

It is drawn by hand, since no layout of networkx gives texts of several lines their room, keeps crossings few
and leaves a place on each arrow for its word.
"""

from itertools import accumulate, combinations, pairwise
from statistics import fmean
from textwrap import fill
from typing import TYPE_CHECKING, Any

import pandas as pd

from enclair.figures import style
from enclair.figures.described import DescribedFigure, columns_of
from enclair.lessons.deciding_together import say
from enclair.text.errors import ChoiceError
from enclair.text.locale import LANGUAGES, N_, number, text

if TYPE_CHECKING:
    import networkx as nx
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

#: What a link may be, and the style of its arrow: the line says it, and the word on it.
LINKS = {N_("supports"): "solid", N_("attacks"): "dashed"}
HEADS = N_({"reason": "Reason", "does": "What it does", "claim": "Claim"})
#: Links at most, and links in a row at most: beyond, nobody could read the map.
MOST, DEEPEST = 30, 4
#: Characters of a text in its box at most, and of one of its lines: the table has the text whole.
LONGEST, WIDE = 80, 22
#: Inches: between columns, between boxes, around a text, between arrow and box, from one arrow to the next,
#: around the picture.
BETWEEN, APART, PAD, CLEAR, LANE, EDGE = 1.35, 0.18, 0.1, 0.06, 0.24, 0.08
#: Where on an arrow its word may stand: in the middle or as near to it as other words allow; closer to the
#: reason where more than `CROWD` arrows meet. `TIP`: the length of an arrowhead, in inches.
PLACES, EARLY, CROWD = [0.5 + sign * 0.03 * step for step in range(14) for sign in (1, -1)], 0.26, 8
TIP = 0.16

#: How the name of a place begins where a long arrow passes through a column: no text begins so.
PASSES = "\n"

Point = tuple[float, float]
#: How words are written: as they are, around their place.
_PLAIN: dict[str, Any] = {"ha": "center", "va": "center", "parse_math": False}


def arguments(table: pd.DataFrame) -> DescribedFigure:
    """Return a map of arguments: one arrow for each row of ``table``, from a reason to what it is about.

    It has the columns ``reason``, ``does`` ("supports" or "attacks") and ``claim``; a claim may be a reason.
    Long texts are cut in the picture, and a sign that its letters lack is shown as □; the table beside it has
    every text whole.
    """
    rows = _checked(table)
    with style.figure(1, 1) as (figure, axes):
        _Map(figure, axes, rows).draw()
    counts = {does: number(int((rows["does"] == does).sum())) for does in LINKS}
    shown = rows.assign(does=rows["does"].map(lambda does: text(does)))
    alt = say("argument_map.alt", links=number(len(rows)), **counts)
    return DescribedFigure(figure, alt, columns_of(shown, HEADS))


def _checked(table: object) -> pd.DataFrame:
    """Return the three columns as texts, links by their English names."""
    if not isinstance(table, pd.DataFrame) or not all([*table].count(name) == 1 for name in HEADS):
        raise ChoiceError(say("argument_map.columns", columns=", ".join(HEADS)))
    if not 1 <= len(table) <= MOST:
        raise ChoiceError(say("argument_map.rows", count=len(table), most=MOST))
    rows = table[[*HEADS]].astype(object).fillna("").map(lambda cell: " ".join(str(cell).split()))
    # In any language: a copy of a French exercise may lie where nothing says that it is French.
    rows["does"] = rows["does"].replace({text(link, lang): link for lang in LANGUAGES for link in LINKS})
    first: dict[tuple[str, str], int] = {}
    for place, (reason, does, claim) in enumerate(rows.itertuples(index=False), 1):
        if does not in LINKS:
            choices = ", ".join(map(text, LINKS))
            raise ChoiceError(say("argument_map.link", place=place, does=repr(does), choices=choices))
        if not reason or not claim:
            raise ChoiceError(say("argument_map.empty", place=place))
        before = first.setdefault((reason, claim), place)
        if before != place:
            raise ChoiceError(say("argument_map.twice", before=before, place=place))
    return rows


def _layered(rows: pd.DataFrame) -> tuple["nx.DiGraph[str]", list[list[str]], list[list[str]]]:
    """Return the way of each row's arrow, all of them as a graph, and its columns from the claims leftwards.

    A long arrow passes through a place in each column between.
    """
    import networkx as nx

    links = [(reason, claim) for reason, _, claim in rows.itertuples(index=False)]
    graph: nx.DiGraph[str] = nx.DiGraph(links)
    if not nx.is_directed_acyclic_graph(graph):
        circle = [f"“{_cut(reason)}”" for reason, _ in nx.find_cycle(graph)]
        raise ChoiceError(say("argument_map.circle", reasons=" → ".join([*circle, circle[0]])))
    if nx.dag_longest_path_length(graph) > DEEPEST:
        far = _cut(nx.dag_longest_path(graph)[0])
        raise ChoiceError(say("argument_map.far", far=far, deepest=DEEPEST))
    generations = enumerate(nx.topological_generations(graph.reverse()))
    depth = {node: level for level, nodes in generations for node in nodes}
    layers: list[list[str]] = [[] for _ in range(max(depth.values()) + 1)]
    for node in graph:
        layers[depth[node]].append(node)
    ways, routes = nx.DiGraph(), []
    for place, (reason, claim) in enumerate(links):
        passed = {level: f"{PASSES}{place} {level}" for level in range(depth[reason] - 1, depth[claim], -1)}
        for level, node in passed.items():
            layers[level].append(node)
        routes.append([reason, *passed.values(), claim])
        nx.add_path(ways, routes[-1])
    return ways, layers, routes


def _sorted(ways: "nx.DiGraph[str]", layers: list[list[str]]) -> list[list[str]]:
    """Return columns in which what leads to the same text stands together, so that few arrows cross."""
    import networkx as nx

    best, columns = layers, list(layers)
    up = [(level, level - 1) for level in range(1, len(layers))]
    down = [(after, level) for level, after in reversed(up)]
    for order in (up, down) * 4:
        for level, other in order:
            rank = {node: at for at, node in enumerate(columns[other])}
            mean = {
                node: fmean([rank[one] for one in nx.all_neighbors(ways, node) if one in rank] or [at])
                for at, node in enumerate(columns[level])
            }
            columns[level] = sorted(mean, key=mean.__getitem__)
        best = min(best, list(columns), key=lambda some: _crossings(ways, some))
    return best


def _crossings(ways: "nx.DiGraph[str]", layers: list[list[str]]) -> int:
    """Return how often two arrows cross between columns."""
    rank = {node: (level, at) for level, layer in enumerate(layers) for at, node in enumerate(layer)}
    ends = [(*rank[one], rank[other][1]) for one, other in ways.edges]
    return sum(
        column == beside and (begin - start) * (end - stop) < 0
        for (column, begin, end), (beside, start, stop) in combinations(ends, 2)
    )


def _heights(layers: list[list[str]], tall: dict[str, float], ways: "nx.DiGraph[str]") -> dict[str, float]:
    """Return the middle of each box: near what it is linked to, and no two over each other."""
    import networkx as nx

    whole = [sum(tall[node] + APART for node in layer) for layer in layers]
    start = whole.index(max(whole))
    middle: dict[str, float] = {}
    for level in [*range(start, len(layers)), *range(start - 1, -1, -1)]:
        rooms = [tall[node] + APART for node in layers[level]]
        wishes: list[float] = []
        below = 0.0
        for node, room in zip(layers[level], rooms, strict=True):
            linked = [middle[one] for one in nx.all_neighbors(ways, node) if one in middle]
            wishes.append(fmean(linked or [below + room / 2]))
            below = wishes[-1] + room / 2
        middle |= zip(layers[level], _spread(wishes, rooms), strict=True)
    return middle


def _spread(wishes: list[float], rooms: list[float]) -> list[float]:
    """Return places as near to ``wishes`` as their order and the room of each allow (isotonic regression)."""
    offsets = [end - room / 2 for end, room in zip(accumulate(rooms), rooms, strict=True)]
    free = [wish - offset for wish, offset in zip(wishes, offsets, strict=True)]
    many = range(len(free))

    def nearest(place: int) -> float:
        return max(min(fmean(free[one : last + 1]) for last in many[place:]) for one in many[: place + 1])

    return [offset + nearest(place) for place, offset in enumerate(offsets)]


class _Map:
    """A map on its way to the page; one unit of the axes is an inch, so that every end can be computed."""

    def __init__(self, figure: "Figure", axes: "Axes", rows: pd.DataFrame) -> None:
        from matplotlib.backends.backend_agg import FigureCanvasAgg

        self.figure, self.axes = figure, axes
        self.renderer = FigureCanvasAgg(figure).get_renderer()  # type: ignore[no-untyped-call]
        self.does = list(rows["does"])
        self.ways, layers, self.routes = _layered(rows)
        self.layers = _sorted(self.ways, layers)
        self.level = {node: level for level, layer in enumerate(self.layers) for node in layer}
        self.words = {
            node: axes.text(0, 0, _lettered(fill(_cut(node), WIDE)), size=10, zorder=4, **_PLAIN)
            for node in self.level
            if not node.startswith(PASSES)
        }
        self._measure()

    def _measure(self) -> None:
        """Find the height of each box and where it stands, and the right edge of each column."""
        wide, self.tall = dict.fromkeys(self.level, 0.0), dict.fromkeys(self.level, LANE - APART)
        for node, words in self.words.items():
            width, height = self._size(words)
            # Room for each arrow that begins or ends here.
            lanes = max(self.ways.in_degree(node), self.ways.out_degree(node))
            wide[node], self.tall[node] = width + 2 * PAD, max(height + 2 * PAD, LANE * lanes)
        self.middle = _heights(self.layers, self.tall, self.ways)
        self.column = [max(wide[node] for node in layer) for layer in self.layers]
        busiest = max(sum(degree for _, degree in self.ways.in_degree(layer)) for layer in self.layers)
        between = BETWEEN + 0.06 * max(0, busiest - CROWD)  # many arrows need room for their words
        self.right = [-sum(self.column[:at]) - between * at for at in range(len(self.layers))]

    def _size(self, words: "Text") -> Point:
        box = words.get_window_extent(self.renderer)
        return box.width / self.figure.dpi, box.height / self.figure.dpi

    def draw(self) -> None:
        """Draw boxes, arrows and words."""
        self._draw_boxes()
        self._place_words(self._draw_arrows())
        low = min(self.middle[node] - self.tall[node] / 2 for node in self.middle) - EDGE
        high = max(self.middle[node] + self.tall[node] / 2 for node in self.middle) + EDGE
        left = self.right[-1] - self.column[-1] - EDGE
        self.axes.set(xlim=(left, EDGE), ylim=(high, low))
        self.axes.set_position((0, 0, 1, 1))
        self.axes.axis("off")
        self.figure.set_layout_engine("none")
        self.figure.set_size_inches(EDGE - left, high - low)

    def _draw_boxes(self) -> None:
        from matplotlib.patches import FancyBboxPatch

        for node, words in self.words.items():
            level, middle, height = self.level[node], self.middle[node], self.tall[node]
            width = self.column[level]
            left = self.right[level] - width
            words.set_position((left + width / 2, middle))
            shape = "round,pad=0,rounding_size=0.06"
            box = FancyBboxPatch((left, middle - height / 2), width, height, boxstyle=shape)
            box.set(facecolor="white", edgecolor=style.INK[0], linewidth=1.2, zorder=3, gid=node)
            self.axes.add_patch(box)

    def _ends(self, node: str, others: list[str]) -> dict[str, float]:
        """Return the height at which each of the arrows to or from ``others`` meets ``node``."""
        step = min(LANE, self.tall[node] / max(1, len(others)))
        order = sorted(others, key=self.middle.__getitem__)
        return {
            other: self.middle[node] + step * (at - (len(order) - 1) / 2) for at, other in enumerate(order)
        }

    def _draw_arrows(self) -> "list[tuple[Text, list[Point], bool]]":
        """Draw the arrows; return the word of each with its corners, and whether many meet where it ends."""
        from matplotlib.patches import FancyArrowPatch
        from matplotlib.path import Path

        leaves = {node: self._ends(node, list(after)) for node, after in self.ways.succ.items()}
        meets = {node: self._ends(node, list(before)) for node, before in self.ways.pred.items()}
        ink, written = style.INK[0], []
        for place, (does, route) in enumerate(zip(self.does, self.routes, strict=True), 1):
            points = []
            for one, other in pairwise(route):
                here, there = self.level[one], self.level[other]
                begin, end = self.right[here], self.right[there] - self.column[there]
                points.append((begin + CLEAR * (one in self.words), leaves[one][other]))
                points.append((end - CLEAR * (other in self.words), meets[other][one]))
            arrow = FancyArrowPatch(
                path=Path(points), arrowstyle="-|>", mutation_scale=13, gid=f"link {place}"
            )
            arrow.set(linestyle=LINKS[does], linewidth=1.4, facecolor=ink, edgecolor=ink, zorder=1)
            self.axes.add_patch(arrow)
            look: dict[str, Any] = {"size": 9, "style": "italic", "zorder": 2, **_PLAIN}
            word = self.axes.text(0, 0, text(does), gid=f"word {place}", **look)
            word.set_bbox({"boxstyle": "square,pad=0.12", "facecolor": "white", "edgecolor": "none"})
            written.append((word, points, len(meets[route[1]]) > CROWD))
        return written

    def _place_words(self, written: "list[tuple[Text, list[Point], bool]]") -> None:
        """Put each word on the first part of its arrow, where it lies over no other as far as possible."""
        taken: dict[Text, tuple[float, ...]] = {}
        # The flatter an arrow, the less room has its word: it comes first. Then each once more, among all.
        for word, points, crowded in sorted(written, key=lambda one: abs(one[1][1][1] - one[1][0][1])) * 3:
            width, height = (length + 0.04 for length in self._size(word))
            places = sorted(PLACES, key=lambda at: abs(at - EARLY)) if crowded else PLACES
            spots = [spot for at in places if (spot := _spot(points, at, width, height))]
            taken.pop(word, None)
            taken[word] = left, low, right, high = min(
                spots or [_spot(points, 0.5, width, height, tip=0)],
                key=lambda spot: sum(_over(spot, other) for other in taken.values()),
            )
            word.set_position(((left + right) / 2, (low + high) / 2))


def _spot(points: list[Point], at: float, width: float, height: float, tip: float = TIP) -> tuple[float, ...]:
    """Return the box (left, low, right, high) of a word on an arrow's first part; () if it hides an end."""
    (x, y), (end, stop) = points[:2]
    middle, level = x + at * (end - x), y + at * (stop - y)
    box = middle - width / 2, level - height / 2, middle + width / 2, level + height / 2
    tips = ((tip_x - tip, high - tip, tip_x + tip, high + tip) for tip_x, high in points[:2])
    return () if tip and any(_over(box, around) for around in tips) else box


def _over(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Return the area in which two boxes lie over each other."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(width, 0) * max(height, 0)


def _cut(words: str) -> str:
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"


def _lettered(words: str) -> str:
    """Return words with □ for each sign that the letters of pictures lack, which would only warn."""
    from matplotlib.font_manager import findfont, get_font

    charmap = get_font(findfont("DejaVu Sans")).get_charmap()
    return "".join(sign if sign == "\n" or ord(sign) in charmap else "□" for sign in words)
