"""Sliders beside one small figure: `explore`, for each `Explorable`."""

import html
import random
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import ipywidgets
import pandas as pd
import traitlets

from enclair.figures import style
from enclair.figures.block import folded, scrolling
from enclair.figures.described import NARROW, Picture, picture
from enclair.text import locale
from enclair.text.locale import bind_locale, check_choice, current_locale, labelled, text, use_locale
from enclair.views import view
from enclair.views.view import check_choices

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: JupyterLab hands each control's changes to a thread of its own, so that two may come at the same time. All
#: explorers share what matplotlib is set to: they draw one after the other.
_ONE_BY_ONE = threading.RLock()

_STYLE = style.style_sheet(__package__, "explore.twin.css")


class Control(NamedTuple):
    """A slider: values in order, each with the words for it (``{0.001: "1 in 1,000"}``)."""

    label: str
    start: Any
    steps: Mapping[Any, str]
    buttons: bool = False  # a row of them in place of the slider, at most seven, of which all are in sight
    needs: str = ""  # the switch that must be on for it to be there


class Preset(NamedTuple):
    """Named values for some controls, and the side whose argument they serve, which is never shown.

    An explorer that serves one side ("privacy", "security") must also serve the other.
    """

    name: str
    settings: Mapping[str, Any]
    side: str = "neither"
    id: str | None = None
    answers: bool = False  # whether it is what the question before the explorer asks for
    knob: str | None = None  # the one control that its idea needs; without it all are there
    page: bool = False  # whether it is for pages without Python alone, where nothing can be moved


class Explorable:
    """A figure that keeps its artists and sets their data, made by a lesson; `explore` shows it.

    Its title, each `Control` and each `Preset` stand in ``[explore.NAME]`` of its lesson's sentences. There a
    control is a switch, or says where it starts and, if they are not computed, its ``steps``.
    """

    figure: "Figure"

    def __init__(self, package: str, **computed: Mapping[Any, str]) -> None:
        words = locale.tables(package, "explore")[type(self).__name__]
        self.title: str = words["title"]
        switch = {False: text("no"), True: text("yes")}
        self.controls = {
            name: Control(**{"start": False, "steps": computed.get(name, switch)} | settings)
            for name, settings in words["controls"].items()
        }
        self.presets = [Preset(**preset) for preset in words.get("presets", [])]

    def update(self, *_: Any, **values: Any) -> tuple[str, pd.DataFrame]:
        """Draw these values; return the sentence that says what is seen, and the numbers as a table."""
        raise NotImplementedError


class AccessibilityPatch(view.SharedWidget):
    """An invisible widget: it names the stock widgets of its box, and keeps their keys from JupyterLab.

    Elements with the class ``enclair-live`` are read aloud when they change.
    """

    VIEW = "guard"
    STYLE = "explore"

    label = traitlets.Unicode(help="What the box is called.")


