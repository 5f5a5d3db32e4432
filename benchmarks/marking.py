"""What marking costs: processor time for a submission beside nbgrader as it comes, and memory for a class.

``uv run --group marking python -m benchmarks.marking --beside 20 --many 300``

Both mark the same notebooks (exercise 1: right, wrong and blank in turn) in the same run: nbgrader with an
open kernel, by `nbgrader autograde` and `nbgrader generate_feedback`, and `enclair mark` with the sandbox on,
its collecting and its pages included. Seconds are of the processor, of the command and all that it started:
by a control group where one can be made (of what the sandbox starts, children tell a quarter less), else as
the kernel tells of children (orphans are adopted here).
"""

import argparse
import ctypes
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

import psutil

from enclair_marking.course.files import write
from enclair_marking.course.folder import make
from kinds import SLUG, blank, days, solved
from tests.helpers import REPO

LIMIT = 1.05
PLAIN = """c = get_config()
c.CourseDirectory.course_id = "plain"
c.ExecutePreprocessor.kernel_name = "python3"
"""


def notebooks(count):
    kinds = (solved, days("return -4"), blank)
    return [kinds[number % 3]() for number in range(count)]


def measured(command, folder):
    """Run ``command``; return its seconds of processor and of clock, and its peak of memory in MiB."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    group = accounting()
    join = group and (lambda: (group / "cgroup.procs").write_text(str(os.getpid())))
    pipes = {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
    process = subprocess.Popen(command, cwd=folder, preexec_fn=join, **pipes)
    peak = []
    watching = threading.Thread(target=watch, args=(process, peak))
    watching.start()
    errors = process.communicate()[1]
    watching.join()
    with suppress(ChildProcessError):
        while True:
            os.wait()
    if process.returncode:
        sys.exit(f"{' '.join(map(str, command))} failed: {errors[-2000:]}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if group:
        used = counted(group)
        group.rmdir()
    return used, time.monotonic() - started, max(peak, default=0)


def accounting():
    """Return a control group of our own, which also counts what nobody waits for; None without one."""
    for line in Path("/proc/self/cgroup").read_text().splitlines():
        _, controllers, at = line.split(":", 2)
        if controllers in ("", "cpuacct"):
            group = Path("/sys/fs/cgroup", controllers, at.lstrip("/"), f"marking-{os.getpid()}")
            with suppress(OSError):
                group.mkdir(exist_ok=True)
                counted(group)
                return group
    return None


def counted(group):
    """Seconds of processor that ``group`` has used; it is the kernel that counts."""
    with suppress(FileNotFoundError):
        return int((group / "cpuacct.usage").read_text()) / 1e9
    return int((group / "cpu.stat").read_text().split()[1]) / 1e6


def watch(process, peak):
    """Note four times a second the memory of ``process`` and all below it, shared pages once."""
    command = psutil.Process(process.pid)
    while process.poll() is None:
        with suppress(psutil.Error):
            family = (command, *command.children(recursive=True))
            peak.append(sum(one.memory_full_info().pss for one in family) / 2**20)
        time.sleep(0.25)


def ours(work, count, shards):
    folder = work / f"ours-{count}-{shards}"
    course = make(REPO, folder, None, [1])
    for number, notebook in enumerate(notebooks(count)):
        write(course.folder / "inbox" / f"student {number}" / f"{SLUG}.ipynb", notebook)
    command = [sys.executable, "-m", "enclair", "mark", str(folder), "--shards", str(shards)]
    used = measured(command, REPO)
    table = (folder / "results" / "marks.csv").read_text(encoding="utf-8").splitlines()[1:]
    marks = sorted(line.split(",")[2] for line in table)
    return *used, marks


def plain(work, count):
    folder = work / "plain"
    course = make(REPO, folder, None, [1])  # the source and the gradebook, then nbgrader's own settings
    write(course.folder / "nbgrader_config.py", PLAIN)
    shutil.rmtree(folder / "jupyter")
    for number, notebook in enumerate(notebooks(count)):
        write(folder / "submitted" / f"s{number}" / SLUG / f"{SLUG}.ipynb", notebook)
    nbgrader = [sys.executable, "-m", "nbgrader"]
    marking = measured([*nbgrader, "autograde", SLUG], folder)
    pages = measured([*nbgrader, "generate_feedback", SLUG], folder)
    return marking, pages


def main():
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--beside", type=int, default=20, help="submissions that both mark (20)")
    options.add_argument("--many", type=int, default=300, help="submissions in one run (300; 0: none)")
    options.add_argument("--shards", type=int, default=2)
    chosen = options.parse_args()
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER: orphans come to us
    with tempfile.TemporaryDirectory(prefix="marking-") as folder:
        work = Path(folder)
        (marking, *_), (pages, *_) = plain(work, chosen.beside)
        used, _, _, marks = ours(work, chosen.beside, 1)
        count = chosen.beside
        print(f"nbgrader as it comes, {count} submissions: {marking / count:.2f} s each to mark,")
        print(f"  {pages / count:.2f} s for the page, {(marking + pages) / count:.2f} s together")
        print(f"enclair mark, the same, in the sandbox: {used / count:.2f} s, pages included")
        print(
            f"  ratio {used / (marking + pages):.2f} (limit {LIMIT}); to marking alone {used / marking:.2f}"
        )
        good = len(marks) == count and used <= LIMIT * (marking + pages)
        if chosen.many:
            used, clock, peak, marks = ours(work, chosen.many, chosen.shards)
            thirds = [marks.count(points) for points in ("9", "7", "0")]
            print(f"{chosen.many} submissions, {chosen.shards} at a time: {clock / 60:.1f} min on the clock")
            print(f"  {len(marks)} marked; right, wrong and blank: {thirds}")
            print(f"  {used / chosen.many:.2f} s each; peak memory {peak:.0f} MiB")
            good = good and sum(thirds) == chosen.many
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
