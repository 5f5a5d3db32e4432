"""The plans and the table of standards in ``teaching/``: read, and written for screen and paper."""

import os
import tomllib
from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path
from textwrap import wrap
from typing import Any
from urllib.parse import quote

from enclair.case.tables import Table
from enclair.stopping import write_atomically
from enclair.text.locale import spoken, text
from enclair_tools import templates
from enclair_tools.notebooks.canonical import holds, read, store
from enclair_tools.teach import standards
from enclair_tools.teach.planning import PlanError, Sheet, in_language, lengths, parts, plan, sheet

PLANS = "teaching/plans.toml"
STANDARDS = "teaching/standards.csv"
STANDARDS_PAGE = "teaching/standards.md"
#: How a page says that a plan made it: only such a page is written over.
MADE = '<meta name="generator" content="enclair plan">'
#: How many signs a line on screen has.
WIDE = 100


def audiences(root: Path) -> dict[str, Any]:
    """Return the tables of ``teaching/plans.toml``.

    Raises
    ------
    PlanError
        If the file is not there, as in the copy that a class gets, or is no TOML.
    """
    path = root / PLANS
    if not path.is_file():
        message = text(
            "{file} is not in {folder}. Plans are in the whole repository, not in the copy that a class gets."
        )
        raise PlanError(message.format(file=PLANS, folder=root))
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise PlanError(f"{PLANS}: {error}.") from None


def notebooks(root: Path) -> dict[str, Any]:
    """Return the lessons and exercises below ``root`` by path: in what is `spoken`, else in English."""
    chosen = {}
    for folder in ("notebooks", "exercises"):
        for path in sorted((root / folder / "en").glob("[0-9][0-9]_*.ipynb")):
            own = root / folder / spoken() / path.name
            best = own if own.is_file() else path
            chosen[best.relative_to(root).as_posix()] = read(best)
    return chosen


def rows(root: Path) -> list[dict[str, str]]:
    """Return the table of standards.

    Raises
    ------
    PlanError
        If a row is not as it should be, saying which and why.
    """
    table = Table(root, {"path": STANDARDS, "schema": standards.SCHEMA})
    table.check_keys({})
    if table.problems:
        raise PlanError("\n".join(map(str, table.problems)))
    return [dict(zip(table.cells, row, strict=True)) for row in zip(*table.cells.values(), strict=True)]


def plan_sheet(root: Path, audience: str, minutes: str) -> Sheet:
    """Return a plan in words, with the codes that it serves today.

    Raises
    ------
    PlanError
        If there is no such plan, or it does not add up.
    """
    one = plan(audiences(root), parts(notebooks(root)), audience, minutes)
    today = date.today().isoformat()
    served = standards.served(rows(root), one.frameworks, one.lessons, today)
    return sheet(one, served)


def lines(one: Sheet) -> str:
    """Return a sheet as lines on a screen."""
    wide = [max(len(row[each]) for row in (one.head, *one.rows)) for each in range(3)]
    gap, fold = " " * (sum(wide) + 6), partial(wrap, width=WIDE, break_on_hyphens=False)
    found = [*wrap(one.title, WIDE), *wrap(one.subtitle, WIDE), ""]
    for at, long, kind, *said in ((*one.head, ""), *one.rows):
        first = f"{at:>{wide[0]}}  {long:>{wide[1]}}  {kind:<{wide[2]}}  "
        words = f"{said[0]} ({said[1].rstrip('.')})" if said[1] else said[0]
        found += fold(words, initial_indent=first, subsequent_indent=gap)
    for heading, items in one.lists:
        found += ["", heading]
        for item in items:
            found += fold(item, initial_indent="- ", subsequent_indent="  ", break_long_words=False)
    return "\n".join(found)


def available_plans(root: Path) -> str:
    """Return which plans there are, for someone who did not say which."""
    data = audiences(root)
    message = text(
        "Say for how long and for whom, such as: uv run enclair plan --minutes 45 --for emc\n"
        "There are plans of {minutes} minutes, for: {known}."
    )
    known = ", ".join(f"{key} ({in_language(each, 'name')})" for key, each in data["audiences"].items())
    return message.format(minutes=", ".join(map(str, lengths(data))), known=known)


def write(one: Sheet, root: Path, path: Path) -> None:
    """Write a sheet as a page to ``path``.

    Raises
    ------
    PlanError
        If ``path`` is no name of a page, or a page is there that no plan was written to.
    """
    if path.suffix not in (".html", ".htm"):
        raise PlanError(text("{path}: expected a name that ends in .html.").format(path=path))
    if path.exists() and (path.is_dir() or MADE not in path.read_text(encoding="utf-8", errors="replace")):
        message = text("{path} is there already, and holds no plan of ours. Give a new name.")
        raise PlanError(message.format(path=path))
    folder = path.absolute().parent
    write_atomically(path, page(one, root, folder).encode())


def page(one: Sheet, root: Path, folder: Path) -> str:
    """Return a sheet as an A4 page without scripts; links to files of ``root`` lead there from ``folder``."""

    def link(words: str) -> str:
        path = root / words
        if "/" not in words or not path.is_file():
            return ""
        try:
            return quote(Path(os.path.relpath(path, folder)).as_posix())
        except ValueError:  # on another drive of Windows
            return path.as_uri()

    return templates.page(__package__, "planner.html", title=one.title, sheet=one, made=MADE, link=link)


# ---------------------------------------------------------------- The table of standards to read


def markdown(found: Sequence[standards.Row]) -> str:
    """Return the table of standards as a page of Markdown, one table for each framework."""
    said = [
        "# Which programmes the lessons serve",
        "",
        f"Made from `{Path(STANDARDS).name}` by `uv run enclair standards`: change the table, not this page.",
        "The words are our paraphrase, never the official text. "
        f"{standards.DAGGER} marks what we read in a third party's transcription: compare it with the "
        "official text before you rely on it. A blank means that we read no date.",
    ]
    for framework in dict.fromkeys(row["framework"] for row in found):
        chosen = [row for row in found if row["framework"] == framework]
        said += [
            "",
            f"## {framework}",
            "",
            "| code | what it asks | lessons | in force | version | read in |",
        ]
        said.append("|---|---|---|---|---|---|")
        for row in chosen:
            mark = f" {standards.DAGGER}" if row["transcription"] == "third-party" else ""
            source = (
                f"[{row['source_name']}]({row['source_url']})" if row["source_url"] else row["source_name"]
            )
            seen = f", seen on {row['seen_on']}" if row["seen_on"] else ""
            force = " ".join(
                f"{word} {row[column]}"
                for word, column in (("from", "in_force_from"), ("to", "in_force_to"))
                if row[column]
            )
            taught = ", ".join(map(str, standards.lessons(row)))
            cells = (row["code"] + mark, row["paraphrase"], taught, force, row["version"], source + seen)
            said.append(f"| {' | '.join(each.replace('|', '/') for each in cells)} |")
    return "\n".join(said) + "\n"


def write_standards(root: Path) -> list[Path]:
    """Make ``teaching/standards.md`` and return it if it changed."""
    path = root / STANDARDS_PAGE
    return [path] if store(path, markdown(rows(root))) else []


def standards_drift(root: Path) -> list[str]:
    """Return a sentence if ``teaching/standards.md`` is not what its table makes."""
    if holds(root / STANDARDS_PAGE, markdown(rows(root))):
        return []
    return [text("{page} is not what {table} makes.").format(page=STANDARDS_PAGE, table=STANDARDS)]
