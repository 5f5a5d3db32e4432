"""Reads a folder of CSV tables and checks it against its description, ``datapackage.json``.

The description is a Frictionless Data Package (https://specs.frictionlessdata.io). This is the part of that
standard which a case needs, small enough to run in a browser. The tests and `enclair check-case` run the
``frictionless`` library on the same folders, and both must refuse the same.
"""

import json
import keyword
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd

from enclair.case.tables import (
    CONTROL,
    DESCRIPTOR,
    KINDS,
    MOST_MB,
    MOST_ROWS,
    BrokenFileError,
    Problem,
    Table,
    as_list,
    exists,
    file_size,
    read_text,
    refuse,
    short_repr,
)
from enclair.text.locale import LANGUAGES, number, text

#: Names that a `Case` has already, and that no table can take.
RESERVED = frozenset(
    {"as_of", "keys", "name", "package", "proceedings", "tables", "teaching", "title", "verified"}
)

#: What ``verified`` says of each topic: what was found last and on which day that was, the days on which
#: somebody looked and on which the last change entered the tables, and what was looked for in vain.
VERIFIED = (
    *("topic", "title_en", "title_fr", "looked_on", "entered_on", "found_on", "found_en", "found_fr"),
    *("not_found_en", "not_found_fr"),
)

_CONSTRAINTS = ("enum", "maximum", "minimum", "pattern", "required", "unique")
#: How deep lists and objects of a description may lie within each other.
_DEEPEST = 20

#: What was found, and what was expected.
Fault = tuple[str, str]


def read(
    folder: Path, most_rows: float = MOST_ROWS, most_mb: float = MOST_MB
) -> tuple[dict[str, Any], dict[str, pd.DataFrame]]:
    """Return the description of ``folder`` and its tables by name.

    Texts keep "" for an empty cell; dates are ``datetime64``, integers ``Int64``, numbers ``float64``, with a
    missing value for an empty cell. What is larger than ``most_mb`` is not opened, and no row after
    ``most_rows`` is looked at.

    Raises
    ------
    BrokenFileError
        If anything is wrong, with all of it.
    """
    folder = folder.resolve()
    if unread := _unreadable(folder, [DESCRIPTOR], most_mb):
        raise BrokenFileError(*unread)
    package = _descriptor(folder)
    resources = package["resources"]
    problems = _unreadable(folder, [DESCRIPTOR, *(resource["path"] for resource in resources)], most_mb)
    missing = {problem.file for problem in problems}
    readable = [resource for resource in resources if resource["path"] not in missing]
    tables = {resource["name"]: Table(folder, resource, most_rows) for resource in readable}
    for table in tables.values():
        table.check_keys(tables)
        problems += sorted(table.problems, key=lambda problem: problem.row)
    if problems:
        raise BrokenFileError(*problems)
    return package, {name: table.frame() for name, table in tables.items()}


def _unreadable(folder: Path, files: list[str], most_mb: float) -> list[Problem]:
    """Return the files that cannot be opened; raise a `BrokenFileError` if all are too large together."""
    sizes: dict[str, int] = {}
    problems: list[Problem] = []
    for file in dict.fromkeys(files):
        try:
            sizes[file] = file_size(folder, file)
        except BrokenFileError as error:
            problems += error.args
    if sum(sizes.values()) > most_mb * 1_000_000:
        megabytes = number(sum(sizes.values()) / 1_000_000, digits=1)
        found = text("a package of {count} MB, of which this is the largest file").format(count=megabytes)
        expected = text("at most {count} MB; load_case(…, most_mb=…) reads more").format(count=f"{most_mb:g}")
        raise refuse(max(sizes, key=sizes.__getitem__), found, expected)
    return problems


