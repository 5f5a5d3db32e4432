"""Kernels in a sandbox, and what the tests ask of them and of this machine."""

import os
import sys
from contextlib import AbstractContextManager

import psutil
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

#: System calls that code inside makes, and their numbers in Linux on this machine.
NAMES = (
    *("ptrace", "process_vm_readv", "process_vm_writev", "kcmp", "keyctl", "add_key", "request_key"),
    *("unshare", "setns", "clone", "mount", "umount2", "pivot_root", "chroot", "memfd_create", "shmget"),
    *("semget", "msgget", "mq_open", "bpf", "userfaultfd", "perf_event_open", "quotactl"),
    *("open_by_handle_at", "personality", "socket", "socketpair", "ioctl", "exit", "mmap", "vmsplice"),
)
#: The same on all machines; an older libseccomp has no names for them.
NEW = {
    "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427, "open_tree": 428,
    "move_mount": 429, "fsopen": 430, "fsconfig": 431, "fsmount": 432, "clone3": 435,
    "pidfd_getfd": 438, "mount_setattr": 442, "memfd_secret": 447, "open_tree_attr": 467,
}  # fmt: skip
TOOLS = """
import ctypes, errno, mmap, os, socket, sys, time
libc, numbers = ctypes.CDLL(None, use_errno=True), NUMBERS
def call(name, *words):
    words = [ctypes.c_long(word) if isinstance(word, int) else word for word in (numbers[name], *words)]
    done = libc.syscall(*words)
    return "done" if done >= 0 else errno.errorcode[ctypes.get_errno()]
"""


class Kernel(Sandbox, AbstractContextManager):
    """A kernel in a sandbox, which ends with the block; and what it prints."""

    def __init__(self, **settings):
        super().__init__([sys.executable, "-c", PROGRAM], **settings)

    def __exit__(self, *_):
        self.end()

    def says(self, code: str, timeout: float = 30) -> str:
        """Return what ``code`` prints, or the name of its error."""
        printed = []
        self.run(code, timeout, lambda message: printed.append(message.get("text", "")))
        return "".join(printed).strip()

    def assert_ends(self, code: str, why: str) -> None:
        """``code`` is the end of the kernel."""
        with pytest.raises(EndedError, match=why):
            self.says(code, 40)


def processes(word: str) -> list[str]:
    """Return the command lines on this machine that contain ``word``, but for our own."""
    others = [each for each in psutil.process_iter(["cmdline"]) if each.pid != os.getpid()]
    lines = [" ".join(each.info["cmdline"] or ()) for each in others]
    return [line for line in lines if word in line]


def tools() -> str:
    """Return code with which others can make system calls by name."""
    import pyseccomp as lib  # which is on Linux alone

    numbers = {name: int(lib.resolve_syscall(lib.Arch.NATIVE, name)) for name in NAMES}
    return TOOLS.replace("NUMBERS", repr(NEW | numbers))
