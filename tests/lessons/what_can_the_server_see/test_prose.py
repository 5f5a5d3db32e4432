"""Lesson 3: the four questions of the grid, and the address of the policy."""

import pytest

from enclair.lessons.what_can_the_server_see import visibility
from enclair.lessons.what_can_the_server_see.figures import VERSIONS
from tests.helpers import CASE, REPO, read

pytestmark = pytest.mark.facts

LESSON = read(REPO / "notebooks" / "en" / "03_what_can_the_server_see.ipynb")
CELLS = {cell["id"]: "".join(cell["source"]) for cell in LESSON["cells"]}


def test_the_first_two_errors_comfort_those_who_want_privacy():
    words = visibility.texts()["questions"]
    asked = sorted(visibility.QUESTIONS, key=lambda name: CELLS["02-explain"].index(f"- *{words[name]}*"))
    assert [visibility.QUESTIONS[name][-1] == "privacy" for name in asked] == [True, True, False, False]


def test_the_policy_is_linked_where_it_was_read():
    quotes = CASE.quotes.set_index("id")
    assert quotes.loc[VERSIONS[1], "source_url"] in CELLS["08-policy"]
