"""Start the hub of ``deploy/hub`` as a school does, for this machine alone, in a folder that goes."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch
from urllib.parse import urlencode
from urllib.request import urlopen

import psutil

from enclair_tools.publish import class_repository

REPO = Path(__file__).parents[2]
CONFIG = REPO / "deploy" / "hub" / "jupyterhub_config.py"
PROXY = REPO / "node_modules" / ".bin" / "configurable-http-proxy"
LESSONS = ("notebooks/{lang}/01_what_happened.ipynb", "notebooks/{lang}/02_words_under_the_microscope.ipynb")
#: What the hub's machine gives to the three ports of a hub; the system gives those above 32,768 to anybody.
PORTS = range(12_000, 19_000, 3)


@dataclass
class Hub:
    """A running hub: where it listens, its folder, what it was told, its first process."""

    address: str
    folder: Path
    environment: dict[str, str]
    process: subprocess.Popen[bytes] = field(init=False)

    @property
    def log(self) -> Path:
        """What the hub, its proxy and all students' servers said."""
        return self.folder / "log.txt"

    @property
    def homes(self) -> Path:
        """The students' folders."""
        return self.folder / "homes"

    @property
    def material(self) -> str:
        """The address of the class repository."""
        return self.environment["ENCLAIR_CLASS"]

    @property
    def source(self) -> Path:
        """The teacher's copy of this repository, from which the class repository is published."""
        return self.folder / "source"

    def link(self, path: str) -> str:
        """Return what a link to a path in the class repository has after the hub's address."""
        asked = {"repo": self.material, "targetpath": "class", "urlpath": f"lab/tree/class/{path}"}
        return f"/hub/user-redirect/git-pull?{urlencode(asked)}"

    def start(self, meanwhile: Callable[[], object] = int) -> None:
        """Start the hub, once more if it was stopped; do something ``meanwhile``, since it takes seconds."""
        command = [sys.executable, "-m", "jupyterhub", "-f", str(CONFIG)]
        with self.log.open("ab") as sink:
            self.process = subprocess.Popen(
                command, env=self.environment, cwd=self.folder, stdout=sink, stderr=sink
            )
        meanwhile()
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            with contextlib.suppress(OSError), urlopen(f"{self.address}/hub/health", timeout=5):
                return
            time.sleep(0.1)
        raise RuntimeError(f"The hub did not start. Its log:\n{self.log.read_text('utf-8', 'replace')}")

    def cramp(self, name: str) -> None:
        """Give a student a small disk, where this account may: what runs there ends before it goes."""
        home = self.homes / name
        home.mkdir(parents=True)
        asked = ["mount", "-t", "tmpfs", "-o", "size=24m", "none", str(home)]
        subprocess.run(asked, capture_output=True, check=False)

    def kill(self) -> None:
        """End the hub alone, as a crash does: proxy and servers stay."""
        self.process.kill()
        self.process.wait(20)


def teachers_copy(folder: Path) -> Path:
    """Copy to ``folder`` what of this repository a class repository is made from; return it."""
    for name in ("notebooks", "solutions", "teaching"):
        shutil.copytree(REPO / name, folder / name)
    for name in ("LICENSE", "LICENSE-content", "CITATION.cff", "pyproject.toml"):
        shutil.copy(REPO / name, folder)
    return folder


def publish(source: Path, repository: Path) -> int:
    """Make the class repository from a teacher's copy, or bring it up to date, whoever owns its folder."""
    trusting = repository.with_name("gitconfig")
    trusting.write_text("[safe]\n\tdirectory = *\n", encoding="utf-8")
    with patch.dict(os.environ, GIT_CONFIG_GLOBAL=str(trusting)):
        return class_repository.write(source, repository)


def free_ports() -> int:
    """Return the first of three ports in a row that nobody uses."""
    for port in PORTS:
        with contextlib.suppress(OSError), contextlib.ExitStack() as taken:
            for each in range(port, port + 3):
                taken.enter_context(socket.create_server(("127.0.0.1", each)))
            return port
    raise RuntimeError(f"No three free ports in a row between {PORTS.start} and {PORTS.stop}.")


@contextlib.contextmanager
def running_hub(names: list[str], **settings: str) -> Iterator[Hub]:
    """Start a hub for students with these ``names``; on the way out end it, and all it started."""
    folder = Path(tempfile.mkdtemp(prefix="hub-"))
    (folder / "names.txt").write_text("\n".join(names), encoding="utf-8")
    address = f"http://127.0.0.1:{free_ports()}"
    kept = {name: value for name, value in os.environ.items() if name not in ("LANGUAGE", "IPYTHONDIR")}
    environment = kept | {
        "ENCLAIR_STATE": str(folder / "state"),
        "ENCLAIR_HOMES": str(folder / "homes"),
        "ENCLAIR_NAMES": str(folder / "names.txt"),
        "ENCLAIR_CLASS": str(folder / "class"),
        "ENCLAIR_BIND": address,
        "ENCLAIR_PROXY": str(PROXY),
    }
    hub = Hub(address, folder, environment | settings)
    try:
        hub.start(lambda: publish(teachers_copy(hub.source), Path(hub.material)))
        yield hub
    finally:
        _end(folder)
        for home in filter(os.path.ismount, hub.homes.glob("*")):
            subprocess.run(["umount", str(home)], check=True)
        shutil.rmtree(folder, ignore_errors=True)


def _end(folder: Path) -> None:
    """End every process that works for the hub of this folder, started by it or by one before it.

    Look again after each round: a hub starts its services anew when they end before it.
    """
    for stop in (signal.SIGTERM, *[signal.SIGKILL] * 3):
        ours = processes(folder)
        for process in ours:
            with contextlib.suppress(psutil.NoSuchProcess):
                process.send_signal(stop)
        psutil.wait_procs(ours, timeout=5)


def processes(folder: Path) -> list[psutil.Process]:
    """Return what runs for the hub of ``folder``: in it, or in a folder below it."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):  # gone while it is looked at
            if folder in (Path(process.cwd()), *Path(process.cwd()).parents):
                found.append(process)
    return found
