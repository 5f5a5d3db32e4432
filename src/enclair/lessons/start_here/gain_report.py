"""The report of `enclair gain`: what the files of a class tell, in words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import fill

from enclair.lessons.start_here import exports, instrument
from enclair.lessons.start_here.gain import FEWEST, Gain, gain
from enclair.text.locale import N_, number, own_language, spoken, text

#: With fewer students than this, the figures come with a warning.
SMALL = 15
#: How many signs a line of the report has.
WIDE = 100
#: What stands above the numbers of students for each question.
HEADS = N_(("right before", "right after", "wrong, then right", "right, then wrong"))


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
            said = text("{name}: {reason}")
            skipped = [said.format(name=exports.shown(name), reason=text(why)) for name, why in self.skipped]
            lines += [text("Files that were not counted:"), *(f"  {line}" for line in skipped)]
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
        rows = [f"  {row}" for row in self._table(found)]
        lines += [text("Question by question (students)"), *rows, ""]
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
        return [
            text("Before: {found}").format(found=found.sure_before.sentence()),
            text("After: {found}").format(found=found.sure_after.sentence()),
            what.format(guess=number(guess * (1 - guess), digits=2), worst=number(most**2, digits=2)),
        ]

    def _table(self, found: Gain) -> list[str]:
        rows = [["", *(text(head) for head in HEADS)]]
        items = instrument.form("A", spoken()).items
        for name, one in found.changes.items():
            counts = (one.before, one.after, one.gained, one.lost)
            rows.append([items[name].title, *(number(each) for each in counts)])
        first, *wide = (max(map(len, column)) for column in zip(*rows, strict=True))
        return ["  ".join([name.ljust(first), *map(str.rjust, counts, wide)]) for name, *counts in rows]


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
