"""Looking for what is rare: how much is found, missed and wrongly suspected, in whole numbers.

At every step a rate is counted on whole items, and what is left is a subtraction: so the numbers always add
up. A rate is taken as it is written (0.001 is one in a thousand, not the nearest binary number).
"""

from dataclasses import dataclass
from fractions import Fraction
from math import isfinite
from numbers import Real
from typing import Any

import pandas as pd

from enclair.case.model import teaching
from enclair.text import locale
from enclair.text.errors import ChoiceError
from enclair.text.locale import current_locale, sentences, text

say = sentences(__package__)
#: Named settings: the side whose argument they serve, and the values. None is a measurement.
PRESETS: dict[str, tuple[str, dict[str, Any]]] = {
    one["id"]: (one["side"], one["settings"])
    for one in locale.tables(__package__, "explore", "en")["Alarms"]["presets"]
}


@dataclass(frozen=True)
class Outcome:
    """What became of forbidden and allowed items: ``found`` and ``wrong`` are those of each with an alarm."""

    forbidden: int
    allowed: int
    found: int
    wrong: int

    @property
    def items(self) -> int:
        """All items that were looked at."""
        return self.forbidden + self.allowed

    @property
    def alarms(self) -> int:
        """All alarms, right or false."""
        return self.found + self.wrong

    @property
    def missed(self) -> int:
        """Forbidden items without an alarm."""
        return self.forbidden - self.found

    @property
    def left(self) -> int:
        """Allowed items without an alarm."""
        return self.allowed - self.wrong

    @property
    def right(self) -> Fraction | None:
        """Which part of the alarms is right; None where there is no alarm."""
        return Fraction(self.found, self.alarms) if self.alarms else None

    def marks(self, most: int = 1000) -> tuple[int, int]:
        """Return how many of ``most`` alarms are right and false; all alarms where there are fewer."""
        shown = min(most, self.alarms)
        right = part(shown, self.right or Fraction(0))
        return right, shown - right


def alarms(items: int, base: float, hit: float, false: float) -> Outcome:
    """Return what a detector does with so many ``items``, of which the part ``base`` is forbidden (0 to 1).

    The part ``hit`` of the forbidden ones raises an alarm, and ``false`` of the allowed ones all the same.

    >>> alarms(1_000_000_000, 1 / 1_000_000, 0.9, 0.001)
    Outcome(forbidden=1000, allowed=999999000, found=900, wrong=999999)
    """
    if not _is_real(items) or items < 0 or items != int(items):
        raise ChoiceError(say("scanning.items", items=repr(items)))
    forbidden = part(int(items), _rate("base", base))
    allowed = int(items) - forbidden
    right, wrong = part(forbidden, _rate("hit", hit)), part(allowed, _rate("false", false))
    return Outcome(forbidden, allowed, right, wrong)


def second_look(outcome: Outcome, kept: float, mistaken: float) -> Outcome:
    """Return what is left of the alarms of ``outcome`` once a person has looked at each.

    The person keeps the part ``kept`` of the right ones (0 to 1), and ``mistaken`` of the false ones.
    """
    right, wrong = part(outcome.found, _rate("kept", kept)), part(outcome.wrong, _rate("mistaken", mistaken))
    return Outcome(outcome.forbidden, outcome.allowed, right, wrong)


def part(count: int, rate: Fraction) -> int:
    """Return ``rate`` of ``count`` in whole items, a half rounded up.

    >>> part(999_999_000, Fraction(1, 1000))
    999999
    """
    return int(count * rate + Fraction(1, 2))


def _rate(name: str, rate: float) -> Fraction:
    if not _is_real(rate) or not 0 <= rate <= 1:
        raise ChoiceError(say("scanning.rate", name=name, rate=repr(rate)))
    return Fraction(str(rate))


def _is_real(value: object) -> bool:
    return isinstance(value, Real) and isfinite(value)


def percent(share: float | Fraction, digits: int | None = None) -> str:
    """Return a part (0 to 1) in percent, by default with as many digits as tell it from none and from all.

    Nearer to none or to all than 1 in 1,000,000, it says so in words. With ``digits``, that many at most.

    >>> percent(Fraction(900, 1000899)), percent(0.474), percent(0.99557), percent(0.195, digits=1)
    ('0.09%', '47%', '99.6%', '19.5%')
    >>> percent(Fraction(1, 10**9)), percent(1 - Fraction(1, 10**9))
    ('less than 0.0001%', 'more than 99.9999%')
    """
    hundredth = 100 * Fraction(str(share))
    rest, near = min(hundredth, 100 - hundredth), Fraction(1, 1_000_000)
    if digits is None and 0 < rest < 100 * near:
        words = text("less than {share}") if hundredth < 1 else text("more than {share}")
        return words.format(share=percent(near if hundredth < 1 else 1 - near))
    if digits is None:
        digits = next(many for many in range(1, 5) if rest * 10**many >= 1) if 0 < rest < 10 else 0
    elif hundredth.denominator == 1:
        digits = 0
    return locale.percent(float(hundredth), digits)


def preset(name: str) -> Outcome:
    """Return what comes of the settings ``name`` of `PRESETS`."""
    chosen = PRESETS[name][1]
    first = alarms(*(chosen[rate] for rate in ("items", "base", "hit", "false")))
    return second_look(first, chosen["kept"], chosen["mistaken"]) if chosen["second"] else first


def texts(lang: str = "en") -> dict[str, Any]:
    """Return what ``scanning.*.toml`` says."""
    return teaching("scanning", lang)


def published(base_rate: pd.DataFrame, lang: str = "en") -> pd.DataFrame:
    """Return published figures on alarms and reports, one row each, grouped by what they count.

    Of one number, ``lowest`` and ``highest`` are the same.
    """
    file, sources = texts(lang), ["source_name", "source_date", "source_url"]
    table = base_rate.set_index("id")
    published = []
    for key, figure in file["published"].items():
        rows = table.loc[figure["ids"].split()]
        years = rows["period"].str[:4]
        published.append(
            {
                "key": key,
                "kind": file["kinds"][figure["counts"]],
                "label": figure["label"],
                "years": "–".join(dict.fromkeys([years.min(), years.max()])),
                "lowest": rows["value"].min(),
                "highest": rows["value"].max(),
                "but": figure["but"],
                **rows.iloc[0][sources],
            }
        )
    return pd.DataFrame(published)


def misuses(base_rate: pd.DataFrame) -> pd.DataFrame:
    """Return four misuses of such figures, two of each side: ``side``, what is ``said``, ``but``."""
    numbers: dict[str, str] = {}
    for row in published(base_rate).to_dict("records"):
        ends = {"low": row["lowest"], "high": row["highest"], "rest": 1 - row["lowest"]}
        numbers |= {f"{row['key']}_{end}": percent(share, 1) for end, share in ends.items()}
    for name in PRESETS:
        right = preset(name).right or Fraction(0)
        numbers |= {name: percent(right), f"{name}_false": percent(1 - right)}
    return pd.DataFrame(
        {
            "side": misuse["side"],
            "said": misuse["said"].format(**numbers),
            "but": misuse["but"].format(**numbers),
        }
        for misuse in texts(current_locale())["misuse"].values()
    )
