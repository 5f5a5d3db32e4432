"""Start a kernel without what no lesson shows: IPython's own terminal, and a debugger.

Who calls ``IPython.embed`` gets the terminal all the same, and ``import debugpy`` works in a cell.
"""

import gc
import sys
from types import ModuleType

TERMINAL, DEBUGGER = "IPython.terminal.embed", "debugpy"


def embed(*arguments, **named):
    """Import the terminal now, and do what ``IPython.embed`` does."""
    from IPython.terminal.embed import embed as imported

    return imported(*arguments, **named)


def main() -> None:
    """Start the kernel, whose arguments are those of the command."""
    del sys.path[0]  # the folder of this file
    gc.disable()  # of what is imported nothing goes
    sys.modules[TERMINAL] = stand_in = ModuleType(TERMINAL)
    stand_in.embed = embed  # type: ignore[attr-defined]
    sys.modules[DEBUGGER] = None  # type: ignore[assignment]  # as where it is not installed
    from ipykernel.kernelapp import IPKernelApp

    del sys.modules[TERMINAL]
    kernel = IPKernelApp.instance()
    kernel.initialize()
    del sys.modules[DEBUGGER]
    gc.enable()
    kernel.start()


if __name__ == "__main__":
    main()
