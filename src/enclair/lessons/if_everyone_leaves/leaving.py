"""If everyone leaves: the shape of a network, and who follows when somebody leaves it.

The class is the invented one of `enclair.case.invented`: two accounts are in contact if both have written.
The rule by which people leave is invented, too. It is a model to think with, and no measurement of anybody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from enclair.case import invented
from enclair.text.errors import ChoiceError
from enclair.text.locale import check_choice, check_whole, sentences

if TYPE_CHECKING:
    import networkx as nx

say = sentences(__package__)

#: Who may leave first.
WHO = ("centre", "edge", "random", "again")
#: What the two draws by lot start from.
DRAWS = {"random": 8, "again": 80}

#: Rows of the table of cases in which a service left, withdrew something, or said that it would leave.
MOVES = ("lavabit", "blackberry_pakistan", "uk_osa", "x_brazil", "apple_uk", "proton_vupf")


def classroom() -> "nx.Graph[str]":
    """Return who is in contact with whom in the invented class of 24."""
    return invented.network(invented.chat())


# How far from each other? -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shape:
    """How far the people of a network are from each other, in steps from contact to contact.

    Radius and diameter are the smallest and the largest number of steps to whoever is ``farthest`` away (the
    eccentricity). There are none if some cannot reach each other, or nobody is there.
    """

    farthest: dict[str, int]
    radius: int
    diameter: int
    centre: tuple[str, ...]
    edge: tuple[str, ...]
    #: How many groups there are that cannot reach each other.
    parts: int


def pairs(people: int) -> int:
    """Return how many pairs so many people make: who could write to whom."""
    return people * (people - 1) // 2


def shape(graph: "nx.Graph[str]") -> Shape:
    """Return radius, diameter and centre of a network, if it has any."""
    import networkx as nx

    parts = nx.number_connected_components(graph)
    if parts != 1:
        return Shape({}, 0, 0, (), (), parts)
    farthest = {name: int(steps) for name, steps in sorted(nx.eccentricity(graph).items())}
    near, far = min(farthest.values()), max(farthest.values())
    centre, edge = (tuple(name for name in farthest if farthest[name] == steps) for steps in (near, far))
    return Shape(farthest, near, far, centre, edge, parts)


def longest(graph: "nx.Graph[str]") -> list[str]:
    """Return a shortest way between two who are farthest apart, the first by name; nobody if there is none.

    >>> from networkx import Graph
    >>> longest(Graph(["ab", "bc", "cd", "ca"]))
    ['a', 'c', 'd']
    """
    import networkx as nx

    network_shape, apart = shape(graph), dict(nx.all_pairs_shortest_path_length(graph))
    far = network_shape.diameter
    ends = [(one, two) for one in network_shape.edge for two in network_shape.edge if apart[one][two] == far]
    return min(nx.all_shortest_paths(graph, *ends[0])) if far else []


def in_words(network_shape: Shape) -> str:
    """Return what a network's shape is, also if it has no centre."""
    if not network_shape.parts:
        return say("leaving.nobody")
    if network_shape.parts > 1:
        return say("leaving.parts", parts=network_shape.parts)
    return say(
        "leaving.shape",
        radius=network_shape.radius,
        diameter=network_shape.diameter,
        centre=", ".join(network_shape.centre),
        count=len(network_shape.edge),
        edge=", ".join(network_shape.edge),
    )


# Who follows? -----------------------------------------------------------------------------------------------


def starters(graph: "nx.Graph[str]", who: str, count: int) -> list[str]:
    """Return ``count`` people who leave first: the most central ones, those farthest out, or by lot.

    Of two who are equally far from whoever is farthest from them, the one who needs fewer steps to all others
    together is more central; then the name decides. A network in parts has no centre.
    """
    import networkx as nx

    check_choice("who", who, WHO)
    check_whole("count", count, 0, len(graph))
    names = sorted(graph)
    if who in DRAWS:
        chance = Random(DRAWS[who])
        lots = {name: chance.random() for name in names}
        return sorted(names, key=lots.__getitem__)[:count]
    network_shape = shape(graph)
    if network_shape.parts != 1:
        raise ChoiceError(in_words(network_shape))
    side = 1 if who == "centre" else -1

    def outwards(name: str) -> tuple[int, int, str]:
        steps = sum(nx.single_source_shortest_path_length(graph, name).values())
        return side * network_shape.farthest[name], side * steps, name

    return sorted(names, key=outwards)[:count]


def leaving(graph: "nx.Graph[str]", first: Iterable[str], threshold: int) -> list[list[str]]:
    """Return who leaves in which round, until nobody follows any more; ``first`` leave in round 0.

    ``threshold`` says of 100 contacts of a person how many must have left before this person leaves as well.
    Nobody comes back, and whoever has no contacts follows nobody.

    In a row of four, whoever has lost one contact of two has lost 50 in 100:

    >>> import networkx as nx
    >>> leaving(nx.path_graph(["a", "b", "c", "d"]), ["a"], 50)
    [['a'], ['b'], ['c'], ['d']]
    """
    check_whole("threshold", threshold, 1, 100)
    now = sorted(set(first))
    if strangers := [name for name in now if name not in graph]:
        raise ChoiceError(say("leaving.people", names=", ".join(map(repr, strangers))))
    gone, rounds = set(now), [now]

    def follows(name: str) -> bool:
        contacts = set(graph[name])
        return bool(contacts) and 100 * len(gone & contacts) >= threshold * len(contacts)

    while now := sorted(name for name in graph if name not in gone and follows(name)):
        gone.update(now)
        rounds.append(now)
    return rounds
