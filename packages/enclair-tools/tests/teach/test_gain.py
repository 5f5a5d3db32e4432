"""What a class gained: the files of its students, whatever else lies beside them, and the report."""

import json
import os
import re
import sys

import pandas as pd
import pytest

from enclair.lessons.start_here import exports, instrument
from enclair.lessons.start_here.instrument import FORMS, LETTERS
from enclair_tools.teach import gain
from tests.helpers import assert_in, put


def full(form, shift=0):
    """Answers to all questions, half sure: each letter `shift` places after the right one."""
    items = instrument.form(form).items
    answers = {name: LETTERS[(LETTERS.index(item.right) + shift) % 4] for name, item in items.items()}
    return answers, dict.fromkeys(items, 50)


def stored(**changes):
    table = json.loads(exports.content("A", "blue fox", *full("A"))) | changes
    return json.dumps({name: value for name, value in table.items() if value is not None}).encode()


def with_answer(**changes):
    answers = json.loads(stored())["answers"]
    return stored(answers=answers | {"court": answers["court"] | changes})


#: What is no export: damaged, of another program or version, with more in it, or with what nobody can choose.
REFUSED = [
    *(b"", b"\xff\xfe\x00\x80\x81", b"[" * 9_000, b"[1, 2]", b'{"name": "Anna"}'),
    *(stored(kind="enclair poll"), stored(version=99), stored(name="Anna"), stored(code="Blue Fox")),
    *(stored(form="C"), stored(form=["A"]), stored(code="🦊" * 6), stored(answers={}), stored(answers=["a"])),
    *(stored(answers={"opinion": {"answer": "a", "sure": 25}}), with_answer(why="because I think so")),
    *(with_answer(answer="e"), with_answer(answer=["a"]), with_answer(sure=60)),
]


def test_a_folder_is_read_file_by_file_and_each_that_is_no_export_has_its_reason(tmp_path):
    reasons = {}
    for place, content in enumerate([*REFUSED, b"Anna's opinion"]):
        path = tmp_path / f"bad-{place:02}.json"
        path.write_bytes(content)
        reasons[path.name] = "it is no export of this version of the questions, or it is damaged"
    written = exports.content("A", "blue fox", *full("A"))
    put(tmp_path, {"enclair-A-blue-fox (1).json": f"\ufeff{written}"})  # as an editor on Windows keeps it
    put(tmp_path, dict.fromkeys((exports.file_name("A", " Blue fox "), ".hidden"), written))
    (tmp_path / "folder.json").mkdir()
    (tmp_path / "gone.json").symlink_to(tmp_path / "none")
    reasons |= {"folder.json": "Is a directory", "gone.json": "No such file or directory"}
    # Two answers under one code are nobody's.
    for shift in (0, 1):
        put(tmp_path, {f"two-{shift}.json": exports.content("B", "blue fox", *full("B", shift))})
    reasons |= dict.fromkeys(("two-0.json", "two-1.json"), "another file has the same code and other answers")
    kept, skipped = gain.collect(tmp_path)
    assert kept == {("A", "blue-fox"): json.loads(written)["answers"]}
    assert dict(skipped) == reasons


def hand_in(folder, *students):
    """Write the forms of students: (code, shift before, shift after); None: not handed in."""
    for code, *shifts in students:
        given = [(form, shift) for form, shift in zip(FORMS, shifts, strict=True) if shift is not None]
        contents = {form: exports.content(form, code, *full(form, shift)) for form, shift in given}
        put(folder, {exports.file_name(form, code): words for form, words in contents.items()})


def class_of(better, same=0, worse=0):
    shifts = [(1, 0)] * better + [(0, 0)] * same + [(0, 1)] * worse
    return [(f"fox number {place}", *shift) for place, shift in enumerate(shifts)]


#: How many students were better, the same, worse; what the report says, and whether that these are few.
CLASSES = [
    ((4, 0, 0), "with fewer than 5 students, the figures of a class would tell about persons", False),
    ((14, 0, 1), "All of it lies above 0.", False),
    ((13, 1, 1), " to +6.0:", False),  # of 6 questions
    ((1, 0, 14), "from −6.0 to ", False),
    ((0, 0, 15), "an interval without width: do not take it for certainty. All of it lies below 0.", False),
    ((3, 2, 0), "Students with both forms: 5.", True),
    ((12, 2, 0), "Students with both forms: 14.", True),
]


