"""The answers to exercise 8: right ones pass, and each plausible wrong one is told what it mixes up."""

import re

from enclair import load_case
from enclair.lessons.if_everyone_leaves import checks, leaving
from enclair.lessons.if_everyone_leaves.checks import STEPS, THRESHOLD, WORDS
from tests.banks import BankRules
from tests.helpers import const, read, solution_path

EXERCISE = "08_if_everyone_leaves"
CASE = load_case("telegram")
CELLS = {cell["id"]: "".join(cell["source"]) for cell in read(solution_path(EXERCISE))["cells"]}
WORD = {letter: word for letter, (word, _) in checks.STATEMENTS.items()}


def said(**changed):
    return const(WORD | {letter: word.replace("_", " ") for letter, word in changed.items()})


RIGHT = {
    "radius_and_centre": [const((2, 4, "F")), const([2.0, 4, " f "])],
    "follows": [
        lambda gone, contacts, threshold: contacts > 0 and 100 * gone / contacts >= threshold,
        lambda gone, contacts, threshold: bool(contacts) and gone * 100 >= contacts * threshold,
    ],
    "lines_of_the_followers": [const(list("FACDG")), const(("f", "a", "c", "d", "g"))],
    "followers": [const((14, 25)), const([14.0, 25])],
    "who_says_so": [
        said(),
        const({letter.lower(): f" {'  '.join(word.upper().split())} " for letter, word in WORD.items()}),
    ],
}

WRONG = {
    "radius_and_centre": [
        ("most-contacts-not-centre", const((2, 4, "C"))),
        ("edge-taken-for-centre", const((2, 4, "H"))),
        ("not-the-centre", const((2, 4, "G"))),
        ("swapped", const((4, 2, "F"))),
        ("people-not-steps", const((3, 5, "F"))),
        ("contacts-not-steps", const((2, 5, "C"))),
        ("nearest-not-farthest", const((1, 4, "F"))),
        ("wrong-radius", const((3, 4, "F"))),
        ("wrong-diameter", const((2, 3, "F"))),
        ("unknown-letter", const((2, 4, "u16")), const((2, 4, "<b>F</b>" * 5_000))),
        ("blank-part", const((2, 4, None))),
        ("text-not-number", const(("2", "4", "F"))),
        ("wrong-type", const((2, 4)), const((2.5, 4, "F"))),
    ],
    "follows": [
        (
            "more-than-not-at-least",
            lambda gone, contacts, threshold: contacts > 0 and 100 * gone > threshold * contacts,
        ),
        ("nobody-to-follow", lambda gone, contacts, threshold: 100 * gone >= threshold * contacts),
        ("nobody-to-follow", lambda gone, contacts, threshold: 100 * gone / contacts >= threshold),
        ("always-the-same", lambda gone, contacts, threshold: contacts > 0 and gone / contacts >= threshold),
        ("always-the-same", lambda gone, contacts, threshold: True),
        (
            "stayed-not-left",
            lambda gone, contacts, threshold: (
                contacts > 0 and 100 * (contacts - gone) >= threshold * contacts
            ),
        ),
        (
            "below-not-at-least",
            lambda gone, contacts, threshold: contacts > 0 and 100 * gone <= threshold * contacts,
        ),
        (
            "other-way-round",
            lambda gone, contacts, threshold: not (contacts > 0 and 100 * gone >= threshold * contacts),
        ),
        ("wrong-type", lambda gone, contacts, threshold: 100 * gone / max(1, contacts)),
        ("wrong-type", lambda gone, contacts, threshold: "yes"),
        ("wrong-rule", lambda gone, contacts, threshold: gone >= 3),
    ],
    "lines_of_the_followers": [
        ("rounds-not-people", const(list("FACBG"))),
        ("stayed-not-followed", const(list("FACDE"))),
        ("used-before-made", const(list("AFCDG"))),
        ("missing-line", const(list("FACD"))),
        ("every-line-used", const(list("FACDGBE"))),
        ("repeated-line", const(list("FACDGG"))),
        ("unknown-letter", const(list("FACDX"))),
    ],
    "followers": [
        ("starters-counted", const((18, 25))),
        ("stayed-not-followed", const((6, 25))),
        ("rounds-not-people", const((3, 25))),
        ("first-round-only", const((5, 25))),
        ("wrong-followers", const((20, 25))),
        ("swapped", const((25, 14))),
        ("lower-than-need-be", const((14, 10))),
        ("not-all-gone", const((14, 30))),
        ("no-such-step", const((14, 27))),
        ("blank-part", const((14, None))),
        ("text-not-number", const(("14", "25"))),
        ("wrong-type", const(14)),
    ],
    "who_says_so": [
        ("announcement-is-own-word", said(A="recorded")),
        ("existing-is-not-most", said(B="own_word")),
        ("record-not-seen", said(C="own_word")),
        ("post-is-own-word", said(D="recorded")),
        ("country-not-in-the-tables", said(E="own_word")),
        ("plausible-is-not-sourced", said(F="own_word")),
        ("nothing-is-known", const(dict.fromkeys(WORD, "blank"))),
        ("everything-is-known", const(dict.fromkeys(WORD, "own word"))),
        ("unknown-letter", said(G="blank")),
        ("unknown-word", said(A="true")),
        ("missing-letter", const({"A": "own word"})),
    ],
}

