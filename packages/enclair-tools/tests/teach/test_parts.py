"""The minutes of lessons are honest: each section has time to be read, done and talked about."""

from pathlib import Path

from enclair.text.locale import LANGUAGES, text
from enclair_tools.publish.lesson import Lesson, lessons
from enclair_tools.teach.parts import DO, GUESS, LOOK, PACE, TALK, WRITE, estimate_minutes, parts
from tests.helpers import REPO, code, markdown, notebook

LESSONS = {lang: lessons(REPO, lang) for lang in LANGUAGES}


def test_the_minutes_of_a_section_cover_reading_doing_and_talking(lang):
    sections = parts(LESSONS[lang])
    short = [
        f"{name} ({lang}): {part.minutes} minutes; reading, doing and talking take {fewest}. "
        "Change the heading, the title cell and the guide."
        for name, part in sections.items()
        if part.minutes < (fewest := estimate_minutes(part.cells))
    ]
    assert (len(sections) > 50, short) == (True, [])


def test_a_lesson_has_time_to_open_and_to_end_and_says_whether_a_class_has_tried_it(lang):
    for lesson in LESSONS[lang]:
        about = lesson.notebook["metadata"]["enclair"]
        assert about["opening"] + about["closing"] >= 5
        said = "".join(lesson.notebook["cells"][0]["source"])
        assert text("Not yet tried in a class.", lang) in said, lesson.path
        *_, last = parts([lesson]).values()
        assert last.cells[-1:] not in ([], lesson.notebook["cells"][-1:])  # which says goodbye


def test_the_list_has_each_section_that_a_session_can_name(lang, run, monkeypatch):
    monkeypatch.chdir(REPO)
    lines = run("session", "--sections", "--lang", lang)[1].splitlines()
    for line, (name, part) in zip(lines, parts(LESSONS[lang]).items(), strict=True):
        assert line.split()[:3] == [name, str(part.minutes), "min"]
        assert part.title in line


def test_a_notebook_of_a_teachers_own_beside_the_lessons_has_no_sections():
    mine = notebook(markdown("## 1. Mine\n\n*5 minutes, core*"))
    assert parts([Lesson(Path("notebooks/en/09_mine.ipynb"), mine)]) == {}


def test_the_fewest_minutes_are_counted_from_the_cells():
    prose = markdown("word " * PACE, "a")
    assert estimate_minutes([prose]) == 1
    assert estimate_minutes([prose, code("predict(x)", "b")]) == 1 + GUESS + TALK
    assert estimate_minutes([code("view(case)", "c"), code("print(1)", "d")]) == LOOK
    # Its three words round up.
    assert estimate_minutes([markdown("**Task 1.** Do it.", "e")]) == DO + TALK + 1
    answer = markdown("*My day (double-click here, write, then press Shift + Enter):*", "f")
    assert estimate_minutes([answer]) == WRITE + TALK + 1
    folded = markdown(f"<details>\n\n{'word ' * PACE}\n\n</details>", "g")
    assert estimate_minutes([folded]) == 1  # what is folded is read as well
