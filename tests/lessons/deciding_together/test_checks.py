"""The answers to exercise 7: right ones pass, and each plausible wrong one is told what it mixes up."""

import re
from collections import Counter

import pandas as pd

from enclair import Poll
from enclair.checks.feedback import fold_text, sentences
from enclair.lessons.deciding_together import cards as deck
from enclair.lessons.deciding_together import checks, figures
from enclair.lessons.deciding_together.chance import by_chance, more_than_chance
from enclair.lessons.deciding_together.checks import DEPUTIES, LIMITS, POLLS, REQUESTS, SECRET
from enclair.views import polling as poll
from tests.banks import CASE, BankRules, asked, careless, cells, changing, take, words_of
from tests.helpers import assert_in, const

EXERCISE = "07_deciding_together"
CELLS = cells(EXERCISE)
VERDICT = {letter: verdict for letter, (_, verdict, _) in checks.STATEMENTS.items()}
SMALL, LARGE = "could be chance", "more than chance"
CHANGED = {"A": (-31, SMALL), "B": (-16, LARGE), "C": (20, SMALL)}
verdicts, changes = changing(VERDICT), changing(CHANGED)


def points(number):
    """The answer whose changes are ``number(before, after, people)``, with the right verdicts."""
    return const({letter: (number(*counts), CHANGED[letter][1]) for letter, counts in POLLS.items()})


def changed(rule):
    """A learner's changed cell: ``rule`` of three columns, before, after and people."""
    return lambda polls: rule(polls["before"], polls["after"], polls["people"])


def told(*words):
    return const({letter: (CHANGED[letter][0], word) for letter, word in zip(POLLS, words, strict=True)})


def beyond(rule):
    """A learner's function: ``rule(points of opinions, what chance alone can make)``."""
    return lambda before, after, people: rule(200 * (after - before) / people, by_chance(people))


SAID = sentences(checks.memo_form, "en")
HEADINGS, FRENCH = (
    [words for key, words in sentences(checks.memo_form, lang).items() if key.startswith("heading_")]
    for lang in ("en", "fr")
)
ROWS = "(quotes.Q29) (judgments.ku-decided) (Claims.C04)"
QUOTED = "“Telegram’s almost total absence of reply […] notably by the OFMIN.”"


def meaningless(place):
    return f"w{chr(97 + place % 26)}{chr(97 + place // 26)}"


def memo(words=320, sources=ROWS, more="", headings=HEADINGS, filler=meaningless):
    """A memo of so many words below its headings; they mean nothing."""
    length, places = words // len(headings), iter(range(10_000))
    parts = [f"**{title}.** " + " ".join(filler(next(places)) for _ in range(length)) for title in headings]
    return const("\n\n".join([*parts, f"{sources} {more}"]))


MODELS = {
    (side, level): re.sub(r"^- ", "", body, flags=re.MULTILINE)
    for side, level, body in re.findall(
        r"\*\*(Narrow|Wide) conditions, ([24]) of 4\.\*\*\n\n((?:- [^\n]*\n)+)", CELLS["memo-answer"]
    )
}

GROUPS = "groups and channels never are closed so (claims.C04)"
NAME = "that case was not about reading messages (judgments.ku-not-encryption)"
reasons = changing({"limits": NAME, "secret": GROUPS})


