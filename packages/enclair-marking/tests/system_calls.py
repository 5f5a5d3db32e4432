"""System calls, as code inside makes them, and by their numbers in Linux on this machine."""

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
    "pidfd_getfd": 438, "mount_setattr": 442,
    "memfd_secret": 447, "open_tree_attr": 467,
}  # fmt: skip
TOOLS = """
import ctypes, errno, mmap, os, socket, sys, time
libc, numbers = ctypes.CDLL(None, use_errno=True), NUMBERS
def call(name, *words):
    words = [ctypes.c_long(word) if isinstance(word, int) else word for word in (numbers[name], *words)]
    done = libc.syscall(*words)
    return "done" if done >= 0 else errno.errorcode[ctypes.get_errno()]
"""


def tools() -> str:
    """Return code that makes them, by name."""
    import pyseccomp as lib  # which is on Linux alone

    numbers = {name: int(lib.resolve_syscall(lib.Arch.NATIVE, name)) for name in NAMES}
    return TOOLS.replace("NUMBERS", repr(NEW | numbers))
