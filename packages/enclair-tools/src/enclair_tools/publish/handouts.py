"""Exercises and cards on paper: A4 for a black-and-white printer, the answers in a folder of their own."""

import copy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from enclair.text.errors import PlainError
from enclair.text.locale import LANGUAGES, current_locale, text, use_locale
from enclair_tools import templates
from enclair_tools.folders import rebuilt_folder
from enclair_tools.notebooks.canonical import NotebookError, read
from enclair_tools.notebooks.exercises import CODE_STUB, pairs
from enclair_tools.notebooks.running import execute_file
from enclair_tools.publish import leaflets
from enclair_tools.publish.chromium import ADVICE, find_chromium, launch
from enclair_tools.publish.pages import is_text
from enclair_tools.publish.render import Outputs, code, markdown, without_keys

if TYPE_CHECKING:
    from nbformat import NotebookNode
    from playwright.sync_api import Page

#: Folders for those who answer, for those who have the answers, and for the pages of the guide.
STUDENTS, KEYS, TEACHER = "students", "keys", "teacher"

#: How the ids of cells end that say what to click, of forms, and of the answers that these write.
CLICK, FORM, ANSWER = "-click", "-form", "-answer"
#: The languages in their own words.
NAMES = {"en": "English", "fr": "Français"}

_MARK = re.compile(r"^\s*(### (BEGIN|END) SOLUTION|<!-- (BEGIN|END) SOLUTION -->)\n?", re.MULTILINE)
#: The way that needs a computer, whatever the language.
_CODE_WAY = re.compile(r"^### (?:Way|Voie) A\b.*$", re.MULTILINE)

#: What a deck shows in either folder: the sheet with the id "teacher" holds what is to be found.
_DECK = {
    STUDENTS: "#teacher { display: none !important }",
    KEYS: ".sheet:not(#teacher) { display: none !important }",
}


class NoBrowserError(PlainError):
    """There is no browser that could print."""


def sheet(notebook: "NotebookNode", banner: str = "", key: bool = False, kind: str = "") -> str:
    """Return an exercise that was run, or with ``key`` its solution, as HTML to be printed.

    ``banner`` is the status of the proceedings, for a solution; ``kind`` the class of its layout in
    ``handouts.css``.
    """
    outputs = Outputs.of(notebook, alive=False)
    body, words = [], 0
    formed = {
        cell["id"].removesuffix(FORM) + ANSWER for cell in notebook["cells"] if cell["id"].endswith(FORM)
    }
    for cell in notebook["cells"] if key else _without_code(notebook["cells"]):
        if cell["id"] in formed and not key:
            continue  # on paper there are boxes
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            asked = map(int, re.findall(r"(\d+) (?:words|mots)", source))
            words = max([0 if re.search("^## ", source, re.MULTILINE) else words, *asked])
        body.append(_cell(cell, source, outputs, key, words))
    return templates.page(
        __package__,
        "handouts.html",
        title=_title(notebook),
        style="\n".join(outputs.styles),
        kind=kind or (KEYS if key else STUDENTS),
        key=key,
        checks=any(cell["cell_type"] == "code" for cell in notebook["cells"]),
        cells=body,
        banner=banner,
    )


def _without_code(cells: "list[NotebookNode]") -> "Iterator[NotebookNode]":
    """Yield what somebody without a computer can do: of the way in code the heading alone."""
    left_out = False
    for cell in cells:
        if cell["cell_type"] == "markdown":
            source = "".join(cell["source"])
            left_out = left_out and not re.search("^##", source, re.MULTILINE)
            if way := _CODE_WAY.search(source):
                left_out, kept = True, f"{source[: way.end()]}\n\n{text('This way needs a computer.')}"
                yield copy.copy(cell) | {"source": kept}
                continue
        if not left_out:
            yield cell


def _title(notebook: "NotebookNode") -> str:
    first = "".join(notebook["cells"][0]["source"]).split("\n")[0].lstrip("# ")
    return str(notebook["metadata"].get("title") or first)


