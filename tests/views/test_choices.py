"""Choices that cannot be are told in a sentence, and lose nothing: views to filter and to judge with."""

from typing import Any

import pytest

from enclair import Case, Claims, Quotes, Timeline, load_case
from enclair.lessons.words_under_the_microscope import Framing
from enclair.text.errors import ChoiceError

#: A choice, and words of the sentence that refuses it.
WRONG: dict[Any, list[tuple[dict[str, Any], str]]] = {
    Quotes: [
        ({"sides": ["left"]}, "choose among .*privacy"),
        ({"compared": ["Q04", "Q999"]}, "no row 'Q999'"),
        ({"compared": ["Q04", "Q06", "Q07"]}, "found 3 ids; two can be compared"),
        ({"compared": "Q04"}, r"such as \['Q01', 'Q02'\]"),
        ({"compared": ["Q04", "Q04"]}, "found one id twice; write two different ones"),
        ({"compare_in": "de"}, "choose among original, en, fr"),
        ({"start": "2024-09-23", "end": "2024-08-24"}, "swap"),
        ({"start": "soon"}, "2024-08-25"),
        ({"side": ["privacy"]}, "no choice 'side'"),
    ],
    Timeline: [
        ({"tracks": ["justise"]}, "choose among .*justice"),
        ({"tracks": "justice"}, "write a list"),
        ({"tracks": None}, "write a list"),
        ({"tracks": [1]}, "write a list"),
        ({"query": 5}, "quotation marks"),
        ({"preset": None}, "quotation marks"),
        ({"day": "25 août"}, "2024-08-25"),
        ({"start": "2024-09-23", "end": "2024-08-24"}, "swap"),
        ({"preset": "police"}, "investigators"),
        ({"selected": "nobody"}, "no row 'nobody'"),
        ({"colour": "red"}, "no choice 'colour'"),
    ],
    Claims: [
        ({"verdicts": {"C99": "partly"}}, "no claim 'C99'; the claims are C01 to C29"),
        ({"verdicts": {1: "partly"}}, "no claim 1"),
        ({"verdicts": {"C01": "true"}}, "found 'true' for C01; choose among supported, partly"),
        ({"verdicts": {"C01": ""}}, "not in the dictionary"),
        ({"verdicts": {"C01": ["partly"]}}, "choose among"),
        ({"verdicts": ["C01"]}, 'write a dictionary .* such as {"C01": "partly"}'),
        ({"verdicts": "partly"}, "write a dictionary"),
        ({"selected": "Q01"}, "selected: there is no claim 'Q01'"),
        ({"selected": 7}, "there is no claim 7"),
        ({"selected": ""}, "there is no claim ''"),
    ],
    Framing: [
        ({"event": "landing"}, "choose among .*arrest"),
        ({"event": None}, "quotation marks"),
        ({"pair": ["H01", "H02", "H03"]}, "found 3 ids; two can be compared"),
        ({"pair": ["H999"]}, "no row 'H999'"),
        ({"pair": "H01"}, "write a list"),
        ({"verb": "menaces"}, "choose among ready, threatens"),
        ({"sentence": "tweet"}, "choose among post, statement"),
        ({"colour": "red"}, "no choice 'colour'"),
    ],
}


@pytest.mark.parametrize("view", WRONG)
def test_errors_are_sentences(case: Case, view: Any) -> None:
    for choices, words in [*WRONG[view], ({"lang": "de"}, "choose among en, fr")]:
        with pytest.raises(ChoiceError, match=words) as error:
            view(case, **choices)
        assert len(error.value._render_traceback_()) == 1
    with pytest.raises(ChoiceError, match=rf"{view.__name__}: found .telegram. instead of a case"):
        view("telegram")


@pytest.mark.parametrize("view", WRONG)
def test_repr_has_no_address(case: Case, view: Any) -> None:
    assert repr(view(case)) == repr(view(load_case("telegram")))


@pytest.mark.parametrize(
    ("view", "name", "right", "wrong"),
    [
        (Quotes, "compared", ["Q04", "Q06"], ["Q04", "nobody"]),
        (Timeline, "day", "2024-08-25", "yesterday"),
        *((Claims, "verdicts", {"C01": "partly"}, each) for each in ({"C99": "partly"}, ["C01"], None)),
    ],
)
def test_a_wrong_choice_later_loses_nothing(case: Case, view: Any, name: str, right: Any, wrong: Any) -> None:
    shown = view(case, **{name: right})
    with pytest.raises(ChoiceError):
        setattr(shown, name, wrong)
    assert getattr(shown, name) == right
