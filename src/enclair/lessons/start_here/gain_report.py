"""The report of `enclair gain`: what the files of a class tell, in words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import fill

from enclair.lessons.start_here import exports, instrument
from enclair.lessons.start_here.gain import FEWEST, Gain, gain
from enclair.text.locale import N_, bind_locale, current_locale, number, text
from enclair.text.toml import sentences

say = sentences(__package__)

#: With fewer students than this, the figures come with a warning.
SMALL = 15
#: How many signs a line of the report has.
WIDE = 100
#: What stands above the numbers of students for each question.
HEADS = N_(("right before", "right after", "wrong, then right", "right, then wrong"))


@dataclass(frozen=True)
@bind_locale
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
    lang: str = field(default_factory=current_locale)

    def __str__(self) -> str:
        lines = [_wrapped(self._counted()), ""]
        if self.gain is None:
            lines += [_wrapped(say("gain_report.nothing", fewest=FEWEST)), ""]
        else:
            lines += self._shown(self.gain)
        if self.skipped:
            message = text("{name}: {reason}")
            skipped = [
                message.format(name=exports.printable_name(name), reason=why) for name, why in self.skipped
            ]
            lines += [text("Files that were not counted:"), *(f"  {line}" for line in skipped)]
        return "\n".join(lines).rstrip()

    def _counted(self) -> str:
        return say(
            "gain_report.counted",
            pairs=number(self.pairs),
            before=number(self.only_before),
            after=number(self.only_after),
            skipped=number(len(self.skipped)),
        )

    def _shown(self, gained: Gain) -> list[str]:
        lines = []
        if gained.students < SMALL:
            lines += [_wrapped(say("gain_report.warning", small=SMALL)), ""]
        lines += [text("Right answers"), *_indented(self._right(gained)), ""]
        lines += [text("How sure, and how right"), *_indented(self._sure(gained)), ""]
        rows = [f"  {row}" for row in self._table(gained)]
        lines += [text("Question by question (students)"), *rows, ""]
        return [*lines, _wrapped(say("gain_report.caution")), ""]

    def _right(self, gained: Gain) -> list[str]:
        mean = say(
            "gain_report.mean",
            before=number(gained.before, digits=1),
            after=number(gained.after, digits=1),
            questions=gained.questions,
            mean=signed(gained.mean),
        )
        if gained.low == gained.high:
            width = say("gain_report.no_width")
        else:
            width = say("gain_report.interval", low=signed(gained.low), high=signed(gained.high))
        if gained.low <= 0 <= gained.high:
            meaning = say("gain_report.no_change")
        else:
            meaning = say("gain_report.above") if gained.low > 0 else say("gain_report.below")
        ways = say("gain_report.ways", better=gained.better, same=gained.same, worse=gained.worse)
        return [mean, f"{width} {meaning}", ways]

    def _sure(self, gained: Gain) -> list[str]:
        guess, most = (end(instrument.INSTRUMENT.sure) / 100 for end in (min, max))
        guessed, worst = number(guess * (1 - guess), digits=2), number(most**2, digits=2)
        return [
            text("Before: {calibration}").format(calibration=gained.sure_before.sentence()),
            text("After: {calibration}").format(calibration=gained.sure_after.sentence()),
            say("gain_report.brier", guess=guessed, worst=worst),
        ]

    def _table(self, gained: Gain) -> list[str]:
        rows = [["", *(text(head) for head in HEADS)]]
        items = instrument.form("A", current_locale()).items
        for name, one in gained.changes.items():
            counts = (one.before, one.after, one.gained, one.lost)
            rows.append([items[name].title, *(number(count) for count in counts)])
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
    read, skipped = exports.collect(folder)
    before, after = exports.codes(read, "A"), exports.codes(read, "B")
    both = sorted(set(before) & set(after))
    gained = None
    if len(both) >= FEWEST:
        gained = gain([before[code] for code in both], [after[code] for code in both])
    return Report(gained, len(both), len(before) - len(both), len(after) - len(both), tuple(skipped))
