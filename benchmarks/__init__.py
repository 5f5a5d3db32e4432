"""Benchmarks; some measure with what the tests of a package have."""

import sys
from pathlib import Path

sys.path += map(str, Path(__file__).parents[1].glob("packages/*/tests"))
