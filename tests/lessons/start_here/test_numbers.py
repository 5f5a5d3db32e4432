"""Numbers in the words of lesson 0: what their marks compute with; one question everywhere."""

import re

from enclair import Poll, Timeline
from enclair.lessons.start_here import instrument
from enclair.lessons.what_happened import until
from enclair.views.poll import say
from enclair.views.polling import margin
from enclair_tools.teach import gain
from tests.helpers import CASE
from tests.numbers import cells
from tests.prose import TEACHING, said

#: The days that both paths of section 6 count: those of the timeline's button.
first, last = Timeline(until(CASE, "2024-08-27")).focus
tried = Poll(yes=18, no=12)

#: What the guide says and the lesson does not.
COMPUTED = {
    "30": 18 + 12,
    "36": round(100 * margin(30)),
    "70": round(100 * (18 - 30 / 4) / (30 / 2)),  # as the view says it by hand
    "15": gain.SMALL,
}


CELLS = cells(__name__)
QUESTION = "Should a law oblige every messenger to be able to open a conversation when a judge orders it?"


def test_the_first_position_the_poll_and_the_last_task_ask_one_question():
    assert f"**{QUESTION}**" in CELLS["03-position"]
    assert f'question="{QUESTION}"' in CELLS["07-coins"]
    assert instrument.form("A").tasks["other-side"].question.startswith(QUESTION)


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
