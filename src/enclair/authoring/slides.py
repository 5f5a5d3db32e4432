"""Slides of a lesson, made from its own cells: for a projector without a network, and for the back row.

Which cells become what is a rule, and a slide that would be too full is split by counting lines. The page
needs nothing but itself: `slides.js` turns it, and without scripts it is read from top to bottom.
"""

import html
import json
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from pathlib import Path
from typing import Any

from tqdm import tqdm

from enclair.authoring.canonical import NotebookError
from enclair.authoring.folders import MARK, made_anew
from enclair.authoring.pages import LEFT_OUT, POLICY, Lesson, lessons, own_file
from enclair.authoring.render import Outputs, code, markdown, questions
from enclair.authoring.running import execute_file
from enclair.locale import text
from enclair.widgets.view import bundle

#: How many lines of text a slide holds, and how many letters a line. Small enough for any usual font.
LINES, LETTERS = 13, 71
#: The same for what a cell prints.
PRINTED_LINES, PRINTED_LETTERS = 13, 64
#: A slide with little text has letters so many times as large.
ROOMY = 1.3
#: How many lines the heads of slides take: the name of a lesson, of a section, of what is folded.
HEADS = {"title": 4.0, "section": 2.5, "fold": 2.0}
#: Slides that show their heading themselves.
HEADED = ("title", "section")
#: Which kinds of slides go along with which, where they fit.
_ALONG = {("section", "text"), ("text", "text"), ("text", "task"), ("shown", "text")}
_FOLD = re.compile(
    r"<details>\s*<summary>(?:<strong>)?(.*?)(?:</strong>)?</summary>(.*?)</details>", re.DOTALL
)
_HEADING = re.compile(r"(#{1,2}) (.+)")
_TASK = re.compile(r"\*\*(?:Task|Tâche) \d|\*\*(?:Both paths|Les deux chemins)")
_STARTS = re.compile(r"\n+(?=#{1,2} |\*\*(?:Task|Tâche) \d|\*\*(?:Both paths|Les deux chemins))")
_ITEM = re.compile(r"(?:[-*]|\d+\.) ")
#: A setting of a figure with sliders: its name, what is set, its picture, then its sentence and its table.
_SETTING = re.compile(
    r'(?:<details class="enclair-twin"><summary[^>]*>|<p><strong>)([^<]+)(?:</summary>|</strong></p>)'
    r'<p>([^<]*)</p>(<img[^>]*>)(.*?)(?=<details class="enclair-twin">|$)',
    re.DOTALL,
)

