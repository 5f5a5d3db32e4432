"""What a lesson says of itself: title, big question, minutes."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from enclair.text.errors import PlainError
from enclair.text.locale import LANGUAGES, capitalized
from enclair_tools import say
from enclair_tools.notebooks.canonical import paths, read

_SECTION = re.compile(r"^## (\d+)\. (.+)\n\n\*(\d+) minutes?, (\w+)\*$", re.MULTILINE)


def section(cell: dict[str, Any]) -> dict[str, Any]:
    """Return what a heading and the line below it say: number, title, minutes, core; {} where none begins."""
    if cell["cell_type"] != "markdown" or not (match := _SECTION.search(cell["source"])):
        return {}
    core = match[4] in ("core", "essentiel")
    return {"number": int(match[1]), "title": match[2], "minutes": int(match[3]), "core": core}


@dataclass(frozen=True)
class Lesson:
    """A notebook and what the list of lessons says of it."""

    path: Path
    notebook: dict[str, Any]

    @property
    def lang(self) -> str:
        """Its language: what it says itself, else that of its folder."""
        return str(self.notebook["metadata"].get("enclair", {}).get("lang", self.path.parent.name))

    @property
    def title(self) -> str:
        """The heading of its first cell."""
        return self._first_match(r"^# (.+)$")

    @property
    def question(self) -> str:
        """Its big question, or "" if it has none."""
        return capitalized(self._first_match(r"^\*\*[^*:]+:\s*(.+?)\*\*").replace("*", ""))

    def _first_match(self, pattern: str) -> str:
        match = re.search(pattern, self.notebook["cells"][0]["source"], re.MULTILINE)
        return match[1] if match else ""

    @property
    def sections(self) -> list[dict[str, Any]]:
        """Its sections, or the tasks of an exercise."""
        return [found for cell in self.notebook["cells"] if (found := section(cell))]

    @property
    def minutes(self) -> int:
        """Minutes of what everybody does, to open it and to end included."""
        about = self.notebook["metadata"].get("enclair", {})
        sections = sum(part["minutes"] for part in self.sections if part["core"])
        return int(about.get("opening", 0) + sections + about.get("closing", 0))

    @property
    def optional(self) -> int:
        """Minutes of what some do."""
        return sum(part["minutes"] for part in self.sections if not part["core"])

    @property
    def number(self) -> int:
        """Its number: what its name begins with."""
        return int(self.path.stem.split("_")[0])

    @property
    def name(self) -> str:
        """The name of its page."""
        return f"{self.path.stem}.html"


def lessons(root: Path, lang: str = "", folder: str = "notebooks") -> list[Lesson]:
    """Return the lessons or ``exercises`` of the checkout ``root``, or those in ``lang``, in their order."""
    stored = [path for path in paths(root, folder, lang or "*") if path.parent.name in LANGUAGES]
    if loaded := [Lesson(path, read(path)) for path in stored]:
        return loaded
    raise PlainError(say("notebooks.no_lesson", folder=root / folder / lang))
