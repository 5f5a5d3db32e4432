"""Kernels in a sandbox, and what the tests ask of them and of this machine."""

import os
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from enclair_marking.sandbox.client import Sandbox
from enclair_marking.sandbox.inside import EndedError

#: A kernel of a few lines: the sandbox is for any.
PROGRAM = """
import ast, asyncio, json, os, sys
def say(**message): os.write(4, json.dumps(message).encode() + b"\\n")
class Words:
    def write(self, text): say(text=text)
    def flush(self): pass
sys.stdout, space = Words(), {"__name__": "__main__"}
say(done=0, ok=True)
for number, line in enumerate(open(3, "rb"), 1):
    try:
        source = json.loads(line)["source"]
        made = eval(compile(source, "cell", "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT), space)
        if made: asyncio.run(made)
    except BaseException as error: say(text=type(error).__name__)
    say(done=number, ok=True)
"""


class Kernel:
    """A kernel in a sandbox, and what it prints."""

    def __init__(self, program: str = PROGRAM, **settings):
        self.sandbox = Sandbox([sys.executable, "-c", program], **settings)

    def says(self, code: str, timeout: float = 30) -> str:
        """Return what ``code`` prints, or the name of its error."""
        printed = []
        self.sandbox.run(code, timeout, lambda message: printed.append(message.get("text", "")))
        return "".join(printed).strip()

    def assert_ends(self, code: str, why: str) -> None:
        """``code`` is the end of the kernel."""
        with pytest.raises(EndedError, match=why):
            self.says(code, 40)


@contextmanager
def running(**settings):
    """A kernel that ends with the block."""
    kernel = Kernel(**settings)
    try:
        yield kernel
    finally:
        kernel.sandbox.end()


def until(holds, seconds=10) -> bool:
    """Wait until ``holds()``; whether it did in time."""
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.1)
    return bool(holds())


def processes(word: str) -> list[str]:
    """Return the command lines on this machine that contain ``word``."""
    lines = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if word in line and path.parent.name != str(os.getpid()):
            lines.append(line)
    return lines
