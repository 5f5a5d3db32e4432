"""Links of a hub: nbgitpuller itself takes them as they are meant, and a mistyped one is a sentence."""

import io
import re
from functools import partial
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import segno

from enclair.text.errors import PlainError
from enclair_tools.publish import link as links
from enclair_tools.publish.link import link
from tests.helpers import EXERCISES, REPO, in_language, refused

HUB, CLASS = "https://hub.school.example", "https://git.school.example/classes/2b.git"
LESSON = "notebooks/fr/03_what_can_the_server_see.ipynb"


def asked(address):
    """What a link asks of nbgitpuller."""
    return {key: value for key, (value,) in parse_qs(urlsplit(address).query, strict_parsing=True).items()}


def test_a_link_names_repository_folder_and_notebook():
    address = link(HUB, CLASS, LESSON)
    assert address.startswith(f"{HUB}/hub/user-redirect/git-pull?")
    assert asked(address) == {"repo": CLASS, "urlpath": f"lab/tree/2b/{LESSON}", "targetpath": "2b"}
    path = f"lab/tree/class/{LESSON}"
    assert asked(link(HUB, "/srv/class", LESSON)) == {"repo": "/srv/class", "urlpath": path}
    # An address inside an address: nbgitpuller and JupyterLab each take one layer of quotes off.
    odd = link(HUB, "/srv/a+b#é%20c", LESSON)
    assert not re.search(r"[^\w.%&=?/:-]", odd)
    assert unquote(asked(odd)["urlpath"]) == f"lab/tree/a+b#é%20c/{LESSON}"


#: What somebody may copy from a browser or a terminal, and the address that it is.
MEANT = {
    links.HUB: {f" {HUB}/ ": HUB, f"{HUB}/jupyter/hub/login?next=%2Fhub%2F": f"{HUB}/jupyter"},
    links.REPOSITORY: {f"{CLASS}/": CLASS, "file:///srv/class.git": "file:///srv/class.git"},
}
NEITHER = ["", "https://ada:secret@git.example/class", "https://a.example/a b", "https://a.example/a?x=1"]
REFUSED = {
    links.HUB: [*NEITHER, "hub.school.example", "https://h:x", f"{HUB}/user/ada", "javascript:alert(1)"],
    links.REPOSITORY: [*NEITHER, "./class", "https://git.example/", "git@a.example:a.git", "/", "/my class"],
}


@pytest.mark.parametrize("kind", REFUSED)
def test_an_address_may_come_from_a_browser_and_of_what_is_none_no_password_is_printed(kind):
    for word, address in MEANT[kind].items():
        assert links.address(word, kind) == address
    for word in REFUSED[kind]:
        told = refused(PlainError, "Expected the address of a", links.address, word, kind)
        assert "secret" not in str(told)


@pytest.fixture
def told(monkeypatch, run):
    monkeypatch.chdir(REPO)
    return partial(run, "link", HUB, CLASS)


def test_one_link_has_its_code_for_the_projector(told):
    address = link(HUB, CLASS, LESSON)
    qr_code = io.StringIO()
    segno.make(address, error="m").terminal(qr_code, border=2, compact=True)
    shown = f"--lesson 3: Que voit le serveur\u202f?\n{address}\n\n{qr_code.getvalue()}"
    assert told("--lesson", "3", "--lang", "fr") == (0, shown, "")
    assert max(map(len, shown.splitlines()[3:])) < 80
    assert "sessions%2Fen%2Fwho-are-you.ipynb&" in told("--session", "who-are-you", "--lang", "en")[1]
    assert f"exercises%2Fen%2F{EXERCISES[7]}.ipynb&" in told("--exercise", "8", "--lang", "en")[1]


def test_without_a_choice_all_links_are_listed_in_one_language(told):
    code, out, _ = told("--lang", "fr")
    listed = [asked(line)["urlpath"] for line in out.splitlines() if line.startswith("https")]
    targets = [in_language("fr", links.targets, REPO, kind) for kind in ("lesson", "session", "exercise")]
    assert (code, listed) == (0, [f"lab/tree/2b/{path}" for one in targets for _, path in one.values()])
    assert all("/fr/" in path for path in listed)
    assert "█" not in out
