"""Packages that come when they are first imported. This file runs inside Pyodide: standard library alone."""

import site
import sys
from collections.abc import Callable, Iterator
from importlib import invalidate_caches
from importlib.machinery import ModuleSpec, PathFinder
from importlib.metadata import Distribution, DistributionFinder
from os import PathLike
from pathlib import Path
from typing import Any

_ANY = DistributionFinder.Context()


class LatePackages(DistributionFinder):
    """Finds what stands in packages that are not there yet, by bringing them.

    Pyodide brings what a cell imports, and knows nothing of what a module imports while it runs. ``waiting``
    is the part of the lock with such packages; ``bring`` takes a name, a file, and the folder for it.
    """

    def __init__(self, waiting: dict[str, dict[str, Any]], bring: Callable[[str, str, str], None]) -> None:
        self._waiting, self._bring = waiting, bring

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
            self._bring(package, entry["file_name"], site.getsitepackages()[0])

    def find_distributions(self, context: DistributionFinder.Context = _ANY) -> Iterator[Distribution]:
        """Give the package that is asked about: the room check finds it as if it were there."""
        if context.name in self._waiting:
            yield _Waiting(self._waiting[context.name])


class _Waiting(Distribution):
    """What is known of a package before it comes."""

    def __init__(self, entry: dict[str, Any]) -> None:
        self._entry = entry

    def read_text(self, filename: str) -> str | None:
        """Return its metadata."""
        return (
            "Name: {name}\nVersion: {version}\n".format_map(self._entry) if filename == "METADATA" else None
        )

    def locate_file(self, path: str | PathLike[str]) -> Path:
        """Return where a file will be."""
        return Path(path)


def bring_late(waiting: dict[str, dict[str, Any]], bring: Callable[[str, str, str], None]) -> None:
    """Bring packages late in this Python."""
    sys.meta_path.append(LatePackages(waiting, bring))
