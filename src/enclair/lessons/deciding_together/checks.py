"""The checks of exercise 7, "Deciding together". Their sentences stand in ``deciding_together.toml``.

Each is a pure function ``(answer, case, lang) -> Feedback``. What polls tell is computed; what the rows say
of an invented pupil's statements stands below. Of a memo only the form is looked at, never the opinion.
"""

import re
from collections.abc import Mapping, Sequence
from math import sqrt
from typing import TYPE_CHECKING, Any

import numpy as np

from enclair.case.needs import asks
from enclair.case.questions import cited, row_of
from enclair.checks.answers import expect, expect_dictionary
from enclair.checks.feedback import Feedback
from enclair.checks.puzzle import check_order, odd_words
from enclair.checks.values import are_texts, is_number, number_in, plain, short
from enclair.checks.voice import NO_SLIP, Slip, Voice
from enclair.views import polling as poll

if TYPE_CHECKING:
    from enclair.case.model import Case

# ---------------------------------------------------------------- 1. the sources of a memo

HOLDS, OTHER, ALLEGED, STAKE, OLD = "holds", "another thing", "allegation", "interested", "out of date"
VERDICTS = (HOLDS, OTHER, ALLEGED, STAKE, OLD)

#: The statements of the invented memo: the row that each cites, its verdict, the idea behind any other one.
STATEMENTS: Mapping[str, tuple[str, str, str]] = {
    "A": ("timeline.assembly-rejects-access", HOLDS, "doubt-about-everything"),
    "B": ("judgments.ku-not-encryption", OTHER, "silence-taken-for-leave"),
    "C": ("quotes.Q11", STAKE, "own-word-taken-for-fact"),
    "D": ("quotes.Q26", OLD, "old-rule-taken-for-todays"),
    "E": ("timeline.prosecutor-list", ALLEGED, "suspected-taken-for-proved"),
    "F": ("timeline.disclosures-jump", HOLDS, "named-source-taken-for-a-fault"),
}


@asks(*(row for row, *_ in STATEMENTS.values()))
def memo_sources(answer: Any, case: "Case", lang: str = "en") -> Feedback:
    """Check the verdicts on the statements of a memo: a function that gives a dictionary."""
    say = Voice(memo_sources, lang)
    found = expect_dictionary(answer, say)
    if isinstance(found, Feedback):
        return found
    return say.judge(_why_verdicts({short(key).upper(): plain(word) for key, word in found.items()}))


def _why_verdicts(given: Mapping[str, str]) -> Slip:
    """Return the first misunderstanding in verdicts on statements, if any."""
    if slip := odd_words(given, STATEMENTS, VERDICTS):
        return slip
    if set(given.values()) == {HOLDS}:
        return "a-row-is-enough", ""
    if HOLDS not in given.values():
        return "nothing-holds", ""
    wrong = (letter for letter, (_, verdict, _) in STATEMENTS.items() if given[letter] != verdict)
    return next(((STATEMENTS[letter][2], letter) for letter in wrong), NO_SLIP)


# ---------------------------------------------------------------- 2. two polls

#: The polls of the exercise: how many said yes before and after, and how many answered each time.
POLLS: Mapping[str, tuple[int, int, int]] = {"A": (15, 11, 26), "B": (220, 188, 400), "C": (45, 55, 100)}

#: Polls that a function is tried on: falls and rises, few people and many, and no change at all.
#: Among them: many answers changed and it could be chance, few people and it could not, many and it could.
TRIED = (
    *POLLS.values(),
    *((188, 220, 400), (11, 15, 26), (60, 60, 120), (220, 170, 400), (300, 200, 400)),
    *((70, 82, 150), (9, 21, 30), (200, 204, 400), (40, 53, 100), (40, 55, 100)),
)

CHANCE, MORE = "could be chance", "more than chance"
#: The difference of two polls errs more than one of them.
BOTH = sqrt(2)


def _change(before: int, after: int, people: int) -> float:
    """Return the change of the estimated share, as a part of 1."""
    return poll.uncut(after, people) - poll.uncut(before, people)


def more_than_chance(before: int, after: int, people: int) -> bool:
    """Return whether the change between two polls of as many people is more than chance explains."""
    return abs(_change(before, after, people)) > BOTH * poll.margin(people)


