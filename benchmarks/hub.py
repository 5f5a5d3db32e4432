"""A class at a JupyterHub: ``uv run python -m benchmarks.hub --students 25``.

It starts the hub of ``deploy/hub`` on this machine, lets students log in, run lesson 1 and then lesson 2
over HTTP and websockets, and prints how long they waited, what each cost, and what 30, 300 and 3,000 would
need. With ``--started`` servers are there before, with ``--logins 500`` students only come and go, and a
login that fails is named. With ``--hub`` it visits a hub that runs already, on this machine: what it costs is
then counted for all processes of JupyterHub that the caller may look at, and ``--names`` gives the file of
names that may log in.

Measured is what stands under "measured"; the table of capacity says which of its rows are extrapolated.
"""

import argparse
import asyncio
import contextlib
import ipaddress
import os
import secrets
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psutil
from tqdm import tqdm

from tests.deploy import running
from tests.deploy.student import Student

MOST, SIZES = 60, (30, 300, 3000)
#: Seconds to the first view that a class may wait: of servers that start at the bell, and of those before it.
COLD, STARTED = 40, 5
#: What Linux and the hub take, in GB.
BASE = 1.0


@dataclass(frozen=True)
class Cost:
    """What one student takes: seconds of one core to the first view, cold and with a server there; GB."""

    cold: float
    started: float
    memory: float


#: Before a measurement: what 25 students took on 2 cores.
USUAL = Cost(4.1, 1.0, 0.3)


def seats(memory: float, cost: Cost = USUAL) -> int:
    """Return how many students fit into ``memory`` GB.

    >>> seats(8.5), seats(0.5)
    (25, 0)
    """
    return max(0, int((memory - BASE) / cost.memory + 1e-9))


def first_view(students: int, cores: float, seconds: float) -> float:
    """Return after how many seconds the last of ``students`` who begin at once has a first view.

    ``seconds`` of one core are what each takes until then.

    >>> first_view(25, 2, 5.3)
    66.25
    """
    return students * seconds / cores


@dataclass(frozen=True)
class Need:
    """What students need: GB, and cores where servers start at the bell, or are there before."""

    students: int
    memory: float
    cores_cold: float
    cores_started: float
    measured: bool


def needs(students: int, cost: Cost, measured_up_to: int) -> Need:
    """Return what ``students`` need for a first view in time; measured if so many were really there.

    >>> needs(300, USUAL, 25)
    Need(students=300, memory=91.0, cores_cold=30.75, cores_started=60.0, measured=False)
    """
    return Need(
        students,
        round(BASE + students * cost.memory, 1),
        round(students * cost.cold / COLD, 2),
        round(students * cost.started / STARTED, 2),
        students <= measured_up_to,
    )


def refusal(address: str, students: int) -> str:
    """Return why a visit is not made, "" if it may be: other people's hubs are not ours to load.

    >>> refusal("http://127.0.0.1:8000", 25)
    ''
    """
    host = urlsplit(address).hostname or ""
    try:
        here = ipaddress.ip_address(host).is_loopback
    except ValueError:
        here = host == "localhost"
    if not here:
        return (
            f"Expected a hub on this machine, such as http://127.0.0.1:8000; found {address}. "
            "Run the load test on the hub's own machine: it would disturb everybody between here and there."
        )
    if not 1 <= students <= MOST:
        return f"Expected 1 to {MOST} students; found {students}. More than that one machine cannot play."
    return ""


#: What the processes of a hub are.
KINDS: dict[str, Callable[[str], bool]] = {
    "kernels": lambda command: "ipykernel" in command,
    "servers": lambda command: "jupyterhub-singleuser" in command,
    "hub": lambda command: "jupyterhub" in command,
    "proxy": lambda command: "configurable-http-proxy" in command,
}


@dataclass(frozen=True)
class Spent:
    """What processes took by kind: seconds of one core, MB that are theirs, how many there are."""

    seconds: Counter[str]
    memory: Counter[str]
    number: Counter[str]


def spent(processes: list[psutil.Process], memory: bool = False) -> Spent:
    """Return what the processes of a hub have taken until now, with what those they waited for took."""
    seconds, sizes, number = Counter[str](), Counter[str](), Counter[str]()
    for process in processes:
        with contextlib.suppress(psutil.Error):
            command = " ".join(process.cmdline())
            kind = next((name for name, fits in KINDS.items() if fits(command)), "other")
            seconds[kind] += sum(process.cpu_times()[:4])
            number[kind] += 1
            if memory:
                sizes[kind] += process.memory_full_info().pss / 1e6
    return Spent(seconds, sizes, number)


def of_any_hub() -> list[psutil.Process]:
    """Return all processes of JupyterHub on this machine, and what they started."""
    processes: dict[int, psutil.Process] = {}
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error):
            if any(KINDS[kind](" ".join(process.cmdline())) for kind in ("servers", "hub", "proxy")):
                processes |= {member.pid: member for member in (process, *process.children(recursive=True))}
    processes.pop(os.getpid(), None)
    return [*processes.values()]


