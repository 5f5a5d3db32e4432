"""The checks of exercise 7, "Deciding together": sentences in ``[checks]`` of ``*.toml``.

What polls tell is computed; what the rows say of an invented pupil's statements stands below. Of a memo only
the form is looked at, never the opinion.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from enclair.case.model import Case, row_of
from enclair.checks.answers import OneOf, expect, expect_truth, judge
from enclair.checks.change import expect_change
from enclair.checks.feedback import Answer, Feedback, FeedbackBuilder, IncorrectAnswer, fold_text
from enclair.checks.puzzle import Part, expect_rows, judge_words, puzzle, rows_of
from enclair.lessons.deciding_together.chance import by_chance, more_than_chance, opinions
from enclair.lessons.deciding_together.questions import cited_rows
from enclair.text import locale

# ---------------------------------------------------------------- 1. the sources of a memo

HOLDS, OTHER, ALLEGED, STAKE, OLD = "holds", "another thing", "allegation", "interested", "out of date"
VERDICTS = (HOLDS, OTHER, ALLEGED, STAKE, OLD)

#: The statements of the invented memo: the row that each cites, its verdict, the idea behind any other one.
STATEMENTS = rows_of(__package__, "memo_sources", "statements")


def memo_sources(answer: Answer, case: Case, feedback: FeedbackBuilder) -> None:
    """Check the verdicts on the statements of a memo: a function that gives a dictionary."""
    right = {letter: (verdict, idea) for letter, (_, verdict, idea) in STATEMENTS.items()}
    ends = {"everywhere": "a-row-is-enough", "nowhere": "nothing-holds"}
    answers = expect_rows(answer, feedback, STATEMENTS, "letter", Part("unknown-word", VERDICTS))
    judge_words(answers, right, HOLDS, **ends)


# ---------------------------------------------------------------- 2. two polls

#: The polls of the exercise: how many said yes before and after, and how many answered each time.
POLLS: Mapping[str, tuple[int, int, int]] = {"A": (15, 11, 26), "B": (220, 188, 400), "C": (45, 55, 100)}

#: Polls that a function is tried on: falls and rises, few people and many, and no change at all.
#: Among them: many answers changed and it could be chance, few people and it could not, many and it could.
TRIED = (
    *POLLS.values(),
    *((188, 220, 400), (11, 15, 26), (60, 60, 120), (220, 170, 400), (300, 200, 400), (300, 100, 400)),
    *((70, 82, 150), (9, 21, 30), (200, 204, 400), (40, 53, 100), (40, 55, 100)),
)

CHANCE, MORE = "could be chance", "more than chance"

#: The polls of the exercise, and others, with the change of each count.
TALLIES = [
    pd.DataFrame.from_dict(polls, "index", columns=["before", "after", "people"]).eval(
        "change = after - before"
    )
    for polls in (dict(POLLS), {"K": (20, 30, 50), "L": (5, 4, 10)})
]


def change_in_points(answer: Answer, case: Case, feedback: FeedbackBuilder) -> Feedback:
    """Check the changed cell: by how many points the share of yes changed."""

    def points(polls: "pd.DataFrame") -> "pd.Series[float]":
        return (polls["after"] - polls["before"]) / polls["people"] * 100

    return expect_change(
        answer,
        feedback,
        [{"polls": polls} for polls in TALLIES],
        start=lambda polls: polls["after"] - polls["before"],
        right=points,
        slips=lambda polls: {
            "before-minus-after": -points(polls),
            "share-not-points": points(polls) / 100,
            "brackets-missing": 100 * polls["after"] - polls["before"] / polls["people"],
            "one-part-divided": polls["after"] - 100 * polls["before"] / polls["people"],
            "only-times-100": 100 * (polls["after"] - polls["before"]),
            "of-the-yes": 100 * (polls["after"] - polls["before"]) / polls["before"],
            "part-of-the-yes": (polls["after"] - polls["before"]) / polls["before"],
            "sign-lost": abs(points(polls)),
            "opinions-not-yes": 2 * points(polls),
            "whole-points": OneOf(whole.to_dict() for whole in (points(polls).round(), points(polls) // 1)),
            "one-poll-not-change": 100 * polls["after"] / polls["people"],
            "one-poll-only-before": 100 * polls["before"] / polls["people"],
        },
    )


def beyond_chance(answer: Answer, case: Case, feedback: FeedbackBuilder) -> None:
    """Check whether a change can be told from chance: a function of two counts of yes and of people."""
    tries = [dict(zip(("before", "after", "people"), counts, strict=True)) for counts in TRIED]
    truths = [expect_truth(answer, feedback, arguments) for arguments in tries]
    right = [more_than_chance(*counts) for counts in TRIED]
    changes = [(opinions(*counts), by_chance(counts[2])) for counts in TRIED]
    answers = [abs(after - before) for before, after, _ in TRIED]
    people = [many for _, _, many in TRIED]
    slips = {
        "always-the-same": lambda truths: len({*truths}) == 1,
        "yes-taken-for-opinion": [abs(change) / 2 > most for change, most in changes],
        "halved-not-doubled": [abs(change) / 4 > most for change, most in changes],
        "answers-not-points": [2 * n > most for n, (_, most) in zip(answers, changes, strict=True)],
        "falls-do-not-count": [change > most for change, most in changes],
        "rises-do-not-count": [-change > most for change, most in changes],
        "other-way-round": [not truth for truth in right],
        "any-change-counts": [change != 0 for change, _ in changes],
        "answers-alone": OneOf([n > limit for n in answers] for limit in answers),
        "people-alone": OneOf([many > limit for many in people] for limit in people),
    }
    judge(truths, right, slips, ["wrong-rule"])


#: The exercise shows the same lines (tested).
lines_of_the_change_of_mind, LINES = puzzle(__package__, "lines_of_the_change_of_mind")


def what_changed(answer: Answer, case: Case, feedback: FeedbackBuilder) -> None:
    """Check by how much three polls changed, and whether it could be chance: a dictionary of pairs."""
    points, word = Part("points-not-a-number"), Part("unknown-word", (CHANCE, MORE))
    pairs = expect_rows(answer, feedback, POLLS, "letter", points, word)
    for letter, (before, after, people) in POLLS.items():
        right = opinions(before, after, people)
        # Who rounds the shares first may be off by two points.
        slips = {
            "before-minus-after": [-right, 2],
            "share-not-points": [right / 100, 0.02],
            "yes-taken-for-opinion": [right / 2, 1],
            "answers-not-points": [after - before, 0.5],
            "one-poll-not-change": [100 * after / people, 1],
            "one-estimate-not-change": [200 * after / people - 50, 1],
        }
        judge(pairs[letter][0], [right, 2], slips, ["wrong-points"], _is_near, letter)
    chance, more = (CHANCE, "people-forgotten"), (MORE, "small-taken-for-chance")
    words = {letter: more if more_than_chance(*counts) else chance for letter, counts in POLLS.items()}
    verdicts = {letter: verdict for letter, (_, verdict) in pairs.items()}
    judge_words(verdicts, words, CHANCE, "chance-explains-all", "every-change-is-real")


def _is_near(points: float, result: Sequence[float]) -> bool:
    return abs(points - result[0]) <= result[1]


# ---------------------------------------------------------------- 3. the form of a memo

#: Words of a memo, rows that it cites at least, words in a row that count as a quotation, and at most.
SHORTEST, LONGEST, ROWS, QUOTED, TOO_MUCH = 300, 500, 3, 4, 60
#: Different words of a memo at least (models have about 200), words below each heading, words of a reason.
DIFFERENT, THINNEST, REASON = 100, 8, 5


def _cited(words: str, case: Case) -> list[str]:
    """Return the rows that a text cites as ``table.key``; `IncorrectAnswer` for a source that is none."""
    citations = cited_rows(words, case)
    for home, citation in citations:
        if "." not in home:
            raise IncorrectAnswer("unknown-table" if home else "unknown-row", citation)
    return [row for row, _ in citations]


def _without_table(words: str, case: Case) -> str:
    """Return the first word of a text that is a row of a table, without the table; "" if there is none."""
    tables = [getattr(case, name) for name, column in case.keys.items() if column == "id"]
    ids = {row.casefold() for table in tables for row in table["id"] if re.search(r"\d|-|_", row)}
    return next((word for word in re.findall(r"\w[\w-]+", words) if word.casefold() in ids), "")


def memo_form(answer: Answer, case: Case, feedback: FeedbackBuilder) -> Feedback:
    """Check length, sources and quotations of a memo, and nothing else: a function that gives a text."""
    words = expect(answer, feedback, lambda value: isinstance(value, str))
    # A sign that stands alone between blanks, as French sets off its colons, is no word.
    many = len(re.findall(r"\S*\w\S*", words))
    different = {word.lower() for word in re.findall(r"[^\W\d_]+", words)}
    if not SHORTEST <= many <= LONGEST:
        raise IncorrectAnswer("too-short" if many < SHORTEST else "too-long", many)
    if len(different) < DIFFERENT:
        raise IncorrectAnswer("few-different-words", len(different))
    keys = [key for key in feedback.own if key.startswith("heading_")]
    _judge_parts(words, [(feedback.own[key], feedback.english[key]) for key in keys])
    rows = _cited(words, case)
    if not rows:
        bare = _without_table(words, case)
        raise IncorrectAnswer("row-without-table" if bare else "no-source", bare)
    if len(rows) < ROWS:
        raise IncorrectAnswer("few-rows", len(rows))
    _judge_quotations(words, [cell for row in rows for cell in row_of(case, row).values()])
    return feedback.passed(words=many, rows=len(rows))


def _judge_parts(words: str, headings: Sequence[tuple[str, str]]) -> None:
    """Raise `IncorrectAnswer` for a heading of the six that begins no line, or has next to nothing below it.

    A heading may stand there in English or in the learner's language, in capitals and without accents.
    """
    lines = [fold_text(line).lstrip("-*#•0123456789.) ") for line in words.splitlines()]
    starts = {}
    for heading, english in headings:
        either = (fold_text(heading), fold_text(english))
        places = [at for at, line in enumerate(lines) if line.startswith(either)]
        if not places:
            raise IncorrectAnswer("missing-heading", heading)
        starts[heading] = places[0]
    for heading, start in starts.items():
        end = min((other for other in starts.values() if other > start), default=len(lines))
        part_words = " ".join(lines[start:end]).split()
        if len(part_words) - len(heading.split()) < THINNEST:
            raise IncorrectAnswer("thin-part", heading)


def _judge_quotations(words: str, cells: Sequence[Any]) -> None:
    """Raise `IncorrectAnswer` for a quotation that is too long, or that stands in none of the cells."""
    held = [_plain(cell) for cell in cells if isinstance(cell, str)]
    for quotation in re.findall(r"“([^“”]+)”|«([^«»]+)»|\"([^\"]+)\"", words):
        quoted_words = _plain("".join(quotation))
        if len(quoted_words.split()) > TOO_MUCH:
            raise IncorrectAnswer("long-quotation", quoted_words)
        # What stands around a cut is there to the letter; a dot at the end may be the reader's own.
        pieces = [
            piece.strip(" .,;:!?") for piece in re.split(r"[\[(](?:…|\.{3})[\])]|…|\.{3}", quoted_words)
        ]
        there = all(any(piece in cell for cell in held) for piece in pieces)
        if len(quoted_words.split()) >= QUOTED and not there:
            raise IncorrectAnswer("words-not-in-the-rows", quoted_words)


def _plain(words: str) -> str:
    """Return words in small letters, with straight apostrophes and single blanks."""
    return " ".join(words.replace("’", "'").casefold().split())


# ---------------------------------------------------------------- 4. a network of reasons

#: The network as `en.toml` has it, where learners' words are read back.
_SUPPORTS, _ATTACKS, _NARROW, _WIDE, DEPUTIES, REQUESTS, LIMITS, SECRET = locale.tables(
    __package__, "checks", "en"
)["more_reasons"]["answers"]
#: The reasons that are there already: for each claim one that supports it, and one that attacks the other's.
START = (
    (DEPUTIES, _SUPPORTS, _NARROW),
    (REQUESTS, _SUPPORTS, _WIDE),
    (LIMITS, _ATTACKS, DEPUTIES),
    (SECRET, _ATTACKS, REQUESTS),
)
#: Those of them to answer, as the exercise and its form name them.
ATTACKS = ("limits", "secret")


def more_reasons(answer: Answer, case: Case, feedback: FeedbackBuilder) -> None:
    """Check a reason against each of two attacks: a function that gives a dictionary of texts."""
    reasons = expect_rows(answer, feedback, ATTACKS, "attack", _Reason("not-one-text"))
    own = [fold_text(reason) for reason in reasons.values()]
    for reason in reasons.values():
        if fold_text(reason) in [fold_text(known) for known, *_ in START]:
            raise IncorrectAnswer("in-the-network", reason)
        if not _cited(reason, case):
            raise IncorrectAnswer("no-source", reason)
        if not _different_words(reason):
            raise IncorrectAnswer("reason-without-words", reason)
    if len({*own}) < len(own):
        raise IncorrectAnswer("same-for-both", own[0])
    for reason in reasons.values():
        if (few := _different_words(reason)) < REASON:
            raise IncorrectAnswer("few-words", few, "reason-without-words", reason=reason, least=REASON)


class _Reason(Part):
    """A text of any words."""

    def read(self, value: Answer) -> Answer:
        return " ".join(value.split()) if isinstance(value, str) and value.strip() else None


def _different_words(reason: str) -> int:
    """Return how many different words and numbers a reason has, without the row that it cites."""
    return len(set(re.findall(r"\w+", re.sub(r"\([^()]*\)", "", reason).casefold())))
