"""The answers to exercise 2: right ones pass, and each plausible wrong one is told what it mixes up."""

import json
import re
from collections import Counter

import pandas as pd

from enclair import Quotes
from enclair.case.wording import difference, words
from enclair.lessons.words_under_the_microscope import checks, without_notes
from enclair.lessons.words_under_the_microscope.checks import REASONS
from enclair.lessons.words_under_the_microscope.counting import count
from enclair.text.locale import text
from tests.banks import CASE, BankRules, asked, cells, changing, changing_parts, take, with_tables
from tests.browser.pages import state
from tests.helpers import assert_in, const

EXERCISE = "02_words_under_the_microscope"
QUOTES = CASE.quotes.set_index("id")
CLAIMS = CASE.claims.set_index("id")
ARTICLE = list(CASE.claims["text_en"])
TABLE = count(ARTICLE, checks.WANTED)
CELLS = cells(EXERCISE)
PAIRS = {
    "C08": ("framing or inference", "C"),
    "C14": ("contradicted", "A"),
    "C17": ("supported", "D"),
    "C18": ("partly supported", "F"),
}
pairs, reasons = changing(PAIRS), changing({})
verdict, card = changing_parts(PAIRS)


def both(before, after):
    """The words of a text that another one has, too."""
    return [word for word in words(before.lower()) if word in words(after.lower())]


def small(said):
    return words(said.lower())


def kept(rule, cut=small):
    """A learner's function that keeps the words of the first text for which ``rule(word, second)`` holds."""
    return lambda before, after: [word for word in cut(before) if rule(word, cut(after))]


def lacks(word, second):
    return word not in second


def by_difflib(before, after):
    parts = difference(before, after)
    return [word for kind, old, _ in parts if kind in ("cut", "changed") for word in old.split()]


def by_regex(texts, wanted):
    said = Counter(re.findall(r"\w+", " ".join(texts).lower()))
    return pd.Series({word.lower(): said[word.lower()] for word in wanted})


def table(number):
    """A learner's function that gives each wanted word the ``number(word, texts)``."""
    return lambda texts, wanted: {word: number(word, texts) for word in wanted}


def in_one(number):
    """The same with the texts as one."""
    return table(lambda word, texts: number(word, " ".join(texts)))


RIGHT = {
    "claims_and_evidence": [
        pairs(),
        verdict("C17", "partly supported"),  # two claims of which two verdicts can be defended
        verdict("C08", "cannot be checked"),
        const({"c18": ["partly", " f "], "c08": ["Framing/Inference", "c"]} | dict([*PAIRS.items()][1:3])),
    ],
    "words_kept": [
        both,
        lambda before, after: pd.Series(both(before, after)),
        lambda before, after: tuple(both(before, after)),
        lambda before, after: pd.Series(both(before, after)).to_numpy(),
    ],
    "words_cut": [kept(lacks), by_difflib, lambda before, after: tuple(kept(lacks)(before, after))],
    "lines_of_the_cut": [const(list("FCDGB")), const(list("CGFDB")), const(("f", "d", "c", "g", "b"))],
    "what_was_cut": [
        const(("In those cases", "that", "this")),
        const(["in those cases,", "That", "This"]),
        const((["in", "those", "cases"], "leave that country", "leave this country")),
    ],
    # Cut at signs or by our rule, the numbers are the same: nobody fails for an apostrophe.
    "word_table": [in_one(lambda word, said: small(said).count(word.lower())), by_regex, count],
    "misleading_counts": [
        reasons(A="negation", C="irony", D="other voice"),
        reasons(d="Negation", c="irony", a="negation"),
        reasons(A="negation", B="", C="irony", D="other voice", E=None),
    ],
}

