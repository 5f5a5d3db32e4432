"""What cannot be chosen is told with what was found and what there is."""

import pytest

from enclair.text import choices
from enclair.text.errors import ChoiceError


@pytest.mark.parametrize(
    ("check", "given", "sentence"),
    [
        (choices.check_choice, ("lane", "x", "ab"), "lane: found 'x'; choose among a, b"),
        (choices.check_choice, ("lane", "", "ab"), "lane: found ''; choose among a, b"),
        (choices.check_choice, ("lane", "x", "ab", ", or ''"), "lane: found 'x'; choose among a, b, or ''"),
        (
            choices.check_dictionary,
            ("sure", ["x"], "{}"),
            "sure: found ['x']; write a dictionary, such as {}.",
        ),
        (choices.check_entry, ("sure", "q", 3, (1, 2)), "sure: q has 3; choose among 1, 2."),
        (choices.check_names, ("Poll", ["yes", "day"], ["yes"]), "Poll has no choice 'day'; it has yes."),
        (choices.check_whole, ("yes", 0, 1, 9_000), "yes: found 0; write a whole number from 1 to 9,000."),
        (
            choices.check_whole,
            ("yes", 9_001, 1, 9_000),
            "yes: found 9001; write a whole number from 1 to 9,000.",
        ),
        (choices.check_whole, ("yes", True, 1, 9), "yes: found True; write a whole number from 1 to 9."),
        (choices.check_whole, ("yes", 2.0, 1, 9), "yes: found 2.0; write a whole number from 1 to 9."),
        (
            choices.check_whole,
            ("yes", "x" * 99, 1, 9),
            f"yes: found '{'x' * 79}; write a whole number from 1 to 9.",
        ),
        (choices.check_switch, ("twice", 1), "twice: found 1; write True or False."),
    ],
)
def test_what_is_not_on_offer_is_refused(check, given, sentence):
    with pytest.raises(ChoiceError) as caught:
        check(*given)
    assert str(caught.value).rstrip(".") == sentence.rstrip(".")


def test_what_is_on_offer_is_given_back():
    assert (
        choices.check_choice("lane", "", "ab", ", or ''") is choices.check_choice("lane", "a", "ab") is None
    )
    assert choices.check_dictionary("sure", {"q": 1}, "{}") == {"q": 1}
    assert (
        choices.check_entry("sure", "q", 2, (1, 2)) is choices.check_names("Poll", ["yes"], ["yes"]) is None
    )
    assert [choices.check_whole("yes", value, 1, 9) for value in (1, 9)] == [1, 9]
    assert [choices.check_switch("twice", value) for value in (True, False)] == [True, False]
    assert choices.unknown_name("enclair", "Pol", ["Poll"]) == "enclair has no 'Pol'. It offers: Poll."
