"""What a figure says of itself so that `enclair.explore` can set sliders beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Slider:
    """A control with steps: each step is a value and how it reads.

    Attributes
    ----------
    label
        What the control is called, in the language of the figure.
    steps
        The values in order, each with the words or whole numbers for it:
        ``{0.001: "1 in 1,000"}``.
    start
        The value at which it stands first; one of ``steps``.
    needs
        Name of the `Switch` that must be on for the slider to be there; "" if there is none.
    """

    label: str
    steps: Mapping[Any, str]
    start: Any
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
    """Named values for controls, and the side whose argument they serve.

    Attributes
    ----------
    name
        What it is called, in the language of the figure.
    settings
        A value for each control that matters, by name; the others stay as they are.
    side
        "privacy", "neither" or "security". It is never shown; an explorer that serves one side must also
        serve the other.
    """

    name: str
    settings: Mapping[str, Any]
    side: str = "neither"


class Drawing(Protocol):
    """A figure that keeps its artists and sets their data; see `enclair.views.explore`."""

    figure: "Figure"
    title: str
    controls: Mapping[str, Slider | Switch]
    presets: Sequence[Preset]

    def update(self, **values: Any) -> "tuple[str, pd.DataFrame]":
        """Draw these values; return the sentence that says what is seen, and the numbers as a table."""
        ...