def beyond_chance(answer: Any, case: "Case", lang: str = "en") -> Feedback:
    """Check whether a change can be told from chance: a function of two counts of yes and of people."""
    say = Voice(beyond_chance, lang)
    given: list[bool] = []
    for place, counts in enumerate(TRIED):
        arguments = dict(zip(("before", "after", "people"), counts, strict=True))
        found = expect(answer, say, lambda said: isinstance(said, bool | np.bool_), arguments, place > 0)
        if isinstance(found, Feedback):
            return found
        given.append(bool(found))
    return say.judge((_why_chance(given), ""))


def _why_chance(given: list[bool]) -> str:
    """Return the misconception behind truth values for `TRIED`, "" if they are right."""
    right = [more_than_chance(*counts) for counts in TRIED]
    if given == right:
        return ""
    if len(set(given)) == 1:
        return "always-the-same"
    changes = [(_change(*counts), poll.margin(counts[2])) for counts in TRIED]
    rules = {
        "overlap-taken-for-chance": [abs(change) > 2 * margin for change, margin in changes],
        "yes-taken-for-opinion": [abs(change) / 2 > BOTH * margin for change, margin in changes],
        "margin-of-one-poll": [abs(change) > margin for change, margin in changes],
        "falls-do-not-count": [change > BOTH * margin for change, margin in changes],
        "rises-do-not-count": [-change > BOTH * margin for change, margin in changes],
        "other-way-round": [not each for each in right],
        "any-change-counts": [change != 0 for change, _ in changes],
    }
    if known := next((name for name, results in rules.items() if given == results), ""):
        return known
    alone = {
        "answers-alone": [abs(after - before) for before, after, _ in TRIED],
        "people-alone": [people for _, _, people in TRIED],
    }
    thresholds = {
        name: [[size > limit for size in sizes] for limit in sizes] for name, sizes in alone.items()
    }
    return next((name for name, results in thresholds.items() if given in results), "wrong-rule")


#: The lines of the puzzle. Two of them do not belong: the exercise shows the same lines (tested).
LINES: Mapping[str, str] = {
    "A": "result = abs(change) > wide",
    "B": "change = 11 / 26 - 15 / 26",
    "C": "after = poll.uncut(11, 26)",
    "D": "wide = 2 ** 0.5 * poll.margin(26)",
    "E": "wide = poll.margin(26)",
    "F": "change = after - before",
    "G": "before = poll.uncut(15, 26)",
}
DECOYS: Mapping[str, str] = {"B": "yes-taken-for-opinion", "E": "margin-of-one-poll"}


def lines_of_the_change_of_mind(answer: Any, case: "Case", lang: str = "en") -> Feedback:
    """Check the order of the puzzle's lines: a function that gives a list of letters."""
    say = Voice(lines_of_the_change_of_mind, lang)
    return check_order(answer, say, LINES, DECOYS, given={"poll", "abs"})[1]


def what_changed(answer: Any, case: "Case", lang: str = "en") -> Feedback:
    """Check by how much three polls changed, and whether it could be chance: a dictionary of pairs."""
    say = Voice(what_changed, lang)
    found = expect_dictionary(answer, say)
    if isinstance(found, Feedback):
        return found
    pairs: dict[str, tuple[float, str]] = {}
    for key, pair in found.items():
        if not isinstance(pair, list | tuple) or len(pair) != 2:
            return say.not_yet("not-a-pair", found=key)
        if number_in(pair[0]) is not None:
            return say.text_not_number(pair[0])
        if isinstance(pair[0], str) and is_number(pair[1]):
            return say.not_yet("swapped", found=key)
        if not is_number(pair[0]):
            return say.not_yet("points-not-a-number", found=key)
        pairs[short(key).upper()] = (float(pair[0]), plain(pair[1]))
    return say.judge(_why_changed(pairs))


def _why_changed(given: Mapping[str, tuple[float, str]]) -> Slip:
    """Return the first misunderstanding in changes and verdicts, if any."""
    said = {letter: word for letter, (_, word) in given.items()}
    if slip := odd_words(said, POLLS, (CHANCE, MORE)):
        return slip
    for letter, (before, after, people) in POLLS.items():
        found, right = given[letter][0], 100 * _change(before, after, people)
        rules = {
            "": right,
            "before-minus-after": -right,
            "share-not-points": right / 100,
            "yes-taken-for-opinion": 100 * (after - before) / people,
            "answers-not-points": after - before,
        }
        # Whole points are enough; a share is far smaller than any of the changes.
        close = {name: abs(found - rule) <= (0.01 if abs(rule) < 1 else 1) for name, rule in rules.items()}
        misconception = next((name for name, near in close.items() if near), "wrong-points")
        if misconception:
            return misconception, letter
    if set(said.values()) == {CHANCE}:
        return "overlap-taken-for-chance", ""
    if set(said.values()) == {MORE}:
        return "every-change-is-real", ""
    right_words = {letter: MORE if more_than_chance(*counts) else CHANCE for letter, counts in POLLS.items()}
    wrong = [letter for letter in POLLS if said[letter] != right_words[letter]]
    if not wrong:
        return NO_SLIP
    return ("people-forgotten" if said[wrong[0]] == MORE else "small-taken-for-chance"), wrong[0]


