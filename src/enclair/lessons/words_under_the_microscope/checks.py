"""The checks of exercise 2, "Words under the microscope": sentences in ``[checks]`` of ``*.toml``.

Verdicts and wordings are read from the case each time; functions that take texts are tried on other texts,
too. What the case has no column for stands in the tables below: which card settles which claim, and in which
quotation the count of a word misleads.
"""

import numbers
from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from enclair.case.claims import labels, second_verdict
from enclair.case.model import Case, covered
from enclair.case.wording import difference, words
from enclair.checks.answers import OneOf, Task, are_texts, expect_parts, is_whole
from enclair.checks.change import expect_change
from enclair.checks.feedback import Answer, Feedback, FeedbackBuilder, IncorrectAnswer, kind, short
from enclair.checks.puzzle import Part, expect_rows, judge_sayings, puzzle, rows_of
from enclair.lessons.words_under_the_microscope.counting import count
from enclair.text.locale import fold


def _plain(passage: str) -> list[str]:
    """Return the words of a text without capitals and punctuation."""
    return [fold(word) for word in words(passage)]


# ---------------------------------------------------------------- 1. four claims with evidence

#: The claims to judge, in the order of the article.
CLAIMS = ("C08", "C14", "C17", "C18")

#: The row of the case that each card tells of. A card of one of the claims above settles it; the two others
#: are about the same subject as a claim, and settle none.
CARDS: Mapping[str, str] = {"A": "C14", "B": "C16", "C": "C08", "D": "C17", "E": "Q14", "F": "C18"}

#: What a learner may write for each verdict of the table, and for the one that it does not use.
VERDICTS: Mapping[str, str] = {word: code for code, called in labels("en").items() for word in (code, called)}


def claims_and_evidence(answer: Answer, case: Case, feedback: FeedbackBuilder) -> Feedback:
    """Check verdict and card of four claims: a function that gives a dictionary of pairs."""
    parts = Part("unknown-verdict", VERDICTS), Part("unknown-letter", CARDS)
    verdicts = expect_rows(answer, feedback, CLAIMS, "claim", *parts)
    claims = case.claims.set_index("id")
    if len({VERDICTS[verdict] for verdict, _ in verdicts.values()}) == 1:
        raise IncorrectAnswer("one-verdict-for-all")
    for claim in CLAIMS:
        verdict, card = VERDICTS[verdicts[claim][0]], verdicts[claim][1]
        if CARDS[card] != claim:
            near = CARDS[card] not in CLAIMS
            note = "evidence-on-the-same-subject" if near else "evidence-for-another-claim"
            raise IncorrectAnswer(note, claim, place=f"{claim}, card")
        if verdict not in (claims.loc[claim, "verdict"], claims.loc[claim, "also"]):
            raise IncorrectAnswer(feedback.behind(claim, verdict) or "wrong-verdict", claim)
    remarks = []
    for name, row in claims.loc[list(CLAIMS)].query("also != ''").iterrows():
        key = "other" if VERDICTS[verdicts[str(name)][0]] == row["also"] else "same"
        words = feedback.own[key].format(claim=name, verdict=labels()[row["verdict"]])
        remarks.append(f"{words} {second_verdict(row)}")
    return feedback.passed(*remarks)


# ---------------------------------------------------------------- 2. two versions of a quotation

#: The fragment that the article quotes, the quotation of the post that holds its sentence, the headline.
FRAGMENT, POST, HEADLINE = "Q04", "Q06", "Q01"

#: A pair on which a search inside words goes wrong.
NEARLY = ("No, we are ready now.", "We already know: now and here.")

#: A pair in which words that are missing come more than once.
REPEATED = ("No judge, no warrant, no data.", "Some data.")


def _sentence(case: Case) -> tuple[str, str]:
    """Return the sentence of the post, and the article's fragment of it in our English."""
    row = case.quotes.set_index("id").loc[FRAGMENT]
    return str(row["primary_text"]), str(row["quote_en"])


def _missing(first: Sequence[str], second: Sequence[str]) -> list[str]:
    return [word for word in first if word not in second]


#: What the changed cell is tried on, after the sentence and its fragment.
ALSO = ("One thing, then two, then two again, then nothing", "Nothing and then two")


def without_notes(case: Case) -> Case:
    """Return the case without our notes on the fragment's sentence, which say what the exercise asks."""
    quotes, (sentence, _) = case.quotes, _sentence(case)
    holds = quotes[["primary_text", "quote_original"]].map(lambda words: sentence in words).any(axis=1)
    columns = ("notes", "notes_fr", "stance_note", "stance_note_fr")
    return covered(case, "quotes", [*quotes["id"][holds]], **dict.fromkeys(columns, ""))


