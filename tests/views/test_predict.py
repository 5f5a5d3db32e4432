import re

import ipywidgets
import pytest

from enclair import Timeline, banner, predict
from enclair.lessons.what_can_the_server_see.figures import alleged_offences as charges
from enclair.lessons.what_happened import figures
from enclair.text import locale
from enclair.text.errors import ChoiceError
from enclair.text.locale import current_locale, text
from tests.helpers import assert_in, assert_not_in, refused


def test_the_view_waits_but_its_traits_do_not(case):
    timeline = Timeline(case)
    asked = predict(timeline, question="Which track is busiest?", choices=["Justice", "Telegram"])
    assert timeline.layout.display == "none"
    timeline.tracks = ["justice"]
    assert 0 < len(timeline.rows) < len(case.timeline)
    assert asked.children[1] is timeline


def test_a_figure_can_wait_too_and_keeps_its_picture_in_an_export(case):
    asked = predict(figures.actor_map(case.powers), question="Who?")
    assert isinstance(asked.children[1], ipywidgets.HTML)
    assert_in(asked.children[1].value, '<svg xmlns="http://www.w3.org/2000/svg" class="enclair-picture"')
    assert_not_in(asked.children[1].value, "<img")
    page = asked._repr_mimebundle_()["text/html"]
    assert '<img class="enclair-picture enclair-still" alt="' in page
    assert "HTML(value" not in page


def test_a_guess_has_a_stamp_on_the_row_of_the_figure_that_is_asked_about(case, lang):
    drawn = charges(case.charges)
    assert "data-guess" not in drawn.drawn().content
    choices = {"a": 0, "b": 1, "c": 3, "d": None, "e": 12}  # the last lies beyond the axis
    asked = predict(drawn, question="How many?", choices=choices)
    assert asked.children[0].choices == [*choices]
    page = asked.children[1].value
    stamps = re.findall(r'<g data-guess="(\d)" display="none">(.*?)</g>', page)
    assert [number for number, _ in stamps] == ["1", "1", "2", "2", "3", "3"]
    said = [words for _, part in stamps for words in re.findall(r"<text.*?>(.*?)</text>", part)]
    assert said == [text("you")] * 3
    # A line stands where the figure ends what it counts: three squares in the row of cryptology.
    [axes] = drawn.figure.axes
    ends = [(line.get_xdata()[0], round(line.get_ydata()[1])) for line in axes.lines]
    assert ends == [(0, drawn.row), (1, drawn.row), (3, drawn.row)]
    sorts = locale.tables("enclair.lessons.what_can_the_server_see", "figures", current_locale())["sorts"]
    assert axes.get_yticklabels()[drawn.row].get_text() == sorts["cryptology declaration"]


def test_without_scripts_question_and_view_are_both_there(case):
    bundle = predict(Timeline(case), question="Who & when?", choices=["a", "b"])._repr_mimebundle_()
    assert_in(bundle["text/html"], "<summary>Who &amp; when?</summary>", "<table")
    assert bundle["text/plain"].startswith("Who & when?")


@pytest.mark.parametrize("choices", ["yes", ["yes", "no", "yes"]])
def test_choices_that_nobody_could_tell_apart_are_refused(case, choices):
    refused(ChoiceError, r"^choices: .*different", predict, banner(case), "Is it so?", choices)


def test_labels_follow_the_language_of_the_view(case):
    assert predict(Timeline(case, lang="fr"), question="Qui ?").children[0].lang == "fr"
