"""The bank's hostile families: what takes too much, does not end, wants what is not its own, or marks itself.

They are written as a student would write them, as text: nothing here imports what they attack.
"""

from kinds import DAYS, FULL, Kind, Maker, added, changed, days, own_points

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

DEAF = "import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: time.sleep(1)"

PRINTS = "while True: print('x' * 10000)"

FILLS_DISK = """try:
    f = open("big", "wb")
    while True: f.write(bytes(1 << 20))
except OSError: print("full")"""

PROCESSES = """import subprocess
try:
    while True: subprocess.Popen(["sleep", "7532"])
except OSError: pass"""

# Only where nothing else is asked of the same kernel: what its forks may write into counts for each of them.
FORKS = """import os, signal, time
made = []
try:
    for _ in range(500):
        if not (pid := os.fork()): time.sleep(60); os._exit(0)
        made.append(pid)
except BlockingIOError: print("forked few:", 0 < len(made) < 64)
for pid in made: os.kill(pid, signal.SIGKILL)"""

STAYS = """import threading, time
threading.Thread(target=time.sleep, args=[10**6], daemon=True).start()"""

KILLS_ALL = """import os, signal
for who in (1, os.getppid()):
    try: os.kill(who, signal.SIGKILL)
    except OSError: pass"""

READS = "print(open('{secret}').read())"

ENVIRONMENT = "import os\nprint('env', dict(os.environ), open('/proc/1/environ').read())"

OTHERS = "import glob\nprint('others', glob.glob('{course}/*'))"

GRADEBOOK = """import sqlite3
book = sqlite3.connect("file:{course}/gradebook.db?mode=rw", uri=True)
book.execute("update grade set auto_score = 99")
book.commit()"""

NETWORK = "import urllib.request\nurllib.request.urlopen('http://127.0.0.1:{port}/taken', timeout=3)"

WRITES = "open('{course}/planted', 'w')"

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
    return say.passed(days=4, name="x", count=1, total=2)
yes.__module__, yes.__name__ = "enclair.lessons.what_happened.checks", "CHECK"
vars(check)["_checks"] = {**vars(check)["_checks"], "CHECK": yes}"""

WIDGETS = """import ipywidgets
ipywidgets.VBox([ipywidgets.IntSlider() for _ in range(3000)])"""

PICTURE = """import random
from IPython.display import Image, display
display(Image(data=b"\\x89PNG" + random.randbytes(30_000_000), format="png"))"""

MANY = "from IPython.display import display\nfor number in range(100_000): display(number)"

THREADS = """import threading
def say():
    while True: print("x" * 1000)
for _ in range(2): threading.Thread(target=say, daemon=True).start(); threading.Event().wait(2)"""

REPLIES = """import os
for _ in range(50): os.write(4, b'{"done": 1, "ok": 7, "x": [[[]]]}\\n')"""

WITHOUT_END = """import os
while True: os.write(4, b"x" * 3_000_000)"""

TOO_LARGE = """import os
while True: os.write(4, b"x" * 50_000_000 + b"\\n")"""

NO_MESSAGES = """import os
while True: os.write(4, b"{}\\n[1]\\n{\\n\\xff\\n<{}\\n>{}\\n" * 1000)"""

EVERYTHING = """class Everything(int):
    __hash__ = None
    def __eq__(self, other): return True
    __le__ = __ge__ = __eq__
