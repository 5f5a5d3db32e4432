"""Reads a folder of CSV tables and checks it against its description, ``datapackage.json``.

The description is a Frictionless Data Package (https://specs.frictionlessdata.io). This is the part of that
standard which a case needs, small enough to run in a browser. The tests run the ``frictionless`` library on
the same folders, and both must refuse the same. Nothing is repaired in silence.
"""

import json
import keyword
import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd

from enclair.case.tables import (
    CONTROL,
    DESCRIPTOR,
    KINDS,
    MOST_MB,
    MOST_ROWS,
    Problem,
    Table,
    exists,
    listed,
    measure,
    read_text,
    show,
)
from enclair.text.locale import LANGUAGES, number, text

#: Names that a `Case` has already, and that no table can take.
RESERVED = frozenset(
    {"as_of", "cite", "keys", "name", "package", "proceedings", "tables", "title", "verified"}
)

#: What ``verified`` says of each topic: what was found last and on which day that was, the days on which
#: somebody looked and on which the last change entered the tables, and what was looked for in vain.
VERIFIED = (
    *("topic", "title_en", "title_fr", "looked_on", "entered_on", "found_on", "found_en", "found_fr"),
    *("not_found_en", "not_found_fr"),
)

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_CONSTRAINTS = {"required", "unique", "enum", "pattern", "minimum", "maximum"}
#: How deep lists and objects of a description may lie within each other.
_DEEPEST = 20


def read(
    folder: Path, most_rows: int = MOST_ROWS, most_mb: float = MOST_MB
) -> tuple[dict[str, Any], dict[str, pd.DataFrame], list[Problem]]:
    """Return the description of ``folder``, its tables by name, and all that is wrong.

    If anything is wrong there are no tables. Texts keep "" for an empty cell; dates are ``datetime64``,
    integers ``Int64``, numbers ``float64``, with a missing value for an empty cell. What is larger than
    ``most_mb`` is not opened, and no row after ``most_rows`` is looked at.
    """
    folder = folder.resolve()
    problems = _sized(folder, [DESCRIPTOR], most_mb)
    package, problems = ({}, problems) if problems else _describe(folder)
    if not problems:
        files = [DESCRIPTOR, *dict.fromkeys(resource["path"] for resource in package["resources"])]
        problems = _sized(folder, files, most_mb)
    if problems:
        return package, {}, problems
    tables = {each["name"]: Table(folder, each, most_rows) for each in package["resources"]}
    for table in tables.values():
        table.check_keys(tables)
        problems += sorted(table.problems, key=lambda problem: problem.row)
    return package, {} if problems else {name: table.frame() for name, table in tables.items()}, problems


def _sized(folder: Path, files: list[str], most_mb: float) -> list[Problem]:
    """Return which files are not to be opened, and whether they are too large together."""
    sizes, problems = zip(*(measure(folder, file) for file in files), strict=True)
    if any(problems):
        return [problem for found in problems for problem in found]
    if sum(sizes) <= most_mb * 1_000_000:
        return []
    largest = files[sizes.index(max(sizes))]
    found = text("a package of {count} MB, of which this is the largest file").format(
        count=number(sum(sizes) / 1_000_000, digits=1)
    )
    expected = text("at most {count} MB; load_case(…, most_mb=…) reads more").format(count=f"{most_mb:g}")
    return [Problem(largest, 0, "", found, expected)]


def _describe(folder: Path) -> tuple[dict[str, Any], list[Problem]]:
    """Return ``datapackage.json`` and what is wrong with it."""
    content, problems = read_text(folder, DESCRIPTOR)
    if problems:
        return {}, problems

    def wrong(found: str, expected: str, row: int = 0) -> tuple[dict[str, Any], list[Problem]]:
        return {}, [Problem(DESCRIPTOR, row, "", found, expected)]

    try:
        package = json.loads(content)
    except json.JSONDecodeError as error:
        return wrong(text("broken JSON ({msg})").format(msg=error.msg), text("valid JSON"), error.lineno)
    except (RecursionError, ValueError):  # or a number of thousands of digits
        return wrong(text("lists within lists without end"), text("valid JSON"))
    if odd := _odd(package):
        return wrong(odd, text("valid JSON"))
    if not isinstance(package, dict):
        return wrong(show(package), text("a description between { and }"))
    try:
        faults = list(_faults(package))
    except TypeError as error:  # a list or an object where the standard wants a word
        found = text("a value of the wrong kind ({error})").format(error=error)
        faults = [(found, text("a Data Package: `frictionless validate` tells more"))]
    return package, [Problem(DESCRIPTOR, 0, "", found, expected) for found, expected in faults]


