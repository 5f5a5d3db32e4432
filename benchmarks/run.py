"""Measure the kit on this machine: ``uv run python -m benchmarks.run``.

Times depend on the machine, so each is printed beside something measured in the same run: the explorer beside
a full matplotlib redraw of the same filter, a warm start beside a cold one, the notebook tests beside the sum
of their cells' own times, the import of the kit beside that of the libraries it stands on.
"""

import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import pandas as pd
from nbclient import NotebookClient
from playwright.sync_api import sync_playwright
from tqdm import tqdm

from enclair_tools.notebooks.canonical import read
from enclair_tools.notebooks.running import execute_file
from tests.browser.chromium import launch
from tests.browser.lab import LabPage, open_notebook, run_all, running_jupyterlab

REPO = Path(__file__).parents[1]
CHANGES = 40

#: The same filter twice: in the page, and by Python drawing the whole figure again into an image.
EXPLORER = "from enclair import Timeline, load_case\ncase = load_case('telegram')\nTimeline(case)"
MANY = """
import pandas as pd
from enclair.case import events
many = pd.concat([case.timeline] * 29, ignore_index=True).head(2000)
many["id"] = [f"event-{number}" for number in range(len(many))]
timeline = Timeline(case)
timeline.events = events.records(many)
timeline
"""
QUOTES = "from enclair import Quotes\nQuotes(case)"
MANY_QUOTES = """
from enclair.case import quotes as sayings
many = pd.concat([case.quotes] * 27, ignore_index=True).head(2000)
many["id"] = [f"Q{number}" for number in range(1000, 3000)]
explorer = Quotes(case)
explorer.quotes = sayings.records(many.assign(primary_text=""))
explorer
"""
REDRAW = """
import io
import ipywidgets
import matplotlib.pyplot as plt
from enclair.case import events
from enclair.figures.style import PALETTE
MARKERS = {"justice": "o", "telegram": "s", "law-and-politics": "D", "reactions": "^", "": "P"}
table = case.timeline
boxes = [ipywidgets.Checkbox(description=name) for name in ("primary", "state-media")]
picture = ipywidgets.Image(format="png")
def redraw(change=None):
    kinds = [box.description for box in boxes if box.value]
    rows = events.filter_events(table, source_types=kinds)
    figure, axes = plt.subplots(figsize=(12, 5))
    for height, track in enumerate(events.TRACKS):
        lane = rows[rows["track"] == track]
        spread = [height + 0.12 * (place % 5) for place in range(len(lane))]
        axes.scatter(lane["date"], spread, marker=MARKERS[track], color=PALETTE[track][0])
        for _, row in lane.iterrows():
            axes.annotate(row["title_en"][:18], (row["date"], height), fontsize=7)
    axes.set_xlim(table["date"].min(), table["date"].max())
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png", dpi=100)
    plt.close(figure)
    picture.value = buffer.getvalue()
for box in boxes:
    box.observe(redraw, "value")
redraw()
ipywidgets.VBox([*boxes, picture])
"""

#: From each change to the first frame in which what one looks at differs, in milliseconds.
TIMED = """
const frame = () => new Promise(requestAnimationFrame);
async function timed(changes, change, look = () => NaN) {
  const times = [];
  for (let turn = 0; turn < changes; turn++) {
    const before = look();
    const start = performance.now();
    await change(turn);
    while (look() === before) await frame();
    await frame(); // the second frame begins when the first one is painted
    await frame();
    times.push(performance.now() - start);
    await new Promise((later) => setTimeout(later, 120));
  }
  return times;
}
"""
IN_PAGE = f"""async ([which, changes]) => {{
  {TIMED}
  const root = document.querySelectorAll(".enclair-timeline")[which];
  root.querySelector("details").open = true;
  const box = [...root.querySelectorAll("input[type=checkbox]")].find((one) => one.value === "state-media");
  return timed(changes, () => box.click(), () => root.querySelectorAll(".enclair-mark").length);
}}"""
#: The same for the quote explorer: words typed into its search, or a box of its filters.
IN_QUOTES = f"""async ([which, how, changes]) => {{
  {TIMED}
  // What is pressed may be drawn anew.
  const part = (named) => document.querySelectorAll(".enclair-quotes")[which].querySelector(named);
  part("details").open = true;
  const searched = ["privacy", "sécurité", "Durov", ""];
  const type = (turn) => {{
    const search = part("input[type=search]");
    search.value = searched[turn % searched.length];
    search.dispatchEvent(new Event("input"));
  }};
  const press = () => part("input[value=court]").click();
  return timed(changes, how === "filter" ? press : type, () => part(".enclair-count").textContent);
}}"""
#: The same for a picture that the kernel draws: until it is loaded.
IN_KERNEL = f"""async (changes) => {{
  {TIMED}
  const picture = document.querySelector("img.widget-image");
  const box = picture.closest(".widget-vbox").querySelector("input[type=checkbox]");
  return timed(changes, () => {{
    const drawn = new Promise((loaded) => picture.addEventListener("load", loaded, {{ once: true }}));
    box.click();
    return drawn;
  }});
}}"""
#: The same for a slider of the parameter explorer, moved by a key: until the picture says something else.
IN_SLIDER = f"""async (changes) => {{
  {TIMED}
  const picture = () => document.querySelector(".enclair-explore svg.enclair-picture");
  const handle = [...document.querySelectorAll(".enclair-explore .noUi-handle")].find(
    (one) => one.getAttribute("aria-label") === "Allowed ones that raise an alarm",
  );
  return timed(changes, (turn) => {{
    const key = turn % 8 < 4 ? "ArrowLeft" : "ArrowRight";
    handle.dispatchEvent(new KeyboardEvent("keydown", {{ key, bubbles: true }}));
  }}, () => picture().getAttribute("aria-label"));
}}"""
ALARMS = """from enclair import explore
from enclair.lessons.needles_and_haystacks import figures
explore(figures.Alarms, items=10**9)"""


