"""Which cells of a lesson become which slides: a rule, so that no cell needs metadata for it."""

import base64
import html
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import ceil
from typing import TYPE_CHECKING, Any

from PIL import Image

from enclair.text.locale import text
from enclair_tools import templates
from enclair_tools.publish import slide_figures
from enclair_tools.publish.pages import LEFT_OUT
from enclair_tools.publish.render import Outputs, code, markdown, questions
from enclair_tools.publish.slide_room import LETTERS, LINES, height, paginate

if TYPE_CHECKING:
    from nbformat import NotebookNode

#: The lines and letters of what a cell prints.
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
_STARTS = re.compile(rf"\n+(?=#{{1,2}} |{_TASK.pattern})")
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
    section
        The heading under which it stands.
    cell
        The id of the cell from which it comes.
    kind
        "title", "section", "text", "task", "fold" (opens on a key), "ask" (a prediction, then the view that
        it guards) or "shown" (what a cell gave); several words where slides went together.
    body
        What it shows, as HTML.
    lines
        How many lines it takes, if others may go along with it; else so many that none fits.
    more
        What opens on demand: the code, a table.
    steps
        What takes the place of ``body`` on the next keys: a view, or examples of one figure.
    """

    section: str
    cell: str
    kind: str
    body: str
    lines: float
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


@dataclass
class Shown(Outputs):
    """Outputs whose predictions stand on a slide of their own, before what they guard."""

    asked: list[tuple[str, list[str]]] = field(default_factory=list)

    def _guarded(self, first: str, before: str, inner: str, after: str) -> str:
        model = self.models[first]
        self.asked.append((model["question"], model["choices"]))
        return inner


def slides(cells: Sequence[Any], outputs: Shown) -> list[Slide]:
    """Return the slides of a notebook that was run, in the order of its cells, optional sections last.

    What fits on the slide before it, below the same heading, goes there.
    """
    found: list[Slide] = []
    for slide in _each(cells, outputs):
        found[-1:] = _along(found[-1], slide) if found else [slide]
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


def _each(cells: Sequence[Any], outputs: Shown) -> Iterator[Slide]:
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
            given = [Slide(section, cell.id, *shown) for shown in _given(cell, outputs, lead)]
            yield from [] if lead and given else waiting
            waiting = []
            yield from given
    yield from waiting


def _leads(slide: Slide) -> bool:
    """Return whether a slide is so short that it stands above what the next cell gives."""
    return slide.kind == "text" and slide.body.count("<p>") == 1 and len(_words(slide.body)) < 2.2 * LETTERS


def _words(shown: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", shown)).strip()


# ---------------------------------------------------------------- What a text becomes

#: The kind of a slide, its body and its lines.
Piece = tuple[str, str, float]


def _texts(cell: "NotebookNode", section: str) -> Iterator[Slide]:
    """Give the slides of a Markdown cell: each heading, each task and each folded text begins a new one."""
    plain, *folded = _FOLD.split(cell.source)
    for part in _STARTS.split(plain):
        heading = _HEADING.match(part)
        section = heading[2] if heading else section
        found = _headed(heading, part) if heading else _text(part)
        yield from (Slide(section, cell.id, *piece) for piece in found)
    for summary, inside, after in zip(folded[::3], folded[1::3], folded[2::3], strict=True):
        first, *others = paginate(inside, LINES - FOLD)
        label = f"<summary>{inline(summary)}</summary>"
        body = f'<details class="answer">{label}{_sized(first, FOLD)}</details>'
        pieces = [("fold", body, FOLD + height(first)), *_pieces(others), *_text(after)]
        yield from (Slide(section, cell.id, *piece) for piece in pieces)


def _text(source: str) -> Iterator[Piece]:
    for part in _STARTS.split(source):
        yield from _pieces(paginate(part), "task" if _TASK.match(part) else "text")


def _pieces(sources: Iterable[str], kind: str = "text") -> Iterator[Piece]:
    return ((kind, _sized(source), height(source)) for source in sources)


def _sized(source: str, taken: float = 0) -> str:
    """Return Markdown as HTML, in larger letters where a slide has room for them."""
    roomy = height(source, LETTERS / ROOMY) * ROOMY + taken <= LINES
    return f'<div class="roomy">{markdown(source)}</div>' if roomy else f"<div>{markdown(source)}</div>"


def _headed(heading: re.Match[str], source: str) -> Iterator[Piece]:
    """Give the slide of a heading, and those for what does not fit below it."""
    kind = "title" if heading[1] == "#" else "section"
    above = source[heading.end() :]
    # How many lines more than the name of the section on other slides the heading takes.
    more = 1.6 * ceil(len(heading[2]) / HEADING_LETTERS) - 1.3
    question = re.search(r"^\*\*.+\*\*$", above, re.MULTILINE) if kind == "title" else None
    if question:  # The big question ends the first slide; what the lesson is for comes next.
        first, others = above[: question.end()], paginate(above[question.end() :])
    else:
        first, *others = paginate(above, LINES - (TITLE if kind == "title" else more)) or [""]
    tag = f"h{len(heading[1])}"
    # The minutes stand right below a heading.
    shown = re.sub(r"^\s*<p><em>([^<]*)</em></p>", r'<p class="minutes">\1</p>', markdown(first))
    lines = more + height(first) if kind == "section" else LINES
    yield kind, f"<{tag}>{inline(heading[2])}</{tag}>{shown}", lines
    yield from _pieces(others)


def inline(source: str) -> str:
    """Return Markdown within a line as HTML; "1." begins no list."""
    return re.sub(r"</?p>", "", markdown(re.sub(r"^(\d+)\.", r"\1\\.", source))).strip()


# ---------------------------------------------------------------- What a code cell gave


def _given(cell: "NotebookNode", outputs: Shown, lead: str) -> Iterator[tuple[Any, ...]]:
    """Give the slides of what a code cell gave: what it printed in pieces, a view after its prediction."""
    outputs.asked.clear()
    made = outputs.html(cell)
    if not made:
        return
    above = f'<div class="lead">{lead}</div>' if lead else ""
    rows = ceil(len(_words(lead)) / BOLD_LETTERS)
    taken = 1.4 * rows
    source = _folded("code", text("Code"), code(cell.source))
    if printed := re.fullmatch(r'(<pre class="said"[^>]*>)(.*)</pre>', made, re.DOTALL):
        lines = printed[2].split("\n")
        few = sum(map(_height, lines)) < PRINTED_LINES / 2 and max(map(len, lines)) < PRINTED_LETTERS / ROOMY
        for page in _printed(lines, taken):
            body = f'{above}<div class="{"roomy" if few else "printed"}">{printed[1]}{page}</pre></div>'
            yield "shown", body, 0.93 * sum(map(_height, page.split("\n"))) + 0.9 + taken, source
            above, source, taken = "", "", 0
        return
    asks = [_ask(*asked) for asked in outputs.asked]
    head = html.escape(outputs.asked[-1][0]) if asks else ""
    views = list(_views(made, head, HEIGHT - 1.3 * (0 if asks else rows), source))
    steps = tuple(_made().step(*each) for each in [*(("", "", body) for body, _ in asks[1:]), *views])
    if asks:
        yield "ask", above + asks[0][0], asks[0][1] + taken, "", steps
    elif len(views) > 1 or views[0][0]:
        yield "shown", above, LINES, "", steps
    elif _SEEN.search(made):
        yield "shown", above + views[0][2], LINES, views[0][1]
    else:  # words alone, such as those on the presumption of innocence
        lines_of = 1.1 * ceil(len(_words(made)) / SPOKEN_LETTERS) + 0.7 + taken
        yield "text", above + views[0][2], lines_of, views[0][1]


def _views(made: str, head: str, high: float, source: str) -> Iterator[tuple[str, str, str]]:
    """Give the views of what a cell gave: the head of each, what opens on demand, what it shows."""
    same = text("The same as a table")
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
        whole = _folded("twin", text("Picture"), picture[1]) + _folded("twin", same, picture[3])
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
    least = LEAST * dots[0] / slide_figures.LETTERS
    width = min(wide, max(least, high * dots[0] / dots[1]))
    size = f'<img width="{dots[0]}" height="{dots[1]}" style="width: {width:.2f}rem"'
    sized = re.sub(r' style="[^"]*"', "", picture).replace("<img", size, 1)
    return f"<figure>{sized}</figure>" if least <= wide else ""


def _made() -> templates.Macros:
    """Return what stands on a slide, as macros."""
    return templates.macros(__package__, "slide.html")


def _folded(name: str, label: str, inside: str) -> str:
    return str(_made().folded(name, label, inside))


def _height(line: str) -> int:
    return max(1, ceil(len(html.unescape(line)) / PRINTED_LETTERS))


def _printed(lines: Sequence[str], taken: float) -> Iterator[str]:
    """Give what a cell printed in pieces that fit; ``taken`` lines of the first slide are."""
    page: list[str] = []
    left = PRINTED_LINES - taken
    for line in lines:
        if _height(line) > left and page:
            yield "\n".join(page).strip("\n")
            page, left = [], PRINTED_LINES
        page.append(line)
        left -= _height(line)
    yield "\n".join(page).strip("\n")
