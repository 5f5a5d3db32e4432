"""Start a real JupyterLab as a student does, and drive it in a real browser."""

import contextlib
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen

from enclair.text.locale import text
from enclair_tools.notebooks.canonical import KERNEL
from tests.browser import pages
from tests.helpers import REPO, notebook, read

PATIENCE_MS = 60_000
#: JupyterLab, whose kernels are forks.
FORKING = """
import sys
sys.path.append(sys.argv.pop(1))
from tests.forked_kernels import fork_kernels
from jupyterlab.labapp import main
fork_kernels()
main()
"""

# The current notebook is there, and its kernel has started and has nothing to do.
# It asks and does not wait: a promise of a document that is replaced while the page loads is never kept.
READY = """() => {
  const app = window.jupyterapp;
  app?.restored.then(() => { app.isRestored = true; });
  const panel = app?.isRestored && app.shell.currentWidget;
  if (!panel || !panel.sessionContext || !panel.context) return false;
  const kernel = panel.sessionContext.session?.kernel;
  return panel.context.isReady && panel.sessionContext.isReady && !panel.sessionContext.pendingInput
    && kernel?.connectionStatus === "connected" && kernel?.status === "idle";
}"""


@dataclass(frozen=True)
class Lab:
    """A running JupyterLab: its address, its token, and the folder that it shows."""

    url: str
    token: str
    root: Path

    def address(self, path="lab"):
        """Where a page or an API is, with the token; ``path`` starts at the root of the server."""
        return f"{self.url}{quote(path)}?token={self.token}"

    def api(self, path, method="GET"):
        with urlopen(Request(self.address(path), method=method), timeout=30) as answer:
            return json.loads(answer.read() or "null")

    def forget_what_was_open(self):
        """Stop all kernels and delete the layouts that are kept: the next page starts as a first one."""
        for session in self.api("api/sessions"):
            self.api(f"api/sessions/{session['id']}", "DELETE")
        for name in self.api("lab/api/workspaces")["workspaces"]["ids"]:
            self.api(f"lab/api/workspaces/{name}", "DELETE")


@dataclass
class LabPage:
    """A browser page on a JupyterLab, and every request it made to another place (there should be none)."""

    page: Any
    lab: Lab
    requests_elsewhere: list[str] = field(default_factory=list)

    def note(self, request):
        """Keep the address of a request, or of a web socket, to another machine."""
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
            self.requests_elsewhere.append(request.url)


