"""A map of arguments: texts in columns, claims on the right, arrows between."""

from itertools import combinations, pairwise
from textwrap import fill
from typing import TYPE_CHECKING, Any

import pandas as pd

from enclair.figures import style
from enclair.figures.described import DescribedFigure, blank, columns_of
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
#: Inches: between columns, between boxes, around a text, between arrow and box, from one arrow to the next.
BETWEEN, APART, PAD, CLEAR, LANE = 1.35, 0.18, 0.1, 0.06, 0.24
#: Where on an arrow its word may stand: in the middle or as near to it as other words allow; closer to the
#: reason where more than `CROWD` arrows meet. `TIP`: the length of an arrowhead, in inches.
PLACES, EARLY, CROWD = [0.5 + sign * 0.03 * step for step in range(14) for sign in (1, -1)], 0.26, 8
TIP = 0.16

#: How the name of a place begins where a long arrow passes through a column: no text begins so.
PASSES = "\n"


def arguments(table: pd.DataFrame) -> DescribedFigure:
    """Return a map of arguments: one arrow for each row of ``table``, from a reason to what it is about.

    Long texts are cut in the picture, and a sign that its letters lack is shown as □; the table beside it has
    every text whole.

    Parameters
    ----------
    table
        Columns ``reason``, ``does`` ("supports" or "attacks") and ``claim``; a claim may be a reason, too.

    Raises
    ------
    ChoiceError
        If a column is missing, a text is empty, a link is neither or stands twice, there are no rows or more
        than 30, or reasons go in a circle or stand more than 4 links from a claim.
    """
    rows = _checked(table)
    with style.drawing():
        figure, axes = blank(1, 1)
        _draw(figure, axes, rows)
    counts = {does: number(int((rows["does"] == does).sum())) for does in LINKS}
    shown = rows.assign(does=rows["does"].map(lambda does: text(does)))
    alt = say("argument_map.alt", links=number(len(rows)), **counts)
    return DescribedFigure(figure, alt, columns_of(shown, HEADS))


def _words(cell: str | float | None) -> str:
    """Return a cell as text without needless blanks; a missing one as an empty text."""
    return "" if pd.api.types.is_scalar(cell) and pd.isna(cell) else " ".join(str(cell).split())


def _checked(table: object) -> pd.DataFrame:
    """Return the three columns as texts, links by their English names."""
    if not isinstance(table, pd.DataFrame) or not all(list(table.columns).count(name) == 1 for name in HEADS):
        raise ChoiceError(say("argument_map.columns", columns=", ".join(HEADS)))
    if not 1 <= len(table) <= MOST:
        raise ChoiceError(say("argument_map.rows", count=len(table), most=MOST))
    rows = pd.DataFrame({name: [_words(cell) for cell in table[name]] for name in HEADS})
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


def _graph(rows: pd.DataFrame) -> "nx.DiGraph[str]":
    """Return the links as a graph without circles."""
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from(rows[["reason", "claim"]].itertuples(index=False, name=None))
    if not nx.is_directed_acyclic_graph(graph):
        circle = [f"“{_cut(reason)}”" for reason, _ in nx.find_cycle(graph)]
        raise ChoiceError(say("argument_map.circle", reasons=" → ".join([*circle, circle[0]])))
    if nx.dag_longest_path_length(graph) > DEEPEST:
        far = _cut(nx.dag_longest_path(graph)[0])
        raise ChoiceError(say("argument_map.far", far=far, deepest=DEEPEST))
    return graph


def _layers(rows: pd.DataFrame) -> tuple[list[list[str]], list[list[str]]]:
    """Return the columns of the map, from the claims leftwards, and the way of each row's arrow.

    What leads to the same text stands together, so that few arrows cross.
    """
    import networkx as nx

    graph = _graph(rows)
    depth: dict[str, int] = {}
    for node in reversed(list(nx.topological_sort(graph))):
        depth[node] = 1 + max((depth[after] for after in graph.successors(node)), default=-1)
    layers: list[list[str]] = [[] for _ in range(max(depth.values()) + 1)]
    for node in graph:
        layers[depth[node]].append(node)
    routes: list[list[str]] = []
    for place, (reason, claim) in enumerate(rows[["reason", "claim"]].itertuples(index=False)):
        passed = {level: f"{PASSES}{place} {level}" for level in range(depth[reason] - 1, depth[claim], -1)}
        for level, node in passed.items():
            layers[level].append(node)
        routes.append([reason, *passed.values(), claim])
    near = _neighbours(routes)
    up = [(level, level - 1) for level in range(1, len(layers))]
    down = [(after, level) for level, after in reversed(up)]
    best = [list(layer) for layer in layers]
    for order in (up, down) * 4:
        for level, other in order:
            rank = {node: at for at, node in enumerate(layers[other])}
            own = {node: at for at, node in enumerate(layers[level])}
            wish = {node: [rank[one] for one in near[node] if one in rank] or [own[node]] for node in own}
            mean = {node: sum(ranks) / len(ranks) for node, ranks in wish.items()}
            layers[level] = sorted(own, key=mean.__getitem__)
        if _crossings(layers, routes) < _crossings(best, routes):
            best = [list(layer) for layer in layers]
    return best, routes


