"""The invented class is the same on every machine: lessons and exercises say its numbers."""

from hashlib import sha256

import pandas as pd

from enclair.case import invented
from enclair.text.errors import ChoiceError
from tests.helpers import refused


def digest(table):
    return sha256(table.to_csv(index=False, lineterminator="\n").encode()).hexdigest()[:12]


def test_town_and_chat_are_what_they_were_when_lessons_were_written():
    log = invented.chat()
    pairs = (pd.DataFrame(invented.network(log, both_ways).edges) for both_ways in (True, False))
    digests = " ".join(map(digest, (invented.town(), log, invented.chat(3), *pairs)))
    assert digests == "645b92c0d2df ba19673b6560 1007efaa5627 374aea48cc7c 471c1e784481"


def test_the_log_is_kept_for_whole_days():
    refused(ChoiceError, "days: found 13; write a whole number from 1 to 12", invented.chat, 13)


def test_what_is_given_is_a_copy():
    for table in (invented.town, invented.chat):
        table().insert(0, "added", 0)
        assert "added" not in table()
