"""A class at a JupyterHub: ``uv run python -m benchmarks.hub --students 25``.

It starts the hub of ``deploy/hub`` on this machine, lets students log in, run lesson 1 and then lesson 2
over HTTP and websockets, and prints how long they waited, what each cost, and what 30, 300 and 3,000 would
need.

Measured is what stands under "measured"; the table of capacity says which of its rows are extrapolated.
"""

import argparse
import asyncio
import contextlib
import os
import statistics
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field

import psutil

from benchmarks import line
from tests.deploy import running
from tests.deploy.student import Student

MOST, SIZES = 60, (30, 300, 3000)
#: Seconds to the first view that a class may wait: of servers that start at the bell, and of those before it.
COLD, STARTED = 40, 5
#: What Linux and the hub take, in GB.
BASE = 1.0


#: What the processes of a hub are; of a command the first that fits.
KINDS = {
    "kernels": "ipykernel",
    "servers": "jupyterhub-singleuser",
    "hub": "jupyterhub",
    "proxy": "configurable-http-proxy",
}


@dataclass(frozen=True)
class Spent:
    """What processes took by kind: seconds of one core, MB that are theirs, how many there are."""

    seconds: Counter[str] = field(default_factory=Counter)
    memory: Counter[str] = field(default_factory=Counter)
    number: Counter[str] = field(default_factory=Counter)


def spent(processes: Iterable[psutil.Process]) -> Spent:
    """Return what the processes of a hub have taken until now, with what those they waited for took."""
    taken = Spent()
    for process in processes:
        with contextlib.suppress(psutil.Error):
            command = " ".join(process.cmdline())
            kind = next((name for name, part in KINDS.items() if part in command), "other")
            taken.seconds[kind] += sum(process.cpu_times()[:4])
            taken.number[kind] += 1
            taken.memory[kind] += process.memory_full_info().pss / 1e6
    return taken


@dataclass
class Class:
    """Students at a hub, and what went wrong for whom."""

    students: list[Student]
    failed: dict[str, str] = field(default_factory=dict)

    async def all_do(self, step: Callable[[Student, int], Awaitable[object]]) -> None:
        """Let all do a step at once; who fails does no more."""

        async def one(number: int, student: Student) -> None:
            try:
                await step(student, number)
            except Exception as error:  # whatever it is, it is what a student would have met
                self.failed[student.name] = f"{type(error).__name__}: {error}"

        able = [(n, student) for n, student in enumerate(self.students) if student.name not in self.failed]
        await asyncio.gather(*(one(number, student) for number, student in able))


async def visit(hub: running.Hub, room: Class, within: float) -> list[Spent]:
    """Let students work; return what was spent before, at the end of lesson 1, and at the end.

    They log in one after the other ``within`` some seconds.
    """
    lessons = [path.format(lang="en") for path in running.LESSONS]

    async def first(student: Student, number: int) -> None:
        await asyncio.sleep(number * within / len(room.students))
        await student.log_in(hub.link(lessons[0]))
        student.times["JupyterLab"] = time.monotonic() - student.began
        await student.run(f"class/{lessons[0]}", "lesson 1")

    async def second(student: Student, _: int) -> None:
        student.began = time.monotonic()
        await student.stop()
        await student.run(f"class/{lessons[1]}", "lesson 2")

    steps = [spent(hub.processes())]
    await room.all_do(first)
    steps.append(spent(hub.processes()))
    await room.all_do(second)
    steps.append(spent(hub.processes()))
    for student in room.students:
        student.leave()
        await student.client.aclose()
    return steps


def percentiles(times: list[float]) -> str:
    """Return the median and what 95 of 100 stay below, as people read them."""
    late = statistics.quantiles(times, n=20, method="inclusive")[18] if len(times) > 1 else times[0]
    return f"{statistics.median(times):.1f} / {late:.1f} s   (most {max(times):.1f} s)"


