"""The cards of lessons on paper (A4, black and white): each lesson that has some says what stands on them.

Its module ``paper`` has a function ``pack``, whose keys are those of the template ``cards.html``, or of
one of its own for both languages at once, which it names as its ``PAGE``.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import ModuleType

from enclair import lessons
from enclair.case.model import Case, load_case
from enclair.text.locale import by_language
from enclair_tools import templates


def page(lesson: ModuleType, case: Case) -> str:
    """Return the cards of a lesson as one HTML page, which asks for no script and for no other file."""
    return templates.page(__package__, f"{getattr(lesson, 'PAGE', 'cards')}.html", **lesson.pack(case))


def generated(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield the pages of all lessons that have cards, and what they should hold."""
    case = load_case()
    for lesson in lessons.modules("paper"):
        name = getattr(lesson, "PAGE", lesson.__name__.split(".")[-2])
        for lang, made in by_language(partial(page, lesson, case)).items():
            if lang == "en" or not hasattr(lesson, "PAGE"):
                yield root / f"teaching/cards/{name}{'' if lang == 'en' else f'_{lang}'}.html", made
