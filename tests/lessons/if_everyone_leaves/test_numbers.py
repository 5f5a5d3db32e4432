"""Numbers in the words of lesson 8: what their marks compute with."""

from enclair.lessons.if_everyone_leaves import leaving
from enclair.lessons.traces import traces
from tests.helpers import CASE
from tests.numbers import numbers_in_prose, row

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

test_numbers_in_prose = numbers_in_prose(__name__)
