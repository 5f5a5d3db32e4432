"""What an unfinished cell was to define: an answer may still be the old one.

Each kernel loads it at its start, so it stands outside `enclair.checks` and imports nothing of the kit.
"""

import re
from typing import Any

#: The names that an unfinished cell was to define, and what stood under each before it ran (None: nothing).
outdated: dict[str, Any] = {}

_before: dict[str, Any] = {}
_DEF = re.compile(r"^(?:async\s+)?def\s+(\w+)\s*\(", re.MULTILINE)


def remember(space: dict[str, Any], cell: str) -> None:
    """Note what stands in ``space`` under each name that ``cell`` is about to define."""
    _before.update({name: space.get(name) for name in _DEF.findall(cell)})


def compare(success: bool) -> None:
    """Keep what the cell was to define as `outdated` if it failed; forget it if the cell ran to its end."""
    for name, old in _before.items():
        outdated.pop(name, None)
        if not success:
            outdated[name] = old
    _before.clear()