# ---------------------------------------------------------------- 3. the form of a memo

#: Words of a memo, rows that it cites at least, words in a row that count as a quotation, and at most.
SHORTEST, LONGEST, ROWS, QUOTED, TOO_MUCH = 300, 500, 3, 4, 60
#: Different words of a memo at least (models have about 200), words below each heading, words of a reason.
DIFFERENT, THINNEST, REASON = 100, 8, 5


def _cited(words: str, case: "Case") -> tuple[list[str], Slip]:
    """Return the rows that a text cites as ``table.key``, and the first source that is none."""
    found = cited(words, case)
    rows = [row for row, _ in found if "." in row]
    odd = (("unknown-table" if home else "unknown-row", said) for home, said in found if "." not in home)
    return rows, next(odd, NO_SLIP)


def _without_table(words: str, case: "Case") -> str:
    """Return the first word of a text that is a row of a table, without the table; "" if there is none."""
    tables = [getattr(case, name) for name, column in case.keys.items() if column == "id"]
    ids = {row.casefold() for table in tables for row in table["id"] if re.search(r"\d|-|_", row)}
    return next((word for word in re.findall(r"\w[\w-]+", words) if word.casefold() in ids), "")


@asks(anywhere=True)
def memo_form(answer: Any, case: "Case", lang: str = "en") -> Feedback:
    """Check length, sources and quotations of a memo, and nothing else: a function that gives a text."""
    say = Voice(memo_form, lang)
    found = expect(answer, say, lambda given: isinstance(given, str))
    if isinstance(found, Feedback):
        return found
    fields = {"words": len(found.split()), "rows": len(_cited(found, case)[0])}
    return say.judge(_why_memo(found, case, say.words("heading_")), **fields)


def _why_parts(words: str, headings: Sequence[tuple[str, str]]) -> Slip:
    """Return the first of the six headings that does not begin a line, or below which is next to nothing.

    A heading may stand there in English or in the learner's language.
    """
    lines = [_plain(line).lstrip("-*#•0123456789.) ") for line in words.splitlines()]
    starts = {}
    for heading, english in headings:
        either = (_plain(heading), _plain(english))
        places = [at for at, line in enumerate(lines) if line.startswith(either)]
        if not places:
            return "missing-heading", heading
        starts[heading] = places[0]
    for heading, start in starts.items():
        end = min((other for other in starts.values() if other > start), default=len(lines))
        said = " ".join(lines[start:end]).split()
        if len(said) - len(heading.split()) < THINNEST:
            return "thin-part", heading
    return NO_SLIP


def _why_memo(words: str, case: "Case", headings: Sequence[tuple[str, str]]) -> Slip:
    """Return what is wrong with the form of a memo, if anything."""
    many, different = len(words.split()), {plain(word) for word in re.findall(r"[^\W\d_]+", words)}
    if not SHORTEST <= many <= LONGEST:
        return ("too-short" if many < SHORTEST else "too-long"), str(many)
    if len(different) < DIFFERENT:
        return "few-different-words", str(len(different))
    if (slip := _why_parts(words, headings)) != NO_SLIP:
        return slip
    rows, slip = _cited(words, case)
    if slip != NO_SLIP:
        return slip
    if not rows:
        bare = _without_table(words, case)
        return ("row-without-table", bare) if bare else ("no-source", "")
    if len(rows) < ROWS:
        return "few-rows", str(len(rows))
    cells = [cell for row in rows for cell in row_of(case, row).values()]
    held = [_plain(cell) for cell in cells if isinstance(cell, str)]
    for quotation in re.findall(r"“([^“”]+)”|«([^«»]+)»|\"([^\"]+)\"", words):
        said = _plain("".join(quotation))
        if len(said.split()) > TOO_MUCH:
            return "long-quotation", said
        # What stands around a cut is there to the letter; a dot at the end may be the reader's own.
        pieces = [piece.strip(" .,;:!?") for piece in re.split(r"[\[(](?:…|\.{3})[\])]|…|\.{3}", said)]
        there = all(any(piece in cell for cell in held) for piece in pieces)
        if len(said.split()) >= QUOTED and not there:
            return "words-not-in-the-rows", said
    return NO_SLIP


