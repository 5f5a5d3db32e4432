"""The answers to exercise 7: right ones pass, and each plausible wrong one is told what it mixes up."""

import re
from collections import Counter

import pytest

from enclair.case import naming
from enclair.checks import ask
from enclair.lessons.deciding_together import cards as deck
from enclair.lessons.deciding_together import figures
from enclair.lessons.deciding_together.checks import (
    BOTH,
    CLAIMS,
    DEPUTIES,
    LIMITS,
    LINES,
    LONGEST,
    POLLS,
    REQUESTS,
    ROWS,
    SECRET,
    SHORTEST,
    START,
    STATEMENTS,
    TOO_MUCH,
    TRIED,
    VERDICTS,
    more_than_chance,
)
from enclair.text import locale, toml
from enclair.text.errors import ChoiceError
from enclair.text.locale import text
from enclair.views import polling as poll
from tests.banks import CASE, BankRules, words_of
from tests.helpers import CHECKS, assert_in, const, in_language, read, solution_path

EXERCISE = "07_deciding_together"
CELLS = {cell["id"]: "".join(cell["source"]) for cell in read(solution_path(EXERCISE))["cells"]}
VERDICT = {letter: verdict for letter, (_, verdict, _) in STATEMENTS.items()}
SMALL, LARGE = "could be chance", "more than chance"
CHANGED = {"A": (-31, SMALL), "B": (-16, LARGE), "C": (20, SMALL)}


def verdicts(**changed):
    return const(VERDICT | changed)


def changes(**changed):
    return const(CHANGED | changed)


def points(number):
    """The answer whose changes are ``number(before, after, people)``, with the right verdicts."""
    return const({letter: (number(*counts), CHANGED[letter][1]) for letter, counts in POLLS.items()})


def told(*words):
    return const({letter: (CHANGED[letter][0], word) for letter, word in zip(POLLS, words, strict=True)})


def beyond(rule):
    """A learner's function: ``rule(change of the estimate, margin of one poll)``."""
    return lambda before, after, people: rule(2 * (after - before) / people, poll.margin(people))


HEADINGS = [
    "My rule",
    "What is known, and what is not",
    "Who can see what",
    "Rights, aims and safeguards",
    "The best reason against it",
    "How sure I am, and what would change my mind",
]


def memo(
    words=320,
    sources="(quotes.Q29) (judgments.ku-decided) (Claims.C04)",
    more="",
    headings=HEADINGS,
    filler=lambda place: f"w{chr(97 + place % 26)}{chr(97 + place // 26)}",
):
    """A memo of so many words below its headings; they mean nothing."""
    each, place = words // len(headings), iter(range(10_000))
    parts = [f"**{heading}.** " + " ".join(filler(next(place)) for _ in range(each)) for heading in headings]
    return const("\n\n".join([*parts, f"{sources} {more}"]))


MODELS = {
    (side, level): re.sub(r"^- ", "", body, flags=re.MULTILINE)
    for side, level, body in re.findall(
        r"\*\*(Narrow|Wide) conditions, ([24]) of 4\.\*\*\n\n((?:- [^\n]*\n)+)", CELLS["memo-answer"]
    )
}

GROUPS = "groups and channels never are closed so (claims.C04)"
NAME = "that case was not about reading messages (judgments.ku-not-encryption)"
ADDED = [(GROUPS, "attacks", SECRET), (NAME, "attacks", LIMITS)]


def rows(*changed, without=()):
    return const([row for place, row in enumerate(ADDED) if place not in without] + list(changed))