WRONG = {
    "claims_and_evidence": [
        ("opinion-taken-for-fact", verdict("C08", "supported"), verdict("C08", "partly supported")),
        ("no-proof-is-disproof", verdict("C08", "contradicted")),
        ("true-sentences-next-to-it", verdict("C14", "supported")),
        ("half-right-is-right", verdict("C14", "partly supported")),
        ("date-taken-for-opinion", verdict("C14", "framing or inference")),
        ("date-taken-for-unknown", verdict("C14", "cannot be checked")),
        ("strong-word-is-false", verdict("C17", "contradicted")),
        ("paraphrase-taken-for-opinion", verdict("C17", "framing or inference")),
        ("only-quotations-can-be-checked", verdict("C17", "cannot be checked")),
        ("own-word-is-proof", verdict("C18", "supported")),
        ("half-wrong-is-wrong", verdict("C18", "contradicted")),
        ("dispute-taken-for-opinion", verdict("C18", "framing or inference")),
        ("doubt-means-unknown", verdict("C18", "cannot be checked")),
        ("evidence-on-the-same-subject", card("C14", "E"), card("C17", "B"), pairs(C14=("supported", "E"))),
        ("evidence-for-another-claim", card("C17", "F")),
        ("one-verdict-for-all", const({claim: ("supported", card) for claim, (_, card) in PAIRS.items()})),
        ("swapped", pairs(C08=("C", "framing or inference"))),
        ("not-a-pair", pairs(C08="framing or inference, C")),
        ("unknown-verdict", verdict("C08", "fake")),
        ("unknown-letter", card("C08", "G"), card("C08", 3)),
        ("unknown-claim", pairs(C01=("supported", "A"))),
        ("missing-claim", const({"C08": PAIRS["C08"]})),
    ],
    "words_kept": [
        ("unchanged", lambda before, after: [word for word in words(before.lower()) if len(word) > 4]),
        ("words-missing", kept(lacks)),
        ("other-way-round", lambda before, after: both(after, before)),
        ("each-word-once", lambda before, after: [*dict.fromkeys(both(before, after))]),
        ("every-word", lambda before, after: [*words(before.lower())]),
        ("other-result", lambda before, after: both(before, after)[2:]),
        ("inside-other-words", lambda before, after: [w for w in small(before) if w in after.lower()]),
        ("capitals-make-words", lambda before, after: [w for w in small(before) if w in words(after)]),
        ("set-not-list", lambda before, after: set(both(before, after))),
        ("hard-coded", lambda before, after: both(*checks._sentence(CASE))),
        ("both-rules", lambda before, after: [word for word in both(before, after) if len(word) > 4]),
        ("mask-not-words", lambda before, after: [w in words(after.lower()) for w in words(before.lower())]),
    ],
    "words_cut": [
        ("other-way-round", lambda before, after: kept(lacks)(after, before)),
        ("capitals-make-words", kept(lacks, words)),
        ("signs-make-words", kept(lacks, lambda said: said.lower().split())),
        ("word-in-both", kept(lacks, str.split)),
        ("kept-not-cut", kept(lambda word, second: word in second)),
        ("whole-sentence", kept(lambda word, second: True)),
        ("changed-word-left-out", lambda before, after: difference(before, after)[0][1].split()),
        ("order-lost", lambda before, after: sorted(kept(lacks)(before, after))),
        ("letters-not-words", kept(lacks, list)),
        ("not-in-the-first", lambda before, after: [*kept(lacks)(before, after), "menace"]),
        ("word-left-out", lambda before, after: kept(lacks)(before, after)[1:]),
        ("inside-other-words", lambda first, second: [w for w in small(first) if w not in second.lower()]),
        ("empty-answer", kept(lambda word, second: False)),
        ("hard-coded", lambda before, after: ["In", "those", "cases", "that"]),
        ("hard-coded", lambda first, second: kept(lacks)(first, second) if "cases" in first else ["now"]),
        ("each-word-once", lambda first, second: [*dict.fromkeys(kept(lacks)(first, second))]),
        ("set-has-no-order", lambda before, after: set(words(before.lower())) - {"we"}),
        ("one-text", lambda before, after: "in those cases that"),
        ("first-word-only", lambda before, after: kept(lacks)(before, after)[0]),
    ],
    "lines_of_the_cut": [
        ("capitals-make-words", const(list("FCDAB")), const(list("FDAB"))),
        ("other-way-round", const(list("FCDGE"))),
    ],
    "word_table": [
        ("wanted-has-capitals", lambda texts, some: Counter(w for w in small(" ".join(texts)) if w in some)),
        ("wanted-has-capitals", in_one(lambda word, said: small(said).count(word))),
        ("inside-other-words", in_one(lambda word, said: said.lower().count(word.lower()))),
        ("capitals-make-words", in_one(lambda word, said: words(said).count(word))),
        ("texts-not-words", table(lambda word, texts: sum(word.lower() in small(said) for said in texts))),
        ("signs-make-words", in_one(lambda word, said: said.lower().split().count(word.lower()))),
        ("first-text-only", table(lambda word, texts: small(texts[0]).count(word.lower()))),
        ("last-text-only", table(lambda word, texts: small(texts[-1]).count(word.lower()))),
        ("word-left-out", lambda texts, wanted: by_regex(texts, wanted[1:])),
        ("zero-left-out", lambda texts, wanted: by_regex(texts, wanted).loc[lambda row: row > 0]),
        ("word-not-wanted", lambda texts, wanted: by_regex(texts, [*wanted, "the"])),
        ("not-whole", lambda texts, wanted: by_regex(texts, wanted) / 7),
        ("wrong-counts", lambda texts, wanted: by_regex(texts, wanted) + 1),
        ("one-word-for-all", in_one(lambda word, said: small(said).count("leave"))),
        ("one-number", lambda texts, wanted: int(by_regex(texts, wanted).sum())),
        ("hard-coded", lambda texts, wanted: dict(TABLE), lambda texts, wanted: by_regex(ARTICLE, wanted)),
    ],
    "what_was_cut": [
        ("swapped", const(("in those cases", "this", "that"))),
        ("swapped", const(("in those cases", "this country", "that country"))),
        ("changed-word-among-the-cut", const(("in those cases that", "that", "this"))),
        ("cut-is-longer", const(("those cases", "that", "this"))),
        ("order-lost", const(("those cases in", "that", "this"))),
        ("word-is-still-there", const(("in those cases we", "that", "this"))),
        ("other-sentence", const(("We’ve done it many times", "that", "this"))),
        ("other-sentence", const(("in those cases", "regulator", "authorities"))),
        ("not-in-the-post", const(("dans ces cas", "ce", "le"))),
        ("verb-around-the-quotation", const(("in those cases", "that", "threatens"))),
        ("not-in-the-fragment", const(("in those cases", "that", "ce"))),
        ("not-in-the-same-place", const(("in those cases", "that", "country"))),
        ("nothing-is-gone", const(("", "that", "this"))),
        ("blank-part", const(("in those cases", "that", ""))),
        ("wrong-type", const(("in those cases", "that", 3)), const(("in those cases", "that"))),
    ],
    "misleading_counts": [
        ("word-taken-for-claim", reasons(A="negation", C="irony")),
        ("denial-overlooked", reasons(A="irony"), reasons(A="other voice")),
        ("irony-overlooked", reasons(A="negation", C="negation")),
        ("report-taken-for-irony", reasons(D="irony")),
        ("disputed-taken-for-misleading", reasons(A="negation", B="other voice")),
        ("caution-taken-for-denial", reasons(E="negation")),
        ("every-count-misleads", const(dict.fromkeys("ABCDE", "negation"))),
        ("unknown-letter", reasons(F="irony")),
        ("unknown-reason", reasons(A="lie")),
    ],
}

