"""Slides of a lesson, made from its own cells: for a projector without a network, and for the back row.

Which cells become what is a rule, and a slide that would be too full is split by counting lines. The page
needs nothing but itself: `slides.js` turns it, and without scripts it is read from top to bottom.
"""

import base64
import html
import io
import json
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from math import ceil
from pathlib import Path
from typing import Any

from PIL import Image
from tqdm import tqdm

from enclair.text.locale import text
from enclair.views.modules import beside
from enclair.views.view import bundle
from enclair_tools import templates
from enclair_tools.folders import MARK, made_anew
from enclair_tools.notebooks.canonical import NotebookError
from enclair_tools.notebooks.running import execute_file
from enclair_tools.publish import large
from enclair_tools.publish.pages import LEFT_OUT, Lesson, lessons
from enclair_tools.publish.render import Outputs, code, markdown, questions

#: How many lines of text a slide holds, and how many letters a line. Small enough for any usual font.
LINES, LETTERS = 13.75, 71
#: The same for what a cell prints.
PRINTED_LINES, PRINTED_LETTERS = 13, 64
#: A slide with little text has letters so many times as large.
ROOMY = 1.3
#: How many lines stand above the text of a first slide, and of what is folded.
TITLE, FOLD = 4.0, 2.0
#: Letters of a lead, of words in a frame, of a heading, a question and a choice in a line.
BOLD_LETTERS, SPOKEN_LETTERS, HEADING_LETTERS, QUESTION_LETTERS, CHOICE_LETTERS = 62, 57, 31, 36, 48
#: Of a slide below its head, in rem (32 pixels where it is 1280 wide): how wide and how high it is.
WIDTH, HEIGHT = 36.4, 17.3
#: The least that is left for what is said beside a picture, and the least letters of a picture, in rem.
ASIDE, LEAST = 10.2, 20 / 32
#: Slides that show their heading themselves.
HEADED = ("title", "section")
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

_FIGURE = re.compile(r"<div[^>]*>(<img[^>]*>)</div><details>(.*?</summary>)(.*)</details>", re.DOTALL)
#: What a view has that words alone have not.
_SEEN = re.compile(r'<(?:img|svg|table|details)|<div class="view')
_OPTIONAL = re.compile(r'<p class="minutes">[^<]*, (?:optional|facultatif)</p>')


@dataclass(frozen=True)
class Slide:
    """One slide.

    Attributes
    ----------
    kind
        "title", "section", "text", "task", "fold" (opens on a key), "ask" (a prediction, then the view that
        it guards) or "shown" (what a cell gave); several words where slides went together.
    cell
        The id of the cell from which it comes.
    section
        The heading under which it stands.
    body
        What it shows, as HTML.
    lines
        How many lines it takes, if others may go along with it; else so many that none fits.
    more
        What opens on demand: the code, a table.
    steps
        What takes the place of ``body`` on the next keys: a view, or examples of one figure.
    """

    kind: str
    cell: str
    section: str
    body: str
    lines: float = LINES
    more: str = ""
    steps: tuple[str, ...] = ()

    @property
    def headed(self) -> bool:
        """Whether it shows its heading itself."""
        return self.kind.split()[0] in HEADED

    @property
    def minutes(self) -> str:
        """What it says of the minutes of its section, as HTML, which says as well what is optional."""
        found = re.search('<p class="minutes">([^<]*)</p>', self.body)
        return found[1] if found else ""

    @property
    def whole(self) -> str:
        """All that it shows, and all that opens or comes on it."""
        return "".join([self.body, self.more, *self.steps])


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
        return _rows([row for row in source.split("\n") if row[:2] != "|-"], letters)
    parts = re.split(r"\n(?=(?:[-*]|\d+\.) )", source) if _ITEM.match(source) else [source]
    return sum(ceil(len(_plain(part)) / letters) + 0.15 for part in parts) + 0.2


def _rows(rows: Sequence[str], letters: float) -> float:
    """Return how many lines the rows of a table take: a column is the wider, the more it has to say."""
    cells = [[_plain(cell).strip() for cell in row.strip("|").split("|")] for row in rows]
    columns = list(zip_longest(*cells, fillvalue=""))
    longest = [max(map(len, column)) for column in columns]
    share = min(1, (letters - 2 * len(columns)) / max(1, sum(longest)))
    words = [max(map(len, " ".join(column).split()), default=1) for column in columns]
    widths = [max(word, share * long) for word, long in zip(words, longest, strict=True)]
    high = [max(ceil(len(cell) / width) for cell, width in zip(row, widths, strict=False)) for row in cells]
    return sum(0.9 * lines + 0.4 for lines in high)


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
    """Return the slides of a notebook that was run, in the order of its cells, optional sections last.

    What fits on the slide before it, below the same heading, goes there.
    """
    found: list[Slide] = []
    for slide in _each(cells, outputs, lang):
        last = found.pop() if found else None
        found += [slide] if last is None else _along(last, slide)
    extra = optional(found)
    return sorted(found, key=lambda slide: slide.section in extra)


