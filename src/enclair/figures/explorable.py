"""What a figure says of itself so that `enclair.explore` can set sliders beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from enclair.text import toml

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Slider:
    """A control with steps: values in order, each with the words for it (``{0.001: "1 in 1,000"}``)."""

    label: str
    steps: Mapping[Any, str]
    start: Any
    #: Name of the `Switch` that must be on for the slider to be there.
    needs: str = ""


class Names(Slider):
    """The same for at most seven names: all of them are in sight, as a row of buttons."""


@dataclass(frozen=True)
class Switch:
    """A control that is off or on."""

    label: str
    start: bool = False


@dataclass(frozen=True)
class Preset:
    """Named values for some controls, and the side whose argument they serve, which is never shown.

    An explorer that serves one side ("privacy", "security") must also serve the other.
    """

    name: str
    settings: Mapping[str, Any]
    side: str = "neither"


class Explorable:
    """A figure that keeps its artists and sets their data; see `enclair.views.explore`.

    Its title, controls and examples stand in ``[explore.NAME]`` of its lesson's sentences. A control there
    has a ``label`` and, but for a switch, where it starts and its ``steps``, if they are not computed; with
    ``buttons`` it is a row of them. An example has its values beside its name.
    """

    figure: "Figure"

    def __init__(self, package: str, **computed: Mapping[Any, str]) -> None:
        words = toml.tables(package, "explore")[type(self).__name__]
        self.title: str = words["title"]
        self.controls: dict[str, Any] = {
            name: _control(**{"steps": computed.get(name), **control})
            for name, control in words["controls"].items()
        }
        self.presets = []
        for preset in words.get("presets", []):
            settings = {name: value for name, value in preset.items() if name in self.controls}
            self.presets.append(Preset(preset["name"], settings, preset["side"]))

    def update(self, *_: Any, **values: Any) -> "tuple[str, pd.DataFrame]":
        """Draw these values; return the sentence that says what is seen, and the numbers as a table."""
        raise NotImplementedError


def _control(
    label: str,
    steps: Mapping[Any, str] | Sequence[str],
    start: object = None,
    buttons: bool = False,
    needs: str = "",
) -> Slider | Switch:
    if start is None:
        return Switch(label)
    pairs = steps.items() if isinstance(steps, Mapping) else enumerate(steps)
    # Keys of TOML are texts, values of a control may be numbers.
    names = {int(value) if str(value).isdigit() else value: name for value, name in pairs}
    return (Names if buttons else Slider)(label, names, start, needs)
