"""Running a submission in the sandbox, from outside: no message is trusted, and everything has an end.

`bounds.py` has the numbers. A message is measured before it is read, and read only if a page can show it; a
kernel that is dead, out of memory or deaf is replaced by a new one, in which what had come to its end runs
again: so no task loses its turn because of another.
"""

import os
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import zmq
from jupyter_client.manager import KernelManager
from nbformat.v4 import new_output
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Int, Unicode, default

from enclair.checks import MIME
from enclair_tools.marking import intact
from enclair_tools.marking.bounds import (
    ERRORS,
    FLOOD,
    FLOOD_MESSAGES,
    MESSAGES,
    PART,
    PARTS,
    PRINTED,
    SAID,
    WAITING,
    cut,
)
from enclair_tools.marking.files import of_language, read

#: What a page may show of an output: all else could run, or fetch something.
PLAIN = ("text/plain", "image/png", "image/jpeg", MIME)
#: Where the notebook keeps what the teacher is told: keys of `en.toml`.
TOLD = "enclair_told"
#: Seconds for a kernel to start, and to answer what takes it no time.
START, GRACE = 30, 5
#: Seconds from one look at the kernel to the next, and bytes that may wait here for the end of a message.
BEAT, UNSEEN = 0.25, 256 << 20
#: How many kernels one submission may wear out.
KERNELS = 6

_MEMORY = re.compile("MemoryError|Cannot allocate memory")
#: What the words of a check consist of, for programs.
_WORD = ("passed", "check", "misconception", "note")
_DISK = re.compile("No space left|File too large|Disk quota")

digest = cache(intact.digest)


def _text(said: object) -> str:
    """Return what a message says as text that a file can hold: JSON knows halves of characters."""
    return str(said).encode("utf-8", "replace").decode()


class EndedError(Exception):
    """The kernel is gone, or of no use any longer; the text is the key of a sentence."""


class _Manager(KernelManager):
    """Its sockets receive no message of more than `PART`, and let few of them wait."""

    @default("context")
    def _context_default(self) -> zmq.Context[Any]:
        self._created_context = True
        context: zmq.Context[Any] = zmq.Context()
        context.setsockopt(zmq.MAXMSGSIZE, PART)
        context.setsockopt(zmq.RCVHWM, WAITING)
        return context


class Outputs(list[Any]):
    """What a page can show of what a cell said."""

    failed = 0
    left_out = False

    def __init__(self) -> None:
        super().__init__()
        self.bytes = self.messages = 0

    @property
    def full(self) -> bool:
        """Whether no more may be read: more than an honest kernel would send."""
        return self.messages > 4 * MESSAGES or self.bytes > 4 * SAID

    def add(self, kind: str, said: dict[str, Any]) -> None:
        """Keep what a message says, if it is of a kind that can be shown."""
        if kind == "stream" and said.get("name") in ("stdout", "stderr"):
            printed = _text(said["text"])
            if self and self[-1].output_type == "stream" and self[-1].name == said["name"]:
                self[-1].text += printed
            else:
                self.append(new_output("stream", name=said["name"], text=printed))
        elif kind in ("display_data", "execute_result"):
            # Not as a result: nbgrader would read a number that a cell returns as its mark.
            data: dict[str, Any] = {
                mime: _text(one)
                for mime, one in said["data"].items()
                if mime in PLAIN and mime != MIME and isinstance(one, str)
            }
            if isinstance(word := said["data"].get(MIME), dict):
                # What a check says is flat and short; anything else could not even be written to a file.
                data[MIME] = {
                    key: one if isinstance(one, bool) else _text(one)[:100]
                    for key in _WORD
                    if isinstance(one := word.get(key), bool | str)
                }
            self.append(new_output("display_data", data=data))
        elif kind == "error":
            self.error(**cut(said))

    def error(self, ename: str, evalue: str = "", traceback: list[str] | None = None) -> None:
        """Add an error, which costs the task its points."""
        if self.failed > ERRORS:
            return
        self.failed += 1
        ename, evalue = _text(ename), _text(evalue)
        lines = [_text(line) for line in traceback or [ename]]
        self.append(new_output("error", ename=ename, evalue=evalue, traceback=lines))

    def shorten(self, said: int) -> int:
        """Leave out what is too much after the ``said`` bytes of other cells; return the new sum.

        What a check says stays: it is short, and there are few of them in what was given out.
        """
        for one in list(self):
            left = max(0, PRINTED - said)
            if one.output_type == "stream":
                one.text = one.text.encode()[: max(1000, left)].decode(errors="ignore")
                size = len(one.text.encode())
            elif one.output_type == "error":
                one.traceback = one.traceback if left else []
                size = sum(len(line.encode()) for line in (one.ename, one.evalue, *one.traceback))
            else:
                size = sum(len(data.encode()) for mime, data in one.data.items() if mime != MIME)
                if size > left:
                    one.data = {mime: data for mime, data in one.data.items() if mime == MIME}
                    self.left_out, size = True, 0
            said += size
        return said

    def tells(self, pattern: re.Pattern[str]) -> bool:
        """Return whether ``pattern`` stands in an error."""
        return any(pattern.search(f"{one.ename}: {one.evalue}") for one in self if "ename" in one)