def _crossings(layers: list[list[str]], routes: list[list[str]]) -> int:
    """Return how often two arrows cross between columns."""
    rank = {node: at for layer in layers for at, node in enumerate(layer)}
    level = {node: at for at, layer in enumerate(layers) for node in layer}
    ways = [(level[one], rank[one], rank[other]) for route in routes for one, other in pairwise(route)]
    return sum(
        column == beside and (begin - start) * (end - stop) < 0
        for (column, begin, end), (beside, start, stop) in combinations(ways, 2)
    )


def _neighbours(routes: list[list[str]]) -> dict[str, list[str]]:
    """Return what each place is linked to, on both of its sides."""
    near: dict[str, list[str]] = {node: [] for route in routes for node in route}
    for one, other in (pair for route in routes for pair in pairwise(route)):
        near[one].append(other)
        near[other].append(one)
    return near


def _heights(layers: list[list[str]], tall: dict[str, float], near: dict[str, list[str]]) -> dict[str, float]:
    """Return the middle of each box: near what it is linked to, and no two over each other."""
    whole = [sum(tall[node] + APART for node in layer) for layer in layers]
    start = whole.index(max(whole))
    middle: dict[str, float] = {}
    for level in [*range(start, len(layers)), *range(start - 1, -1, -1)]:
        wishes, below = [], 0.0
        for node in layers[level]:
            half = (tall[node] + APART) / 2
            neighbours = [middle[one] for one in near[node] if one in middle]
            wishes.append((sum(neighbours) / len(neighbours) if neighbours else below + half, half))
            below = wishes[-1][0] + half
        middle |= zip(layers[level], _spread(wishes), strict=True)
    return middle


def _spread(wishes: list[tuple[float, float]]) -> list[float]:
    """Return places in the order of ``wishes`` (place, half a height), as near to them as room allows."""
    blocks: list[tuple[float, float, list[float]]] = []  # where it begins, its height, offsets of its members
    for wish, half in wishes:
        # Boxes that would touch form one block, whose members keep their wishes on average.
        begin, height, offsets = wish - half, 2 * half, [half]
        while blocks and blocks[-1][0] + blocks[-1][1] > begin:
            before, tall, earlier = blocks.pop()
            many, few = len(earlier), len(offsets)
            begin = (before * many + (begin - tall) * few) / (many + few)
            offsets = earlier + [tall + offset for offset in offsets]
            height += tall
        blocks.append((begin, height, offsets))
    return [begin + offset for begin, _, offsets in blocks for offset in offsets]


