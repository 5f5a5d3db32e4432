import re

import pytest

from enclair.case.balance import SIDES
from enclair.lessons.traces import rivals
from enclair.lessons.traces.rivals_table import TOPICS, explanations


@pytest.mark.parametrize("topic", TOPICS)
def test_each_topic_has_an_explanation_of_each_side_and_gives_no_verdict(case, topic):
    rows = explanations(topic).values()
    assert sorted(row["side"] for row in rows) == sorted(SIDES)
    lengths = [len(row["said"].split()) for row in rows]
    assert max(lengths) <= 3 * min(lengths)
    shown = rivals(case, topic)
    cells = [*shown.table.columns, *shown.table.to_numpy().ravel()]
    assert not {*SIDES} & {*cells}
    assert sorted(cells[3:]) == sorted(row[part] for row in rows for part in ("said", "predicts", "decides"))
    # Students draw the numbers beside this table, which waits for no guess: it says days and years alone.
    assert {*re.findall(r"\d+", repr(shown))} <= {"23", "24", "2014", "2024"}


def test_the_order_is_random(case):
    assert len({tuple(rivals(case, "france").table.iloc[:, 0]) for _ in range(60)}) == 6