def optional(found: Sequence[Slide]) -> set[str]:
    """Return the headings of the optional sections."""
    return {slide.section for slide in found if _OPTIONAL.search(slide.body)}


def _along(last: Slide, slide: Slide) -> list[Slide]:
    """Return two slides as one, or as they are: a result waits for a key, and so does what follows it."""
    fits = last.section == slide.section and last.lines + slide.lines <= LINES
    # A task is what a class works on: what comes next is its answer, or another slide.
    after = slide.kind == "fold" if last.kind.endswith("task") else bool(slide.body and not last.steps)
    if not fits or not after:
        return [last, slide]
    waits = slide.kind == "shown" or 'class="later"' in last.body
    waits = waits or ("fold" in last.kind and slide.kind != "fold")
    body = last.body + (f'<div class="later">{slide.body}</div>' if waits else slide.body)
    return [
        replace(
            last,
            kind=" ".join(dict.fromkeys([*last.kind.split(), slide.kind])),
            body=body.replace('<div class="roomy">', "<div>"),
            lines=last.lines + slide.lines,
            more=last.more + slide.more,
            steps=slide.steps,
        )
    ]


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
        first, *others = packed(inside, LINES - FOLD)
        label = f"<summary>{_inline(summary)}</summary>"
        body = f'<details class="answer">{label}{_sized(first, FOLD)}</details>'
        yield Slide("fold", cell.id, section, body, lines=FOLD + _lines(first))
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
        head = TITLE if kind == "title" else _heading(heading[2])
        first, *others = packed(above, LINES - head) or [""]
    tag = f"h{len(heading[1])}"
    # The minutes stand right below a heading.
    shown = re.sub(r"^\s*<p><em>([^<]*)</em></p>", r'<p class="minutes">\1</p>', markdown(first))
    lines = _heading(heading[2]) + _lines(first) if kind == "section" else LINES
    yield kind, f"<{tag}>{_inline(heading[2])}</{tag}>{shown}", lines
    yield from (("text", _sized(other), _lines(other)) for other in others)


def _heading(words: str) -> float:
    """Return how many lines more than the name of the section on other slides a heading takes."""
    return 1.6 * ceil(len(words) / HEADING_LETTERS) - 1.3


def _inline(source: str) -> str:
    """Return Markdown within a line as HTML; "1." begins no list."""
    return re.sub(r"</?p>", "", markdown(re.sub(r"^(\d+)\.", r"\1\\.", source))).strip()


def _given(cell: Any, outputs: "Shown", lead: str, lang: str) -> Iterator[tuple[Any, ...]]:
    """Give the slides of what a code cell gave: what it printed in pieces, a view after its prediction."""
    outputs.asked.clear()
    made = outputs.html(cell)
    if not made:
        return
    above = f'<div class="lead">{lead}</div>' if lead else ""
    taken = len(_words(lead)) / BOLD_LETTERS
    source = _folded("code", text("Code", lang), code(cell.source))
    if printed := re.fullmatch(r'(<pre class="said"[^>]*>)(.*)</pre>', made, re.DOTALL):
        lines = printed[2].split("\n")
        few = sum(map(_height, lines)) < PRINTED_LINES / 2 and max(map(len, lines)) < PRINTED_LETTERS / ROOMY
        for page in _printed(lines, taken):
            shown = f"{printed[1]}{page}</pre>"
            body = f'{above}<div class="{"roomy" if few else "printed"}">{shown}</div>'
            height = 0.93 * sum(map(_height, page.split("\n"))) + 0.9 + 1.4 * ceil(taken)
            yield "shown", body, height, source
            above, source, taken = "", "", 0
        return
    asks = [_ask(*asked) for asked in outputs.asked]
    head = html.escape(outputs.asked[-1][0]) if asks else ""
    high = HEIGHT - 1.3 * (0 if asks else ceil(taken))
    views = list(_views(made, head, high, source, lang))
    if asks:
        (first, lines_of), *others = asks
        others_and_views = [_made().step("", "", body) for body, _ in others]
        others_and_views += [_made().step(*view) for view in views]
        yield "ask", above + first, lines_of + 1.4 * ceil(taken), "", tuple(others_and_views)
    elif len(views) > 1 or views[0][0]:
        yield "shown", above, LINES, "", tuple(_made().step(*view) for view in views)
    elif _SEEN.search(made):
        yield "shown", above + views[0][2], LINES, views[0][1]
    else:  # words alone, such as those on the presumption of innocence
        lines = 1.1 * ceil(len(_words(made)) / SPOKEN_LETTERS) + 0.7 + 1.4 * ceil(taken)
        yield "text", above + views[0][2], lines, views[0][1]


