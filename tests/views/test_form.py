"""Forms: what they ask, and what they read in a cell."""

import pytest

from enclair.lessons.what_happened import form
from enclair.lessons.what_happened.forms import FORMS
from enclair.views.fields import NUMBER, WORDS, Choice, Parts, Rows, Several, answer_of
from tests.helpers import CHECKS, assert_in, cases, in_language

STUB = '"""What is asked."""\n    # A hint.\n    raise NotImplementedError'


def cell(line, name="firmness"):
    """A cell with a function whose last line is ``line``."""
    return f"def {name}():\n    {line}"


@pytest.mark.parametrize("case", cases("forms"), ids=lambda case: case["code"][:30])
def test_what_the_page_writes_is_read_again(case):
    made = getattr(form, case["form"])()
    assert made.field == case["field"]
    made.source = cell(f"return {case['code']}", case["form"])
    assert (made.value, made.own) == (case["value"], False)


def test_an_answer_and_that_it_is_read_reach_the_page_in_one_message(monkeypatch):
    made = form.firmness()
    sent = []
    monkeypatch.setattr(made, "_send", lambda message, buffers=None: sent.append(message))
    source = cell('return {"romania-dispute": "reported"}')
    made.set_state({"source": source, "unread": True})
    (read,) = [message["state"] for message in sent if "value" in message.get("state", {})]
    assert read["value"] == {"romania-dispute": "reported"}
    assert read["unread"] is False


FIRMNESS = FORMS["firmness"]


@pytest.mark.parametrize(
    ("field", "line", "value", "own"),
    [
        (Choice((1, "b")), "return 1", 1, False),
        (Choice(("ja",), {"yes": "ja"}), "return 'yes'", "ja", False),
        (Choice(("a", "b")), "return None", None, False),
        (NUMBER, "return -1_000", -1000, False),
        (WORDS, "return 'é\"'", 'é"', False),
        (Several(("a", "b")), "return ('b', 'a')", ["b", "a"], False),
        (Rows(("x",), Parts({"w": WORDS, "n": NUMBER})), "return {'x': ('a', 2)}", {"x": ["a", 2]}, False),
        (FIRMNESS, STUB, None, False),
        # What a form cannot show is the learner's own.
        (Choice((1, "b")), "return True", None, True),
        (NUMBER, "return True", None, True),
        (NUMBER, "return '1'", None, True),
        (WORDS, "return 1", None, True),
        (Several(("a", "b")), "return ['a', 'a']", None, True),
        (Several(("a", "b")), "return 'a'", None, True),
        (Parts({"w": WORDS}), "return ('a', 'b')", None, True),
        (Rows(("x",), NUMBER), "return {'y': 1}", None, True),
        (FIRMNESS, "pass", None, True),
        (FIRMNESS, "return", None, True),
        (FIRMNESS, "return {", None, True),
        (FIRMNESS, "return dict(arrest='confirmed')", None, True),
        (FIRMNESS, 'return {**{}, "romania-dispute": "reported"}', None, True),
    ],
)
def test_a_cell_is_read_into_its_form_or_is_the_learners_own(field, line, value, own):
    assert answer_of(field, "firmness", cell(line)) == (value, own)
    assert answer_of(field, "another", cell(line)) == (None, True)


def test_every_form_has_a_check_and_asks_in_the_words_of_its_language(lang):
    assert FORMS.keys() <= CHECKS.keys()
    grades = {"en": ("confirmed", "disputed"), "fr": ("confirmé", "contesté")}[lang]
    made = in_language(lang, form.firmness)
    assert made.table() == {"en": "My answer", "fr": "Ma réponse"}[lang]  # the code that answers stands below
    assert_in(made._html(), *(f"☐\u00a0{grade}" for grade in grades))
    steps = in_language(lang, form.steps_so_far)
    assert {"en": "E. He is tried ______", "fr": "E. Il est jugé ______"}[lang] in steps._html()
