"""Exercises, cards and the teacher's guide on paper: A4 for a black-and-white printer, answers apart."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from nbformat import NotebookNode

from enclair.case.model import load_case
from enclair.text.locale import LANGUAGES, capitalized, current_locale, formats, text, use_locale
from enclair.views.banner import banner
from enclair_tools import templates
from enclair_tools.folders import rebuilt_folder
from enclair_tools.notebooks.canonical import read
from enclair_tools.notebooks.exercises import CODE_STUB, pairs
from enclair_tools.notebooks.running import execute_file
from enclair_tools.publish.chromium import launch, printed
from enclair_tools.publish.pages import is_text
from enclair_tools.publish.render import Outputs, code, markdown, without_keys

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: Folders for those who answer, for those who have the answers, and for the pages of the guide.
STUDENTS, KEYS, TEACHER = "students", "keys", "teacher"
#: What cells become on paper.
SHEET = templates.macros(__package__, "sheet.html")
#: How the ids of cells end that say what to click.
CLICK = "-click"
#: Below so many words a page of the guide has larger letters; above so many smaller ones, and less margin.
ROOMY, DENSE, FULL = 480, 720, 860

_MARK = re.compile(r"^\s*(### (BEGIN|END) SOLUTION|<!-- (BEGIN|END) SOLUTION -->)\n?", re.MULTILINE)
#: The way that needs a computer, whatever the language.
_CODE_WAY = re.compile(r"^### (?:Way|Voie) A\b.*$", re.MULTILINE)
#: What a screen alone needs, such as how a way is opened there.
_SCREEN = re.compile(r"<!-- screen -->.*?<!-- /screen -->")


def sheet(notebook: NotebookNode, key: bool = False) -> str:
    """Return an exercise that was run, or with ``key`` its solution below the banner, as HTML to print."""
    outputs = Outputs(notebook, alive=False)
    body, words, left_out = list[str](), 0, False
    # On paper there are boxes in place of the answers that forms write.
    code_of_all = "\n".join(cell["source"] for cell in notebook["cells"])
    formed = {f"def {name}" for name in re.findall(r"\bform\.(\w+)\(", code_of_all)}
    for cell in notebook["cells"]:
        source, is_markdown = cell["source"], cell["cell_type"] == "markdown"
        if is_markdown and re.search("^##", source, re.MULTILINE):
            left_out = False
        if not key and (left_out or source.partition("(")[0] in formed):
            continue
        if is_markdown:
            if not key and (way := _CODE_WAY.search(source)):  # its heading is all that paper has of it
                left_out, source = True, f"{source[: way.end()]}\n\n{text('This way needs a computer.')}"
            asked = map(int, re.findall(r"(\d+) (?:words|mots)", source))
            words = max([0 if re.search("^## ", source, re.MULTILINE) else words, *asked])
        body.append(_cell(cell, source, outputs, key, words))
    return templates.page(
        __package__,
        "handouts.html",
        title=notebook["metadata"]["title"],
        style="\n".join(outputs.styles),
        kind=KEYS if key else STUDENTS,
        cells=body,
        banner=banner(load_case(), current_locale(), brief=not key)._repr_html_(),
    )


def _cell(cell: NotebookNode, source: str, outputs: Outputs, key: bool, words: int) -> str:
    is_markdown, marked = cell["cell_type"] == "markdown", cell["metadata"].get("nbgrader", {})
    points = SHEET.points(marked.get("points")) if marked.get("grade") else ""
    if marked.get("solution") and key:
        return str(SHEET.answer((markdown if is_markdown else code)(_MARK.sub("", source))))
    if marked.get("solution") and is_markdown:
        return str(SHEET.lines(words // 9 + 4 if words else 8) + points)
    if marked.get("solution"):
        return str(SHEET.stub(code(source.replace(CODE_STUB, "").rstrip())))
    if marked.get("grade"):
        return "" if key else str(points)
    if is_markdown and cell["id"].endswith(CLICK) and not key:
        return str(SHEET.clicked()) if source.startswith("#") else ""
    if is_markdown:
        return markdown(_SCREEN.sub("", without_keys(source)))
    if key or cell["cell_type"] != "code" or any(one.output_type == "error" for one in cell.outputs):
        return ""  # what stopped waits for an answer
    speaks = any(is_text(output) for output in cell.outputs)
    return str(SHEET.cell(code(source) if speaks else "", outputs.html(cell)))


def print_exercise(page: "Page", solution: Path, exercise: Path, new: Path) -> Iterator[Path]:
    """Print an exercise and its answer key into the folder ``new``."""
    lang = exercise.parent.name
    done = execute_file(exercise, read(exercise), may_fail=True)
    with use_locale(lang):
        name = capitalized(formats(lang)["languages"][lang])
        footer = SHEET.footer(done["metadata"]["title"], name)
        for folder, shown in ((STUDENTS, sheet(done)), (KEYS, sheet(read(solution), key=True))):
            page.set_content(shown)
            yield printed(
                page,
                new / folder / lang / f"{exercise.stem}.pdf",
                format="A4",
                margin={"top": "14mm", "bottom": "16mm", "left": "15mm", "right": "15mm"},
                display_header_footer=True,
                header_template="<span></span>",
                footer_template=str(footer),
            )


def print_deck(page: "Page", deck: Path, new: Path) -> Iterator[Path]:
    """Print a deck of cards into the folder ``new``; what is to be found, the sheet "teacher", apart."""
    for folder, hidden in ((STUDENTS, "#teacher"), (KEYS, ".sheet:not(#teacher)")):
        page.goto(deck.as_uri())
        page.add_style_tag(content=f"{hidden} {{ display: none !important }}")
        if folder == STUDENTS or page.locator("#teacher").count():
            yield printed(page, new / folder / "cards" / f"{deck.stem}.pdf", prefer_css_page_size=True)


def guide(root: Path) -> dict[Path, str]:
    """Return the language of each page of the guide in the checkout ``root``."""
    folders = [(lang, root / "teaching" / lang) for lang in LANGUAGES]
    return {page: lang for lang, folder in folders for page in sorted(folder.rglob("*.md"))}


def leaflet(source: str) -> str:
    """Return a page of the guide as HTML; a link to another file of the kit is printed as its words."""
    words = len(source.split())
    return templates.page(
        __package__,
        "leaflets.html",
        title=source.split("\n", 1)[0].lstrip("# "),
        size="roomy" if words < ROOMY else "full" if words > FULL else "dense" if words > DENSE else "",
        # A long name may be broken where its words end.
        shown=re.sub(r"<code>.*?</code>", lambda name: name[0].replace("_", "_<wbr>"), markdown(source)),
    )


def print_guide(page: "Page", root: Path, folder: Path) -> Iterator[Path]:
    """Print every page of the guide of the checkout ``root`` into ``folder``, and return what was made."""
    for source, lang in guide(root).items():
        with use_locale(lang):
            page.set_content(leaflet(source.read_text(encoding="utf-8")))
        target = folder / source.relative_to(root / "teaching").with_suffix(".pdf")
        yield printed(page, target, prefer_css_page_size=True)


def write(root: Path, folder: Path) -> list[Path]:
    """Print exercises, decks and the guide of the checkout ``root`` into ``folder``; return what was made."""
    # Imported here: only this needs them.
    from playwright.sync_api import sync_playwright
    from tqdm import tqdm

    made: list[Path] = []
    with rebuilt_folder(folder, "handouts") as new, sync_playwright() as playwright:
        opened = launch(playwright)
        page = opened.new_context(offline=True).new_page()
        sheets = [print_exercise(page, *pair, new) for pair in pairs(root)]
        sheets += [print_deck(page, deck, new) for deck in sorted(root.glob("teaching/cards/*.html"))]
        sheets += [print_guide(page, root, new / TEACHER)]
        for paths in tqdm(sheets, desc="handouts", unit=text("sheet"), disable=None):
            made += paths
        opened.close()
    return [folder / path.relative_to(new) for path in made]
