"""The bank's hostile families: what takes too much, does not end, wants what is not its own, or marks itself.

They are written as a student would write them, as text: nothing here imports what they attack.
"""

from tests.tools.marking.kinds import DAYS, FULL, Kind, added, cell, changed, days

FORGED = """from IPython.display import display
data = {"passed": False, "check": "days_to_formal_investigation", "misconception": "<script>1</script>"}
def days_to_formal_investigation(events):
    display({"application/vnd.enclair.feedback+json": data, "text/html": "<script>1</script>"}, raw=True)
    return -1"""

FAKE_CHECK = """class Yes:
    def __getattr__(self, name):
        return lambda answer: 1000
check = Yes()"""

DROPS_CHECKS = """ip = get_ipython()
ip.input_transformers_cleanup.append(lambda lines: [line for line in lines if "check." not in line])"""

DEAF = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"

AMONG_SOCKETS = """import glob, time
for folder in glob.glob("/tmp/kernel-*"):
    open(folder + "/fill", "w").write("x")
time.sleep(8)"""

TRACEBACKS = """ip = get_ipython()
try:
    raise ValueError("x" * 10_000_000)
except ValueError:
    while True: ip.showtraceback()"""

UPDATES = """from IPython.display import display
shown = display("a", display_id=True)
while True: shown.update("x" * 100_000)"""

COMMS = """from comm import create_comm
while True: create_comm(target_name="jupyter.widget", data={"state": {"x": "x" * 10_000}})"""

CLEARS = """from IPython.display import clear_output
while True: clear_output()"""

FAMILY = """import subprocess, sys, time
kept = [subprocess.Popen([sys.executable, "-c", "x = bytearray(400 << 20); import time; time.sleep(60)"])
        for _ in range(40)]
time.sleep(60)"""

SAYS_YES = """def yes(answer, case, say):
    return say.passed(days=4)
yes.__module__, yes.__name__ = "enclair.lessons.what_happened.checks", "days_to_formal_investigation"
vars(check)["_checks"] = {**vars(check)["_checks"], "days_to_formal_investigation": yes}"""

WIDGETS = """import ipywidgets
ipywidgets.VBox([ipywidgets.IntSlider() for _ in range(3000)])"""

PICTURE = """import random
from IPython.display import Image, display
display(Image(data=b"\\x89PNG" + random.randbytes(30_000_000), format="png"))"""

MANY = "from IPython.display import display\nfor number in range(100_000): display(number)"

THREADS = """import threading
def say():
    while True: print("x" * 1000)
for _ in range(2): threading.Thread(target=say, daemon=True).start()"""

REPLIES = """kernel = get_ipython().kernel
for _ in range(50):
    kernel.session.send(kernel.shell_stream, "execute_reply", {"status": 7, "x": [[[]]]}, kernel.get_parent(),
                        ident=kernel._parent_ident["shell"])"""

WITHOUT_END = """import zmq
socket = get_ipython().kernel.iopub_socket.io_thread.socket
while True: socket.send(b"x" * 3_000_000, zmq.SNDMORE)"""

TOO_LARGE = """socket = get_ipython().kernel.iopub_socket.io_thread.socket
while True: socket.send_multipart([b"x" * 50_000_000])"""

NO_MESSAGES = """socket = get_ipython().kernel.iopub_socket.io_thread.socket
while True: socket.send_multipart([b"x", b"<IDS|MSG>", b"x" * 100, b"{}", b"{}", b"{}", b"{}"])"""

INPUT = """get_ipython().kernel.raw_input = lambda *_: 1
import builtins
builtins.input = lambda *_: 5"""


def says_yes():
    """A wrong answer, and a check that calls it right."""
    notebook = added(SAYS_YES)()
    cell(notebook, "days-answer")["source"] = "def days_to_formal_investigation(events):\n    return -4"
    return notebook


#: What became of a kernel is not the same on every machine.
WORN = ("ended-kernel", "changed-check", "endless", "huge-output", "memory", "no-word")

