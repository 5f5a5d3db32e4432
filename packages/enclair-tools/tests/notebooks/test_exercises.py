"""The gate on exercises: passed by their solutions, failed by whoever has not answered, told in words."""

import json
import re
from textwrap import indent

import nbformat
import pytest
from nbgrader.nbgraderformat.v3 import MetadataValidatorV3
from nbval.plugin import IPyNbFile

from enclair.checks import MIME
from enclair.text.locale import LANGUAGES
from enclair_tools.notebooks import canonical
from enclair_tools.notebooks.exercises import text_stub
from enclair_tools.publish.lesson import Lesson
from tests.banks import in_french, take, words_of
from tests.helpers import (
    CHECKS,
    EXERCISES,
    REPO,
    checks_of,
    code,
    exercise_path,
    lines_of,
    notebook,
    put,
    ran,
    read,
    refused,
    solution_path,
    stub_line,
)
from tests.shell import cells_show

every_exercise = pytest.mark.parametrize("name", EXERCISES)


def source(notebook, identity):
    return next("".join(cell["source"]) for cell in notebook["cells"] if cell["id"] == identity)


def cells(notebook, kind):
    return [cell for cell in notebook["cells"] if cell["cell_type"] == kind]


def test_every_exercise_and_every_check_of_the_kit_stands_in_this_gate():
    there = [path for path in (REPO / "exercises").rglob("*.ipynb") if ".ipynb_checkpoints" not in path.parts]
    assert sorted(there) == [exercise_path(name, lang) for lang in LANGUAGES for name in EXERCISES]
    assert sorted(check for name in EXERCISES for check in checks_of(name)) == sorted(CHECKS)
    for name in EXERCISES:
        assert [cell.check for cell in ran(read(exercise_path(name))) if cell.check] == checks_of(name)


def judged(passed, check="firmness", misconception="not-answered"):
    """What a check cell gives: its feedback, and what stops it."""
    said = {"passed": passed, "check": check, "misconception": "" if passed else misconception}
    feedback = {"output_type": "display_data", "data": {MIME: said}, "metadata": {}}
    return [feedback, *([] if passed else [failed("CheckFailed")])]


def failed(name):
    return {"output_type": "error", "ename": name, "evalue": "", "traceback": []}


#: What holds in each folder, and what its gate says of what does not.
GATES = {
    "solutions": (
        judged(True),
        {"no passed feedback": judged(True, check="x"), "KeyError": [*judged(True), failed("KeyError")]},
    ),
    "exercises": (
        judged(False),
        {
            "no failed feedback": judged(True),
            "did not stop": judged(False)[:1],
            "not told as not answered": judged(False, misconception="swapped-labels"),
        },
    ),
}


@pytest.mark.parametrize("folder", GATES)
def test_a_notebook_that_nbval_runs_ends_with_the_gate_of_its_folder(request, tmp_path, folder):
    name, (holds, wrong) = f"{folder}/en/09_new.ipynb", GATES[folder]
    put(tmp_path, {name: json.dumps(notebook(code("check.firmness(firmness)")))})
    collector = IPyNbFile.from_parent(request.session, path=tmp_path / name)
    cell, gate = request.config.hook.pytest_make_collect_report(collector=collector).result

    def judge(outputs):
        cell.test_outputs = outputs and [nbformat.from_dict(output) for output in outputs]
        gate.runtest()

    judge(holds)
    for words, outputs in wrong.items():
        refused(pytest.fail.Exception, words, judge, outputs)
    refused(pytest.skip.Exception, "was not run", judge, None)


def wrong_lines(lang, name, exercise):
    """A wrong line for each answer cell of an exercise, in the words that the notebook of ``lang`` shows.

    Where a value is asked for it is the first wrong answer of the bank. With it comes its misconception.
    """
    bank = lines_of(name)
    for cell in ran(exercise):
        identity = cell.cell.replace("-check", "-answer")
        words = words_of(cell.check) if cell.check and lang == "fr" else {}
        if identity in bank.WRONG_LINES:
            line, misconception = bank.WRONG_LINES[identity]
            line = re.sub(r'"([^"]*)"', lambda word, w=words: f'"{in_french(word[1], w)}"', line)
            yield identity, indent(line, "    "), misconception
        elif cell.check:
            value = bank.WRONG[cell.check][0][1]
            yield identity, f"    return {in_french(value(), words)!r}", take(cell.check, value).misconception


#: French feedback on each answer is tested with the checks: here one notebook stands for all.
TRIED = [*((name, "en") for name in EXERCISES), (EXERCISES[-1], "fr")]