RIGHT = {
    "memo_sources": [
        verdicts(),
        const({letter.lower(): f" {'  '.join(word.upper().split())} " for letter, word in VERDICT.items()}),
    ],
    "beyond_chance": [
        lambda before, after, people: (
            abs(poll.uncut(after, people) - poll.uncut(before, people)) > 2**0.5 * poll.margin(people)
        ),
        beyond(lambda change, margin: change**2 > 2 * margin**2),
        beyond(lambda change, margin: abs(change) > 1.4 * margin),
    ],
    "lines_of_the_change_of_mind": [const(list("GCFDA")), const(list("DCGFA")), const(tuple("cgfda"))],
    "what_changed": [
        changes(),
        const({"a": [-30.8, SMALL.upper()], "b": [-16.0, LARGE], "c": [20, " could  be chance"]}),
    ],
    "memo_form": [
        memo(),
        memo(
            more="“Telegram’s almost total absence of reply […] notably by the OFMIN.” “No” «\u00a0oui\u00a0»"
        ),
        memo(more="See https://telegram.org/privacy, etc. for both cases. The rest follows."),
        memo(sources="(charges.10) (messengers.Telegram) (powers.police-company)"),
        memo(sources="( Charges . 10 ) (MESSENGERS.messenger (meta)) (quotes.q29; No.10, art.10 of a law)"),
        const(MODELS["Narrow", "4"]),
        const(MODELS["Wide", "4"]),
    ],
    "more_reasons": [
        rows(),
        const([list(row) for row in ADDED]),
        rows(("one firm rather closed its service (cases.lavabit)", "Supports", "narrow  conditions")),
        const([(reason.upper(), does, f" {claim.title()} ") for reason, does, claim in ADDED]),
        # Another network: both sides get a new reason, which is attacked and answered.
        const(
            [
                (NAME, "attacks", LIMITS),
                ("one firm rather closed its service (cases.lavabit)", "supports", CLAIMS[1]),
                (
                    "its users were told too late (cases.lavabit)",
                    "attacks",
                    "one firm rather closed its service (cases.lavabit)",
                ),
                (
                    "nobody was allowed to tell them (cases.lavabit)",
                    "attacks",
                    "its users were told too late (cases.lavabit)",
                ),
            ]
        ),
    ],
}