SECRETS = {
    "claims_and_evidence": (
        "C08 is framing or inference.",
        *(rf"{claim}\b[^.]*\b({word}|{text(word, 'fr')}|{card})\b" for claim, (word, card) in PAIRS.items()),
    ),
    "words_kept": ("Write first.isin(second).", r"isin\(", r"\bin those\b"),
    "words_cut": ("It lacks “those”.", r"(?i)\bthose\b", r"(?i)\bcases\b", "“that”"),
    "lines_of_the_cut": ("F, C, D, G, B", r"\b[BCDFG](\W+[BCDFG]\b){4}"),
    "what_was_cut": ("“this” is there.", r"(?i)\bthose\b", r"(?i)\bcases\b", "[“«]\\W?(that|this)\\W?[”»]"),
    "word_table": ("France: 5", r"\b[1-9]\b"),
    "misleading_counts": ("It is irony.", rf"\b({'|'.join(REASONS)})\b", r"\bA\W+C\W+D\b", "négation|ironie"),
}

OWN = {("words_cut", "a text of a number"): "one-text"}

WRONG_LINES = {
    "cut-answer": (
        "return [word for word in words(before.lower()) if word in words(after.lower())]",
        "kept-not-cut",
    ),
    "table-answer": ("return {word: said.count(word) for word in wanted}", "wanted-has-capitals"),
    "kept-answer": ("return list(first[~first.isin(second)])", "words-missing"),
}
WAYS = ("kept-check", "cut-check", "lines-check", "gone-check")


