"""The plans and the table of standards in ``teaching/``: read, and written for screen and paper."""

import csv
import html
import os
import re
import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from textwrap import wrap
from typing import Any
from urllib.parse import quote

from enclair.text.locale import text
from enclair_tools.folders import replace
from enclair_tools.notebooks.canonical import read, store
from enclair_tools.teach import standards
from enclair_tools.teach.planning import PlanError, Sheet, lengths, parts, plan, sheet, spoken

PLANS = "teaching/plans.toml"
STANDARDS = "teaching/standards.csv"
STANDARDS_PAGE = "teaching/standards.md"
#: How a page says that a plan made it: only such a page is written over.
MADE = '<meta name="generator" content="enclair plan">'
#: How many signs a line on screen has.
WIDE = 100

_STYLE = """\
@page { size: A4; margin: 10mm 14mm; }
* { box-sizing: border-box; }
html { color-scheme: light; }
body { max-width: 180mm; margin: 0 auto; padding: 16px; background: #fff; color: #000;
  font: 10pt/1.22 system-ui, "Segoe UI", "Helvetica Neue", Arial, sans-serif; overflow-wrap: anywhere; }
h1 { margin: 0; font-size: 18pt; line-height: 1.2; }
.about { margin: 1mm 0 4mm; font-size: 12pt; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: 0.55mm 2mm; border-bottom: 1px solid #8a8f94; text-align: left; vertical-align: top; }
thead th { border-bottom: 1.5px solid #000; }
tbody th { font-weight: 400; }
th:nth-child(-n+3), td:nth-child(-n+3) { width: 1%; white-space: nowrap; }
th:nth-child(-n+2), td:nth-child(2) { text-align: right; }
small { display: block; font-size: 9pt; }
h2 { margin: 1.8mm 0 0.4mm; font-size: 11pt; break-after: avoid; }
ul { margin: 0; padding-left: 5mm; font-size: 9pt; line-height: 1.18; }
a { color: inherit; }
tr, li { break-inside: avoid; }
@media print { body { max-width: none; padding: 0; } }
"""


def audiences(root: Path) -> dict[str, Any]:
    """Return the tables of ``teaching/plans.toml``.

    Raises
    ------
    PlanError
        If the file is not there, as in the copy that a class gets, or is no TOML.
    """
    path = root / PLANS
    if not path.is_file():
        said = text(
            "{file} is not in {folder}. Plans are in the whole repository, not in the copy that a class gets."
        )
        raise PlanError(said.format(file=PLANS, folder=root))
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise PlanError(f"{PLANS}: {error}.") from None


def notebooks(root: Path, lang: str = "en") -> dict[str, Any]:
    """Return the lessons and exercises below ``root`` by their paths: in ``lang``, else in English."""
    chosen = {}
    for folder in ("notebooks", "exercises"):
        for path in sorted((root / folder / "en").glob("[0-9][0-9]_*.ipynb")):
            own = root / folder / lang / path.name
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
    with (root / STANDARDS).open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    if wrong := standards.faults(found):
        raise PlanError("\n".join(f"{STANDARDS}, {each}" for each in wrong))
    return found


def planned(root: Path, audience: str, minutes: str, lang: str = "en") -> Sheet:
    """Return a plan in words, with the codes that it serves today.

    Raises
    ------
    PlanError
        If there is no such plan, or it does not add up.
    """
    one = plan(audiences(root), parts(notebooks(root, lang)), audience, minutes, lang)
    today = date.today().isoformat()
    served = standards.served(rows(root), one.frameworks, one.lessons, today, lang)
    return sheet(one, served, lang)


def lines(one: Sheet) -> str:
    """Return a sheet as lines on a screen."""
    wide = [max(len(row[each]) for row in (one.head, *one.rows)) for each in range(3)]
    gap = " " * (sum(wide) + 6)
    found = [*wrap(one.title, WIDE), *wrap(one.subtitle, WIDE), ""]
    for at, long, kind, *said in ((*one.head, ""), *one.rows):
        first = f"{at:>{wide[0]}}  {long:>{wide[1]}}  {kind:<{wide[2]}}  "
        words = f"{said[0]} ({said[1].rstrip('.')})" if said[1] else said[0]
        found += wrap(words, WIDE, initial_indent=first, subsequent_indent=gap, break_on_hyphens=False)
    for heading, items in one.lists:
        found += ["", heading]
        for item in items:
            found += wrap(
                item,
                WIDE,
                initial_indent="- ",
                subsequent_indent="  ",
                break_on_hyphens=False,
                break_long_words=False,
            )
    return "\n".join(found)


def offered(root: Path, lang: str = "en") -> str:
    """Return which plans there are, for someone who did not say which."""
    data = audiences(root)
    said = text(
        "Say for how long and for whom, such as: uv run enclair plan --minutes 45 --for emc\n"
        "There are plans of {minutes} minutes, for: {known}.",
        lang,
    )
    known = ", ".join(f"{key} ({spoken(each, 'name', lang)})" for key, each in data["audiences"].items())
    return said.format(minutes=", ".join(map(str, lengths(data))), known=known)


def write(one: Sheet, root: Path, path: Path, lang: str = "en") -> None:
    """Write a sheet as a page to ``path``.

    Raises
    ------
    PlanError
        If ``path`` is no name of a page, or a page is there that no plan was written to.
    """
    if path.suffix not in (".html", ".htm"):
        raise PlanError(text("{path}: expected a name that ends in .html.", lang).format(path=path))
    if path.exists() and (path.is_dir() or MADE not in path.read_text(encoding="utf-8", errors="replace")):
        said = text("{path} is there already, and holds no plan of ours. Give a new name.", lang)
        raise PlanError(said.format(path=path))
    folder = path.absolute().parent
    replace(path, page(one, root, folder, lang).encode())


def page(one: Sheet, root: Path, folder: Path, lang: str = "en") -> str:
    """Return a sheet as an A4 page without scripts; links to files of ``root`` lead there from ``folder``."""

    def shown(words: str) -> str:
        path = root / words
        if "/" not in words or not path.is_file():
            return re.sub(r"`(.+?)`", r"<code>\1</code>", html.escape(words))
        try:
            link = quote(Path(os.path.relpath(path, folder)).as_posix())
        except ValueError:  # on another drive of Windows
            link = path.as_uri()
        return f'<a href="{link}">{html.escape(words)}</a>'

    body = "\n".join(
        f'<tr><th scope="row">{at}</th><td>{long}</td><td>{html.escape(kind)}</td><td>{html.escape(said)}'
        + (f"<small>{html.escape(how)}</small>" if how else "")
        + "</td></tr>"
        for at, long, kind, said, how in one.rows
    )
    heads = "".join(f'<th scope="col">{html.escape(each)}</th>' for each in one.head)
    below = "\n".join(
        f"<h2>{html.escape(heading)}</h2>\n<ul>\n"
        + "\n".join(f"<li>{shown(each)}</li>" for each in items)
        + "\n</ul>"
        for heading, items in one.lists
    )
    title = html.escape(one.title)
    return f"""<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{MADE}
<title>{title}</title>
<style>
{_STYLE}</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p class="about">{html.escape(one.subtitle)}</p>
<table>
<thead><tr>{heads}</tr></thead>
<tbody>
{body}
</tbody>
</table>
{below}
</main>
</body>
</html>
"""


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
    path = root / STANDARDS_PAGE
    if path.is_file() and path.read_text(encoding="utf-8") == markdown(rows(root)):
        return []
    return [text("{page} is not what {table} makes.").format(page=STANDARDS_PAGE, table=STANDARDS)]
