"""No lesson tells a number before it asks for it: neither when all cells have run, nor on its page.

Asked in English: the marks of numbers hold the French to the same.
"""

import calendar
import itertools
import re
from dataclasses import dataclass
from functools import cache

import pytest
from bs4 import BeautifulSoup

from enclair.views.draw import Sketch
from enclair.views.predict import Prediction
from enclair_tools.notebooks.canonical import read
from tests.helpers import REPO, forms
from tests.shell import Shown, cells_show

LESSONS = [path.stem for path in sorted((REPO / "notebooks" / "en").glob("*.ipynb"))]
FOLDED = re.compile(r"<details>.*?</details>", re.DOTALL)
#: A number that stands for itself, not part of a name ("u16") or of a day and an hour ("2030-06-12 21:59").
NUMBER = re.compile(r"(?<![\w.,:/-])\d+(?:,\d{3})*(?:\.\d+)?(?![\w:/-]|[.,]\d)")
#: Where a guess in words is asked for, by its first words.
GUESS_FIRST = re.compile(r"^Guess first", re.MULTILINE)
#: A day of a month, which answers no question of how many.
DAY = re.compile(rf"\d{{1,2}}[\u00a0 ](?:{'|'.join(calendar.month_name[1:])})")
#: Where one question is answered by clicking or by code, which prints the answer.
PATHS = "two paths: "
NO_GUESS = {"07_deciding_together"}  # its code sorts the cards of a deck that lies open
#: Numbers up to a hundred stand for something else as well: they tell nothing but in their own section.
COMMON = 100


def numbers(text: str) -> set[float]:
    """The numbers of a text; days, years and codes ("00441") left out."""
    written = {one.replace(",", "") for one in NUMBER.findall(DAY.sub("", text))}
    return {float(one) for one in written if not re.fullmatch(r"(?:19|20)\d\d|0\d+", one)}


def seen(output: Shown) -> str:
    """The words below a cell when it has run: of what folds its head alone."""
    value = output.value
    if value is None:
        return output.printed
    html = forms(value)["text/html"] if hasattr(value, "_repr_mimebundle_") else ""
    page = BeautifulSoup(html or getattr(value, "_repr_html_", str)(), "html.parser")
    for part in page.select("style, details:not([open]) > :not(summary)"):
        part.decompose()
    return f"{output.printed.partition('Out[')[0]} {page.get_text(' ') or repr(value)}"


@dataclass
class Asked:
    """A question of a lesson, where it stands, and the numbers that answer it."""

    place: int
    question: str
    answers: set[float]
    until: int = 0  # where its explanation stands: what is printed before that waits with the question


@cache
def ran(name: str):
    """The cells of a lesson, what each code cell shows when all have run, and the section of each cell."""
    cells = read(REPO / "notebooks" / "en" / f"{name}.ipynb")["cells"]
    codes = [place for place, cell in enumerate(cells) if cell["cell_type"] == "code"]
    shown = cells_show(*(cells[place]["source"] for place in codes))
    assert [one.error for one in shown if one.error] == []
    heads = [cell["cell_type"] == "markdown" and cell["source"].startswith("## ") for cell in cells]
    return cells, dict(zip(codes, shown, strict=True)), [*itertools.accumulate(heads)]


def questions(cells, shown, sections) -> list[Asked]:
    """The questions of a lesson that a number answers: predictions, drawings, and guesses in words."""
    found = []
    for place, cell in enumerate(cells):
        source = cell["source"]
        value = shown[place].value if place in shown else None
        if isinstance(value, Prediction):
            asked = value.children[0]
            if not isinstance(asked, Sketch) and not numbers("\n".join(asked.choices)):
                continue
            drawn = asked.numbers[asked.known :] if isinstance(asked, Sketch) else []
            one = Asked(place, asked.question, {*map(float, drawn)})
        elif place not in shown and GUESS_FIRST.search(FOLDED.sub("", source)):
            one = Asked(place, source, set())
        else:
            continue
        for at in range(place + 1, len(cells)):
            folded = FOLDED.search(cells[at]["source"])
            if folded and sections[at] == sections[place]:
                one.until = at if place in shown else 0
                one.answers |= numbers(folded[0])
                break
        found.append(one)
    return found


@pytest.mark.parametrize("name", LESSONS)
def test_no_number_is_told_before_it_is_asked_for(name: str) -> None:
    (cells, shown, sections), told = ran(name), []
    outputs = {
        place: numbers(seen(output))
        for place, output in shown.items()
        if not isinstance(output.value, Prediction)  # it waits for a guess
    }
    for one in questions(cells, shown, sections):
        texts = [cell["source"] for cell in cells[: one.place] if cell["cell_type"] == "markdown"]
        before = FOLDED.sub("", "\n".join(texts))
        # What the text itself says before is known; so is what the question says.
        secret = one.answers - numbers(before) - numbers(one.question)
        for place, all_shown in outputs.items():
            if one.place < place < one.until:
                continue  # it waits with its question
            own = sections[place] == sections[one.place]
            if place > one.place and not own:
                continue  # further down, after what explains
            near = own and (place < one.place or not one.until)
            shows = {number for number in all_shown if near or number > COMMON or number % 1}
            if given_away := secret & shows:
                told.append((cells[one.place]["id"], cells[place]["id"], sorted(given_away)))
    assert told == []


@pytest.mark.parametrize("name", [name for name in LESSONS if name not in NO_GUESS])
def test_what_two_paths_lead_to_waits_for_a_guess(name: str) -> None:
    (cells, shown, sections), told = ran(name), []
    guesses = {place for place, output in shown.items() if isinstance(output.value, Prediction)}
    for asked, cell in enumerate(cells):
        if asked not in shown and PATHS in cell["source"]:
            own = {place for place in shown if sections[place] == sections[asked]}
            prints = {place for place in own - guesses if place > asked and shown[place].printed}
            assert prints, cell["id"]
            if not any(guess < min(prints) for guess in own & guesses):
                told.append(cell["id"])
    assert told == []
