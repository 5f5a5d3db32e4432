"""The first program inside the sandbox of `provisioner.py`: sets limits, gives up root, becomes the kernel.

It needs nothing but Python's standard library, and runs before any code of a student.
"""

import json
import os
import resource
import shutil
import sys


def copied(source: str, target: str) -> None:
    """Copy what stands in ``source`` into ``target``, links as links."""
    if os.path.isdir(source):
        shutil.copytree(source, target, symlinks=True, dirs_exist_ok=True, copy_function=shutil.copyfile)


def enter(settings: dict[str, int | str]) -> None:
    """Fill the home folder, set the limits and, if we are root, become nobody in particular."""
    home, user = str(settings["home"]), int(settings["user"])
    copied("/run/skeleton", home)
    copied("/run/given", home)
    for limit, value in (
        (resource.RLIMIT_AS, int(settings["memory"])),
        (resource.RLIMIT_FSIZE, int(settings["scratch"])),
        (resource.RLIMIT_CPU, int(settings["cpu"])),
        (resource.RLIMIT_CORE, 0),
        # Here and not outside: a user namespace counts its own processes.
        (resource.RLIMIT_NPROC, int(settings["processes"])),
    ):
        resource.setrlimit(limit, (value, value))
    # Should the whole machine run out of memory, this process goes first.
    with open("/proc/self/oom_score_adj", "w") as file:
        file.write("1000")
    if user:  # root is exempt from the limit on processes
        for folder, _, names in os.walk(home):
            for path in (folder, *(os.path.join(folder, name) for name in names)):
                os.chown(path, user, user, follow_symlinks=False)
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    os.chdir(home)


if __name__ == "__main__":
    enter(json.loads(sys.argv[1]))
    os.execv(sys.argv[2], sys.argv[2:])
