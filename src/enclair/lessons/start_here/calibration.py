"""How sure a class was, and how right."""

from collections.abc import Sequence
from dataclasses import dataclass

from enclair.text.locale import number
from enclair.text.toml import sentences

say = sentences(__package__)

#: So many points between how sure and how right are called "about as sure as right".
CLOSE = 5


@dataclass(frozen=True)
class Calibration:
    """How sure a class was and how right, over all questions that were answered in both parts.

    Attributes
    ----------
    count
        How many answers.
    sure, right
        How sure on average, and which part was right (0 to 1).
    brier
        The mean of the squared distances between how sure (0 to 1) and 1 for a right, 0 for a wrong answer.
    """

    count: int
    sure: float
    right: float
    brier: float

    @property
    def over(self) -> float:
        """By how many points of 100 the class was surer than right; negative: less sure than right."""
        return 100 * (self.sure - self.right)

    def sentence(self) -> str:
        """Return all of this in words."""
        if not self.count:
            return say("calibration.nothing")
        if abs(self.over) < CLOSE:
            comparison = say("calibration.equal")
        else:
            points = number(abs(self.over))
            comparison = say("calibration.surer" if self.over > 0 else "calibration.less_sure", points=points)
        sure, right = number(100 * self.sure), number(100 * self.right)
        brier = number(self.brier, digits=2)
        return say("calibration.whole", sure=sure, right=right, comparison=comparison, brier=brier)


def calibration(answers: Sequence[tuple[int, bool]]) -> Calibration:
    """Return how sure and how right ``answers`` are: for each, how sure of 100, and whether it is right.

    >>> calibration([(75, True), (75, False)])
    Calibration(count=2, sure=0.75, right=0.5, brier=0.3125)
    """
    count = len(answers)
    if not count:
        nan = float("nan")
        return Calibration(0, nan, nan, nan)
    return Calibration(
        count,
        sum(sure for sure, _ in answers) / 100 / count,
        sum(right for _, right in answers) / count,
        sum((sure / 100 - right) ** 2 for sure, right in answers) / count,
    )