@pytest.mark.parametrize(("students", "words", "warned"), CLASSES)
def test_a_report_says_on_which_side_of_0_a_change_is_and_warns_of_small_classes(
    tmp_path, students, words, warned
):
    hand_in(tmp_path, *class_of(*students))
    report = re.sub(r"\s+", " ", gain.report(tmp_path)[0])
    assert words in report
    assert ("Warning: fewer than 15 students." in report) is warned
    assert ("Right answers" in report) == (sum(students) >= gain.FEWEST)


def test_a_question_left_out_counts_as_not_right_and_not_as_sure():
    right, wrong = full("B")[0]["court"], full("A", 1)[0]
    before = {name: {"answer": letter, "sure": 50} for name, letter in wrong.items()}
    after = {"court": {"answer": right, "sure": 50}}
    marks = gain.marks({("A", "fox"): before, ("B", "fox"): after})
    assert marks["right"].groupby("form").sum().to_dict() == {"A": 0, "B": 1}
    assert marks["sure"].groupby("form").count().to_dict() == {"A": 6, "B": 1}


#: How sure, in hundredths, and whether right; what is said of it.
CALIBRATIONS = [
    ([(95, False)] * 4, "surer than right, by 95 points."),
    ([(25, True)] * 4, "less sure than right, by 75 points."),
    ([(25, True)] + [(25, False)] * 3, "sure 25 of 100, right 25 of 100: about as sure as right."),
    ([(95, True), (75, False), (pd.NA, False)], "sure 85 of 100, right 50 of 100: surer"),
    ([(pd.NA, False)] * 4, "no question was answered"),
]


@pytest.mark.parametrize(("answers", "words"), CALIBRATIONS)
def test_calibration_is_told_in_words(answers, words):
    table = pd.DataFrame(answers, columns=["sure", "right"]).astype({"sure": "Int64"})
    assert words in gain.calibration(table)


def test_the_command_tells_a_class_in_both_directions_in_its_language_and_what_it_skipped(tmp_path, run):
    alone = [("only before", 0, None), ("only after", None, 0), ("more after", None, 1)]
    hand_in(tmp_path, *class_of(9, 5, 3), *alone)
    put(tmp_path, dict.fromkeys(("Anna's opinion.docx", "<b>bold.json", "🦊.json"), "{"))
    code, out, err = run("gain", tmp_path)
    assert code == 0
    # Differences of 6 for nine, 0 for five, -6 for three: their standard deviation is 4.72, t is 2.120.
    assert_in(
        re.sub(r"\s+", " ", out),
        "Students with both forms: 17. With form A alone: 1; with form B alone: 2",
        "Files not counted: 3.",
        "Before 2.8, after 4.9 of 6 questions: a change of +2.1 for a student on average.",
        "The interval goes from −0.3 to +4.5:",
        "It holds 0, so there may be no change at all.",
        "Students with more right answers: 9; with as many: 5; with fewer: 3.",
        "Before: sure 50 of 100, right 47 of 100: about as sure as right.",
        "Who can read a chat 8 14 9 3",
        "Opinions are in no file",
    )
    assert_in(out, "\n  <b>bold.json: it is no export", "\n  🦊.json: ", "\n  Anna's opinion.docx: ")
    assert "fox-number" not in out + err  # nobody's code, and so nobody's result
    out = run("gain", tmp_path, "--lang", "fr")[1]
    assert_in(out, "Élèves avec les deux questionnaires\u00a0: 17.", "<b>bold.json\u00a0: ce n’est pas")
    assert not re.search(r"\b(the|with|right|students)\b", out)


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes on Linux alone")
def test_the_command_says_when_there_is_nothing_to_show_and_a_name_of_odd_bytes_is_one_line(tmp_path, run):
    with open(os.fsencode(tmp_path) + b"/\xff\x1b[31m\n.json", "wb") as file:
        file.write(b"{")
    code, out, _ = run("gain", tmp_path)
    assert (code, "Students with both forms: 0." in out) == (1, True)
    assert out.strip().splitlines()[-1].startswith("  \ufffd\ufffd[31m\ufffd.json: it is no export")
    run.fails("There is no folder", "gain", tmp_path / "none")
