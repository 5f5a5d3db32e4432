"""The numbers of lesson 8 that one draws before one sees them, for `enclair.draw`."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd

from enclair.lessons.if_everyone_leaves import leaving
from enclair.text.locale import text

if TYPE_CHECKING:
    import networkx as nx


def gone(graph: "nx.Graph[str]", first: Iterable[str], thresholds: Iterable[int]) -> pd.Series:
    """Return how many are gone in the end if ``first`` leave, by threshold; see `leaving.leaving`."""
    starting, steps = [*first], [*thresholds]
    gone = [sum(map(len, leaving.leaving(graph, starting, threshold))) for threshold in steps]
    return pd.Series(gone, steps, name=text("people gone in the end, by how many of 100 contacts are enough"))
