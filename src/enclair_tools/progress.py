"""Bars on long work, where tqdm is at hand: what runs a class need not have it, and works without."""

from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")


def bar(things: Iterable[T], *, what: str, unit: str, total: int | None = None) -> Iterable[T]:
    """Return ``things``, with a bar on a terminal while they are gone through.

    Parameters
    ----------
    what, unit
        What is done, and what one of the things is called.
    total
        How many there are, where ``things`` cannot say so.
    """
    try:
        from tqdm import tqdm
    except ModuleNotFoundError:
        return things
    shown: Iterable[T] = tqdm(things, desc=what, unit=unit, total=total, disable=None)
    return shown
