"""Rosters and names.csv as schools write them: read rightly, or refused in a sentence; nothing is guessed."""

import csv

import pytest

from enclair_marking import CourseError
from enclair_marking.course.people import Person, read_names, read_roster, write_names
from tests.helpers import refused

CLASS = ["Élodie Martin", "Ali Ben", "François Lefèvre", "Zoé d’Arc"]


def roster(tmp_path, content, encoding="utf-8"):
    path = tmp_path / "class.csv"
    path.write_bytes(content.encode(encoding))
    return path


@pytest.mark.parametrize(("separator", "end"), [(",", "\n"), (";", "\r\n"), ("\t", "\r")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_every_usual_form_is_read(tmp_path, separator, encoding, end):
    lines = [f"id{separator}name"] + [f"{number}{separator}{name}" for number, name in enumerate(CLASS, 30)]
    people = read_roster(roster(tmp_path, end.join(lines) + end, encoding))
    assert [person.name for person in people] == CLASS


@pytest.mark.parametrize(
    ("first", "line"),
    [
        ("Nom;Prénom;Adresse de courriel;Numéro d’identification", "Martin;Élodie;e@school.example;31"),
        ("Prénom,Nom de famille,Adresse mail,Numéro d'identification", "Élodie,Martin,e@school.example,31"),
        ("Surname;First name;Email address;ID number", "Martin;Élodie;e@school.example;31"),
        ("Nom;Prénom;Identifiant;Courriel", "Martin;Élodie;31;e@school.example"),
        ("NAME;EMAIL;ID", "Élodie Martin;e@school.example;31"),
        ("nom;prénom;courriel;id;;", "Élodie Martin;Élodie;e@school.example;31;;"),
        ("Classe;Nom;E-mail;ID;Remarque", 'Seconde;Élodie Martin;e@school.example;31;"un; deux"'),
    ],
)
def test_columns_are_found_in_both_languages(tmp_path, first, line):
    [person] = read_roster(roster(tmp_path, f"{first}\n{line}\n\n;;;\n", "cp1252"))
    assert (person.name, person.email, person.id) == ("Élodie Martin", "e@school.example", "31")


LETTERS = "its letters cannot be read. Open it in your spreadsheet and save it as “CSV UTF-8”"


@pytest.mark.parametrize(
    ("content", "encoding", "said"),
    [
        ('name;id\nAnn;1\n"Bob;2\nCy;3\n', "utf-8", "line 3: a quotation mark"),
        ('name;id\n"Bob;2\nCy";3\n', "utf-8", "line 2: a quotation mark"),
        ("name\nMartin, Zoé\n", "utf-8", "line 2: expected 1 cells"),
        ("name\nMartin; Zoé\n", "utf-8", "line 2: expected 1 cells"),
        ("name;id\nMartin;1;2\n", "utf-8", "line 2: expected 2 cells"),
        ("name,student\nA,B\n", "utf-8", "expected a CSV whose first line has one column name"),
        ("first name\nAnn\n", "utf-8", "expected a CSV"),
        ("surname\nMartin\n", "utf-8", "expected a CSV"),
        ("", "utf-8", "expected a CSV"),
        ("name;id\nAli Ben;1\nAli Ben;1\n", "utf-8", "line 3: expected a name"),
        ("name;id\nAli Ben;1\nBen Ali;\n", "utf-8", "line 3: expected a name"),
        ("name;id\nAli Ben;1\nZoé;1\n", "utf-8", "line 3: expected a name"),
        ("name;id\nAli Ben;1\n;2\n", "utf-8", "line 3: expected a name"),
        ("name;id\n", "utf-8", "expected a line for each"),
        *(("name\nÉlodie\n", encoding, LETTERS) for encoding in ("mac_roman", "utf-16", "utf-16-le")),
        *(("name\nZoé\n", encoding, LETTERS) for encoding in ("mac_roman", "cp850")),
        *(("name\nFrançois\n", "cp850", LETTERS), ("name\nIşıl Ünal\n", "cp1254", LETTERS)),
        ("name\nÃ‰lodie Martin\n", "utf-8", LETTERS),  # a program has read it wrongly before
        *(("name\n\ufffdlodie\n", "utf-8", LETTERS), ("PK\x03\x04\0\0", "utf-8", LETTERS)),
    ],
)
def test_what_may_mean_two_things_is_refused(tmp_path, content, encoding, said):
    refused(CourseError, f"class.csv.*{said}", read_roster, roster(tmp_path, content, encoding))


def test_two_of_one_name_need_an_id_or_an_email(tmp_path):
    content = "name;id;email\nAli Ben;1;\nBEN Ali;2;\nZoé;;a@x.org\nZoé;;b@x.org\n"
    assert len(read_roster(roster(tmp_path, content))) == 4


PEOPLE = [
    Person("s-bcdf", "Élodie Martin", "031", "e@school.example"),
    Person("s-ghjk", "'t Hooft"),
    Person("s-mnpq", "=1+1", "-3"),
]


@pytest.fixture
def table(tmp_path):
    write_names(tmp_path / "names.csv", PEOPLE)
    return tmp_path / "names.csv"


def lines(table):
    return list(csv.reader(table.open(encoding="utf-8-sig")))


def test_a_spreadsheet_opens_it_and_its_letters_are_right(table):
    assert table.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "'=1+1,'-3" in table.read_text("utf-8")
    assert read_names(table) == PEOPLE


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252"])
@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 1, 0, 2)])
def test_saved_again_it_says_the_same(table, encoding, order):
    rows = [";".join(row[place] for place in order) + ";" for row in lines(table)]
    table.write_bytes("\r\n".join([*rows, ";;;;", ""]).encode(encoding))
    assert read_names(table) == PEOPLE


def test_what_would_lose_somebody_is_refused(table):
    rows = lines(table)
    for changed, said in (
        ([*rows, rows[1]], "line 5"),
        ([[*rows[0], "note"], [*rows[1], "ill"]], "line 2"),
        ([rows[0], ["", *rows[1][1:]]], "line 2"),
        ([rows[0], [rows[1][0], "", "", ""]], "line 2"),
        ([row[1:] for row in rows], "line 2"),
        ([["a", "b"], ["c", "d"]], "expected a CSV"),
    ):
        table.write_text("\n".join(map(",".join, changed)), "utf-8")
        refused(CourseError, f"names.csv.*{said}", read_names, table)
