import copy
import json
import os
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest

from enclair import load_case
from enclair.case import model as case_module
from enclair.case.model import CaseError
from tests.helpers import REPO, in_language, put, refused

TELEGRAM = REPO / "datasets" / "telegram"


def described(change):
    """A damage: another description, which ``change`` gets as a dictionary."""

    def damage(folder):
        path = folder / "datapackage.json"
        package = json.loads(path.read_text(encoding="utf-8"))
        change(package)
        path.write_text(json.dumps(package), encoding="utf-8")

    return damage


def wrong(row, column, value, file="timeline.csv"):
    """A damage: another value in a cell; rows count as in a spreadsheet."""

    def damage(folder):
        rows = pd.read_csv(folder / file, dtype=str, keep_default_na=False)
        rows.loc[row - 2, column] = value
        rows.to_csv(folder / file, index=False)

    return damage


NO_NUMBER = wrong(3, "n", "1_0", "charges.csv")


@pytest.fixture
def small(tmp_path):
    """A sound case with two tables: the first ten events, and the charges."""
    (tmp_path / "outside.csv").touch()
    folder = tmp_path / "a small case, très petit"
    folder.mkdir()
    for file in ("datapackage.json", "charges.csv", "timeline.csv"):
        shutil.copy(TELEGRAM / file, folder)
    lines = (folder / "timeline.csv").read_bytes().splitlines(keepends=True)
    (folder / "timeline.csv").write_bytes(b"".join(lines[:11]))
    keep = ("timeline", "charges")
    described(lambda p: p.update(resources=[r for r in p["resources"] if r["name"] in keep]))(folder)
    return folder


def test_the_small_case_is_sound_and_found_by_any_path(small, tmp_path, monkeypatch):
    assert load_case(small).tables == ("timeline", "charges")
    for name in ("telegram", TELEGRAM, str(TELEGRAM), TELEGRAM / "datapackage.json"):
        assert load_case(name).name == "telegram"
    (tmp_path / "link").symlink_to(small)
    monkeypatch.chdir(tmp_path)
    for name in (small.name, "link"):
        assert len(load_case(name).timeline) == 10


def bytes_of(change, file="timeline.csv"):
    """A damage: the bytes of a file become ``change(bytes)``."""
    return lambda folder: (folder / file).write_bytes(change((folder / file).read_bytes()))


def replaced(make, file="timeline.csv"):
    """A damage: ``make`` puts something in the place of a file, which moves out of the folder."""
    return lambda folder: make((folder / file).rename(folder.parent / "outside"), folder / file)


def test_what_spreadsheets_write_is_read(small):
    empty = b"\n\n," + b"," * 22 + b"\n"  # below the header, and where cells were emptied
    bytes_of(lambda data: data.replace(b"\n", empty, 1))(small)
    bytes_of(lambda data: b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))(small)  # as Windows does
    assert load_case(small).timeline.equals(load_case(TELEGRAM).timeline.head(10))


def test_cells_have_the_types_of_their_columns(small):
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
    words = ["NA", "null", "None", "nan"]  # which pandas takes for nothing
    for row, word in enumerate(words, 2):
        wrong(row, "title_en", word)(small)
    wrong(3, "in_seed_article", "")(small)
    events = load_case(small).timeline
    assert events["title_en"].head(4).tolist() == words
    assert events["in_seed_article"].isna().tolist() == [False, True] + [False] * 8


#: What happens to the small case, and how the sentence begins that tells it.
BROKEN = [
    (
        lambda folder: (folder / "timeline.csv").unlink(),
        "timeline.csv: found no such file, expected this file in the folder 'a small case, ",
    ),
    (
        described(lambda package: package["resources"][0].update(path="../outside.csv")),
        "../outside.csv: found no such file, expected this file in the folder 'a small case, ",
    ),
    (replaced(lambda outside, path: path.symlink_to(outside)), "timeline.csv: found no such file"),
    (replaced(lambda _, path: os.mkfifo(path)), "timeline.csv: found no such file"),
    (bytes_of(lambda _: b'{"name": ', "datapackage.json"), "datapackage.json: found JSONDecodeError("),
    (described(lambda package: package.update(as_of=None)), "datapackage.json: found TypeError("),
    (
        described(lambda package: package["resources"][0]["schema"]["fields"][0].update(type="colour")),
        "datapackage.json: found KeyError('colour'), expected a Data Package whose columns have the types",
    ),
    (  # rows count as in a spreadsheet: a cell with a line break takes two lines of the file
        lambda folder: [wrong(3, "title_en", "one\ntwo")(folder), wrong(5, "date", "20240824")(folder)],
        "timeline.csv, row 5, column date: found '20240824', expected a date like 2024-08-24",
    ),
    (wrong(4, "date", ""), "timeline.csv, row 4, column date: found '', expected a date like 2024-08-24"),
    (NO_NUMBER, "charges.csv, row 3, column n: found '1_0', expected a whole number like 673"),
    (bytes_of(lambda data: data.replace(b"a", b"\xe9")), "timeline.csv: found bytes that are not UTF-8, "),
    (bytes_of(lambda data: data + b'"open'), "timeline.csv, row 12: found a row that cannot be read (unexp"),
    (
        bytes_of(lambda data: data + b'"' + b",\n" * 30 + b'"' + b",x" * 25),
        "timeline.csv, row 12: found 26 c",
    ),
    (bytes_of(lambda _: b""), "timeline.csv, row 1, column id, date, "),
    (bytes_of(lambda data: data[8:]), "timeline.csv, row 1, column id, date: found no such column, "),
    (bytes_of(lambda data: data[: data.rindex(b",")]), "timeline.csv, row 11: found 23 cells, expected 24"),
    (bytes_of(lambda data: data[: data.index(b"\n")]), "timeline.csv: found no row below the header, "),
    (bytes_of(lambda data: data.replace(b",", b";")), "timeline.csv, row 1: found semicolons or tabs"),
    (bytes_of(lambda data: data.replace(b",", b"\t")), "timeline.csv, row 1: found semicolons or tabs"),
    (bytes_of(lambda data: data.replace(b",", b",date,", 1)), "timeline.csv, row 1, column date: found"),
    (lambda folder: os.truncate(folder / "timeline.csv", 50_000_001), "timeline.csv: found more than 50 MB"),
    (wrong(3, "n", "9" * 30, "charges.csv"), "charges.csv, row 3, column n: found '9999"),
]


