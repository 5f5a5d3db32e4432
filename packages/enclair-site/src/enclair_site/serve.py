"""Serve the built site on this computer, or on the school's network when asked, by Jupyter's own tornado."""

import asyncio
import gzip
import logging
import socket
import threading
from asyncio import Future
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from tornado.gen import with_timeout
from tornado.httpserver import HTTPServer
from tornado.iostream import IOStream
from tornado.netutil import bind_sockets
from tornado.web import Application, HTTPError, StaticFileHandler

from enclair.text.errors import PlainError
from enclair.text.locale import text
from enclair_site.board import own_addresses
from enclair_site.front import MARK

PORT = 8000
TRIED = 20  # ports, from the wanted one on
#: Connections at once: a class and its browsers, which open six each; those that say nothing are closed.
MOST, IDLE_SECONDS = 300, 60
#: How many of them one address may hold, and how many bytes a second a reader takes at least. This computer
#: may hold all: a school's own server may stand in front of us.
MOST_EACH, SLOWEST = 100, 4096
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
#: Types that Windows' registry or an old Python may not know, or say otherwise.
TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".ipynb": "application/json",
    ".js": "text/javascript",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".whl": "application/zip",
}
TEXTS = TYPES.keys() - {".whl"}


class ServeError(PlainError):
    """The site cannot be served; the text says what to do."""


class Server:
    """Serves one folder; what was pressed once for one client is kept for the others."""

    def __init__(self, folder: Path, host: str, port: int) -> None:
        # A client that closes its page in the middle of a file is no error of ours.
        logging.getLogger("tornado").setLevel(logging.CRITICAL)
        self._loop, self._ended = asyncio.new_event_loop(), threading.Event()
        self._sockets = bind_sockets(port, host, socket.AF_INET)
        self.server_address: tuple[str, int] = self._sockets[0].getsockname()
        site = {"path": str(folder.resolve()), "default_filename": "index.html", "kept": {}}
        # No record of who asked what.
        application = Application([(r"/(.*)", _File, site)], log_function=lambda _: None)
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

    def __enter__(self) -> "Server":
        return self

    def __exit__(self, *_: object) -> None:
        for sock in self._sockets:
            sock.close()
        self._loop.close()


class _Limited(HTTPServer):
    """A server that answers "later" to who comes when it is full, and closes."""

    def handle_stream(self, stream: IOStream, address: tuple[Any, ...]) -> None:
        """Take a connection, if there is room."""
        own = sum(one.context.address[0] == address[0] for one in self._connections)  # type: ignore[attr-defined]
        is_full = own >= MOST_EACH and not address[0].startswith("127.")
        if len(self._connections) < MOST and not is_full:
            super().handle_stream(stream, address)
        else:
            stream.write(BUSY).add_done_callback(lambda _: stream.close())


class _File(StaticFileHandler):
    """Answers for files of the folder alone: no lists of folders, nothing outside."""

    def initialize(self, path: str, default_filename: str, kept: dict[str, tuple[str, bytes]]) -> None:  # type: ignore[override]
        """Take the folder, and what was pressed for others."""
        super().initialize(path, default_filename)
        self._kept = kept
        self._late: asyncio.TimerHandle | None = None

    def set_default_headers(self) -> None:
        """Set what every answer carries."""
        for name, value in HEADERS.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        """Refuse all but reading; who has a part of a file that may have changed gets the whole."""
        if self.request.method not in ("GET", "HEAD"):
            raise HTTPError(501)
        if "If-Range" in self.request.headers:
            self.request.headers.pop("Range", None)

    def send_error(self, status_code: int = 500, **settings: Any) -> None:
        """Answer "not found" for what lies outside: whether it is there is nobody's business."""
        super().send_error(404 if status_code == 403 else status_code, **settings)

    def validate_absolute_path(self, root: str, absolute_path: str) -> str | None:
        """Return the file, or lead to a folder's address that ends with a slash."""
        path, address = Path(absolute_path), self.request.path
        with suppress(OSError, ValueError):  # ValueError: a name with a null byte
            if path.is_dir() and not address.endswith("/"):
                # One slash in front: "//name" would be another machine.
                query = f"?{self.request.query}" if self.request.query else ""
                self.redirect(f"/{address.lstrip('/')}/{query}", permanent=True)
                return None
            path = (path / "index.html" if address.endswith("/") else path).resolve()
            if path.is_relative_to(root) and path.is_file():
                self._press = path.suffix in TEXTS and "Range" not in self.request.headers
                self._press &= "gzip" in self.request.headers.get("Accept-Encoding", "")
                return str(path)
        raise HTTPError(404)

    def compute_etag(self) -> str | None:
        """Return when the file changed and how large it is: nobody reads it for that."""
        about = Path(self.absolute_path or "").stat()
        return f'"{about.st_mtime_ns:x}-{about.st_size:x}"'

    def get_cache_time(self, *_: object) -> int:
        """Return 0: a browser asks whether a file changed, whatever its address says of a version."""
        return 0

    def set_extra_headers(self, path: str) -> None:
        """Say what kind of file it is, and whether it is pressed."""
        kind = TYPES.get(Path(path).suffix) or self.get_content_type()
        self.set_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.set_header("Vary", "Accept-Encoding")
        if self._press:
            self.set_header("Content-Encoding", "gzip")

    def _pressed(self) -> bytes:
        """Return the file as gzip; at level 6 the whole site takes about two seconds, once."""
        name, tag = self.absolute_path or "", self.compute_etag() or ""
        if self._kept.get(name, ("",))[0] != tag:
            self._kept[name] = tag, gzip.compress(Path(name).read_bytes(), 6, mtime=0)
        return self._kept[name][1]

    def get_content_size(self) -> int:
        """Return how many bytes are sent."""
        return len(self._pressed()) if self._press else super().get_content_size()

    def get_content(self, abspath: str, start: int | None = None, end: int | None = None) -> Iterator[bytes]:  # type: ignore[override]
        """Give the file in parts; who takes too long over it is let go."""
        seconds = IDLE_SECONDS + self.get_content_size() / SLOWEST
        self._late = asyncio.get_running_loop().call_later(seconds, self._let_go)
        if not self._press:
            yield from StaticFileHandler.get_content(abspath, start, end)
        else:
            data = self._pressed()
            yield from (data[place : place + 65_536] for place in range(0, len(data), 65_536))

    def on_finish(self) -> None:
        """Wait for nobody any longer."""
        if self._late:
            self._late.cancel()

    def _let_go(self) -> None:
        self.request.connection.stream.close()  # type: ignore[union-attr]

    def flush(self, include_footers: bool = False) -> "Future[None]":
        """Send a part; who takes none of it for a minute is let go."""

        def let_go(sent: "Future[None]") -> None:
            if isinstance(sent.exception(), TimeoutError):
                self._let_go()

        sent = with_timeout(timedelta(seconds=IDLE_SECONDS), super().flush(include_footers))
        sent.add_done_callback(let_go)
        return sent


def open_server(folder: Path, port: int = PORT, lan: bool = False) -> Server:
    """Return a server that listens; ``serve_forever`` starts it.

    A ``port`` that is taken is passed over for the next, 0 is any; ``lan`` lets in the whole network.
    """
    if not (folder / MARK).is_file():
        message = text("No site stands in {folder}. Build it first: uv run enclair site")
        raise ServeError(message.format(folder=folder))
    if lan and not own_addresses():
        message = text(
            "This computer is in no network. Connect it to the school's Wi-Fi or cable and run the command "
            "again; without --lan it serves this computer alone."
        )
        raise ServeError(message)
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
    raise ServeError(message.format(port=port, reason=last))
