"""The minutes of lessons are honest: each section has time to be read, done and talked about."""

from pathlib import Path

import pytest

from enclair.text.locale import LANGUAGES
from enclair_tools.teach.parts import (
    DO,
    GUESS,
    LOOK,
    PACE,
    TALK,
    WRITE,
    estimate_minutes,
    listing,
    notebooks,
    parts,
    section,
)
from enclair_tools.teach.session_notebook import tried
from tests.helpers import REPO, code, in_language, markdown

KNOWN = {lang: in_language(lang, notebooks, REPO) for lang in LANGUAGES}
SECTIONS = [
    pytest.param(lang, name, part, id=f"{lang}-{name}")
    for lang, found in KNOWN.items()
    for name, part in parts(found).items()
    if not part.exercise
]


@pytest.mark.parametrize(("lang", "name", "part"), SECTIONS)
def test_the_minutes_of_a_section_cover_reading_doing_and_talking(lang, name, part):
    cells = section(KNOWN[lang][part.path], part)
    assert part.minutes >= estimate_minutes(cells), name


def test_a_lesson_has_time_to_open_and_to_end():
    for found in KNOWN.values():
        for path, notebook in found.items():
            told = notebook["metadata"]["enclair"]
            if path.startswith("notebooks"):
                assert told["opening"] + told["closing"] >= 5


@pytest.mark.parametrize("lang", LANGUAGES)
def test_beside_the_minutes_of_a_lesson_stands_whether_a_class_has_tried_them(lang):
    for path, notebook in KNOWN[lang].items():
        if path.startswith("notebooks"):
            said = in_language(lang, tried, REPO, Path(path).stem)
            assert said in "".join(notebook["cells"][0]["source"]), path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_has_each_section_that_a_session_can_name(lang):
    known = parts(KNOWN[lang])
    lines = in_language(lang, listing, known).splitlines()
    names = [line.split()[0] for line in lines]
    assert names == [name for name, part in known.items() if not part.exercise]
    assert all(known[name].title in line for name, line in zip(names, lines, strict=True))
    assert all(f" {known[name].minutes} min" in line for name, line in zip(names, lines, strict=True))


def test_the_fewest_minutes_are_counted_from_the_cells():
    text = markdown("word " * PACE, "a")
    assert estimate_minutes([text]) == 1
    assert estimate_minutes([text, code("predict(x)", "b")]) == 1 + GUESS + TALK
    assert estimate_minutes([code("view(case)", "c"), code("print(1)", "d")]) == LOOK
    assert (
        estimate_minutes([markdown("**Task 1.** Do it.", "e")]) == DO + TALK + 1
    )  # its three words round up
    answer = markdown("*My day (double-click here, write, then press Shift + Enter):*", "f")
    assert estimate_minutes([answer]) == WRITE + TALK + 1
    folded = markdown(f"<details>\n\n{'word ' * PACE}\n\n</details>", "g")
    assert estimate_minutes([folded]) == 1  # what is folded is read as well
