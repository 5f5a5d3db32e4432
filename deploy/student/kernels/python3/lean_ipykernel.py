"""Start a kernel without what no lesson shows: IPython's own terminal, and a debugger."""

import gc
import sys
from types import ModuleType

TERMINAL, DEBUGGER = "IPython.terminal.embed", "debugpy"


def main() -> None:
    """Start the kernel, whose arguments are those of the command."""
    del sys.path[0]  # the folder of this file
    gc.disable()  # of what is imported nothing goes
    sys.modules[TERMINAL] = stand_in = ModuleType(TERMINAL)
    stand_in.embed = None  # type: ignore[attr-defined]
    sys.modules[DEBUGGER] = None  # type: ignore[assignment]  # as where it is not installed
    from ipykernel.kernelapp import IPKernelApp

    kernel = IPKernelApp.instance()
    kernel.initialize()
    # Who imports them in a cell gets them all the same.
    del sys.modules[TERMINAL], sys.modules[DEBUGGER]
    gc.enable()
    kernel.start()


if __name__ == "__main__":
    main()
