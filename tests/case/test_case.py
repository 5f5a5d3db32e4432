import copy
import csv
import itertools
import json
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import FrozenInstanceError
from pathlib import Path

import pandas as pd
import pytest

from enclair import load_case
from enclair.case import model as case_module
from enclair.case.datapackage import RESERVED, VERIFIED
from enclair.case.model import Case, CaseError
from enclair.command import cli
from enclair.text.errors import PlainError
from enclair_tools.validation import text_errors, validator_errors
from tests.helpers import in_language, refused

REPO = Path(__file__).parents[2]
TELEGRAM = REPO / "datasets" / "telegram"


def read_rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write_rows(path, rows, **options):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n", **options).writerows(rows)


def describe(folder, change):
    """Change the description of a case: ``change`` gets it as a dictionary."""
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    change(package)
    path.write_text(json.dumps(package), encoding="utf-8")


def set_cell(folder, row, column, value, file="timeline.csv"):
    """Write ``value`` into a cell; rows count as in a spreadsheet."""
    rows = read_rows(folder / file)
    rows[row - 1][rows[0].index(column)] = value
    write_rows(folder / file, rows)


@pytest.fixture
def small(tmp_path):
    """A sound case with two tables: the first ten events, and the charges."""
    folder = tmp_path / "a small case, très petit"
    folder.mkdir()
    shutil.copy(TELEGRAM / "datapackage.json", folder)
    shutil.copy(TELEGRAM / "charges.csv", folder)
    write_rows(folder / "timeline.csv", read_rows(TELEGRAM / "timeline.csv")[:11])
    keep = ("timeline", "charges")
    describe(
        folder,
        lambda package: package.update(resources=[r for r in package["resources"] if r["name"] in keep]),
    )
    return folder


def frictionless_accepts(folder):
    """What the library says."""
    return not validator_errors(folder)


def refusal(folder):
    with pytest.raises(CaseError) as caught:
        load_case(folder)
    return caught.value


def test_the_small_case_is_sound(small):
    case = load_case(small)
    assert case.tables == ("timeline", "charges")
    assert (len(case.timeline), len(case.charges)) == (10, len(load_case().charges))
    assert frictionless_accepts(small)


def test_a_case_is_found_by_name_and_by_any_path(small, tmp_path, monkeypatch):
    for name in ("telegram", TELEGRAM, str(TELEGRAM), TELEGRAM / "datapackage.json"):
        assert load_case(name).name == "telegram"
    (tmp_path / "link").symlink_to(small)
    monkeypatch.chdir(tmp_path)
    for name in (small.name, "link", str(small)):
        assert len(load_case(name).timeline) == 10
    monkeypatch.chdir(small)
    assert len(load_case(".").timeline) == 10


def test_line_ends_of_windows_are_read(small):
    path = small / "timeline.csv"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_case(small).timeline.equals(load_case(TELEGRAM).timeline.head(10))


def test_cells_have_the_types_of_their_columns():
    case = load_case()
    events, counts = case.timeline, case.disclosures
    assert events["date"].dt.year.iloc[0] == 2006
    assert events["known_on"].isna().any()
    assert events["in_seed_article"].dtype == bool
    assert (events["source_date"] == "").any()
    assert events.isna().sum().drop("known_on").sum() == 0
    assert counts["requests_made"].dtype == "Int64"
    assert counts["requests_made"].isna().any()
    assert case.users["value_millions"].dtype == "float64"


def test_a_key_that_leads_somewhere_is_followed(small):
    link(small, "category")
    for row in range(2, 14):
        set_cell(small, row, "theme", "platform", "charges.csv")
    assert (load_case(small).charges["theme"] == "platform").all()
    assert frictionless_accepts(small)


def test_a_boolean_column_may_have_empty_cells(small):
    describe(small, column(-1, constraints={}))
    set_cell(small, 3, "in_seed_article", "")
    assert load_case(small).timeline["in_seed_article"].isna().tolist() == [False, True] + [False] * 8


def bytes_of(change, file="timeline.csv"):
    """A damage: the bytes of a file become ``change(bytes)``."""
    return lambda folder: (folder / file).write_bytes(change((folder / file).read_bytes()))


