"""What the guide says of lesson 0 and its notebook does not."""

from enclair.views import polling as poll
from enclair_tools.teach import gain

COMPUTED = {
    "30": 18 + 12,
    "36": round(100 * poll.margin(30)),
    "70": round(100 * (18 - 30 / 4) / (30 / 2)),  # as poll.BY_HAND says
    "15": gain.SMALL,
}
