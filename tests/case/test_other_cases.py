"""Another case is served or refused in a sentence, never judged or described by the rows of Telegram."""

import dataclasses
import functools
import re
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pandas as pd
import pytest

from enclair import Case, Claims, Quotes, Timeline, banner, load_case, quote
from enclair.case import events
from enclair.case.needs import OtherCaseError
from enclair.checks import Check, CheckFailed, Feedback, ask
from enclair.lessons.what_happened.figures import events_by_track
from enclair.lessons.words_under_the_microscope.figures import stance_by_group
from enclair.text.errors import ChoiceError, PlainError
from tests.banks import with_tables
from tests.helpers import CASE, CHECKS, assert_in, banks, each_shown, forms
from tests.others import KINDS, other, write

#: A right answer to each check, and a wrong one.
ANSWERS: dict[str, list[Any]] = {
    name: [right[0], bank.WRONG[name][0][1]] for bank in banks() for name, right in bank.RIGHT.items()
}

#: Checks that judge by whatever rows a case has.
BY_ROWS = {name for bank in banks() for name in bank.TestBank.by_rows}
#: Checks whose question is about the case Telegram.
OF_TELEGRAM = {name for bank in banks() for name in bank.TestBank.of_telegram}


def outcome(make: Callable[..., Any], *arguments: Any) -> tuple[Any, str]:
    """What something gives, or the sentence with which it refuses; any other error is a failure."""
    try:
        return make(*arguments), ""
    except PlainError as error:
        sentence = str(error)
    assert not re.search(r"Error\b|\bNone of\b|Index\(", sentence), sentence
    return None, sentence


def told(view: Any) -> str:
    """All that a view or a figure shows without a script."""
    page = view._repr_html_() if hasattr(view, "_repr_html_") else "".join(map(str, forms(view).values()))
    return f"{view!r}\n{page}"


@pytest.mark.parametrize("name", CHECKS)
def test_a_check_judges_by_the_case_or_refuses_it(name: str) -> None:
    """What speaks of no case, a puzzle or a sum, says the same whatever the case."""
    for answer in ANSWERS[name]:
        alike = None if name in OF_TELEGRAM | BY_ROWS else ask(CHECKS[name], answer, CASE)
        for kind in KINDS:
            judged, sentence = outcome(ask, CHECKS[name], answer, other(kind))
            if name in OF_TELEGRAM or (name == "word_table" and kind in ("a table of its own", "keys alone")):
                assert_in(sentence, f"check.{name} ", "'example-corp'", 'load_case("telegram")')
            else:
                assert judged == alike or (name in BY_ROWS and isinstance(judged, Feedback))


def test_words_are_counted_in_the_claims_of_the_case_itself() -> None:
    seen = []

    def counts(texts: list[str], wanted: list[str]) -> dict[str, int]:
        seen.append(list(texts))
        return dict.fromkeys(wanted, 0)

    ask(CHECKS["word_table"], counts, other("placeholders"))
    assert seen[0] == ["placeholder 1", "placeholder 2", "placeholder 3"]


def test_a_memo_cites_rows_of_the_case_itself() -> None:
    found = ask(CHECKS["memo_form"], ANSWERS["memo_form"][0], other("placeholders"))
    assert found.misconception == "unknown-row"


def tables_read(name: str) -> set[str]:
    """The tables with keys that a check looks into."""
    read = set()

    class Watched(Case):
        def __getattr__(self, table: str) -> pd.DataFrame:
            read.add(table)
            return super().__getattr__(table)

    parts = (getattr(CASE, field.name) for field in dataclasses.fields(CASE))
    ask(CHECKS[name], ANSWERS[name][0], Watched(*parts))
    return read & {*CASE.keys}


@pytest.mark.parametrize("name", sorted(OF_TELEGRAM))
def test_a_check_reads_no_row_that_it_does_not_name(name: str) -> None:
    """Of Telegram without a row, a check refuses, or it judges as before."""
    for table in tables_read(name):
        rows = CASE._tables[table]
        for half in (rows.iloc[::2], rows.iloc[1::2]):
            judged, sentence = outcome(ask, CHECKS[name], ANSWERS[name][0], with_tables(**{table: half}))
            assert isinstance(judged, Feedback) or "the row" in sentence


def test_the_case_of_a_check_can_be_set(capsys: pytest.CaptureFixture[str]) -> None:
    check = Check(CHECKS)
    assert check.case.name == "telegram"
    check.case = other("placeholders")
    assert check.case is other("placeholders")
    with pytest.raises(OtherCaseError, match=r"does not have: the row timeline\.prosecutors-see"):
        check.firmness(ANSWERS["firmness"][0])
    with pytest.raises(CheckFailed):
        check.smallest_group(lambda rows: 10_000)
    check.smallest_group(ANSWERS["smallest_group"][0])


@pytest.mark.parametrize("wrong", [None, "telegram", pd.DataFrame()])
def test_the_case_of_a_check_is_a_case(wrong: Any) -> None:
    with pytest.raises(ChoiceError, match=r'instead of a case; write check\.case = load_case\("telegram"\)'):
        Check(CHECKS).case = wrong


