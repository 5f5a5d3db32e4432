"""Serve the built site on this computer, or on the school's network when asked; standard library alone."""

import contextlib
import gzip
import mimetypes
import socket
import threading
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from enclair.authoring.site.front import MARK
from enclair.errors import PlainError
from enclair.locale import text

PORT = 8000
TRIED = 20  # ports, from the wanted one on
HEADERS = {
    # With these two a page may share memory with its kernel: the stop button and input() need it.
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    # A browser keeps files and asks only whether they changed: nothing is sent twice, no old lesson is shown.
    "Cache-Control": "no-cache",
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
TEXTS = {".css", ".html", ".ipynb", ".js", ".json", ".map", ".mjs", ".svg", ".txt", ".wasm", ".webmanifest"}


class ServeError(PlainError):
    """The site cannot be served; the text says what to do."""


class Server(ThreadingHTTPServer):
    """Serves one folder; what was pressed once for one client is kept for the others."""

    daemon_threads = True
    request_queue_size = 128  # a class clicks at once

    def __init__(self, folder: Path, host: str, port: int) -> None:
        self.folder = folder.resolve()
        self._pressed: dict[Path, tuple[str, bytes]] = {}
        self._pressing = threading.Lock()
        super().__init__((host, port), partial(Handler, directory=str(self.folder)))

    def pressed(self, path: Path, tag: str) -> bytes:
        """Return the file as gzip; at level 6 the whole site takes about two seconds, once."""
        with self._pressing:
            kept = self._pressed.get(path)
            if kept is None or kept[0] != tag:
                kept = self._pressed[path] = tag, gzip.compress(path.read_bytes(), 6, mtime=0)
            return kept[1]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a client that closes its page in the middle of a file is no error of ours."""


class Handler(SimpleHTTPRequestHandler):
    """Answers for files of the folder alone: no lists of folders, nothing outside."""

    protocol_version = "HTTP/1.1"
    timeout = 60
    server: Server

    def do_GET(self) -> None:
        """Answer with the file."""
        self._answer(body=True)

    def do_HEAD(self) -> None:
        """Answer without the file itself."""
        self._answer(body=False)

    def _answer(self, body: bool) -> None:
        path = Path(self.translate_path(self.path))
        with contextlib.suppress(OSError, ValueError):
            if path.is_dir() and not self.path.partition("?")[0].endswith("/"):
                self._moved()
                return
        try:
            slash = self.path.partition("?")[0].endswith("/")
            path = (path / "index.html" if slash else path).resolve()
            if not path.is_relative_to(self.server.folder) or not path.is_file():
                raise FileNotFoundError
            about = path.stat()
            tag = f'"{about.st_mtime_ns:x}-{about.st_size:x}"'
            if self.headers.get("If-None-Match", "").removeprefix("W/") == tag:
                self.send_response(HTTPStatus.NOT_MODIFIED)
                self.send_header("ETag", tag)
                self.end_headers()
                return
            press = path.suffix in TEXTS and "gzip" in self.headers.get("Accept-Encoding", "")
            data = self.server.pressed(path, tag) if press else path.read_bytes()
        except (OSError, ValueError):  # ValueError: a name with a null byte
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self.send_response(HTTPStatus.OK)
        kind = TYPES.get(path.suffix) or mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("ETag", tag)
        if press:
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Vary", "Accept-Encoding")
        self.end_headers()
        if body:
            self.wfile.write(data)

    def _moved(self) -> None:
        address, mark, query = self.path.partition("?")
        self.send_response(HTTPStatus.MOVED_PERMANENTLY)
        # One slash in front: "//name" would be another machine.
        self.send_header("Location", f"/{address.lstrip('/')}/{mark}{query}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def end_headers(self) -> None:
        """Add what every answer carries."""
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def version_string(self) -> str:
        """Return the name of the server; versions are nobody's business."""
        return "enclair"

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Keep no record of who asked what."""


def open_server(folder: Path, port: int = PORT, lan: bool = False) -> Server:
    """Return a server that listens; ``serve_forever`` starts it.

    Parameters
    ----------
    folder
        The site.
    port
        The wanted port; 0 for any. One that is taken is passed over for the next.
    lan
        Whether other computers of the network may ask.

    Raises
    ------
    ServeError
        If ``folder`` is no built site, or no port is free.
    """
    if not (folder / MARK).is_file():
        said = text("No site stands in {folder}. Build it first: uv run enclair site")
        raise ServeError(said.format(folder=folder))
    last: OSError | None = None
    for each in range(port, min(port + TRIED, 65536)) if port else [0]:
        try:
            return Server(folder, "0.0.0.0" if lan else "127.0.0.1", each)
        except OSError as error:
            last = error
    said = text(
        "The ports from {port} on are taken or not allowed here ({reason}). Name another: "
        "uv run enclair serve --port 9000"
    )
    raise ServeError(said.format(port=port, reason=last))


def own_address() -> str:
    """Return this computer's address on the network, "127.0.0.1" if it has none; no packet is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 1))
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def announcement(server: Server, wanted: int, lan: bool) -> str:
    """Return what the terminal shows: the address for the board, and its QR code on a network."""
    port = server.server_address[1]
    lines = []
    if wanted not in (0, port):
        lines.append(text("Port {wanted} is taken; using {port}.").format(wanted=wanted, port=port))
    stop = text("Stop with Ctrl+C.")
    if not lan:
        kit = text("The kit: {address}").format(address=f"http://127.0.0.1:{port}/")
        return "\n".join([*lines, f"{kit}   {stop}"])
    import segno

    address = f"http://{own_address()}:{port}/"
    lines += [
        text("For the board: {address}").format(address=address),
        text("Every device of this network can open it now; what students write stays on their devices."),
        stop,
        _qr(segno.make(address, error="m")),
    ]
    return "\n".join(lines)


def _qr(code: Any) -> str:
    """Return a QR code in half blocks, two rows of modules in each line."""
    rows = [list(row) for row in code.matrix_iter(border=2)]
    if len(rows) % 2:
        rows.append([0] * len(rows[0]))
    # Light modules are drawn, as terminals are dark; where one is light, cameras read the inverted code too.
    signs = {(0, 0): "█", (0, 1): "▀", (1, 0): "▄", (1, 1): " "}
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return "\n".join("".join(signs[a, b] for a, b in zip(*pair, strict=True)) for pair in pairs)