def rows_of(change, **options):
    """A damage: the rows of the events become ``change(rows)``."""
    return lambda folder: write_rows(
        folder / "timeline.csv", change(read_rows(folder / "timeline.csv")), **options
    )


def wrong(row, column, value, file="timeline.csv"):
    """A damage: another value in a cell."""
    return lambda folder: set_cell(folder, row, column, value, file)


def described(change):
    """A damage: another description."""
    return lambda folder: describe(folder, change)


def package(**changes):
    """A change of a description as a whole."""
    return lambda package: package.update(changes)


def table(**changes):
    """A change of the description of the first table."""
    return lambda package: package["resources"][0].update(changes)


def schema(**changes):
    """A change of the schema of the first table."""
    return lambda package: package["resources"][0]["schema"].update(changes)


def column(place=0, of=0, **changes):
    """A change of the description of a column, of the first table unless ``of`` another."""
    return lambda package: package["resources"][of]["schema"]["fields"][place].update(changes)


def link(folder, target):
    """Say that the theme of each offence is a value of the column ``target`` of the events."""
    key = {"fields": "theme", "reference": {"resource": "timeline", "fields": target}}
    describe(folder, lambda package: package["resources"][1]["schema"].update(foreignKeys=[key]))


def escape(folder):
    shutil.copy(folder / "timeline.csv", folder.parent / "outside.csv")
    describe(folder, lambda package: package["resources"][0].update(path="../outside.csv"))


#: What happens to the small case, and the sentence that tells it, by name.
BROKEN = {
    "missing file": (
        lambda folder: (folder / "timeline.csv").unlink(),
        "timeline.csv: found no such file, expected this file in the folder 'a small case, très petit'",
    ),
    "a folder in place of a table": (
        lambda folder: ((folder / "timeline.csv").unlink(), (folder / "timeline.csv").mkdir()),
        "timeline.csv: found a folder, a pipe or a device in place of a file, expected a readable file",
    ),
    "a path out of the folder": (
        escape,
        "datapackage.json: found the path '../outside.csv' of the table timeline, expected the name",
    ),
    "no description": (
        lambda folder: (folder / "datapackage.json").unlink(),
        "datapackage.json: found no such file",
    ),
    "broken description": (
        bytes_of(lambda _: b'{"name": ', "datapackage.json"),
        "datapackage.json, row 1: found broken JSON",
    ),
    "an unknown type": (
        described(column(type="colour")),
        "datapackage.json: found in the table timeline, type 'colour' of the column id, expected one of",
    ),
    "a key that leads nowhere": (
        lambda folder: link(folder, "id"),
        "charges.csv, row 2, column theme: found 'platform', expected a value of timeline.csv, column id",
    ),
    "a long cell": (
        wrong(3, "date", "x" * 5000),
        f"timeline.csv, row 3, column date: found '{'x' * 79}…, expected a date like 2024-08-24",
    ),
    "above the range": (
        described(column(of=1, constraints={"maximum": 11})),
        "charges.csv, row 13, column n: found '12', expected at most 11",
    ),
}
OF_BYTES = {
    "wrong encoding": (
        lambda told: told.decode().encode("latin-1", errors="replace"),
        "row 2: found a byte that is not UTF-8 (0xe0), expected",
    ),
    "byte-order mark": (lambda told: b"\xef\xbb\xbf" + told, "row 1: found a byte-order mark"),
    "UTF-16": (
        lambda told: told.decode().encode("utf-16"),
        "row 1: found a byte that is not UTF-8 (0xff), expected a file saved as UTF-8",
    ),
    "UTF-16 without a mark": (
        lambda told: told.decode().encode("ascii", errors="ignore").decode().encode("utf-16-le"),
        "row 1: found a control character (U+0000), expected a file saved as UTF-8",
    ),
    "an empty row": (
        lambda told: b"\n".join([*(lines := told.split(b"\n"))[:3], b"", *lines[3:]]),
        "row 4: found an empty row, expected 24 cells",
    ),
    "an unclosed quote": (
        lambda told: told + b'"never closed',
        "row 12: found a row that cannot be read (unexpected end of data), expected cells with paired quotes",
    ),
    "empty table": (lambda _: b"", "row 1: found an empty file, expected the columns id, date,"),
}
BROKEN |= {name: (bytes_of(do), f"timeline.csv, {told}") for name, (do, told) in OF_BYTES.items()}
OF_ROWS = {
    "extra column": (
        lambda rows: [[*rows[0], "mood"], *([*row, "good"] for row in rows[1:])],
        ", row 1, column mood: found a column that is not described",
    ),
    "missing column": (
        lambda rows: [row[:-1] for row in rows],
        ", row 1, column in_seed_article: found no such column",
    ),
    "columns in another order": (
        lambda rows: [[row[1], row[0], *row[2:]] for row in rows],
        ", row 1: found the order date, id,",
    ),
    "a column twice": (
        lambda rows: [[*row, row[0]] for row in rows],
        ", row 1, column id: found this column more than once",
    ),
    "a cut row": (
        lambda rows: [*rows[:3], rows[3][:5], *rows[4:]],
        ", row 4: found 5 cells, expected 24 cells, as in the header",
    ),
    "header only": (lambda rows: rows[:1], ": found no row below the header, expected at least one row"),
}
BROKEN |= {name: (rows_of(do), f"timeline.csv{told}") for name, (do, told) in OF_ROWS.items()}
for name, sign in (("semicolons", ";"), ("tabs", "\t")):
    told = f"timeline.csv, row 1: found {name} between the columns, expected commas"
    BROKEN[name] = (rows_of(list, delimiter=sign), told)