def line(name: str, value: str) -> None:
    tqdm.write(f"{name:<62}{value}")


def percentiles(times: list[float]) -> tuple[float, float]:
    return statistics.median(times), statistics.quantiles(times, n=20)[18]


def notebook(*cells: str) -> nbformat.NotebookNode:
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    return book


def first_widget(browser: object, *, cold: bool) -> float:
    """Seconds from the command to the explorer of lesson 1, with or without compiled bytecode."""
    import os

    before = dict(os.environ)
    with tempfile.TemporaryDirectory() as empty:
        if cold:
            os.environ["PYTHONPYCACHEPREFIX"] = empty
            os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
        try:
            start = time.perf_counter()
            with running_jupyterlab() as lab:
                page = LabPage(browser.new_page(), lab)
                open_notebook(page, "notebooks/en/01_what_happened.ipynb")
                page.page.evaluate("() => void window.jupyterapp.commands.execute('notebook:run-all-cells')")
                page.page.locator(".enclair").first.wait_for(timeout=120_000)
                taken = time.perf_counter() - start
                page.page.close()
        finally:
            os.environ.clear()
            os.environ.update(before)
    return taken


def start_up(browser: object) -> None:
    cold, warm = first_widget(browser, cold=True), first_widget(browser, cold=False)
    line("command to first widget, without bytecode (cold)", f"{cold:.1f} s")
    line("command to first widget, bytecode compiled (warm)", f"{warm:.1f} s   ({warm / cold:.2f} of cold)")


def event_to_pixels(browser: object) -> None:
    with running_jupyterlab() as lab:
        cells = (EXPLORER, MANY, REDRAW, QUOTES, MANY_QUOTES)
        nbformat.write(notebook(*cells), lab.root / "bench.ipynb")
        page = LabPage(browser.new_page(viewport={"width": 1280, "height": 3000}), lab)
        open_notebook(page, "bench.ipynb")
        run_all(page)
        page.page.locator("img.widget-image").wait_for()
        page.page.wait_for_timeout(1000)
        explorer = percentiles(page.page.evaluate(IN_PAGE, [0, CHANGES]))
        many = percentiles(page.page.evaluate(IN_PAGE, [1, CHANGES]))
        redraw = percentiles(page.page.evaluate(IN_KERNEL, CHANGES))
        asked = [(which, how) for which in (0, 1) for how in ("search", "filter")]
        sayings = {
            key: percentiles(page.page.evaluate(IN_QUOTES, [*key, CHANGES]))
            for key in tqdm(asked, desc="quote explorer", leave=False)
        }
        page.page.close()
    line("explorer, event to pixels, p50 / p95", f"{explorer[0]:.0f} / {explorer[1]:.0f} ms")
    line("full matplotlib redraw of the same filter, p50 / p95", f"{redraw[0]:.0f} / {redraw[1]:.0f} ms")
    line("redraw over explorer, p50 / p95", f"{redraw[0] / explorer[0]:.1f} / {redraw[1] / explorer[1]:.1f}")
    line("explorer with 2,000 events, p50 / p95", f"{many[0]:.0f} / {many[1]:.0f} ms")
    for (which, how), times in sayings.items():
        rows = ("the case's quotations", "2,000 quotations")[which]
        line(f"quote explorer, {how}, {rows}, p50 / p95", f"{times[0]:.0f} / {times[1]:.0f} ms")


