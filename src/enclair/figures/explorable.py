"""What a figure says of itself so that `enclair.explore` can set sliders beside it."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from enclair.text import locale
from enclair.text.locale import text

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


class Control(NamedTuple):
    """A slider: values in order, each with the words for it (``{0.001: "1 in 1,000"}``)."""

    label: str
    start: Any
    steps: Mapping[Any, str]
    buttons: bool = False  # a row of them in place of the slider, at most seven, of which all are in sight
    needs: str = ""  # the switch that must be on for it to be there


CODES = ("side", "id", "knob")


class Preset(NamedTuple):
    """Named values for some controls, and the side whose argument they serve, which is never shown.

    An explorer that serves one side ("privacy", "security") must also serve the other.
    """

    name: str
    settings: Mapping[str, Any]
    side: str = "neither"
    id: str | None = None
    knob: str | None = None  # the one control that its idea needs; without it all are there


class Explorable:
    """A figure that keeps its artists and sets their data; see `enclair.views.explore`.

    Its title, controls and examples stand in ``[explore.NAME]`` of its lesson's sentences. A control there
    has a ``label`` and, but for a switch, where it starts and its ``steps``, if they are not computed; with
    ``buttons`` it is a row of them. An example has its values beside its name.
    """

    figure: "Figure"

    def __init__(self, package: str, **computed: Mapping[Any, str]) -> None:
        words = locale.tables(package, "explore")[type(self).__name__]
        self.title: str = words["title"]
        self.controls = {
            name: control(**{"steps": computed.get(name, {})} | settings)
            for name, settings in words["controls"].items()
        }
        self.presets = [
            Preset(
                one["name"], {name: one[name] for name in self.controls if name in one}, *map(one.get, CODES)
            )
            for one in words.get("presets", [])
        ]

    def update(self, *_: Any, **values: Any) -> "tuple[str, pd.DataFrame]":
        """Draw these values; return the sentence that says what is seen, and the numbers as a table."""
        raise NotImplementedError


def control(
    label: str, start: object = False, steps: Mapping[Any, str] | Sequence[str] = (), **more: Any
) -> Control:
    """Return a control as sentences describe it; without a start it is a switch."""
    if start is False:
        return Control(label, start, {False: text("no"), True: text("yes")})
    pairs = steps.items() if isinstance(steps, Mapping) else enumerate(steps)
    # Keys of TOML are texts, values of a control may be numbers.
    names = {int(value) if str(value).isdigit() else value: name for value, name in pairs}
    return Control(label, start, names, **more)