@contextlib.contextmanager
def running_jupyterlab():
    """Start JupyterLab on a copy of the notebooks, for a user without settings; stop it on the way out.

    The project's own settings are read from the environment, as on a student's machine. Kernels inherit
    IPYTHONDIR, and with it the block of the network (``conftest.py`` at the top).
    """
    # Short, because the names of the kernels' Unix sockets are made from it.
    temporary = Path(tempfile.mkdtemp(prefix="lab-", dir="/tmp" if sys.platform != "win32" else None))
    root = temporary / "Élève 1, classe de 2de"  # a student's folder may well have spaces and accents
    root.mkdir()
    for folder in ("notebooks", "exercises", "solutions"):
        ignore = shutil.ignore_patterns(".ipynb_checkpoints")
        shutil.copytree(REPO / folder, root / folder, ignore=ignore)
    own = {f"JUPYTER_{name}_DIR": str(temporary / name[0].lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    env = os.environ | own
    token = secrets.token_hex(16)
    program = ("-c", FORKING, str(REPO)) if sys.platform == "linux" else ("-m", "jupyterlab")
    command = [
        *(sys.executable, *program, "--no-browser"),
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={free_port()}",
        f"--IdentityProvider.token={token}",
        f"--ServerApp.root_dir={root}",
    ]
    if sys.platform != "win32":
        command.append("--KernelManager.transport=ipc")
    log = temporary / "log.txt"
    with log.open("wb") as sink:
        process = subprocess.Popen(command, env=env, cwd=root, stdout=sink, stderr=subprocess.STDOUT)
    try:
        lab = Lab(_address(process, temporary / "r", log), token, root)
        yield lab
        lab.forget_what_was_open()
    finally:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(20)
        process.kill()  # does nothing if it has ended
        process.wait(20)
        shutil.rmtree(temporary, ignore_errors=True)


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def _address(process, runtime, log):
    """Wait for the server; its runtime file says where it really listens (the port may have been taken)."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        for file in runtime.glob("jpserver-*.json"):
            with contextlib.suppress(json.JSONDecodeError, OSError):  # half written, or not listening yet
                url = f"http://127.0.0.1:{json.loads(file.read_text(encoding='utf-8'))['port']}/"
                with urlopen(f"{url}api", timeout=5):
                    return url
        time.sleep(0.1)
    said = log.read_text(encoding="utf-8", errors="replace")
    raise RuntimeError(f"JupyterLab did not start. Its log:\n{said}")


def wait_until_ready(lab_page):
    lab_page.page.wait_for_function(READY, polling=50, timeout=PATIENCE_MS)


# Opening gives a widget, which cannot leave the page.
OPEN = """async (path) => {
  const app = window.jupyterapp;
  await app.restored;
  for (const widget of [...app.shell.widgets("main")]) widget.dispose();
  if (path) app.commands.execute("docmanager:open", { path });
}"""
IS_OPEN = "(path) => window.jupyterapp?.shell.currentWidget?.context?.path === path"


def open_notebook(lab_page, path):
    """Open a notebook in an otherwise empty JupyterLab, which is loaded unless the page has it."""
    page = lab_page.page
    if not page.evaluate("'jupyterapp' in window"):
        page.goto(f"{lab_page.lab.address(f'lab/tree/{path}')}&reset", timeout=PATIENCE_MS)
    else:
        page.evaluate(OPEN, path)
        page.wait_for_function(IS_OPEN, arg=path)
    wait_until_ready(lab_page)


def close_all(lab_page):
    """Close all documents, saved or not, and stop their kernels: the next test finds an empty JupyterLab."""
    if lab_page.page.evaluate("'jupyterapp' in window"):
        lab_page.page.evaluate(OPEN, "")
    lab_page.lab.forget_what_was_open()


#: Cells that are drawn late push those below them down: a click then falls beside what it was meant for.
UNTIL_STEADY = """async () => {
  const { node } = window.jupyterapp.shell.currentWidget.content;
  const places = () => [...node.querySelectorAll(".jp-Cell")].map((cell) => cell.offsetTop).join();
  for (let last, frames = 0; frames < 10; last = places()) {
    await new Promise(requestAnimationFrame);
    frames = places() === last ? frames + 1 : 0;
  }
}"""


def run_all(lab_page):
    """Run all cells of the current notebook; wait until they have, or one stopped, and none moves."""
    # The command ends at the first cell that fails, though others may go on; the kernel answers in order.
    lab_page.page.evaluate(
        """async () => {
          await window.jupyterapp.commands.execute("notebook:run-all-cells");
          await window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.requestKernelInfo();
        }"""
    )
    wait_until_ready(lab_page)
    lab_page.page.evaluate(UNTIL_STEADY)


CELLS = "() => window.jupyterapp.shell.currentWidget.context.model.toJSON().cells"


def cell_sources(lab_page):
    """The source of every cell of the current notebook as JupyterLab holds it now, saved or not."""
    return ["".join(cell["source"]) for cell in lab_page.page.evaluate(CELLS)]


def stored_sources(path):
    return ["".join(cell["source"]) for cell in read(REPO / path)["cells"]]


def cell_outputs(lab_page):
    """The outputs of every cell of the current notebook; markdown cells have none."""
    return [cell.get("outputs", []) for cell in lab_page.page.evaluate(CELLS)]


def errors(lab_page):
    return [one["evalue"] for cell in cell_outputs(lab_page) for one in cell if one["output_type"] == "error"]


def place_of(lab_page, words):
    (place,) = [place for place, source in enumerate(cell_sources(lab_page)) if words in source]
    return place


def run_cell(lab_page, place):
    lab_page.page.evaluate(
        """(place) => {
          const app = window.jupyterapp;
          app.shell.currentWidget.content.activeCellIndex = place;
          return app.commands.execute("notebook:run-cell");
        }""",
        place,
    )
    wait_until_ready(lab_page)


def answered(lab_page, place):
    """What a cell answered: what it printed, and its results as text and HTML."""
    outputs = cell_outputs(lab_page)[place]
    texts = [part for output in outputs for part in (output.get("text"), *output.get("data", {}).values())]
    return "\n".join("".join(part) for part in texts if isinstance(part, (str, list)))


def write(lab_page, name, *cells):
    """Write a notebook of these cells into the student's folder."""
    made = notebook(*cells, metadata={"kernelspec": KERNEL})
    (lab_page.lab.root / name).write_text(json.dumps(made), encoding="utf-8")


def save(lab_page):
    lab_page.page.evaluate("() => window.jupyterapp.commands.execute('docmanager:save')")
    lab_page.page.wait_for_function("!window.jupyterapp.shell.currentWidget.context.model.dirty")


def save_with_state(lab_page):
    """Save while "Save Widget State Automatically" is chosen in the menu."""
    menu = "window.jupyterapp.commands.execute('@jupyter-widgets/jupyterlab-manager:saveWidgetState')"
    lab_page.page.evaluate(menu)
    save(lab_page)
    lab_page.page.evaluate(menu)


def set_cell(lab_page, place, source):
    cell = "window.jupyterapp.shell.currentWidget.content.widgets[place].model.sharedModel"
    lab_page.page.evaluate(f"([place, source]) => {cell}.setSource(source)", [place, source])


def kernel_says(lab_page, code):
    """What the kernel answers to an expression, asked beside the notebook so that no cell changes."""
    return lab_page.page.evaluate(
        """async (code) => {
          const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
          const asked = { code: "", silent: true, user_expressions: { answer: code } };
          const reply = await kernel.requestExecute(asked).done;
          return reply.content.user_expressions.answer.data["text/plain"];
        }""",
        code,
    )


def guess(asked, lang="en"):
    """Answer a question that still waits: the first choice, or something drawn."""
    asked.scroll_into_view_if_needed()
    rows, written = asked.locator("input[type=radio]"), asked.locator(".enclair-plot ~ details")
    if rows.count():
        # With a key: while a notebook is still being drawn it moves, and a click may fall beside it.
        rows.first.press("Space")
    if written.count():
        written.locator("summary").press("Enter")
    for number in written.locator("input").all():
        number.fill("1")
        number.press("Tab")
    asked.get_by_role("button", name=text("Show it", lang)).click()


def press_command_keys(*focused):
    """Single letters are JupyterLab's commands: on a focused part of a view they must do nothing."""
    for one in focused:
        for key in "xamdd":
            one.press(key)


#: Where the results of cells stand.
OUTPUT = ".jp-Notebook .jp-Cell-outputArea"


def no_barriers(lab_page):
    pages.no_barriers(lab_page.page, context=OUTPUT)


# The text that stands in each element of an output itself, with the language in which it is read out.
SPOKEN = """(output) => [...document.querySelectorAll(`${output} [lang], ${output} [lang] *`)]
  .filter((element) => !element.closest("script, style, pre, code, svg"))
  .map((element) => [
    element.closest("[lang]").lang,
    [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data).join(" "),
  ])"""
#: Proper names, and titles of pages, in any language.
NAMES = re.compile(
    r"What is the European Court of Human Rights\?|"
    "La Quadrature du Net|Le Club des juristes|La Voix du peuple|Communiqué du tribunal judiciaire de Paris"
)
#: Words of which each sentence has some, and that the other language has not.
SMALL_WORDS = {
    "en": "the of and is are was were to that with from by this what who which not does did it his",
    "fr": "le la les des du et est sont était une un que qui dans pour par sur avec ce cette il ne pas",
}


def in_the_wrong_language(lab_page):
    wrong = []
    for lang, said in lab_page.page.evaluate(SPOKEN, OUTPUT):
        # Whole words: letters beside digits are none (enciphered bytes such as "1837ce11" hold a "ce").
        words = re.findall(r"\b[^\W\d_]+\b", NAMES.sub("", said).lower())
        counts = {each: sum(word in small.split() for word in words) for each, small in SMALL_WORDS.items()}
        other = {"en": "fr", "fr": "en"}.get(lang)
        # A name or a title inside a sentence may have some; two more of the other language are a sentence.
        if other and counts[other] >= counts[lang] + 2:
            wrong.append((lang, " ".join(said.split())))
    return wrong


def check_lesson(lab_page, sources):
    """What holds at the end of every lesson: its cells stand as they did, and what they show can be read."""
    assert errors(lab_page) == []
    assert cell_sources(lab_page) == sources
    assert in_the_wrong_language(lab_page) == []
    no_barriers(lab_page)
    assert lab_page.requests_elsewhere == []
