"""System calls by their numbers in Linux: written down here, and not taken from what is attacked."""

import ctypes
import platform

CALLS = {
    "x86_64": {
        "ptrace": 101, "process_vm_readv": 310, "process_vm_writev": 311, "kcmp": 312, "keyctl": 250,
        "add_key": 248, "request_key": 249, "unshare": 272, "setns": 308, "clone": 56, "mount": 165,
        "umount2": 166, "pivot_root": 155, "chroot": 161, "memfd_create": 319, "shmget": 29, "semget": 64,
        "msgget": 68, "mq_open": 240, "bpf": 321, "userfaultfd": 323, "perf_event_open": 298, "quotactl": 179,
        "open_by_handle_at": 304, "personality": 135, "socket": 41, "mmap": 9, "vmsplice": 278,
    },
    "aarch64": {
        "ptrace": 117, "process_vm_readv": 270, "process_vm_writev": 271, "kcmp": 272, "keyctl": 219,
        "add_key": 217, "request_key": 218, "unshare": 97, "setns": 268, "clone": 220, "mount": 40,
        "umount2": 39, "pivot_root": 41, "chroot": 51, "memfd_create": 279, "shmget": 194, "semget": 190,
        "msgget": 186, "mq_open": 180, "bpf": 280, "userfaultfd": 282, "perf_event_open": 241, "quotactl": 60,
        "open_by_handle_at": 265, "personality": 92, "socket": 198, "mmap": 222, "vmsplice": 75,
    },
}.get(platform.machine(), {})  # fmt: skip
# The same on all machines.
CALLS |= {
    "io_uring_setup": 425, "io_uring_enter": 426, "io_uring_register": 427, "open_tree": 428,
    "move_mount": 429, "fsopen": 430, "fsconfig": 431, "fsmount": 432, "clone3": 435,
    "pidfd_getfd": 438, "mount_setattr": 442,
    "memfd_secret": 447, "open_tree_attr": 467,
}  # fmt: skip
TOOLS = """
import ctypes, errno, mmap, os, socket, sys, time
libc = ctypes.CDLL(None, use_errno=True)
def call(*words):
    words = [ctypes.c_long(word) if isinstance(word, int) else word for word in words]
    done = libc.syscall(*words)
    return "done" if done >= 0 else errno.errorcode[ctypes.get_errno()]
"""


def kernel_call(name, *words):
    """Make a system call outside; return what it gives back, or raise."""
    libc = ctypes.CDLL(None, use_errno=True)
    done = libc.syscall(*(ctypes.c_long(w) if isinstance(w, int) else w for w in (CALLS[name], *words)))
    if done < 0:
        raise OSError(ctypes.get_errno(), name)
    return done
