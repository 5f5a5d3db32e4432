"""Each student's work is marked in its own language, in a course of either."""

import copy
import json

import pytest

from enclair_tools.marking import mark as marking
from enclair_tools.marking import say
from enclair_tools.marking.course.files import write
from enclair_tools.marking.course.folder import make, open_course
from tests.helpers import REPO
from tests.tools.marking.kinds import SLUG, code
from tests.tools.marking.test_bank import rows
from tests.tools.marking.test_course import OPTIONS

pytestmark = pytest.mark.marking

OTHER = {"en": "fr", "fr": "en"}


def read(kind, lang, slug):
    notebook = json.loads((REPO / kind / lang / f"{slug}.ipynb").read_text("utf-8"))
    for one in notebook["cells"]:
        one["source"] = "\n".join(
            line for line in "".join(one["source"]).split("\n") if " SOLUTION" not in line
        )
    return notebook


def of_machine(notebook):
    marked = [one["metadata"].get("nbgrader", {}) for one in notebook["cells"] if one["cell_type"] == "code"]
    return sum(each["points"] for each in marked if each.get("grade"))


@pytest.fixture(scope="module", params=["en", "fr"])
def course(sandbox, request, tmp_path_factory):
    """A course whose class works in the other language: right, blank, and with the metadata lost."""
    made = make(REPO, tmp_path_factory.mktemp("languages") / "course", request.param, None)
    lang = OTHER[request.param]
    for slug in made.exercises:
        write(made.folder / "inbox" / "Ann" / f"{slug}.ipynb", read("solutions", lang, slug))
    write(made.folder / "inbox" / "Bob" / "x.ipynb", read("exercises", lang, SLUG))
    lost = read("solutions", lang, SLUG)
    lost["metadata"] = {}
    write(made.folder / "inbox" / "Cy" / "x.ipynb", lost)
    wrong = copy.deepcopy(lost)
    next(one for one in wrong["cells"] if one["id"] == "days-answer")["source"] = (
        "def days_to_formal_investigation(e): return -4"
    )
    write(made.folder / "inbox" / "Dee" / "x.ipynb", wrong)
    write(made.folder / "inbox" / "Eve" / "x.ipynb", read("solutions", request.param, SLUG))
    marking.run(made, OPTIONS)
    return open_course(made.folder)


def marks(course):
    names = {one.pseudonym: one.name for one in course.people}
    found = rows(course.folder / "results" / "marks.csv")
    return {(names[row["student"]], row["exercise"]): (row["points"], row["waiting"]) for row in found}


def test_the_kits_own_solutions_have_every_point_in_a_course_of_the_other_language(course):
    found = marks(course)
    lang = OTHER[course.lang]
    expected = {slug: str(of_machine(read("solutions", lang, slug))) for slug in course.exercises}
    assert len(expected) == 8
    assert {slug: found["Ann", slug][0] for slug in expected} == expected
    assert found["Cy", SLUG] == found["Ann", SLUG] == found["Eve", SLUG]


def test_what_was_not_written_does_not_wait_for_a_human(course):
    assert marks(course)["Bob", SLUG] == ("0", "0")


def test_the_teacher_is_told_in_the_language_of_the_course(course):
    names = {one.name: one.pseudonym for one in course.people}
    told = rows(course.folder / "results" / "needs_a_human.csv")
    note = say("other-language", course.lang)
    for name, other in {"Ann": True, "Bob": True, "Cy": True, "Eve": False}.items():
        assert ((names[name], note) in {(row["student"], row["why"]) for row in told}) is other


def test_pages_and_model_answers_are_in_the_language_of_the_student(course):
    names = {one.name: one.pseudonym for one in course.people}
    lang = OTHER[course.lang]
    page = (course.folder / "results" / "feedback" / names["Dee"] / f"{SLUG}.html").read_text("utf-8")
    assert f'<html lang="{lang}">' in page
    assert say("points", lang, points="0", most="2") in page
    title = read("exercises", lang, SLUG)["metadata"]["title"].replace("’", "’")
    assert title.split(".")[1].strip()[:10] in page
    marked = json.loads(
        (course.folder / "autograded" / names["Dee"] / SLUG / f"{SLUG}.ipynb").read_text("utf-8")
    )
    [model] = [
        one["source"] for one in marked["cells"] if "enclair-for-teachers" in one["metadata"].get("tags", [])
    ][:1]
    text = "".join(model)
    given = next(
        one["source"] for one in read("solutions", lang, SLUG)["cells"] if one["id"] == "meaning-answer"
    )
    assert given.strip()[:60] in text


def test_what_a_class_misunderstood_counts_both_languages(course):
    assert "wrong-order" in (course.folder / "results" / "class.txt").read_text("utf-8")
    assert f'<html lang="{course.lang}">' in (course.folder / "results" / "class.html").read_text("utf-8")


def test_a_worn_out_kernel_is_replaced_with_the_cells_of_that_language(sandbox, tmp_path):
    course = make(REPO, tmp_path / "course", "en", None, [1])
    notebook = read("solutions", "fr", SLUG)
    place = next(number for number, one in enumerate(notebook["cells"]) if one["id"] == "setup")
    notebook["cells"][place + 1 : place + 1] = [code("import os; os._exit(1)") for _ in range(3)]
    write(course.folder / "inbox" / "Ann" / "x.ipynb", notebook)
    marking.run(course, OPTIONS)
    assert marks(open_course(course.folder))["Ann", SLUG][0] == str(of_machine(notebook))
