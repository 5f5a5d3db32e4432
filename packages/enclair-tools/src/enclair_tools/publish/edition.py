"""The static edition: sessions, then lessons, as pages that need no Python; and what a session prints."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path

from tqdm import tqdm

from enclair.text.locale import LANGUAGES, use_locale
from enclair_tools import templates
from enclair_tools.folders import rebuilt_folder
from enclair_tools.publish import pages
from enclair_tools.publish.lesson import Lesson, lessons
from enclair_tools.publish.render import Shared
from enclair_tools.teach import session_folder, sessions
from enclair_tools.teach.session_notebook import notebook

#: Pages are made one after the other: Ctrl+C waits for one notebook.
_progress = partial(tqdm, desc="pages", unit="page", disable=None)


@dataclass(frozen=True)
class Taught(Lesson):
    """The notebook of a session. It runs beside the lessons: its own folder may not be there yet."""

    session: sessions.Session

    @property
    def place(self) -> str:
        """The folder of its pages, from the root of the edition."""
        return f"{self.lang}/sessions/{self.session.name}"

    @property
    def file(self) -> str:
        """Where it lies, from the root of the kit."""
        return f"sessions/{self.lang}/{self.session.name}.ipynb"


def load_sessions(root: Path, langs: Sequence[str] = LANGUAGES) -> list[Taught]:
    """Return the sessions of the checkout ``root``."""
    loaded = []
    for lang, name in product(langs, sessions.names(root)):
        with use_locale(lang):
            session = sessions.session(root, name)
            source = notebook(session, root / "sessions" / lang)
            loaded.append(Taught(root / "notebooks" / lang / f"{name}.ipynb", source, session))
    return loaded


def files(root: Path, lab: str = "") -> Iterator[tuple[str, str]]:
    """Yield the files of the edition by their places, as they are made, without the list of them all.

    ``lab`` is where a browser runs notebooks: an address below the root of the edition, before the path of
    one; "" is nowhere. Where it is, a server has the pages, and what they have in common stands beside them.
    """
    shared = Shared() if lab else None
    all_lessons = lessons(root)
    for lesson in _progress(all_lessons):
        run = lab and f"../{lab}notebooks/{lesson.lang}/{lesson.path.name}"
        done = pages.run(lesson)
        made = pages.page(lesson, done, all_lessons, home="../index.html", lab=run, shared=shared)
        yield f"{lesson.lang}/{lesson.name}", made
    yield from session_pages(root, lab, shared)
    if shared:
        yield from shared.files()


def session_pages(root: Path, lab: str = "", shared: Shared | None = None) -> Iterator[tuple[str, str]]:
    """Yield the files of the sessions alone, as `files` does; the teacher's page has no key there."""
    for hour in _progress(load_sessions(root)):
        done, run = pages.run(hour), lab and f"../../../{lab}{hour.file}"
        with use_locale(hour.lang):
            made = pages.page(hour, done, home="../../../index.html", lab=run, shared=shared)
            papers = session_folder.papers(root, hour.session, hour, done, key=False)
        for name, content in {"page.html": made, **papers}.items():
            if not (shared and name == "deck.html"):  # a site leads to the page, opened as slides
                yield f"{hour.place}/{name}", content


def index(root: Path) -> str:
    """Return the page that lists sessions and lessons, in each language that there is."""
    with use_locale(LANGUAGES[0]):
        taught = load_sessions(root)
        return templates.page(__package__, "pages_index.html", lessons=lessons(root), taught=taught)


def write(root: Path, folder: Path) -> None:
    """Make the edition of the checkout ``root`` in ``folder``."""
    with rebuilt_folder(folder, "pages") as new:
        for name, content in files(root):
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_text(content, encoding="utf-8")
        (new / "index.html").write_text(index(root), encoding="utf-8")
