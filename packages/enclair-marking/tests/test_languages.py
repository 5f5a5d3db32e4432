"""Each student's work is marked in its own language, in a course of either."""

import pytest

from batch import names, rows
from enclair_marking import mark as marking
from enclair_marking import say
from enclair_marking.course.files import write
from enclair_marking.course.folder import make, open_course
from kinds import SLUG, added, blank, cell, solved
from test_course import OPTIONS
from tests.helpers import REPO, in_language, read

pytestmark = pytest.mark.marking

OTHER = {"en": "fr", "fr": "en"}
WRONG = "def days_to_formal_investigation(e): return -4"


def of_machine(notebook):
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    notes = [cell["metadata"].get("nbgrader", {}) for cell in cells]
    return sum(note["points"] for note in notes if note.get("grade"))


@pytest.fixture(scope="module", params=["en", "fr"])
def course(sandbox, request, tmp_path_factory):
    """A course whose class works in the other language: right, blank, and with the metadata lost."""
    folder = tmp_path_factory.mktemp("languages") / "course"
    # Every exercise once; the way back needs the first alone.
    made = in_language(request.param, make, REPO, folder, None, None if request.param == "en" else [1])
    lang, inbox = OTHER[request.param], made.folder / "inbox"
    for slug in made.exercises:
        write(inbox / "Ann" / f"{slug}.ipynb", solved(slug, lang))
    write(inbox / "Bob" / "x.ipynb", blank(SLUG, lang))
    lost = {**solved(SLUG, lang), "metadata": {}}
    write(inbox / "Cy" / "x.ipynb", lost)
    cell(lost, "days-answer")["source"] = WRONG
    write(inbox / "Dee" / "x.ipynb", lost)
    write(inbox / "Eve" / "x.ipynb", solved(SLUG, request.param))
    worn = added(*["import os; os._exit(1)"] * 3)(solved(SLUG, lang))
    write(inbox / "Flo" / "x.ipynb", worn)  # a kernel that is replaced has the cells of that language
    marking.run(made, OPTIONS)
    return open_course(made.folder)


def test_right_answers_have_every_point_in_a_course_of_the_other_language(course):
    who, marks = names(course), rows(course.folder / "results" / "marks.csv")
    table = {(who[row["student"]], row["exercise"]): (row["points"], row["waiting"]) for row in marks}
    expected = {slug: str(of_machine(solved(slug, OTHER[course.lang]))) for slug in course.exercises}
    assert len(expected) == (8 if course.lang == "en" else 1)
    assert {slug: table["Ann", slug][0] for slug in expected} == expected
    assert table["Cy", SLUG] == table["Ann", SLUG] == table["Eve", SLUG] == table["Flo", SLUG]
    # What was not written does not wait for a human.
    assert table["Bob", SLUG] == ("0", "0")


def test_the_teacher_is_told_in_the_language_of_the_course(course):
    who = names(course)
    note = in_language(course.lang, say, "other-language")
    table = rows(course.folder / "results" / "needs_a_human.csv")
    told = {who[row["student"]] for row in table if row["why"] == note}
    assert told == {"Ann", "Bob", "Cy", "Dee", "Flo"}
    assert "wrong-order" in (course.folder / "results" / "class.txt").read_text("utf-8")
    assert f'<html lang="{course.lang}">' in (course.folder / "results" / "class.html").read_text("utf-8")


def test_pages_and_model_answers_are_in_the_language_of_the_student(course):
    [who] = [person.pseudonym for person in course.people if person.name == "Dee"]
    lang = OTHER[course.lang]
    page = (course.folder / "results" / "feedback" / who / f"{SLUG}.html").read_text("utf-8")
    assert f'<html lang="{lang}">' in page
    assert in_language(lang, say, "points", points="0", most="2") in page
    title = solved(SLUG, lang)["metadata"]["title"]
    assert title.split(".")[1].strip()[:10] in page
    marked = read(course.folder / "autograded" / who / SLUG / f"{SLUG}.ipynb")
    tagged = [each for each in marked["cells"] if "enclair-for-teachers" in each["metadata"].get("tags", [])]
    assert cell(solved(SLUG, lang), "meaning-answer")["source"].strip()[:60] in "".join(tagged[0]["source"])