def _cell(cell: "NotebookNode", source: str, outputs: Outputs, key: bool, words: int) -> str:
    made = templates.macros(__package__, "sheet.html")
    marked = cell["metadata"].get("nbgrader", {})
    points = made.points(marked.get("points")) if marked.get("grade") else ""
    if marked.get("solution"):
        if cell["cell_type"] == "markdown":
            if key:
                return str(made.answer(markdown(_MARK.sub("", source))))
            count = cell["metadata"].get("lines") or (words // 9 + 4 if words else 8)
            return str(made.lines(count) + points)
        if key:
            return str(made.answer(code(_MARK.sub("", source))))
        return str(made.stub(code(source.replace(CODE_STUB, "").rstrip())))
    if marked.get("grade"):
        return "" if key else str(points)
    if cell["cell_type"] == "markdown":
        if cell.get("id", "").endswith(CLICK) and not key:
            return str(made.clicked())
        return markdown(without_keys(source))
    if key or cell["cell_type"] != "code":
        return ""
    speaks = any(is_text(output) for output in cell.outputs)
    return str(made.cell(code(source) if speaks else "", outputs.html(cell)))


def _print(page: "Page", made: str, title: str, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    page.set_content(made)
    page.pdf(
        path=target,
        format="A4",
        margin={"top": "14mm", "bottom": "16mm", "left": "15mm", "right": "15mm"},
        display_header_footer=True,
        header_template="<span></span>",
        footer_template=str(
            templates.macros(__package__, "sheet.html").footer(title, NAMES[current_locale()])
        ),
        tagged=True,
        print_background=True,
    )
    return target


def _exercise(page: "Page", solution: Path, exercise: Path, new: Path) -> list[Path]:
    lang = exercise.parent.name if exercise.parent.name in LANGUAGES else "en"
    done = execute_file(exercise, read(exercise), may_fail=True)
    title = _title(done)
    first = next((cell for cell in done.cells if cell.cell_type == "code"), None)
    answers = read(solution)
    with use_locale(lang):
        banner = Outputs.of(done, alive=False).html(first) if first else ""
        made = {STUDENTS: sheet(done), KEYS: sheet(answers, banner, key=True)}
        return [
            _print(page, content, title, new / folder / lang / f"{exercise.stem}.pdf")
            for folder, content in made.items()
        ]


def _deck(page: "Page", deck: Path, new: Path) -> Iterator[Path]:
    for folder, style in _DECK.items():
        page.goto(deck.as_uri())
        page.add_style_tag(content=style)
        if folder == KEYS and not page.locator("#teacher").count():
            continue
        target = new / folder / "cards" / f"{deck.stem}.pdf"
        target.parent.mkdir(parents=True, exist_ok=True)
        page.pdf(path=target, prefer_css_page_size=True, print_background=True, tagged=True)
        yield target


def write(root: Path, folder: Path, only: str = "") -> list[Path]:
    """Print exercises and decks of the checkout ``root``, or ``only`` one, into ``folder``; return them.

    Where a notebook does not run, the folder is left as it was.
    """
    # Imported here: only this needs them.
    from playwright.sync_api import sync_playwright
    from tqdm import tqdm

    browser = find_chromium()
    if not browser:
        raise NoBrowserError(text(ADVICE))
    chosen = [pair for pair in pairs(root) if only in ("", pair[1].stem)]
    decks = [deck for deck in sorted((root / "teaching" / "cards").glob("*.html")) if only in ("", deck.stem)]
    if not chosen and not decks:
        message = text("{folder}: there is nothing to print. Take solutions/ and teaching/ back from Git.")
        raise NotebookError(message.format(folder=root))
    made: list[Path] = []
    with rebuilt_folder(folder, "handouts") as new, sync_playwright() as playwright:
        opened = launch(playwright, browser)
        page = opened.new_context(offline=True).new_page()
        with tqdm(total=len(chosen) + len(decks), desc="handouts", unit=text("sheet"), disable=None) as bar:
            for solution, exercise in chosen:
                made += _exercise(page, solution, exercise, new)
                bar.update()
            for deck in decks:
                made += _deck(page, deck, new)
                bar.update()
            if not only:
                made += leaflets.print_pages(page, root, new / TEACHER)
        opened.close()
    return [folder / path.relative_to(new) for path in made]