WRONG = {
    "memo_sources": [
        ("doubt-about-everything", verdicts(A="interested")),
        ("silence-taken-for-leave", verdicts(B="holds")),
        ("own-word-taken-for-fact", verdicts(C="holds")),
        ("old-rule-taken-for-todays", verdicts(D="holds")),
        ("suspected-taken-for-proved", verdicts(E="holds")),
        ("named-source-taken-for-a-fault", verdicts(F="interested")),
        ("a-row-is-enough", const(dict.fromkeys(VERDICT, "holds"))),
        ("nothing-holds", verdicts(A="another thing", F="interested")),
        ("unknown-letter", verdicts(G="holds")),
        ("unknown-word", verdicts(A="false"), verdicts(A=["holds"])),
        ("missing-letter", const({"A": "holds"})),
        ("empty-answer", const({})),
        ("wrong-type", const(list(VERDICT.values()))),
    ],
    "beyond_chance": [
        ("overlap-taken-for-chance", beyond(lambda change, margin: abs(change) > 2 * margin)),
        (
            "overlap-taken-for-chance",
            lambda before, after, people: (
                max(poll.Estimate(before, people - before).low, poll.Estimate(after, people - after).low)
                > min(poll.Estimate(before, people - before).high, poll.Estimate(after, people - after).high)
            ),
        ),
        ("yes-taken-for-opinion", beyond(lambda change, margin: abs(change) / 2 > BOTH * margin)),
        ("margin-of-one-poll", beyond(lambda change, margin: abs(change) > margin)),
        ("falls-do-not-count", beyond(lambda change, margin: change > BOTH * margin)),
        ("rises-do-not-count", beyond(lambda change, margin: -change > BOTH * margin)),
        ("other-way-round", beyond(lambda change, margin: abs(change) < BOTH * margin)),
        ("any-change-counts", beyond(lambda change, margin: change != 0)),
        ("any-change-counts", lambda b, a, people: abs(a - b) > BOTH * poll.margin(people)),
        ("always-the-same", lambda b, a, people: False),
        ("wrong-type", beyond(lambda change, margin: change), lambda b, a, people: "yes"),
        ("people-alone", lambda b, a, people: people > 100, lambda b, a, people: people >= 400),
        ("answers-alone", lambda b, a, people: abs(a - b) > 10, lambda b, a, people: abs(a - b) > 12),
        ("wrong-rule", lambda b, a, people: abs(a - b) > people**0.5),
        ("wrong-rule", lambda b, a, people: a > b and people < 100),
        ("answer-raised", lambda b, a, people: b / (people - 26)),
    ],
    "lines_of_the_change_of_mind": [
        ("yes-taken-for-opinion", const(list("GCBDA"))),
        ("margin-of-one-poll", const(list("GCFEA"))),
        ("every-line-used", const(list("ABCDEFG"))),
        ("used-before-made", const(list("GFCDA"))),
        ("missing-line", const(list("GCFA")), const(list("GCFD"))),
        ("repeated-line", const(list("GGCFDA"))),
        ("unknown-letter", const(list("GCFDX"))),
        ("letters-together", const(["GCFDA"])),
    ],
    "what_changed": [
        ("yes-taken-for-opinion", points(lambda b, a, people: 100 * (a - b) / people)),
        ("before-minus-after", points(lambda b, a, people: 200 * (b - a) / people)),
        ("share-not-points", points(lambda b, a, people: 2 * (a - b) / people)),
        ("answers-not-points", points(lambda b, a, people: a - b)),
        ("wrong-points", points(lambda b, a, people: 0)),
        ("overlap-taken-for-chance", told(SMALL, SMALL, SMALL)),
        ("every-change-is-real", told(LARGE, LARGE, LARGE)),
        ("people-forgotten", told(LARGE, SMALL, SMALL), told(SMALL, LARGE, LARGE)),
        ("small-taken-for-chance", told(SMALL, SMALL, LARGE)),
        ("not-a-pair", changes(B=-16)),
        ("swapped", changes(B=(LARGE, -16))),
        ("text-not-number", changes(B=("-16", LARGE))),
        ("points-not-a-number", changes(B=(float("nan"), LARGE))),
        ("unknown-letter", changes(D=(1, LARGE))),
        ("unknown-word", changes(B=(-16, "yes"))),
        ("missing-letter", const({"A": CHANGED["A"]})),
        ("wrong-type", const([-31, -16, 20])),
    ],
    "memo_form": [
        ("too-short", memo(200), const(MODELS["Wide", "2"])),
        ("too-long", memo(600), memo(60, more="<script>alert(1)</script> 🙂 " * 5_000)),
        ("no-source", memo(sources="I read it on the internet, e.g. in a post.")),
        ("row-without-table", memo(sources="(Q29)"), memo(sources="(podchasov-everyone)")),
        ("unknown-table", memo(sources="(quote.Q29)")),
        ("unknown-row", memo(sources="(quotes.Q290)"), memo(sources="(disclosures.FRA)")),
        ("unknown-row", memo(sources="(charges.13) (quotes.Q29) (quotes.Q26) (claims.C04)")),
        ("few-rows", memo(sources="(quotes.Q29) (QUOTES . q29) (quotes.Q26)")),
        ("few-rows", memo(sources="(quotes.Q29) (quotes.Q29) (quotes.Q26)")),
        ("words-not-in-the-rows", memo(more="“no reply at all, ever”")),
        ("words-not-in-the-rows", memo(more="“almost total absence of reply […] to anybody”")),
        ("words-not-in-the-rows", memo(more='"we are ready to leave"')),
        ("words-not-in-the-rows", memo(more="« une absence quasi totale de pitié »")),
        ("long-quotation", memo(more=f"“{'almost total ' * 40}”")),
        ("empty-answer", const("  ")),
        ("few-different-words", memo(filler=lambda place: "word")),
        ("missing-heading", memo(headings=[*HEADINGS[:4], *HEADINGS[5:]]), memo(headings=["Some words"])),
        (
            "thin-part",
            memo(
                more="",
                headings=HEADINGS[:5],
                sources=f"(quotes.Q29) (quotes.Q26) (claims.C04)\n\n**{HEADINGS[5]}.** Very.",
            ),
        ),
        ("wrong-type", const(["word"] * 320)),
    ],
    "more_reasons": [
        ("too-few-rows", rows(without=(1,)), rows(without=(0,))),
        (
            "attacked-and-not-answered",
            rows(("one firm rather closed its service (claims.C04)", "attacks", REQUESTS), without=(0,)),
        ),
        (
            "attacked-and-not-answered",
            rows(("one firm rather closed its service (claims.C04)", "attacks", DEPUTIES), without=(1,)),
        ),
        ("support-is-no-answer", rows((GROUPS, "supports", REQUESTS), without=(0,))),
        ("circle", rows((LIMITS, "attacks", NAME))),
        (
            "leads-nowhere",
            rows(("one firm rather closed its service (cases.lavabit)", "attacks", "their best reason")),
        ),
        ("claim-is-no-reason", rows((CLAIMS[0], "attacks", CLAIMS[1]))),
        ("unknown-link", rows((NAME, "is against", REQUESTS))),
        ("repeated-row", rows((NAME, "supports", LIMITS)), rows((LIMITS, "attacks", DEPUTIES))),
        ("no-source", rows(("everybody knows it", "attacks", REQUESTS))),
        ("unknown-row", rows(("one firm rather closed its service (claims.C99)", "attacks", REQUESTS))),
        ("unknown-table", rows(("one firm rather closed its service (card.C04)", "attacks", REQUESTS))),
        ("not-a-row", rows("a reason"), rows((NAME, "attacks", None))),
        ("empty-answer", const([])),
        ("reason-without-words", rows(("bla (claims.C04)", "attacks", REQUESTS))),
        ("reason-without-words", rows(("bla bla bla bla bla bla (claims.C04)", "attacks", REQUESTS))),
        ("wrong-type", const("a reason")),
    ],
}