def words_kept(answer: Answer, case: Case, feedback: FeedbackBuilder) -> Feedback:
    """Check the changed cell: the words of a text that another one has, too."""

    def shared(before: str, after: str) -> list[str]:
        return [word for word in words(before.lower()) if word in words(after.lower())]

    tries = [dict(zip(("before", "after"), pair, strict=True)) for pair in (_sentence(case), ALSO)]
    return expect_change(
        answer,
        feedback,
        tries,
        start=lambda before, after: [word for word in words(before.lower()) if len(word) > 4],
        right=shared,
        ordered=True,
        slips=lambda before, after: {
            "mask-not-words": [word in words(after.lower()) for word in words(before.lower())],
            "words-missing": _missing(words(before.lower()), words(after.lower())),
            "other-way-round": shared(after, before),
            "both-rules": [word for word in shared(before, after) if len(word) > 4],
            "each-word-once": [*dict.fromkeys(shared(before, after))],
            "capitals-make-words": OneOf(
                [word for word in words(text) if word in words(after)] for text in (before.lower(), before)
            ),
            "inside-other-words": [word for word in words(before.lower()) if word in after.lower()],
            "every-word": words(before.lower()),
        },
    )


def words_cut(answer: Answer, case: Case, feedback: FeedbackBuilder) -> Feedback:
    """Check which words of a text another one lacks: a function of before and after."""
    quotes = case.quotes.set_index("id")["quote_en"]
    pairs = [_sentence(case), (str(quotes["Q24"]), str(quotes["Q25"])), NEARLY, REPEATED]

    def slips(before: str, after: str) -> dict[str, object]:
        old, new = _plain(before), _plain(after)
        right = _missing(old, new)
        inside = _missing(old, after.lower())
        return {
            "set-has-no-order": lambda value: isinstance(value, set | frozenset),
            "first-word-only": lambda value: isinstance(value, str) and value.lower() in old,
            "one-text": lambda value: isinstance(value, str),
            "inside-other-words": lambda value: (before, after) != pairs[0] and _are(value, inside),
            "other-way-round": _missing(new, old),
            "capitals-make-words": _missing(words(before), words(after)),
            "signs-make-words": _missing(before.lower().split(), after.lower().split()),
            "kept-not-cut": [word for word in old if word in new],
            "whole-sentence": old,
            "each-word-once": [*dict.fromkeys(right)],
            "changed-word-left-out": [part[1] for part in difference(before, after) if part[0] == "cut"],
            "order-lost": lambda value: sorted(_joined(value)) == sorted(right),
            "letters-not-words": lambda value: all(len(word) == 1 for word in _joined(value)),
            "not-in-the-first": lambda value: next(iter(_missing(_joined(value), old)), ""),
            "word-in-both": lambda value: next(iter(_missing(_joined(value), right)), ""),
            "word-left-out": lambda _: True,
        }

    return Task(
        lambda before, after: _missing(_plain(before), _plain(after)),
        # They say where an answer differs, and not why.
        ["order-lost", "not-in-the-first", "word-in-both", "word-left-out"],
        tries=[{"before": before, "after": after} for before, after in pairs],
        fits=lambda value: isinstance(value, set | frozenset | str) or are_texts(value),
        same=_are,
        slips=slips,
    ).feedback(answer, feedback)


def _joined(several: Sequence[str]) -> list[str]:
    return _plain(" ".join(several))


def _are(value: Answer, result: Sequence[str]) -> bool:
    return are_texts(value) and _joined(value) == _joined(result)


#: The exercise shows the same lines (tested).
lines_of_the_cut, LINES = puzzle(__package__, "lines_of_the_cut")


def what_was_cut(answer: Answer, case: Case, feedback: FeedbackBuilder) -> None:
    """Check what the fragment cuts and changes: a function that gives three texts."""
    try:
        values = expect_parts(answer, feedback, 3)
    except IncorrectAnswer as why:
        first_blank = why.note == "blank-part" and why.fields["found"] == 1
        raise IncorrectAnswer("nothing-is-gone") if first_blank else why from None
    if are_texts(values[0]):
        values = (" ".join(values[0]), *values[1:])
    if not are_texts(values):
        raise IncorrectAnswer("wrong-type", kind(values))
    _judge_cut(case, *map(_plain, values))


