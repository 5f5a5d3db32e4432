"""One hub for all tests of a file: students, their servers and kernels cost seconds each."""

import asyncio
import os
import shutil
import subprocess
import sys

import pytest

from tests.deploy.running import LESSONS, PROXY, running_hub
from tests.deploy.student import Student
from tests.helpers import missing

#: What students log in by; the last ones have no seat at first.
NAMES = [f"otter-{number}" for number in range(10)] + ["heron", "lynx", "wren", "stoat", "vole"]
SEATS = 11
#: Whose home is a disk of their own, as small as a class repository and some work.
CRAMPED = NAMES[3]
ADVICE = "The tests of JupyterHub need Linux, and its proxy from npm: run `npm install` here."


@pytest.fixture(scope="module")
def hub():
    """A hub with a class repository that belongs to somebody else, and a small disk, where that can be."""
    if sys.platform != "linux" or not PROXY.is_file():
        (missing if shutil.which("npm") else pytest.skip)(ADVICE)
    with running_hub(NAMES, ENCLAIR_SEATS=str(SEATS)) as hub:
        (hub.homes / CRAMPED).mkdir(parents=True)
        small = ["mount", "-t", "tmpfs", "-o", "size=24m", "none", str(hub.homes / CRAMPED)]
        subprocess.run(small, capture_output=True, check=False)
        if os.geteuid() == 0:
            for part in ("", ".git"):
                shutil.chown(hub.material / part, 65534)
        yield hub


@pytest.fixture(scope="module")
def wait():
    """What runs something asynchronous to its end: students outlive a test, and so does their loop."""
    with asyncio.Runner() as runner:
        yield runner.run


@pytest.fixture(scope="module")
def students(hub, wait):
    """Ten students who came all at once by the link of lesson 1, and ran it; five speak French."""
    students = [
        Student(hub.address, name, f"only {name} knows", ("en-GB,en", "fr-FR,fr;q=0.9,en;q=0.5")[number % 2])
        for number, name in enumerate(NAMES[:10])
    ]

    async def come(student):
        lesson = LESSONS[0].format(lang=student.languages[:2])
        await student.log_in(hub.link(lesson))
        student.lesson = await student.run(f"class/{lesson}", "lesson 1")

    async def all_come():
        return await asyncio.gather(*map(come, students), return_exceptions=True)

    failed = [repr(error) for error in wait(all_come()) if error]
    assert failed == [], hub.log.read_text("utf-8", "replace")[-5000:]
    return students