def _descriptor(folder: Path) -> dict[str, Any]:
    """Return ``datapackage.json``; raise a `BrokenFileError` with all that is wrong with it."""
    endless, valid = text("lists within lists without end"), text("valid JSON")
    try:
        package = json.loads(read_text(folder, DESCRIPTOR))
    except json.JSONDecodeError as error:
        found = text("broken JSON ({msg})").format(msg=error.msg)
        raise refuse(DESCRIPTOR, found, valid, error.lineno) from None
    except (RecursionError, ValueError):  # or a number of thousands of digits
        raise refuse(DESCRIPTOR, endless, valid) from None
    inside, depth = [package], 0
    while inside and depth <= _DEEPEST:
        if broken := next(
            (value for value in inside if isinstance(value, str) and CONTROL.search(value)), ""
        ):
            raise refuse(
                DESCRIPTOR, text("a control character in {found}").format(found=short_repr(broken)), valid
            )
        inside, depth = [part for value in inside for part in _parts(value)], depth + 1
    if inside:
        raise refuse(DESCRIPTOR, endless, valid)
    if not isinstance(package, dict):
        raise refuse(DESCRIPTOR, short_repr(package), text("a description between { and }"))
    try:
        faults = list(_faults(package))
    except TypeError as error:  # a list or an object where the standard wants a word
        found = text("a value of the wrong kind ({error})").format(error=error)
        faults = [(found, text("a Data Package: `frictionless validate` tells more"))]
    if faults:
        raise BrokenFileError(*(Problem(DESCRIPTOR, 0, "", *fault) for fault in faults))
    return package


