"""What goes wrong on a student's server is said in a sentence, in their language; what was saved stays."""

import asyncio
import errno
import os
import shutil
import signal
import sqlite3
from contextlib import contextmanager
from pathlib import Path

from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader
from jupyter_client.multikernelmanager import DuplicateKernelError
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from tornado.web import HTTPError

from enclair.stopping import atomic_replacement
from enclair.text.locale import of_computer, text

MOST = int(os.environ.get("ENCLAIR_KERNELS", "1"))


class RefusedError(HTTPError, DuplicateKernelError):
    """A refusal of which JupyterLab shows the sentence, and no number.

    A handler takes any other error for a fault of the server: the log keeps who asked, and with what.
    """

    def __str__(self) -> str:
        """Return the sentence: sessions are asked for by handlers that hand this on."""
        return self.log_message or ""


class FewKernels(AsyncMappingKernelManager):
    """Kernels up to a number: each takes 130 MB, and who opens all lessons would take the place of five."""

    async def start_kernel(self, **kwargs):
        """Start a kernel, or say in a sentence, which JupyterLab shows, what to do before."""
        starting = {name for name, task in self._pending_kernels.items() if not task.done()}
        if len({*self.list_kernel_ids(), *starting}) >= MOST and kwargs.get("kernel_id") not in self:
            message = text(
                "Notebooks that may run at once here: {count}. To run this one, close the tabs of the others "
                "and choose Kernel ▸ Shut Down All Kernels…; then close this one and open it again. Nothing "
                "that is written in notebooks is lost.",
                of_computer(),
            )
            raise RefusedError(409, message.format(count=MOST))
        return await super().start_kernel(**kwargs)


class KernelLine(ZMQChannelsWebsocketConnection):
    """The line from a page to a kernel, which says below the cell that ran why the kernel ended."""

    running = None

    def handle_outgoing_message(self, stream, outgoing_msg):
        """Hand on what the kernel says, and note which cell it runs."""
        _, (_, header, parent, *_) = self.session.feed_identities(outgoing_msg)
        if b'"execute_input"' in header:
            self.running = self.session.unpack(parent)
        elif b'"execute_reply"' in header:
            self.running = None
        super().handle_outgoing_message(stream, outgoing_msg)

    def on_kernel_restarted(self):
        """Say why the kernel ended, before JupyterLab hears that it starts again."""
        process = getattr(self.kernel_manager.provisioner, "process", None)
        if self.running and process and process.returncode == -signal.SIGKILL:
            message = text(
                "The kernel of this notebook was stopped from outside, as happens when a cell takes more "
                "memory than there is. What is written in the notebook is kept. Run it again from the top; "
                "if it stops here once more, this cell asks for too much.",
                of_computer(),
            )
            self.write_stderr(message, self.running)
        self.running = None
        super().on_kernel_restarted()


class WholeFiles(AsyncLargeFileManager):
    """Files are saved whole or not at all, one after the other, and a full disk is told in a sentence."""

    turn = asyncio.Lock()

    @contextmanager
    def atomic_writing(self, os_path, text=True, encoding="utf-8", **kwargs):
        """Write beside the file, then put it there: Jupyter's own may leave half of it on a full disk."""
        path = Path(os_path).resolve()
        how = {"mode": "w", "encoding": encoding, "newline": "\n"} if text else {"mode": "wb"}
        with self.perm_to_403(os_path), atomic_replacement(path) as new, new.open(**how) as file:
            if path.exists():
                if not os.access(path, os.W_OK):
                    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
                shutil.copymode(path, new)
            yield file
            file.flush()
            os.fsync(file.fileno())

    async def save(self, model, path=""):
        """Save a file, or say in a sentence, which JupyterLab shows, that there is no room."""
        try:
            async with self.turn:
                return await super().save(model, path)
        except HTTPError as error:
            if not _no_room(error.__cause__):
                raise
            message = text(
                "The disk for your files is full: this is not saved, but what was saved before is kept. "
                "Clear large outputs and save again; if that does not help, tell your teacher before you "
                "close this page.",
                of_computer(),
            )
            raise RefusedError(507, message) from error


def _no_room(error: BaseException | None) -> bool:
    """Return whether the disk is full, or a quota: it tells files, or the database of trusted notebooks."""
    of_files, of_databases = (errno.ENOSPC, errno.EDQUOT), (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE)
    return getattr(error, "errno", 0) in of_files or getattr(error, "sqlite_errorcode", 0) in of_databases


def explain_pulls(pages) -> None:
    """Let nbgitpuller's page say what a student should do where the class repository does not come.

    ``pages`` is its environment of templates; what it says is for those who make links.
    """
    own = FileSystemLoader(Path(__file__).with_name("templates"))
    pages.loader = ChoiceLoader([own, PrefixLoader({"nbgitpuller": pages.loader}), pages.loader])
    pages.globals["text"] = lambda message: text(message, of_computer())
