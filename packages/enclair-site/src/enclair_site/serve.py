"""Serve the built site on this computer, or on the school's network when asked, by Jupyter's own tornado."""

import asyncio
import gzip
import logging
import re
import socket
import threading
from asyncio import Future
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from mimetypes import MimeTypes
from pathlib import Path
from typing import Any

from tornado.gen import with_timeout
from tornado.httpserver import HTTPServer
from tornado.iostream import IOStream
from tornado.netutil import bind_sockets
from tornado.web import Application, HTTPError, StaticFileHandler

from enclair.text.locale import text
from enclair_site import SiteError
from enclair_site.board import own_addresses
from enclair_site.front import MARK

PORT = 8000
TRIED = 20  # ports, from the wanted one on
#: Connections at once: a class and its browsers, which open six each; those that say nothing are closed.
MOST, IDLE_SECONDS = 300, 60
#: How many of them one address may hold, but for this computer: a school's own server may stand before us.
MOST_EACH = 100
BUSY = b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
#: What a page may do: ask nobody but this site, whatever a notebook writes into it. Scripts in the page and
#: `eval` are JupyterLab's own way; `wasm` is Python, `blob:` are the kernel and the views. A
#: browser that lacks `Atomics.waitAsync`, such as Firefox 140, waits for its kernel in a worker of `data:`.
POLICY = {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval' 'wasm-unsafe-eval' blob:",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "worker-src": "'self' blob: data:",
    "frame-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
HEADERS = {
    # With these two a page may share memory with its kernel: the stop button and input() need it.
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    # A browser keeps files and asks only whether they changed: nothing is sent twice, no old lesson is shown.
    "Cache-Control": "no-cache",
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    "Server": "enclair",  # versions are nobody's business
}
#: Python's own list of types: this computer's, such as Windows' registry, may say otherwise.
TYPES = MimeTypes()
TYPES.types_map[True].update({".ipynb": "application/json", ".whl": "application/zip"})
TYPES.types_map[True].update(dict.fromkeys((".js", ".mjs"), "text/javascript"))
#: What is pressed: the rest, such as fonts and pictures, is small already.
PRESSED = re.compile(r"text/|application/(json|javascript|wasm)|image/svg")


class Server(AbstractContextManager["Server"]):
    """Serves one folder; what was pressed once for one client is kept for the others."""

    def __init__(self, folder: Path, host: str, port: int) -> None:
        # A client that closes its page in the middle of a file is no error of ours.
        logging.getLogger("tornado").setLevel(logging.CRITICAL)
        self._loop, self._ended = asyncio.new_event_loop(), threading.Event()
        self._sockets = bind_sockets(port, host, socket.AF_INET)
        self.server_address: tuple[str, int] = self._sockets[0].getsockname()
        site = {"path": str(folder.resolve()), "default_filename": "index.html"}
        # No record of who asked what.
        application = Application([(r"/(.*)", _File, site)], log_function=lambda _: None, kept={})
        self._http = _Limited(
            application, idle_connection_timeout=IDLE_SECONDS, max_header_size=16_384, max_body_size=0
        )

    def serve_forever(self) -> None:
        """Answer until somebody calls ``shutdown``."""
        self._loop.call_soon(self._http.add_sockets, self._sockets)
        try:
            self._loop.run_forever()
        finally:
            self._ended.set()

    def shutdown(self) -> None:
        """Stop ``serve_forever``, which runs in another thread."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._ended.wait()

    def __exit__(self, *_: object) -> None:
        for sock in self._sockets:
            sock.close()
        self._loop.close()


def has_room(address: str, others: list[str]) -> bool:
    """Return whether a connection from an address is taken beside those of others, and of its own."""
    return len(others) < MOST and (others.count(address) < MOST_EACH or address.startswith("127."))


class _Limited(HTTPServer):
    """A server that answers "later" to who comes when it is full, and closes."""

    def handle_stream(self, stream: IOStream, address: tuple[Any, ...]) -> None:
        """Take a connection, if there is room."""
        others = [one.context.address[0] for one in self._connections]  # type: ignore[attr-defined]
        if has_room(address[0], others):
            super().handle_stream(stream, address)
        else:
            stream.write(BUSY).add_done_callback(lambda _: stream.close())


class _File(StaticFileHandler):
    """Answers for files of the folder alone: no lists of folders, nothing outside."""

    CACHE_MAX_AGE = 0  # a browser asks whether a file changed, whatever its address says of a version

    def set_default_headers(self) -> None:
        """Set what every answer carries."""
        for name, value in HEADERS.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        """Refuse all but reading; who has a part of a file that may have changed gets the whole."""
        if self.request.method not in ("GET", "HEAD"):
            raise HTTPError(501)
        if "\0" in self.path_args[0]:
            raise HTTPError(404)
        if "If-Range" in self.request.headers:
            self.request.headers.pop("Range", None)

    def send_error(self, status_code: int = 500, **settings: Any) -> None:
        """Answer "not found" for what lies outside: whether it is there is nobody's business."""
        super().send_error(404 if status_code == 403 else status_code, **settings)

    def compute_etag(self) -> str | None:
        """Return when the file changed and how large it is: nobody reads it for that."""
        about = Path(self.absolute_path or "").stat()
        return f'"{about.st_mtime_ns:x}-{about.st_size:x}"'

    def get_content_type(self) -> str:
        """Return what kind of file it is."""
        kind = TYPES.guess_type(self.absolute_path or "")[0] or "application/octet-stream"
        return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind

    def set_extra_headers(self, path: str) -> None:
        """Say whether the file is pressed."""
        self.set_header("Vary", "Accept-Encoding")
        if self._pressed():
            self.set_header("Content-Encoding", "gzip")

    def _pressed(self) -> bytes:
        """Return the file as gzip where it is sent so; at level 6 the whole site takes two seconds, once."""
        asked, kept = self.request.headers, self.application.settings["kept"]
        name, tag = self.absolute_path or "", self.compute_etag()
        is_sent_so = "gzip" in asked.get("Accept-Encoding", "") and "Range" not in asked
        if not is_sent_so or not PRESSED.match(self.get_content_type()):
            return b""
        if kept.get(name, ("",))[0] != tag:
            kept[name] = tag, gzip.compress(Path(name).read_bytes(), 6, mtime=0)
        return kept[name][1]  # type: ignore[no-any-return]

    def get_content_size(self) -> int:
        """Return how many bytes are sent."""
        return len(self._pressed()) or super().get_content_size()

    def get_content(self, abspath: str, start: int | None = None, end: int | None = None) -> Iterator[bytes]:  # type: ignore[override]
        """Give the file in parts."""
        if not (data := self._pressed()):
            yield from StaticFileHandler.get_content(abspath, start, end)
        yield from (data[place : place + 65_536] for place in range(0, len(data), 65_536))

    def flush(self, include_footers: bool = False) -> "Future[None]":
        """Send a part, of 64 KiB at most; who does not take it within a minute is let go."""
        return with_timeout(timedelta(seconds=IDLE_SECONDS), super().flush(include_footers))


def open_server(folder: Path, port: int = PORT, lan: bool = False) -> Server:
    """Return a server that listens; ``serve_forever`` starts it.

    A ``port`` that is taken is passed over for the next, 0 is any; ``lan`` lets in the whole network.
    """
    if not (folder / MARK).is_file():
        message = text("No site stands in {folder}. Build it first: uv run enclair site")
        raise SiteError(message.format(folder=folder))
    if lan and not own_addresses():
        message = text(
            "This computer is in no network. Connect it to the school's Wi-Fi or cable and run the command "
            "again; without --lan it serves this computer alone."
        )
        raise SiteError(message)
    last: Exception | None = None
    for candidate in range(port, min(port + TRIED, 65536)) if port else [0]:
        try:
            return Server(folder, "0.0.0.0" if lan else "127.0.0.1", candidate)
        except (OSError, OverflowError) as error:  # taken, or below 0
            last = error
    message = text(
        "The ports from {port} on are taken or not allowed here ({reason}). Name another: "
        "uv run enclair serve --port 9000"
    )
    raise SiteError(message.format(port=port, reason=last))