SECRETS = {
    "memo_sources": (
        "Statement C is interested.",
        r"\b[A-F] (is|is an|is the) (another|allegation|interested|out of)",
        r"\b[A-F] holds\b",
    ),
    "beyond_chance": ("Multiply by 1.4.", r"2 ?\*\* ?0\.5", r"\b1[.,]4", r"(?i)square root|racine"),
    "lines_of_the_change_of_mind": ("G, C, F, D, A", r"\b[ACDFG](\W+[ACDFG]\b){4}"),
    "what_changed": ("It fell by 16.", r"\b(31|16|20)\b", r"\b[ABC] (could be|is more than) chance"),
    "memo_form": ("A narrow rule is better.", r"(?i)narrow|wide|étroit|large"),
    "more_reasons": ("Cite claims.C04.", r"claims\.C04", r"ku-not-encryption"),
}


OWN = {
    ("memo_form", "a text of a number"): "too-short",
    ("memo_form", "a text of a number and a unit"): "too-short",
}


class TestBank(BankRules):
    exercise, right, wrong, secrets = EXERCISE, RIGHT, WRONG, SECRETS
    of_telegram = ("memo_sources", "more_reasons")
    by_rows = ("memo_form",)
    own = OWN
    repeats = ("wrong-type", "unknown-row", "circle", "repeated-row", "reason-without-words")


