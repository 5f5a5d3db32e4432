"""How sharp the tests are: ``uv run --with cosmic-ray python -m benchmarks.mutants [--at REVISION]``.

A mutant is the kit with one small fault: "<" for "<=", a number one larger, a branch never taken. Each is
put into a copy of a revision and shown to the tests that need neither browser nor kernel, the nearest to it
first, for a minute at most. The share caught is printed with its 95% interval (Wilson), and each mutant that
survives with its lines, so that somebody can kill it or say why it is no fault.

Drawn are pure modules, each as often as it is long; in it a kind of fault, then a place. The same seed draws
the same from the same revision. A mutant counts as caught if a test fails that passes without it, or if tests
do not end. All times are of the processor, so that it may do other things as well.
"""

import argparse
import ast
import difflib
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator, operator_names
from statsmodels.stats.proportion import proportion_confint
from tqdm import tqdm

REPO = Path(__file__).parents[1]
#: What a pure module does not import: it draws in no page, starts nothing, and asks no server.
IMPURE = {
    "anywidget",
    "ipywidgets",
    "jupyter_client",
    "nbclient",
    "nbgrader",
    "playwright",
    "subprocess",
    "tornado",
}
#: Tests of these need a browser or a kernel, marked or not.
KERNELS = re.compile(
    r"execute_file|NotebookClient|KernelManager|running_jupyterlab|jupyterlab\b|lab_page"
    r"|import .*\b(marked|running)\b"
)
MARKS = "not browser and not site and not marking and not hub"
#: Kinds of fault that need arguments, or that only change an annotation.
NO_FAULT = ("Variable", "BinaryOperator_BitOr")
#: How many seconds the tests of a mutant get, and after how many they do not end.
PATIENCE, ENDLESS = 60, 150
#: Stops tests when their minute is over; what has been run by then counts. Writes down what fails.
CLOCK = """
import os, pathlib
START = sum(os.times()[:4])
def pytest_runtest_teardown(item, nextitem):
    if sum(os.times()[:4]) - START > {patience}:
        item.session.shouldstop = "the minute is over"
def pytest_runtest_logreport(report):
    if report.failed:
        with pathlib.Path(__file__).with_name("failed").open("a") as failed:
            print(report.nodeid, file=failed)
"""


class Mutant(NamedTuple):
    """A module of the kit with one fault."""

    path: str
    kind: str
    line: int
    code: str


def sources(root):
    """Return the folders below ``root`` in which packages stand."""
    return [root / "src", *root.glob("packages/*/src")]


