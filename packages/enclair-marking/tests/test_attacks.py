"""Attacks on the sandbox: each is code of a student, or a program that it starts."""

import platform
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kernels import Kernel, processes, tools
from tests.helpers import missing, until

pytestmark = pytest.mark.marking


@pytest.mark.parametrize(
    ("name", "words", "answer"),
    [
        ("ptrace", "0x4206, 1, 0, 0", "EPERM"),  # PTRACE_SEIZE of process 1
        *((f"process_vm_{way}v", "1, 0, 0, 0, 0, 0", "EPERM") for way in ("read", "write")),
        ("kcmp", "1, 1, 0, 0, 0", "EPERM"),
        ("keyctl", "1, 0", "EPERM"),
        ("add_key", "b'user', b'left', b'here', 4, -3", "EPERM"),
        ("request_key", "b'user', b'planted', 0, -3", "EPERM"),
        *(("unshare", str(flag), "EPERM") for flag in (0x10000000, 0x20000, 0x40000000, 0x20000000, 0x80)),
        *(("clone", f"{flag | signal.SIGCHLD}, 0, 0, 0, 0", "EPERM") for flag in (0x10000000, 0x20000)),
        ("clone3", "0, 0", "ENOSYS"),
        ("umount2", "b'/tmp', 0", "EPERM"),
        ("pivot_root", "b'/', b'/'", "EPERM"),
        ("chroot", "b'/tmp'", "EPERM"),
        *((name, "0, 0, 0, 0, 0", "EPERM") for name in ("open_tree", "move_mount", "fsopen", "fsconfig")),
        *((name, "0, 0, 0, 0, 0", "EPERM") for name in ("fsmount", "mount_setattr", "memfd_secret", "mount")),
        *((name, "0, 0, 0, 0, 0", "EPERM") for name in ("ptrace", "pidfd_getfd", "setns", "bpf", "quotactl")),
        *((name, "0, 0, 0, 0, 0", "EPERM") for name in ("perf_event_open", "open_by_handle_at")),
        ("open_tree_attr", "0, 0, 0, 0, 0", "ENOSYS"),
        ("memfd_create", "b'x', 0", "EPERM"),
        ("shmget", "0, 4096, 0o1600", "EPERM"),
        ("semget", "0, 1, 0o1600", "EPERM"),
        ("msgget", "0, 0o1600", "EPERM"),
        ("mq_open", "b'x', 0o102, 0o600, 0", "EPERM"),
        ("userfaultfd", "1", "EPERM"),
        ("personality", "0x40000", "EPERM"),
        ("personality", "0xFFFFFFFF", "done"),
        # Memory that stays where no process shows it: shared and of no file, and in pipes.
        ("mmap", "0, 4096, 3, 0x21, -1, 0", "EPERM"),
        ("mmap", "0, 4096, 3, 0x40023, -1, 0", "EPERM"),
        ("vmsplice", "0, 0, 0, 0", "EPERM"),
        *((name, "1, 0, 0, 0, 0, 0", "ENOSYS") for name in ("io_uring_setup", "io_uring_enter")),
        ("io_uring_register", "1, 0, 0, 0", "ENOSYS"),
    ],
)
def test_a_dangerous_call_is_refused(shared, name, words, answer):
    assert shared.says(f"print(call({name!r}, {words}))") == answer