def test_the_statements_of_the_exercise_are_those_of_the_check_and_rest_on_their_rows():
    for letter, (row, _, _) in STATEMENTS.items():
        assert re.search(rf"^\| {letter} \| [^|]+ \({re.escape(row)}\)\. \|$", CELLS["task-1"], re.MULTILINE)
    assert re.findall(r"^\| ([a-z ]+) \| ", CELLS["task-1-rule"], re.MULTILINE) == ["verdict", *VERDICTS]
    assert set(VERDICT.values()) == set(VERDICTS)
    events, quotes = CASE.timeline.set_index("id"), CASE.quotes.set_index("id")
    vote = events.loc["assembly-rejects-access"]
    assert f"{vote['date']:%Y-%m}" == "2025-03"
    assert "(119 to 24)" in vote["title_en"]
    assert "obliged messaging services" in vote["description_en"]
    row = CASE.judgments.set_index("id").loc["ku-not-encryption", "words_en"]
    assert row.startswith("Nothing about reading messages")
    assert quotes.loc["Q11", "stakeholder_group"] == "platform"
    assert "millions of harmful posts and channels every day" in quotes.loc["Q11", "quote_en"]
    assert quotes.loc["Q26", "quote_en"].startswith(
        "If Telegram receives a court order that confirms you're a terror"
    )
    assert quotes.loc["Q26", "date"] < str(events.loc["privacy-policy-2024", "date"].date())
    assert quotes.loc["Q27", "date"] == str(events.loc["privacy-policy-2024", "date"].date())
    charged = events.loc["prosecutor-list", "description_en"]
    assert_in(charged, "lists", "refusal to provide information for lawful interceptions")
    assert "presumed innocent" in CASE.proceedings["status_en"]
    reports = events.loc["disclosures-jump", "description_en"]
    assert reports.startswith(
        "Telegram reports 4, 6, 210 and 673 satisfied French requests in the four quarters"
    )


def test_the_polls_of_the_exercise_are_those_of_the_checks():
    shown = re.findall(
        r"^\| ([A-C]) \| [a-z ]+ \| (\d+) \| (\d+) \| (\d+) \|$", CELLS["task-2"], re.MULTILINE
    )
    assert {letter: (int(b), int(a), int(n)) for letter, n, b, a in shown} == POLLS
    for letter, line in LINES.items():
        assert f"| {letter} | `{line}` |" in CELLS["task-2-lines"]
    assert "about **1.4**" in CELLS["task-2"]
    assert round(BOTH, 1) == 1.4
    # A quarter taken away, and the rest doubled.
    for before, _, people in POLLS.values():
        assert poll.uncut(before, people) == pytest.approx(2 * (before / people - 0.25))


def test_the_smallest_change_is_the_one_that_chance_does_not_make_and_all_intervals_overlap():
    change = {letter: abs(poll.uncut(a, n) - poll.uncut(b, n)) for letter, (b, a, n) in POLLS.items()}
    real = [letter for letter, counts in POLLS.items() if more_than_chance(*counts)]
    assert real == [min(change, key=change.get)]
    assert all(change[letter] < 2 * poll.margin(n) for letter, (_, _, n) in POLLS.items())
    assert {after > before for before, after, _ in POLLS.values()} == {True, False}
    assert {more_than_chance(*counts) for counts in TRIED} == {True, False}


def test_the_note_on_the_same_people_is_right():
    note = CELLS["task-2-note"]
    for people in (26, 100):
        coins, drawn = (round(100 * poll.margin(people, share)) for share in (0, 0.5))
        assert re.search(rf"with {people} people {coins}( points)? instead of {drawn}", note)
    for before, after, people in POLLS.values():
        only_coins = abs(poll.uncut(after, people) - poll.uncut(before, people)) > BOTH * poll.margin(
            people, 0
        )
        assert only_coins == more_than_chance(before, after, people)


def test_the_three_ways_end_on_the_same_answer():
    from enclair import Poll

    space = {"poll": poll}
    exec(CELLS["chance-answer"], space)
    exec("\n".join(LINES[letter] for letter in "GCFDA"), space)
    assert space["result"] == space["beyond_chance"](*POLLS["A"])
    for letter, (before, after, people) in POLLS.items():
        first, second = (Poll(yes=yes, no=people - yes).estimate for yes in (before, after))
        assert round(100 * (second.share - first.share)) == CHANGED[letter][0]
        clicked = abs(second.share - first.share) > 1.4 * first.margin
        assert clicked == space["beyond_chance"](before, after, people) == (CHANGED[letter][1] == LARGE)