class TestBank(BankRules):
    exercise, right, wrong, secrets, own = EXERCISE, RIGHT, WRONG, SECRETS, OWN
    unsaid = ("claims_and_evidence.wrong-verdict",)


def test_the_reference_follows_the_case():
    """In another case, other answers are right: verdicts and wordings are not written into the checks."""
    claims, quotes = CASE.claims, CASE.quotes
    claims.loc[claims["id"] == "C14", "verdict"] = "partly"
    claims["text_en"] = "France, France and rights"
    row = quotes["id"] == "Q04"
    quotes.loc[row, ["primary_text", "quote_en"]] = ["Perhaps we leave that place.", "We leave this place"]
    other = with_tables(claims=claims, quotes=quotes)
    assert take("claims_and_evidence", verdict("C14", "partly"), case=other).passed
    assert take("claims_and_evidence", pairs(), case=other).misconception == "wrong-verdict"
    assert take("words_cut", kept(lacks), case=other).passed
    assert take("what_was_cut", const(("perhaps", "that", "this")), case=other).passed
    assert take("word_table", by_regex, case=other).passed


def test_the_tables_of_the_exercise_are_those_of_the_checks():
    first, last = CELLS["cards"], CELLS["task-3-question"]
    for claim, row in CLAIMS.loc[list(checks.CLAIMS)].iterrows():
        assert f'- {claim} <span lang="fr">“{row["text_fr"]}”</span>' in first
        assert asked(EXERCISE, "claims_and_evidence")[claim] == f"“{row['text_en']}”"
    assert re.findall(r"^\| \*\*([A-Z])\.\*\*", first, re.MULTILINE) == list(checks.CARDS)
    assert set(checks.CLAIMS) <= set(checks.CARDS.values()) <= {*CLAIMS.index, *QUOTES.index}
    shown = {stored: shown for shown, stored in checks.VERDICTS.items() if shown != "cannot-check"}
    assert_in(first, *(f"| {verdict} | " for verdict in shown.values()))
    for letter, (identity, word, _, _) in checks.SAYINGS.items():
        said = QUOTES.loc[identity, "quote_en"]
        row = rf"“{word}” in “{re.escape(said)}”\n.*\n{identity}$"
        assert re.match(row, asked(EXERCISE, "misleading_counts")[letter])
        assert count([said], word).sum() == 1
    assert_in(last, *(f"- `{reason}`: " for reason in REASONS))


def test_the_words_that_are_counted_are_those_of_the_exercise():
    shown = ", ".join(f'"{word}"' for word in checks.WANTED)
    assert f"wanted = [{shown}]" in CELLS["table-texts"]
    assert f"its {len(ARTICLE)} short quotations" in CELLS["task-3-code"]


def test_the_lines_and_the_comparison_end_on_the_same_words():
    before, after = QUOTES.loc["Q04", ["primary_text", "quote_en"]]
    space = {"words": words, "before": before, "after": after}
    exec("\n".join(checks.LINES[letter] for letter in "FCDGB"), space)
    clicked = [part for part in difference(QUOTES.loc["Q06", "quote_en"], after) if part[0] != "same"]
    assert space["result"] == ["in", "those", "cases", "that"]
    assert clicked[0][1].endswith("In those cases,")
    assert clicked[1] == ("changed", "that", "this")
    assert before in QUOTES.loc["Q06", "quote_en"]


def test_where_two_verdicts_hold_each_hears_what_speaks_for_it(lang):
    verdicts = ("supported", "partly supported")
    said = [take("claims_and_evidence", verdict("C17", word), lang).message for word in verdicts]
    assert said[0] != said[1]
    for message in said:
        assert_in(message, CLAIMS.loc["C17", f"also_{lang}"], CLAIMS.loc["C08", f"also_{lang}"])
        assert "C14" not in message  # it has one verdict, and no remark; so has the other one
        assert "C18" not in message


def test_the_explorer_of_the_exercise_does_not_say_what_the_fragment_leaves_out():
    assert "without_notes(case)" in cells(EXERCISE)["cut-explorer"]
    told = [json.dumps(state(Quotes(case))) for case in (CASE, without_notes(CASE))]
    for note in ("is cut and the verb", "Cut off from its", "without the condition", "Conditional refusal"):
        assert [note in words for words in told] == [True, False]