@dataclass
class Class:
    """Students at a hub, what went wrong for whom, and how far they are."""

    students: list[Student]
    progress: tqdm
    failed: dict[str, str]

    async def run_step(self, step: Callable[[Student, int], object]) -> None:
        """Let all do a step at once; who fails does no more."""

        async def one(number: int, student: Student) -> None:
            try:
                await step(student, number)  # type: ignore[misc]
            except Exception as error:  # whatever it is, it is what a student would have met
                self.failed[student.name] = f"{type(error).__name__}: {error}"
            self.progress.update()

        able = [(n, student) for n, student in enumerate(self.students) if student.name not in self.failed]
        await asyncio.gather(*(one(number, student) for number, student in able))


@dataclass(frozen=True)
class Visit:
    """What students do: the hub's address, their names, the link and the paths of two lessons, and when.

    They log in one after the other within some seconds; ``started`` says whether all servers are there
    before the first of them opens lesson 1.
    """

    address: str
    names: list[str]
    link: str
    lessons: list[str]
    within: float
    started: bool


async def visit(asked: Visit, cost: Callable[..., Spent]) -> tuple[Class, Spent, Spent]:
    """Let students work; return how it went, what was spent at the end of lesson 1, and at the end."""
    password, number_of = secrets.token_urlsafe(12), len(asked.names)
    students = [Student(asked.address, name, password) for name in asked.names]
    room = Class(students, tqdm(total=(3 + asked.started) * number_of, desc="students"), {})
    lessons = asked.lessons

    async def log_in(student: Student, number: int) -> None:
        await asyncio.sleep(number * asked.within / number_of)
        await student.log_in(asked.link)
        student.times["JupyterLab"] = time.monotonic() - student.began
        if not asked.started:
            await student.run(lessons[0], "lesson 1")

    async def first(student: Student, _: int) -> None:
        student.began = time.monotonic()
        await student.run(lessons[0], "lesson 1")

    async def second(student: Student, _: int) -> None:
        student.began = time.monotonic()
        await student.stop()
        await student.run(lessons[1], "lesson 2")

    async def leave(student: Student, _: int) -> None:
        student.leave()
        await student.client.aclose()

    await room.run_step(log_in)
    if asked.started:
        await room.run_step(first)
    after_first = cost(memory=True)
    await room.run_step(second)
    after_second = cost(memory=True)
    await room.run_step(leave)
    room.progress.close()
    return room, after_first, after_second


async def come_and_go(asked: Visit, number: int) -> dict[str, str]:
    """Let students log in, compute once and stop their servers, ``number`` times; return what failed."""
    password, failed, counter = secrets.token_urlsafe(12), dict[str, str](), iter(range(1, number + 1))
    progress = tqdm(total=number, desc="logins")

    async def again(name: str) -> None:
        for count in counter:
            student = Student(asked.address, name, password)
            try:
                await student.log_in(asked.link)
                await student.open(asked.lessons[0])
                assert student.kernel
                (answer,) = await student.kernel.execute("6 * 7")
                assert answer["data"]["text/plain"] == "42", answer
                await student.stop_server()
            except Exception as error:  # whatever it is, it is what a student would have met
                failed[f"login {count}, {name}"] = f"{type(error).__name__}: {error}"
            student.leave()
            await student.client.aclose()
            progress.update()

    await asyncio.gather(*map(again, asked.names))
    progress.close()
    return failed


def line(name: str, value: str) -> None:
    print(f"{name:<62}{value}")


def percentiles(times: list[float]) -> str:
    """Return the median and what 95 of 100 stay below, as people read them."""
    late = statistics.quantiles(times, n=20, method="inclusive")[18] if len(times) > 1 else times[0]
    return f"{statistics.median(times):.1f} / {late:.1f} s   (most {max(times):.1f} s)"


def report(room: Class, started: bool, before: Spent, first: Spent, second: Spent) -> None:
    """Print what was measured, and what follows."""
    number = len(room.students)
    print(f"\nmeasured: {number} students, {os.cpu_count()} cores, beside what else runs here")
    line("lesson 1 and lesson 2 run to their ends", f"{number - len(room.failed)} of {number}")
    for name, reason in room.failed.items():
        line(f"  {name} failed", reason)
    waits = [student.waited for student in room.students]
    line(
        "asked to wait for a seat, students / times",
        f"{sum(wait > 0 for wait in waits)} / {sum(waits)}",
    )
    for step in ("JupyterLab", "lesson 1: first view", "lesson 1: run", "lesson 2: first view"):
        times = [student.times[step] for student in room.students if step in student.times]
        if times:
            begin = "opening it" if "2" in step or (started and "1" in step) else "login"
            line(f"{begin} to {step}, p50 / p95", percentiles(times))
    for name, now, past in (("to the end of lesson 1", first, before), ("for lesson 2", second, first)):
        taken = {kind: (now.seconds[kind] - past.seconds[kind]) / number for kind in now.seconds}
        # A kernel that is gone counts with the server that waited for its end.
        parts = f"   ({', '.join(f'{kind} {value:.1f}' for kind, value in sorted(taken.items()))})"
        line(f"CPU seconds a student {name}", f"{sum(taken.values()):.1f}{parts if past is before else ''}")
    for kind in ("servers", "kernels", "hub", "proxy"):
        if second.number[kind]:
            line(f"memory of one of the {kind} (PSS)", f"{second.memory[kind] / second.number[kind]:.0f} MB")
    if not started and len(room.failed) < number:
        table(cost_of(room, before, first, second), number)