_FIGURE = re.compile(r"<div[^>]*>(<img[^>]*>)</div>(<details>.*</details>)", re.DOTALL)

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
<body data-jp-theme-light="true">
<main>
{body}
</main>
<nav class="bar" aria-label="{bar}" data-controls="{controls}" hidden>
<button type="button" id="back">← {back}</button>
<select id="go" aria-label="{go}">{targets}</select>
<span id="count"></span>
<button type="button" id="open-notes">{notes_label}</button>
<button type="button" id="next">{next} →</button>
</nav>
<script type="application/json" id="state">{state}</script>
<script type="application/json" id="notes">{notes}</script>
<script type="module">
{script}
</script>
</body>
</html>
"""


@dataclass(frozen=True)
class Slide:
    """One slide.

    Attributes
    ----------
    kind
        "title", "section", "text", "task", "fold" (opens on a key), "ask" (a prediction) or "shown" (what a
        cell gave).
    cell
        The id of the cell from which it comes.
    section
        The heading under which it stands.
    body
        What it shows, as HTML.
    head
        What stands above it; "" for the section.
    lines
        How many lines it takes, if a short text may go along with it; else so many that none fits.
    """

    kind: str
    cell: str
    section: str
    body: str
    head: str = ""
    lines: float = LINES


@dataclass
class Shown(Outputs):
    """Outputs whose predictions stand on a slide of their own, before what they guard."""

    asked: list[tuple[str, list[str]]] = field(default_factory=list)

    def _guarded(self, first: str, before: str, inner: str, after: str) -> str:
        model = self.models[first]
        self.asked.append((model["question"], model["choices"]))
        return inner


@dataclass(frozen=True)
class _Block:
    """A part of a text, to be divided between its sentences, the items of a list or the rows of a table."""

    units: list[str]
    head: str = ""
    joint: str = "\n"

    def of(self, units: Sequence[str]) -> str:
        return self.head + self.joint.join(units)


def _block(source: str) -> _Block:
    lines = source.split("\n")
    if lines[0].startswith("|"):
        return _Block(lines[2:], head="\n".join(lines[:2]) + "\n")
    if _ITEM.match(source):
        return _Block(re.split(r"\n(?=(?:[-*]|\d+\.) )", source))
    return _Block(re.split(r"(?<=[.?:!”*]) (?=[A-ZÀ-Ý“*])", source), joint=" ")


def _parts(source: str) -> Iterator[str]:
    """Give the lists, the tables and the lines of a text; a line of an author is a paragraph on a slide."""
    for part in re.split(r"\n\s*\n", source.strip()):
        yield from [part] if re.match(r"[|>]", part) or _ITEM.match(part) else filter(None, part.split("\n"))


def _plain(source: str) -> str:
    return re.sub(r"\]\([^)]*\)|[*`\[\]|]", "", source)


def weight(source: str, letters: float = LETTERS) -> float:
    """Return how many lines a piece of Markdown takes, at so many letters a line."""
    if source.startswith("|"):
        return sum(_row(row, letters) for row in source.split("\n") if row[:2] != "|-")
    parts = re.split(r"\n(?=(?:[-*]|\d+\.) )", source) if _ITEM.match(source) else [source]
    return sum(ceil(len(_plain(part)) / letters) + 0.15 for part in parts) + 0.35


def _row(row: str, letters: float) -> float:
    """Return how many lines a row of a table takes: wide columns get more of the width than narrow ones."""
    cells = [len(_plain(cell)) for cell in row.strip("|").split("|")]
    return min(ceil(sum(cells) / letters), ceil(max(cells) / letters * len(cells))) + 0.5


def packed(source: str, first: float, later: float = LINES) -> list[str]:
    """Return Markdown in pieces, of which the first takes ``first`` lines at most and the others ``later``.

    A paragraph, a list or a table is divided only where it does not fit on one slide: between sentences,
    items or rows; what announces something stands before it. The first piece is "" where nothing fits.
    """
    blocks = [_block(part) for part in _parts(source)]
    for block in blocks:
        # With room for a line that announces it.
        if weight(whole := block.of(block.units)) <= later - (2 if block.joint == "\n" else 0):
            block.units[:] = [whole.removeprefix(block.head)]
    headed = first < later
    found = _filled(blocks, first, later, headed)
    # As few slides as that, but equally full: not one last line alone.
    room = later
    while len(found) > 1 and room > 3:
        room -= 0.5
        tried = _filled(blocks, min(first, room), room, headed)
        if len(tried) > len(found):
            break
        found = tried
    return found


def _filled(blocks: Sequence[_Block], first: float, later: float, headed: bool) -> list[str]:
    """Return blocks in pieces; what fits on no slide stands alone on one, but not below a head."""
    pages: list[list[str]] = [[]]
    left = first
    for block in blocks:
        units = block.units
        while units:
            count = len(units)
            while count and weight(block.of(units[:count])) > left:
                count -= 1
            if count == 0 and not pages[-1] and (len(pages) > 1 or not headed):
                count = 1
            if count:
                piece = block.of(units[:count])
                pages[-1].append(piece)
                left -= weight(piece)
                units = units[count:]
            if units:
                # What announces a list goes along with it.
                last = pages[-1]
                announces = (
                    last and last[-1].endswith(":") and (len(last) > 1 or (headed and len(pages) == 1))
                )
                along = [last.pop()] if announces else []
                pages.append(along)
                left = later - sum(weight(piece) for piece in along)
    return ["\n\n".join(page) for place, page in enumerate(pages) if page or (place == 0 and len(pages) > 1)]


def slides(cells: Sequence[Any], outputs: "Shown", lang: str) -> list[Slide]:
    """Return the slides of a notebook that was run, in the order of its cells.

    A text follows on the slide before it where both fit: below a heading, another text or a few printed
    lines; a task follows a text.
    """
    found: list[Slide] = []
    for slide in _each(cells, outputs, lang):
        last = found.pop() if found else None
        found += [slide] if last is None else _along(last, slide)
    return found


def _along(last: Slide, slide: Slide) -> list[Slide]:
    """Return two slides as one, or as they are."""
    fits = last.section == slide.section and last.lines + slide.lines <= LINES - 0.5
    if not fits or (last.kind, slide.kind) not in _ALONG:
        return [last, slide]
    kind = slide.kind if last.kind == "text" else last.kind
    body = (last.body + slide.body).replace('<div class="roomy">', "<div>")
    return [replace(last, kind=kind, body=body, lines=last.lines + slide.lines)]


def _each(cells: Sequence[Any], outputs: "Shown", lang: str) -> Iterator[Slide]:
    """Give the slides of the cells one by one.

    Left out are answer cells, cells about the computer on which they run, and those that give nothing. A
    short sentence before a code cell stands above what the cell gives.
    """
    section = ""
    waiting: list[Slide] = []
    for cell in cells:
        if cell.cell_type == "markdown" and not questions(cell.source):
            yield from waiting
            *before, last = _texts(cell, section)
            section = last.section
            yield from before
            waiting = [last]
        elif cell.cell_type == "code" and LEFT_OUT not in cell.metadata.get("tags", ()):
            lead = waiting[0].body if waiting and _leads(waiting[0]) else ""
            given = [
                Slide(kind, cell.id, section, *shown) for kind, *shown in _given(cell, outputs, lead, lang)
            ]
            yield from [] if lead and given else waiting
            waiting = []
            yield from given
    yield from waiting


def _leads(slide: Slide) -> bool:
    """Return whether a slide is so short that it stands above what the next cell gives."""
    return slide.kind == "text" and slide.body.count("<p>") == 1 and len(_words(slide.body)) < 2.2 * LETTERS


def _words(shown: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", shown)).strip()


def _texts(cell: Any, section: str) -> Iterator[Slide]:
    """Give the slides of a Markdown cell: each heading, each task and each folded text begins a new one."""
    plain, *folded = _FOLD.split(cell.source)
    for part in _STARTS.split(plain):
        heading = _HEADING.match(part)
        section = heading[2] if heading else section
        for kind, body, lines in _headed(heading, part) if heading else _text(part):
            yield Slide(kind, cell.id, section, body, lines=lines)
    for summary, inside, after in zip(folded[::3], folded[1::3], folded[2::3], strict=True):
        first, *others = packed(inside, LINES - HEADS["fold"])
        label = f"<summary>{_inline(summary)}</summary>"
        yield Slide("fold", cell.id, section, f"<details>{label}{_sized(first, HEADS['fold'])}</details>")
        for kind, body, lines in [*(("text", _sized(each), _lines(each)) for each in others), *_text(after)]:
            yield Slide(kind, cell.id, section, body, lines=lines)


def _text(source: str) -> Iterator[tuple[str, str, float]]:
    for part in _STARTS.split(source):
        for piece in packed(part, LINES):
            yield "task" if _TASK.match(part) else "text", _sized(piece), _lines(piece)


def _lines(source: str) -> float:
    return sum(map(weight, _parts(source)))


def _sized(source: str, taken: float = 0) -> str:
    """Return Markdown as HTML, in larger letters where a slide has room for them."""
    needed = sum(weight(part, LETTERS / ROOMY) for part in _parts(source)) * ROOMY
    shown = markdown(source)
    return f'<div class="roomy">{shown}</div>' if needed + taken <= LINES else f"<div>{shown}</div>"


def _headed(heading: re.Match[str], source: str) -> Iterator[tuple[str, str, float]]:
    """Give the slide of a heading, and those for what does not fit below it."""
    kind = "title" if heading[1] == "#" else "section"
    above = source[heading.end() :]
    question = re.search(r"^\*\*.+\*\*$", above, re.MULTILINE) if kind == "title" else None
    if question:  # The big question ends the first slide; what the lesson is for comes next.
        first, others = above[: question.end()], packed(above[question.end() :], LINES)
    else:
        first, *others = packed(above, LINES - HEADS[kind]) or [""]
    tag = f"h{len(heading[1])}"
    # The minutes stand right below a heading.
    shown = re.sub(r"^\s*<p><em>([^<]*)</em></p>", r'<p class="minutes">\1</p>', markdown(first))
    lines = HEADS[kind] * len(heading[2]) / 20 + _lines(first) if kind == "section" else LINES
    yield kind, f"<{tag}>{_inline(heading[2])}</{tag}>{shown}", lines
    yield from (("text", _sized(other), _lines(other)) for other in others)


def _inline(source: str) -> str:
    """Return Markdown within a line as HTML; "1." begins no list."""
    return re.sub(r"</?p>", "", markdown(re.sub(r"^(\d+)\.", r"\1\\.", source))).strip()


def _given(cell: Any, outputs: "Shown", lead: str, lang: str) -> Iterator[tuple[Any, ...]]:
    """Give the slides of what a code cell gave, with their heads: a prediction first, then the view."""
    outputs.asked.clear()
    made = outputs.html(cell)
    if not made:
        return
    head = ""
    above = f'<div class="lead">{lead}</div>' if lead else ""
    for question, choices in outputs.asked:
        head = html.escape(question)
        items = "".join(f"<li>{html.escape(choice)}</li>" for choice in choices)
        yield "ask", f'{above}<p class="question">{head}</p>' + (f"<ol>{items}</ol>" if items else ""), ""
        above = lead = ""
    source = _folded("code", text("Code", lang), code(cell.source))
    more = f'<div class="more">{source}</div>'
    if settings := _SETTING.findall(made):
        for name, said, picture, twin in settings:
            each = "".join(f"<p>{one}</p>" for one in said.split(" · "))
            same = _folded("twin", text("The same as a table", lang), twin.removesuffix("</details>"))
            drawn = f'<div class="frame beside"><figure>{picture}</figure><div>{each}</div></div>'
            yield "shown", f'{above}{drawn}<div class="more">{same}{source}</div>', name
    elif printed := re.fullmatch(r'(<pre class="said"[^>]*>)(.*)</pre>', made, re.DOTALL):
        lines = printed[2].split("\n")
        few = sum(map(_height, lines)) < PRINTED_LINES / 2 and max(map(len, lines)) < PRINTED_LETTERS / ROOMY
        for page in _printed(lines, len(_words(lead)) / LETTERS):
            shown = f"{printed[1]}{page}</pre>"
            body = f'{above}<div class="{"roomy" if few else "printed"}">{shown}</div>{more}'
            taken = sum(map(_height, page.split("\n"))) + (2.0 if head else 1.0)
            yield "shown", body, head, taken + 1.4 * ceil(len(_words(lead)) / LETTERS if above else 0)
            above = ""
    elif figure := _FIGURE.fullmatch(made):
        drawn = f'<div class="frame"><figure>{figure[1]}</figure></div>'
        yield "shown", f'{above}{drawn}<div class="more">{figure[2]}{source}</div>', head
    else:
        yield "shown", f'{above}<div class="frame">{made}</div>{more}', head


def _folded(name: str, label: str, inside: str) -> str:
    return f'<details class="{name}"><summary>{html.escape(label)}</summary><div>{inside}</div></details>'


def _height(line: str) -> int:
    return max(1, ceil(len(html.unescape(line)) / PRINTED_LETTERS))


def _printed(lines: Sequence[str], taken: float) -> Iterator[str]:
    """Give what a cell printed in pieces that fit; ``taken`` lines of the first slide are."""
    page: list[str] = []
    left = PRINTED_LINES - 1.4 * ceil(taken)
    for line in lines:
        if _height(line) > left and page:
            yield "\n".join(page).strip("\n")
            page, left = [], PRINTED_LINES
        page.append(line)
        left -= _height(line)
    yield "\n".join(page).strip("\n")


def notes(root: Path, lesson: Lesson) -> dict[str, str]:
    """Return what the guide says to the teacher at each section, by heading; {} if it has no page for it."""
    guide = root / "teaching" / lesson.lang / "guide" / f"{lesson.path.stem}.md"
    if not guide.is_file():
        return {}
    rows = re.findall(
        r"^\|[^|]*\|[^|]*\|([^|]*)\|([^|]*)\|$", guide.read_text(encoding="utf-8"), re.MULTILINE
    )
    return {heading.strip(): markdown(said.strip()) for heading, said in rows}


def made_of(done: Any, lang: str) -> tuple[list[Slide], "Shown"]:
    """Return the slides of a notebook that was run, and the outputs that they use."""
    outputs = Shown.of(done, lang)
    return list(slides(done.cells, outputs, lang)), outputs


def make(root: Path, lesson: Lesson) -> str:
    """Run ``lesson`` and return its slides as one page.

    Raises
    ------
    NotebookError
        If a cell fails.
    """
    return page(
        lesson, *made_of(execute_file(lesson.path, lesson.notebook), lesson.lang), notes(root, lesson)
    )


def page(lesson: Lesson, shown: Sequence[Slide], outputs: "Shown", said: dict[str, str]) -> str:
    """Return slides as one page, with what the teacher's notes say at each heading."""
    lang = lesson.lang
    script, style = bundle(dict.fromkeys(outputs.used.values()))
    numbered = text("Slide {number} of {count}", lang)
    body, targets = [], []
    for number, slide in enumerate(shown, start=1):
        label = html.escape(numbered.format(number=number, count=len(shown)))
        where = "" if slide.kind in HEADED else f'<p class="where">{slide.head or _inline(slide.section)}</p>'
        if slide.kind in HEADED:
            minutes = re.search('<p class="minutes">([^<]*)</p>', slide.body)  # they say what is optional
            named = " · ".join([html.escape(slide.section), *(minutes.groups() if minutes else ())])
            targets.append(f'<option value="{number}">{named}</option>')
        body.append(
            f'<div class="slide {slide.kind}" id="{number}" role="group" tabindex="-1" aria-label="{label}" '
            f'data-cell="{slide.cell}" data-section="{html.escape(slide.section)}">{where}{slide.body}</div>'
        )
    words = {
        name: html.escape(text(said, lang))
        for name, said in (
            ("back", "Back"),
            ("next", "Next"),
            ("go", "Go to"),
            ("notes_label", "Notes"),
            ("bar", "Slides"),
            ("controls", "Controls"),
        )
    }
    return PAGE.format(
        lang=lang,
        policy=POLICY,
        title=html.escape(f"{lesson.title} · En clair"),
        style="\n".join([style, *outputs.styles, own_file("slides.css")]),
        body="\n".join(body),
        targets="".join(targets),
        **words,
        state=outputs.state(),
        notes=json.dumps(said, ensure_ascii=False).replace("</", "<\\/"),
        # A block of its own, since views have names, too.
        script=f"{script}\n{own_file('pages.js')}\n{{\n{own_file('slides.js')}\n}}",
    )


def write(root: Path, folder: Path, lang: str, number: int | None = None) -> list[Path]:
    """Make the slides of every lesson in ``lang``, or of one, in ``folder``, and return the files.

    Raises
    ------
    NotebookError
        If there is no such lesson, or one fails; the folder is then left as it was.
    FolderError
        If ``folder`` holds something else.
    """
    there = [lesson for lesson in lessons(root) if lesson.lang == lang]
    chosen = [lesson for lesson in there if number is None or int(lesson.path.stem.split("_")[0]) == number]
    if not chosen:
        known = ", ".join(str(int(lesson.path.stem.split("_")[0])) for lesson in there) or "none"
        raise NotebookError(
            f"There is no such lesson in {root / 'notebooks' / lang}. Those there are: {known}."
        )
    with made_anew(folder, "slides") as new:
        if folder.is_dir():  # the slides of other lessons stay
            shutil.copytree(folder, new, dirs_exist_ok=True, ignore=shutil.ignore_patterns(MARK))
        for lesson in tqdm(chosen, desc="slides", unit="lesson", disable=None):
            (new / lang).mkdir(exist_ok=True)
            (new / lang / lesson.name).write_text(make(root, lesson), encoding="utf-8")
    return [folder / lang / lesson.name for lesson in chosen]