def _parts(value: object) -> Iterable[Any]:
    return [*value, *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else ()


def _faults(package: dict[str, Any]) -> Iterator[Fault]:
    """Yield what the kit needs and the description does not say."""
    yield from _text_faults("", package, ("name", "title", "as_of"))
    if (status := package.get("proceedings")) is not None:
        yield from _text_faults("proceedings.", status, ("status_en", "status_fr", "as_of"))
    yield from _verified_faults(package.get("verified", []))
    labels = package.get("labels", {})
    for code, label in labels.items() if isinstance(labels, dict) else [("", labels)]:
        if any(_text_faults("", label, LANGUAGES)):
            expected = text("its label in each language: {known}").format(known=", ".join(LANGUAGES))
            yield f"labels, {short_repr(code)}: {short_repr(label)}", expected
    if "focus" in package:
        focus = package["focus"]
        days = [_get(focus, end) for end in ("start", "end")]
        if not all(isinstance(day, str) and KINDS["date"].matches(day) and exists(day) for day in days):
            yield f"focus = {short_repr(focus)}", text("a start and an end, each a date like 2024-08-24")
    resources = package.get("resources")
    if not isinstance(resources, list) or not resources:
        yield f"resources = {short_repr(resources)}", text("a list of at least one table")
        return
    columns: dict[str, set[str]] = {}
    for resource in resources:
        yield from _resource_faults(resource, columns)
    for resource in resources:
        if _get(resource, "name") in columns:
            yield from _key_faults(resource, columns)


def _text_faults(place: str, mapping: object, keys: Iterable[str]) -> Iterator[Fault]:
    """Yield which of ``keys`` lead to no text, or to no date where they speak of a day."""
    for key in keys:
        value = _get(mapping, key)
        if not isinstance(value, str) or not value.strip():
            yield f"{place}{key} = {short_repr(value)}", text("a text")
        elif key.endswith(("as_of", "_on")) and not exists(value):
            yield f"{place}{key} = {short_repr(value)}", text("a date like 2024-08-24 or 2024-08")


def _verified_faults(topics: object) -> Iterator[Fault]:
    """Yield what is missing in the list that says what was looked for, and when."""
    if not isinstance(topics, list):
        yield f"verified = {short_repr(topics)}", text("a list of topics")
        return
    names = [_get(topic, "topic") for topic in topics]
    for index, topic in enumerate(topics):
        place = f"verified, {index + 1}: {short_repr(names[index])}"
        yield from _text_faults(f"{place}, ", topic, VERIFIED)
        days = [str(_get(topic, key)) for key in ("found_on", "entered_on", "looked_on")]
        if days != sorted(days):
            expected = text("found_on, entered_on and looked_on, each not before the last")
            yield f"{place}, {' / '.join(days)}", expected
        if names[index] in names[:index]:
            yield place, text("one entry for each topic")


def _resource_faults(resource: object, columns: dict[str, set[str]]) -> Iterator[Fault]:
    """Yield what is wrong in the description of one table; enter its columns if they can be read."""
    name, path = _get(resource, "name"), _get(resource, "path")
    fields = _get(_get(resource, "schema"), "fields")
    if not isinstance(name, str) or not name.isidentifier() or keyword.iskeyword(name) or name in RESERVED:
        found = text("a table called {name}").format(name=short_repr(name))
        yield found, text("a name of letters, digits and _ that the kit does not use")
    elif name in columns:
        yield text("two tables called {name}").format(name=name), text("one name for each table")
    elif not isinstance(fields, list) or not fields:
        found = text("the table {name} without schema.fields").format(name=name)
        yield found, text("a description of each column")
    elif not _stays_inside(path):
        found = text("the path {path} of the table {name}").format(path=short_repr(path), name=name)
        yield found, text("the name of a file in the folder of the case")
    else:
        columns[name] = {str(_get(field, "name")) for field in fields}
        if len(columns[name]) < len(fields):
            found = text("the table {name} with a column described twice").format(name=name)
            yield found, text("one description for each column")
        if (_get(_get(resource, "dialect"), "delimiter") or ",") != ",":
            found = text("the table {name} with another delimiter").format(name=name)
            yield found, text("commas between the columns")
        for found, expected in (fault for field in fields for fault in _field_faults(field)):
            yield text("in the table {name}, {found}").format(name=name, found=found), expected


def _stays_inside(path: object) -> bool:
    """Return whether a path names a file in the folder of the case: no way out, no address, no drive."""
    if not isinstance(path, str) or not path or re.search(r"[\\:]", path):
        return False
    return not PurePosixPath(path).is_absolute() and ".." not in PurePosixPath(path).parts


def _field_faults(field: object) -> Iterator[Fault]:
    """Yield what is wrong in the description of one column."""
    name, kind, rules = _get(field, "name"), _get(field, "type"), _get(field, "constraints") or {}
    if not isinstance(name, str) or not name:
        yield text("a column called {name}").format(name=short_repr(name)), text("a text")
        return
    if kind not in KINDS:
        found = text("type {kind} of the column {name}").format(kind=short_repr(kind), name=name)
        yield found, text("one of {known}").format(known=", ".join(KINDS))
        return
    found = text("constraints {rules} of the column {name}").format(rules=short_repr(rules), name=name)
    if not isinstance(rules, dict) or not rules.keys() <= {*_CONSTRAINTS}:
        yield found, text("among {known}").format(known=", ".join(_CONSTRAINTS))
        return
    bounds = [str(rules[bound]) for bound in rules.keys() & {"minimum", "maximum"}]
    try:
        re.compile(rules.get("pattern", ""))
        list(rules.get("enum", []))
        valid = all(KINDS[kind].matches(bound) for bound in bounds)
        list(map(KINDS[kind].read, bounds))  # no such day, as 2024-02-30
    except (re.error, TypeError, ValueError):
        valid = False
    if not valid:
        yield found, text("a valid pattern, list and bounds")


def _key_faults(resource: dict[str, Any], columns: Mapping[str, set[str]]) -> Iterator[Fault]:
    """Yield the keys of a table that speak of columns or tables that do not exist."""
    name, schema = resource["name"], resource["schema"]
    for column in set(as_list(schema.get("primaryKey"))) - columns[name]:
        found = text("the key {column} of the table {name}").format(column=short_repr(column), name=name)
        yield found, text("one of its columns")
    for key in as_list(schema.get("foreignKeys")):
        here, there = as_list(_get(key, "fields")), as_list(_get(_get(key, "reference"), "fields"))
        target = columns.get(str(_get(_get(key, "reference"), "resource") or name), set())
        if not here or len(here) != len(there) or not set(here) <= columns[name] or not set(there) <= target:
            found = text("the foreign key {key} of the table {name}").format(key=short_repr(key), name=name)
            yield found, text("columns that exist, in pairs")


def _get(mapping: object, key: str) -> object:
    return mapping.get(key) if isinstance(mapping, Mapping) else None
