"""What of `deploy/` needs no hub: lists agree, log lines keep no names, the model of capacity computes."""

import asyncio
import os
import shutil
import socket
import stat
import sys
from multiprocessing.pool import ThreadPool
from types import SimpleNamespace

import pytest
from traitlets.config import PyFileConfigLoader

from tests.helpers import REPO, refused
from tests.test_environment import PROJECT, bounds

sys.path.insert(0, str(REPO / "deploy" / "student"))
from without_names import without_names


def test_the_hub_installs_what_the_tests_run():
    lines = (REPO / "deploy/hub/requirements.txt").read_text(encoding="utf-8").splitlines()
    groups = PROJECT["dependency-groups"]
    assert bounds(line for line in lines if not line.startswith("#")) == bounds(groups["hub"] + groups["lab"])


@pytest.fixture
def settings(monkeypatch, tmp_path):
    """The settings of a hub, read with these environment variables."""
    pytest.importorskip("firstuseauthenticator", reason="JupyterHub is not for Windows.")
    monkeypatch.setattr(os, "umask", lambda mask: mask)

    def read(folder=REPO / "deploy" / "hub", **given):
        for name, value in ({"STATE": tmp_path / "state", "HOMES": tmp_path} | given).items():
            monkeypatch.setenv(f"ENCLAIR_{name}", str(value))
        return PyFileConfigLoader("jupyterhub_config.py", str(folder)).load_config()

    return read


@pytest.mark.parametrize(
    ("names", "given", "told"),
    [
        ("heron\nHorse-2\n", {}, r"names.txt that no student can have:\nHorse-2: expected small letters"),
        ("heron\ndaemon\n", {"HOMES": ""}, "\ndaemon: there is an account of that name on this machine"),
        ("# all gone\n", {}, "ENCLAIR_NAMES: expected a file of names, one a line; there are none in "),
        ("heron", {"SEATS": "0"}, r"^ENCLAIR_SEATS: expected .*'0'\.$"),
        ("heron", {"BIND": "127.0.0.1:12600"}, r"^ENCLAIR_BIND: expected .*'127.0.0.1:12600'\.$"),
        ("heron", {"LANGUAGE": "fr_FR"}, r"^ENCLAIR_LANGUAGE: expected .*'fr_FR'\.$"),
    ],
)
def test_a_setting_that_is_none_stops_the_hub_with_a_sentence(settings, tmp_path, names, given, told):
    (tmp_path / "names.txt").write_text(names, encoding="utf-8")
    refused(SystemExit, told, settings, **{"NAMES": tmp_path / "names.txt"} | given)


def test_a_second_hub_does_not_take_the_proxy_of_the_first(settings):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        taken = f"^Port {port} of this machine is taken"
        refused(SystemExit, taken, settings, BIND=f"http://127.0.0.1:{port - 1}")


def test_a_password_may_be_longer_than_what_bcrypt_takes(settings, tmp_path):
    names = settings().JupyterHub.authenticator_class(dbm_path=str(tmp_path / "kept"), create_users=True)
    asked = [{"username": "heron", "password": word} for word in ("é" * 40, "é" * 40, "another one")]
    aside = ThreadPool(1)  # in the tests' own thread the loop of a browser may run
    given = aside.map(lambda each: asyncio.run(names.authenticate(None, each)), asked)
    assert given == ["heron", "heron", None]


def test_nor_can_an_administrator_give_away_an_account_of_the_machine(settings, tmp_path, monkeypatch):
    monkeypatch.setattr(stat, "S_IXOTH", 0o777)  # wherever this repository lies, the way to it counts as open
    hub = settings(HOMES="", NAMES=REPO / "deploy" / "hub" / "names.txt")
    names = hub.JupyterHub.authenticator_class(dbm_path=str(tmp_path / "kept"))
    assert [names.validate_username(name) for name in ("heron", "daemon", "Horse 2")] == [True, False, False]


def test_lists_of_names_come_from_any_editor(settings, tmp_path):
    (tmp_path / "names.txt").write_bytes("\ufeff# ours\r\nheron\r\n\r\nlynx-2\r\n".encode())
    assert settings(NAMES=tmp_path / "names.txt").Authenticator.allowed_users == {"heron", "lynx-2"}


def test_a_closed_folder_whose_settings_students_could_not_read_stops_the_hub(settings, tmp_path):
    tmp_path.chmod(0o700)
    copy = shutil.copytree(REPO / "deploy", tmp_path / "deploy")
    said = "Students could not read their settings: .* is closed to other"
    refused(SystemExit, said, settings, copy / "hub", HOMES="")
    tmp_path.chmod(0o755)
    assert settings(copy / "hub").Authenticator.allowed_users


def test_no_two_students_get_one_port_though_the_port_of_one_is_taken(settings):
    """A server left from before on the port of a student: the next choice was that of another student."""
    hub = settings()

    def ports():
        spawners = [SimpleNamespace(user=SimpleNamespace(id=number)) for number in range(1, 61)]
        for spawner in spawners:
            hub.Spawner.pre_spawn_hook(spawner)
        return [spawner.port for spawner in spawners]

    first = ports()
    with socket.create_server(("127.0.0.1", first[0])):
        again = ports()
    assert again[0] != first[0]
    assert len(set(again)) == 60


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("[I 10:00 ServerApp] Saving file at /A year/mes [notes].ipynb", "[I 10:00 ServerApp] …"),
        ("302 GET /login?to=%2F1.ipynb -> /user/a/lab/tree/1.ipynb", "302 GET /login?… -> /user/a/lab/tree…"),
        ("404 GET /user/a/api/contents/diary.md?type=file 1ms", "404 GET /user/a/api/contents… 1ms"),
        ('  File "/h/a/class/01.ipynb", line 2', '…", line 2'),
        ("[I 10:00 ServerApp] Kernel started: 1234", "[I 10:00 ServerApp] Kernel started: 1234"),
    ],
)
def test_a_line_of_the_log_says_what_happened_and_in_no_notebook(line, kept):
    assert without_names(line) == kept
