"""The program of the sandboxed kernel: an IPython kernel in which a cell can say only so much.

It is for honest work that goes wrong: a loop that prints for ever fills no memory, later cells keep theirs,
and the program outside learns what happened. Code that means harm can undo all of it: `closed_kernel.py`,
outside, trusts nothing that comes from here.
"""

import resource
import sys
import threading
import time
from collections import Counter
from typing import Any, ClassVar

from ipykernel.iostream import OutStream
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from jupyter_client.session import Session

from enclair.text.locale import text
from enclair_marking.running.bounds import ERRORS, MESSAGES, OUTPUT_LIMIT, PLAIN, STOPPED, clip_error
from enclair_marking.running.tamper_check import Snapshot, digest

# What a marked page cannot show.
_UNSEEN = ("comm_open", "comm_msg", "comm_close", "clear_output", "update_display_data")
_SHOWN = ("stream", "display_data", "execute_result", "error")
_NETWORK = frozenset(
    ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto", "urllib.Request")
)
#: What must still be free for the next cells, after one ran out of memory.
_FREE = 256 << 20
_send = Session.send


class TooMuchOutput(BaseException):
    """A cell that would print for ever; no `except Exception` goes on with it."""


class OutputBudget:
    """What has been said in answer to each request, and what else is told to the program outside."""

    size: ClassVar[Counter[str]] = Counter()
    messages: ClassVar[Counter[str]] = Counter()
    too_much = False
    network = False

    @classmethod
    def room(cls, request: str, size: int) -> int:
        """Return how many of ``size`` more characters may still be said."""
        left = max(0, OUTPUT_LIMIT - cls.size[request])
        cls.size[request] += size
        cls.too_much = cls.too_much or size > left
        return left


class Stream(OutStream):
    """Standard output that swallows what is too much, and in the end stops the cell."""

    def write(self, string: object) -> int:
        """Write as much of ``string`` as there is room for."""
        if not isinstance(string, str):
            return super().write(string) or 0  # type: ignore[arg-type]  # which refuses it
        request = str(self.parent_header.get("msg_id"))
        left = OutputBudget.room(request, len(string))
        if left:
            super().write(string[:left])
        elif threading.current_thread() is not threading.main_thread():
            time.sleep(0.1)  # a thread that prints on leaves the cells some time
        elif OutputBudget.size[request] > STOPPED:
            # What handles this may say no more, but is not stopped at once.
            OutputBudget.size[request] = OUTPUT_LIMIT
            raise TooMuchOutput(text("This cell was stopped: it printed without end."))
        return len(string)


def send(
    self: Session,
    stream: Any,
    msg_or_type: dict[str, Any] | str,
    content: Any = None,
    parent: Any = None,
    *more: Any,
    **named: Any,
) -> Any:
    """Send a message unless its cell has said too much; in place of `Session.send`."""
    kind = msg_or_type["msg_type"] if isinstance(msg_or_type, dict) else msg_or_type
    body = msg_or_type["content"] if isinstance(msg_or_type, dict) else content
    if kind in _UNSEEN:
        return msg_or_type
    if kind == "error" or (kind == "execute_reply" and body.get("status") == "error"):
        body.update(clip_error(body))
    if kind in _SHOWN:
        asked = msg_or_type["parent_header"] if isinstance(msg_or_type, dict) else parent or {}
        # What is printed leaves room for the words of a check, and the other way round.
        request = f"{asked.get('msg_id') or asked.get('header', {}).get('msg_id')} {kind}"
        OutputBudget.messages[request] += 1
        full = OutputBudget.messages[request] > (ERRORS if kind == "error" else MESSAGES)
        OutputBudget.too_much = OutputBudget.too_much or full
        # What is printed was measured when it was written.
        size = 0 if kind in ("stream", "error") else len(self.pack(body))
        if full or (size and OutputBudget.room(request, size) < size):
            return msg_or_type
    return _send(self, stream, msg_or_type, content, parent, *more, **named)


class Kernel(IPythonKernel):
    """A kernel that answers one more request: what happened since it began."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**more)  # type: ignore[no-untyped-call]
        self.control_handlers["enclair_request"] = self.enclair_request
        self.intact: Snapshot | None = None
        assert self.shell
        self.shell.ask_exit = lambda: None  # `exit()` at the end of a notebook ends nothing
        whole = self.shell.display_formatter.format
        self.shell.display_formatter.format = lambda shown, include=None, exclude=None: whole(
            shown, include or {*PLAIN}, exclude
        )

    async def enclair_request(self, stream: Any, ident: list[bytes], parent: dict[str, Any]) -> None:
        """Answer on the control channel, past everything that runs cells."""
        asked = parent["content"]
        # The first time nothing has run yet.
        self.intact = self.intact or Snapshot(self)
        content = {
            "too_much": OutputBudget.too_much,
            "network": OutputBudget.network,
            "changed": sorted(self.intact.changed()),
            "digest": digest() if asked.get("last") else "",
            "full": bool(asked.get("memory")) and not _room_left(),
        }
        assert self.session
        self.session.send(stream, "enclair_reply", content, parent, ident=ident)


def _room_left() -> bool:
    try:
        bytearray(_FREE)
    except MemoryError:
        return False
    return True


def _hear(event: str, arguments: tuple[Any, ...], network: frozenset[str] = _NETWORK) -> None:
    """Note an attempt to reach another machine; a socket of this one has a path, not a tuple, for a name."""
    if event in network and (event != "socket.connect" or arguments[1].__class__ is tuple):
        OutputBudget.network = True


def main() -> None:
    """Become the kernel."""
    # The program outside has a lower limit, for itself; those of the sandbox are other limits.
    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    resource.setrlimit(resource.RLIMIT_DATA, (hard, hard))
    Session.send = send  # type: ignore[method-assign]
    app = IPKernelApp.instance(kernel_class=Kernel, outstream_class="__main__.Stream")
    app.initialize()  # type: ignore[no-untyped-call]
    sys.addaudithook(_hear)
    app.start()  # type: ignore[no-untyped-call]


if __name__ == "__main__":
    main()
