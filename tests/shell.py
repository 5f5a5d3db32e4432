"""An IPython of this process with what the kit adds to a kernel: what cells show, and no kernel starts."""

import io
import sys
from contextlib import redirect_stdout
from dataclasses import dataclass
from unittest.mock import patch

from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from enclair import unfinished
from enclair.kernel import load_ipython_extension


@dataclass
class Shown:
    """What stopped a cell (None if nothing did), the lines that stand below it, and what its last line gives.

    ``printed`` is what it printed, with the text form of what its last line gives.
    """

    error: BaseException | None
    lines: list[str]
    value: object
    printed: str

    def __str__(self):
        """The misconception that a check names, or one sentence, or a whole traceback."""
        feedback = getattr(self.error, "feedback", None)
        return feedback.misconception if feedback else "\n".join(self.lines)


def cells_show(*sources):
    main = sys.modules["__main__"]  # a shell puts what its cells define there
    try:
        with patch.dict(unfinished.outdated, clear=True):
            config = Config(HistoryManager={"enabled": False})
            shell = InteractiveShell(colors="nocolor", config=config)
            load_ipython_extension(shell)
            return [_shown(shell, source) for source in sources]
    finally:
        sys.modules["__main__"] = main


def _shown(shell, source):
    lines, printed = [], io.StringIO()
    showing = patch.object(shell, "_showtraceback", lambda _kind, _error, text: lines.extend(text))
    with showing, redirect_stdout(printed):
        result = shell.run_cell(source)
    return Shown(result.error_before_exec or result.error_in_exec, lines, result.result, printed.getvalue())
