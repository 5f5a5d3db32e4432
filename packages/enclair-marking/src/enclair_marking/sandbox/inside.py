"""The first program inside the sandbox: fills the home folder, starts the kernel with limits, waits for it.

It is process 1 there, so that whatever the kernel started ends with it. No code of a student can look into it
or change it: it cannot be traced, and if we are root it belongs to somebody else. It needs nothing but the
standard library, and does its work before any code of a student runs.
"""

import base64
import ctypes
import json
import os
import resource
import shutil
import signal
import sys
import time

_libc = ctypes.CDLL(None, use_errno=True)
_DUMPABLE, _SECCOMP, _FILTER, _JOIN_SESSION_KEYRING = 4, 22, 2, 1


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def prctl(option: int, first: int, second: int = 0) -> None:
    """Change a setting of this process, or stop: there is no kernel with half a sandbox."""
    numbers = [ctypes.c_ulong(number) for number in (option, first, second, 0, 0)]
    if _libc.prctl(*numbers):
        raise OSError(ctypes.get_errno(), f"prctl {option} was refused")


def refuse_calls(program: bytes) -> None:
    """Have the system refuse what ``program`` (BPF) refuses, to this process and to all that it starts."""
    filtered = _Program(len(program) // 8, program)
    prctl(_SECCOMP, _FILTER, ctypes.addressof(filtered))


def copied(source: str, target: str) -> None:
    """Copy what stands in ``source`` into ``target``, links as links."""
    if os.path.isdir(source):
        shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True, copy_function=shutil.copyfile)


def prepare(home: str, user: int, keyctl: int) -> None:
    """Shield this process, leave the keys of whoever started us behind, and fill the home folder."""
    prctl(_DUMPABLE, 0)
    # Python's own answer to Ctrl+C would end process 1; without one, no signal from inside reaches it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # A new, empty keyring of the session. Where it fails there are no keys, and the filter refuses the calls.
    _libc.syscall(ctypes.c_long(keyctl), ctypes.c_long(_JOIN_SESSION_KEYRING), None)
    copied("/run/skeleton", home)
    copied("/run/given", home)
    if user:
        for folder, _, names in os.walk(home):
            for path in (folder, *(os.path.join(folder, name) for name in names)):
                os.chown(path, user, user, follow_symlinks=False)


def confine(limits: dict[str, int], user: int, program: bytes) -> None:
    """Set the limits of this process and, if we are root, become nobody in particular."""
    for limit, value in (
        (resource.RLIMIT_AS, limits["memory"]),
        (resource.RLIMIT_FSIZE, limits["scratch"]),
        (resource.RLIMIT_CPU, limits["cpu"]),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 256),
        # Here and not outside: a user namespace counts its own processes.
        (resource.RLIMIT_NPROC, limits["processes"]),
    ):
        resource.setrlimit(limit, (value, value))
    if user:  # root is exempt from the limit on processes
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    refuse_calls(program)


def wait(kernel: int) -> int:
    """Wait for everything that ends until ``kernel`` does; return its exit code."""
    ended = status = 0
    while ended != kernel:
        ended, status = os.wait()
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        time.sleep(0.5)  # a control group lasts as long as we do, and says whether memory ran out
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code


def main(settings: dict[str, int | str], program: list[str]) -> None:
    """Start ``program`` in the sandbox; end when it ends."""
    home, user = str(settings["home"]), int(settings["user"])
    prepare(home, user, int(settings["keyctl"]))
    kernel = os.fork()
    if kernel:
        os._exit(wait(kernel))
    limits = {name: int(settings[name]) for name in ("memory", "scratch", "processes", "cpu")}
    os.chdir(home)
    confine(limits, user, base64.b64decode(str(settings["filter"])))
    os.execv(program[0], program)


if __name__ == "__main__":
    main(json.loads(sys.argv[1]), sys.argv[2:])
