import copy
import csv
import json
import os
import re
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
from enclair.case.model import CaseError
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


def test_a_word_that_pandas_takes_for_nothing_stays_a_text(small):
    for row, word in enumerate(("NA", "null", "None", "nan"), 2):
        set_cell(small, row, "title_en", word)
    assert load_case(small).timeline["title_en"].head(4).tolist() == ["NA", "null", "None", "nan"]


def test_a_byte_order_mark_which_spreadsheets_write_is_no_part_of_the_first_column(small):
    bytes_of(lambda told: b"\xef\xbb\xbf" + told)(small)
    assert load_case(small).timeline.equals(load_case(TELEGRAM).timeline.head(10))


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


def schema(**changes):
    """A change of the schema of the first table."""
    return lambda package: package["resources"][0]["schema"].update(changes)


def column(place=0, of=0, **changes):
    """A change of the description of a column, of the first table unless ``of`` another."""
    return lambda package: package["resources"][of]["schema"]["fields"][place].update(changes)


def escape(folder):
    shutil.copy(folder / "timeline.csv", folder.parent / "outside.csv")
    describe(folder, lambda package: package["resources"][0].update(path="../outside.csv"))


def opened(path):
    """A damage: the description says that the first table is at another path."""
    return described(lambda package: package["resources"][0].update(path=path))


NO_COLUMN = "found no such column, expected this column in the header"
#: What happens to the small case, and the sentence that tells it, by name.
BROKEN = {
    "missing file": (
        lambda folder: (folder / "timeline.csv").unlink(),
        "timeline.csv: found no such file, expected this file in the folder 'a small case, très petit'",
    ),
    "a path out of the folder": (
        escape,
        "../outside.csv: found a path that leads out of the folder, expected a file in the folder of",
    ),
    "a path from the root": (opened("/etc/hosts"), "/etc/hosts: found a path that leads out of the folder"),
    "an address": (opened("https://example.org/x.csv"), "https://example.org/x.csv: found no such file"),
    "no path": (opened("a\0.csv"), "a\0.csv: found a file that does not open ("),
    "no description": (
        lambda folder: (folder / "datapackage.json").unlink(),
        "datapackage.json: found no such file",
    ),
    "broken description": (
        bytes_of(lambda _: b'{"name": ', "datapackage.json"),
        "datapackage.json, row 1: found broken JSON",
    ),
    "no day": (described(package(as_of=None)), "datapackage.json: found as_of = None, expected a text"),
    "an unknown type": (
        described(column(type="colour")),
        "datapackage.json: found type 'colour' of the column id, expected one of string, date, integer,",
    ),
    "no columns": (
        described(schema(fields=3)),
        "datapackage.json: found a value of the wrong kind (TypeError(",
    ),
    "a long cell": (
        wrong(3, "date", "x" * 5000),
        f"timeline.csv, row 3, column date: found '{'x' * 79}, expected a date like 2024-08-24",
    ),
    "wrong encoding": (
        bytes_of(lambda told: told.decode().encode("latin-1", errors="replace")),
        "timeline.csv, row 2: found a byte that is not UTF-8 (0xe0), expected a file saved as UTF-8",
    ),
    "UTF-16": (
        bytes_of(lambda told: told.decode().encode("utf-16")),
        "timeline.csv, row 1: found a byte that is not UTF-8 (0xff), expected a file saved as UTF-8",
    ),
    "an empty row": (
        bytes_of(lambda told: b"\n".join([*(lines := told.split(b"\n"))[:3], b"", *lines[3:]])),
        "timeline.csv, row 4: found an empty row, expected 24 cells",
    ),
    "an unclosed quote": (
        bytes_of(lambda told: told + b'"never closed'),
        "timeline.csv, row 12: found a row that cannot be read (unexpected end of data), expected cells with",
    ),
    "an empty file": (bytes_of(lambda _: b""), f"timeline.csv, row 1, column id, date, ... {NO_COLUMN}"),
    "a missing column": (
        rows_of(lambda rows: [row[:-1] for row in rows]),
        f"timeline.csv, row 1, column in_seed_article: {NO_COLUMN}",
    ),
    "a cut row": (
        rows_of(lambda rows: [*rows[:3], rows[3][:5], *rows[4:]]),
        "timeline.csv, row 4: found 5 cells, expected 24 cells, as in the header",
    ),
    "a long row": (
        rows_of(lambda rows: [*rows[:3], [*rows[3], "?"], *rows[4:]]),
        "timeline.csv, row 4: found 25 cells, expected 24 cells, as in the header",
    ),
    "a row of commas": (
        rows_of(lambda rows: [*rows, [""] * len(rows[0])]),
        "timeline.csv, row 12: found an empty row",
    ),
    "header only": (
        rows_of(lambda rows: rows[:1]),
        "timeline.csv: found no row below the header, expected at least one row",
    ),
    "semicolons": (
        rows_of(list, delimiter=";"),
        "timeline.csv, row 1: found semicolons between the columns, expected commas between the columns",
    ),
}
#: The row, the column, what is written into it, and what is expected there.
CELLS = {
    "bad date": (5, "date", "24/08/2024", "a date like 2024-08-24"),
    "impossible date": (5, "date", "2024-02-30", "a date like 2024-08-24"),
    "not a number": (3, "n", "two", "a whole number like 673"),
    "not true or false": (3, "complicity", "perhaps", "true or false"),
}
for name, (row, field, value, expected) in CELLS.items():
    file = "timeline.csv" if field == "date" else "charges.csv"
    told = f"{file}, row {row}, column {field}: found {value!r}, expected {expected}"
    BROKEN[name] = (wrong(row, field, value, file), told)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_case_is_refused_with_the_place_what_was_found_and_what_was_expected(name, small):
    damage, sentence = BROKEN[name]
    damage(small)
    (problem,) = refusal(small).problems
    start, _, end = sentence.partition(" ... ")
    assert problem.startswith(start)
    assert problem.endswith(end)