def _plain(words: str) -> str:
    """Return words in small letters, with straight apostrophes and single blanks."""
    return " ".join(words.replace("’", "'").casefold().split())


# ---------------------------------------------------------------- 4. a network of reasons

CLAIMS = ("narrow conditions", "wide conditions")
LINKS = ("supports", "attacks")
#: The reasons that are there already: for each claim one that supports it, and one that attacks the other's.
DEPUTIES = "deputies refused access, 119 to 24 (timeline.assembly-rejects-access)"
REQUESTS = "673 French requests were met in a quarter (timeline.disclosures-jump)"
LIMITS = "confidentiality must give way at times (judgments.ku-not-absolute)"
SECRET = "this says nothing about secret chats, which are end-to-end encrypted (claims.C04)"
START = (
    (DEPUTIES, "supports", CLAIMS[0]),
    (REQUESTS, "supports", CLAIMS[1]),
    (LIMITS, "attacks", DEPUTIES),
    (SECRET, "attacks", REQUESTS),
)
ROWS_AT_START = tuple(re.search(r"\((.*)\)", reason)[1] for reason, *_ in START)  # type: ignore[index]
#: Rows to add at least.
ADDED = 2


@asks(*ROWS_AT_START)
def more_reasons(answer: Any, case: "Case", lang: str = "en") -> Feedback:
    """Check reasons added to a network: a function that gives a list of rows of three texts."""
    say = Voice(more_reasons, lang)
    found = expect(answer, say, lambda rows: isinstance(rows, list | tuple))
    if isinstance(found, Feedback):
        return found
    rows = []
    names = {each.casefold(): each for each in (*CLAIMS, *(reason for reason, _, _ in START))}
    for place, row in enumerate(found, 1):
        if not isinstance(row, list | tuple | str):
            return say.wrong_type(found)
        if isinstance(row, str) or len(row) != 3 or not are_texts(row):
            return say.not_yet("not-a-row", found=place)
        reason, does, claim = (" ".join(each.split()) for each in row)
        # Capitals make no other reason: each is called as where it stands first.
        reason, claim = (names.setdefault(each.casefold(), each) for each in (reason, claim))
        rows.append((reason, does.lower(), claim))
    return say.judge(_why_rows(rows, case) or _why_network(rows))


def _why_rows(rows: list[tuple[str, str, str]], case: "Case") -> Slip | None:
    """Return what is wrong with one of the rows that were added, or with how many they are, if anything."""
    links = [(reason, claim) for reason, _, claim in START]
    for reason, does, claim in rows:
        if does not in LINKS:
            return "unknown-link", does
        if reason in CLAIMS:
            return "claim-is-no-reason", reason
        if (reason, claim) in links:
            return "repeated-row", reason
        links.append((reason, claim))
        sources, slip = _cited(reason, case)
        if slip != NO_SLIP:
            return slip
        if not sources:
            return "no-source", reason
        said = set(re.findall(r"[^\W\d_]{2,}", re.sub(r"\([^()]*\)", "", reason).casefold()))
        if len(said) < REASON:
            return "reason-without-words", reason
    return ("too-few-rows", str(len(rows))) if len(rows) < ADDED else None


def _why_network(rows: list[tuple[str, str, str]]) -> Slip:
    """Return what is wrong with the whole network, if anything: where reasons lead, and what is answered."""
    import networkx as nx

    whole = [*START, *rows]
    graph = nx.DiGraph([(reason, claim) for reason, _, claim in whole])
    if not nx.is_directed_acyclic_graph(graph):
        return "circle", nx.find_cycle(graph)[0][0]
    for node in graph:
        if node not in CLAIMS and not graph.succ[node]:
            return "leads-nowhere", node

    def who(does: str, about: set[str]) -> set[str]:
        return {reason for reason, link, claim in whole if link == does and claim in about}

    for side in CLAIMS:
        supporters = who("supports", {side})
        if not who("attacks", who("attacks", supporters)):
            backed = who("supports", supporters)
            return ("support-is-no-answer" if backed else "attacked-and-not-answered"), side
    return NO_SLIP


#: The checks of this exercise, in the order of its tasks.
CHECKS = (
    memo_sources,
    beyond_chance,
    lines_of_the_change_of_mind,
    what_changed,
    memo_form,
    more_reasons,
)
