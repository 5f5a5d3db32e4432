"""What cannot be chosen is refused, to a learner in a sentence, and what stood before is kept."""

import numpy as np
import pytest
from traitlets import TraitError

from enclair import Claims, Poll, Quotes, Timeline
from enclair.lessons.deciding_together import Deck
from enclair.lessons.judge_for_a_day import Gates
from enclair.lessons.start_here import Survey
from enclair.lessons.what_can_the_server_see import Exchange, Grid
from enclair.lessons.words_under_the_microscope import Framing, recode
from enclair.text.errors import ChoiceError
from tests.helpers import refused


@pytest.mark.parametrize(
    ("view", "choices", "words"),
    [
        (Quotes, {"sides": ["left"]}, "sides: found 'left'; choose among .*privacy"),
        (Framing, {"verb": "shouts"}, "verb: found 'shouts'; choose among ready, threatens"),
        (Quotes, {"compared": ["Q04", "Q999"]}, r"choose among (Q\d\d, ){5}… \(83 in the table\)\.$"),
        (Quotes, {"start": "soon"}, "2024-08-25"),
        (Quotes, {"side": ["privacy"]}, "Quotes: found 'side'; choose among sides, "),
        (Timeline, {"selected": "zzz"}, "selected: found 'zzz'; choose among .* in the table.*, or ''"),
        (Timeline, {"lang": "de"}, "lang: found 'de'; choose among en, fr"),
        (Timeline, {"lang": "fr", "preset": "police"}, "preset vaut 'police'\u202f; choisissez parmi inv"),
        (Gates, {"rulings": {"account/aim": ["maybe", ""]}}, "Gates: found 'maybe'; choose among yes, no,"),
        (Deck, {"part": 3}, "part: found 3; choose among 1, 2"),
        (Quotes, {"query": 3}, "'query' trait of a Quotes instance expected a unicode string, not the int 3"),
        (lambda _, **named: Poll(**named), {"yes": -1}, "should not be less than 0, but a value of -1 was"),
    ],
)
def test_a_choice_that_is_none_is_refused_in_one_sentence_of_its_language(case, view, choices, words):
    assert len(refused(ChoiceError, words, view, case, **choices)._render_traceback_()) == 1


#: By view and trait: what it holds, and what it does not take.
KEPT = [
    (Framing, "verb", "could", ["shouts", 4]),
    (Framing, "event", "", ["nothing"]),
    (Quotes, "compared", ["Q04", "Q06"], [["Q04", "nobody"], 4, ["Q04", "Q06", "Q07"]]),
    (Timeline, "day", "2024-08-25", ["yesterday"]),
    (Timeline, "query", "leave", [5, None]),
    (Claims, "verdicts", {"C01": "partly"}, [{"C99": "partly"}, {"C01": "true"}, ["C01"], None]),
    (Claims, "selected", "C14", ["C99", "", 7]),
    (Poll, "yes", 3, [-1, "many", None, 100_001]),
    (Poll, "question", "Is it?", [3]),
    (Exchange, "alice", 9, [0, 22]),
    (Exchange, "prime", 1019, [24, "23"]),
    (Exchange, "middle", True, ["yes"]),
    (Grid, "predictions", {"e2ee/server/text": "no"}, [{"e2ee/key/text": "no"}]),
    (Grid, "guesses", {"Signal": "e2ee"}, [{"Signal": "x"}, {"Pigeon": "plain"}]),
    (Gates, "rulings", {"account/interference": ("yes", "x")}, [{"account/law": ["maybe", "x"]}]),
    (Gates, "changed", {"account/whom": "all"}, [{"account/whom": "cats"}, []]),
    (Survey, "answers", {"court": "d"}, [{"court": "e"}]),
    (Survey, "sure", {"court": 50}, [{"court": 60}]),
    (Survey, "written", {"figure": "x"}, [{"poem": "roses"}]),
    (recode, "codes", {"Q42": 0}, [{"Q42": 3}, {"Q01": 1}]),
    (recode, "neighbour", {"Q42": -1}, [{"Q42": 3}]),
    (Deck, "hand", ["leave"], [["x"]]),
    (Deck, "rule", {}, [{"who": 1}]),
    (Deck, "shown", "privacy", ["x"]),
]


@pytest.mark.parametrize(("view", "trait", "held", "wrong"), KEPT)
def test_a_wrong_choice_later_loses_nothing(case, view, trait, held, wrong):
    made = view() if view in (Poll, Exchange, Survey) else view(case)
    made.set_state({trait: held})
    before = made.get_state()
    assert before[trait] == held
    for value in wrong:
        refused(TraitError, "", setattr, made, trait, value)
        refused(TraitError, "", made.set_state, {"lang": "fr", trait: value})  # nor is it taken in part
        assert made.get_state() == before


def test_numbers_of_pandas_and_dates_are_taken(case):
    assert Poll(yes=np.int64(3)).get_state()["yes"] == 3
    for tracks in ({"justice"}, ("justice",), "justice"):  # one alone needs no list
        assert Timeline(case, tracks=tracks).tracks == ["justice"]