def _views(made: str, head: str, high: float, source: str, lang: str) -> Iterator[tuple[str, str, str]]:
    """Give the views of what a cell gave: the head of each, what opens on demand, what it shows."""
    same = text("The same as a table", lang)
    picture = _FIGURE.fullmatch(made)
    if settings := _SETTING.findall(made):
        for name, said, drawn, twin in settings:
            each = "".join(f"<p>{one}</p>" for one in said.split(" · "))
            figure = _figure(drawn, HEIGHT - 1.1 * (len(name) // 70), WIDTH - ASIDE)
            table = _folded("twin", same, twin.removesuffix("</details>"))
            yield name, table + source, f'<div class="frame beside">{figure}<div>{each}</div></div>'
    elif picture and (figure := _figure(picture[1], high - 1.1 * (len(head) // 46), WIDTH)):
        yield head, _folded("twin", same, picture[3]) + source, f'<div class="frame">{figure}</div>'
    elif picture:
        whole = _folded("twin", text("Picture", lang), picture[1]) + _folded("twin", same, picture[3])
        yield head, whole + source, f'<div class="frame"><div class="brief">{picture[3]}</div></div>'
    else:
        yield head, source, f'<div class="frame">{made}</div>'


def _ask(question: str, choices: Sequence[str]) -> tuple[str, float]:
    """Return a prediction as HTML, and how many lines it takes."""
    rows = sum(ceil(len(choice) / CHOICE_LETTERS) for choice in choices)
    lines = 1.45 * ceil(len(question) / QUESTION_LETTERS) + 1.3 * rows + 1.2
    return str(_made().ask(question, choices)), lines


def _figure(picture: str, high: float, wide: float) -> str:
    """Return a picture as large as a slide has room for, and larger where its letters need it.

    "" if they can be read at no width that a slide has.
    """
    source = re.search(r"base64,([A-Za-z0-9+/=]+)", picture)
    dots = Image.open(io.BytesIO(base64.b64decode(source[1]))).size if source else (1, 1)
    least = LEAST * dots[0] / large.LETTERS
    width = min(wide, max(least, high * dots[0] / dots[1]))
    size = f'<img width="{dots[0]}" height="{dots[1]}" style="width: {width:.2f}rem"'
    sized = re.sub(r' style="[^"]*"', "", picture).replace("<img", size, 1)
    return f"<figure>{sized}</figure>" if least <= wide else ""


def _made() -> Any:
    """Return what stands on a slide, as macros."""
    return templates.macros(__package__, "slide.html", "")


def _folded(name: str, label: str, inside: str) -> str:
    return str(_made().folded(name, label, inside))


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


def executed(lesson: Lesson) -> Any:
    """Run ``lesson``, its pictures drawn for slides, and return it with its outputs.

    Raises
    ------
    NotebookError
        If a cell fails.
    """
    first = {"cell_type": "code", "id": "large", "metadata": {}, "outputs": [], "source": large.FIRST}
    cells = [{**first, "execution_count": None}, *lesson.notebook["cells"]]
    done = execute_file(lesson.path, {**lesson.notebook, "cells": cells})
    del done.cells[0]
    return done


def make(root: Path, lesson: Lesson) -> str:
    """Run ``lesson`` and return its slides as one page.

    Raises
    ------
    NotebookError
        If a cell fails.
    """
    return page(lesson, *made_of(executed(lesson), lesson.lang), notes(root, lesson))


def page(lesson: Lesson, shown: Sequence[Slide], outputs: "Shown", said: dict[str, str]) -> str:
    """Return slides as one page, with what the teacher's notes say at each heading."""
    script, style = bundle(dict.fromkeys(outputs.used.values()), beside(__package__, "slides.js"))
    extra = optional(shown)
    return templates.page(
        __package__,
        "slides.html",
        lesson.lang,
        title=lesson.title,
        style="\n".join([style, *outputs.styles]),
        slides=shown,
        core=sum(slide.section not in extra for slide in shown),
        inline=_inline,
        state=outputs.state(),
        notes=json.dumps(said, ensure_ascii=False).replace("</", "<\\/"),
        script=script,
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
        known = ", ".join(str(int(lesson.path.stem.split("_")[0])) for lesson in there)
        said = text("There is no lesson {number} in {folder}. Those there are: {known}.", lang)
        if not known:
            said = text("{folder}: there is no lesson. Take the folder back from Git.", lang)
        raise NotebookError(said.format(number=number, folder=root / "notebooks" / lang, known=known))
    with made_anew(folder, "slides") as new:
        if folder.is_dir():  # the slides of other lessons stay
            shutil.copytree(folder, new, dirs_exist_ok=True, ignore=shutil.ignore_patterns(MARK))
        for lesson in tqdm(chosen, desc="slides", unit=text("lesson"), disable=None):
            (new / lang).mkdir(exist_ok=True)
            (new / lang / lesson.name).write_text(make(root, lesson), encoding="utf-8")
    return [folder / lang / lesson.name for lesson in chosen]
