"""The kernel of a notebook that uses the kit, whatever JupyterLab started it."""

import sys


def extend_kernel() -> None:
    """Load the IPython extension `enclair.kernel` into the kernel that runs this; elsewhere do nothing.

    A JupyterLab with the kit's settings (`packages/enclair-lab`) has loaded it at the kernel's start; one
    that somebody else set up has not, and its other kernels stay as they are.
    """
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython else None
    if shell is not None:
        shell.extension_manager.load_extension("enclair.kernel")
