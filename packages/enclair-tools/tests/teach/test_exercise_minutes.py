"""The minutes of exercises are estimated by one rule, introduction, set-up and a second try included."""

import re

import pytest

from enclair.views.fields import NUMBER, Choice, Parts, Rows, Several
from enclair_tools.teach import exercise_minutes as estimate
from enclair_tools.teach.parts import PACE, headings
from tests.helpers import EXERCISES, code, exercise_path, markdown, read, solution_path

#: How far the minutes of a task may be from the estimate: a word more changes no plan.
NEAR = 1


def estimated(name):
    """The minutes of each task, and of its way with code."""
    return estimate.tasks(read(exercise_path(name)), read(solution_path(name)), name[3:])


@pytest.mark.parametrize("name", EXERCISES)
def test_the_minutes_of_each_task_are_those_of_the_rule(name):
    notebook = read(exercise_path(name))
    told, minutes = notebook["metadata"]["enclair"], estimated(name)
    stated = {section["id"]: section["minutes"] for section in told["sections"]}
    rule = {f"task-{number}": at_least for number, (at_least, _) in minutes.items()}
    assert stated.keys() == rule.keys()
    assert {task: rule[task] for task in rule if abs(stated[task] - rule[task]) > NEAR} == {}, stated
    first, _ = headings(notebook)[0]
    assert told["opening"] == estimate.opening(notebook["cells"][:first]) > estimate.SET_UP


@pytest.mark.parametrize("name", EXERCISES)
def test_how_much_more_code_takes_is_told_and_follows_the_rule(name):
    notebook, minutes, task = read(exercise_path(name)), estimated(name), ""
    told = dict.fromkeys(minutes, 0)
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if heading := re.search(r"^## (\d+)\. ", source, re.MULTILINE):
            task = heading[1]
        more = r"Way A takes about (\d+) minutes more|\(optional, about (\d+) minutes\)"
        if found := re.search(more, source):
            told[task] = int(found[1] or found[2])
    for number, (_, more) in minutes.items():
        # What is as short as a look needs no words.
        assert abs(told[number] - more) <= NEAR or (not told[number] and more <= 3), (number, more)


def test_the_rule_counts_words_clicks_lines_and_a_second_try():
    def minutes(*cells, answers=(), forms=(), searching=False):
        return estimate._minutes(cells, dict(answers), dict(forms), searching)

    assert minutes(markdown("word " * PACE, "a")) == 1
    assert minutes(code("view(case)", "b")) == estimate.LOOK
    assert minutes(code("view(case)", "b"), searching=True) == estimate.SEARCH
    assert minutes(code("form.x()", "c"), forms={"x": NUMBER}) == estimate.NUMBER
    rows = Rows(("A", "B"), Parts({"one": NUMBER, "two": Choice(("x", "y"))}))
    assert estimate.clicks(rows) == 2 * (estimate.NUMBER + estimate.CLICK)
    assert estimate.clicks(Several("ABC", ordered=True)) == 3 * estimate.CLICK
    check = code("check.f(f)", "d") | {"metadata": {"nbgrader": {"grade": True}}}
    assert minutes(check) == estimate.SECOND_TRY
    stub = code("def f():\n    raise NotImplementedError", "e") | {
        "metadata": {"nbgrader": {"solution": True}}
    }
    right = 'def f():\n    """Say."""\n    a = 1\n    if a:\n        return a\n'
    assert minutes(stub, answers={"e": right}) == 3 * estimate.LINE
    assert minutes(stub, answers={"e": right}, forms={"f": NUMBER}) == 0


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("Write about **200 words**, then two or three sentences.", 200 + 3 * estimate.SENTENCE),
        ("Write 300 to 500 words. In class: an outline, about 150 words; the rest at home.", 150),
        ("Say why.", estimate.SOME),
        ("In 12 words at most.", estimate.SOME),
    ],
)
def test_how_much_is_written_is_read_from_the_task(asked, words):
    assert estimate._written(asked) == words