@bind_locale
class Explore(ipywidgets.VBox):
    """Sliders beside one figure, made by `explore`."""

    settings: Any = traitlets.Dict(help="The value of each control, by name; some of them may be set alone.")
    lang = traitlets.Enum(locale.LANGUAGES, help="Language of the labels, the sentence and the table.")

    def __init__(
        self, drawing: Explorable, values: dict[str, Any], knobs: Sequence[str], only: Sequence[str]
    ) -> None:
        self._drawing, self._knobs, self._near = drawing, [*knobs], [*knobs]
        self.about = getattr(drawing, "about", [])  # what a question is about: see `predict.Question`
        self._leading = False
        every = drawing.presets
        sides = {preset.side for preset in every} - {"neither"}
        # On every screen in another order, so that no side always comes first, unless a lesson names some.
        named = [preset for name in only for preset in every if preset.id == name]
        any_order = random.sample(every, k=len(every)) if sides else every
        self._presets = named if knobs or only else any_order
        super().__init__(lang=current_locale())
        self._build()
        # Nor is it always the same side that one sees before anything was moved, where controls start with
        # an example.
        begun = {name: control.start for name, control in drawing.controls.items()}
        taken = self._presets and any(begun.items() >= preset.settings.items() for preset in every)
        self.settings = values or (self._presets[0].settings if sides and taken else {})
        self._all.value = bool(values)
        self._show()
        self.observe(self._show, "settings")
        self.add_class("enclair").add_class("enclair-explore")

    def _build(self) -> None:
        """Make the controls and what they change."""
        self._controls = {name: _widget(control) for name, control in self._drawing.controls.items()}
        named = [(preset.name, preset) for preset in self._presets if not preset.page]
        self._chooser = ipywidgets.RadioButtons(description=text("Examples"), options=named, value=None)
        self._guard = AccessibilityPatch(label=self._drawing.title)
        self._picture = ipywidgets.HTML()
        self._sentence, self._table = ipywidgets.HTML(), ipywidgets.HTML(layout={"display": "none"})
        self._sentence.add_class("enclair-live")
        self._more = ipywidgets.Checkbox(description=text("The same as a table"), indent=False)
        self._all = ipywidgets.Checkbox(description=text("All controls"), indent=False)
        moves = ipywidgets.VBox([*([self._chooser] if named else []), *self._controls.values(), self._all])
        seen = ipywidgets.VBox([self._picture])
        sides = [moves.add_class("enclair-moves"), seen.add_class("enclair-seen")]
        beside = ipywidgets.HBox(sides).add_class("enclair-beside")
        for name, control in self._controls.items():
            control.observe(partial(self._moved, name), "value")
        self._chooser.observe(self._chosen, "value")
        self._more.observe(self._unfolded, "value")
        self._all.observe(self._show, "value")
        self.children = [beside, self._sentence, self._more, self._table, self._guard]

    @traitlets.validate("settings")
    def _validate_settings(self, proposal: traitlets.Bunch) -> dict[str, Any]:
        controls = self._drawing.controls
        check_choices("explore", proposal.value, controls)
        for name, value in proposal.value.items():
            check_choice(name, value, controls[name].steps)
        return {name: control.start for name, control in controls.items()} | self.settings | proposal.value

    def show_answer(self) -> None:
        """Choose the example that answers the question before, unless values were given."""
        answers = (preset.settings for preset in self._presets if preset.answers)
        if not self._all.value:
            self.settings = dict(next(answers, {}))

    def _moved(self, name: str, _: object) -> None:
        with _ONE_BY_ONE:
            # What the hand has moved is not set again: meanwhile it may have moved on.
            self._leading = True
            try:
                self.settings = {name: self._controls[name].value}
            finally:
                self._leading = False

    def _chosen(self, change: traitlets.Bunch) -> None:
        with _ONE_BY_ONE:
            if change.new is not None:
                self.settings = dict(change.new.settings)

    def _unfolded(self, _: object) -> None:
        self._table.layout.display = "" if self._more.value else "none"

    def _show(self, _: object = None) -> None:
        """Set the controls to the values, and draw."""
        with _ONE_BY_ONE:
            now = self.settings.items()
            same = (preset for _, preset in self._chooser.options if preset.settings.items() <= now)
            self._chooser.value = shown = next(same, None)
            if shown:  # an idea has one knob, which stays when it is moved
                self._near = self._knobs or [shown.knob] * bool(shown.knob)
            for name, control in self._controls.items():
                if not self._leading:
                    control.value = self.settings[name]
                near = self._all.value or not self._near or name in self._near
                control.layout.display = "" if near and self._is_there(name, self.settings) else "none"
            self._all.layout.display = "" if self._near else "none"
            sentence, table = self._drawing.update(**self.settings)
            # On a phone a wide picture scrolls: shrunk to the screen, its letters could not be read.
            wide = self._drawing.figure.get_figwidth() > NARROW
            seen = self._drawn().svg(sentence, 600 if wide else 0)
            self._picture.value = scrolling("scrolls", text("Picture"), seen) if wide else seen
            self._sentence.value = _paragraphs(sentence)
            self._table.value = self._twin(table)

    def _twin(self, table: pd.DataFrame) -> str:
        # On a phone the table scrolls: long numbers cannot be broken.
        return scrolling("counts", text("Table"), style.html_table(table))

    def _drawn(self) -> Picture:
        with style.drawing():  # ticks are made when they are first drawn
            return picture(self._drawing.figure)

    def _describe(self, values: dict[str, Any]) -> str:
        """Return the controls and their values in words; of another example those that differ."""
        return " · ".join(
            labelled(control.label, control.steps[values[name]])
            for name, control in self._drawing.controls.items()
            if self._is_there(name, values)
            and (values == self.settings or values[name] != self.settings[name])
        )

    def _is_there(self, name: str, values: dict[str, Any]) -> bool:
        """Return whether the switch that a control needs, if any, is on."""
        needs = self._drawing.controls[name].needs
        return not needs or bool(values[needs])

    def _html(self) -> str:
        shown = self._chooser.value
        sentence, table = self._drawing.update(**self.settings)
        head = f"<p><strong>{html.escape(_example(shown))}</strong></p>" if shown else ""
        twin = folded(text("The same as a table"), self._twin(table), "also")
        parts = [_STYLE, head, self._told(self.settings, sentence), twin]
        parts += [self._folded(preset) for preset in self._presets if preset != shown]
        self._drawing.update(**self.settings)
        return "".join(parts)

    def _folded(self, preset: Preset) -> str:
        """Return another example as HTML; of one for pages alone, the picture and its table."""
        values = self.settings | preset.settings
        sentence, table = self._drawing.update(**values)
        if preset.page:
            name, told, kind = preset.name, self._drawn().html(sentence), "also"
        else:
            name, told, kind = _example(preset), self._told(values, sentence), "twin"
        return folded(html.escape(name), told + self._twin(table), kind)

    def _told(self, values: dict[str, Any], sentence: str) -> str:
        """Return the controls, the picture that was drawn last and its sentence, as HTML."""
        return f"{view.paragraph(self._describe(values))}{self._drawn().html('')}{_paragraphs(sentence)}"

    def __repr__(self) -> str:
        return f"Explore({self._drawing.title!r})"

    def _repr_mimebundle_(self, **options: Any) -> view.MimeBundle:
        return view.with_static_forms(super()._repr_mimebundle_(**options), self._html())


