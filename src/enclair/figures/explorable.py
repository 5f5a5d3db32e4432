"""What a figure says of itself so that `enclair.explore` can set sliders beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

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


class Drawing(Protocol):
    """A figure that keeps its artists and sets their data; see `enclair.views.explore`."""

    figure: "Figure"
    title: str
    controls: Mapping[str, Slider | Switch]
    presets: Sequence[Preset]

    def update(self, **values: Any) -> "tuple[str, pd.DataFrame]":
        """Draw these values; return the sentence that says what is seen, and the numbers as a table."""
        ...