GOOD = dict.fromkeys(("topic", "title_en", "title_fr", "found_en", "found_fr"), "law")
GOOD |= dict.fromkeys(("not_found_en", "not_found_fr"), "law")
GOOD |= dict.fromkeys(("looked_on", "entered_on", "found_on"), "2026-11-26")
#: What the kit reads, and `enclair check-case` refuses: what happens, and where it is said to be.
DEEPER = {
    "an unknown code": (
        wrong(4, "category", "gossip"),
        '"gossip" in row at position "4" and field "category"',
    ),
    "a byte-order mark": (bytes_of(lambda told: b"\xef\xbb\xbf" + told), "timeline.csv: Label"),
    "no end": (described(package(focus={"start": "2024-08-24"})), r"datapackage.json, \$.focus: 'end'"),
    "no French": (described(package(labels={"fbi": {"en": "FBI"}})), r"\$.labels.fbi: 'fr' is a required"),
    "a name that a case has": (
        described(lambda package: package["resources"][0].update(name="tables")),
        r"\$.resources\[0\].name: 'tables' should not",
    ),
    "a sign that nobody sees": (wrong(4, "title_en", "a\x0bb"), "timeline, row 4, column title_en: 'a.x0bb'"),
    "an odd year": (wrong(2, "date", "0206-10-10"), "timeline, row 2, column date: '0206-10-10"),
    "days in disorder": (
        described(package(verified=[GOOD | {"found_on": "2026-11-28"}])),
        "verified, law: found_on, entered_on",
    ),
    "a rule of the standard": (described(package(sources="a friend")), "datapackage.json: .*sources"),
}


@pytest.mark.parametrize("name", DEEPER)
def test_what_breaks_a_promise_of_the_description_is_told_by_the_command(name, small, capsys):
    damage, sentence = DEEPER[name]
    damage(small)
    assert load_case(small).title
    assert cli.main(["check-case", str(small)]) == 1
    assert re.search(sentence, capsys.readouterr().err)


def test_faults_of_several_files_are_told_at_once(small):
    rows = read_rows(small / "charges.csv")
    write_rows(small / "charges.csv", [rows[0], *(["two", *rows[1][1:]] for _ in range(30))])
    (small / "timeline.csv").unlink()
    error = refusal(small)
    assert len(error.problems) == 31
    assert str(error).startswith("The case 'a small case, très petit' was not loaded:\n- timeline")
    assert len(str(error).splitlines()) == 1 + 20 + 1
    assert str(error).endswith("and 11 more: they are all in .problems")


