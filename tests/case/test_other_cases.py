"""Another case is served or refused in a sentence, never judged or described by the rows of Telegram.

Cases without a fact have the form of the case Telegram, and placeholders: no row says anything of anybody.
"""

import dataclasses
import json
import re
from contextlib import suppress
from functools import cache, partial
from itertools import product
from pathlib import Path
from tempfile import mkdtemp

import pandas as pd
import pytest

from enclair import Claims, Poll, Quotes, Timeline, banner, explore, load_case
from enclair.case import claims, events, quotes
from enclair.case.model import OtherCaseError, check_case, requires
from enclair.lessons.if_everyone_leaves.figures import departures
from enclair.lessons.judge_for_a_day.figures import abreast, votes_by_gate
from enclair.lessons.needles_and_haystacks.figures import Alarms
from enclair.lessons.what_can_the_server_see import Exchange, sealed
from enclair.lessons.what_happened.figures import events_by_track, procedure
from enclair.lessons.words_under_the_microscope.coding import COLUMNS, recode
from enclair.lessons.words_under_the_microscope.figures import kept_and_cut, stance_by_group, word_counts
from enclair.lessons.words_under_the_microscope.sketches import sides
from enclair.text.errors import ChoiceError, PlainError
from tests.banks import with_tables
from tests.figures.test_picture import EXPLORED, FIGURES, MADE, TABLES
from tests.helpers import CASE, assert_in, cell, each_shown, forms, refused

#: Columns of texts that hold a date, an address, a number.
DATES = ("date", "announced_on", "as_of", "period_start", "period_end", "decided_on")


def _cell(field, row, kind):
    name, codes = field["name"], field.get("constraints", {}).get("enum")
    if name == "stance":
        return f"{row - 2}"
    if name == "id":
        return f"example-{row}"
    if field["type"] == "date" or name in DATES or name.endswith("_date"):
        return f"200{row}-01-0{row}"
    if field["type"] in ("integer", "number"):
        return f"{row}"
    if field["type"] == "boolean":
        return "true"
    if codes:
        return f"code-{row}" if kind == "codes of its own" else str(codes[0])
    return f"https://example.org/{row}" if name.endswith("_url") else f"placeholder {row}"


#: With the codes that Telegram has, or with other ones.
KINDS = ("placeholders", "codes of its own")


def write(folder, kind, only=(), **changes):
    """Write a case of ``kind`` into ``folder``, with all tables or ``only`` some; ``changes`` describe it."""
    described = []
    for resource in CASE.package["resources"]:
        if only and resource["name"] not in only:
            continue
        key, fields = (resource["schema"][each] for each in ("primaryKey", "fields"))
        rows = {field["name"]: [_cell(field, row, kind) for row in (1, 2, 3)] for field in fields}
        pd.DataFrame(rows).to_csv(folder / resource["path"], index=False)
        bare = [{"name": field["name"], "type": field["type"]} for field in fields]  # anything goes in them
        named = {"name": resource["name"], "path": resource["path"]}
        described.append(named | {"schema": {"fields": bare, "primaryKey": key}})
    package = {"name": "example-corp", "title": "Example Corp", "as_of": "2003-01-03", "resources": described}
    (folder / "datapackage.json").write_text(json.dumps(package | changes), encoding="utf-8")
    return folder


@cache
def other(kind):
    """A case of ``kind``; it tells of no proceedings."""
    return load_case(write(Path(mkdtemp()), kind))


def told(view):
    """All that a view or a figure shows without a script."""
    page = view._repr_html_() if hasattr(view, "_repr_html_") else "".join(map(str, forms(view).values()))
    return f"{view!r}\n{page}"


SPEAKS = "^{} speaks of the case telegram, not of the case 'example-corp'. It needs load_case"


@requires()
def view(case):
    return str(case["nothing"] if isinstance(case, pd.DataFrame) else case.quotes.iloc[99999])


def test_a_case_or_a_table_that_is_not_what_is_needed_is_refused_in_one_sentence():
    case = other("placeholders")
    check_case("figure", pd.DataFrame(), only=True)  # a learner's own
    for another in (case, case.quotes):
        refused(OtherCaseError, SPEAKS.format("figure"), check_case, "figure", another, only=True)
    sentence = r'^view looks for {}, and there is none\. It works with load_case\("telegram"\)\.$'
    refused(OtherCaseError, sentence.format("nothing"), view, CASE.quotes)
    refused(OtherCaseError, sentence.format("a row"), view, CASE)
    for wrong, asks in product((None, "telegram", 3), (view, banner)):
        sentence = rf'^{asks.__name__}: found .* instead of a case; write load_case\("telegram"\) there\.$'
        refused(ChoiceError, sentence, asks, wrong)


#: Each line of a notebook that shows something of a case, with its package.
LINES = {
    f"{package}.{name}": (package, line)
    for kind in ("SHOWN", "HTML", "OF_CASE")
    for package, name, shown in each_shown(kind)
    if re.match(r"[\w.]+\((lambda: .*)?case\b", line := shown[0] if kind == "SHOWN" else shown)
}


