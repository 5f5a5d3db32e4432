"""The static edition: sessions, then lessons, as pages that need no Python; and what a session prints."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nbformat import NotebookNode
from tqdm import tqdm

from enclair.text.locale import LANGUAGES, use_locale
from enclair_tools import templates
from enclair_tools.folders import rebuilt_folder
from enclair_tools.publish import pages
from enclair_tools.publish.lesson import Lesson, lessons
from enclair_tools.publish.render import Shared
from enclair_tools.teach import session_folder, sessions
from enclair_tools.teach.session_notebook import notebook


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


def load_sessions(root: Path, langs: Sequence[str] = LANGUAGES) -> list[Taught]:
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
    shared = Shared() if lab else None
    all_lessons = lessons(root)
    for lesson, done in _runs(all_lessons):
        others = [other for other in all_lessons if other.lang == lesson.lang]
        run = lab and f"../{lab}notebooks/{lesson.lang}/{lesson.path.name}"
        made = pages.page(lesson, done, others, home="../index.html", lab=run, shared=shared)
        yield f"{lesson.lang}/{lesson.name}", made
    yield from session_pages(root, lab, shared)
    if shared:
        yield from shared.files()


def session_pages(root: Path, lab: str = "", shared: Shared | None = None) -> Iterator[tuple[str, str]]:
    """Yield the files of the sessions alone, as `files` does; the teacher's page has no key there."""
    loaded = load_sessions(root)
    for hour, (lesson, done) in zip(loaded, _runs([hour.lesson for hour in loaded]), strict=True):
        with use_locale(hour.lang):
            run = lab and f"../../../{lab}{hour.notebook}"
            made = pages.page(lesson, done, home="../../../index.html", lab=run, shared=shared)
            papers = session_folder.papers(root, hour.session, lesson, done, key=False)
        for name, content in {"page.html": made, **papers}.items():
            if not (shared and name == "deck.html"):  # a site leads to the page, opened as slides
                yield f"{hour.place}/{name}", content


def _runs(notebooks: Sequence[Lesson]) -> Iterator[tuple[Lesson, NotebookNode]]:
    """Yield the notebooks with their outputs, one after the other: Ctrl+C waits for one of them."""
    for lesson in tqdm(notebooks, desc="pages", unit="page", disable=None):
        yield lesson, pages.run(lesson)


def index(root: Path) -> str:
    """Return the page that lists sessions and lessons, in each language that there is."""
    all_lessons = lessons(root)
    with use_locale(all_lessons[0].lang):
        return templates.page(
            __package__, "pages_index.html", lessons=all_lessons, taught=load_sessions(root)
        )


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
