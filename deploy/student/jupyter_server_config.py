"""The settings of a student's server and kernels, the same for every way to deploy.

Let the environment variable ``JUPYTER_CONFIG_PATH`` of students' servers name this folder (the whole of it):
then these settings outrank those of a student. What the kit installs beside Python holds as well: no news,
no history, no extension manager, menus in French where the server's ``LANGUAGE`` is ``fr``.

Environment variables of the servers:

ENCLAIR_KERNELS    how many notebooks of a student run at once (1)
ENCLAIR_TERMINALS  "no": no terminals (yes); code in a notebook can do the same
"""

import atexit
import gc
import os
import shutil
import sys
import tempfile
import warnings
from contextlib import suppress
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_core.paths import jupyter_path
from traitlets import default

sys.path.insert(0, str(Path(__file__).parent))
import faults
from without_names import LOGGING

terminals = os.environ.get("ENCLAIR_TERMINALS", "yes") != "no"
c = get_config()  # noqa: F821


class KernelsOfJupyter(KernelSpecManager):
    """The kernel beside this file, then Jupyter's: to look further, a server would import all of IPython."""

    @default("kernel_dirs")
    def _folders(self) -> list[str]:
        return [str(Path(__file__).parent / "kernels"), *jupyter_path("kernels")]


c.ServerApp.kernel_manager_class = faults.FewKernels
c.ServerApp.kernel_websocket_connection_class = faults.KernelLine
c.ServerApp.contents_manager_class = faults.WholeFiles
# A hub may have another way to bring lessons; nbgitpuller warns that it was not told of which server it is.
with suppress(ImportError), warnings.catch_warnings(action="ignore"):
    from nbgitpuller.handlers import jinja_env

    faults.explain_pulls(jinja_env)
# An hour without a cell that runs, a tab left open or not: the kernel goes, what is written stays.
c.MappingKernelManager.cull_idle_timeout = 3600
c.MappingKernelManager.cull_interval = 300
c.MappingKernelManager.cull_connected = True

# Sockets in a folder of this server's own. Ports are chosen before they are used: of many kernels that start
# at once two would take the same. Not in the home, which may lie on a network, where there are no sockets.
os.environ["JUPYTER_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="jupyter-")
atexit.register(shutil.rmtree, os.environ["JUPYTER_RUNTIME_DIR"], ignore_errors=True)
c.KernelManager.transport = "ipc"
# Which tabs were open is forgotten with the server: of two that come back, one would take the only kernel.
c.LabApp.workspaces_dir = os.path.join(os.environ["JUPYTER_RUNTIME_DIR"], "workspaces")
# In each kernel that imports numpy, threads for large matrices would wait for work, busily.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# A shell of a login would forget where `enclair` is; what is typed is kept nowhere.
c.ServerApp.terminado_settings = {"shell_command": [os.environ.get("SHELL", "sh")]}
os.environ["HISTFILE"] = os.devnull

# What a student does not need costs each start time and memory. What is not installed does not mind.
c.ServerApp.terminals_enabled = terminals
c.ServerApp.jpserver_extensions = {
    "jupyterlab": True,
    "nbgitpuller": True,
    "jupyter_server_terminals": terminals,
    "jupyter_lsp": False,
    "nbclassic": False,
    "notebook": False,
    "notebook_shim": False,
    "panel.io.jupyter_server_extension": False,
    **{
        f"nbgrader.server_extensions.{name}": False
        for name in ("assignment_list", "course_list", "formgrader", "validate_assignment")
    },
}

# Of what is imported nothing goes: looking for it takes a tenth of the start.
gc.set_threshold(50_000)
c.ServerApp.kernel_spec_manager_class = KernelsOfJupyter

# No names of notebooks in the log.
c.Application.logging_config = LOGGING
c.Application.log_level = "WARN"
