"""What holds for every test, and for the notebooks that pytest runs (which is why this file is at the top).

- Kernels talk over Unix sockets where there are any: two that start at once can take the same TCP port.
- Kernels have an IPython directory of their own: the network is blocked there and no history is kept.
- On Linux they are forked, which takes a tenth of the time.
- Tests that open a browser are marked ``browser``; without one they are skipped, and fail if ``CI=true``.
- The tests of a file share a worker, and so do all that drive JupyterLab: to load it first takes long.
"""

import functools
import itertools
import json
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

import pytest
from jupyter_client.manager import KernelManager
from xdist.scheduler import LoadFileScheduling

from enclair_tools import say
from enclair_tools.publish.chromium import find_chromium
from tests import gate
from tests.forked_kernels import fork_kernels

HERE = Path(__file__).parent
#: What tests share, those of packages too.
pytest_plugins = ["tests.fixtures"]
# Copies that `enclair reset` kept are somebody's work, and no part of the kit.
collect_ignore_glob = ["exercises/*/*_kept-*.ipynb"]
HAS_UNIX_SOCKETS = sys.platform != "win32"

#: The files of tests that drive JupyterLab.
IN_LAB = re.compile(r"/test_(\w+_in_lab|lab|lesson|lesson_fr)\.py$")

#: What a test file has that holds facts, so that `-m facts` need not import hundreds of others; or its name.
FACTS = re.compile(rb"\bpytest\.mark\.facts\b")
NUMBERS = "test_numbers.py"

_private = pytest.StashKey[Path]()


def pytest_ignore_collect(collection_path, config):
    """Leave out, for `-m facts`, the files without such a test."""
    if config.option.markexpr == "facts" and collection_path.is_file():
        is_of_facts = collection_path.name == NUMBERS or FACTS.search(collection_path.read_bytes())
        return not is_of_facts or None
    return None


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config):
    """One worker where kernels need TCP ports, which two workers could take from each other."""
    if not HAS_UNIX_SOCKETS and (getattr(config.option, "numprocesses", None) or 0) > 1:
        config.option.numprocesses = 1


class Scheduling(LoadFileScheduling):
    """The tests of a file share a worker, and so do all that drive JupyterLab."""

    def _split_scope(self, nodeid):
        file = super()._split_scope(nodeid)
        return "JupyterLab" if IN_LAB.search(file) else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Share tests out as said above."""
    return Scheduling(config, log)


def pytest_configure(config):
    """Give the kernels of this process a private directory, and forget what slows them down."""
    # /tmp and not TMPDIR: the name of a Unix socket may have about 100 characters, and TMPDIR can be long.
    private = Path(tempfile.mkdtemp(prefix="enclair-", dir="/tmp" if HAS_UNIX_SOCKETS else None))
    config.stash[_private] = private

    profile = private / "ipython" / "profile_default"
    (profile / "startup").mkdir(parents=True)
    shutil.copy(HERE / "tests" / "kernel_startup" / "block_network.py", profile / "startup")
    (profile / "ipython_kernel_config.json").write_text(
        json.dumps({"HistoryManager": {"enabled": False}}), encoding="utf-8"
    )
    os.environ["IPYTHONDIR"] = str(private / "ipython")
    # Commands speak the language of the computer: here English, on every computer.
    os.environ.pop("LC_ALL", None)
    os.environ["LC_MESSAGES"] = "C"
    # With it every kernel compiles pandas and matplotlib again (over a second each time).
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

    if HAS_UNIX_SOCKETS:
        _kernels_over_unix_sockets(private)
    if sys.platform == "linux":
        fork_kernels()


def pytest_unconfigure(config):
    """Leave nothing behind."""
    if _private in config.stash:
        shutil.rmtree(config.stash[_private], ignore_errors=True)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    """Let each solution and each exercise that nbval runs end with its gate."""
    report = yield
    gate.add(collector, report)
    return report


def pytest_collection_modifyitems(items):
    """Mark what opens a browser, and what computes the numbers of texts."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
        if item.path.name == NUMBERS:
            item.add_marker("facts")


def pytest_runtest_setup(item):
    """Skip a browser test where there is no browser; fail it where ``CI=true``."""
    _step_back(IN_LAB.search(item.nodeid.partition("::")[0]))
    if item.get_closest_marker("browser") and not find_chromium():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(say("publish.no_browser"))


def _step_back(in_lab: object) -> None:
    """Let JupyterLab go first, unless it is what this worker drives now: its pages have time limits."""
    if not in_lab and hasattr(os, "nice") and os.nice(0) == 0:
        os.nice(5)


def _kernels_over_unix_sockets(private: Path) -> None:
    """Make every kernel manager of this process use sockets of its own in the folder ``private``."""
    numbers = itertools.count(1)
    original = KernelManager.__init__

    @functools.wraps(original)
    def init(self, *args, **kwargs):
        kwargs.setdefault("transport", "ipc")
        if kwargs["transport"] == "ipc":
            # jupyter_client would take a relative name, which the kernel would look for in its own folder.
            kwargs.setdefault("ip", str(private / f"k{next(numbers)}"))
        original(self, *args, **kwargs)

    KernelManager.__init__ = init
