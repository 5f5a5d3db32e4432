"""Figures of a learner's own: judged by their data, their labels and their text twin, never by their look."""

import re
from collections.abc import Callable, Mapping

import numpy as np

from enclair.checks.answers import expect
from enclair.checks.feedback import Answer, FeedbackBuilder, IncorrectAnswer, fold_text
from enclair.checks.hints import Arguments, number_in
from enclair.figures.own import AxesData, axes_data, cannot_draw, is_axes

#: How far a number that is drawn may lie from the right one: it may be rounded.
NEAR = 0.006


def expect_drawing(
    answer: Answer,
    feedback: FeedbackBuilder,
    give: Callable[[Mapping[str, float]], Arguments],
    right: Mapping[str, float],
    kind: str = "",
) -> AxesData:
    """Return what a learner's function draws, which gives the axes of a figure and its text twin.

    ``give`` makes the arguments of the function from the numbers of ``right`` by their names, and again from
    others. A task may ask for a ``kind``: "bars" in the order of the numbers, or a "line".
    """
    seen, twin = _figure(answer, feedback, give(right))
    if seen.numbers and kind not in ("", seen.kind):
        raise IncorrectAnswer("bars-asked-for" if kind == "bars" else "line-asked-for")
    _judge_numbers(seen, right)
    order = [name for name, _ in seen.numbers if name in right]
    if kind == "bars" and order not in ([*right], [*right][::-1])[: 2 if seen.lying else 1] and order:
        raise IncorrectAnswer("order-lost-in-figure")
    if not seen.whole:
        raise IncorrectAnswer("cut-axis")
    for words, missing in ((seen.title, "no-title"), (seen.what, "no-label"), (twin, "no-twin")):
        if not any(sign.isalnum() for sign in words):
            raise IncorrectAnswer(missing)
    _judge_twin(twin, seen)
    other = dict(zip(right, [2 * number for number in right.values()][::-1], strict=True))
    again, other_twin = _figure(answer, feedback, give(other))
    try:
        _judge_numbers(again, other)
        _judge_twin(other_twin, again)
    except IncorrectAnswer:
        raise IncorrectAnswer("hard-coded") from None
    return seen


def _figure(answer: Answer, feedback: FeedbackBuilder, arguments: Arguments) -> tuple[AxesData, str]:
    """Return the data of a learner's figure, and its text twin; close the figures that it made."""
    import matplotlib.pyplot as plt

    before = plt.get_fignums()
    plt.figure()  # pandas draws a column into the figure that is open
    try:
        drawing = expect(answer, feedback, lambda value: is_axes(value) or _is_pair(value), arguments)
        axes, twin = (drawing, "") if is_axes(drawing) else drawing
        try:
            return axes_data(axes), twin
        except Exception as error:
            raise IncorrectAnswer("cannot-draw", cannot_draw(error)) from None
    finally:
        for number in {*plt.get_fignums()} - {*before}:
            plt.close(number)  # else Jupyter shows it below what the check says


def _is_pair(value: Answer) -> bool:
    pair = isinstance(value, list | tuple) and len(value) == 2
    return pair and is_axes(value[0]) and isinstance(value[1], str)


def _judge_numbers(seen: AxesData, right: Mapping[str, float]) -> None:
    """Raise `IncorrectAnswer` unless a figure shows the ``right`` numbers, and says which is which."""
    if not seen.numbers:
        raise IncorrectAnswer("not-drawn")
    if len(seen.numbers) != len(right):
        raise IncorrectAnswer("other-count", len(seen.numbers), wanted=len(right))
    names = [name for name, _ in seen.numbers]
    mine, wanted = np.sort([number for _, number in seen.numbers]), np.sort([*right.values()])
    scale = next((times for times in (1, 100) if np.allclose(mine, times * wanted, atol=times * NEAR)), 0)
    if not scale:
        raise IncorrectAnswer("other-numbers")
    for name, number in seen.numbers:
        if name in right and not np.isclose(number, scale * right[name], atol=scale * NEAR):
            raise IncorrectAnswer("names-mixed-up", name)
    if len({*names}) < len(names) or (not {*names} & {*right} and None not in map(number_in, names)):
        raise IncorrectAnswer("no-names")


# ---------------------------------------------------------------- The text twin

#: A number that is a unit, and belongs to the one beside it.
OUT_OF = r"\b(in|of|out of|sur|pour) (100|cent)\b|\bper ?cent\b|\bpourcent\b"


def _written(number: float) -> str:
    """Return a pattern of a number as it may be written: rounded, in 100, with signs of any language."""
    forms = {
        f"{abs(exact):,.{places}f}"
        for exact in (number, 100 * number)
        for places in range(18)
        if places or exact != number or abs(number) >= 1 or not number  # "0" says nothing of a share
    }
    signs = str.maketrans({",": "[ ,.]?", ".": "[.,]"})
    return rf"(?<!\d)(?<!\d[.,])(?:{'|'.join(forms).translate(signs)})(?!\d|\.\d)"


def _judge_twin(twin: str, seen: AxesData) -> None:
    """Raise `IncorrectAnswer` unless a text says each name of a figure beside its number."""
    words = re.sub(OUT_OF, "%", fold_text(twin))
    pairs = []
    for name, number in seen.numbers:
        place = number_in(name)
        word = re.escape(fold_text(name)) if place is None else _written(place)
        pairs.append((name, word, _written(number)))
    behind = [name for name, word, number in pairs if not re.search(rf"{word}\D*{number}", words)]
    before = [name for name, word, number in pairs if not re.search(rf"{number}\D*{word}", words)]
    for lacking in min(behind, before, key=len):
        raise IncorrectAnswer("twin-lacks", lacking)
