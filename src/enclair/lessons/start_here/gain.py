"""What a class gained between the two forms, and how well it knew what it knew; nobody's own result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import atan, cos, isfinite, pi, sin, sqrt
from pathlib import Path
from textwrap import fill

from enclair.lessons.start_here import exports, instrument
from enclair.lessons.start_here.exports import Export
from enclair.text.errors import ChoiceError
from enclair.text.locale import N_, number, own_language, spoken, text

#: With fewer students than this, figures of a class would tell about persons: nothing is shown.
FEWEST = 5
#: With fewer students than this, the figures come with a warning.
SMALL = 15
#: How often intervals made like ours hold what they look for.
LEVEL = 0.95
#: So many points between how sure and how right are called "about as sure as right".
CLOSE = 5
#: How many signs a line of the report has.
WIDE = 100
#: What stands above the numbers of students for each question.
HEADS = N_(("right before", "right after", "wrong, then right", "right, then wrong"))


# ---------------------------------------------------------------- The interval of a mean


def within(t: float, degrees: int) -> float:
    """Return how likely Student's t with so many degrees of freedom lies between -t and t.

    For whole degrees of freedom it is a finite sum (Abramowitz and Stegun, 26.7.3 and 26.7.4).

    >>> round(within(2.776445, 4), 6)
    0.95
    """
    angle = atan(t / sqrt(degrees))
    square = cos(angle) ** 2
    even = degrees % 2 == 0
    term = total = 1.0
    for k in range(1, degrees // 2 if even else (degrees - 1) // 2):
        term *= square * ((2 * k - 1) / (2 * k) if even else 2 * k / (2 * k + 1))
        total += term
        if term < 1e-18:
            break
    if even:
        return sin(angle) * total
    return 2 / pi * (angle + (sin(angle) * cos(angle) * total if degrees > 1 else 0))


def quantile(degrees: int, level: float = LEVEL) -> float:
    """Return the t for which `within` gives ``level``.

    >>> round(quantile(1), 3), round(quantile(29), 3)
    (12.706, 2.045)
    """
    low, high = 0.0, 1.0
    while within(high, degrees) < level:
        high *= 2
    while high - low > 1e-12 * high:
        middle = (low + high) / 2
        low, high = (middle, high) if within(middle, degrees) < level else (low, middle)
    return (low + high) / 2


def interval(differences: Sequence[float], level: float = LEVEL) -> tuple[float, float, float]:
    """Return the mean of paired differences, and the lower and upper end of its interval (Student's t).

    Raises
    ------
    ChoiceError
        If there are fewer than two, or one of them is no number.

    Examples
    --------
    >>> [round(each, 2) for each in interval([1, 2, 0, 1])]
    [1.0, -0.3, 2.3]
    """
    count = len(differences)
    if count < 2 or not all(isfinite(each) for each in differences):
        said = text("Expected two differences or more, all of them numbers; found {count}.")
        raise ChoiceError(said.format(count=count))
    mean = sum(differences) / count
    spread = sqrt(sum((each - mean) ** 2 for each in differences) / (count - 1))
    half = quantile(count - 1, level) * spread / sqrt(count)
    return mean, mean - half, mean + half


# ---------------------------------------------------------------- How sure, and how right


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
            return text("no question was answered")
        if abs(self.over) < CLOSE:
            found = text("about as sure as right")
        elif self.over > 0:
            found = text("surer than right, by {points} points")
        else:
            found = text("less sure than right, by {points} points")
        said = text("sure {sure} of 100, right {right} of 100: {found}. Brier score {brier}.")
        return said.format(
            sure=number(100 * self.sure),
            right=number(100 * self.right),
            found=found.format(points=number(abs(self.over))),
            brier=number(self.brier, digits=2),
        )


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


# ---------------------------------------------------------------- A class


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
        said = text("Expected both forms of {fewest} students or more; found {before}, {after}.")
        raise ChoiceError(said.format(fewest=FEWEST, before=students, after=len(after)))
    marks = [[_marks(one) for one in each] for each in (before, after)]
    rights = [[sum(right for right, _ in one.values()) for one in each] for each in marks]
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
    sure = [
        [(sure, right) for one in each for right, sure in one.values() if sure is not None] for each in marks
    ]
    most = len(changes)
    return Gain(
        students=students,
        questions=most,
        before=sum(rights[0]) / students,
        after=sum(rights[1]) / students,
        mean=mean,
        low=max(-most, low),
        high=min(most, high),
        better=sum(each > 0 for each in differences),
        same=sum(each == 0 for each in differences),
        worse=sum(each < 0 for each in differences),
        sure_before=calibration(sure[0]),
        sure_after=calibration(sure[1]),
        changes=changes,
    )


def _marks(one: Export) -> dict[str, tuple[bool, int | None]]:
    """Return for each question whether it is right, and how sure; a question left out is not right."""
    asked = instrument.form(one.form)
    return {
        name: (one.answers.get(name) == item.right, one.sure.get(name)) for name, item in asked.items.items()
    }


@dataclass(frozen=True)
@own_language
class Report:
    """What the files of a class tell, in words.

    Attributes
    ----------
    gain
        None if too few students answered both forms.
    only_before, only_after
        How many students handed in one form alone.
    skipped
        The name of each file that was not counted, and why.
    """

    gain: Gain | None
    pairs: int
    only_before: int
    only_after: int
    skipped: tuple[tuple[str, str], ...]
    lang: str = field(default_factory=spoken)

    def __str__(self) -> str:
        lines = [_wrapped(self._counted()), ""]
        if self.gain is None:
            said = text(
                "Nothing more is shown: with fewer than {fewest} students, the figures of a class would tell "
                "about persons."
            )
            lines += [_wrapped(said.format(fewest=FEWEST)), ""]
        else:
            lines += self._shown(self.gain)
        if self.skipped:
            lines += [text("Files that were not counted:")]
            said = text("{name}: {reason}")
            lines += [
                f"  {said.format(name=exports.shown(name), reason=text(reason))}"
                for name, reason in self.skipped
            ]
        return "\n".join(lines).rstrip()

    def _counted(self) -> str:
        said = text(
            "Students with both forms: {pairs}. With form A alone: {before}; with form B alone: {after} "
            "(they are not in the figures). Files not counted: {skipped}."
        )
        return said.format(
            pairs=number(self.pairs),
            before=number(self.only_before),
            after=number(self.only_after),
            skipped=number(len(self.skipped)),
        )

    def _shown(self, found: Gain) -> list[str]:
        lines = []
        if found.students < SMALL:
            warned = text(
                "Warning: fewer than {small} students. One of them can move these figures much: do not "
                "compare classes by them."
            )
            lines += [_wrapped(warned.format(small=SMALL)), ""]
        lines += [text("Right answers"), *_indented(self._right(found)), ""]
        lines += [text("How sure, and how right"), *_indented(self._sure(found)), ""]
        lines += [
            text("Question by question (students)"),
            *(f"  {row}" for row in self._table(found)),
            "",
        ]
        caution = text(
            "What this does not show: there is no class beside it that had no lessons; the two forms are "
            "meant to be equally hard, but no class has tried that yet; and whoever answers twice learns by "
            "it. Opinions are in no file, and a changed opinion is no success of the course."
        )
        return [*lines, _wrapped(caution), ""]

    def _right(self, found: Gain) -> list[str]:
        mean = text(
            "Before {before}, after {after} of {questions} questions: a change of {mean} for a student on "
            "average. A question left out counts as not right."
        )
        if found.low == found.high:
            width = text(
                "Every student changed by the same number, so the formula gives an interval without width: "
                "do not take it for certainty."
            )
        else:
            width = text(
                "The interval goes from {low} to {high}: made like this, it holds the true change in about "
                "95 of 100 cases."
            )
        if found.low <= 0 <= found.high:
            meaning = text("It holds 0, so there may be no change at all.")
        elif found.low > 0:
            meaning = text("All of it lies above 0.")
        else:
            meaning = text("All of it lies below 0.")
        ways = text("Students with more right answers: {better}; with as many: {same}; with fewer: {worse}.")
        values = {
            "before": number(found.before, digits=1),
            "after": number(found.after, digits=1),
            "questions": found.questions,
            "mean": signed(found.mean),
            "low": signed(found.low),
            "high": signed(found.high),
            "better": found.better,
            "same": found.same,
            "worse": found.worse,
        }
        return [each.format(**values) for each in (mean, f"{width} {meaning}", ways)]

    def _sure(self, found: Gain) -> list[str]:
        guess = min(instrument.INSTRUMENT.sure) / 100
        what = text(
            "The Brier score is low where people are sure of what is right and unsure of what is not: 0 is "
            "best, a class that guesses and says so has {guess}, one that is very sure and always wrong "
            "{worst}."
        )
        most = max(instrument.INSTRUMENT.sure) / 100
        values = {
            "guess": number(guess * (1 - guess), digits=2),
            "worst": number(most**2, digits=2),
        }
        rows = [
            text("Before: {found}").format(found=found.sure_before.sentence()),
            text("After: {found}").format(found=found.sure_after.sentence()),
        ]
        return [*rows, what.format(**values)]

    def _table(self, found: Gain) -> list[str]:
        rows = [["", *(text(head) for head in HEADS)]]
        items = instrument.form("A", spoken()).items
        for name, one in found.changes.items():
            counts = (one.before, one.after, one.gained, one.lost)
            rows.append([items[name].title, *(number(each) for each in counts)])
        wide = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
        return [
            "  ".join(
                [row[0].ljust(wide[0]), *(cell.rjust(wide[place]) for place, cell in enumerate(row) if place)]
            )
            for row in rows
        ]


def signed(value: float) -> str:
    """Return a change with its sign and one decimal.

    >>> signed(1.25), signed(-0.5), signed(0.01)
    ('+1.3', '−0.5', '0.0')
    """
    written = number(value, digits=1)
    return f"+{written}" if value > 0 and any(sign in "123456789" for sign in written) else written


def _wrapped(line: str, indent: str = "") -> str:
    return fill(line, WIDE, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)


def _indented(lines: Sequence[str]) -> list[str]:
    return [_wrapped(line, "  ") for line in lines]


def report(folder: Path) -> Report:
    """Read the exports in ``folder`` and return what the class gained: `enclair gain`.

    Raises
    ------
    PlainError
        If there is no such folder.
    """
    found, skipped = exports.collect(folder)
    before, after = exports.codes(found, "A"), exports.codes(found, "B")
    both = sorted(set(before) & set(after))
    gained = None
    if len(both) >= FEWEST:
        gained = gain([before[code] for code in both], [after[code] for code in both])
    return Report(gained, len(both), len(before) - len(both), len(after) - len(both), tuple(skipped))
