"""The answers to exercise 8: right ones pass, and each plausible wrong one is told what it mixes up."""

import re

from enclair.lessons.if_everyone_leaves import checks, figures, leaving
from enclair.lessons.if_everyone_leaves.checks import STEPS, THRESHOLD, WORDS
from tests.banks import CASE, BankRules, careless, cells, changing
from tests.helpers import assert_in, const

EXERCISE = "08_if_everyone_leaves"
CELLS = cells(EXERCISE)
WORD = {letter: word for letter, (word, _) in checks.STATEMENTS.items()}
statements = changing(WORD)


def keeping(rule):
    """A learner's changed cell: who fulfils a rule."""
    return lambda people: list(people[rule(people["gone"], people["contacts"])].index)


def drawing(kind="line", rows=slice(None), **labels):
    """A learner's function that draws who follows, and says all numbers."""
    return lambda counts: (
        counts[rows].plot(kind=kind, **labels),
        ", ".join(f"{threshold}: {count}" for threshold, count in counts.items()),
    )


RIGHT = {
    "radius_and_centre": [const((2, 4, "F")), const([2.0, 4, " f "])],
    "lost_half": [
        keeping(lambda gone, contacts: gone / contacts >= 0.5),
        keeping(lambda gone, contacts: 2 * gone >= contacts),
        lambda people: people[people["share"] >= 0.5].index[::-1],
    ],
    "follows": [lambda g, k, t: k > 0 and 100 * g / k >= t, lambda g, k, t: bool(k) and g * 100 >= k * t],
    "draw_followers": [
        drawing(title="Who follows", xlabel="threshold", ylabel="people"),
        lambda counts: (
            counts.plot(title="Who follows", xlabel="of 100", ylabel="people"),
            "; ".join(f"{count} people follow at {threshold}" for threshold, count in counts.items()),
        ),
    ],
    "lines_of_the_followers": [const(list("FACDG")), const(("f", "a", "c", "d", "g"))],
    "followers": [const((14, 25)), const([14.0, 25])],
    "who_says_so": [statements(), careless(WORD)],
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
        ("wrong-type", const((2, 4)), const((2.5, 4, "F")), const((2, 4.5, "F")), const((2, 4, 6))),
    ],
    "lost_half": [
        ("unchanged", keeping(lambda gone, contacts: gone >= 2)),
        ("more-than-half", keeping(lambda gone, contacts: 2 * gone > contacts)),
        ("less-than-half", keeping(lambda gone, contacts: 2 * gone < contacts)),
        ("columns-not-people", lambda people: list(people[people["share"] >= 0.5])),
        ("mask-not-people", lambda people: people["share"] >= 0.5, lambda people: list(people["gone"] >= 2)),
        ("set-not-list", lambda people: {*people[people["share"] >= 0.5].index}),
        ("half-a-contact", keeping(lambda gone, contacts: gone >= 0.5)),
        ("other-way-round", keeping(lambda gone, contacts: contacts / gone >= 0.5)),
        ("at-most-half", keeping(lambda gone, contacts: gone / contacts <= 0.5)),
        ("nobody-kept", keeping(lambda gone, contacts: gone / contacts >= 50)),
        ("other-result", keeping(lambda gone, contacts: gone >= 3)),
        ("hard-coded", lambda people: ["Q", "R"]),
    ],
    "follows": [
        ("more-than-not-at-least", lambda g, k, t: k > 0 and 100 * g > t * k),
        ("nobody-to-follow", lambda g, k, t: 100 * g >= t * k, lambda g, k, t: 100 * g / k >= t),
        ("always-the-same", lambda g, k, t: k > 0 and g / k >= t, lambda g, k, t: True),
        ("stayed-not-left", lambda g, k, t: k > 0 and 100 * (k - g) >= t * k),
        ("below-not-at-least", lambda g, k, t: k > 0 and 100 * g <= t * k),
        ("other-way-round", lambda g, k, t: not (k > 0 and 100 * g >= t * k)),
        ("wrong-type", lambda g, k, t: 100 * g / max(1, k)),
        ("answer-raised", lambda g, k, t: 100 * g / (k - 4) >= t),
        (
            "false-by-another-name",
            lambda g, k, t: 100 * g / k >= t if k else 0,
            lambda g, k, t: 100 * g / k >= t if k else None,
            lambda g, k, t: 100 * g / k >= t if k else "no",
            lambda g, k, t: k and 100 * g / k >= t,
        ),
        ("count-against-share", lambda g, k, t: g >= t),
        ("share-rounded", lambda g, k, t: k > 0 and round(100 * g / k) >= t),
        ("wrong-rule", lambda g, k, t: g >= 3),
    ],
    "draw_followers": [
        ("line-asked-for", drawing("bar", title="Bars", ylabel="n"), drawing(style="o", title="Dots")),
        ("labels-swapped", drawing(title="Who follows", xlabel="people", ylabel="threshold")),
        ("no-label", drawing(title="Who follows")),
        ("not-drawn", drawing(rows=slice(0), title="Nobody", ylabel="people")),
    ],
    "lines_of_the_followers": [
        ("rounds-not-people", const(list("FACBG"))),
        ("stayed-not-followed", const(list("FACDE"))),
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
        ("wrong-type", const(14), const((14.5, 25))),
    ],
    "who_says_so": [
        ("announcement-is-own-word", statements(A="recorded")),
        ("existing-is-not-most", statements(B="own word")),
        ("record-not-seen", statements(C="own word")),
        ("post-is-own-word", statements(D="recorded")),
        ("country-not-in-the-tables", statements(E="own word")),
        ("plausible-is-not-sourced", statements(F="own word")),
        ("nothing-is-known", const(dict.fromkeys(WORD, "blank"))),
        ("everything-is-known", const(dict.fromkeys(WORD, "own word"))),
        ("unknown-letter", statements(G="blank")),
        ("unknown-word", statements(A="true")),
        ("word-left-empty", statements(B=""), statements(B=None)),
        ("missing-letter", const({"A": "own word"})),
    ],
}