@pytest.mark.parametrize(("tried", "lang"), TRIED)
def test_a_student_who_is_wrong_reads_why_and_one_who_is_right_passes(tried, lang):
    exercise, solution = read(exercise_path(tried, lang)), read(solution_path(tried, lang))
    wrong = {identity: told for identity, *told in wrong_lines(lang, tried, exercise)}
    asked = []  # what is run, and what it shows
    for cell in cells(exercise, "code"):
        if cell["id"] in wrong:
            line, misconception = wrong[cell["id"]]
            answer, stub = source(exercise, cell["id"]), stub_line(tried, cell["id"])
            assert answer.count(stub) == 1
            check = source(exercise, cell["id"].replace("-answer", "-check"))
            asked += [(answer.replace(stub, line), ""), (check, misconception)]
            asked += [(source(solution, cell["id"]), "")]
        else:
            asked += [("".join(cell["source"]), "")]
    shown = cells_show(*(run for run, _ in asked))
    assert list(map(str, shown)) == [words for _, words in asked]
    told = [str(cell.error) for cell in shown if cell.error]
    assert len(told) == len(wrong)
    assert all(words.startswith({"en": "Not yet", "fr": "Pas encore"}[lang]) for words in told)


@every_exercise
def test_nbgrader_accepts_the_metadata_and_checks_are_locked_and_may_fail(name):
    exercise = read(exercise_path(name))
    MetadataValidatorV3().validate_nb(nbformat.from_dict(exercise))
    notes = [cell["metadata"]["nbgrader"] for cell in exercise["cells"] if "nbgrader" in cell["metadata"]]
    assert len({note["grade_id"] for note in notes}) == len(notes) > 10
    checks = {cell.cell for cell in ran(exercise) if cell.check}
    for metadata in [cell["metadata"] for cell in exercise["cells"] if cell["id"] in checks]:
        assert metadata["tags"] == ["raises-exception"]
        assert (metadata["editable"], metadata["deletable"]) == (False, False)
        assert metadata["nbgrader"]["locked"]
        assert metadata["nbgrader"]["grade"]
    *ways, end = lines_of(name).WAYS  # one way of the three is enough
    points = [note["points"] for way in (*ways, end) for note in notes if note["grade_id"] == way]
    assert [bool(each) for each in points] == [False] * len(ways) + [True]


@every_exercise
def test_an_exercise_has_one_place_for_each_answer_and_tells_its_time_and_what_comes_next(name, lang):
    exercise = read(exercise_path(name, lang))
    stubs = [cell for cell in cells(exercise, "code") if cell["id"].endswith("-answer")]
    assert len(stubs) == len(checks_of(name))
    for cell in stubs:
        lines = "".join(cell["source"]).splitlines()
        stub = stub_line(name, cell["id"])
        assert lines[0].startswith("def ")
        assert lines.count(stub) == 1
        # Code that works shows what it gives; a text to paste has nothing to show yet.
        waits = "NotImplementedError" in stub or stub.endswith('""" """')
        assert bool(lines[lines.index(stub) + 1 :]) != waits
    lesson = Lesson(exercise_path(name, lang), canonical.read(exercise_path(name, lang)))
    (time,) = re.findall(r"\*\*(?:Time|Durée).+", source(exercise, "title"))
    assert [*map(int, re.findall(r"\d+", time)[:2])] == [lesson.minutes, lesson.optional]
    lessons = [path.name for path in (REPO / "notebooks" / lang).glob(f"{int(name[:2]) + 1:02}_*.ipynb")]
    links = re.findall(r"\]\(\.\./\.\./notebooks/(\w+)/([^)]+)\)", source(exercise, "recap"))
    assert links == [(lang, lesson) for lesson in lessons]


@every_exercise
def test_words_are_marked_by_people_with_rubric_rows_before_them(name, lang):
    exercise = read(exercise_path(name, lang))
    pairs = zip(exercise["cells"], exercise["cells"][1:], strict=False)
    free = [both for both in pairs if both[1]["cell_type"] != "code" and "nbgrader" in both[1]["metadata"]]
    assert 1 <= len(free) <= 3
    for before, cell in free:
        note = cell["metadata"]["nbgrader"]
        assert (note["grade"], note["solution"], note["locked"]) == (True, True, False)
        assert "".join(cell["source"]).startswith(text_stub(exercise)[:15])
        assert re.search(r"\| \*\*[^*]+\*\* \|", "".join(before["source"]))
