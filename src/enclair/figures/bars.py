"""Bars from a data frame, which is also their table and gives the numbers of their sentence."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from enclair.figures import style
from enclair.figures.described import DescribedFigure, columns_of, name_rows
from enclair.text.locale import number


def as_text(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the cells of a table as people write them, "" for one that is not known."""
    cells = rows.astype(object)  # an empty column of numbers may get words, too
    return cells.map(lambda cell: cell if isinstance(cell, str) else "" if pd.isna(cell) else number(cell))


def in_words(rows: pd.DataFrame, template: str) -> list[str]:
    """Return ``template`` for each row, with its cells by the names of their columns."""
    return [template.format_map(row) for row in as_text(rows).to_dict("records")]


def bars(
    rows: pd.DataFrame,
    heads: dict[str, str],
    looks: Mapping[str, Mapping[str, Any]],
    *,
    title: str,
    alt: str,
    size: tuple[float, float],
    names: str = "",
    words: Mapping[str, str] | None = None,
    xlabel: str = "",
    legend: Sequence[str] = (),
    thickness: float = 0.62,
    room: float = 1.05,
    total: str = "",
) -> DescribedFigure:
    """Draw a row of horizontal bars for each row of a table; ``size`` is in inches.

    Parameters
    ----------
    heads
        The columns of the table that is shown, each with its head; the first names the rows.
    looks
        The columns that are drawn, each with what matplotlib's ``barh`` takes.
    names
        The column that names the rows of the picture, where this is not that of the table.
    words
        For columns that are drawn, those with the words at the ends of their bars, in place of the numbers.
    xlabel
        Label of the axis; without one there is none, since each bar has its number at its end.
    room
        Length of the axis, where the longest bar is 1.
    total
        Name of a last row of the table, the sum of all others.
    """
    named, *_ = heads
    numbers, cells = rows[[*looks]], as_text(rows)
    with style.figure(*size) as (figure, axes):
        for place, (column, look) in enumerate(looks.items()):
            aside = (place - (len(looks) - 1) / 2) * (thickness + 0.02)
            drawn = axes.barh([row + aside for row in range(len(rows))], rows[column], thickness, **look)
            axes.bar_label(drawn, [*cells[(words or {}).get(column, column)]], padding=4)
        name_rows(axes, rows[names or named], *([] if xlabel else ["bottom"]))
        axes.set(title=title, xlabel=xlabel, xlim=(0, max(1, numbers.to_numpy().max(initial=0)) * room))
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.xaxis.set_visible(bool(xlabel))
        if legend:
            columns = 2 if len(legend) == 2 else 1
            figure.legend(axes.containers, legend, loc="outside lower left", ncols=columns, frameon=False)
    if total:
        cells.loc[total] = {named: total} | {column: number(numbers[column].sum()) for column in looks}
    return DescribedFigure(figure, alt, columns_of(cells, heads))
