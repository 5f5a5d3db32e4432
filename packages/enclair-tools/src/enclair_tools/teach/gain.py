"""What a class gained between the questions before and after the course, in words: `enclair gain`.

It reads the files that the students of the class handed on, as `enclair.lessons.start_here.exports` writes
them, says how well the class knew what it knew, and shows nobody's own result.
"""

import json
from collections import defaultdict
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from textwrap import fill
from typing import Any

import pandas as pd

from enclair.lessons.start_here import exports, instrument
from enclair.lessons.start_here.instrument import INSTRUMENT, LETTERS
from enclair.text.errors import PlainError
from enclair.text.locale import N_, current_locale, labelled, number, refusal_reason, text
from enclair_tools import say

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
#: No file of ours is larger, in bytes; what is cut off is no JSON.
LARGEST = 10_000
#: What a student answered: for each question the ``answer`` and how ``sure``.
Answers = Mapping[str, Mapping[str, Any]]
#: The answers of a class by form and code.
Exports = dict[tuple[str, str], Answers]


def read(path: Path) -> tuple[tuple[str, str], Answers]:
    """Return the form, the code and the answers of an export: just what the kit would write, and no more."""
    with path.open("rb") as file:
        content = file.read(LARGEST)
    with suppress(ValueError, LookupError, TypeError, AttributeError, RecursionError):  # all that JSON may be
        stored = json.loads(content.decode("utf-8-sig"))
        form, code, answers = stored["form"], stored["code"], stored["answers"]
        letters, sure = ({name: one[part] for name, one in answers.items()} for part in ("answer", "sure"))
        offered = {*letters.values()} <= {*LETTERS} and {*sure.values()} <= {*INSTRUMENT.sure}
        if answers and offered and stored == json.loads(exports.content(form, code, letters, sure)):
            return (form, code), answers
    raise PlainError(say("class_exports.reasons.other"))


def collect(folder: Path) -> tuple[Exports, list[tuple[str, str]]]:
    """Return the exports in ``folder``, and the name of each file that is skipped, with the reason.

    Hidden files are not looked at. A copy counts once with its original; where two files of one form have the
    same code and other answers, nobody knows whose they are: neither is counted.
    """
    if not folder.is_dir():
        raise PlainError(say("class_exports.no_folder", folder=exports.printable_name(str(folder))))
    files, skipped = defaultdict[tuple[str, str], dict[str, Answers]](dict), []
    for path in sorted(folder.glob("[!.]*")):
        try:
            key, answers = read(path)
            files[key][path.name] = answers
        except OSError as error:
            skipped.append((path.name, refusal_reason(error)))
        except PlainError as error:
            skipped.append((path.name, str(error)))
    counted: Exports = {}
    for key, same in files.items():
        first, *others = same.values()
        if all(answers == first for answers in others):
            counted[key] = first
        else:
            skipped += [(name, say("class_exports.reasons.same_code")) for name in same]
    return counted, sorted(skipped)


def marks(counted: Exports) -> pd.DataFrame:
    """Return whether each answer is ``right`` and how ``sure``, by form, code and item.

    A question left out is not right, and has no ``sure``.
    """
    rows = [
        {"form": form, "code": code, "item": name, "correct": item.right, **answers.get(name, {})}
        for (form, code), answers in counted.items()
        for name, item in instrument.form(form).items.items()
    ]
    table = pd.DataFrame(rows).astype({"sure": "Int64"}).set_index(["form", "code", "item"])
    return table.assign(right=table["answer"] == table["correct"])[["right", "sure"]]


def mean_change(differences: "pd.Series[int]", most: int) -> tuple[float, float, float]:
    """Return the mean of paired differences with both ends of its interval, which stays within ``most``."""
    from statsmodels.stats.weightstats import DescrStatsW  # slow to import

    low, high = DescrStatsW(differences).tconfint_mean()
    return differences.mean(), max(-most, low), min(most, high)


def calibration(answers: pd.DataFrame) -> str:
    """Say how sure and how right a class was, over the answers that say how sure."""
    given = answers.dropna()
    if given.empty:
        return say("gain.calibration.nothing")
    sure, right = given["sure"].mean(), 100 * given["right"].mean()
    key = "equal" if abs(sure - right) < CLOSE else "surer" if sure > right else "less_sure"
    comparison = say(f"gain.calibration.{key}", points=number(abs(sure - right)))
    return say("gain.calibration.whole", sure=number(sure), right=number(right), comparison=comparison)


def report(folder: Path) -> tuple[str, bool]:
    """Return what the files in ``folder`` tell, in words, and whether there were enough of them."""
    counted, skipped = collect(folder)
    before, after = ({code for form, code in counted if form == one} for one in instrument.FORMS)
    both = before & after
    numbers = {"pairs": both, "before": before - both, "after": after - both, "skipped": skipped}
    blocks = [_wrapped(say("gain.counted", **{name: len(them) for name, them in numbers.items()}))]
    if len(both) < FEWEST:
        blocks.append(_wrapped(say("gain.nothing", fewest=FEWEST)))
    else:
        blocks += _shown(marks({key: answers for key, answers in counted.items() if key[1] in both}))
    if skipped:
        named = [f"  {labelled(exports.printable_name(name), reason)}" for name, reason in skipped]
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
    blocks = {
        text("Right answers"): [
            say("gain.mean", questions=questions, mean=signed(mean), **means),
            f"{interval} {meaning}",
            say("gain.ways", **{way: students.sum() for way, students in ways.items()}),
        ],
        text("How sure, and how right"): [
            text("Before: {calibration}").format(calibration=calibration(answers.loc[["A"]])),
            text("After: {calibration}").format(calibration=calibration(answers.loc[["B"]])),
        ],
        text("Question by question (students)"): _by_question(right),
    }
    warning = [_wrapped(say("gain.warning", small=SMALL))] if len(by_student) < SMALL else []
    shown = ["\n".join([head, *(_wrapped(line, "  ") for line in lines)]) for head, lines in blocks.items()]
    return [*warning, *shown, _wrapped(say("gain.caution"))]


def _by_question(right: "pd.Series[bool]") -> list[str]:
    """Return, question by question, how many are right before and after, and how many changed each way."""
    before, after = right["A"], right["B"]
    heads = [text(head) for head in HEADS]
    changes = zip(heads, (before, after, after & ~before, before & ~after), strict=True)
    counts = pd.DataFrame(dict(changes)).groupby("item", sort=False).sum()
    items = instrument.form("A", current_locale()).items
    shown = counts.map(number).set_axis([items[name].title for name in counts.index])
    return shown.to_string(col_space=[len(head) + 1 for head in heads]).splitlines()


def signed(value: float) -> str:
    """Return a change with its sign and one decimal.

    >>> signed(1.25), signed(-0.5), signed(0.01)
    ('+1.3', '−0.5', '0.0')
    """
    return f"{'+' if value >= 0.05 else ''}{number(value, digits=1)}"


def _wrapped(line: str, indent: str = "") -> str:
    return fill(line, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
