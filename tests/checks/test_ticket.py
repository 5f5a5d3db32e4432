"""Exit tickets: a form for each question, and a word on each choice that never names another one."""

import pytest

from enclair.checks import CheckFailed
from enclair.checks.ticket import Ticket, packed
from enclair.text.locale import use_locale
from tests.helpers import assert_in, assert_not_in, refused

ASKED = [["Which?", "B", {"A": ["the first", "It is not."], "B": ["the second", "It holds."]}]]


@pytest.fixture
def ticket():
    return Ticket(packed(ASKED))


def choose(letter):
    return lambda: letter


def test_nothing_of_the_key_can_be_read_in_the_notebook():
    assert_not_in(packed(ASKED), "second", "holds", "Which")


def test_a_form_has_the_choices_in_words(ticket):
    assert_in(ticket.form(1).table(), "A. the first", "B. the second")
    assert ticket.form(1).name == "exit_1"


@pytest.mark.parametrize("letter", ["B", "b", " b "])
def test_the_choice_that_holds_passes_with_its_reason(ticket, capsys, letter):
    ticket.check.exit_1(choose(letter))
    assert "It holds." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("answer", "part", "misconception"),
    [
        (choose("A"), "It is not.", "choice-A"),
        (choose("C"), "is not the letter of a choice", "unknown-letter"),
        (choose(2), "one letter in quotation marks", "wrong-type"),
        (choose(None), "gives nothing back", "not-answered"),
    ],
)
def test_any_other_answer_gets_what_speaks_against_it(ticket, answer, part, misconception):
    with pytest.raises(CheckFailed) as stopped:
        ticket.check.exit_1(answer)
    feedback = stopped.value.feedback
    assert part in feedback.message + feedback.next_step
    assert feedback.misconception == misconception
    assert feedback.next_step
    assert_not_in(str(feedback), "the second", "It holds.")


def test_a_stub_is_not_answered_yet_and_french_is_spoken(ticket):
    def stub():
        raise NotImplementedError

    with use_locale("fr"):
        refused(CheckFailed, "n’a pas encore de réponse", ticket.check.exit_1, stub)