def _judge_cut(case: Case, cut: list[str], post: list[str], article: list[str]) -> None:
    """Raise `IncorrectAnswer` for the words that are cut and the word that changed."""
    quotes = case.quotes.set_index("id")["quote_en"].map(_plain)
    before, after = _sentence(case)
    sentence, fragment = _plain(before), _plain(after)
    parts = [(kind, _plain(old), _plain(new)) for kind, old, new in difference(before, after)]
    right = [word for kind, old, _ in parts if kind == "cut" for word in old]
    was, became = next((old, new) for kind, old, new in parts if kind == "changed")
    while len(post) > 1 and len(article) > 1 and post[-1] == article[-1]:
        post, article = post[:-1], article[:-1]  # "that country" for "this country": the change is in it
    while len(post) > 1 and len(article) > 1 and post[0] == article[0]:
        post, article = post[1:], article[1:]
    if (post, article) == (became, was):
        raise IncorrectAnswer("swapped")
    for word in [*_missing(cut, sentence), *_missing(post, sentence)]:
        raise IncorrectAnswer("other-sentence" if word in quotes[POST] else "not-in-the-post", word)
    if kept := [word for word in cut if word in fragment]:
        raise IncorrectAnswer("word-is-still-there", kept[0])
    if cut != right:
        if set(was) & set(cut):
            raise IncorrectAnswer("changed-word-among-the-cut")
        raise IncorrectAnswer("order-lost" if set(cut) == set(right) else "cut-is-longer")
    for word in _missing(article, fragment):
        in_headline = word in quotes[HEADLINE]
        raise IncorrectAnswer("verb-around-the-quotation" if in_headline else "not-in-the-fragment", word)
    if (post, article) != (was, became):
        raise IncorrectAnswer("not-in-the-same-place")


# ---------------------------------------------------------------- 3. a table of words

#: The words that the exercise counts.
WANTED = ("threatens", "ready", "leave", "France", "abuse", "rights")
#: What the second try counts, and where.
OTHERS = ("The", "use", "law", "judge")
OTHER_TEXTS = ("The law is the law, and users use it.", "Nobody may use it without a judge.")


def word_table(answer: Answer, case: Case, feedback: FeedbackBuilder) -> Feedback:
    """Check how often words occur: a function of texts and wanted."""
    return Task(
        right=lambda *given: lambda table: _judge_table(table, *given),
        # They name a word whose number is wrong, and not why.
        other=["word-left-out", "zero-left-out", "word-not-wanted", "wrong-counts"],
        tries=[
            {"texts": list(texts), "wanted": list(wanted)}
            for texts, wanted in ((case.claims["text_en"], WANTED), (OTHER_TEXTS, OTHERS))
        ],
        fits=lambda value: isinstance(value, dict | pd.Series | numbers.Number),
    ).feedback(answer, feedback)


def _judge_table(table: Answer, texts: list[str], wanted: Sequence[str]) -> bool:
    """Raise `IncorrectAnswer` for a table of words that is not right."""
    if isinstance(table, numbers.Number):
        raise IncorrectAnswer("one-number")
    if not all(is_whole(number) for _, number in table.items()):
        raise IncorrectAnswer("not-whole")
    counts = {fold(short(word)): int(number) for word, number in table.items()}
    right = {fold(str(word)): number for word, number in count(texts, wanted).items()}
    if counts == right:
        return True
    small = [text.lower() for text in texts]
    rules: Mapping[str, Callable[[str], int]] = {
        "inside-other-words": lambda word: sum(text.count(word.lower()) for text in small),
        "capitals-make-words": lambda word: sum(words(text).count(word) for text in texts),
        "wanted-has-capitals": lambda word: sum(words(text).count(word) for text in small),
        "texts-not-words": lambda word: sum(fold(word) in _plain(text) for text in texts),
        "signs-make-words": lambda word: sum(text.split().count(word.lower()) for text in small),
        "first-text-only": lambda word: int(count(texts[:1], word).sum()),
        "last-text-only": lambda word: int(count(texts[-1:], word).sum()),
    }
    for misconception, rule in rules.items():
        if counts == {fold(word): rule(word) for word in wanted}:
            raise IncorrectAnswer(misconception)
    if any({*counts.values()} == {right[fold(word)]} and right[fold(word)] for word in wanted):
        raise IncorrectAnswer("one-word-for-all")
    absent = [word for word in wanted if fold(word) not in counts]
    lost = [word for word in absent if right[fold(word)]]
    if lost and all(word != word.lower() for word in lost):
        raise IncorrectAnswer("wanted-has-capitals")
    if absent:
        raise IncorrectAnswer("word-left-out" if absent[0] in lost else "zero-left-out", absent[0])
    if more := [word for word in counts if word not in right]:
        raise IncorrectAnswer("word-not-wanted", more[0])
    wrong = [word for word in wanted if counts[fold(word)] != right[fold(word)]]
    raise IncorrectAnswer("wrong-counts", wrong[0])


REASONS = ("negation", "irony", "other voice")

#: The quotations of the question at the end: the row, the word that is counted there, why the count
#: misleads (none if it does not), and the idea behind any other reason.
SAYINGS = rows_of(__package__, "misleading_counts", "sayings")


def misleading_counts(answer: Answer, case: Case, feedback: FeedbackBuilder) -> None:
    """Check where a count misleads, and why: a function that gives a dictionary from letters to reasons."""
    # A letter without a reason is left out: its word means what it says.
    reason = Part("unknown-reason", REASONS)
    answers = expect_rows(answer, feedback, SAYINGS, "letter", reason, needed=())
    judge_sayings(answers, SAYINGS, "every-count-misleads", "word-taken-for-claim")