def _widget(control: Control) -> ipywidgets.DOMWidget:
    """Return the widget of a control: a slider for numbers, buttons for names, a box for a switch."""
    named = {"description": control.label, "value": control.start}
    if control.start is False:
        return ipywidgets.Checkbox(**named, indent=False)
    options = [(label, value) for value, label in control.steps.items()]
    if control.buttons:
        return ipywidgets.RadioButtons(**named, options=options).add_class("enclair-names")
    return ipywidgets.SelectionSlider(**named, options=options)


def _example(preset: Preset) -> str:
    return text("Example: {name}").format(name=preset.name)


def _paragraphs(sentence: str) -> str:
    """Return a sentence as HTML; a new line in it begins a new paragraph."""
    return "".join(map(view.paragraph, sentence.split("\n")))


def explore(
    draw: Callable[..., Any],
    lang: str = "",
    knobs: Sequence[str] = (),
    examples: Sequence[str] = (),
    **values: Any,
) -> ipywidgets.DOMWidget:
    """Return sliders beside a figure that follows them, such as ``Alarms`` of lesson 4.

    ``values`` say where controls stand first, by name. Without any, a figure whose examples favour sides
    begins with one of them, by chance. A view has its own controls. Only the controls ``knobs`` are in sight,
    or the one that an example is about, until all are asked for; of some ``examples`` these, in their order.
    """
    with use_locale(lang):
        return draw(**values) if hasattr(draw, "VIEW") else Explore(draw(), values, knobs, examples)
