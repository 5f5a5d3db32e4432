"""The static edition: each lesson as one HTML page that needs no Python, no server and nobody else.

A notebook is run once, here. On its page the views go on working, since each is a module with its state; what
needs Python shows its text and some pictures instead. A prediction still stands before what it guards.
"""

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from tqdm import tqdm

from enclair.text import locale
from enclair.text.locale import text
from enclair.views.view import bundle
from enclair_tools.folders import made_anew
from enclair_tools.notebooks.canonical import NotebookError, read
from enclair_tools.notebooks.running import execute_file
from enclair_tools.publish.render import Outputs, code, markdown, questions

#: A cell whose output says something about the computer on which it runs.
LEFT_OUT = "needs-python"
#: A page that is larger takes too long on a school's network.
MOST = 1_500_000
#: On paper what has more than MANY rows, or cards, shows its first FEW, and says how many there are.
MANY, FEW = 24, 12

_TABLE = re.compile(r'(?<=<tbody>)<tr>.*?(?=</tbody></table>)|(?<=0">)<li><p>.*?</li>(?=</ol>)', re.DOTALL)
_DECK = '<div class="enclair-deck-cards">'

PAGE = """<!doctype html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
<header><nav aria-label="{lessons}">{links}</nav></header>
<main>
{body}
</main>
<footer><nav aria-label="{further}">{links}</nav></footer>
{script}
</body>
</html>
"""
#: A second wall: even a mistake in a page asks nobody for anything.
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'"


@dataclass(frozen=True)
class Lesson:
    """A notebook and what the list of lessons says of it."""

    path: Path
    notebook: dict[str, Any]

    @property
    def lang(self) -> str:
        """Its language: that of its folder."""
        return self.path.parent.name

    @property
    def title(self) -> str:
        """The heading of its first cell."""
        return self._found(r"^# (.+)$")

    @property
    def question(self) -> str:
        """Its big question, or "" if it has none."""
        found = self._found(r"^\*\*[^*:]+:\s*(.+)\*\*$").replace("*", "")
        return found[:1].upper() + found[1:]

    def _found(self, pattern: str) -> str:
        found = re.search(pattern, "".join(self.notebook["cells"][0]["source"]), re.MULTILINE)
        return found[1] if found else ""

    @property
    def minutes(self) -> int:
        """Minutes of what everybody does."""
        return int(self.notebook["metadata"].get("enclair", {}).get("minutes", 0))

    @property
    def name(self) -> str:
        """The name of its page."""
        return f"{self.path.stem}.html"


def lessons(root: Path) -> list[Lesson]:
    """Return the lessons of the checkout ``root``, by language and number."""
    paths = sorted((root / "notebooks").glob("*/*.ipynb"))
    return [Lesson(path, read(path)) for path in paths if path.parent.name in locale.LANGUAGES]


def make(lesson: Lesson, others: Sequence[Lesson] = ()) -> str:
    """Run ``lesson`` and return its page, with links to the ``others`` of its language.

    Raises
    ------
    NotebookError
        If a cell fails.
    """
    lang = lesson.lang
    done = execute_file(lesson.path, lesson.notebook)
    outputs = Outputs.of(done, lang)
    known = {other.path.name: other.name for other in others}
    first, *cells = for_paper([_cell(cell, outputs, known, lang) for cell in done.cells], lang)
    headings = [
        (cell.id, found[1])
        for cell in done.cells
        if cell.cell_type == "markdown" and (found := re.search(r"^## (.+)$", cell.source, re.MULTILINE))
    ]
    items = "".join(f'<li><a href="#{name}">{html.escape(words)}</a></li>' for name, words in headings)
    contents = html.escape(text("On this page", lang))
    body = (
        f'{first}<aside aria-label="{html.escape(text("About this page", lang))}">{_note(lang)}</aside>'
        f'<nav class="contents" aria-labelledby="contents"><h2 id="contents">{contents}</h2>'
        f"<ul>{items}</ul></nav>{''.join(cells)}"
    )
    script, style = bundle(dict.fromkeys(outputs.used.values()))
    alive = own_file("pages.js")
    return _page(
        lesson.title,
        lang,
        body,
        links=_links(lesson, others),
        style="\n".join([style, *outputs.styles]),
        script=(
            f'<script type="application/json" id="state">{outputs.state()}</script>\n'
            f'<script type="module">\n{script}\n{alive}</script>'
        ),
    )


def _page(title: str, lang: str, body: str, links: str, style: str = "", script: str = "") -> str:
    return PAGE.format(
        lang=lang,
        policy=POLICY,
        title=html.escape(f"{title} · En clair" if title != "En clair" else title),
        style=f"{style}\n{own_file('pages.css')}",
        lessons=html.escape(text("Lessons", lang)),
        further=html.escape(text("Further", lang)),
        links=links,
        body=body,
        script=script,
    )