@pytest.mark.parametrize(("damage", "sentence"), BROKEN)
def test_a_broken_case_is_refused_with_the_place_what_was_found_and_what_was_expected(
    damage, sentence, small
):
    damage(small)
    _, problem = str(refused(CaseError, "", load_case, small)).split("\n")
    assert problem.startswith(f"- {sentence}")


#: What the kit reads, and `enclair check-case` refuses at once, of cells where nothing else is wrong: what
#: happens, and how it is said.
DEEPER = [
    (
        [
            wrong(4, "category", "gossip"),
            described(lambda package: package.update(labels={"fbi": {"en": "FBI"}})),
            lambda folder: put(folder, {"teaching/rivals.en.toml": "", "teaching/deck.fr.toml": "x = "}),
        ],
        [
            '"gossip" in row at position "4" and field "category"',
            r"datapackage.json, \$.labels.fbi: 'fr' is a required",
            "teaching/rivals.en.toml: there is no rivals.fr.toml beside it",
            "deck.fr.toml: ",
        ],
    ),
    ([bytes_of(lambda data: b"\xef\xbb\xbf" + data, "datapackage.json")], ["Unexpected UTF-8 BOM"]),
]


@pytest.mark.parametrize(("damages", "sentences"), DEEPER)
def test_what_breaks_a_promise_of_the_description_is_told_by_the_command(damages, sentences, small, run):
    for damage in damages:
        damage(small)
    assert load_case(small).title
    code, _, shown = run("check-case", small)
    assert code == 1
    assert [sentence for sentence in sentences if not re.search(sentence, shown)] == []


def test_faults_of_a_file_are_told_at_once_but_for_the_very_many(small):
    for row in range(2, 14):
        for column in ("n", "complicity", "concerns_refusal_to_cooperate"):
            wrong(row, column, "perhaps", "charges.csv")(small)
    heading, *problems, more = str(refused(CaseError, "", load_case, small)).split("\n- ")
    assert (heading, more) == ("The case 'a small case, très petit' was not loaded:", "…")
    assert len(problems) == 20


def test_what_the_command_says_of_a_folder_and_a_refusal_in_french(small, run):
    assert run("check-case", small)[:2] == (0, f"Nothing is wrong in {small}.\n")
    NO_NUMBER(small)
    run.fails("charges.csv, row 3, column n: found '1_0'", "check-case", small)
    sentence = "charges.csv, ligne 3, colonne n\u00a0: trouvé '1_0', attendu un nombre entier comme 673"
    in_language("fr", refused, CaseError, f"\n- {re.escape(sentence)}$", load_case, small)


def test_links_are_followed_inside_the_folder_and_where_an_installer_puts_them(small, tmp_path, monkeypatch):
    replaced(lambda outside, path: path.symlink_to(outside.rename(path.with_suffix(".old"))))(small)
    assert len(load_case(small).timeline) == 10
    (tmp_path / "telegram").mkdir()
    for path in TELEGRAM.iterdir():
        (tmp_path / "telegram" / path.name).symlink_to(path)
    monkeypatch.setattr(case_module, "_home", lambda: tmp_path)
    assert load_case("telegram").name == "telegram"


@pytest.mark.parametrize("name", ["telegramm", Path("a/b"), "/dev/zero", "~of nobody", 3, load_case()])
def test_an_unknown_case_says_which_exist(name):
    sentence = r"There is no case .*Cases of the kit: telegram\. Or give the path"
    refused(CaseError, sentence, load_case, name)


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


def test_tables_are_offered_by_completion_and_can_be_copied(case):
    assert {"timeline", "quotes", "proceedings"} <= set(dir(case))
    assert copy.deepcopy(case).timeline.equals(case.timeline)
    assert f"timeline ({len(case.timeline)})" in repr(case)
    sentence = r"has no table 'timelines'\. It has: timeline, quotes, claims"
    refused(AttributeError, sentence, getattr, case, "timelines")
