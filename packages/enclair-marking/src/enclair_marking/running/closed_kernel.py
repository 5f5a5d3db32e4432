"""A kernel in the sandbox, seen from outside: no message is trusted, and everything has an end.

`bounds.py` has the numbers. A message is measured before it is read, and read only if a page can show it.
"""

import time
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import zmq
from jupyter_client.manager import KernelManager
from traitlets import default

from enclair_marking.running.bounds import (
    FLOOD,
    FLOOD_MESSAGES,
    OUTPUT_LIMIT,
    PART,
    PARTS,
    WAITING,
    clip_error,
)
from enclair_marking.running.child_process import memory_in_use
from enclair_marking.running.outputs import Outputs

if TYPE_CHECKING:
    from zmq import Socket

#: Seconds for a kernel to start, and to answer what takes it no time.
START, GRACE = 30, 5
#: Seconds from one look at the kernel to the next, and bytes that may wait here for the end of a message.
BEAT, UNSEEN = 0.25, 256 << 20


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


class ClosedKernel:
    """A kernel in the sandbox."""

    def __init__(self, name: str, folder: str) -> None:
        self._bytes = self._messages = 0
        self._taken, self._seen = memory_in_use(), time.monotonic()
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
        """Run a cell and fill ``outputs``; return "", "endless" if it was stopped, "lost" if part is."""
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
            for kind, content in self._heard(min(left, BEAT), asked, outputs):
                if kind == "execute_reply":
                    reply, end = content, time.monotonic() + 2 * GRACE
                elif kind == "status":
                    idle = content.get("execution_state") == "idle"
                else:
                    with suppress(AttributeError, KeyError, TypeError, ValueError):  # not as it should be
                        outputs.add(kind, content)
        if reply["status"] != "ok" and not outputs.failed:
            outputs.error(**clip_error(reply))
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
                end = shell or (size < OUTPUT_LIMIT // 64 and b'"status"' in b"".join(parts))
                if size > 2 * OUTPUT_LIMIT or (outputs.full and not end):
                    continue
                if message := self._read(parts, asked):
                    kind, content = message
                    if shell is (kind == "execute_reply"):
                        yield kind, content

    def _read(self, parts: list[bytes], asked: str) -> tuple[str, dict[str, Any]] | None:
        """Return kind and content of a message, or None if it is not an answer to ``asked``."""
        session = self._client.session
        with suppress(Exception):  # whatever reading trips over, it was no message of ours
            message = session.deserialize(session.feed_identities(parts)[1])
            kind, content = message["msg_type"], message["content"]
            ours = message["parent_header"].get("msg_id") == asked and isinstance(content, dict)
            if ours and (kind != "execute_reply" or isinstance(content.get("status"), str)):
                return kind, content
        return None

    def look(self, **asked: bool) -> dict[str, Any]:
        """Return what the kernel says of itself, if it still does."""
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
            if sum(map(len, parts)) < OUTPUT_LIMIT // 64:
                answer = self._read(parts, message["header"]["msg_id"])
                if answer and answer[0] == "enclair_reply":
                    return answer[1]
        raise EndedError("ended-kernel")

    def _still_there(self) -> None:
        """Raise `EndedError` if the kernel is dead, or fills our memory with a message that has no end."""
        if memory_in_use() > self._taken + UNSEEN:
            raise EndedError("huge-output")
        if time.monotonic() > self._seen + 1:
            self._seen = time.monotonic()
            if not self._manager.is_alive():
                raise EndedError(getattr(self._manager.provisioner, "ended", "") or "ended-kernel")

    @property
    def cut_off(self) -> bool:
        """Whether a message was too large to be received."""
        was_cut = bool(self._cut_off.poll(0))
        while self._cut_off.poll(0):
            self._cut_off.recv_multipart()
        return was_cut

    def end(self) -> None:
        """End it and all that it started; its sockets close with their context."""
        self._manager.shutdown_kernel(now=True)


def _parts(socket: "Socket[bytes]", flags: int = 0) -> list[bytes]:
    """Receive a message; raise `EndedError` if it has more parts than any honest one."""
    parts = [socket.recv(flags)]
    while socket.rcvmore:
        if len(parts) == PARTS:
            raise EndedError("huge-output")
        parts.append(socket.recv())
    return parts