def own_file(name: str) -> str:
    """Return the text of a file beside this one."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _note(lang: str) -> str:
    said = (
        text("This page works without Python: every cell was run when it was made.", lang),
        text("Where the text says “run this cell” or “change it”, read what stands below instead.", lang),
        text("What you write here is not saved and not sent: print the page to keep it.", lang),
    )
    return f"<p>{html.escape(' '.join(said))}</p>"


def _links(lesson: Lesson, others: Sequence[Lesson]) -> str:
    """Return the links to the list, and to the lessons before and after ``lesson``."""
    names = [other.name for other in others]
    here = names.index(lesson.name) if lesson.name in names else -1
    found = [f'<a href="../index.html">{html.escape(text("All lessons", lesson.lang))}</a>']
    if here > 0:
        found.append(f'<a rel="prev" href="{names[here - 1]}">← {html.escape(others[here - 1].title)}</a>')
    if 0 <= here < len(names) - 1:
        found.append(f'<a rel="next" href="{names[here + 1]}">{html.escape(others[here + 1].title)} →</a>')
    return "".join(found)


def _cell(cell: Any, outputs: Outputs, known: dict[str, str], lang: str) -> str:
    if cell.cell_type == "markdown":
        if asked := questions(cell.source):
            return "".join(map(_answer, asked))
        made = markdown(cell.source, known.get)
        return re.sub(r"<h2[^>]*>", f'<h2 id="{cell.id}">', made)
    if cell.cell_type != "code":
        return ""
    if LEFT_OUT in cell.metadata.get("tags", ()):
        return f"<p><em>{html.escape(text('Only in JupyterLab: this cell needs Python.', lang))}</em></p>"
    shown = outputs.html(cell)
    # Code is open where the text speaks of what it computes, and folded where it only calls a view.
    is_open = all(map(is_text, cell.outputs))
    if is_open and shown:
        # The text often asks for a guess before the cell is run.
        label = html.escape(text("Show the result", lang))
        shown = f'<details class="result"><summary>{label}</summary>{shown}</details>'
    label = html.escape(text("Code", lang))
    fold = f'<details class="code"{" open" * is_open}><summary>{label}</summary>{code(cell.source)}</details>'
    return f'<div class="cell">{fold}{shown}</div>'


def for_paper(cells: Sequence[str], lang: str) -> list[str]:
    """Return the HTML of cells with what paper leaves out marked, and a sentence that says so in its place.

    A screen shows all of it, and none of these sentences.
    """

    def some(found: re.Match[str]) -> str:
        start = found[0][:4]
        first, *rows = found[0].split(start)
        if len(rows) <= MANY:
            return found[0]
        said = text("On paper: the first {few} of {count}. All of them are on this page on a screen.", lang)
        kept = start.join([first, *rows[:FEW]])
        left = f'{start[:-1]} class="on-screen">'.join(["", *rows[FEW:]])
        said = html.escape(said.format(few=FEW, count=len(rows)))
        inside = f'<td colspan="9">{said}</td>' if start == "<tr>" else said
        return f'{kept}{start[:-1]} class="on-paper">{inside}</{start[1:]}{left}'

    made = [_TABLE.sub(some, cell) for cell in cells]
    decks = [place for place, cell in enumerate(made) if _DECK in cell]
    again = text("On paper: the cards stand further up.", lang)
    for place in decks[1:]:
        told = f'<p class="on-paper">{html.escape(again)}</p>{_DECK}'
        made[place] = made[place].replace(_DECK, told, 1).replace(_DECK, _DECK[:-2] + ' on-screen">')
    return made


def is_text(output: Any) -> bool:
    """Return whether an output is plain text, and no view, figure or error."""
    return output.output_type == "stream" or ("data" in output and "text/html" not in output.data)


def _answer(question: str) -> str:
    said = html.escape(question)
    return f'<p class="answer"><label>{said}<textarea rows="4" maxlength="4000"></textarea></label></p>'


def index(all_lessons: Iterable[Lesson]) -> str:
    """Return the page that lists all lessons, in each language that there is."""
    chosen = list(all_lessons)
    parts = []
    for lang in dict.fromkeys(lesson.lang for lesson in chosen):
        rows = "".join(_row(lesson) for lesson in chosen if lesson.lang == lang)
        heading = html.escape(text("Lessons", lang))
        said = text("Each lesson is one page, and works without Python and without a network.", lang)
        parts.append(
            f'<section lang="{lang}"><h2>{heading}</h2><p>{html.escape(said)}</p><ol>{rows}</ol></section>'
        )
    first = chosen[0].lang
    what = text("An open teaching kit on privacy and security, through one real case.", first)
    terms = text("Lessons, data and texts: CC BY 4.0. Code: BSD 3-Clause.", first)
    body = (
        f"<h1>En clair</h1><p>{html.escape(what)}</p>{''.join(parts)}"
        f"<p><small>{html.escape(terms)}</small></p>"
    )
    whole = _page("En clair", first, f'<div class="list">{body}</div>', links="")
    return re.sub(r"<(header|footer)>.*?</\1>\n", "", whole, flags=re.DOTALL)


def _row(lesson: Lesson) -> str:
    minutes = text("{count} minutes", lesson.lang).format(count=lesson.minutes)
    more = f"<br>{html.escape(lesson.question)}" if lesson.question else ""
    number = re.match(r"\d*", lesson.name)
    value = f' value="{int(number[0])}"' if number and number[0] else ""
    return (
        f'<li{value}><a href="{lesson.lang}/{lesson.name}">{html.escape(lesson.title)}</a>'
        f" <small>{html.escape(minutes)}</small>{more}</li>"
    )


def write(root: Path, folder: Path) -> dict[str, int]:
    """Make the page of every lesson of the checkout ``root`` in ``folder``; return their names and sizes.

    Raises
    ------
    NotebookError
        If there is no lesson, or one of them fails; the folder is then left as it was.
    FolderError
        If ``folder`` holds something else.
    """
    found = lessons(root)
    if not found:
        said = text("{folder}: there is no lesson. Take the folder back from Git.")
        raise NotebookError(said.format(folder=root / "notebooks"))
    sizes = {}
    with made_anew(folder, "pages") as new:
        for lesson in tqdm(found, desc="pages", unit=text("lesson"), disable=None):
            page = make(lesson, [other for other in found if other.lang == lesson.lang])
            target = new / lesson.lang / lesson.name
            target.parent.mkdir(exist_ok=True)
            target.write_text(page, encoding="utf-8")
            sizes[f"{lesson.lang}/{lesson.name}"] = target.stat().st_size
        (new / "index.html").write_text(index(found), encoding="utf-8")
    return sizes