def slider_to_picture(browser: object) -> None:
    with running_jupyterlab() as lab:
        nbformat.write(notebook(ALARMS), lab.root / "bench.ipynb")
        page = LabPage(browser.new_page(viewport={"width": 1280, "height": 1200}), lab)
        open_notebook(page, "bench.ipynb")
        run_all(page)
        page.page.locator(".enclair-explore [aria-valuetext='1 in 1,000']").wait_for()
        page.page.wait_for_timeout(1000)
        half, late = percentiles(page.page.evaluate(IN_SLIDER, CHANGES))
        page.page.close()
    line("parameter explorer (Alarms), slider to picture, p50 / p95", f"{half:.0f} / {late:.0f} ms")


def imports() -> None:
    base_code = "import pandas, matplotlib"
    codes = [
        base_code,
        f"{base_code}; import enclair",
        f"{base_code}; from enclair import load_case, Timeline, predict; "
        "from enclair.lessons.needles_and_haystacks import check, figures",
    ]
    runs: dict[str, list[float]] = {code: [] for code in codes}
    for code in tqdm(codes * 9, desc="imports", leave=False):  # by turns, so that noise falls on all alike
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        runs[code].append(time.perf_counter() - start)
    base, package, ours = (min(runs[code]) for code in codes)  # noise only adds
    line("import pandas, matplotlib (a new Python)", f"{base:.2f} s")
    line("the same and enclair", f"{package:.2f} s   (+{package - base:.2f} s)")
    line("the same and all that a lesson imports of enclair", f"{ours:.2f} s   (+{ours - base:.2f} s)")


def rows() -> None:
    from enclair import load_case
    from enclair.case.model import _home

    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "case"
        shutil.copytree(_home() / "telegram", copy)
        head, *lines = (copy / "timeline.csv").read_text(encoding="utf-8").splitlines()
        # The case's own rows stay: other tables point to them.
        copies = range(100_000 - len(lines))
        many = lines + [f"event-{number},{lines[number % len(lines)].partition(',')[2]}" for number in copies]
        (copy / "timeline.csv").write_text("\n".join([head, *many, ""]), encoding="utf-8")
        start = time.perf_counter()
        pd.read_csv(copy / "timeline.csv")
        plain = time.perf_counter() - start
        start = time.perf_counter()
        loaded = load_case(copy, most_mb=200, most_rows=100_000)
        checked = time.perf_counter() - start
        assert len(loaded.timeline) == len(many)
    line("pandas.read_csv of 100,000 events, nothing checked", f"{plain:.1f} s")
    line("load_case with them, everything checked", f"{checked:.1f} s   ({checked / plain:.1f} times)")


def state() -> None:
    """Print how much the widgets of a notebook that was run send to its page, and a saved one holds."""
    path = REPO / "notebooks" / "en" / "01_what_happened.ipynb"
    widgets = execute_file(path, read(path))["metadata"]["widgets"]
    models = widgets["application/vnd.jupyter.widget-state+json"]["state"].values()
    size = sum(len(json.dumps(model["state"], ensure_ascii=False).encode()) for model in models)
    line("state of the widgets of lesson 1", f"{size / 1e6:.2f} MB")


def notebook_tests() -> None:
    books = sorted(
        path
        for folder in ("notebooks", "exercises", "solutions")
        for path in (REPO / folder).rglob("*.ipynb")
    )
    own = 0.0
    for path in tqdm(books, desc="cells' own times", leave=False):
        book = nbformat.read(path, as_version=4)
        NotebookClient(
            book, timeout=60, allow_errors=True, resources={"metadata": {"path": path.parent}}
        ).execute()
        for cell in book.cells:
            times = cell.metadata.get("execution", {})
            if "shell.execute_reply" in times:
                begin, end = (time_of(times[name]) for name in ("iopub.execute_input", "shell.execute_reply"))
                own += end - begin
    start = time.perf_counter()
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "--no-header",
        "-p",
        "no:cacheprovider",
        *map(str, books),
    ]
    subprocess.run(command, cwd=REPO, check=True, stdout=subprocess.DEVNULL)
    wall = time.perf_counter() - start
    line(f"nbval over {len(books)} notebooks, wall time", f"{wall:.1f} s")
    line("sum of their cells' own times", f"{own:.1f} s   ({wall / own:.2f} of it is the wall time)")


def time_of(stamp: str) -> float:
    from datetime import datetime

    return datetime.fromisoformat(stamp.replace("Z", "+00:00")).timestamp()


def main() -> None:
    """Run all measurements; about three minutes on two cores."""
    steps = [imports, rows, state, notebook_tests]
    with tqdm(total=len(steps) + 3, desc="benchmarks") as progress:
        for step in steps:
            step()
            progress.update()
        with sync_playwright() as playwright:
            browser = launch(playwright)
            for step in (event_to_pixels, slider_to_picture, start_up):
                step(browser)
                progress.update()
            browser.close()


if __name__ == "__main__":
    main()