def replaced(path, make):
    path.unlink()
    make(path)


ODD = {
    "a pipe": os.mkfifo,
    "a device": lambda path: path.symlink_to("/dev/zero"),
    "a folder": Path.mkdir,
    "a circle of links": lambda path: path.symlink_to(path.name),
    "a link to nothing": lambda path: path.symlink_to("nothing.csv"),
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("file", ["timeline.csv", "datapackage.json"])
def test_what_is_no_file_is_refused_and_no_pipe_waited_for(name, file, small):
    replaced(small / file, ODD[name])
    (problem,) = refusal(small).problems
    assert problem.startswith(f"{file}: found ")


def test_the_validator_is_nothing_that_the_kit_needs():
    """In a learner's browser there is none, and nobody waits for its import where there is."""
    program = (
        "import sys; import enclair; enclair.load_case().timeline; assert 'frictionless' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)


def test_a_broken_case_is_refused_in_french_as_well(small):
    BROKEN["not a number"][0](small)
    sentence = "charges.csv, ligne 3, colonne n\u00a0: trouvé 'two', attendu un nombre entier comme 673"
    assert in_language("fr", lambda: str(refusal(small))).endswith(f"\n- {sentence}")


def test_what_the_command_says_of_a_folder(small, capsys):
    assert cli.main(["check-case", str(small)]) == 0
    assert capsys.readouterr().out == f"Nothing is wrong in {small}.\n"
    BROKEN["a missing column"][0](small)
    assert cli.main(["check-case", str(small)]) == 1
    assert f"timeline.csv, row 1, column in_seed_article: {NO_COLUMN}" in capsys.readouterr().err
    assert cli.main(["check-case", str(small / "nothing")]) == 2


@pytest.mark.parametrize("file", ["timeline.csv", "datapackage.json"])
def test_a_link_out_of_the_folder_is_refused_and_one_inside_is_followed(file, small):
    outside, inside = small.parent / "outside", small / "kept" / "inside"
    shutil.copy(small / file, outside)
    replaced(small / file, lambda path: path.symlink_to(outside))
    (problem,) = refusal(small).problems
    assert problem == (
        f"{file}: found a path that leads out of the folder, expected a file in the folder of the case"
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
def test_a_file_that_is_too_large_is_refused_before_it_is_opened(file, small, monkeypatch):
    os.truncate(small / file, 50_000_001)
    opened = []
    original = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: opened.append(path.name) or original(path))
    (problem,) = refusal(small).problems
    assert problem == (
        f"{file}: found a file of 50.0 MB, expected at most 50 MB; load_case(…, most_mb=…) reads more"
    )
    assert file not in opened


def test_a_long_table_is_refused_unless_it_is_asked_for(small):
    refused(CaseError, "charges.csv: found more than 11 rows", load_case, small, most_rows=11)
    assert len(load_case(small, most_rows=12).charges) == 12


@pytest.mark.parametrize(
    "text", ["[" * 200_000, "[]", '{"name": "a", "title": "b", "as_of": "c"}'], ids=range(3)
)
def test_a_description_of_the_wrong_shape_or_without_bottom_is_refused(text, small):
    (small / "datapackage.json").write_text(text, encoding="utf-8")
    assert refusal(small).problems[0].startswith("datapackage.json")


def test_a_row_is_counted_as_a_spreadsheet_does(small):
    """A cell with a line break is one row, although it takes two lines of the file."""
    set_cell(small, 3, "description_en", "one\ntwo")
    set_cell(small, 5, "date", "soon")
    (problem,) = refusal(small).problems
    assert problem.startswith("timeline.csv, row 5, ")


@pytest.mark.parametrize(
    "name", ["telegramm", "", 7, "~nobody-of-that-name/case", "x" * 9999, Path("a\0b"), "/dev/zero"]
)
def test_an_unknown_case_says_which_exist(name):
    sentence = r"There is no case .*Cases of the kit: telegram\. Or give the path"
    refused(CaseError, sentence, load_case, name)


def test_a_file_that_may_not_be_read_is_told(small, monkeypatch):
    def closed(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", closed)
    (problem,) = refusal(small).problems
    assert "found a file that does not open (Permission denied)" in problem


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
    assert broken.startswith("scanning.fr.toml: ")
