"""The numbers of lesson 4 that one draws before one sees them, for `enclair.draw`."""

import pandas as pd

from enclair.lessons.needles_and_haystacks import scanning
from enclair.text.locale import number, sentences, text

say = sentences(__package__)

#: Alarms in the picture.
ALARMS = 1000


def right_alarms(items: int, base: float, hit: float, false: float) -> pd.Series:
    """Return how many of 1,000 alarms are right; the parameters are those of `scanning.alarms`."""
    right, _ = scanning.alarms(items, base, hit, false).marks(ALARMS)
    return pd.Series([right], [text("right alarms")], name=text("of 1,000 alarms"))


def right_in_two_places() -> pd.Series:
    """Return how many of 1,000 alarms are right in everybody's messages, and among suspects."""
    places = {place: say(f"sketches.{place}") for place in ("everyone", "suspects")}
    right = {name: scanning.preset(place).marks(ALARMS)[0] for place, name in places.items()}
    return pd.Series(right, name=text("of 1,000 alarms"))


def right_by_rate() -> pd.Series:
    """Return how many of 100 alarms are right in everybody's messages, by how rare false alarms are."""
    rates = {number(10**power): 10.0**-power for power in range(3, 8)}
    right = {
        one_in: 100 * (scanning.alarms(10**9, 1e-6, 0.9, rate).right or 0) for one_in, rate in rates.items()
    }
    return pd.Series({one_in: float(share) for one_in, share in right.items()}, name=text("of 100 alarms"))