def _odd(value: Any, depth: int = 0) -> str:
    """Return what in a value of JSON nobody could show: it lies too deep, or a terminal would obey it."""
    if depth > _DEEPEST:
        return text("lists within lists without end")
    if isinstance(value, str) and CONTROL.search(value):
        return text("a control character in {found}").format(found=show(value))
    if isinstance(value, dict):
        value = [*value, *value.values()]
    inside = value if isinstance(value, list) else ()
    return next(filter(None, (_odd(each, depth + 1) for each in inside)), "")


def _faults(package: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what the kit needs and the description does not say (found, expected)."""
    needed = {key: package.get(key) for key in ("name", "title", "as_of")}
    if (status := package.get("proceedings")) is not None:
        needed |= {f"proceedings.{key}": _get(status, key) for key in ("status_en", "status_fr", "as_of")}
    for key, value in needed.items():
        if not isinstance(value, str) or not value:
            yield f"{key} = {show(value)}", text("a text")
        elif key.endswith("as_of") and not exists(value):
            yield f"{key} = {show(value)}", text("a date like 2024-08-24 or 2024-08")
    yield from _verified_faults(package.get("verified", []))
    yield from _label_faults(package.get("labels", {}))
    focus = package.get("focus", {"start": "2024-08-24", "end": "2024-09-23"})
    days = [_get(focus, end) for end in ("start", "end")]
    if not all(isinstance(day, str) and _DAY.fullmatch(day) and exists(day) for day in days):
        yield (
            f"focus = {show(focus)}",
            text("a start and an end, each a date like 2024-08-24"),
        )
    resources = package.get("resources")
    if not isinstance(resources, list) or not resources:
        yield (
            f"resources = {show(resources)}",
            text("a list of at least one table"),
        )
        return
    columns: dict[str, set[str]] = {}
    for resource in resources:
        name, path, fields = (_get(resource, key) for key in ("name", "path", "schema"))
        fields = _get(fields, "fields")
        if (
            not isinstance(name, str)
            or not name.isidentifier()
            or keyword.iskeyword(name)
            or name in RESERVED
        ):
            yield (
                text("a table called {name}").format(name=show(name)),
                text("a name of letters, digits and _ that the kit does not use"),
            )
        elif name in columns:
            yield text("two tables called {name}").format(name=name), text("one name for each table")
        elif not isinstance(fields, list) or not fields:
            yield (
                text("the table {name} without schema.fields").format(name=name),
                text("a description of each column"),
            )
        elif not _stays_inside(path):
            yield (
                text("the path {path} of the table {name}").format(path=show(path), name=name),
                text("the name of a file in the folder of the case"),
            )
        else:
            columns[name] = {str(_get(field, "name")) for field in fields}
            if len(columns[name]) < len(fields):
                yield (
                    text("the table {name} with a column described twice").format(name=name),
                    text("one description for each column"),
                )
            if (_get(_get(resource, "dialect"), "delimiter") or ",") != ",":
                yield (
                    text("the table {name} with another delimiter").format(name=name),
                    text("commas between the columns"),
                )
            for field in fields:
                yield from (
                    (text("in the table {name}, {found}").format(name=name, found=found), wanted)
                    for found, wanted in _field_faults(field)
                )
    for resource in resources:
        if _get(resource, "name") in columns:
            yield from _key_faults(resource, columns)


def _label_faults(labels: Any) -> Iterator[tuple[str, str]]:
    """Yield the codes of the case itself that are not told in both languages."""
    known = labels if isinstance(labels, dict) else {"": labels}
    for code, said in known.items():
        if not all(isinstance(_get(said, lang), str) and said[lang].strip() for lang in LANGUAGES):
            yield (
                f"labels, {show(code)}: {show(said)}",
                text("its label in each language: {known}").format(known=", ".join(LANGUAGES)),
            )


def _verified_faults(topics: Any) -> Iterator[tuple[str, str]]:
    """Yield what is missing in the list that says what was looked for, and when."""
    if not isinstance(topics, list):
        yield f"verified = {show(topics)}", text("a list of topics")
        return
    names = [_get(topic, "topic") for topic in topics]
    for index, topic in enumerate(topics):
        place = f"verified, {index + 1}: {show(names[index])}"
        for key in VERIFIED:
            value, day = _get(topic, key), key.endswith("_on")
            if not isinstance(value, str) or not value.strip() or (day and not exists(value)):
                expected = text("a date like 2024-08-24 or 2024-08") if day else text("a text")
                yield f"{place}, {key} = {show(value)}", expected
        days = [str(_get(topic, key)) for key in ("found_on", "entered_on", "looked_on")]
        if days != sorted(days):
            yield (
                f"{place}, {' / '.join(days)}",
                text("found_on, entered_on and looked_on, each not before the last"),
            )
        if names[index] in names[:index]:
            yield place, text("one entry for each topic")


def _stays_inside(path: Any) -> bool:
    """Return whether a path names a file in the folder of the case: no way out, no address, no drive."""
    if not isinstance(path, str) or not path or re.search(r"[\\:]", path) or CONTROL.search(path):
        return False
    return not PurePosixPath(path).is_absolute() and ".." not in PurePosixPath(path).parts


def _field_faults(field: Any) -> Iterator[tuple[str, str]]:
    """Yield what is wrong in the description of one column."""
    name, kind, rules = _get(field, "name"), _get(field, "type"), _get(field, "constraints") or {}
    if not isinstance(name, str) or not name:
        yield text("a column called {name}").format(name=show(name)), text("a text")
    elif kind not in KINDS:
        yield (
            text("type {kind} of the column {name}").format(kind=show(kind), name=name),
            text("one of {known}").format(known=", ".join(KINDS)),
        )
    elif not isinstance(rules, dict) or not set(rules) <= _CONSTRAINTS:
        yield (
            text("constraints {rules} of the column {name}").format(rules=show(rules), name=name),
            text("among {known}").format(known=", ".join(sorted(_CONSTRAINTS))),
        )
    else:
        try:
            re.compile(rules.get("pattern", ""))
            list(rules.get("enum", []))
            for bound in rules.keys() & {"minimum", "maximum"}:
                KINDS[kind].parse(str(rules[bound]))
        except (re.error, TypeError, ValueError):
            yield (
                text("constraints {rules} of the column {name}").format(rules=show(rules), name=name),
                text("a valid pattern, list and bounds"),
            )


def _key_faults(resource: dict[str, Any], columns: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    """Yield the keys of a table that speak of columns or tables that do not exist."""
    name, schema = resource["name"], resource["schema"]
    for column in set(listed(schema.get("primaryKey"))) - columns[name]:
        yield (
            text("the key {column} of the table {name}").format(column=show(column), name=name),
            text("one of its columns"),
        )
    for key in listed(schema.get("foreignKeys")):
        here, there = listed(_get(key, "fields")), listed(_get(_get(key, "reference"), "fields"))
        target = columns.get(_get(_get(key, "reference"), "resource") or name, set())
        if not here or len(here) != len(there) or not set(here) <= columns[name] or not set(there) <= target:
            yield (
                text("the foreign key {key} of the table {name}").format(key=show(key), name=name),
                text("columns that exist, in pairs"),
            )


def _get(mapping: Any, key: str) -> Any:
    return mapping.get(key) if isinstance(mapping, Mapping) else None
