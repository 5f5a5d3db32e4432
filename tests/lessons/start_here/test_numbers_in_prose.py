"""Lesson 0 says what the package computes, and asks the same question everywhere."""

import re

from enclair import Poll, Timeline, load_case
from enclair.case import events
from enclair.lessons.start_here import instrument
from enclair.views import polling as poll
from tests.helpers import REPO, read

LESSON = REPO / "notebooks" / "en" / "00_start_here.ipynb"
QUESTION = "Should a law oblige every messenger to be able to open a conversation when a judge orders it?"


def sources():
    return {cell["id"]: "".join(cell["source"]) for cell in read(LESSON)["cells"]}


def test_the_first_position_the_poll_and_the_last_task_ask_one_question():
    found = sources()
    assert f"**{QUESTION}**" in found["03-position"]
    assert f'question="{QUESTION}"' in found["07-coins"]
    assert instrument.form("A").tasks["other-side"].question.startswith(QUESTION)
    assert len(QUESTION) <= poll.LONGEST


def test_numbers_in_the_prose_of_lesson_0():
    found = sources()
    assert len(Poll().page_sentences["steps"]) == 4
    assert "do the four steps together" in found["07-poll"]
    yes, no = map(int, re.search(r"try the numbers (\d+) and (\d+)", found["07-poll"]).groups())
    tried = poll.Estimate(yes, no)
    assert 0 <= tried.uncut <= 1
    assert 0 < tried.share < 1
    # "the interval is wide, and a small class learns little"
    assert poll.margin(30) > 0.3
    words = re.search(r"five words: (.*)\.\n", found["05-words"])[1].replace("*", "").split(", ")
    assert len(words) == 5
    told = re.findall(r"\*\*([A-E]) is (?:an? )?([a-z ]+)\*\*", found["05-explain"])
    assert [letter for letter, _ in told] == list("ABCDE")
    assert sorted(word for _, word in told) == sorted(words)


def test_both_paths_ask_for_the_same_days():
    found = sources()
    case = load_case("telegram")
    assert "from 24 August to 23 September 2024" in found["06-paths"]
    month = Timeline(case, start="2024-08-24", end="2024-09-23")
    assert 'start="2024-08-24", end="2024-09-23"' in found["06-count"]
    rows = events.filter_events(case.timeline, start="2024-08-24", end="2024-09-23")
    assert len(month.rows) == len(rows) > 10


def test_the_questions_come_before_any_of_their_words_is_explained():
    order = [cell["id"] for cell in read(LESSON)["cells"]]
    assert (
        order.index("03-answer")
        < order.index("04-survey")
        < order.index("05-words")
        < order.index("05-explain")
    )


def test_running_all_cells_writes_no_export():
    assert sources()["04-code"].startswith("# survey.export(")
