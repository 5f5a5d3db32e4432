"""What the marks of numbers in lesson 0 compute with."""

from enclair import Poll, Timeline, load_case
from enclair.views.polling import Estimate, margin

__all__ = ["Poll", "margin"]

#: The weeks that both paths of section 6 count: those of the timeline's button.
first, last = Timeline(load_case("telegram")).focus
tried = Estimate(18, 12)
