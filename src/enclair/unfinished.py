"""What an unfinished cell was to define: an answer may still be the old one.

Each kernel loads it at its start, so it stands outside `enclair.checks` and imports nothing of the kit.
"""

import re
from typing import Any, NamedTuple


class Outdated(NamedTuple):
    """What stands under a name and is no answer: its cell stopped with an error, or lost its ``def``."""

    function: Any
    note: str = "cell-did-not-run"


#: The names that an unfinished cell was to define (None: nothing stands under it).
outdated: dict[str, Outdated] = {}

_before: dict[str, Any] = {}
#: The cell of the notebook that last defined each name, by its id.
_homes: dict[str, str] = {}
_DEF = re.compile(r"^(?:async\s+)?def\s+(\w+)\s*\(", re.MULTILINE)


def remember(space: dict[str, Any], cell: str, cell_id: str | None = None) -> None:
    """Note what stands in ``space`` under each name that ``cell`` is about to define, or defines no more."""
    names = {*_DEF.findall(cell)}
    gone = {name for name, home in _homes.items() if home == cell_id} - names
    outdated.update({name: Outdated(space.get(name), "def-is-gone") for name in gone})
    _before.update({name: space.get(name) for name in names})
    if cell_id:
        _homes.update(dict.fromkeys(names, cell_id))


def compare(space: dict[str, Any], error: BaseException | None) -> None:
    """Keep what the cell was to define as `outdated` if it failed; forget it if the cell ran to its end.

    Of a cell that is no Python to its end, what it has defined is not whole either.
    """
    for name, old in _before.items():
        outdated.pop(name, None)
        if error:
            broken = isinstance(error, SyntaxError)
            outdated[name] = Outdated(space.get(name) if broken else old)
    _before.clear()
