"""Numbers in the words of lesson 0: what their marks compute with."""

from enclair import Poll, Timeline
from enclair.views.polling import margin
from enclair_tools.teach import gain
from tests.helpers import CASE
from tests.numbers import numbers_in_prose

__all__ = ["Poll", "margin"]

#: The weeks that both paths of section 6 count: those of the timeline's button.
first, last = Timeline(CASE).focus
tried = Poll(yes=18, no=12)

#: What the guide says and the lesson does not.
COMPUTED = {
    "30": 18 + 12,
    "36": round(100 * margin(30)),
    "70": round(100 * (18 - 30 / 4) / (30 / 2)),  # as the view says it by hand
    "15": gain.SMALL,
}

test_numbers_in_prose = numbers_in_prose(__name__)