#: The row, the column, what is written into it, and what is expected there.
CELLS = {
    "bad date": (5, "date", "24/08/2024", "a date like 2024-08-24"),
    "impossible date": (5, "date", "2024-02-30", "a date like 2024-08-24"),
    "unknown category": (4, "category", "gossip", "one of growth, legal,"),
    "duplicate id": (4, "id", "fsb-asks-vk", "a value used once (row 3 has"),
    "missing source": (6, "source_name", "", "a text"),
    "missing address": (6, "source_url", "", "a text"),
    "not an address": (6, "source_url", "see Reuters", "a text like https://"),
    "not a number": (3, "n", "two", "a whole number like 673"),
    "out of range": (3, "n", "0", "at least 1"),
    "not true or false": (3, "complicity", "perhaps", "true or false"),
}
for name, (row, field, value, expected) in CELLS.items():
    file = "charges.csv" if field in ("n", "complicity") else "timeline.csv"
    found = repr(value) if value else "an empty cell"
    told = f"{file}, row {row}, column {field}: found {found}, expected {expected}"
    BROKEN[name] = (wrong(row, field, value, file), told)


#: A fault is told once; of these there are more.
PROBLEMS = {"a key that leads nowhere": 12}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_case_is_refused_with_the_place_what_was_found_and_what_was_expected(name, small):
    damage, sentence = BROKEN[name]
    damage(small)
    problems = refusal(small).problems
    assert len(problems) == PROBLEMS.get(name, 1)
    assert str(problems[0]).startswith(sentence)
    assert not frictionless_accepts(small)


def test_a_missing_file_hides_no_other_fault(small):
    link(small, "id")  # what a key refers to in the missing file is no fault of its own
    cells = read_rows(small / "charges.csv")
    write_rows(small / "charges.csv", [cells[0], [*cells[1][:-1], "yes, no"], *cells[2:]])
    (small / "timeline.csv").unlink()
    problems = refusal(small).problems
    assert [each.file for each in problems] == ["timeline.csv", "charges.csv"]
    assert problems[1].row == 2


def replaced(path, make):
    path.unlink()
    make(path)


UNREADABLE = ("missing file", "broken description", "wrong encoding", "missing column", "not a number")
UNREADABLE += ("bad date", "duplicate id", "unknown category", "a cut row", "an unknown type")


ODD = {
    "a pipe": os.mkfifo,
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a folder": Path.mkdir,
    "a circle of links": lambda path: path.symlink_to(path.name),
    "a link to nothing": lambda path: path.symlink_to("nothing.csv"),
}


