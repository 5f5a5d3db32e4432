"""What a class gained between the two forms, and how well it knew what it knew; nobody's own result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from enclair.lessons.start_here import instrument
from enclair.lessons.start_here.calibration import Calibration, calibration
from enclair.lessons.start_here.exports import Export
from enclair.lessons.start_here.student_t import interval
from enclair.text.errors import ChoiceError
from enclair.text.toml import sentences

say = sentences(__package__)

#: With fewer students than this, figures of a class would tell about persons: nothing is shown.
FEWEST = 5


@dataclass(frozen=True)
class Change:
    """One question in a class: how many were right before and after, and how many changed each way."""

    title: str
    before: int
    after: int
    gained: int
    lost: int


@dataclass(frozen=True)
class Gain:
    """What a class gained, from the students who answered both forms.

    Attributes
    ----------
    students
        How many answered both.
    before, after
        How many questions a student had right on average.
    mean, low, high
        The mean of the paired differences, and its interval.
    better, same, worse
        How many students had more, as many and fewer right answers after than before.
    sure_before, sure_after
        How sure and how right the class was.
    changes
        Question by question.
    """

    students: int
    questions: int
    before: float
    after: float
    mean: float
    low: float
    high: float
    better: int
    same: int
    worse: int
    sure_before: Calibration
    sure_after: Calibration
    changes: Mapping[str, Change]


def gain(before: Sequence[Export], after: Sequence[Export]) -> Gain:
    """Return what a class gained; the two lists hold the forms A and B of the same students, in one order.

    Raises
    ------
    ChoiceError
        If they are fewer than `FEWEST`: their figures would tell about persons.
    """
    students = len(before)
    if students < FEWEST or students != len(after):
        raise ChoiceError(say("gain.fewest", fewest=FEWEST, before=students, after=len(after)))
    marks = [[_marks(one) for one in group] for group in (before, after)]
    rights = [[sum(right for right, _ in one.values()) for one in by_student] for by_student in marks]
    differences = [late - early for early, late in zip(*rights, strict=True)]
    mean, low, high = interval(differences)
    changes = {}
    for name, item in instrument.form("A").items.items():
        pairs = [(early[name][0], late[name][0]) for early, late in zip(*marks, strict=True)]
        changes[name] = Change(
            item.title,
            sum(early for early, _ in pairs),
            sum(late for _, late in pairs),
            sum(late and not early for early, late in pairs),
            sum(early and not late for early, late in pairs),
        )
    sure_before, sure_after = (
        calibration([(sure, right) for one in group for right, sure in one.values() if sure is not None])
        for group in marks
    )
    most = len(changes)
    return Gain(
        students=students,
        questions=most,
        before=sum(rights[0]) / students,
        after=sum(rights[1]) / students,
        mean=mean,
        low=max(-most, low),
        high=min(most, high),
        better=sum(change > 0 for change in differences),
        same=sum(change == 0 for change in differences),
        worse=sum(change < 0 for change in differences),
        sure_before=sure_before,
        sure_after=sure_after,
        changes=changes,
    )


def _marks(one: Export) -> dict[str, tuple[bool, int | None]]:
    """Return for each question whether it is right, and how sure; a question left out is not right."""
    asked = instrument.form(one.form)
    return {
        name: (one.answers.get(name) == item.right, one.sure.get(name)) for name, item in asked.items.items()
    }
