"""A kernel that can reach nothing, for code you do not trust: bubblewrap, and one pipe.

It stands on its own, with `inside.py` and the modules beside it, and knows nothing of this kit. A program
that reads cells from file 3 and writes lines to file 4, as `inside.py` says, is a kernel::

    sandbox = Sandbox([sys.executable, "-P", "/opt/course/kernel.py"], readable=["/opt/course"])
    sandbox.run("print(1)", 10, print)

The README beside it says what each layer stops, and what remains. Where there is no sandbox, `refusal` says
why; no open kernel is started instead.
"""

import functools
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any

from . import cgroup, syscalls
from .box import LIMITS, command
from .inside import EndedError

# What a sandbox must find: a network that has only its own loopback, and a filter of system calls.
_TRIAL = """
import os
names = [line.split(":")[0].strip() for line in open("/proc/net/dev") if ":" in line]
filtered = "Seccomp:\\t2\\n" in open("/proc/self/status").read()
os.write(4, b'{"done": 0, "closed": %s}\\n' % (b"true" if (names, filtered) == (["lo"], True) else b"false"))
"""


def _tried() -> str:
    """Return what goes wrong in a small sandbox, or "" if it is closed."""
    made = command([sys.executable, "-I", "-S", "-c", _TRIAL], (), {}, {})
    try:
        done = subprocess.run(made, input=b"{}\n", capture_output=True, env={}, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    if b'"closed": true' in done.stdout:
        return ""
    errors = (done.stderr or done.stdout).decode(errors="replace").strip().splitlines()
    return errors[-1] if errors else f"exit {done.returncode}"


@functools.cache
def refusal() -> tuple[str, str]:
    """Return which part of a sandbox this computer lacks and what it says; both "" if a sandbox can run.

    It is tried, not guessed: a small program runs in a sandbox, and looks around.
    """
    if sys.platform != "linux":
        return "no-linux", sys.platform
    if not shutil.which("bwrap"):
        return "no-bubblewrap", ""
    try:
        syscalls.program()
    except (ImportError, AttributeError, OSError, RuntimeError, ValueError) as error:
        return "no-libseccomp", str(error)
    fault = _tried()
    return ("no-namespaces", fault) if fault else ("", "")


class Sandbox:
    """A kernel in a sandbox: all of it ends with `end`, or with us."""

    def __init__(
        self,
        program: Iterable[str],
        readable: Iterable[str] = (),
        files: Mapping[str, str] | None = None,
        environment: Mapping[str, str] | None = None,
        **limits: int,
    ) -> None:
        """Start ``program`` as `box.command` says, with ``files`` in its home folder, by their paths.

        Raise `EndedError` if it does not come up.
        """
        bounds = {**LIMITS, **limits}
        inner = command(program, readable, environment or {}, bounds)
        outer, own = cgroup.started(inner, bounds["total"], bounds["processes"])
        # Past its pipe it could write into the terminal of whoever started it.
        quiet, through = subprocess.DEVNULL, subprocess.PIPE
        self._process = subprocess.Popen(outer, stdin=through, stdout=through, stderr=quiet, env=own)
        #: Whether some of what the last cell said was left out.
        self.cut = False
        try:
            self._send(files or {})
            self._answer(lambda _: None)
        except EndedError:
            self.end()
            raise

    def run(self, source: str, seconds: float, hear: Callable[[dict[str, Any]], None]) -> str:
        """Run a cell and ``hear`` what it says; return "", or "endless" if it was stopped.

        Raise `EndedError` if no kernel is left.
        """
        self._send({"source": source, "seconds": seconds})
        return self._answer(hear)

    def _send(self, content: object) -> None:
        assert self._process.stdin
        try:
            self._process.stdin.write(json.dumps(content).encode() + b"\n")
            self._process.stdin.flush()
        except BrokenPipeError:
            raise EndedError("ended-kernel") from None

    def _answer(self, hear: Callable[[dict[str, Any]], None]) -> str:
        """Hear all that is said until process 1, which bounds it and its time, says how a cell went."""
        assert self._process.stdout
        for line in self._process.stdout:
            if line.startswith(b">"):
                how = json.loads(line[1:])
                if "gone" in how:
                    raise EndedError(how["end"])
                self.cut = how["cut"]
                return str(how["end"])
            with suppress(ValueError, LookupError, TypeError, AttributeError, RecursionError):
                hear(json.loads(line[1:]))  # whatever stands there
        raise EndedError("ended-kernel")

    def end(self) -> None:
        """End it, and all that it started."""
        self._process.kill()
        with suppress(BrokenPipeError):
            self._process.communicate()