def test_where_there_is_no_library_a_broken_case_is_refused_as_well_and_no_pipe_waited_for(small, tmp_path):
    """In a learner's browser there is none, and nobody waits for its import where there is."""
    expected = {}
    for name in UNREADABLE:
        BROKEN[name][0](copied := shutil.copytree(small, tmp_path / name / small.name))
        expected[copied] = BROKEN[name][1]
    for (name, make), file in itertools.product(ODD.items(), ("timeline.csv", "datapackage.json")):
        copied = shutil.copytree(small, tmp_path / name / file)
        replaced(copied / file, make)
        expected[copied] = f"{file}: found "
    program = """if True:
        import sys
        sys.modules["frictionless"] = None
        from enclair import load_case
        from enclair.case.model import CaseError
        case = None
        for folder in sys.argv[1:]:
            try:
                case = load_case(folder)
            except CaseError as error:
                print(*error.problems, sep=" | ")
        assert case is None
    """
    command = [sys.executable, "-c", program, *map(str, expected)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert run.stderr == ""
    said = run.stdout.splitlines()
    assert [each for each, words in zip(said, expected.values(), strict=True) if words not in each] == []


def test_a_broken_case_is_refused_in_french_as_well(small):
    BROKEN["not a number"][0](small)
    sentence = "charges.csv, ligne 3, colonne n\u00a0: trouvé 'two', attendu un nombre entier comme 673"
    assert in_language("fr", lambda: str(refusal(small))).endswith(f"\n- {sentence}")


def test_what_the_command_says_of_a_folder(small, capsys):
    assert cli.main(["check-case", str(small)]) == 0
    assert capsys.readouterr().out == f"Nothing is wrong in {small}.\n"
    describe(small, lambda package: package.update(sources="a friend"))
    assert cli.main(["check-case", str(small)]) == 1  # a rule of the standard, not of the kit
    assert capsys.readouterr().err.startswith("datapackage.json: ")
    BROKEN["missing column"][0](small)
    assert cli.main(["check-case", str(small)]) == 1
    assert "timeline.csv, row 1, column in_seed_article: found no such column" in capsys.readouterr().err
    assert cli.main(["check-case", str(small / "nothing")]) == 2


def nested(depth):
    """A list in a list in a list."""
    return [nested(depth - 1)] if depth else []


def topics(*changes):
    """A change of a description: its ``verified`` lists one topic for each of ``changes``."""
    good = dict.fromkeys(VERIFIED, "2026-11-26") | {"topic": "law"}
    return package(verified=[good | change for change in changes])


NOT_FOLLOWED = [
    (package(resources=[]), "resources = [], expected a list of at least one table"),
    (package(as_of=None), "as_of = None, expected a text"),
    (package(as_of="last summer"), "as_of = 'last summer', expected a date like"),
    (package(as_of="2026-99"), "as_of = '2026-99', expected a date like"),
    (package(as_of="2999-01-01"), "as_of = '2999-01-01', expected a date like"),
    (package(verified="all of it"), "verified = 'all of it', expected a list of topics"),
    (topics({"found_en": " "}), "verified, 1: 'law', found_en = ' ', expected a text"),
    (topics({"looked_on": "2026-13-45"}), "verified, 1: 'law', looked_on = '2026-13-45', expected a date"),
    (topics({"found_on": "2027-01"}), "verified, 1: 'law', 2027-01 / 2026-11-26 / 2026-11-26, expected"),
    (topics({}, {}), "verified, 2: 'law', expected one entry for each topic"),
    (topics({}, {"topic": None}), "verified, 2: None, topic = None, expected a text"),
    (package(focus={"start": "2024-08-24", "end": "2024-09-31"}), "focus = {'start': '2024"),
    (package(focus={"start": "2024-08-24"}), "focus = {'start': '2024"),
    (package(proceedings={}), "proceedings.status_en = None, expected a text"),
    (package(proceedings=[]), "proceedings.status_en = None, expected a text"),
    (package(labels={"fbi": {"en": "FBI"}}), "labels, 'fbi': {'en': 'FBI'}, expected its label"),
    (package(labels=["fbi"]), "labels, '': ['fbi'], expected its label in each language"),
    (package(title="\x1b[2J"), "a control character in '\\x1b[2J', expected valid JSON"),
    (package(more=nested(30)), "lists within lists without end, expected valid JSON"),
    (lambda p: p["resources"].append(p["resources"][0]), "two tables called timeline, expected one"),
    (table(name="tables"), "a table called 'tables', expected a name"),
    (table(name="class"), "a table called 'class', expected a name"),
    (table(name={"a": 1}), "a value of the wrong kind"),
    (table(path="a\0.csv"), "a control character in 'a\\x00.csv'"),
    (table(path="/etc/hosts"), "the path '/etc/hosts'"),
    (table(path="C:\\x.csv"), "the path 'C:\\\\x.csv'"),
    (table(path="https://example.org/x.csv"), "the path 'https:"),
    (table(dialect={"delimiter": ";"}), "the table timeline with another delimiter"),
    (schema(primaryKey="nobody"), "the key 'nobody' of the table"),
    (schema(foreignKeys=["id"]), "the foreign key 'id' of the"),
    (column(1, name="id"), "the table timeline with a column described twice"),
    (column(type=["string"]), "a value of the wrong kind"),
    (
        column(constraints={"maxLength": 9}),
        "in the table timeline, constraints {'maxLength': 9} of the column id, expected among enum,",
    ),
    (
        column(constraints={"enum": 5}),
        "in the table timeline, constraints {'enum': 5} of the column id, expected a valid",
    ),
    (
        column(constraints={"pattern": "("}),
        "in the table timeline, constraints {'pattern': '('} of the column id, expected a valid pattern",
    ),
    (
        column(1, constraints={"minimum": "2024-02-30"}),
        "in the table timeline, constraints {'minimum': '2024-02-30'} of the column date",
    ),
]


@pytest.mark.parametrize(("change", "sentence"), NOT_FOLLOWED)
def test_a_description_that_the_kit_cannot_follow_is_refused(change, sentence, small):
    """Rules of the kit: the library need not know them all."""
    describe(small, change)
    assert any(str(p).startswith(f"datapackage.json: found {sentence}") for p in refusal(small).problems)


@pytest.mark.parametrize(
    ("column", "value", "found", "expected"),
    [
        ("date", "2999-01-01", "'2999-01-01'", "of a year from 1000 to 2100"),
        ("known_on", "0204-08-24", "'0204-08-24'", "of a year from 1000 to 2100"),
        ("source_date", "2999", "'2999'", "of a year from 1000 to 2100"),
        ("source_date", "2023-02-30", "'2023-02-30'", "a date like 2024-08-24 or 2024-08"),
        ("source_name", "  ", "'  '", "a text: this column has no empty cell"),
        ("title_en", "a\0b", "a control character (U+0000)", "a text without it"),
        ("title_en", "a\x1b[2Jb", "a control character (U+001B)", "a text without it"),
        ("title_en", "a\x85b", "a control character (U+0085)", "a text without it"),
    ],
)
def test_a_cell_that_no_case_can_have_is_refused(column, value, found, expected, small):
    """Rules of the kit: the library lets these pass."""
    set_cell(small, 3, column, value)
    (problem,) = refusal(small).problems
    assert (problem.file, problem.row, problem.column, problem.found) == ("timeline.csv", 3, column, found)
    assert expected in problem.expected


@pytest.mark.parametrize("file", ["timeline.csv", "datapackage.json"])
def test_a_link_out_of_the_folder_is_refused_and_one_inside_is_followed(file, small):
    outside, inside = small.parent / "outside", small / "kept" / "inside"
    shutil.copy(small / file, outside)
    replaced(small / file, lambda path: path.symlink_to(outside))
    (problem,) = refusal(small).problems
    assert str(problem) == (
        f"{file}: found a link that leads out of the folder, expected a file in the folder of the case"
    )
    inside.parent.mkdir()
    shutil.move(outside, inside)
    replaced(small / file, lambda path: path.symlink_to("kept/inside"))
    assert len(load_case(small).timeline) == 10


def test_the_kit_finds_its_own_case_where_an_installer_puts_links(tmp_path, monkeypatch):
    (tmp_path / "telegram").mkdir()
    for path in TELEGRAM.iterdir():
        (tmp_path / "telegram" / path.name).symlink_to(path)
    monkeypatch.setattr(case_module, "_home", lambda: tmp_path)
    assert load_case("telegram").name == "telegram"


@pytest.mark.parametrize("file", ["timeline.csv", "datapackage.json"])
def test_a_package_that_is_too_large_is_refused_before_it_is_opened(file, small, monkeypatch):
    os.truncate(small / file, 50_000_001)
    opened = []
    original = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: opened.append(path.name) or original(path))
    (problem,) = refusal(small).problems
    assert problem.file == file
    assert problem.found == "a package of 50.0 MB, of which this is the largest file"
    assert problem.expected == "at most 50 MB; load_case(…, most_mb=…) reads more"
    assert file not in opened


