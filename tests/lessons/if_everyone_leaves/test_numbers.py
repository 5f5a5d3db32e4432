"""Numbers in the words of lesson 8: what their marks compute with; what stays blank."""

import re

from enclair.lessons.if_everyone_leaves import leaving
from enclair.lessons.traces import traces
from tests.helpers import CASE, assert_in
from tests.numbers import cells, row

room = leaving.classroom()
pairs, shape = leaving.pairs, leaving.shape(room)
(centre,) = shape.centre
contacts = dict(room.degree)
(talker,) = traces.most_central(traces.centrality(traces.chat()), "messages")
moves = CASE.cases.set_index("id").loc[list(leaving.MOVES)]
users = CASE.users.astype(str)
premium = users[users["definition_note"] == "launch of Telegram Premium"]
frozen = row("timeline", "bonds-frozen")["description_en"]
profit = users[users["definition_note"].str.contains("profit")].iloc[0]


def gone(who, count, threshold):
    """How many have left in the end if some start."""
    return sum(map(len, leaving.leaving(room, leaving.starters(room, who, count), threshold)))


#: What the guide counts in words, in English and in French, with its numbers.
COUNTED = [("{} of 21", "{} sur 21", len(moves))]


CELLS = cells(__name__)


def test_the_sentence_has_a_condition_and_names_no_country(case):
    said = case.quotes.set_index("id").loc["Q06", "quote_en"]
    assert_in(said, "In those cases", "a country’s regulator")
    assert not re.search("France|threat|principle", said)
    assert said.endswith("We’ve done it many times.")


def test_two_of_seven_rows_on_money_are_blank():
    rows = [line for line in CELLS["07-money"].splitlines() if line.startswith("|")][2:]
    assert [line.endswith("| | |") for line in rows] == [False] * 5 + [True] * 2
    assert "Two blanks out of seven" in CELLS["07-money"]
