"""Links of nbgitpuller: one click on a hub brings the class repository up to date and opens a notebook."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from enclair.text.errors import PlainError
from enclair.text.locale import N_, current_locale, quoted, text
from enclair_tools.notebooks.canonical import read
from enclair_tools.notebooks.exercises import pairs
from enclair_tools.publish import edition
from enclair_tools.publish.lesson import Lesson, lessons
from enclair_tools.teach import sessions

#: Longer ones are mistakes, and no QR code holds them.
LONGEST = 300


class LinkError(PlainError, ValueError):
    """No link can be made; the text says what was expected, found, or what there is."""


@dataclass(frozen=True)
class Target:
    """A notebook of the class repository: its name among its kind, its title, where it lies there."""

    name: str
    title: str
    path: str


def _lessons(root: Path) -> Iterator[Target]:
    for lesson in lessons(root, current_locale()):
        yield Target(str(lesson.number), lesson.title, lesson.path.relative_to(root).as_posix())


def _sessions(root: Path) -> Iterator[Target]:
    for hour in edition.load_sessions(root, [current_locale()]):
        yield Target(hour.session.name, hour.session.title, hour.notebook)


def _exercises(root: Path) -> Iterator[Target]:
    for solution, exercise in pairs(root):
        if solution.parent.name == current_locale():
            one = Lesson(exercise, read(solution))
            yield Target(str(one.number), one.title, exercise.relative_to(root).as_posix())


#: What a link may lead to, by its kind: what finds all of them, and what is said if one is not among them.
KINDS: Mapping[str, tuple[Callable[[Path], Iterator[Target]], str]] = {
    "lesson": (_lessons, N_("There is no lesson {name}. The lessons are: {names}.")),
    "session": (_sessions, sessions.NO_SESSION),
    "exercise": (_exercises, N_("There is no exercise {name}. The exercises are: {names}.")),
}


def targets(root: Path, kind: str, name: str | None = None) -> list[Target]:
    """Return what links of a kind lead to in the current locale: all of them, or the one with this name."""
    find, none = KINDS[kind]
    existing = list(find(root))
    matches = [target for target in existing if name in (None, target.name)]
    if not matches:
        names = ", ".join(target.name for target in existing)
        raise LinkError(text(none).format(name=name, names=names))
    return matches


def link(hub: str, repository: str, path: str, branch: str = "") -> str:
    """Return the link that brings a class repository to a student's home and opens a notebook in JupyterLab.

    ``path`` leads there from the root of the repository; ``branch`` may be "", for the one that it gives out.
    """
    last = repository.split("/")[-1]
    # nbgitpuller would call the folder by the last part as it is, with ".git".
    folder = last.removesuffix(".git")
    # An address inside an address: what is no plain letter in the folder's name is quoted in both.
    asked = {"repo": repository, "urlpath": quote(f"lab/tree/{folder}/{path}")}
    asked |= {"targetpath": folder} if folder != last else {}
    asked |= {"branch": branch} if branch else {}
    return f"{hub}/hub/user-redirect/git-pull?{urlencode(asked, quote_via=quote, safe='')}"


def hub_address(word: str) -> str:
    """Return the address of a hub, without what its own pages add to it.

    >>> hub_address("https://hub.school.example/jupyter/hub/login")
    'https://hub.school.example/jupyter'
    """
    address = re.sub(r"/+(?:hub/(?:home|login|signup|spawn)\b.*)?$", "", word.strip())
    if not _is_web(address) or re.search(r"[?#]|/(?:hub|user)/", address):
        message = text(
            "HUB: expected the address of a JupyterHub, such as https://hub.school.example; found {given}."
        )
        raise LinkError(message.format(given=quoted(word)))
    return address


def repository_address(word: str) -> str:
    """Return the address of a repository that a hub can read without a key or a password.

    >>> repository_address("https://git.school.example/class.git/")
    'https://git.school.example/class.git'
    """
    address = word.strip().rstrip("/")
    on_hub = re.fullmatch(r"(?:file://)?(?:/[^\s/?#]+)+", address) and len(address) <= LONGEST
    if not on_hub and not (_is_web(address) and re.fullmatch(r"[^?#]+//[^/?#]+(?:/[^/?#]+)+", address)):
        message = text(
            "REPOSITORY: expected the address of a repository that is read without a key or a password, such "
            "as https://git.school.example/class, or a folder of the hub, such as /srv/class; found {given}."
        )
        raise LinkError(message.format(given=quoted(_without_secret(word))))
    return address


def branch_name(word: str) -> str:
    """Return the name of a branch."""
    if not re.fullmatch(r"(?!-)[^\s~^:?*\[\\]{1,100}", word):
        message = text("--branch: expected the name of a branch, such as main; found {given}.")
        raise LinkError(message.format(given=quoted(word)))
    return word


def _is_web(word: str) -> bool:
    """Return whether an address leads to a host of the web, with no name and no password in it."""
    try:
        parts = urlsplit(word)
        named = bool(parts.hostname) and parts.username is None and (parts.port is None or parts.port > 0)
    except ValueError:  # no port, or half of an address in brackets
        return False
    return parts.scheme in ("http", "https") and named and not re.search(r"\s", word) and len(word) <= LONGEST


def _without_secret(word: str) -> str:
    """Return an address without what stands before "@": a terminal may be on the wall."""
    return re.sub(r"//[^/@]*@", "//…@", word)
