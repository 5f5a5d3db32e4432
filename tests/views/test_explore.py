import random
import re
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import ipywidgets
import pandas as pd
from matplotlib.figure import Figure

from enclair import explore, predict
from enclair.lessons.needles_and_haystacks.figures import Alarms
from enclair.lessons.traces.figures import Network
from enclair.text.errors import ChoiceError
from enclair.views.explore import Control, Preset
from tests.helpers import assert_in, forms, refused


class Sum:
    """A drawing as small as can be."""

    title = "A sum"
    buttons = False

    def __init__(self):
        self.controls = {
            "number": Control("Number", 2, {1: "one", 2: "two", 5: "five"}, self.buttons),
            "twice": Control("Twice", False, {False: "no", True: "yes"}),
            "times": Control("Times", 2, {2: "2", 3: "3"}, needs="twice"),
        }
        self.presets = [
            Preset("Small", {"number": 1, "twice": False}, "privacy"),
            Preset("Large", {"number": 5, "twice": True, "times": 3}, "security"),
            Preset("Middle", {"number": 2, "twice": False}),
        ]
        self.figure = Figure(figsize=(1, 1))
        self.drawn = []

    def update(self, number, twice, times):
        result = number * times if twice else number
        self.drawn.append(result)
        return f"It is {result} < 100.\nSo it is.", pd.DataFrame({"Result": [result]})


def test_moving_a_slider_draws_once_and_sets_values_sentence_alt_and_table():
    explorer = explore(Sum, number=2)
    drawn, times = len(explorer._drawing.drawn), explorer._controls["times"].layout
    explorer._controls["number"].value = 5
    assert explorer.settings == {"number": 5, "twice": False, "times": 2}
    assert len(explorer._drawing.drawn) == drawn + 1
    assert_in(explorer._picture.value, 'role="img" aria-label="It is 5 &lt; 100.')
    assert explorer._table.layout.display == times.display == "none"
    explorer._more.value = True
    explorer.settings = {"twice": True}  # a slider is there once its switch is on
    assert explorer._table.layout.display == times.display == ""
    assert explorer._controls["twice"].value is True
    assert explorer._sentence.value == "<p>It is 10 &lt; 100.</p><p>So it is.</p>"
    assert ">10</" in explorer._table.value


class Ideas(Sum):
    """Each example is about one control."""

    def __init__(self):
        super().__init__()
        places = zip(self.presets, ("small", "large", "middle"), ("number", "times", "twice"), strict=True)
        self.presets = [preset._replace(id=name, knob=knob) for preset, name, knob in places]


def test_an_idea_has_one_knob_until_all_are_asked_for():
    def seen(explorer):
        return [name for name, control in explorer._controls.items() if control.layout.display == ""]

    explorer = explore(Ideas, examples=["large", "small"])
    assert sorted(name for name, _ in explorer._chooser.options) == ["Large", "Small"]
    explorer._chooser.value = dict(explorer._chooser.options)["Large"]
    assert seen(explorer) == ["times"]
    explorer._controls["times"].value = 2  # no example any more: its knob stays
    assert (explorer._chooser.value, seen(explorer)) == (None, ["times"])
    explorer._all.value = True
    assert seen(explorer) == ["number", "twice", "times"]
    assert seen(explore(Ideas, knobs=["number"])) == ["number"]
    assert seen(explore(Ideas, number=2, twice=True)) == ["number", "twice", "times"]
    assert explore(Sum)._all.layout.display == "none"


def test_controls_that_move_while_another_is_drawn_have_the_last_word():
    """JupyterLab hands the changes of each control to a thread of its own."""
    drawing, moved = threading.Event(), threading.Event()

    class Slow(Sum):
        def update(self, number, twice, times):
            seen = super().update(number, twice, times)
            if (number, times) == (1, 2):
                drawing.set()
                moved.wait(5)
            return seen

    explorer = explore(Slow, number=2, twice=True)
    number, times = explorer._controls["number"], explorer._controls["times"]
    with ThreadPoolExecutor() as hands:  # each as a message from the page
        hands.submit(number.set_state, {"index": 0})
        assert drawing.wait(5)
        hands.submit(times.set_state, {"index": 1})  # this and the next wait until the first is drawn
        hands.submit(number.set_state, {"index": 2})
        while (number.index, times.index) != (2, 1):
            time.sleep(0.01)
        moved.set()
    assert (number.index, times.index) == (2, 1)
    assert explorer.settings == {"number": 5, "twice": True, "times": 3}
    assert explorer._sentence.value.startswith("<p>It is 15 &lt; 100.</p>")


def test_examples_come_in_any_order_and_the_first_is_shown_where_controls_start_with_one(monkeypatch):
    monkeypatch.setattr(random, "sample", lambda places, k: [*places][::-1])
    made = explore(Sum)
    assert [name for name, _ in made._chooser.options] == ["Middle", "Large", "Small"]
    assert made._chooser.label == "Middle"

    def without_its_start():
        drawing = Sum()
        del drawing.presets[2:]
        return drawing

    assert explore(without_its_start)._chooser.value is None
    # Those that a lesson names keep its order.
    for names in (["everyone", "suspects"], ["suspects", "everyone"]):
        chosen = explore(Alarms, examples=names)
        assert [preset.id for _, preset in chosen._chooser.options] == names


def test_a_question_opens_the_example_that_answers_it_unless_values_were_given():
    asked, given = explore(Alarms), explore(Alarms, items=10_000)
    for explorer in (asked, given):
        predict(explorer, "Which one?")
    assert (asked.settings["false"], given.settings["items"]) == (1e-9, 10_000)


def test_wrong_choices_say_what_there_is():
    refused(ChoiceError, "explore: found 'size'; choose among number, twice, times", explore, Sum, size=1)
    refused(ChoiceError, "number: found 3; choose among 1, 2, 5", explore, Sum, number=3)


def test_text_forms_hold_the_present_state_and_each_example():
    explorer = explore(Sum, number=2, twice=True, times=3)
    bundle = explorer._repr_mimebundle_()
    plain, page = bundle["text/plain"], bundle["text/html"]
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert plain.startswith("Number: two · Twice: yes · Times: 3\nIt is 6 < 100.")
    for name, result in (("Small", 1), ("Middle", 2), ("Large", 15)):
        assert re.search(rf"Example: {name}\n.*\nIt is {result} < 100", plain)
        assert f'<summary data-lm-suppress-shortcuts="true">Example: {name}</summary>' in page
    assert page.count("<svg xmlns=") == 4
    # Showing all of them leaves the figure as it was set. An example that is set stands there once.
    assert explorer._drawing.drawn[-1] == 6
    explorer._chooser.label = "Middle"
    assert forms(explorer)["text/plain"].count("Example: ") == 3


def test_what_is_for_pages_alone_is_no_example_to_choose_and_stands_there_in_order():
    network = explore(Network)
    assert network._chooser.options == ()
    opened = re.findall(r"<summary [^>]*>([^<]+)", network._html())
    assert opened[1:] == [preset.name for preset in network._drawing.presets]


def test_names_are_buttons_all_in_sight_and_set_as_a_slider_does(monkeypatch):
    monkeypatch.setattr(Sum, "buttons", True)
    explorer = explore(Sum, number=2)
    buttons = explorer._controls["number"]
    assert isinstance(buttons, ipywidgets.RadioButtons)
    assert buttons.options == (("one", 1), ("two", 2), ("five", 5))
    buttons.set_state({"index": 2})  # as a message from the page does
    assert explorer.settings["number"] == 5