def pure(root):
    """Return the pure modules of the kit and its packages below ``root`` and how many lines each has."""
    lengths = {}
    for path in sorted(path for source in sources(root) for path in source.rglob("*.py")):
        code = path.read_text(encoding="utf-8")
        nodes = [*ast.walk(ast.parse(code))]
        names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
        names |= {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
        if not {name.partition(".")[0] for name in names} & IMPURE:
            lengths[path.relative_to(root).as_posix()] = code.count("\n")
    return lengths


def mutants_of(path, code):
    """Return what can be wrong in a module, by kind: the operator, which of its places, and the line."""
    nodes, by_kind = [*ast_nodes(get_ast(code))], defaultdict(list)
    for name in operator_names():
        if not any(word in name for word in NO_FAULT):
            operator = get_operator(name)()
            places = [start for node in nodes for start, _ in operator.mutation_positions(node)]
            kind = re.sub(r"(?<=Operator)_(\w+?)_\w+$", r"_\1", name.partition("/")[2])
            by_kind[kind] += [(name, number, start[0]) for number, start in enumerate(places)]
    return {kind: places for kind, places in by_kind.items() if places}


def drawn(root, count, seed):
    """Return ``count`` mutants of the checkout ``root``."""
    chance, lengths, cache, mutants = random.Random(seed), pure(root), {}, {}
    while len(mutants) < count:
        [path] = chance.choices([*lengths], [*lengths.values()])
        code = (root / path).read_text(encoding="utf-8")
        if path not in cache:
            cache[path] = mutants_of(path, code)
        if kinds := cache[path]:
            kind = chance.choice(sorted(kinds))
            name, number, line = chance.choice(kinds[kind])
            mutants[path, name, number] = Mutant(
                path, kind, line, mutate_code(code, get_operator(name)(), number)
            )
    return [*mutants.values()]


def tests_of(root, path):
    """Return the files of tests that may see a fault in a module, the nearest first."""
    before, _, module = path.rpartition("src/")
    module = Path(module).with_suffix("")
    home = (*Path(before).parts, "tests", *module.parts[1:-1])
    above, dotted = ".".join(module.parts[:-1]), ".".join(module.parts)
    named = re.compile(rf"{re.escape(dotted)}\b|{re.escape(above)} import .*\b{module.name}\b")

    def far(test):
        folders = test.relative_to(root).parts[:-1]
        same = folders == home and test.stem.removeprefix("test_") == module.name
        near = sum(one == other for one, other in zip(folders, home, strict=False))
        return (not same, not named.search(code[test]), -near, test.as_posix())

    tests = [*root.glob("tests/**/test_*.py"), *root.glob("packages/*/tests/**/test_*.py")]
    code = {test: test.read_text(encoding="utf-8") for test in tests}
    quick = [test for test in code if not KERNELS.search(code[test])]
    return [test.relative_to(root).as_posix() for test in sorted(quick, key=far)]


def tested(root, tests):
    """Return the code with which pytest ended (0: all passed in the time there was), and what it printed."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", "-p", "clock"]
    command += ["-m", MARKS, *tests]
    paths = os.pathsep.join(map(str, [*sources(root), root / "clock"]))
    settings = os.environ | {"PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
    limit = partial(resource.setrlimit, resource.RLIMIT_CPU, (ENDLESS, ENDLESS))
    given = {"cwd": root, "env": settings, "preexec_fn": limit, "timeout": 20 * ENDLESS}  # for one that waits
    try:
        done = subprocess.run(command, capture_output=True, text=True, **given)
    except subprocess.TimeoutExpired:
        return None, ""
    return None if done.returncode < 0 else done.returncode, done.stdout  # its time is used up


def judged(root, faulty, mutant):
    """Return "caught", "caught, endless" or "survived"; add tests that fail without mutants to ``faulty``."""
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "kit"
        shutil.copytree(root, own, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
        (own / "clock").mkdir()
        (own / "clock" / "clock.py").write_text(CLOCK.format(patience=PATIENCE), encoding="utf-8")
        listed, path = own / "clock" / "failed", own / mutant.path
        before = path.read_text(encoding="utf-8")
        tests = tests_of(own, mutant.path)
        while True:
            path.write_text(mutant.code, encoding="utf-8")
            listed.write_text("", encoding="utf-8")
            code, output = tested(own, [*tests, *(f"--deselect={test}" for test in faulty)])
            if code is None:
                return "caught, endless"
            failed = listed.read_text(encoding="utf-8").splitlines()
            if code == 0 or (not failed and "the minute is over" in output):
                return "survived"
            path.write_text(before, encoding="utf-8")
            code, output = tested(own, failed or [*tests, "--collect-only"])
            if code == 0:
                return "caught"
            if not failed:
                raise SystemExit(
                    f"Without the mutant of {mutant.path} its tests fail, too:\n{output[-2000:]}"
                )
            faulty += failed


def report(root, mutant, end):
    """Print what became of a mutant, and of one that survived its lines."""
    print(f"{end:<16} {mutant.path}:{mutant.line} {mutant.kind}", flush=True)
    if end == "survived":
        before = (root / mutant.path).read_text(encoding="utf-8").splitlines()
        lines = difflib.unified_diff(before, mutant.code.splitlines(), lineterm="", n=0)
        print(*(f"    {line}" for line in [*lines][3:]), sep="\n", flush=True)


def main():
    """Measure, and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--at", default="HEAD", metavar="REVISION", help="of Git: whose code and whose tests")
    parser.add_argument("--count", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "kit"
        subprocess.run(["git", "clone", "-q", "--shared", str(REPO), str(root)], check=True)
        subprocess.run(["git", "checkout", "-q", "--detach", options.at], cwd=root, check=True)
        shutil.rmtree(root / ".git")
        mutants = drawn(root, options.count, options.seed)
        with ThreadPoolExecutor(options.workers) as pool:
            ends, faulty = [], []
            verdicts = pool.map(partial(judged, root, faulty), mutants)
            for mutant in tqdm(mutants, disable=None):
                end = next(verdicts)
                report(root, mutant, end)
                ends.append(end)
    caught = sum(end != "survived" for end in ends)
    low, high = proportion_confint(caught, len(ends), method="wilson")
    share = f"{caught / len(ends):.0%} (95%: {low:.0%}-{high:.0%})"
    print("Tests that fail without a mutant, too:", *dict.fromkeys(faulty), sep="\n")
    print(f"{options.at}: {caught} of {len(ends)} caught, {share}")


if __name__ == "__main__":
    main()