REFUSED = ("OSError", "PermissionError")
OTHER_FAMILIES = (0, 3, 16, 17, 29, 31, 38, 40, 44, (1 << 32) + 40)
TERMINAL = (0x5412, 0x541C, (1 << 32) + 0x5412)
#: What code inside tries, and what it hears.
TRIES = [
    # sockets that are neither unix nor internet ones, and typing into a terminal
    *((f"print(call('socket', {family}, 2, 0))", "ENOTSUP") for family in OTHER_FAMILIES),
    *((f"print(call('socketpair', {family}, 2, 0, 0) != 'done')", "True") for family in OTHER_FAMILIES),
    ("socket.socket(); socket.socketpair(); print('made')", "made"),
    *((f"print(call('ioctl', 0, {request}, b'x'))", "EPERM") for request in TERMINAL),
    # a network but its own, and any way to us but through process 1: a link could lead to another socket
    ("print([line.split(':')[0].strip() for line in open('/proc/net/dev') if ':' in line])", "['lo']"),
    ("socket.create_connection(('192.0.2.1', 80), 2)", "OSError"),
    ("print(*(os.readlink(f'/proc/self/fd/{n}')[:5] for n in range(5)))", "/dev/ /dev/ /dev/ pipe: pipe:"),
    ("print([s for s in open('/proc/net/unix')][1:])", "[]"),
    # the system, and what it once could do
    *((f"open({path!r}, 'w')", REFUSED) for path in ("/usr/x", "/x", "/dev/x", "/run/x", f"{sys.prefix}/x")),
    ("print([s.split()[1] for s in open('/proc/self/status') if s[:6] == 'CapEff'])", "['0000000000000000']"),
    ("print([s.split()[1] for s in open('/proc/self/status') if s[:5] == 'NoNew'])", "['1']"),
    ("os.setuid(0)", REFUSED),
    # process 1, which can be neither read nor written nor ended, and is told of all that is held
    *((f"open('/proc/1/{name}', 'rb').read(1)", REFUSED) for name in ("mem", "maps", "fd/0", "environ")),
    *((f"open('/proc/1/{name}', {mode!r})", REFUSED) for name, mode in (("mem", "r+b"), ("root/x", "wb"))),
    ("open('/proc/self/mem', 'r+b')", "OSError"),
    *((f"os.kill(1, {number})", ("", *REFUSED)) for number in (2, 15, 19, 9, 11)),
    ("print(libc.prctl(4, 0, 0, 0, 0))", "-1"),
    # it stays the first to go when memory runs out, and within its limits
    ("print(open('/proc/self/oom_score_adj').read())", "1000"),
    ("open('/proc/self/oom_score_adj', 'w').write('0')", REFUSED),
    ("import resource; print(resource.getrlimit(resource.RLIMIT_NOFILE))", "(256, 256)"),
    *((f"s = os.statvfs({at!r}); print(s.f_blocks * s.f_frsize >> 20)", "64") for at in ("/tmp", "/dev/shm")),
]


@pytest.mark.parametrize(("code", "answer"), TRIES, ids=lambda value: ascii(value)[:60])
def test_what_is_not_its_own_is_refused(shared, code, answer):
    assert shared.says(code) in (answer if isinstance(answer, tuple) else (answer,))


# getpid, as a 64-bit call by its x32 number and as a 32-bit one; the code of the latter is machine code.
OTHER_FORMS = {
    "x32": "libc.syscall(ctypes.c_long(0x40000000 + 39))",
    "i386": (
        "page = mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE, prot=7)\n"
        "page.write(bytes([0xB8, 20, 0, 0, 0, 0xCD, 0x80, 0xC3]))\n"
        "ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()"
    ),
}


@pytest.mark.skipif(platform.machine() != "x86_64", reason="these forms of calls belong to x86-64")
@pytest.mark.parametrize("form", OTHER_FORMS)
def test_calls_in_the_form_of_another_machine_end_the_program(shared, form):
    program = f"{tools()}\n{OTHER_FORMS[form]}\nprint('made')"
    run = f"subprocess.run([sys.executable, '-c', {program!r}])"
    assert shared.says(f"import subprocess; print({run}.returncode)") == str(-signal.SIGSYS)


def test_what_a_lesson_needs_still_works(shared):
    code = """
import asyncio, io, multiprocessing, subprocess, tempfile, threading
import matplotlib; matplotlib.use("agg")
import matplotlib.pyplot as plt, numpy as np, pandas as pd
frame = pd.DataFrame({"a": np.arange(9), "b": np.linalg.inv(np.eye(9) * 2).sum(axis=0)})
picture = io.BytesIO(); frame.plot(); plt.savefig(picture)
thread = threading.Thread(target=lambda: None); thread.start(); thread.join()
with tempfile.NamedTemporaryFile() as file: file.write(b"x" * 10000)
async def program():
    made = await asyncio.create_subprocess_exec("true")
    return await made.wait()
with multiprocessing.get_context("fork").Pool(2) as pool:
    squares = pool.map(abs, [-1, -2])
print(subprocess.run(["echo", "hello"], capture_output=True, text=True).stdout.strip(), await program(),
      squares, frame["b"].sum(), len(picture.getvalue()) > 5000)
"""
    assert shared.says(code, 60) == "hello 0 [1, 2] 4.5 True"


