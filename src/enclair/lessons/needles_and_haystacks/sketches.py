"""The number of lesson 4 that one draws before one sees it, for `enclair.draw`."""

import pandas as pd

from enclair.lessons.needles_and_haystacks import scanning
from enclair.text.locale import text

#: Alarms in the picture.
ALARMS = 1000


def right_alarms(items: int, base: float, hit: float, false: float) -> pd.Series:
    """Return how many of 1,000 alarms are right; the parameters are those of `scanning.alarms`."""
    right, _ = scanning.alarms(items, base, hit, false).marks(ALARMS)
    return pd.Series([right], [text("right alarms")], name=text("of 1,000 alarms"))