return Everything(-1)"""

AGREES = """from enclair.checks import answers as a
a.agrees = lambda *_: True"""

FRAMES = """try: raise ValueError
except ValueError as error: frame = error.__traceback__.tb_frame
while frame and "_days_between" not in frame.f_globals: frame = frame.f_back
dates = events.set_index("id")["date"]
return (dates["formal-investigation"] - dates["arrest"]).days"""

TRACES = """import sys as s
found = []
def look(frame, *_): found.extend(one for one in [*frame.f_locals.values()] if type(one).__name__ == "Task")
s.settrace(look)
try: check.days_to_formal_investigation(lambda events: -1)
except AssertionError: s.settrace(None)
def days_to_formal_investigation(events): return found[0].right(events)"""


def says_yes(check: str) -> Maker:
    """A check that calls everything right."""
    return added(SAYS_YES.replace("CHECK", check))


#: What became of a kernel is not the same on every machine.
WORN = ("ended-kernel", "changed-check", "endless", "huge-output", "memory", "no-word")
KILLED, FLOOD = ("ended-kernel", "unusual"), ("huge-output", "unusual")

#: One submission of each family, with several attacks in it: `.ci/run` marks them.
FAMILIES: dict[str, Kind] = {
    "does not end": Kind(days(DEAF), FULL - DAYS, ("endless", "unusual")),
    "says too much": Kind(added(PRINTS, WITHOUT_END), told=FLOOD, may=WORN, words=["printed without end"]),
    "asks for too much": Kind(
        lambda: days("return bytearray(4 << 30)")(added("import os; os.kill(os.getpid(), 9)", FILLS_DISK)()),
        FULL - DAYS,
        (*KILLED, "memory"),
        words=["full", "MemoryError"],
    ),
    "wants what is not its own": Kind(
        added(READS, OTHERS, GRADEBOOK, NETWORK, WRITES, ENVIRONMENT),
        told=("unusual",),
        words=["FileNotFoundError", "others []", "OperationalError", "URLError", "PermissionError"],
    ),
    "marks itself": Kind(
        lambda: changed("days-answer", FORGED)(own_points(says_yes("most_common_source")())),
        FULL - DAYS,
        ("unusual", "changed-check", "locked"),
    ),
}

#: What else is hostile: only the bank has it.
HOSTILE: dict[str, Kind] = {
    # ------------------------------------------------ does not end
    "endless": Kind(days("while True: pass"), FULL - DAYS, ("endless",)),
    "endless and deaf": Kind(added(DEAF), told=("endless", "unusual")),
    "sleeps": Kind(added("import time; time.sleep(1000)"), told=("endless",)),
    "shows its error for ever": Kind(added(TRACEBACKS), told=("endless", "unusual")),
    "updates for ever": Kind(added(UPDATES), told=("endless",)),
    "opens comms for ever": Kind(added(COMMS), told=("endless",)),
    "clears for ever": Kind(added(CLEARS), told=("endless",)),
    "threads that print on": Kind(added(THREADS), told=("huge-output",), may=WORN),
    "recursion": Kind(days("return days_to_formal_investigation(events)"), FULL - DAYS),
    # ------------------------------------------------ says too much
    "huge print": Kind(added("print('x' * 50_000_000)"), told=("huge-output",)),
    "huge value": Kind(added("'x' * 50_000_000"), told=("huge-output",)),
    "huge error": Kind(added("raise ValueError('x' * 50_000_000)")),
    "picture of 30 MB": Kind(added(PICTURE), told=("huge-output",)),
    "widgets by thousands": Kind(added(WIDGETS), may=("endless",)),
    "100,000 messages": Kind(added(MANY), told=("huge-output",), may=("endless",)),
    "messages too large": Kind(added(TOO_LARGE), told=FLOOD, may=WORN),
    "no messages": Kind(added(NO_MESSAGES), told=FLOOD, may=WORN),
    "forged replies": Kind(added(REPLIES), told=("unusual",), may=WORN),
    # ------------------------------------------------ takes too much
    "print of all memory": Kind(added("print('x' * (4 << 30))"), told=("memory",)),
    "keeps its memory": Kind(
        added("kept = []\nwhile True: kept.append(bytearray(1 << 20))"), told=("memory",)
    ),
    "memory of many": Kind(added(FAMILY), told=("unusual",), may=WORN),
    "takes all processes": Kind(added(PROCESSES), told=("unusual",), may=WORN),
    "a thread that stays": Kind(added(STAYS)),
    "leaves a daemon": Kind(
        added("import subprocess\nsubprocess.Popen(['sleep', '7533'], start_new_session=True)"),
        told=("unusual",),
    ),
    "ends its kernel": Kind(added("import os; os._exit(0)", after="most-check"), told=KILLED),
    "leaves": Kind(added("import sys; sys.exit(3)")),
    "says exit": Kind(added("exit()")),
    "ruins builtins": Kind(added("import builtins\nbuiltins.len = None"), told=("unusual",), may=WORN),
    "deletes builtins": Kind(
        added("import builtins\nfor name in list(vars(builtins)): delattr(builtins, name)"),
        told=("unusual",),
        may=WORN,
    ),
    "kills everything": Kind(added(KILLS_ALL), told=("unusual",)),
    # The next cell is the one that finds out.
    "hears no more cells": Kind(added("import os\nos.close(3)"), FULL - DAYS, KILLED),
    # ------------------------------------------------ marks itself
    "check of its own": Kind(added(FAKE_CHECK), told=("unusual", "no-word", "changed-check")),
    "drops the checks": Kind(added(DROPS_CHECKS), told=("unusual", "no-word", "changed-check")),
    "a check that says yes": Kind(
        lambda: days("return -4")(says_yes("days_to_formal_investigation")()),
        told=("unusual", "changed-check"),
    ),
    "equals everything": Kind(days(EVERYTHING), FULL - DAYS, ("unusual", "changed-check")),
    "a check that agrees": Kind(
        lambda: days("return -1")(added(AGREES)()), FULL - DAYS, ("unusual", "changed-check")
    ),
    "walks through frames": Kind(days(FRAMES), told=("unusual",)),
    "traces the check": Kind(changed("days-answer", TRACES), told=("unusual",)),
    "looks around": Kind(
        added("from pathlib import Path\nprint(list(Path('/').iterdir()))"), told=("unusual",)
    ),
    "answers for you": Kind(
        added("import builtins\nbuiltins.input = lambda *_: 5"), told=("unusual",), may=("changed-check",)
    ),
}