def test_all_files_are_counted_together(small):
    sizes = [path.stat().st_size for path in small.iterdir()]
    with pytest.raises(CaseError, match=r"found a package of 0\.0 MB, of which this is the largest file"):
        load_case(small, most_mb=(sum(sizes) - 1) / 1_000_000)
    assert load_case(small, most_mb=sum(sizes) / 1_000_000).name == "telegram"


def test_a_long_table_is_refused_unless_it_is_asked_for(small):
    refused(CaseError, "charges.csv: found more than 11 rows", load_case, small, most_rows=11)
    assert len(load_case(small, most_rows=12).charges) == 12
    rows = read_rows(small / "timeline.csv")
    write_rows(small / "timeline.csv", [rows[0], *rows[1:2] * 20_001])
    (problem,) = refusal(small).problems
    assert str(problem) == (
        "timeline.csv: found more than 20,000 rows, expected no more; load_case(…, most_rows=…) reads more"
    )


@pytest.mark.parametrize("limit", [0, -1, "many", None, True, float("nan")])
def test_a_limit_is_a_number(limit, small):
    for name in ("most_rows", "most_mb"):
        refused(PlainError, f"{name}: found .*; write a number above 0", load_case, small, **{name: limit})


@pytest.mark.parametrize(
    "text",
    [
        *("[" * 200_000, '{"a": ' * 2_000, "9" * 5_000, "[" * 900 + "]" * 900),
        *("[]", '"text"', '{"resources": 3}', '{"resources": [3]}', "null"),
    ],
    ids=range(9),
)
def test_a_description_of_the_wrong_shape_or_without_bottom_is_refused(text, small):
    (small / "datapackage.json").write_text(text, encoding="utf-8")
    assert refusal(small).problems[0].file == "datapackage.json"


