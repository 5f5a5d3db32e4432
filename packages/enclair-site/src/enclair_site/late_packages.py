"""Packages that come when they are first imported. This file runs inside Pyodide: standard library alone."""

import sys
from collections.abc import Callable
from importlib import invalidate_caches
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from typing import Any


class LatePackages(MetaPathFinder):
    """Finds what stands in packages that are not there yet, by bringing them.

    Pyodide brings what a cell imports, and knows nothing of what a module imports while it runs. ``waiting``
    is the part of the lock with such packages; ``bring`` takes a name, a file, and the folder for it.
    """

    def __init__(
        self, waiting: dict[str, dict[str, Any]], bring: Callable[[str, str, str], None], folder: str
    ) -> None:
        self._waiting, self._bring, self._folder = waiting, bring, folder
        for entry in waiting.values():  # the room check finds them as if they were there
            about = Path(folder, "{name}-{version}.dist-info".format_map(entry))
            about.mkdir(exist_ok=True)
            (about / "METADATA").write_text("Name: {name}\nVersion: {version}\n".format_map(entry))
        sys.meta_path.append(self)

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """Return where a module is once its package has come; Python asks here last."""
        packages = [package for package, entry in self._waiting.items() if name in entry["imports"]]
        for package in packages:
            self._brought(package)
        invalidate_caches()
        return PathFinder.find_spec(name) if packages else None

    def _brought(self, package: str) -> None:
        entry = self._waiting.get(package)
        if entry and not PathFinder.find_spec(entry["imports"][0]):
            for need in entry["depends"]:
                self._brought(need)
            self._bring(package, entry["file_name"], self._folder)