def test_there_are_models_of_two_levels_from_both_sides_and_of_equal_length():
    assert list(MODELS) == [("Narrow", "2"), ("Narrow", "4"), ("Wide", "2"), ("Wide", "4")]
    for level in "24":
        lengths = [len(MODELS[side, level].split()) for side in ("Narrow", "Wide")]
        assert max(lengths) <= 1.15 * min(lengths)
    assert CELLS["memo-answer"].count("\nWhy 2: ") == CELLS["memo-answer"].count("\nWhy 4: ") == 2


@pytest.mark.parametrize("side", ["Narrow", "Wide"])
def test_a_strong_model_keeps_the_template_and_says_what_its_rows_say(side):
    words = MODELS[side, "4"]
    parts = re.findall(r"^\d\. (\*\*[^*]+\*\*)", CELLS["task-3-memo"], re.MULTILINE)
    assert len(parts) == 6
    assert re.findall(r"^\*\*[^*]+\*\*", words, re.MULTILINE) == parts
    assert ask(CHECKS["memo_form"], const(words), CASE).passed
    weak = ask(CHECKS["memo_form"], const(MODELS[side, "2"]), CASE)
    assert weak.misconception == "too-short"
    # Both see the judgments of both sides, and name a number for how sure they are.
    assert {"podchasov", "ku"} <= set(re.findall(r"judgments\.(\w+)-", words))
    assert re.search(r"\d\d of 100", words)


def test_what_the_models_say_is_in_their_rows():
    events, judged = CASE.timeline.set_index("id"), CASE.judgments.set_index("id")
    assert str(events.loc["formal-investigation", "date"].date()) == "2024-08-28"
    assert f"{events.loc['travel-ban-lifted', 'date']:%Y-%m}" == "2025-11"
    assert "The investigation was still going on" in events.loc["travel-ban-lifted", "description_en"]
    assert str(events.loc["privacy-policy-2024", "date"].date()) == "2024-09-23"
    assert "allegedly" in judged.loc["podchasov-everyone", "quotation"]
    assert "failed to protect the child's private life" in judged.loc["ku-decided", "words_en"]
    assert "no law allowed it to order" in judged.loc["ku-courts", "words_en"]
    assert "already knew the name" in judged.loc["ku-not-encryption", "words_en"]
    assert "A judge must agree on paper" in judged.loc["podchasov-safeguards", "words_en"]
    assert_in(judged.loc["podchasov-alternatives", "words_en"], "ordinary police work", "seized devices")
    chats = CASE.claims.set_index("id").loc["C04", "evidence_en"]
    assert "stored on Telegram's servers, and are not end-to-end encrypted" in chats
    assert "Groups and channels never are" in chats
    assert "with a criminal inside" in MODELS["Narrow", "4"]
    assert "the criminal is inside of the house" in CASE.quotes.set_index("id").loc["Q62", "quote_en"]


def test_the_exercise_and_the_sentences_tell_the_limits_of_the_check():
    told = toml.tables("enclair.lessons.deciding_together", "checks")["memo_form"]
    assert f"it needs {SHORTEST} at least" in told["too-short"]["message"]
    assert f"it may have {LONGEST} at most" in told["too-long"]["message"]
    assert f"more than {TOO_MUCH} words" in told["long-quotation"]["message"]
    assert ROWS == 3
    assert "of the three different rows" in told["few-rows"]["message"]
    assert f"**{SHORTEST} to {LONGEST} words**" in CELLS["task-3"]
    assert_in(CELLS["task-3-memo"], f"to the letter, {TOO_MUCH} at most", "at least **three different rows**")


def test_the_network_of_the_exercise_is_that_of_the_check_and_can_be_drawn():
    import pandas as pd

    from enclair.lessons.deciding_together import figures

    space = {"pd": pd, "figures": figures}
    exec(CELLS["network"], space)
    assert tuple(space["start"]) == START
    assert (space["limits"], space["secret"]) == (LIMITS, SECRET)
    exec(f"{CELLS['reasons-answer']}\n{CELLS['network-show']}", space)
    # Both sides have as many reasons before and after.
    assert sides(START) == {"privacy": 2, "security": 2}
    assert sides(space["rows"].itertuples(index=False)) == {"privacy": 3, "security": 3}


