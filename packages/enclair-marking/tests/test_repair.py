"""A notebook that was handed in is rebuilt on the exercise that was given out; without a kernel."""

import os

import pytest

from batch import collected
from enclair_marking import say
from enclair_marking.course.repair import language, other_words, parse_notebook, rebuild
from kinds import FULL, KINDS, REPAIRED, SLUG, blank, cell, hand_in, solved, stored


def code_answers(notebook):
    marked = {each["id"]: each["metadata"].get("nbgrader", {}) for each in blank()["cells"]}
    answers = {name for name, about in marked.items() if about.get("solution") and not about["grade"]}
    return {each["id"]: each["source"] for each in notebook["cells"] if each.get("id") in answers}


@pytest.mark.parametrize("name", REPAIRED)
def test_what_was_changed_is_put_back_and_told(name):
    kind, exercise = REPAIRED[name], blank()
    made, notes = rebuild(parse_notebook(stored(kind.made())), exercise)
    assert notes == [say(key) for key in kind.told]
    given = [each for each in made["cells"] if not each["id"].startswith("added-")]
    # Kinds, points, order and what is locked are those of the exercise; answers are the student's.
    for own, out in zip(given, exercise["cells"], strict=True):
        answer = out["metadata"].get("nbgrader", {}).get("solution")
        assert {**own, "source": ""} == {**out, "source": ""}
        assert answer or own["source"] == "".join(out["source"])
    right, answers = code_answers(solved()), code_answers(made)
    wrong = {each for each in right if answers[each] != right[each]}
    assert wrong == ({"days-answer"} if kind.points < FULL else set())
    assert len(made["cells"]) <= 1000


def test_what_is_no_notebook_of_the_course_is_told(course):
    """A large one is read in a process of its own: it may be made to fill the memory, or be all outputs."""
    kinds = {name: kind for name, kind in KINDS.items() if kind.points is None or name == "20 MB"}
    kinds = {name: kind for name, kind in kinds.items() if "20 MB of" not in name}  # these take long
    hand_in(course.folder / "inbox", kinds)
    began = sum(os.times()[:4])
    work, told, notes = collected(course)
    assert sum(os.times()[:4]) - began < 15  # a million empty cells alone once took 33
    assert ([*work], notes) == (["20 MB"], set())
    assert told == {f"{name}/{kind.file}": say(*kind.told) for name, kind in kinds.items() if kind.told}


def test_cells_stay_where_they_were_added():
    notebook = KINDS["helper cell"].made()
    made, _ = rebuild(parse_notebook(stored(notebook)), blank())
    names = [each["id"] for each in made["cells"]]
    assert names[names.index("added-1") - 1] == "setup"
    assert cell(made, "added-1")["source"] == KINDS["helper cell"].made()["cells"][2]["source"]


def test_the_language_is_that_of_the_notebook_or_of_its_words():
    given = {lang: solved(SLUG, lang) for lang in ("en", "fr")}
    for lang, notebook in given.items():
        assert language(notebook, given, "en") == lang
        assert language({**notebook, "metadata": {}}, given, "en") == lang
    assert language({"cells": [], "metadata": {}}, given, "fr") == "fr"


def test_words_of_the_other_language_in_an_answer_are_seen():
    """They cost points without a word: “confirmé” in a notebook that says it is English."""
    given = {lang: blank(SLUG, lang) for lang in ("en", "fr")}
    for lang, other in (("en", "fr"), ("fr", "en")):
        assert other_words(solved(SLUG, lang), given, lang) == set()
        grades = {"en": "disputed", "fr": "contesté"}
        assert grades[other] in other_words(solved(SLUG, other), given, lang)
