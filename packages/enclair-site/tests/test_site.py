"""Lessons and exercises in the browser itself: Chromium, the built site, and nobody else."""

from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

from enclair_site.front import MEGABYTES
from enclair_tools.notebooks.canonical import paths
from tests.browser import lab
from tests.helpers import EXERCISES, REPO, faults, notebook, read, solution_path
from visits import open_on

pytestmark = pytest.mark.site

LESSON = "notebooks/en/01_what_happened.ipynb"
EXERCISE = "exercises/en/01_what_happened.ipynb"
PATHS = [
    path.relative_to(REPO).as_posix() for folder in ("notebooks", "exercises") for path in paths(REPO, folder)
]


def executed(site_page):
    """The notebook as it is now; this kernel calls an error by its class: <class 'a.b.Name'>."""
    cells = site_page.page.evaluate(lab.CELLS)
    for cell in cells:
        for output in cell.get("outputs", []):
            if output["output_type"] == "error":
                output["ename"] = output["ename"].removesuffix("'>").rpartition("'")[2].rpartition(".")[2]
    return notebook(*cells)


def solve(site_page, name):
    """Write the solution of an exercise into its cells, and run them; return the solution."""
    solved = read(solution_path(name))
    for place, cell in enumerate(solved["cells"]):
        lab.set_cell(site_page, place, "".join(cell["source"]))
    lab.run_all(site_page)
    assert faults(executed(site_page), passed=True) == []
    return solved


@pytest.mark.parametrize("path", PATHS)
def test_every_lesson_and_exercise_runs_to_its_end_and_asks_nobody(site, site_page, path):
    open_on(site, site_page, path)
    before_run = site_page.page.locator(".enclair-before-run")
    if path == LESSON:  # its first view works before Python does
        before_run.get_by_role("radio").nth(1).check()
        before_run.get_by_role("button", name="Show it").click()
        expect(before_run.locator(".enclair-timeline")).to_be_visible()
    stored = read(REPO / path)
    assert lab.cell_sources(site_page) == ["".join(cell["source"]) for cell in stored["cells"]]
    lab.run_all(site_page)
    if path.startswith("exercises"):
        assert faults(executed(site_page), passed=False) == []
    else:
        assert lab.errors(site_page) == []
    assert site_page.page.locator(".jp-Notebook").get_attribute("lang") == path.split("/")[1]
    assert lab.in_the_wrong_language(site_page) == []
    expect(before_run).to_have_count(0)
    if path == LESSON:  # what it shows waits for a guess
        expect(site_page.page.locator(".enclair-mine").first).to_have_text("you A few weeks before")
        asked = site_page.page.locator(".enclair-asked:has(form.enclair-ask)")
        while asked.count():
            lab.guess(asked.first)
        expect(site_page.page.locator(".enclair-powers")).to_be_visible()
        lab.no_barriers(site_page)


@pytest.mark.quick
def test_a_page_takes_code_styles_and_rows_from_files_that_pages_share(site, site_page):
    page = site_page.page
    # While it is read, the browser fetches what its notebook needs.
    with page.expect_request_finished(lambda asked: asked.url.endswith("pyodide.asm.wasm")):
        page.goto(f"{site.url}fr/04_needles_and_haystacks.html")
    page.locator(".view.alive > .live *").first.wait_for()
    expect(page.locator(".view:not(.alive, .asks .view)")).to_have_count(0)
    assert (site.folder / "fr/04_needles_and_haystacks.html").stat().st_size < 600_000


@pytest.mark.quick
def test_answers_get_feedback_and_outlive_a_reload_and_are_downloaded(site, site_page, tmp_path):
    page = site_page.page
    open_on(site, site_page, EXERCISE)
    solved = solve(site_page, EXERCISES[0])
    # A form shows what its cell holds, and writes into it.
    place = next(place for place, cell in enumerate(solved["cells"]) if cell["id"] == "firmness-answer")
    firmness = page.locator(".enclair-form").filter(has_text="DGSE")
    firmness.scroll_into_view_if_needed()
    assert firmness.get_by_role("radio", checked=True).count() == 3
    firmness.get_by_role("radio", name="confirmed").first.check()
    answered = lab.cell_sources(site_page)
    assert '"prosecutors-see-answers": "confirmed"' in answered[place]

    lab.save(site_page)
    page.reload()
    # Python may still be starting.
    page.wait_for_function("() => window.jupyterapp?.shell?.currentWidget?.context?.isReady === true")
    assert lab.cell_sources(site_page) == answered

    with page.expect_download() as download:
        page.evaluate("() => void window.jupyterapp.commands.execute('docmanager:download')")
    download.value.save_as(tmp_path / "mine.ipynb")
    assert ["".join(cell["source"]) for cell in read(tmp_path / "mine.ipynb")["cells"]] == answered


def test_a_first_visit_is_small_and_brings_no_late_package(site, site_page):
    asked = set()
    site_page.page.context.on("requestfinished", lambda request: asked.add(request.url))
    open_on(site, site_page, LESSON)
    code = [place for place, cell in enumerate(read(REPO / LESSON)["cells"]) if cell["cell_type"] == "code"]
    for place in code[:2]:
        lab.run_cell(site_page, place)
    site_page.page.locator(".enclair-predict").first.wait_for()
    assert not any("matplotlib-3" in url or "networkx" in url for url in asked)
    # The service worker answers in the page, when a visit takes long enough to ask it.
    urls = [url for url in asked if url.startswith(site.url) and not url.endswith("-heartbeat")]
    assert any(url.endswith(".wasm") for url in urls)

    size = 0
    for url in urls:
        with urlopen(Request(url, headers={"Accept-Encoding": "gzip"}), timeout=300) as answer:
            size += len(answer.read())
    assert size < MEGABYTES * 1e6
    assert sum(path.stat().st_size for path in site.folder.rglob("*") if path.is_file()) < 55e6


def test_a_skipped_first_cell_is_told_in_one_sentence(site, site_page):
    """The kit's part of the kernel is there, too: it stands in IPython's settings, inside the wheel."""
    open_on(site, site_page, LESSON)
    *_, place = [n for n, cell in enumerate(read(REPO / LESSON)["cells"]) if cell["cell_type"] == "code"]
    lab.run_cell(site_page, place)
    (error,) = lab.cell_outputs(site_page)[place]
    assert "Run the first cell of this page first" in "".join(error["traceback"])
