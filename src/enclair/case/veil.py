"""A case of which some cells are covered: what a question asks does not stand beside it."""

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from enclair.case.model import Case


def covered(case: "Case", table: str, rows: Collection[str], **values: str) -> "Case":
    """Return the case with other ``values`` in these rows of a table, by column."""
    changed = getattr(case, table)
    changed.loc[changed[case.keys[table]].isin(rows), [*values]] = [*values.values()]
    return replace(case, _tables={**case._tables, table: changed})


def named(case: "Case", code: str, labels: dict[str, str]) -> "Case":
    """Return the case with what one of its codes is called, by language."""
    package = case.package
    return replace(case, _package=package | {"labels": package.get("labels", {}) | {code: labels}})