HOSTILE: dict[str, Kind] = {
    # ------------------------------------------------ does not end
    "endless": Kind(days("while True: pass"), FULL - DAYS, ("endless",), quick=True),
    "endless and deaf": Kind(added(DEAF), told=("endless", "unusual")),
    "deaf before later tasks": Kind(days(DEAF), FULL - DAYS, ("endless", "unusual"), quick=True),
    "sleeps": Kind(added("import time; time.sleep(1000)"), told=("endless",)),
    "prints for ever": Kind(added("while True: print('x' * 10000)"), told=("huge-output",), quick=True),
    "shows its error for ever": Kind(added(TRACEBACKS), told=("endless", "unusual"), quick=True),
    "updates for ever": Kind(added(UPDATES), told=("endless",), quick=True),
    "opens comms for ever": Kind(added(COMMS), told=("endless",), quick=True),
    "clears for ever": Kind(added(CLEARS), told=("endless",), quick=True),
    "threads that print on": Kind(added(THREADS), told=("huge-output",), may=WORN, quick=True),
    "recursion": Kind(days("return days_to_formal_investigation(events)"), FULL - DAYS, quick=True),
    # ------------------------------------------------ says too much
    "huge print": Kind(added("print('x' * 50_000_000)"), told=("huge-output",)),
    "huge value": Kind(added("'x' * 50_000_000"), told=("huge-output",)),
    "huge error": Kind(added("raise ValueError('x' * 50_000_000)")),
    "picture of 30 MB": Kind(added(PICTURE), told=("huge-output",), quick=True),
    "widgets by thousands": Kind(added(WIDGETS), may=("endless",), quick=True),
    "100,000 messages": Kind(added(MANY), told=("huge-output",), may=("endless",), quick=True),
    "a message without end": Kind(added(WITHOUT_END), told=("huge-output", "unusual"), may=WORN, quick=True),
    "messages too large": Kind(added(TOO_LARGE), told=("huge-output", "unusual"), may=WORN),
    "no messages": Kind(added(NO_MESSAGES), told=("huge-output", "unusual"), may=WORN, quick=True),
    "forged replies": Kind(added(REPLIES), told=("unusual",), may=WORN, quick=True),
    # ------------------------------------------------ takes too much
    "much memory": Kind(days("return bytearray(4 << 30)"), FULL - DAYS, ("memory",)),
    "print of all memory": Kind(added("print('x' * (4 << 30))"), told=("memory",), quick=True),
    "keeps its memory": Kind(
        added("kept = []\nwhile True: kept.append(bytearray(1 << 20))"), told=("memory",)
    ),
    "memory of many": Kind(added(FAMILY), told=("unusual",), may=WORN, quick=True),
    "fills the disk": Kind(
        added(
            "try:\n  f = open('big', 'wb')\n  while True: f.write(bytes(1 << 20))\n"
            "except OSError: print('full')"
        ),
        told=("unusual",),
        words=["full"],
    ),
    "takes all processes": Kind(
        added(
            "import subprocess\ntry:\n  while True: subprocess.Popen(['sleep', '7532'])\nexcept OSError: pass"
        ),
        told=("unusual",),
        may=WORN,
        quick=True,
    ),
    "a thread that stays": Kind(
        added(
            "import threading, time\nthreading.Thread(target=lambda: time.sleep(10**6), daemon=True).start()"
        )
    ),
    "leaves a daemon": Kind(
        added("import subprocess\nsubprocess.Popen(['sleep', '7533'], start_new_session=True)"),
        told=("unusual",),
    ),
    "ends its kernel": Kind(added("import os; os._exit(0)", "most-check"), told=("ended-kernel", "unusual")),
    "kills itself": Kind(
        added("import os; os.kill(os.getpid(), 9)"), told=("ended-kernel", "unusual"), quick=True
    ),
    "leaves": Kind(added("import sys; sys.exit(3)")),
    "says exit": Kind(added("exit()"), quick=True),
    "ruins builtins": Kind(
        added("import builtins\nbuiltins.len = None"), told=("unusual",), may=WORN, quick=True
    ),
    "deletes builtins": Kind(
        added("import builtins\nfor name in list(vars(builtins)): delattr(builtins, name)"),
        told=("unusual",),
        may=WORN,
    ),
    "kills everything": Kind(
        added(
            "import os, signal\nfor who in (1, os.getppid()):\n  try: os.kill(who, signal.SIGKILL)\n"
            "  except OSError: pass"
        ),
        told=("unusual",),
    ),
    "files among sockets": Kind(added(AMONG_SOCKETS), told=("unusual",), may=("ended-kernel", "disk")),
    # ------------------------------------------------ wants what is not its own
    "reads keys": Kind(
        added("print(open({secret!r}).read())"), told=("unusual",), words=["FileNotFoundError"]
    ),
    "reads the environment": Kind(
        added("import os\nprint('env', dict(os.environ), open('/proc/1/environ').read())"), told=("unusual",)
    ),
    "reads the others": Kind(
        added("import glob\nprint('others', glob.glob({course!r} + '/*'))"), words=["others []"]
    ),
    "opens the gradebook": Kind(
        added(
            "import sqlite3\nat = 'file:' + {course!r} + '/gradebook.db?mode=rw'\n"
            "book = sqlite3.connect(at, uri=True)\nbook.execute('update grade set auto_score = 99')\n"
            "book.commit()"
        ),
        words=["OperationalError"],
    ),
    "asks the network": Kind(
        added("import urllib.request\nurllib.request.urlopen('http://127.0.0.1:{port}/taken', timeout=3)"),
        told=("network", "unusual"),
        words=["URLError"],
        quick=True,
    ),
    "writes outside": Kind(added("open({course!r} + '/planted', 'w')"), told=("unusual",), words=["Error"]),
    # ------------------------------------------------ marks itself
    "check of its own": Kind(added(FAKE_CHECK), told=("unusual", "no-word", "changed-check")),
    "drops the checks": Kind(added(DROPS_CHECKS), told=("unusual", "no-word", "changed-check"), quick=True),
    "a check that says yes": Kind(says_yes, told=("unusual", "changed-check"), quick=True),
    "looks around": Kind(
        added("from pathlib import Path\nprint(list(Path('/').iterdir()))"), told=("unusual",)
    ),
    "answers for you": Kind(added(INPUT), told=("unusual",), may=("changed-check",)),
    "forged feedback": Kind(changed("days-answer", FORGED), FULL - DAYS, ("unusual",)),
}
