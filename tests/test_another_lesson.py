"""A lesson is its folder, its notebooks and what is said of them: no code elsewhere lists the lessons."""

import re

import pytest

from enclair import lessons
from tests.helpers import SOURCES

#: Code, without what docstrings say.
CODE = {
    path: re.sub(r'""".*?"""', "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    for source in SOURCES
    for path in source.rglob("*.*")
    if path.suffix in (".py", ".toml", ".html", ".js", ".mjs")
}
#: The room check, and what a class hands on, are read by the commands of teachers.
FOR_TEACHERS = {"start_here"}


@pytest.mark.parametrize("lesson", sorted({*lessons.names()} - FOR_TEACHERS))
def test_no_code_but_its_own_names_a_lesson(lesson):
    others = [
        path for path, code in CODE.items() if lesson not in path.parts and re.search(rf"\b{lesson}\b", code)
    ]
    assert others == []
