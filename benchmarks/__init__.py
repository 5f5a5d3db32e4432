"""Benchmarks; some measure with what the tests of a package have."""

import sys
from pathlib import Path

sys.path += map(str, Path(__file__).parents[1].glob("packages/*/tests"))


def line(name: str, value: str) -> None:
    """Print a line of a report: what was measured, and how much it is."""
    print(f"{name:<62}{value}")
