"""Bars on long work, where tqdm is at hand: what runs a class need not have it, and works without."""

from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")


def bar(things: Iterable[T], *, what: str, unit: str, total: int | None = None) -> Iterable[T]:
    """Return ``things``; a bar on a terminal says ``what`` is done, and how many of its ``unit``."""
    try:
        from tqdm import tqdm
    except ModuleNotFoundError:
        return things
    shown: Iterable[T] = tqdm(things, desc=what, unit=unit, total=total, disable=None)
    return shown