def test_the_same_ids_in_another_case_do_not_make_its_rows_those_of_telegram() -> None:
    """Ids such as Q04 are numbers: another case may have them, and other words behind them."""
    case = dataclasses.replace(CASE, name="example-corp")
    for name in OF_TELEGRAM:
        with pytest.raises(
            OtherCaseError, match="speaks of the case telegram, not of the case 'example-corp'"
        ):
            ask(CHECKS[name], ANSWERS[name][0], case)


def drawn(package: str, name: str, table: str, case: Case) -> Any:
    """The figure ``name`` of a lesson, of a whole table."""
    return getattr(import_module(f"{package}.figures"), name)(getattr(case, table))


def in_text(name: str, case: Case) -> str:
    """A view as text: quick, and every cell that it shows is read."""
    view = MADE[name](case)
    return view.table() if hasattr(view, "table") else repr(view)


#: All that a case can be given to: views, and figures of one of its tables or of several.
MADE: dict[str, Callable[[Case], Any]] = {
    f"{package}.{name}": functools.partial(drawn, package, name, table)
    for package, name, table in each_shown("DRAWN")
}
MADE |= {f"{package}.{name}": make for package, name, make in each_shown("OF_CASE")}
#: Views of a case in which Telegram stands anyway.
NOT_OF_A_CASE = {f"{package}.{name}" for package, name, _ in each_shown("NOT_OF_A_CASE")}
NEEDED = {f"{package}.{name}": columns for package, name, columns in each_shown("NEEDED")}


@pytest.mark.parametrize("name", MADE)
def test_a_view_shows_another_case_or_refuses_it(name: str) -> None:
    for kind in KINDS:
        words, sentence = outcome(lambda case: told(MADE[name](case)), other(kind))
        assert sentence or name in NOT_OF_A_CASE or "Durov" not in words


@pytest.mark.parametrize("name", NEEDED)
def test_each_column_that_a_view_needs_is_named(name: str) -> None:
    tables = {table: CASE._tables[table].head(3) for table in NEEDED[name]}
    if outcome(in_text, name, with_tables(**tables))[1]:  # it needs more rows
        tables = {table: CASE._tables[table] for table in tables}
    for table, count in NEEDED[name].items():
        # The key is always there: load_case refuses a table without it.
        columns = tables[table].columns.drop([CASE.keys[table]])
        refused = set()
        for column in columns if count else [columns]:
            without = tables | {table: tables[table].drop(columns=column)}
            _, sentence = outcome(in_text, name, with_tables(**without))
            if sentence:
                assert column in sentence
                refused.add(column)
        assert len(refused) >= count


def test_of_innocence_is_spoken_only_where_a_case_tells_of_proceedings(lang: str) -> None:
    case = other("placeholders")
    assert case.proceedings == {}
    for view in (banner(case, lang), Timeline(case, lang), Claims(case, lang)):
        assert "innocent" not in told(view)
    assert "Example Corp" in repr(banner(case, lang))
    assert ("3 January 2003" if lang == "en" else "3 janvier 2003") in repr(banner(case, lang))
    assert "innocent" in repr(banner(CASE, lang))


def test_a_code_without_a_label_is_named() -> None:
    _, sentence = outcome(Timeline, other("codes of its own"))
    assert sentence == (
        'Timeline: the column track has the code "code-1", and nothing says what it is called. Say it in '
        'datapackage.json: "labels": {"code-1": {"en": …, "fr": …}}.'
    )


def test_a_case_calls_its_own_codes_as_it_likes(lang: str, tmp_path: Any) -> None:
    labels = {
        f"code-{row}": {"en": f"Example lane {row}", "fr": f"Voie d’exemple {row}"} for row in (1, 2, 3)
    }
    case = load_case(write(tmp_path, "codes of its own", labels=labels))
    table = case.timeline.assign(date_precision="day", track=["code-2", "justice", "code-1"])
    quotes = case.quotes.assign(stance=[1, 0, -1])
    case = dataclasses.replace(case, _tables=case._tables | {"timeline": table, "quotes": quotes})
    assert events.options(case.timeline, "tracks") == ["justice", "code-2", "code-1"]
    view = Timeline(case, lang)
    called = labels["code-1"][lang]
    assert called in view.table()
    assert view.labels["code-1"] == "Example lane 1"
    assert view.words["fr"]["Example lane 1"] == "Voie d’exemple 1"
    alt = events_by_track(view.rows).alt
    assert called in alt
    assert "Telegram" not in alt
    assert called in Quotes(case, lang).table()
    assert called in stance_by_group(case.quotes).alt


def test_no_lane_of_another_case_is_called_telegram() -> None:
    table = other("placeholders").timeline.assign(track="telegram")
    case = other("placeholders")
    case = dataclasses.replace(case, _tables=case._tables | {"timeline": table})
    with pytest.raises(ChoiceError, match='the column track has the code "telegram"'):
        Timeline(case)
    assert "telegram" not in Timeline(other("placeholders")).preset_order


def test_words_of_a_row_are_quoted_whatever_the_case() -> None:
    row = other("placeholders").quotes.iloc[0]
    shown = told(quote(row["quote_en"], row))
    assert "placeholder 1" in shown
    assert "https://example.org/1" in shown
