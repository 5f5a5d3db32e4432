"""Exit tickets: a form for each question, and a word on each choice that never names another one."""

import pytest

from enclair.checks import CheckFailed
from enclair.checks.ticket import Ticket, packed
from tests.helpers import assert_in, assert_not_in, const, refused

ASKED = [["Which?", "B", {"A": ["the first", "It is not."], "B": ["the second", "It holds."]}]]


@pytest.fixture
def ticket():
    return Ticket(packed(ASKED))


def test_a_form_has_the_choices_in_words_and_nothing_of_the_key_stands_in_the_notebook(ticket):
    assert_in(ticket.form(1)._html(), "A. the first", "B. the second")
    assert ticket.form(1).name == "exit_1"
    assert_not_in(packed(ASKED), "second", "holds", "Which")


def test_the_choice_that_holds_passes_with_its_reason(ticket, capsys):
    ticket.check.exit_1(const(" b "))
    assert "It holds." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("answer", "part", "misconception"),
    [
        ("A", "It is not.", "choice-A"),
        ("C", "“C” is not among what this task offers. The answer should be one letter", "unknown-letter"),
        (2, "one letter in quotation marks", "wrong-type"),
        (None, "gives nothing back", "not-answered"),
    ],
)
def test_any_other_answer_gets_what_speaks_against_it(ticket, answer, part, misconception):
    feedback = refused(CheckFailed, "", ticket.check.exit_1, const(answer)).feedback
    assert part in feedback.message + feedback.next_step
    assert feedback.misconception == misconception
    assert feedback.next_step
    assert_not_in(str(feedback), "the second", "It holds.")
