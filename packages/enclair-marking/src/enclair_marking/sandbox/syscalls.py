"""Which system calls the sandbox refuses, as a program for the Linux kernel (BPF), compiled by libseccomp.

Everything else is allowed: what is listed here reaches other processes, keys, namespaces, mounts and parts of
the kernel that no lesson needs, or holds memory that no process and no folder shows.
"""

import functools
import tempfile
from errno import ENOSYS, EOPNOTSUPP, EPERM

#: Refused with "not permitted".
REFUSED = (
    *("ptrace", "process_vm_readv", "process_vm_writev", "kcmp"),
    *("keyctl", "add_key", "request_key"),
    *("unshare", "setns", "mount", "umount2", "pivot_root", "chroot"),
    *("open_by_handle_at", "name_to_handle_at"),
    *("bpf", "userfaultfd", "perf_event_open", "fanotify_init", "modify_ldt", "iopl", "ioperm"),
    *("memfd_create", "shmget", "shmat", "shmctl", "semget", "semctl", "msgget", "msgctl", "mq_open"),
    "vmsplice",
    *("quotactl", "swapon", "swapoff", "acct", "reboot", "syslog", "kexec_load", "kexec_file_load"),
    *("init_module", "finit_module", "delete_module"),
)
#: Newer calls by number, which is the same on all machines, since an older libseccomp has no names for them:
#: open_tree, move_mount, fsopen, fsconfig, fsmount, fspick, pidfd_getfd, process_madvise, mount_setattr,
#: quotactl_fd, memfd_secret, process_mrelease.
REFUSED_NUMBERS = (*range(428, 434), 438, 440, 442, 443, 447, 448)
#: "There is no such call", after which programs take an older one: io_uring; clone3, whose flags no filter
#: can read; and what came after this list was written.
UNKNOWN = (425, 426, 427, 435, *range(463, 548))
#: CLONE_NEWNS, CGROUP, UTS, IPC, USER, PID, NET.
_NEW_NAMESPACES = (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000)
_UNIX, _INET, _INET6 = 1, 2, 10
#: MAP_SHARED and MAP_ANONYMOUS: such memory stays when a process says that it needs it no longer.
_SHARED_MEMORY = 0x21
_TIOCSTI, _TIOCLINUX = 0x5412, 0x541C
_SET_DUMPABLE = 4
#: What slows down or limits a process by its number: as an ordinary user, code inside has that of process 1.
_OF_PROCESS = ("sched_setscheduler", "sched_setparam", "sched_setattr", "sched_setaffinity", "prlimit64")


@functools.cache
def program() -> bytes:
    """Return the compiled filter."""
    import pyseccomp as lib  # which fails where Linux has no libseccomp

    # Calls in the form of other machines (i386, x32) end the program: the default of libseccomp, said aloud.
    made = lib.SyscallFilter(lib.ALLOW)
    made.set_attr(lib.Attr.ACT_BADARCH, lib.KILL_PROCESS)
    for call in (*REFUSED, *REFUSED_NUMBERS):
        made.add_rule(lib.ERRNO(EPERM), call)
    for call in UNKNOWN:
        made.add_rule(lib.ERRNO(ENOSYS), call)
    for flag in _NEW_NAMESPACES:
        made.add_rule(lib.ERRNO(EPERM), "clone", lib.Arg(0, lib.MASKED_EQ, flag, flag))
    for call in ("socket", "socketpair"):
        for family in {*range(_INET6)} - {_UNIX, _INET}:
            made.add_rule(lib.ERRNO(EOPNOTSUPP), call, lib.Arg(0, lib.EQ, family))
        made.add_rule(lib.ERRNO(EOPNOTSUPP), call, lib.Arg(0, lib.GT, _INET6))
    for request in (_TIOCSTI, _TIOCLINUX):
        made.add_rule(lib.ERRNO(EPERM), "ioctl", lib.Arg(1, lib.MASKED_EQ, 0xFFFFFFFF, request))
    made.add_rule(lib.ERRNO(EPERM), "mmap", lib.Arg(3, lib.MASKED_EQ, _SHARED_MEMORY, _SHARED_MEMORY))
    # Only to ask for it is harmless.
    made.add_rule(lib.ERRNO(EPERM), "personality", lib.Arg(0, lib.NE, 0xFFFFFFFF))
    # A process that hides itself would hide what it holds.
    made.add_rule(lib.ERRNO(EPERM), "prctl", lib.Arg(0, lib.MASKED_EQ, 0xFFFFFFFF, _SET_DUMPABLE))
    for call in _OF_PROCESS:
        made.add_rule(lib.ERRNO(EPERM), call, lib.Arg(0, lib.MASKED_EQ, 0xFFFFFFFF, 1))
    # Of process 1, or of a group or a user, which it is in.
    made.add_rule(lib.ERRNO(EPERM), "setpriority", lib.Arg(1, lib.MASKED_EQ, 0xFFFFFFFF, 1))
    for bit in (1, 2):
        made.add_rule(lib.ERRNO(EPERM), "setpriority", lib.Arg(0, lib.MASKED_EQ, bit, bit))
    with tempfile.TemporaryFile() as file:
        made.export_bpf(file)
        file.seek(0)
        return file.read()


def number(name: str) -> int:
    """Return the number of the system call ``name`` on this machine."""
    import pyseccomp as lib

    return int(lib.resolve_syscall(lib.Arch.NATIVE, name))
