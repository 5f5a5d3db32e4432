"""What a view or a lesson needs of a case: asked once, where it opens one."""

import pandas as pd

from enclair.case.model import FIRST, Case, OtherCaseError, missing
from enclair.text.errors import ChoiceError
from enclair.text.locale import text


def requires(what: str, case: object, *, only: bool = False, **columns: str) -> None:
    """Refuse a case, or a table of one, that lacks something or is not the one that is spoken of.

    Parameters
    ----------
    what, case
        The name of a view or a figure, and what it is given. A table that a learner made is of no case.
    only
        Whether it speaks of the case `FIRST` alone.
    **columns
        For a table of the case, the columns that it needs, with blanks between them.
    """
    if isinstance(case, pd.DataFrame):
        name = case.attrs.get("case", FIRST)
    elif isinstance(case, Case):
        name = case.name
    else:
        message = text('{name}: found {found} instead of a case; write load_case("{first}") there.')
        raise ChoiceError(message.format(name=what, found=f"{case!r:.80}", first=FIRST))
    if only and name != FIRST:
        message = text(
            '{name} speaks of the case {first}, not of the case {case}. It needs load_case("{first}").'
        )
        raise OtherCaseError(message.format(name=what, first=FIRST, case=repr(name)))
    lacking = []
    for table, wanted in columns.items():
        if (rows := getattr(case, table, None)) is None:
            lacking.append(text("the table {name}").format(name=table))
        else:
            absent = [column for column in wanted.split() if column not in rows]
            lacking += [text("the column {name}").format(name=f"{table}.{column}") for column in absent]
    if lacking:
        raise missing(what, name, lacking)
