"""Lesson 0 asks the same question everywhere, and before any of its words is explained."""

import re

import pytest

from enclair.lessons.start_here import instrument
from enclair.views import polling as poll
from enclair.views.poll import say
from tests.helpers import REPO, read
from tests.prose import TEACHING, said

pytestmark = pytest.mark.facts

CELLS = {
    cell["id"]: "".join(cell["source"]) for cell in read(REPO / "notebooks/en/00_start_here.ipynb")["cells"]
}
QUESTION = "Should a law oblige every messenger to be able to open a conversation when a judge orders it?"


def test_the_first_position_the_poll_and_the_last_task_ask_one_question():
    assert f"**{QUESTION}**" in CELLS["03-position"]
    assert f'question="{QUESTION}"' in CELLS["07-coins"]
    assert instrument.form("A").tasks["other-side"].question.startswith(QUESTION)
    assert len(QUESTION) <= poll.LONGEST


def test_five_letters_have_the_five_words_and_the_questions_come_before_them():
    words = re.search(r"five words: (.*)\.\n", CELLS["05-words"])[1].replace("*", "").split(", ")
    told = dict(re.findall(r"\*\*([A-E]) is (?:an? )?([a-z ]+)\*\*", CELLS["05-explain"]))
    assert "".join(told) == "ABCDE"
    assert sorted(told.values()) == sorted(words)
    asked = ["03-answer", "04-survey", "05-words", "05-explain"]
    assert [cell for cell in CELLS if cell in asked] == asked


def test_the_guide_tells_the_poll_by_hand_as_the_view_does():
    told = say("poll.page.by_hand").removeprefix("By hand: ").rstrip(".")
    assert told in said(TEACHING / "en/guide/00_start_here.md")


def test_running_all_cells_writes_no_export():
    assert CELLS["04-code"].startswith("# survey.export(")