def test_all_problems_are_told_at_once_in_the_order_of_the_rows(small):
    set_cell(small, 9, "date", "soon")
    set_cell(small, 2, "status", "rumour")
    set_cell(small, 4, "theme", "gossip", "charges.csv")
    error = refusal(small)
    assert [(p.file, p.row, p.column) for p in error.problems] == [
        ("timeline.csv", 2, "status"),
        ("timeline.csv", 9, "date"),
        ("charges.csv", 4, "theme"),
    ]
    assert all(str(problem) in str(error) for problem in error.problems)
    assert str(error).startswith(
        "The case 'a small case, très petit' was not loaded: 3 problems.\n- timeline"
    )


def test_a_row_is_counted_as_a_spreadsheet_does(small):
    """A cell with a line break is one row, although it takes two lines of the file."""
    set_cell(small, 3, "description_en", "one\ntwo")
    set_cell(small, 5, "date", "soon")
    assert [problem.row for problem in refusal(small).problems] == [5]


def test_of_thousands_of_problems_twenty_are_spelled_out(small):
    rows = read_rows(small / "charges.csv")
    write_rows(small / "charges.csv", [rows[0], *(["0", *rows[1][1:]] for _ in range(3000))])
    error = refusal(small)
    assert len(error.problems) == 3000 + 2999  # below the minimum; the same number again
    assert "5,999 problems" in str(error)
    assert len(str(error).splitlines()) == 1 + 20 + 1
    assert str(error).endswith("and 5,979 more: they are all in .problems")


@pytest.mark.parametrize(
    "name",
    [
        *("telegramm", "", "none", 7, None, "~nobody-of-that-name/case", "x" * 9999),
        *("a\0b", Path("a\0b"), "/dev/zero", "/dev/zero/datapackage.json"),
    ],
)
def test_an_unknown_case_says_which_exist(name):
    sentence = r"There is no case .*Cases of the kit: telegram\. Or give the path"
    refused(CaseError, sentence, load_case, name)


