"""The static edition: sessions, then lessons, as pages that need no Python; and what a session prints."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from tqdm import tqdm

from enclair.text.locale import use_locale
from enclair_tools import templates
from enclair_tools.folders import rebuilt_folder
from enclair_tools.publish import pages
from enclair_tools.publish.lesson import Lesson, lessons
from enclair_tools.publish.render import Shared
from enclair_tools.teach import session_folder, sessions
from enclair_tools.teach.session_notebook import notebook

if TYPE_CHECKING:
    from nbformat import NotebookNode

#: The slides of a session where pages share files: its page, which turns into them at this address.
TO_SLIDES = """<!doctype html>
<html lang="{lang}"><meta charset="utf-8"><title>{title}</title>
<meta http-equiv="refresh" content="0; url=page.html#slides">
<p><a href="page.html#slides">{title}</a></p></html>
"""


@dataclass(frozen=True)
class Taught:
    """A session in a language, with its notebook as it lies in ``sessions/LANGUAGE`` of the kit."""

    lang: str
    session: sessions.Session
    lesson: Lesson

    @property
    def place(self) -> str:
        """The folder of its pages, from the root of the edition."""
        return f"{self.lang}/sessions/{self.session.name}"

    @property
    def notebook(self) -> str:
        """Where its notebook lies, from the root of the kit."""
        return f"sessions/{self.lang}/{self.session.name}.ipynb"


def load_sessions(root: Path, langs: Sequence[str]) -> list[Taught]:
    """Return the sessions of the checkout ``root``."""
    loaded = []
    for lang in langs:
        with use_locale(lang):
            for name in sessions.names(root):
                made = sessions.session(root, name)
                source = notebook(root, made, root / "sessions" / lang)
                # It runs beside the lessons: its own folder may not be there yet.
                loaded.append(Taught(lang, made, Lesson(root / "notebooks" / lang / f"{name}.ipynb", source)))
    return loaded


def files(root: Path, lab: str = "") -> Iterator[tuple[str, str]]:
    """Yield the files of the edition by their places, as they are made, without the list of them all.

    ``lab`` is where a browser runs notebooks: an address below the root of the edition, before the path of
    one; "" is nowhere. Where it is, a server has the pages, and what they have in common stands beside them.
    """
    shared = Shared(at="static/pages/") if lab else None
    all_lessons = lessons(root)
    for lesson, done in zip(all_lessons, _runs(all_lessons), strict=True):
        others = [other for other in all_lessons if other.lang == lesson.lang]
        run = lab and f"../{lab}notebooks/{lesson.lang}/{lesson.path.name}"
        yield (
            f"{lesson.lang}/{lesson.name}",
            pages.page(lesson, done, others, home="../index.html", lab=run, shared=shared),
        )
    yield from session_pages(root, [*dict.fromkeys(lesson.lang for lesson in all_lessons)], lab, shared)
    if shared:
        yield from shared.files()


def session_pages(
    root: Path, langs: Sequence[str], lab: str = "", shared: Shared | None = None
) -> Iterator[tuple[str, str]]:
    """Yield the files of the sessions alone, as `files` does; the teacher's page has no key there.

    Where pages share files, ``deck.html`` leads to the page, opened as slides.
    """
    loaded = load_sessions(root, langs)
    for hour, done in zip(loaded, _runs([hour.lesson for hour in loaded]), strict=True):
        with use_locale(hour.lang):
            run = lab and f"../../../{lab}{hour.notebook}"
            made = pages.page(hour.lesson, done, home="../../../index.html", lab=run, shared=shared)
            papers = session_folder.papers(root, hour.session, hour.lesson, done, key=False)
            if shared:
                papers["deck.html"] = TO_SLIDES.format(lang=hour.lang, title=escape(hour.lesson.title))
        yield f"{hour.place}/page.html", made
        for name, content in papers.items():
            yield f"{hour.place}/{name}", content


def _runs(notebooks: Sequence[Lesson]) -> Iterator["NotebookNode"]:
    """Yield the notebooks with their outputs, one after the other: Ctrl+C waits for one of them."""
    yield from tqdm(map(pages.run, notebooks), desc="pages", unit="page", total=len(notebooks), disable=None)


def index(root: Path) -> str:
    """Return the page that lists sessions and lessons, in each language that there is."""
    all_lessons = lessons(root)
    with use_locale(all_lessons[0].lang):
        taught = load_sessions(root, [*dict.fromkeys(lesson.lang for lesson in all_lessons)])
        return templates.page(__package__, "pages_index.html", lessons=all_lessons, taught=taught)


def write(root: Path, folder: Path) -> dict[str, int]:
    """Make the edition of the checkout ``root`` in ``folder``; return its files and their sizes.

    Where a notebook fails, the folder is left as it was.
    """
    sizes = {}
    with rebuilt_folder(folder, "pages") as new:
        for name, content in files(root):
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_text(content, encoding="utf-8")
            sizes[name] = (new / name).stat().st_size
        (new / "index.html").write_text(index(root), encoding="utf-8")
    return sizes