def given(package, line, case):
    """What a line shows of another case."""
    before, _, shown = cell(package, line).rpartition("\n")
    exec(f"{before}\nfrom enclair import explore", space := {"case": case})
    return eval(shown, space)


#: What speaks of the case of the lessons alone.
ONLY = {"Deck", "Gates", "Grid", "Framing", "desk", "policy", "decide", "register", "income", "misuses"}


def test_where_another_case_is_open_each_lesson_says_so_once_and_what_needs_no_case_goes_on():
    for name in ONLY:
        line = next(line for line in LINES.values() if f"{name}(case" in line[1])
        refused(OtherCaseError, f"(?i){SPEAKS.format(name)}", given, *line, other("placeholders"))
    shown = [Exchange(), sealed("We meet at noon."), Poll(yes=1, no=2), explore(Alarms)]
    assert all(map(told, [*shown, votes_by_gate(pd.DataFrame({"gate": ["law"], "vote": ["yes"]}))]))


#: By view, the table and the columns of it that it says it needs.
NEEDED = {
    Timeline: ("timeline", events.COLUMNS),
    Quotes: ("quotes", quotes.COLUMNS),
    Claims: ("claims", claims.COLUMNS),
    recode: ("quotes", " ".join(COLUMNS)),
}


@pytest.mark.parametrize("view", NEEDED)
def test_a_view_needs_the_columns_that_it_names_and_no_other(view):
    name, columns = NEEDED[view]
    rows = getattr(CASE, name)[columns.split()]
    assert told(view(dataclasses.replace(CASE, _tables={name: rows})))
    for column in columns.split():
        sentence = rf"^{view.__name__} looks for {column}, "
        refused(OtherCaseError, sentence, view, with_tables(**{name: rows.drop(columns=column)}))


@pytest.mark.parametrize(
    ("view", "name", "shared"), [(Timeline, "timeline", "events"), (Quotes, "quotes", "quotes")]
)
def test_a_column_of_somebody_elses_own_reaches_the_page(view, name, shared):
    own = {"day": pd.Timestamp("2024-08-24"), "share": float("nan"), "count": pd.NA}
    made = view(with_tables(**{name: getattr(CASE, name).assign(**own)}))
    packed = json.loads(made._shared[shared].value, parse_constant=pytest.fail)
    row = dict(zip(packed["columns"], packed["rows"][0], strict=True))
    assert [row[column] for column in own] == ["2024-08-24 00:00:00", None, None]


def test_a_case_of_three_tables_of_somebody_else_opens(tmp_path):
    case = load_case(write(tmp_path, "placeholders", only=("timeline", "quotes", "claims")))
    assert case.tables == ("timeline", "quotes", "claims")
    for view in (Timeline, Quotes, Claims):
        assert "placeholder 2" in told(view(case, "fr"))


DRAWN = [name for name in FIGURES if TABLES[name] and name not in (*MADE, *EXPLORED)]
OF_TABLES = [*map(FIGURES.get, DRAWN), abreast, departures, kept_and_cut, procedure, sides]
OF_TABLES += [partial(word_counts, words=["privacy"])]


@pytest.mark.parametrize("figure", OF_TABLES)
def test_a_figure_names_what_its_table_lacks(figure):
    refused(OtherCaseError, r"^\w+ looks for ", figure, pd.DataFrame({"a": [1]}))


@pytest.mark.parametrize("name", [*LINES, *DRAWN])
def test_a_view_shows_another_case_or_refuses_it(name):
    for kind in KINDS:
        with suppress(PlainError):
            if name in DRAWN:
                shown = FIGURES[name](getattr(other(kind), TABLES[name]))
            else:
                shown = given(*LINES[name], other(kind))
            assert "Durov" not in told(shown)


def test_of_innocence_is_spoken_only_where_a_case_tells_of_proceedings():
    case = other("placeholders")
    assert case.proceedings == {}
    for view in (banner(case), Timeline(case), Claims(case)):
        assert "innocent" not in told(view)
    assert_in(repr(banner(case, "fr")), "Example Corp", "3 janvier 2003")


def test_a_case_calls_its_own_codes_as_it_likes_and_one_that_nothing_names_is_shown_as_it_is(tmp_path):
    labels = {"code-1": {"en": "Lane 1", "fr": "Voie d’exemple 1"}}
    case = load_case(write(tmp_path, "codes of its own", labels=labels))
    table = case.timeline.assign(date_precision="day", track=["code-2", "justice", "code-1"])
    quotes = case.quotes.assign(stance=[1, 0, -1])
    case = dataclasses.replace(case, _tables=case._tables | {"timeline": table, "quotes": quotes})
    assert events.tracks(case.timeline) == ["justice", "code-2", "code-1"]
    view = Timeline(case)
    assert view.words["fr"][view.labels["code-1"]] == "Voie d’exemple 1"
    assert "code-2" in told(view)
    drawn = events_by_track(view.rows).alt
    assert "Telegram" not in drawn
    for words in (drawn, view.table(), Quotes(case).table(), stance_by_group(case.quotes).alt):
        assert "Lane 1" in words
    assert "Voie d’exemple 1" in Timeline(case, "fr").table()
