"""Links of nbgitpuller: one click on a hub brings the class repository up to date and opens a notebook."""

import re
from pathlib import Path
from urllib.parse import quote, urlencode

from enclair.text.errors import PlainError
from enclair.text.locale import current_locale, quoted
from enclair_tools import say
from enclair_tools.publish import edition
from enclair_tools.publish.lesson import lessons

KINDS = ("lesson", "session", "exercise")
#: Addresses that a class may see, with no name, password or question mark.
HUB = r"https?://[\w.-]+(:\d+)?(/(?!(hub|user)/)[^\s/?#@]+)*"
REPOSITORY = r"https?://[\w.-]+(:\d+)?(/[^\s/?#@]+)+|(file://)?(/[^\s/?#]+)+"


def targets(root: Path, kind: str) -> dict[str, tuple[str, str]]:
    """Return what links of a kind lead to in the current locale: its title and its path, by its name."""
    if kind == "session":
        taught = edition.load_sessions(root, [current_locale()])
        return {one.session.name: (one.session.title, one.file) for one in taught}
    listed = lessons(root, current_locale(), "notebooks" if kind == "lesson" else "exercises")
    return {str(one.number): (one.title, one.path.relative_to(root).as_posix()) for one in listed}


def address(word: str, pattern: str) -> str:
    """Return an address as a link needs it, without what the pages of a hub add; print no password of it."""
    plain = re.sub(r"/+(?:hub/(?:home|login|signup|spawn)\b.*)?$", "", word.strip())
    if not re.fullmatch(pattern, plain):
        raise PlainError(say("publish.no_address", given=quoted(re.sub("//[^/@]*@", "//…@", word))))
    return plain


def link(hub: str, repository: str, path: str) -> str:
    """Return the link that brings a class repository to a student's home and opens the notebook ``path``."""
    # nbgitpuller would call the folder by the last part as it is, with ".git".
    folder = repository.split("/")[-1].removesuffix(".git")
    # An address inside an address: what is no plain letter in the folder's name is quoted in both.
    asked = {"repo": repository, "urlpath": quote(f"lab/tree/{folder}/{path}")}
    asked |= {"targetpath": folder} if repository.endswith(".git") else {}
    return f"{hub}/hub/user-redirect/git-pull?{urlencode(asked, quote_via=quote, safe='')}"
