"""Examples in docstrings give what they say they give."""

import doctest
from importlib import import_module

import pytest

from tests.helpers import SOURCES

MODULES = [
    ".".join(path.relative_to(source).with_suffix("").parts)
    for source in SOURCES
    for path in sorted(source.rglob("*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples_give_what_they_say(name):
    assert doctest.testmod(import_module(name)).failed == 0
