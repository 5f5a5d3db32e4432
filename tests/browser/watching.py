"""What a lesson writes and sends: an eye on the files of a JupyterLab and on its kernel."""

import os
from pathlib import Path

from tests.browser import lab

#: In the kernel, from now on: each file that is opened for writing, each change of a folder, each program
#: that is started, and each connection that is tried.
WATCH = """
import os, sys
sys.dont_write_bytecode = True  # Python's own, of modules that are imported for the first time
watched = []
def _watch(event, found):
    # A number is a descriptor: where a file stands behind it, that was opened by its name before.
    if event == "open" and not isinstance(found[0], int):
        if found[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            watched.append(str(found[0]))
    elif event in (
        *("socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"),
        *("sqlite3.connect", "subprocess.Popen", "os.system", "os.posix_spawn", "os.exec"),
        *("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate"),
    ):
        watched.append(str(found))
sys.addaudithook(_watch)
"""


def watch(lab_page):
    """Watch the kernel from now on: ``watched`` is what it did."""
    lab.kernel_says(lab_page, f"exec({WATCH!r})")


def files(lab_page):
    """What stands in the student's folder, but for what JupyterLab keeps of the notebook itself."""
    root = lab_page.lab.root
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".ipynb_checkpoints" not in path.parts
    }


def holding(lab_page, words):
    """The files of this JupyterLab, its settings and the kernel's folder included, that hold ``words``."""
    folders = [lab_page.lab.root.parent, Path(os.environ["IPYTHONDIR"])]
    kept = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return {path.name for path in kept if words.encode() in path.read_bytes()}


def saved_alone(lab_page, lesson, before, *words):
    """Fail if saving changed more than the notebook (and the hidden copy of it), or lost any of ``words``."""
    after = files(lab_page)
    assert {name for name in after if after[name] != before.get(name)} == {lesson}
    own = Path(lesson)
    for each in words:
        kept = holding(lab_page, each)
        assert {own.name} <= kept <= {own.name, f"{own.stem}-checkpoint{own.suffix}"}, each
