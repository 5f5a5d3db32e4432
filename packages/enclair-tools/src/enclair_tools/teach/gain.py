"""What a class gained between the questions before and after the course, in words: `enclair gain`.

It also says how well the class knew what it knew, and shows nobody's own result.
"""

from collections.abc import Sequence
from pathlib import Path
from textwrap import fill

import pandas as pd

from enclair.lessons.start_here import instrument
from enclair.lessons.start_here.exports import printable_name
from enclair.text.locale import N_, current_locale, number, sentences, text
from enclair_tools.teach.class_exports import Export, collect

say = sentences(__package__)

#: With fewer students than this, the figures of a class would tell about persons: nothing is shown.
FEWEST = 5
#: With fewer than this, they come with a warning.
SMALL = 15
#: So many points between how sure and how right are called "about as sure as right".
CLOSE = 5
#: How many signs a line of the report has.
WIDTH = 100
#: What stands above the numbers of students for each question.
HEADS = N_(("right before", "right after", "wrong, then right", "right, then wrong"))


def marks(exports: Sequence[Export]) -> pd.DataFrame:
    """Return whether each answer is ``right`` and how ``sure``, by form, code and item.

    A question left out is not right, and has no ``sure``.
    """
    rows = [
        {"form": one.form, "code": one.code, "item": name, "correct": item.right, **one.answers.get(name, {})}
        for one in exports
        for name, item in instrument.form(one.form).items.items()
    ]
    table = pd.DataFrame(rows).astype({"sure": "Int64"}).set_index(["form", "code", "item"])
    return table.assign(right=table["answer"] == table["correct"])[["right", "sure"]]


def changes(right: "pd.Series[bool]") -> pd.DataFrame:
    """Return, question by question, how many are right before and after, and how many changed each way."""
    before, after = right["A"], right["B"]
    counts = {"before": before, "after": after, "gained": after & ~before, "lost": before & ~after}
    return pd.DataFrame(counts).groupby("item", sort=False).sum()


def mean_change(differences: "pd.Series[int]", most: int) -> tuple[float, float, float]:
    """Return the mean of paired differences with both ends of its interval, which stays within ``most``."""
    from statsmodels.stats.weightstats import DescrStatsW  # slow to import

    low, high = DescrStatsW(differences).tconfint_mean()
    return differences.mean(), max(-most, low), min(most, high)


def calibration(answers: pd.DataFrame) -> str:
    """Say how sure and how right a class was, over the answers that say how sure.

    The Brier score is the mean of the squared distances between how sure, as a part of 1, and 1 for a right
    answer, 0 for a wrong one.
    """
    given = answers.dropna()
    if given.empty:
        return say("gain.calibration.nothing")
    sure, right = given["sure"].astype(float) / 100, given["right"].astype(float)
    over = 100 * (sure.mean() - right.mean())
    if abs(over) < CLOSE:
        comparison = say("gain.calibration.equal")
    else:
        key = "surer" if over > 0 else "less_sure"
        comparison = say(f"gain.calibration.{key}", points=number(abs(over)))
    shares = {"sure": number(100 * sure.mean()), "right": number(100 * right.mean())}
    brier = number(((sure - right) ** 2).mean(), digits=2)
    return say("gain.calibration.whole", comparison=comparison, brier=brier, **shares)


def report(folder: Path) -> tuple[str, bool]:
    """Return what the files in ``folder`` tell, in words, and whether there were enough of them."""
    exports, skipped = collect(folder)
    before, after = ({one.code for one in exports if one.form == form} for form in instrument.FORMS)
    both = before & after
    numbers = {"pairs": both, "before": before - both, "after": after - both, "skipped": skipped}
    blocks = [_wrapped(say("gain.counted", **{name: len(one) for name, one in numbers.items()}))]
    if len(both) < FEWEST:
        blocks.append(_wrapped(say("gain.nothing", fewest=FEWEST)))
    else:
        blocks += _shown(marks([one for one in exports if one.code in both]))
    if skipped:
        message = "  " + text("{name}: {reason}")
        named = [message.format(name=printable_name(name), reason=reason) for name, reason in skipped]
        blocks.append("\n".join([text("Files that were not counted:"), *named]))
    return "\n\n".join(blocks), len(both) >= FEWEST


def _shown(answers: pd.DataFrame) -> list[str]:
    """Return what is said of a class whose students answered both forms, block by block."""
    right = answers["right"]
    by_student = pd.DataFrame({form: right[form].groupby("code").sum() for form in instrument.FORMS})
    differences, questions = by_student["B"] - by_student["A"], len(instrument.form("A").items)
    mean, low, high = mean_change(differences, questions)
    means = {name: number(by_student[form].mean(), 1) for name, form in (("before", "A"), ("after", "B"))}
    interval = say("gain.interval" if low < high else "gain.no_width", low=signed(low), high=signed(high))
    meaning = say("gain.above" if low > 0 else "gain.below" if high < 0 else "gain.no_change")
    ways = {"better": differences > 0, "same": differences == 0, "worse": differences < 0}
    guess, most = (end(instrument.INSTRUMENT.sure) / 100 for end in (min, max))
    guessed, worst = number(guess * (1 - guess), digits=2), number(most**2, digits=2)
    blocks = {
        text("Right answers"): [
            say("gain.mean", questions=questions, mean=signed(mean), **means),
            f"{interval} {meaning}",
            say("gain.ways", **{way: students.sum() for way, students in ways.items()}),
        ],
        text("How sure, and how right"): [
            text("Before: {calibration}").format(calibration=calibration(answers.loc[["A"]])),
            text("After: {calibration}").format(calibration=calibration(answers.loc[["B"]])),
            say("gain.brier", guess=guessed, worst=worst),
        ],
        text("Question by question (students)"): _table(changes(right)),
    }
    warning = [_wrapped(say("gain.warning", small=SMALL))] if len(by_student) < SMALL else []
    shown = ["\n".join([head, *(_wrapped(line, "  ") for line in lines)]) for head, lines in blocks.items()]
    return [*warning, *shown, _wrapped(say("gain.caution"))]


def _table(counts: pd.DataFrame) -> list[str]:
    """Return the numbers of students for each question as lines of text."""
    items = instrument.form("A", current_locale()).items
    heads = [text(head) for head in HEADS]
    shown = counts.map(number).set_axis(heads, axis=1).set_axis([items[name].title for name in counts.index])
    return shown.to_string(col_space=[len(head) + 1 for head in heads]).splitlines()


def signed(value: float) -> str:
    """Return a change with its sign and one decimal.

    >>> signed(1.25), signed(-0.5), signed(0.01)
    ('+1.3', '−0.5', '0.0')
    """
    written = number(value, digits=1)
    return f"+{written}" if value > 0 and any(sign in "123456789" for sign in written) else written


def _wrapped(line: str, indent: str = "") -> str:
    return fill(line, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
