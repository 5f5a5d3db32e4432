"""The program of the sandboxed kernel: an IPython shell that reads cells and writes what they say.

`inside.py` of the sandbox tells of its files. It is for honest work that goes wrong: a loop that prints for
ever fills no memory, later cells keep theirs, and the program outside learns what happened. Code that means
harm can undo all of it: process 1 and `executing.py`, outside, trust nothing that comes from here.
"""

import base64
import builtins
import io
import json
import os
import signal
import sys
import threading
from collections import Counter
from typing import Any, ClassVar

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type
from traitlets.config import Config

from enclair.checks import results
from enclair_marking import say
from enclair_marking.running.bounds import ERRORS, OUTPUT_LIMIT, PLAIN, SMALLEST, STOPPED, clip_error
from enclair_marking.running.judging import ODD, plain

_CELLS, _WORDS = 3, 4


class TooMuchOutput(BaseException):
    """A cell that would print for ever; no `except Exception` goes on with it."""


class Said:
    """What the current cell has said."""

    size: ClassVar[Counter[str]] = Counter()
    printed: ClassVar[list[str]] = []
    lock = threading.RLock()

    @classmethod
    def room(cls, kind: str, size: int) -> int:
        """Return how many of ``size`` more characters may be said: printing leaves room for a check."""
        left = max(0, OUTPUT_LIMIT - cls.size[kind])
        cls.size[kind] += size
        return left

    @classmethod
    def write(cls, **message: object) -> None:
        """Write a message, after what was printed before: there may be very many calls of `print`."""
        with cls.lock:
            printed, cls.printed = cls.printed, []
            before = [{"kind": "stream", "text": "".join(printed)}] if printed else []
            for line in (*before, message):
                content = json.dumps(line, default=repr, ensure_ascii=False).encode(errors="surrogatepass")
                content = b"\n%s\n" % content  # one that a signal cut short ends before the next
                while content:
                    content = content[os.write(_WORDS, content) :]


class _Stream(io.TextIOBase):
    """Standard output that swallows what is too much, and in the end stops the cell."""

    encoding = "utf-8"

    def writable(self) -> bool:
        return True

    def write(self, string: str) -> int:
        if not isinstance(string, str):
            raise TypeError(f"write() argument must be str, not {type(string).__name__}")
        if left := Said.room("stream", len(string)):
            Said.printed.append(string[:left])
        elif threading.current_thread() is not threading.main_thread():
            raise SystemExit  # which ends a thread that prints on, without a word
        elif Said.size["stream"] > STOPPED:
            # What handles this may say no more, but is not stopped at once.
            Said.size["stream"] = OUTPUT_LIMIT + 1
            raise TooMuchOutput(say("printed-on"))
        return len(string)


def show(data: dict[str, Any]) -> None:
    """Write what a cell displays."""
    kept = {
        mime: base64.b64encode(shown).decode() if isinstance(shown, bytes) else shown
        for mime, shown in data.items()
        if mime in PLAIN
    }
    size = SMALLEST + len(json.dumps(kept, default=repr))
    if Said.room("display", size) >= size:
        Said.write(kind="display", data=kept)


class _Publisher(DisplayPublisher):
    """What is displayed; a marked page cannot show that something changed later."""

    def publish(self, data: Any, *_: Any, update: Any = False, **__: Any) -> None:
        if not update:
            show(data)

    def clear_output(self, wait: bool = False) -> None:
        """Clear nothing."""


class _Hook(DisplayHook):
    """What the last line of a cell gives."""

    def write_output_prompt(self) -> None:
        """Write no prompt."""

    def write_format_data(self, format_dict: dict[str, Any], md_dict: object = None) -> None:
        show(format_dict)


class _Shell(InteractiveShell):
    """A shell whose words are lines."""

    displayhook_class, display_pub_class = Type(_Hook), Type(_Publisher)

    def ask_exit(self) -> None:
        """End nothing: `exit()` may stand at the end of a notebook."""

    def enable_gui(self, gui: object = None) -> None:
        """Enable nothing: pictures are of dots."""

    def _showtraceback(self, etype: type[BaseException], evalue: object, stb: list[str]) -> None:
        error = {"ename": etype.__name__, "evalue": evalue, "traceback": "\n".join(stb)}
        if Said.room("error", OUTPUT_LIMIT // ERRORS):
            Said.write(kind="error", **clip_error(error))


def _written(value: object) -> object:
    """Return a value as `plain` does if that can be written in one short line, which a right one can."""
    try:
        made = plain(value)
        return made if len(json.dumps(made)) < OUTPUT_LIMIT else ODD
    except Exception:  # as a number of 5000 digits
        return ODD


def _record_answers() -> None:
    """Write each value that a check gets from an answer: it is judged once more outside."""

    def recorded(*given: Any) -> Any:
        value = results.attempt(*given)
        Said.write(kind="value", value=_written(value))
        return value

    results.get_values_by(recorded)


def main() -> None:
    """Become the kernel."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.DisplayFormatter.active_types = [*PLAIN]
    shell: Any = _Shell.instance(config=config)
    shell.system = shell.system_piped
    shell.extension_manager.load_extension("enclair.kernel")
    _record_answers()
    sys.stdout = _Stream()  # what is said on the error stream stands on no page
    own, names = os.getpid(), {**vars(builtins)}
    Said.write(done=0, error="")
    for number, line in enumerate(os.fdopen(_CELLS, "rb"), 1):
        Said.size.clear()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        error: BaseException | None = None
        try:
            result = shell.run_cell(json.loads(line)["source"], store_history=True)
            error = result.error_before_exec or result.error_in_exec
        except (KeyboardInterrupt, MemoryError) as late:  # when the cell itself is done, or is shown
            error = late
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        if os.getpid() != own:
            os._exit(0)  # a fork that went on to the end of the cell
        broken = any(vars(builtins).get(name) is not value for name, value in names.items())
        name = type(error).__name__ if error else ""
        too_much = any(size > OUTPUT_LIMIT for size in Said.size.values())
        Said.write(done=number, error=name, broken=broken, too_much=too_much)


if __name__ == "__main__":
    main()
