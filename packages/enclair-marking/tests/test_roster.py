"""Rosters and names.csv as schools write them: read rightly, or refused in a sentence; nothing is guessed."""

import csv
import io

import pytest

from enclair_marking import CourseError
from enclair_marking.course.people import Person, read_names, read_roster, write_names

CLASS = ["Élodie Martin", "Ali Ben", "François Lefèvre", "Zoé d’Arc"]


def roster(tmp_path, content, encoding="utf-8"):
    path = tmp_path / "class.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return path


def names(path):
    return [person.name for person in read_roster(path)]


def refused(path, read=read_roster):
    with pytest.raises(CourseError) as error:
        read(path)
    assert str(path) in str(error.value)
    assert "\n" not in str(error.value).replace(r"\n", "")[:40]
    return str(error.value)


@pytest.mark.parametrize(("separator", "end"), [(",", "\n"), (";", "\r\n"), ("\t", "\r")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_every_usual_form_is_read(tmp_path, separator, encoding, end):
    lines = [f"id{separator}name"] + [f"{number}{separator}{name}" for number, name in enumerate(CLASS, 30)]
    assert names(roster(tmp_path, end.join(lines) + end, encoding)) == CLASS


@pytest.mark.parametrize(
    ("first", "line"),
    [
        ("Nom;Prénom;Adresse de courriel;Numéro d’identification", "Martin;Élodie;e@school.example;31"),
        (
            "Prénom,Nom de famille,Adresse de courriel,Numéro d'identification",
            "Élodie,Martin,e@school.example,31",
        ),
        ("Surname;First name;Email address;ID number", "Martin;Élodie;e@school.example;31"),
        ("Nom;Prénom;Identifiant;Courriel", "Martin;Élodie;31;e@school.example"),
        ("NAME;EMAIL;ID", "Élodie Martin;e@school.example;31"),
        ("nom;prénom;courriel;id;;", "Élodie Martin;Élodie;e@school.example;31;;"),
        ("sep=;\nname;courriel;matricule", "Élodie Martin;e@school.example;31"),
        ("Classe;Nom;E-mail;ID;Remarque", 'Seconde;Élodie Martin;e@school.example;31;"deux\nlignes"'),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_columns_are_found_in_both_languages(tmp_path, first, line, encoding):
    [person] = read_roster(roster(tmp_path, f"{first}\n{line}\n\n;;;\n", encoding))
    assert (person.name, person.email, person.id) == ("Élodie Martin", "e@school.example", "31")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('name;id\nAnn;1\n"Bob;2\nCy;3\n', "line 3: a quotation mark"),
        ('name;id\n"Bob;2\nCy";3\n', "line 2: a quotation mark"),
        ('name;id\nAnn;"1\nBob;"2\n', "line 2: a quotation mark"),
        ('name;note\nAnn;"x\nBob;y"\nCy;z\n', "line 2: a quotation mark"),
        ('name\nAnn\n"Bob\nCy"\n', "line 3: a quotation mark"),
        ('sep=;\nname;id\nAnn;1\n"Bob;2\n', "line 4: a quotation mark"),
        ("name\nMartin, Zoé\n", "line 2: expected 1 cells"),
        ("name\nMartin; Zoé\n", "line 2: expected 1 cells"),
        ("name;id\nMartin;1;2\n", "line 2: expected 2 cells"),
        ("name,student\nA,B\n", "more than one column"),
        ("first name\nAnn\n", "expected a CSV"),
        ("surname\nMartin\n", "expected a CSV"),
        ("name;id\nAli Ben;1\nAli Ben;1\n", "line 3: expected a name"),
        ("name;id\nAli Ben;1\nBen Ali;\n", "line 3: expected a name"),
        ("name;id\nAli Ben;1\nZoé;1\n", "line 3: expected a name"),
        ("name;id\nAli Ben;1\n;2\n", "line 3: expected a name"),
        ("name;id\n", "expected a line for each"),
        ("", "expected a CSV"),
    ],
)
def test_what_may_mean_two_things_is_refused(tmp_path, content, said):
    assert said in refused(roster(tmp_path, content))


def test_two_of_one_name_need_an_id_or_an_email(tmp_path):
    content = "name;id;email\nAli Ben;1;\nBEN Ali;2;\nZoé;;a@x.org\nZoé;;b@x.org\n"
    assert len(read_roster(roster(tmp_path, content))) == 4


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        *(("Élodie", "mac_roman"), ("LÉA", "mac_roman"), ("Zoé", "cp850"), ("François", "cp850")),
        *(("Işıl Ünal", "cp1254"), ("Élodie", "utf-16"), ("Élodie", "utf-16-le")),
        *(("Ã‰lodie Martin", "utf-8"), ("\ufffdlodie", "utf-8")),  # a program has read it wrongly before
    ],
)
def test_other_letters_are_refused_with_what_to_do(tmp_path, name, encoding):
    said = refused(roster(tmp_path, f"name\n{name}\n", encoding))
    assert "its letters cannot be read" in said
    assert "CSV UTF-8" in said


def test_what_is_no_text_is_refused(tmp_path):
    assert "its letters cannot be read" in refused(roster(tmp_path, b"PK\x03\x04" + bytes(100)))
    assert "cannot be read" in refused(tmp_path)
    assert "cannot be read" in refused(tmp_path / "missing.csv")


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
    return list(csv.reader(io.StringIO(table.read_text("utf-8-sig"))))


def test_a_spreadsheet_opens_it_and_its_letters_are_right(table):
    assert table.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "'=1+1,'-3" in table.read_text("utf-8")
    assert read_names(table) == PEOPLE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 1, 0, 2)])
def test_saved_again_it_says_the_same(table, encoding, order):
    rows = [";".join(row[place] for place in order) + ";" for row in lines(table)]
    content = "\r\n".join([*rows, ";;;;", ""])
    table.write_bytes(content.encode(encoding))
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
        content = io.StringIO()
        csv.writer(content).writerows(changed)
        table.write_text(content.getvalue(), "utf-8")
        assert said in refused(table, read_names), changed
    table.unlink()
    assert "is missing" in refused(table, read_names)