def _draw(figure: "Figure", axes: "Axes", rows: pd.DataFrame) -> None:
    """Draw boxes, arrows and words; one unit of the axes is an inch, so that every end can be computed."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.patches import FancyArrowPatch, FancyBboxPatch
    from matplotlib.path import Path

    layers, routes = _layers(rows)
    renderer = FigureCanvasAgg(figure).get_renderer()  # type: ignore[no-untyped-call]
    ink = style.INK[0]
    plain: dict[str, Any] = {"ha": "center", "va": "center", "parse_math": False}

    def size(words: "Text") -> tuple[float, float]:
        box = words.get_window_extent(renderer)
        return box.width / figure.dpi, box.height / figure.dpi

    ways = [pair for route in routes for pair in pairwise(route)]
    drawn, wide, tall = {}, {}, {}
    for node in (node for layer in layers for node in layer):
        if not node.startswith(PASSES):
            drawn[node] = axes.text(0, 0, _lettered(fill(_cut(node), WIDE)), size=10, zorder=4, **plain)
            width, height = size(drawn[node])
            wide[node] = width + 2 * PAD
            # Room for each arrow that begins or ends here.
            lanes = max(sum(b == node for _, b in ways), sum(a == node for a, _ in ways))
            tall[node] = max(height + 2 * PAD, LANE * lanes)
        else:
            wide[node], tall[node] = 0.0, LANE - APART
    middle = _heights(layers, tall, _neighbours(routes))
    column = [max(wide[node] for node in layer) for layer in layers]
    busiest = max(sum(node in layer for _, node in ways) for layer in layers)
    between = BETWEEN + 0.06 * max(0, busiest - CROWD)  # many arrows need room for their words
    right = [-sum(column[:level]) - between * level for level in range(len(layers))]
    level_of = {node: level for level, layer in enumerate(layers) for node in layer}
    for node, words in drawn.items():
        level = level_of[node]
        left, low = right[level] - column[level], middle[node] - tall[node] / 2
        words.set_position((right[level] - column[level] / 2, middle[node]))
        box = FancyBboxPatch(
            (left, low), column[level], tall[node], boxstyle="round,pad=0,rounding_size=0.06"
        )
        box.set(facecolor="white", edgecolor=ink, linewidth=1.2, zorder=3, gid=node)
        axes.add_patch(box)

    def ends(node: str, others: list[str]) -> dict[str, float]:
        """Return the height at which each of the arrows to or from ``others`` meets ``node``."""
        step = min(LANE, tall[node] / len(others))
        order = sorted(others, key=lambda other: middle[other])
        return {other: middle[node] + step * (at - (len(order) - 1) / 2) for at, other in enumerate(order)}

    leaves = {node: ends(node, [b for a, b in ways if a == node]) for node, _ in ways}
    meets = {node: ends(node, [a for a, b in ways if b == node]) for _, node in ways}
    written = []
    for place, (does, route) in enumerate(zip(rows["does"], routes, strict=True), 1):
        points = []
        for one, other in pairwise(route):
            here, there = level_of[one], level_of[other]
            points.append((right[here] + (0 if one.startswith(PASSES) else CLEAR), leaves[one][other]))
            end = right[there] - column[there]
            points.append((end - (0 if other.startswith(PASSES) else CLEAR), meets[other][one]))
        arrow = FancyArrowPatch(path=Path(points), arrowstyle="-|>", mutation_scale=13, gid=f"link {place}")
        arrow.set(linestyle=LINKS[does], linewidth=1.4, facecolor=ink, edgecolor=ink, zorder=1)
        axes.add_patch(arrow)
        word = axes.text(0, 0, text(does), size=9, style="italic", zorder=2, gid=f"word {place}", **plain)
        word.set_bbox({"boxstyle": "square,pad=0.12", "facecolor": "white", "edgecolor": "none"})
        written.append((word, points, len(meets[route[1]]) > CROWD))
    taken: dict[str, tuple[float, ...]] = {}
    # The flatter an arrow, the less room has its word: it comes first. Then each once more, among all others.
    for word, points, crowded in sorted(written, key=lambda label: abs(label[1][1][1] - label[1][0][1])) * 3:
        width, height = (length + 0.04 for length in size(word))
        places = sorted(PLACES, key=lambda at: abs(at - EARLY)) if crowded else PLACES
        spots = [spot for at in places if (spot := _box(points, at, width, height))]
        taken.pop(str(word.get_gid()), None)
        spot = min(
            spots or [_box(points, 0.5, width, height, tip=0)],
            key=lambda one: sum(_over(one, other) for other in taken.values()),
        )
        taken[str(word.get_gid())] = spot
        word.set_position(((spot[0] + spot[2]) / 2, (spot[1] + spot[3]) / 2))
    edge = 0.08
    low = min(middle[node] - tall[node] / 2 for node in middle) - edge
    high = max(middle[node] + tall[node] / 2 for node in middle) + edge
    left = right[-1] - column[-1] - edge
    axes.set(xlim=(left, edge), ylim=(high, low))
    axes.set_position((0, 0, 1, 1))
    axes.axis("off")
    figure.set_layout_engine("none")
    figure.set_size_inches(edge - left, high - low)


def _box(
    points: list[tuple[float, float]], at: float, width: float, height: float, tip: float = TIP
) -> tuple[float, ...]:
    """Return the box (left, low, right, high) of a word on an arrow's first part; () if it hides an end."""
    (x, y), (end, stop) = points[:2]
    middle, level = x + at * (end - x), y + at * (stop - y)
    box = middle - width / 2, level - height / 2, middle + width / 2, level + height / 2
    near = (
        tip and _over(box, (tip_x - tip, high - tip, tip_x + tip, high + tip)) for tip_x, high in points[:2]
    )
    return () if any(near) else box


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
