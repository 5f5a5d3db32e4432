"""The questions before and after the course: facts, parallel forms, and the code of an export."""

import copy
from functools import reduce
from operator import getitem

import pandas as pd
import pytest

from enclair.case.model import row_of, teaching
from enclair.lessons.needles_and_haystacks import scanning
from enclair.lessons.start_here import exports, instrument
from enclair.lessons.start_here.instrument import FORMS, INSTRUMENT, LETTERS
from enclair.text.errors import ChoiceError, NotesError
from enclair.text.locale import number
from tests.helpers import assert_in, refused
from tests.prose import misquoted

ITEMS, FILE = list(INSTRUMENT.forms["A"].items), teaching("instrument")
HTML = "<img src=x onerror=alert(1)><script>alert(2)</script>"


def cited(case, source):
    """The row of the case that a source names."""
    table, name = source.split(" ", 1)
    if table != "disclosures":
        return row_of(case, f"{table}.{name}")
    rows, (country, period) = case.disclosures, name.split(" ", 1)
    [row] = rows[(rows["country_iso3"] == country) & (rows["period_label"] == period)].to_dict("records")
    return row


def asked(lang="en"):
    for form in instrument.texts(lang).forms.values():
        yield from (*form.items.values(), *form.tasks.values())


def test_each_fact_names_rows_of_the_case_that_may_be_taught(case):
    for name, table in (FILE["items"] | FILE["tasks"]).items():
        for form in FORMS:
            assert table[form]["sources"] or "example" in table[form] or name == "other-side", name
            for source in table[form]["sources"]:
                assert cited(case, source).get("confidence", "") != "unverified", source


def test_the_two_forms_are_parallel():
    for name in ITEMS:
        first, second = (INSTRUMENT.forms[form].items[name] for form in FORMS)
        assert sorted(first.behind.values()) == sorted(second.behind.values())
        assert len(first.behind) == len(LETTERS) - 1
        assert first.question != second.question
        # A third more words at most: one form must not be the harder one to read.
        lengths = [len(one.question.split()) for one in (first, second)]
        assert max(lengths) <= 1.6 * min(lengths), name
        assert first.right != second.right or name == "court", name


def test_the_right_answer_cannot_be_seen_from_outside():
    for name, form in INSTRUMENT.forms.items():
        right = [item.right for item in form.items.values()]
        assert set(right) == set(LETTERS)
        assert max(right.count(letter) for letter in LETTERS) <= 2
        lengths = pd.DataFrame([pd.Series(item.choices).str.len() for item in form.items.values()])
        assert (lengths.idxmax(axis=1) == right).sum() <= 2, name
        own = [row[letter] for letter, (_, row) in zip(right, lengths.iterrows(), strict=True)]
        assert (own <= 1.5 * lengths.mean(axis=1)).all(), name


@pytest.mark.parametrize(
    ("place", "key", "words"),
    [
        ("items.court.A.a", "behind", r"\[items.court.A\].*one choice without"),
        ("items.court.B", "question", "'question' is missing"),
    ],
)
def test_what_a_file_of_a_teacher_lacks_is_named(monkeypatch, place, key, words):
    content = copy.deepcopy(teaching("instrument"))
    del reduce(getitem, place.split("."), content)[key]
    monkeypatch.setattr(instrument, "teaching", lambda name, lang: content)
    refused(NotesError, rf"^instrument.en.toml.*{words}", instrument.texts.__wrapped__)


def test_misconceptions_of_both_sides_are_among_the_wrong_answers():
    behind = {name for one in asked() for name, _ in getattr(one, "behind", {}).values()}
    # What one believes too readily who distrusts the State, and who trusts it.
    assert behind >= {"encrypted-is-end-to-end", "no-data-may-be-asked", "ruling-on-france"}
    assert behind >= {"security-comes-first", "investigated-is-guilty", "few-false-is-certain"}


def test_invented_examples_are_computed():
    for form in FORMS:
        item, example = INSTRUMENT.forms[form].items["alarms"], FILE["items"]["alarms"][form]["example"]
        outcome = scanning.alarms(**example)
        assert item.question.startswith("An invented example")
        assert_in(
            item.question,
            f"looks at {number(outcome.items)} messages, of which {outcome.forbidden} are",
            f"finds {outcome.found} of these {outcome.forbidden}, and",
            f"for {round(100 * example['false'])} in 100 of the others",
        )
        shares = {
            "": outcome.right,
            "found-share-is-right-share": example["hit"],
            "few-false-is-certain": 1 - example["false"],
        }
        behind = {letter: item.behind.get(letter, ("",))[0] for letter in item.choices}
        assert shares.keys() <= {*behind.values()}
        for letter, name in behind.items():
            assert name not in shares or item.choices[letter] == f"About {round(100 * shares[name])}"


def test_facts_and_dates_are_those_of_the_tables(case):
    for source, column, words in (
        ("timeline podchasov", "description_en", "disproportionate"),
        ("disclosures KOR Oct 2024 - June 2025", "note", "more than 95% of requests"),
        ("messengers Telegram", "e2ee_1to1", "optional (secret chats only)"),
        ("messengers Telegram", "e2ee_groups", "no"),
        ("messengers Telegram", "cloud_copy_readable_by_operator", "yes"),
        ("messengers WhatsApp", "handed_over_under_order", "source and destination of each message"),
        ("messengers Viber", "handed_over_under_order", "message history without contents"),
        ("procedure information-judiciaire", "meaning_en", "dismissal or a referral"),
    ):
        assert words in str(cited(case, source)[column]), source


def test_words_of_others_are_to_the_letter(case, lang):
    assert misquoted("\n".join(one.question for one in asked(lang))) == []
    for form, name in (("A", "H01"), ("B", "H15")):
        headline = case.headlines.set_index("id").loc[name, f"headline_{lang}"]
        assert headline.split('": ')[-1] in instrument.form(form, lang).tasks["wording"].question


def test_codes_in_any_script_are_stored_in_one_form():
    for code, stored in (
        *(("blue-fox-7", "blue-fox-7"), ("  Blue   FOX_7 ", "blue-fox-7"), ("Élan 12", "élan-12")),
        *(("E\u0301lan 12", "élan-12"), ("синий кит", "синий-кит"), ("नीला मोर", "नीला-मोर")),
        *(("ثعلب أزرق", "ثعلب-أزرق"), ("青い狐の七", "青い狐の七"), ("Straße", "strasse")),
    ):
        assert exports.check_code(code) == exports.check_code(stored) == stored


def test_codes_that_do_not_fit_are_refused_in_one_sentence():
    for code in ("", "abc", "x" * 31, HTML, "🦊🦊🦊🦊", "fox/../x", "1205", "fox\nfox\0", "____", None):
        refused(ChoiceError, r"^code: .{,190}$", exports.check_code, code)