def sides(links):
    """How many reasons of a map are on each side."""
    names = ("reason", "does", "claim")
    return Counter(deck.sides_of(dict(zip(names, link, strict=True)) for link in links).values())


def test_the_reasons_that_are_there_rest_on_their_rows():
    judged = CASE.judgments.set_index("id").loc["ku-not-absolute", "words_en"]
    assert "at times they must give way" in judged
    assert "'secret chats'" in CASE.claims.set_index("id").loc["C04", "evidence_en"]
    links = [link for _, link, _ in START]
    assert links.count("supports") == links.count("attacks") == len(CLAIMS)
    assert set(deck.CLAIMS) == set(CLAIMS)


def test_a_classmate_sees_what_each_row_says_with_its_source_and_date(lang):
    words = "(Charges. 10), (messengers.telegram), quotes.q29 twice (quotes.Q29), (claims.C99), (quote.Q62)"
    shown = figures.memo_rows(words, CASE)
    told = shown.table.to_numpy().tolist()
    assert [row for row, _ in told] == [
        *("charges.10", "messengers.Telegram", "quotes.Q29", "claims.C99", "quote.Q62")
    ]
    charge, telegram, said, *odd = (words for _, words in told)
    row = CASE.charges.set_index("n").loc[10]
    assert row[f"text_{lang}"] in charge
    assert row[f"text_{'fr' if lang == 'en' else 'en'}"] not in charge
    default = CASE.messengers.set_index("service").loc["Telegram"]
    assert default["e2ee_1to1" if lang == "en" else "e2ee_1to1_fr"] in telegram
    assert CASE.quotes.set_index("id").loc["Q29", "quote_original"] in said
    assert set(odd) == {text("There is no such row.", lang)}
    named = [[pair for pairs in each.values() for pair in pairs] for each in shown.sources]
    assert named[0] == [
        (
            f"{naming.display_name(row['source_name'], lang)}, {locale.date(row['source_date'], lang)}",
            row["source_url"],
        )
    ]
    assert all(named[:3])
    assert not any(named[3:])
    assert all(address in shown._repr_mimebundle_()["text/html"] for each in named for _, address in each)


@pytest.mark.parametrize("reference", ["cases.lavabit", "procedure.mise-en-examen", "base_rate.ec_hit_rate"])
def test_every_row_that_can_be_cited_can_be_shown(reference):
    for lang in ("en", "fr"):
        assert len(in_language(lang, figures.memo_rows, reference, CASE).table.iloc[0, 1]) > 40


def test_a_memo_without_rows_is_told():
    for words in ("", "no row at all", "<script>alert(1)</script> 🙂 نعم " * 2_000):
        shown = figures.memo_rows(words, CASE)
        assert shown.table.iloc[0, 1].startswith("This memo names no row")
        assert "<script>" not in shown._repr_mimebundle_()["text/html"]
    odd = figures.memo_rows("(quotes.Q<script>alert(1)</script>)", CASE)._repr_mimebundle_()["text/html"]
    assert "<script>" not in odd
    with pytest.raises(ChoiceError, match="give the text of a memo"):
        figures.memo_rows(None, CASE)


def test_the_exercise_has_a_peer_check_that_runs_and_its_models_are_right():
    space = {"figures": figures, "case": CASE}
    exec(f"{CELLS['form-answer']}\nshown = {CELLS['peer-rows']}", space)
    assert len(space["shown"].table) == ROWS
    assert "swap seats" in CELLS["task-4"]
    for side, part in zip(("Narrow", "Wide"), CELLS["peer-answer"].split("\n\n")[1:], strict=True):
        cited = re.findall(r"\*([a-z]+\.[\w-]+), (\w+)\*", part)
        assert len(cited) == 3
        assert all(row in MODELS[side, "4"] and verdict in VERDICTS for row, verdict in cited)


def test_the_reasons_that_the_network_starts_with_can_be_answered_in_french():
    started = {text for row in START for text in row}
    assert started <= set(words_of("more_reasons"))