RIGHT = {
    "memo_sources": [verdicts(), careless(VERDICT)],
    "change_in_points": [
        changed(lambda b, a, n: 100 * (a - b) / n),
        changed(lambda b, a, n: (100 * a / n - 100 * b / n).to_dict()),
        lambda polls: 100 * polls["change"] / polls["people"],
    ],
    "beyond_chance": [
        beyond(lambda change, most: abs(change) > most),
        lambda b, a, people: (
            abs(poll.uncut(a, people) - poll.uncut(b, people)) > 2**0.5 * poll.margin(people)
        ),
        beyond(lambda change, most: change**2 > most**2),
        beyond(lambda change, most: not -most <= change <= most),
    ],
    "lines_of_the_change_of_mind": [const(list("CFBEA")), const(list("FCBEA")), const(tuple("cfbea"))],
    "what_changed": [
        changes(),
        const({"a": [-30.8, SMALL.upper()], "b": [-16.0, LARGE], "c": [20, " could  be chance"]}),
        # Rounded before the double, or before the difference.
        changes(A=(-30, SMALL)),
        changes(A=(-32, SMALL)),
    ],
    "memo_form": [
        memo(),
        memo(more=f"{QUOTED} “No” «\u00a0oui\u00a0»"),
        memo(more="See https://telegram.org/privacy, etc. for both cases. The rest follows."),
        memo(sources="(charges.10) (messengers.Telegram) (powers.police-company)"),
        memo(sources="( Charges . 10 ) (MESSENGERS.messenger (meta)) (quotes.q29; No.10, art.10 of a law)"),
        const(MODELS["Narrow", "4"]),
        const(MODELS["Wide", "4"]),
    ],
    "more_reasons": [
        reasons(),
        const({"Limits": f" {NAME.upper()} ", "SECRET": GROUPS}),
        reasons(limits="a court order was needed (quotes.Q26)"),
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
    ],
    "change_in_points": [
        ("unchanged", changed(lambda b, a, n: a - b)),
        ("before-minus-after", changed(lambda b, a, n: 100 * (b - a) / n)),
        ("share-not-points", changed(lambda b, a, n: (a - b) / n)),
        ("brackets-missing", changed(lambda b, a, n: 100 * a - b / n)),
        ("only-times-100", changed(lambda b, a, n: 100 * (a - b))),
        ("other-result", changed(lambda b, a, n: a), changed(lambda b, a, n: a + b)),
        ("one-part-divided", changed(lambda b, a, n: a - 100 * b / n)),
        ("rounded", changed(lambda b, a, n: (100 * (a - b) / n).round(1))),
        ("of-the-yes", changed(lambda b, a, n: 100 * (a - b) / b)),
        ("of-the-yes", lambda polls: 100 * polls[["before", "after"]].pct_change(axis=1)["after"]),
        ("part-of-the-yes", changed(lambda b, a, n: a / b - 1)),
        ("sign-lost", changed(lambda b, a, n: 100 * (a - b).abs() / n)),
        ("opinions-not-yes", changed(lambda b, a, n: 200 * (a - b) / n)),
        ("whole-points", changed(lambda b, a, n: (100 * (a - b) / n).round())),
        ("one-poll-not-change", changed(lambda b, a, n: 100 * a / n)),
        ("one-poll-only-before", changed(lambda b, a, n: 100 * b / n)),
    ],
    "beyond_chance": [
        ("yes-taken-for-opinion", beyond(lambda change, most: abs(change) / 2 > most)),
        ("halved-not-doubled", beyond(lambda change, most: abs(change) / 4 > most)),
        ("answers-not-points", lambda b, a, people: 2 * abs(a - b) > by_chance(people)),
        ("falls-do-not-count", beyond(lambda change, most: change > most)),
        ("rises-do-not-count", beyond(lambda change, most: -change > most)),
        ("other-way-round", beyond(lambda change, most: abs(change) < most)),
        ("any-change-counts", beyond(lambda change, most: change != 0)),
        ("always-the-same", lambda b, a, people: False),
        ("wrong-type", beyond(lambda change, most: change), lambda b, a, people: "yes"),
        ("people-alone", lambda b, a, people: people > 100, lambda b, a, people: people >= 400),
        ("answers-alone", lambda b, a, people: abs(a - b) > 10, lambda b, a, people: abs(a - b) > 12),
        ("wrong-rule", lambda b, a, people: abs(a - b) > people**0.5),
        ("answer-raised", lambda b, a, people: b / (people - 26)),
    ],
    "lines_of_the_change_of_mind": [
        ("yes-taken-for-opinion", const(list("CFBED"))),
        ("halved-not-doubled", const(list("CFBGA"))),
    ],
    "what_changed": [
        ("yes-taken-for-opinion", points(lambda b, a, people: 100 * (a - b) / people)),
        ("before-minus-after", points(lambda b, a, people: 200 * (b - a) / people)),
        ("share-not-points", points(lambda b, a, people: 2 * (a - b) / people)),
        ("answers-not-points", points(lambda b, a, people: a - b)),
        ("one-poll-not-change", points(lambda b, a, people: 100 * a / people)),
        ("one-estimate-not-change", points(lambda b, a, people: 200 * a / people - 50)),
        ("wrong-points", points(lambda b, a, people: 0)),
        ("chance-explains-all", told(SMALL, SMALL, SMALL)),
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
        ("words-not-in-the-rows", memo(more="“no reply at all, ever”")),
        ("words-not-in-the-rows", memo(more="“almost total absence of reply […] to anybody”")),
        ("words-not-in-the-rows", memo(more="« une absence quasi totale de pitié »")),
        ("long-quotation", memo(more=f"“{'almost total ' * 40}”")),
        ("empty-answer", const("  ")),
        ("few-different-words", memo(filler=lambda place: "word")),
        ("missing-heading", memo(headings=[*HEADINGS[:4], *HEADINGS[5:]]), memo(headings=["Some words"])),
        ("thin-part", memo(headings=HEADINGS[:5], more=f"\n\n**{HEADINGS[5]}.** Very.")),
    ],
    "more_reasons": [
        ("unknown-attack", const({"limit": NAME, "secret": GROUPS}), const({LIMITS: NAME, SECRET: GROUPS})),
        ("missing-attack", const({"secret": GROUPS})),
        ("missing-value", reasons(limits=" ")),
        ("not-one-text", reasons(limits=(NAME, "cases.lavabit")), reasons(secret=7)),
        ("in-the-network", const({"limits": LIMITS, "secret": SECRET}), reasons(secret=LIMITS)),
        ("no-source", reasons(limits="everybody knows that it is so"), reasons(limits="limits")),
        ("unknown-row", reasons(limits="one firm rather closed its service (claims.C99)")),
        ("unknown-table", reasons(limits="one firm rather closed its service (card.C04)")),
        ("reason-without-words", reasons(limits="(claims.C04)")),
        ("same-for-both", reasons(limits=GROUPS), reasons(secret=NAME.upper())),
        ("few-words", reasons(secret="bla bla bla bla bla bla (claims.C04)")),
        ("few-words", reasons(limits="privacy is a right (quotes.Q81)")),
        ("wrong-type", const([NAME, GROUPS])),
    ],
}