def cost_of(room: Class, before: Spent, first: Spent, second: Spent) -> Cost:
    """Return what a student takes, from what was spent: processor time, which other programs do not lengthen.

    Up to the first view that is the part of a lesson's processor time that it is of a lesson's time.
    """
    number = len(room.students)

    def part(lesson: str, now: Spent, past: Spent) -> float:
        views, runs = (
            [
                student.times[f"{lesson}: {step}"]
                for student in room.students
                if f"{lesson}: {step}" in student.times
            ]
            for step in ("first view", "run")
        )
        share = statistics.median(views) / statistics.median(runs) if runs else 1.0
        return share * (now.seconds.total() - past.seconds.total()) / number

    memory = sum(second.memory[kind] for kind in ("servers", "kernels")) / number / 1000
    return Cost(part("lesson 1", first, before), part("lesson 2", second, first), memory)


def table(cost: Cost, number: int) -> None:
    """Print what classes of other sizes would need, by the model, after ``number`` students were there."""
    print(
        f"\nfor a first view within {COLD} s of a login at the bell, or {STARTED} s where servers start "
        f"before\n(model: {BASE:.0f} GB + {cost.memory:.2f} GB a student; {cost.cold:.1f} and "
        f"{cost.started:.1f} seconds of a core)"
    )
    print(f"{'students':>9}{'GB':>9}{'cores, at the bell':>21}{'cores, before':>16}")
    for size in (number, *SIZES):
        need = needs(size, cost, number)
        source = "measured" if need.measured else "extrapolated"
        print(f"{size:>9,}{need.memory:>9}{need.cores_cold:>21}{need.cores_started:>16}   {source}")


def names_in(path: Path) -> list[str]:
    """Return the names in a file, one a line; none if there is no such file."""
    written = path.read_text(encoding="utf-8-sig", errors="replace") if path.is_file() else ""
    return [name.strip() for name in written.split("\n") if name.strip() and not name.startswith("#")]


def main() -> int:
    """Run the load test."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--students", type=int, default=10, help=f"1 to {MOST} (10)")
    parser.add_argument("--within", type=float, default=60, help="seconds in which they log in (60)")
    parser.add_argument("--started", action="store_true", help="servers are there before lesson 1 is opened")
    parser.add_argument(
        "--logins", type=int, default=0, help="in place of lessons: so many logins, each to a new server"
    )
    parser.add_argument("--hub", default="", help="a hub that runs already, such as http://127.0.0.1:8000")
    parser.add_argument("--names", type=Path, help="with --hub: names that may log in, one a line")
    parser.add_argument(
        "--link", default="", help="with --hub: the link of lesson 1 that `enclair link` prints"
    )
    parser.add_argument("--lessons", nargs=2, help="with --hub: paths of two notebooks in a student's home")
    options = parser.parse_args()
    names = names_in(options.names)[: options.students] if options.names else []
    message = refusal(options.hub or "http://127.0.0.1", options.students)
    if options.hub and not (names and options.link and options.lessons):
        message = message or "Expected --names of a file of names, --link and --lessons with --hub."
    if message:
        print(message, file=sys.stderr)
        return 2
    with contextlib.ExitStack() as stack:
        lang = "en"
        if options.hub:
            address, lessons, find_processes = options.hub.rstrip("/"), options.lessons, of_any_hub
            link = "/" + options.link.removeprefix(address).lstrip("/")
        else:
            names = [f"invented{number}" for number in range(options.students)]
            hub = stack.enter_context(running.running_hub(names, ENCLAIR_SEATS=str(MOST)))
            lessons = [f"class/{path.format(lang=lang)}" for path in running.LESSONS]
            address, link = hub.address, hub.link(running.LESSONS[0].format(lang=lang))

            def find_processes() -> list[psutil.Process]:
                return running.processes(hub.folder)

        before = spent(find_processes())

        def cost(memory: bool = False) -> Spent:
            return spent(find_processes(), memory)

        asked = Visit(address, names, link, lessons, options.within, options.started)
        if options.logins > 0:
            failed = asyncio.run(come_and_go(asked, options.logins))
            came = options.logins - len(failed)
            line("logins that led to a kernel that computes", f"{came} of {options.logins}")
            for which, reason in failed.items():
                line(f"  {which} failed", reason)
            return 1 if failed else 0
        room, first, second = asyncio.run(visit(asked, cost))
        line("CPU seconds of those who play students, a student", f"{time.process_time() / len(names):.1f}")
        report(room, options.started, before, first, second)
        return 1 if room.failed else 0


if __name__ == "__main__":
    sys.exit(main())