SECRETS = {
    "radius_and_centre": (
        "The centre is F.",
        r"\b[24]\b",
        r"\b(two|four|deux|quatre) (steps|pas)\b",
        r"\bF\b",
    ),
    "follows": ("Write 100 * gone.", r">=", r"100 \*"),
    "lines_of_the_followers": ("F, A, C, D, G", r"\b[ACDFG](\W+[ACDFG]\b){4}"),
    "followers": ("It is 14.", r"\b14\b", r"\b25\b"),
    "who_says_so": ("Statement B is blank.", rf"\b[A-F]\b[^.]*\b({'|'.join(WORDS)})\b"),
}


class TestBank(BankRules):
    exercise, right, wrong, secrets = EXERCISE, RIGHT, WRONG, SECRETS
    of_telegram = ("who_says_so",)
    repeats = ("wrong-type", "unknown-letter")


def test_the_graph_of_the_exercise_counted_by_hand():
    found = leaving.shape(checks.small_graph())
    assert found.farthest == {"A": 4, "B": 4, "C": 3, "D": 4, "E": 4, "F": 2, "G": 3, "H": 4}
    shown = re.findall(r"^\| ([A-Z]) \| ([A-Z, ]+) \|$", CELLS["task-1"], re.MULTILINE)
    pairs = {frozenset(one + other) for one, others in shown for other in others.split(", ")}
    assert pairs == {frozenset(pair) for pair in checks.CONTACTS}


def test_what_is_tried_holds_a_tie_and_a_person_without_contacts():
    # There the commonest wrong rules differ from the right one.
    assert any(contacts and 100 * gone == threshold * contacts for gone, contacts, threshold in checks.TRIED)
    assert any(not contacts for _, contacts, _ in checks.TRIED)


def test_the_tables_of_the_exercise_are_those_of_the_checks():
    for letter, line in checks.LINES.items():
        assert f"| {letter} | `{line}` |" in CELLS["task-2-lines"]
    statements = re.findall(r"^\| ([A-Z]) \|", CELLS["task-3-question"], re.MULTILINE)
    assert statements == list(checks.STATEMENTS)
    for word in WORDS:
        assert f"- `{word}`: " in CELLS["task-3-question"]
    assert ", ".join(map(str, STEPS[:-1])) + f" and {STEPS[-1]}" in CELLS["task-2-question"]
    assert f"threshold of **{THRESHOLD}**" in CELLS["task-2-question"]


def test_the_three_ways_end_on_the_same_number():
    from enclair.lessons.if_everyone_leaves.figures import Leaving

    drawing, space = Leaving(), {"leaving": leaving}
    exec("\n".join(checks.LINES[letter] for letter in "FACDG"), space)
    sentence, table = drawing.update(THRESHOLD, "centre", checks.START)
    assert space["result"] == 14
    assert "Followed: 14." in sentence
    assert list(drawing.controls["threshold"].steps) == list(STEPS)
    # The rule of way A, applied until nobody follows, gives the same people.
    exec(CELLS["follows-answer"], space)
    graph, gone = leaving.classroom(), set(space["first"])
    while more := {
        name
        for name in set(graph) - gone
        if space["follows"](len(gone & {*graph[name]}), len(graph[name]), THRESHOLD)
    }:
        gone |= more
    assert len(gone) - checks.START == 14
    assert table.iloc[-1, 3] == len(gone)


def test_what_the_exercise_says_of_cases_and_money_is_so():
    rows = CASE.cases.set_index("id")
    answers = CELLS["care-answer"]
    assert "22 million users were cut off from X for 39 days (The Citizen, with AFP)" in answers
    assert rows.loc["x_brazil", "source_name"] == "The Citizen (AFP)"
    assert "(39 days)" in rows.loc["x_brazil", "outcome"]
    assert rows.loc["x_brazil", "privacy_effect"] == "22 million users cut off"
    assert rows.loc["blackberry_pakistan", "outcome"].startswith("the government dropped")
    assert rows.loc["lavabit", "source_name"] == "The New Yorker"
    assert "earlier targeted orders" in rows.loc["lavabit", "response_detail"]
    assert CASE.users["definition_note"].str.contains("Premium|profit", na=False).sum() == 2
    told = CASE.timeline.set_index("id").loc["ads-promise-narrowed"]
    assert told["source_name"].startswith("Open Terms Archive")
    # "what our tables say about where the income comes from": nothing else names it.
    money = r"revenue|income|advertis|\bads\b|premium|subscri|profit"
    timeline = CASE.timeline
    found = timeline[(timeline["title_en"] + timeline["description_en"]).str.contains(money, case=False)]
    assert list(found["id"]) == ["ads-promise-narrowed"]
    quotes = CASE.quotes[CASE.quotes["speaker"].str.contains("Durov")]
    assert not quotes["quote_en"].str.contains(money, case=False).any()


def test_there_are_models_of_two_levels_from_both_sides_and_of_about_the_same_length():
    parts = re.split(r"\*\*(It should (?:not )?weigh, \d of 4)\.\*\*", CELLS["care-answer"])[1:]
    assert parts[::2] == [f"It should {no}weigh, {level} of 4" for no in ("", "not ") for level in (2, 4)]
    lengths = [len(part.split()) for part in parts[1::2]]
    for level in (0, 1):
        pair = lengths[level::2]
        assert max(pair) / min(pair) < 1.25