SECRETS = {
    "memo_sources": (
        "Statement C is interested.",
        r"\b[A-F] (is|is an|is the) (another|allegation|interested|out of)",
        r"\b[A-F] holds\b",
    ),
    "change_in_points": ("It is -8 for B.", r"-8\b", r"-15\b", r"/ polls"),
    "beyond_chance": ("Write 2 * yes.", r"2 \*", r"200 ?\*", r"abs\(opinions\)"),
    "lines_of_the_change_of_mind": ("C, F, B, E, A", r"\b[ABCEF](\W+[ABCEF]\b){4}"),
    "what_changed": ("It fell by 16.", r"\b(31|16|20)\b", r"\b[ABC] (could be|is more than) chance"),
    "memo_form": ("A narrow rule is better.", r"(?i)narrow|wide|étroit|large"),
    "more_reasons": ("Cite claims.C04.", r"claims\.C04", r"ku-not-encryption"),
}

OWN = {("memo_form", "a text of a number"): "too-short"}

WRONG_LINES = {
    "chance-answer": (
        "yes = 100 * (after - before) / people\nreturn abs(yes) > by_chance(people)",
        "yes-taken-for-opinion",
    ),
    "points-answer": ('return 100 * polls["after"] - polls["before"] / polls["people"]', "brackets-missing"),
}
WAYS = ("points-check", "chance-check", "lines-check", "change-check")


class TestBank(BankRules):
    exercise, right, wrong, secrets, own = EXERCISE, RIGHT, WRONG, SECRETS, OWN
    repeats = ("wrong-type", "unknown-row", "few-words", "reason-without-words")
    sides = ("Narrow conditions", "Wide conditions")


def test_the_statements_of_the_exercise_are_those_of_the_check_and_rest_on_their_rows():
    shown = re.findall(r'"(\w+\.[\w-]+)"', CELLS["rows"])  # under A, B and so on
    assert shown == [row for row, _, _ in checks.STATEMENTS.values()]
    verdicts = re.findall(r"^\| ([a-z ]+) \| ", CELLS["task-1-rule"], re.MULTILINE)
    assert verdicts == ["verdict", *checks.VERDICTS]
    assert {*VERDICT.values()} == {*checks.VERDICTS}


def test_the_polls_of_the_exercise_are_those_of_the_checks():
    shown = {letter: re.findall(r"\d+", row) for letter, row in asked(EXERCISE, "what_changed").items()}
    assert {letter: (int(b), int(a), int(n)) for letter, (n, b, a) in shown.items()} == POLLS