SECRETS = {
    "radius_and_centre": ("The centre is F.", r"\b[24F]\b", r"\b(two|four|deux|quatre) (steps|pas)\b"),
    "lost_half": ("Q and R have.", r"\b[QR]\b", r"0\.5"),
    "follows": ("Write 100 * gone.", r">=", r"100 \*"),
    "draw_followers": ("14 follow.", r"\b14\b"),
    "lines_of_the_followers": ("F, A, C, D, G", r"\b[ACDFG](\W+[ACDFG]\b){4}"),
    "followers": ("It is 14.", r"\b14\b", r"\b25\b"),
    "who_says_so": ("Statement B is blank.", rf"\b[A-F]\b[^.]*\b({'|'.join(WORDS)})\b"),
}

WRONG_LINES = {
    "follows-answer": ("return contacts > 0 and 100 * gone / contacts > threshold", "more-than-not-at-least"),
    "half-answer": ('return list(people[people["gone"] / people["contacts"] > 0.5].index)', "more-than-half"),
    "chart-answer": ('return counts.plot(title="Who follows"), counts.to_string()', "no-label"),
}
WAYS = ("half-check", "chart-check", "follows-check", "lines-check", "followers-check")


class TestBank(BankRules):
    exercise, right, wrong, secrets = EXERCISE, RIGHT, WRONG, SECRETS
    repeats = ("wrong-type", "unknown-letter", "answer-raised")
    sides = ("It should weigh", "It should not weigh")


def test_the_graph_of_the_exercise_counted_by_hand():
    graph = leaving.shape(checks.small_graph())
    assert graph.farthest == {"A": 4, "B": 4, "C": 3, "D": 4, "E": 4, "F": 2, "G": 3, "H": 4}
    shown = re.findall(r"^\| ([A-Z]) \| ([A-Z, ]+) \|$", CELLS["task-1"], re.MULTILINE)
    pairs = {frozenset(one + other) for one, others in shown for other in others.split(", ")}
    assert pairs == {frozenset(pair) for pair in checks.CONTACTS}


def test_the_tables_of_the_exercise_are_those_of_the_checks():
    assert_in(CELLS["task-3-question"], *(f"| `{word}` | " for word in WORDS))
    steps = ", ".join(map(str, STEPS[:-1])) + f" and {STEPS[-1]}"
    assert_in(CELLS["task-2-question"], steps, f"threshold of **{THRESHOLD}**")


def test_the_lines_and_the_network_end_on_the_same_number():
    explored, space = figures.Leaving(THRESHOLD, "centre", checks.START), {"leaving": leaving}
    exec("\n".join(checks.LINES[letter] for letter in "FACDG"), space)
    assert space["result"] == 14
    assert "Followed: 14." in explored.table()
    assert explored.thresholds == list(STEPS)


def test_what_the_exercise_says_of_cases_and_money_is_so():
    rows = CASE.cases.set_index("id")
    told = "22 million users were cut off from X for 39 days (The Citizen, with AFP)"
    assert told in CELLS["care-answer"]
    ban = rows.loc["x_brazil", ["source_name", "privacy_effect"]]
    assert list(ban) == ["The Citizen (AFP)", "22 million users cut off"]
    assert "(39 days)" in rows.loc["x_brazil", "outcome"]
    assert rows.loc["blackberry_pakistan", "outcome"].startswith("the government dropped")
    assert rows.loc["lavabit", "source_name"] == "The New Yorker"
    assert "earlier targeted orders" in rows.loc["lavabit", "response_detail"]
    assert len(figures.income(CASE).table) == 4
    # "what our tables say about where the income comes from": nothing else names it.
    money = r"revenue|income|advertis|\bads\b|premium|subscri|profit"
    events = CASE.timeline
    said = events[(events["title_en"] + events["description_en"]).str.contains(money, case=False)]
    assert list(said["id"]) == ["bonds-frozen", "ads-promise-narrowed"]
    assert said["source_name"].iloc[1].startswith("Open Terms Archive")
    quotes = CASE.quotes[CASE.quotes["speaker"].str.contains("Durov")]
    assert not quotes["quote_en"].str.contains(money, case=False).any()