OWNER = """
import time
from kernels import Kernel
kernel = Kernel()
kernel.says("import subprocess as s; s.Popen(['sleep', '7532'], start_new_session=True)")
print("started", flush=True)
time.sleep(60)
"""


def test_nothing_outlives_a_program_that_is_killed(sandbox):
    command = [sys.executable, "-c", OWNER]
    owner = subprocess.Popen(command, cwd=Path(__file__).parent, stdout=subprocess.PIPE, text=True)
    assert owner.stdout.readline() == "started\n"
    assert processes("sleep 7532")
    owner.kill()
    owner.communicate()
    assert until(lambda: not processes("sleep 7532"))


PLANTED = """
from kernels import Kernel, tools
exec(tools())
call("keyctl", 1, None)
planted = libc.syscall(numbers["add_key"], b"user", b"planted", b"secret", 6, -3)
if planted < 0:
    sys.exit("no keys here")
with Kernel() as kernel:
    kernel.says(tools())
    for line in (
        "print(call('keyctl', 10, -3, b'user', b'planted', 0))",
        f"print(call('keyctl', 11, {planted}, ctypes.create_string_buffer(9), 9))",
        "print('planted' in open('/proc/keys').read())",
        "print(call('add_key', b'user', b'left', b'here', 4, -3))",
    ):
        print(kernel.says(line))
    print(call("keyctl", 10, -3, b"user", b"left", 0))
"""


def test_keys_are_not_shared_with_whoever_started_it(sandbox):
    # In a program of its own, so that the tests keep the keyring that they had.
    command = [sys.executable, "-c", PLANTED]
    done = subprocess.run(command, cwd=Path(__file__).parent, capture_output=True, text=True, check=False)
    if "no keys here" in done.stderr:
        missing("this system has no kernel keyrings")
    assert done.stdout.split() == ["EPERM", "EPERM", "PermissionError", "EPERM", "ENOKEY"], done.stderr


@pytest.mark.parametrize("place", [".", "/tmp", "/dev/shm"])
def test_a_locked_folder_stops_nothing(sandbox, place):
    with Kernel() as kernel:
        kernel.says(f"import os; os.chmod('{place}', 0)")
        assert kernel.says("print('still here')") == "still here"


# How a submission can hold much memory with little in each process.
GREEDY = {
    "many processes": """
for _ in range(20):
    if not os.fork():
        held = b"x" * (60 << 20)
        time.sleep(60); os._exit(0)
""",
    "files in memory": """
for place in ("/dev/shm", "/tmp", "/scratch"):
    f = open(place + "/x", "wb", buffering=0); globals()[place] = f; os.unlink(f.name)
    try:
        while True: f.write(b"x" * (1 << 20))
    except OSError: pass
held = b"x" * (400 << 20)
""",
    "sockets": """
pairs = []
for _ in range(60):
    if not os.fork():
        for _ in range(100):
            one, other = socket.socketpair(); pairs.append((one, other)); one.setblocking(False)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 1 << 30)
            try:
                while True: one.send(b"x" * 100_000)
            except BlockingIOError: pass
        time.sleep(60); os._exit(0)
""",
    "memory that is mapped and given back": """
held = []
for _ in range(6):
    if not os.fork():
        held.append(mmap.mmap(-1, 100 << 20, flags=mmap.MAP_PRIVATE)); held[-1].write(b"x" * (100 << 20))
        held[-1].madvise(mmap.MADV_DONTNEED); time.sleep(60); os._exit(0)
""",
    "memory that may no longer be written into": """
for _ in range(4):
    if not os.fork():
        held = []
        for _ in range(10):
            held.append(part := mmap.mmap(-1, 20 << 20, flags=mmap.MAP_PRIVATE))
            part.write(b"x" * (20 << 20))
            place = ctypes.addressof(ctypes.c_char.from_buffer(part))
            libc.mprotect(ctypes.c_void_p(place), ctypes.c_size_t(20 << 20), 1)
        time.sleep(60); os._exit(0)
""",
    "a process whose first thread has ended": """
import threading
def hold():
    time.sleep(1); held = b"x" * (200 << 20); time.sleep(60)
for _ in range(4):
    if not os.fork():
        threading.Thread(target=hold).start(); call('exit', 0)
""",
    "names of files": """
for number in range(1_000_000):
    os.close(os.open(f"/dev/shm/{number}", os.O_CREAT))
""",
}
CAP = 400