def test_a_file_that_may_not_be_read_is_told(small, monkeypatch):
    def closed(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", closed)
    (problem,) = refusal(small).problems
    assert problem.found == "a file that does not open (Permission denied)"


def test_a_changed_table_never_changes_the_case():
    case = load_case()
    events = case.timeline
    events.loc[0, "title_en"] = "nothing happened"
    del events["date"]
    case.package["resources"].clear()
    case.proceedings["status_en"] = "convicted"
    assert case.timeline.loc[0, "title_en"] == "VKontakte (VK) goes online"
    assert "date" in case.timeline
    assert len(case.package["resources"]) == len(case.tables)
    assert "presumed innocent" in case.proceedings["status_en"]
    for name in ("timeline", "title", "anything"):
        refused(FrozenInstanceError, name, setattr, case, name, pd.DataFrame())
        refused(FrozenInstanceError, name, delattr, case, name)


def test_tables_are_offered_by_completion_and_can_be_copied(case):
    assert {"timeline", "quotes", "verified"} <= set(dir(case))
    assert copy.deepcopy(case).timeline.equals(case.timeline)
    assert f"timeline ({len(case.timeline)})" in repr(case)
    assert not hasattr(case, "timelines")
    sentence = r"has no table 'timelines'\. It has: timeline, quotes, claims"
    refused(AttributeError, sentence, getattr, case, "timelines")


def test_names_of_a_case_are_not_names_of_tables():
    public = {name for name in (*dir(Case), *Case.__dataclass_fields__) if not name.startswith("_")}
    assert public == RESERVED


def test_the_repository_has_the_data_when_the_package_has_not(monkeypatch, tmp_path):
    inside = tmp_path / "site" / "enclair"
    (inside / "datasets").mkdir(parents=True)
    monkeypatch.setattr(case_module, "__file__", str(inside / "case" / "model.py"))
    assert case_module._home() == inside / "datasets"
    (inside / "datasets").rmdir()
    assert case_module._home() == tmp_path / "datasets"


def test_the_case_loads_from_the_built_wheel(tmp_path):
    uv = shutil.which("uv")
    if uv is None:
        if os.environ.get("CI") == "true":
            pytest.fail("uv is not on the PATH: the wheel cannot be built")
        pytest.skip("uv is not on the PATH, so no wheel can be built")
    subprocess.run([uv, "build", "--wheel", "--quiet", "--out-dir", tmp_path, REPO], check=True)
    (wheel,) = tmp_path.glob("*.whl")
    site = tmp_path / "unzipped"
    zipfile.ZipFile(wheel).extractall(site)
    program = f"""if True:
        import sys; sys.path.insert(0, {str(site)!r})
        import enclair; from enclair.text import locale
        print(enclair.__file__, len(enclair.load_case().timeline), locale.date('', 'fr'), sep=' | ')
    """
    command = [sys.executable, "-I", "-c", program]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=tmp_path)
    expected = [site / "enclair" / "__init__.py", len(load_case().timeline), "date non indiquée"]
    assert ran.stdout.strip() == " | ".join(map(str, expected))


def test_a_notebook_shows_the_sentence_and_no_wall(case):
    for fail in (lambda: load_case("nowhere"), lambda: case.timelines):
        with pytest.raises(PlainError) as error:
            fail()
        assert error.value._render_traceback_() == [f"{type(error.value).__name__}: {error.value}"]


def test_texts_on_a_case_are_read_in_each_language(tmp_path):
    shutil.copytree(TELEGRAM / "teaching", tmp_path / "teaching")
    assert text_errors(TELEGRAM) == []
    (tmp_path / "teaching" / "deck.fr.toml").unlink()
    (tmp_path / "teaching" / "framing.en.toml").write_bytes(b'a = "\xe9"')
    (tmp_path / "teaching" / "scanning.fr.toml").write_text("[a", encoding="utf-8")
    missing, bytes_, broken = text_errors(tmp_path)
    assert missing == "teaching/deck.en.toml: there is no deck.fr.toml beside it."
    assert bytes_.startswith("framing.en.toml: expected text in UTF-8")
    assert broken.startswith("scanning.fr.toml, in or before [a")
