"""Start the hub of ``deploy/hub`` as a school does, for this machine alone, in a folder that goes."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import urlopen

import psutil

from enclair_tools.publish import class_repository

REPO = Path(__file__).parents[2]
CONFIG = REPO / "deploy" / "hub" / "jupyterhub_config.py"
PROXY = REPO / "node_modules" / ".bin" / "configurable-http-proxy"
LESSONS = ("notebooks/{lang}/01_what_happened.ipynb", "notebooks/{lang}/02_words_under_the_microscope.ipynb")


class Hub:
    """A hub that ``start`` starts: where it listens, its log, and all its folders."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.log, self.homes, self.state = folder / "log.txt", folder / "homes", folder / "state"
        #: The class repository.
        self.material = folder / "class"
        # A hub has three ports in a row; the system gives those above 32,768 to anybody.
        self.address = f"http://127.0.0.1:{12_000 + 3 * (os.getpid() % 2_000)}"
        kept = {name: value for name, value in os.environ.items() if name not in ("LANGUAGE", "IPYTHONDIR")}
        self.env = kept | {
            "ENCLAIR_STATE": str(self.state),
            "ENCLAIR_HOMES": str(self.homes),
            "ENCLAIR_NAMES": str(folder / "names.txt"),
            "ENCLAIR_CLASS": str(self.material),
            "ENCLAIR_BIND": self.address,
            "ENCLAIR_PROXY": str(PROXY),
            **settings,
        }

    def link(self, path: str) -> str:
        """Return what a link to a path in the class repository has after the hub's address."""
        asked = {"repo": self.material, "targetpath": "class", "urlpath": f"lab/tree/class/{path}"}
        return f"/hub/user-redirect/git-pull?{urlencode(asked)}"

    def start(self) -> None:
        """Start the hub, once more if it was stopped."""
        command = [sys.executable, "-m", "jupyterhub", "-f", str(CONFIG)]
        with self.log.open("ab") as sink:
            self.process = subprocess.Popen(command, env=self.env, cwd=self.folder, stdout=sink, stderr=sink)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and self.process.poll() is None:
            with contextlib.suppress(OSError), urlopen(f"{self.address}/hub/health", timeout=5):
                return
            time.sleep(0.1)
        raise RuntimeError(f"The hub did not start. Its log:\n{self.log.read_text('utf-8', 'replace')}")

    def processes(self) -> list[psutil.Process]:
        """Return what runs for the hub: in its folder, or in one below it."""
        running = psutil.process_iter(["cwd"])
        return [each for each in running if Path(each.info["cwd"] or "/").is_relative_to(self.folder)]

    def end(self) -> None:
        """End every process that works for the hub, started by it or by one before it.

        Look again after each round: a hub starts its services anew when they end before it.
        """
        for stop in (signal.SIGTERM, *[signal.SIGKILL] * 3):
            ours = self.processes()
            for process in ours:
                with contextlib.suppress(psutil.NoSuchProcess):
                    process.send_signal(stop)
            psutil.wait_procs(ours, timeout=5)


@contextlib.contextmanager
def running_hub(names: list[str], **settings: str) -> Iterator[Hub]:
    """Start a hub for students with these ``names``; on the way out end it, and all it started."""
    hub = Hub(Path(tempfile.mkdtemp(prefix="hub-")), **settings)
    (hub.folder / "names.txt").write_text("\n".join(names), encoding="utf-8")
    try:
        class_repository.write(REPO, hub.material)
        hub.start()
        yield hub
    finally:
        hub.end()
        for home in filter(os.path.ismount, hub.homes.glob("*")):
            subprocess.run(["umount", str(home)], check=True)
        shutil.rmtree(hub.folder, ignore_errors=True)
