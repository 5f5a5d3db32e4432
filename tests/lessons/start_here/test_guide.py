"""What teachers read about lesson 0 beyond what holds for every page."""

import re

import pytest

from enclair.views import polling as poll
from enclair.views.poll import say
from tests.helpers import REPO, read
from tests.prose import TEACHING, prose, said, table


def test_the_poll_by_hand_is_told_as_the_view_tells_it():
    start = said(TEACHING / "en/guide/00_start_here.md")
    told = say("poll.page.by_hand").removeprefix("By hand: ").rstrip(".")
    assert told in start
    assert poll.estimate(18, 12).share == pytest.approx(0.7)
    assert "18 yes and 12 no give 70 of 100" in start


def test_the_vocabulary_has_the_french_of_the_five_words():
    french = {row[0]: row[1] for row in table(said(TEACHING / "en/vocabulary.md"), "English")}
    first = prose(read(REPO / "notebooks/en/00_start_here.ipynb"))
    five = re.findall(r"is (?:a )?([a-z ]+)\*\* \(\*([^*]+)\*\)", first) + re.findall(
        r"is (?:a )?([a-z ]+)\*\* \(\*([^*]+)\*\)", first.replace("are", "is")
    )
    assert len(set(five)) >= 4
    assert [(word, french.get(word)) for word, other in five if french.get(word) != other] == []