def report(room: Class, before: Spent, first: Spent, second: Spent) -> None:
    """Print what was measured, and what follows."""
    number = len(room.students)
    print(f"\nmeasured: {number} students, {os.cpu_count()} cores, beside what else runs here")
    line("lesson 1 and lesson 2 run to their ends", f"{number - len(room.failed)} of {number}")
    for name, reason in room.failed.items():
        line(f"  {name} failed", reason)
    waits = [student.waited for student in room.students]
    line("asked to wait for a seat, students / times", f"{sum(wait > 0 for wait in waits)} / {sum(waits)}")
    for step in ("JupyterLab", "lesson 1: first view", "lesson 1: run", "lesson 2: first view"):
        times = [student.times[step] for student in room.students if step in student.times]
        if times:
            begin = "opening it" if "2" in step else "login"
            line(f"{begin} to {step}, p50 / p95", percentiles(times))
    for name, now, past in (("to the end of lesson 1", first, before), ("for lesson 2", second, first)):
        taken = {kind: (now.seconds[kind] - past.seconds[kind]) / number for kind in now.seconds}
        # A kernel that is gone counts with the server that waited for its end.
        parts = f"   ({', '.join(f'{kind} {value:.1f}' for kind, value in sorted(taken.items()))})"
        line(f"CPU seconds a student {name}", f"{sum(taken.values()):.1f}{parts if past is before else ''}")
    for kind in ("servers", "kernels", "hub", "proxy"):
        if second.number[kind]:
            line(f"memory of one of the {kind} (PSS)", f"{second.memory[kind] / second.number[kind]:.0f} MB")
    if len(room.failed) < number:
        table(room, before, first, second)


def table(room: Class, before: Spent, first: Spent, second: Spent) -> None:
    """Print what classes of other sizes would need, from processor time, which no other program lengthens.

    Up to the first view that is the part of a lesson's processor time that it is of a lesson's time.
    """
    number = len(room.students)

    def part(lesson: str, now: Spent, past: Spent) -> float:
        views, runs = (
            [one.times[f"{lesson}: {step}"] for one in room.students if f"{lesson}: {step}" in one.times]
            for step in ("first view", "run")
        )
        share = statistics.median(views) / statistics.median(runs) if runs else 1.0
        return share * (now.seconds.total() - past.seconds.total()) / number

    cold, started = part("lesson 1", first, before), part("lesson 2", second, first)
    memory = sum(second.memory[kind] for kind in ("servers", "kernels")) / number / 1000
    print(f"\nfor a first view within {COLD} s of a login at the bell, {STARTED} s where servers are there")
    print(f"{BASE:.0f} GB + {memory:.2f} GB a student; {cold:.1f} and {started:.1f} seconds of a core")
    print(f"{'students':>9}{'GB':>9}{'cores, at the bell':>21}{'cores, before':>16}")
    for size in (number, *SIZES):
        needs = f"{BASE + size * memory:>9.1f}{size * cold / COLD:>21.2f}{size * started / STARTED:>16.2f}"
        print(f"{size:>9,}{needs}   {'measured' if size <= number else 'extrapolated'}")


def main() -> int:
    """Run the load test."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--students", type=int, default=10, help=f"1 to {MOST} (10)")
    parser.add_argument("--within", type=float, default=60, help="seconds in which they log in (60)")
    options = parser.parse_args()
    if not 1 <= options.students <= MOST:
        parser.error(f"--students: one machine plays 1 to {MOST} of them")
    names = [f"invented{number}" for number in range(options.students)]
    with running.running_hub(names, ENCLAIR_SEATS=str(MOST)) as hub:
        room = Class([Student(hub.address, name, f"only {name} knows") for name in names])
        steps = asyncio.run(visit(hub, room, options.within))
        line("CPU seconds of those who play students, a student", f"{time.process_time() / len(names):.1f}")
        report(room, *steps)
    return 1 if room.failed else 0


if __name__ == "__main__":
    sys.exit(main())