@pytest.mark.parametrize("how", GREEDY)
def test_memory_is_capped_for_all_together(sandbox, how):
    with Kernel(total=CAP << 20) as kernel:
        kernel.says(tools())
        kernel.assert_ends(GREEDY[how] + "\ntime.sleep(60)", "memory")


def test_each_of_many_sockets_counts_as_full(sandbox):
    with Kernel(total=60 << 20) as kernel:
        assert kernel.says("import socket, time; few = [socket.socketpair() for _ in range(20)]") == ""
        kernel.assert_ends("many = [socket.socketpair() for _ in range(100)]; time.sleep(60)", "memory")


#: How memory can be held that no process shows: it once was 7 GiB, and 3.
HIDDEN = {
    "shared and given back": """
for _ in range(8):
    if not os.fork():
        held = mmap.mmap(-1, 60 << 20); held.write(b"x" * (60 << 20)); held.madvise(mmap.MADV_DONTNEED)
        print("held"); time.sleep(5); os._exit(0)
    os.wait()
""",
    "shared, of a device": """
device = open("/dev/zero", "r+b"); held = mmap.mmap(device.fileno(), 60 << 20); print("held")
""",
    "in pipes": """
page = mmap.mmap(-1, 4096, flags=mmap.MAP_PRIVATE); read, write = os.pipe()
print(call('vmsplice', write, 0, 0, 0))
""",
}


@pytest.mark.parametrize("how", HIDDEN)
def test_memory_that_nobody_counts_is_refused(shared, how):
    assert shared.says(HIDDEN[how]) in ("PermissionError", "PermissionError" * 8, "EPERM")


def test_forks_of_honest_work_stay_within_the_cap_of_a_course(sandbox):
    with Kernel() as kernel:
        kernel.says(tools())
        kernel.says(
            "held = b'x' * (200 << 20)\nfor _ in range(4):\n  if not os.fork(): time.sleep(4); os._exit(0)"
        )
        assert kernel.says("time.sleep(2); print(len(held) >> 20)") == "200"


SLOWS = """
import os, resource
for slow in (
    lambda: os.sched_setscheduler(1, os.SCHED_IDLE, os.sched_param(0)),
    lambda: os.sched_setaffinity(1, {0}),
    lambda: os.setpriority(os.PRIO_PROCESS, 1, 19),
    lambda: os.setpriority(os.PRIO_PGRP, os.getpgid(0), 19),
    lambda: os.setpriority(os.PRIO_USER, os.getuid(), 19),
    lambda: resource.prlimit(1, resource.RLIMIT_NOFILE, (9, 9)),
):
  try: slow(); print("slowed")
  except OSError as error: print(error.errno)
"""


def test_process_1_cannot_be_slowed_down(shared):
    assert shared.says(SLOWS).split() == ["1"] * 6
    own = "os.nice(1); os.sched_setaffinity(0, os.sched_getaffinity(0)); resource.getrlimit(7); print('own')"
    assert shared.says(f"import resource; {own}") == "own"


GREEDY_AND_DEAF = """
import signal
kernel = os.getpid()
if not os.fork():
    time.sleep(1); os.kill(kernel, signal.SIGSTOP); time.sleep(1)
    held = b"x" * (500 << 20); time.sleep(60)
"""


def test_memory_is_capped_while_a_long_cell_is_not_read(sandbox):
    with Kernel(total=CAP << 20) as kernel:
        kernel.says(tools() + GREEDY_AND_DEAF)
        time.sleep(2)
        kernel.assert_ends(f"pass  # {'x' * 200_000}", "memory")