class ClosedKernel:
    """A kernel in the sandbox."""

    def __init__(self, name: str, folder: str) -> None:
        self._bytes = self._messages = 0
        self._taken, self._seen = taken(), time.monotonic()
        self._manager = _Manager(kernel_name=name)
        try:
            self._manager.start_kernel(cwd=folder, extra_arguments=["--HistoryManager.hist_file=:memory:"])
            self._client: Any = self._manager.client(context=self._manager.context)
            self._client.start_channels(stdin=False, hb=False)
            self._client.wait_for_ready(timeout=START)
            self.look()  # from here on it knows what changed
        except (RuntimeError, EndedError) as error:
            self.end()
            raise EndedError("ended-kernel") from error
        self._iopub, self._shell = self._client.iopub_channel.socket, self._client.shell_channel.socket
        self._poller = zmq.Poller()
        for socket in (self._iopub, self._shell):
            self._poller.register(socket, zmq.POLLIN)
        # A message that is too large closes the connection, which then opens again.
        self._cut_off = self._iopub.get_monitor_socket(zmq.EVENT_DISCONNECTED)

    def run(self, source: str, seconds: float, outputs: Outputs) -> str:
        """Run a cell and fill ``outputs``; return "", "endless" if it was stopped in time, "lost" if part is.

        Raises
        ------
        EndedError
            If there is no going on with this kernel.
        """
        asked = self._client.execute(source, allow_stdin=False, stop_on_error=False)
        end, reply, idle, stopped = time.monotonic() + seconds, None, False, ""
        while not (reply and idle):
            left = end - time.monotonic()
            if left <= 0 and reply:
                return "lost"  # what said that the cell is done went under in a flood
            if left <= 0 and stopped:
                raise EndedError("endless")
            if left <= 0:
                stopped, end = "endless", time.monotonic() + GRACE
                self._manager.interrupt_kernel()
                continue
            self._still_there()
            for kind, said in self._heard(min(left, BEAT), asked, outputs):
                if kind == "execute_reply":
                    reply, end = said, time.monotonic() + 2 * GRACE
                elif kind == "status":
                    idle = said.get("execution_state") == "idle"
                else:
                    with suppress(AttributeError, KeyError, TypeError, ValueError):  # not as it should be
                        outputs.add(kind, said)
        if reply["status"] != "ok" and not outputs.failed:
            outputs.error(**cut(reply))
        return stopped

    def _heard(self, seconds: float, asked: str, outputs: Outputs) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield kind and content of what was said about the request ``asked``."""
        for socket, _ in self._poller.poll(int(seconds * 1000)):
            shell = socket is self._shell
            for _ in range(WAITING):
                try:
                    parts = _parts(socket, zmq.NOBLOCK)
                except zmq.Again:
                    break
                size = sum(map(len, parts))
                self._bytes, self._messages = self._bytes + size, self._messages + 1
                outputs.bytes, outputs.messages = outputs.bytes + size, outputs.messages + 1
                if self._bytes > FLOOD or self._messages > FLOOD_MESSAGES:
                    raise EndedError("huge-output")
                # However much a cell says, its end must be heard.
                end = shell or (size < SAID // 64 and b'"status"' in b"".join(parts))
                if size > 2 * SAID or (outputs.full and not end):
                    continue
                if message := self._read(parts, asked):
                    kind, said = message
                    if shell is (kind == "execute_reply"):
                        yield kind, said

    def _read(self, parts: list[bytes], asked: str) -> tuple[str, dict[str, Any]] | None:
        """Return kind and content of a message, or None if it is not an answer to ``asked``."""
        session = self._client.session
        with suppress(Exception):  # whatever reading trips over, it was no message of ours
            message = session.deserialize(session.feed_identities(parts)[1])
            kind, said = message["msg_type"], message["content"]
            ours = message["parent_header"].get("msg_id") == asked and isinstance(said, dict)
            if ours and (kind != "execute_reply" or isinstance(said.get("status"), str)):
                return kind, said
        return None

    def look(self, **asked: bool) -> dict[str, Any]:
        """Return what the kernel says of itself, if it still does.

        Raises
        ------
        EndedError
            If it does not: it is dead, or broken.
        """
        channel = self._client.control_channel
        message = self._client.session.msg("enclair_request", asked)
        channel.send(message)
        end = time.monotonic() + GRACE
        while (left := end - time.monotonic()) > 0:
            self._still_there()
            if not channel.socket.poll(min(left, BEAT) * 1000):
                continue
            parts = _parts(channel.socket)
            self._messages += 1
            if self._messages > FLOOD_MESSAGES:
                break
            if sum(map(len, parts)) < SAID // 64:
                answer = self._read(parts, message["header"]["msg_id"])
                if answer and answer[0] == "enclair_reply":
                    return answer[1]
        raise EndedError("ended-kernel")

    def _still_there(self) -> None:
        """Raise `EndedError` if the kernel is dead, or fills our memory with a message that has no end."""
        if taken() > self._taken + UNSEEN:
            raise EndedError("huge-output")
        if time.monotonic() > self._seen + 1:
            self._seen = time.monotonic()
            if not self._manager.is_alive():
                raise EndedError(getattr(self._manager.provisioner, "ended", "") or "ended-kernel")

    @property
    def cut_off(self) -> bool:
        """Whether a message was too large to be received."""
        found = bool(self._cut_off.poll(0))
        while self._cut_off.poll(0):
            self._cut_off.recv_multipart()
        return found

    def end(self) -> None:
        """End it and all that it started; its sockets close with their context."""
        self._manager.shutdown_kernel(now=True)


def _parts(socket: Any, flags: int = 0) -> list[bytes]:
    """Receive a message; raise `EndedError` if it has more parts than any honest one."""
    parts = [socket.recv(flags)]
    while socket.rcvmore:
        if len(parts) == PARTS:
            raise EndedError("huge-output")
        parts.append(socket.recv())
    return parts


class ExecuteClosed(NbGraderPreprocessor):  # type: ignore[misc, unused-ignore]
    """Runs a notebook in the sandbox, and notes in it what a teacher should know."""

    kernel_name = Unicode("enclair-sandbox").tag(config=True)
    timeout = Int(20, help="Seconds for one cell.").tag(config=True)
    budget = Int(60, help="Seconds for a notebook.").tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> Any:
        """Run ``nb``."""
        self._end = time.monotonic() + self.budget
        self._folder = resources["metadata"]["path"]
        self._kernel: ClosedKernel | None = None
        self._told: dict[str, None] = {}
        self._good: list[Any] = []  # what came to its end, checks apart
        self._given = given(resources, nb.metadata["enclair"]["lang"])
        self._kernels = self._printed = 0
        cells = [cell for cell in nb.cells if cell.cell_type == "code" and cell.source.strip()]
        try:
            for number, cell in enumerate(cells, 1):
                cell.execution_count = number
                cell.outputs = self._outputs(cell, last=number == len(cells))
        finally:
            self._replace()
        nb.metadata[TOLD] = list(self._told)
        nb.metadata["language_info"] = {"name": "python", "pygments_lexer": "ipython3"}
        return nb, resources

    def _outputs(self, cell: Any, last: bool) -> list[Any]:
        """Return what ``cell`` said, in a kernel in which those before it have run."""
        outputs = Outputs()
        try:
            if not self._ready():
                self._told["endless"] = None
                outputs.error("CellTimeoutError")
                return outputs
            assert self._kernel
            stopped = self._kernel.run(cell.source, self._seconds(), outputs)
            if stopped == "lost":
                raise EndedError("huge-output")
            if stopped:
                self._told["endless"] = None
                outputs.error("CellTimeoutError")
            self._look(outputs, last)
        except EndedError as error:
            self._told[str(error)] = None
            self._replace()
            outputs.error("CellTimeoutError" if str(error) == "endless" else "DeadKernelError")
        self._printed = outputs.shorten(self._printed)
        if outputs.left_out:
            self._told["huge-output"] = None
        if not outputs.failed and not cell.metadata.get("nbgrader", {}).get("grade"):
            self._good.append(cell)
        return outputs

    def _look(self, outputs: Outputs, last: bool) -> None:
        """Note what a cell did, and end a kernel of no further use."""
        assert self._kernel
        memory = outputs.tells(_MEMORY)
        found = self._kernel.look(last=last, memory=memory)
        names = found.get("changed")
        changed = {str(name) for name in names} if isinstance(names, list) else {"?"}
        signs = {
            "huge-output": found.get("too_much") or self._kernel.cut_off or outputs.full,
            "network": found.get("network"),
            "changed-check": changed or (last and found.get("digest") != digest()),
            "memory": memory,
            "disk": outputs.tells(_DISK),
        }
        self._told |= {key: None for key, sign in signs.items() if sign}
        if "builtins" in changed:
            raise EndedError("changed-check")
        if found.get("full"):
            self._replace()

    def _seconds(self) -> float:
        """Return the time of the next cell: a part of what is left, so that there is always some left."""
        return max(1.0, min(self.timeout, (self._end - time.monotonic()) / 3))

    def _replace(self) -> None:
        if self._kernel:
            self._kernel.end()
        self._kernel = None

    def _ready(self) -> bool:
        """Return whether there is a kernel; a new one runs again what had come to its end."""
        if time.monotonic() > self._end:
            return False
        while not self._kernel and self._kernels < KERNELS and time.monotonic() < self._end:
            self._kernels += 1
            if self._kernels > 2:  # twice is no accident: without what nobody asked for
                self._good = [
                    cell for cell in self._good if cell.source in self._given or cell.metadata.get("nbgrader")
                ]
            try:
                self._kernel = ClosedKernel(self.kernel_name, self._folder)
                for cell in list(self._good):
                    outputs = Outputs()
                    if self._kernel.run(cell.source, self._seconds(), outputs) or outputs.failed:
                        self._good.remove(cell)
            except EndedError as error:
                if self._kernels == 1:
                    raise RuntimeError("DeadKernelError") from error  # no student's fault
                self._told[str(error)] = None
                self._replace()
        return self._kernel is not None


def taken() -> int:
    """Return how many bytes this process has taken."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[5]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def given(resources: Any, lang: str) -> set[str]:
    """Return the sources of the exercise as it was given out in ``lang``."""
    name, exercise = resources["nbgrader"]["notebook"], resources["nbgrader"]["assignment"]
    path = of_language(Path(), lang) / "release" / exercise / f"{name}.ipynb"
    return {"".join(cell["source"]) for cell in read(path)["cells"]}
