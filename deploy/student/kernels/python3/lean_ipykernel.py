"""Start a kernel without what no lesson shows: IPython's own terminal, and a debugger.

Who calls ``IPython.embed`` gets the terminal all the same, and ``import debugpy`` works in a cell.
"""

import gc
import sys
from types import ModuleType

TERMINAL, DEBUGGER = "IPython.terminal.embed", "debugpy"


def late(name: str) -> object:
    """Import the terminal when ``IPython.embed`` is asked for: it looks at who calls it."""
    if name != "embed":
        raise AttributeError(f"module 'IPython' has no attribute {name!r}")
    from IPython.terminal.embed import embed

    return embed


def main() -> None:
    """Start the kernel, whose arguments are those of the command."""
    del sys.path[0]  # the folder of this file
    gc.disable()  # of what is imported nothing goes
    sys.modules[TERMINAL] = stand_in = ModuleType(TERMINAL)
    stand_in.embed = None  # type: ignore[attr-defined]
    sys.modules[DEBUGGER] = None  # type: ignore[assignment]  # as where it is not installed
    import IPython
    from ipykernel.kernelapp import IPKernelApp

    del sys.modules[TERMINAL], IPython.embed
    IPython.__getattr__ = late  # type: ignore[attr-defined]
    kernel = IPKernelApp.instance()
    kernel.initialize()
    del sys.modules[DEBUGGER]
    gc.enable()
    kernel.start()


if __name__ == "__main__":
    main()