def test_the_table_of_what_chance_can_make_is_computed_and_has_each_group(lang):
    shown = cells(EXERCISE, lang)["task-2"]
    people, most = re.findall(r"^\| [^|]+ \| (\d+) \| (\d+) \| (\d+) \| (\d+) \|$", shown, re.MULTILINE)
    assert [round(by_chance(int(many))) for many in people] == [*map(int, most)]
    assert {n for _, _, n in POLLS.values()} < {*map(int, people)}


def test_the_note_on_the_same_people_is_right():
    coins_alone = 0.75**0.5  # of the margin, for those who answered: if nobody means yes, a quarter says it
    for people in (26, 100):
        coins, drawn = (round(100 * part * poll.margin(people)) for part in (coins_alone, 1))
        either = rf"{coins} points with {people} people|{coins} instead of {drawn} with {people}"
        assert re.search(either, CELLS["task-2-note"])
    for before, after, people in POLLS.values():
        change = abs(poll.uncut(after, people) - poll.uncut(before, people))
        only_coins = change > 2**0.5 * coins_alone * poll.margin(people)
        assert only_coins == more_than_chance(before, after, people)


def test_the_lines_and_the_polls_end_on_the_same_answer():
    space = {"by_chance": by_chance}
    exec("\n".join(checks.LINES[letter] for letter in "CFBEA"), space)
    assert space["result"] == more_than_chance(*POLLS["A"])
    for letter, (before, after, people) in POLLS.items():
        first, second = (Poll(yes=yes, no=people - yes).estimate.share for yes in (before, after))
        assert round(100 * (second - first)) == CHANGED[letter][0]
        clicked = abs(100 * (second - first)) > round(by_chance(people))
        assert clicked == (CHANGED[letter][1] == LARGE)


def test_what_a_peer_asks_cites_rows_of_the_model_of_that_side():
    for side, part in zip(("Narrow", "Wide"), CELLS["peer-answer"].split("\n\n")[1:], strict=True):
        cited = re.findall(r"\*([a-z]+\.[\w-]+), (\w+)\*", part)
        assert len(cited) == 3
        assert all(row in MODELS[side, "4"] and verdict in checks.VERDICTS for row, verdict in cited)


def test_the_exercise_and_the_sentences_tell_the_limits_of_the_check():
    assert (checks.ROWS, "of the three different rows" in SAID["few-rows"]["message"]) == (3, True)
    assert f"**{checks.SHORTEST} to {checks.LONGEST} words**" in CELLS["task-3"]
    limits = (f"to the letter, {checks.TOO_MUCH} at most", "at least **three different rows**")
    assert_in(CELLS["task-3-memo"], *limits)


def test_a_memo_is_as_long_as_its_words():
    short = memo(240)()
    lacking = [range(count - len(short.split())) for count in (299, 300, 500, 501)]
    longer = [" ".join([short, *map(meaningless, places)]) for places in lacking]
    heard = [take("memo_form", const(words)).misconception for words in longer]
    assert heard == ["too-short", "", "", "too-long"]
    # A sign that stands alone between blanks, as French sets off its colons, is no word.
    assert take("memo_form", const(f"{memo(440)()}{' :' * 60}")).passed
    # A heading in capitals has no accents in French.
    assert take("memo_form", memo(headings=[fold_text(title).upper() for title in FRENCH]), "fr").passed


def test_the_network_of_the_exercise_is_that_of_the_check_and_can_be_drawn():
    space = {"pd": pd, "figures": figures, "case": CASE}
    exec(f"{CELLS['network']}\n{CELLS['reasons-answer']}\n{CELLS['network-show']}", space)
    assert tuple(space["start"]) == checks.START
    # Both sides have as many reasons before and after.
    for links, many in ((checks.START, 2), ([*space["start"], *space["answers"]], 3)):
        named = (dict(zip(("reason", "does", "claim"), link, strict=True)) for link in links)
        assert Counter(deck.sides_of(named).values()) == {"privacy": many, "security": many}
    # The names of the attacks are those of the cell and the form, in each language.
    names = ("deputies", "requests", *checks.ATTACKS)
    assert [space[name] for name in names] == [DEPUTIES, REQUESTS, LIMITS, SECRET]
    named = [f"`{name}`" for name in checks.ATTACKS]
    assert_in(CELLS["task-5-rule"], "at least five different words", *named)
    assert checks.REASON == 5
    # All of it can be answered in French.
    assert {words for row in checks.START for words in row} <= {*words_of("more_reasons")}
