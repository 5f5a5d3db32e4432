"""Kernels that stand ready at once: forks of one process that has imported what every notebook imports.

It has imported nothing of the kit: a notebook sees that new, in the language of its folder. A kernel with
settings of its own for Python or IPython starts as it does for a student.
"""

import multiprocessing
import os
import sys
from multiprocessing import forkserver
from pathlib import Path
from unittest.mock import patch

from jupyter_client.provisioning import local_provisioner

IMPORTED = [
    *("ipykernel.kernelapp", "matplotlib_inline.config", "anywidget", "pandas", "babel.numbers", "PIL.Image"),
    *("matplotlib.figure", "matplotlib.backends.backend_agg"),
]
REPO = str(Path(__file__).parents[1])


def fork_kernels():
    """Let jupyter_client fork the kernels of this process."""
    start, usual = local_provisioner.launch_kernel, settings(os.environ)

    def launch(cmd, *, env, **named):
        if cmd[0] != sys.executable or "ipykernel_launcher" not in cmd or settings(env) != usual:
            return start(cmd, env=env, **named)
        return ForkedKernel(cmd[cmd.index("ipykernel_launcher") + 1 :], named["cwd"], env)

    multiprocessing.set_forkserver_preload(IMPORTED)
    local_provisioner.launch_kernel = launch


def settings(env):
    """What an environment sets for Python and IPython."""
    return {name: value for name, value in env.items() if name.startswith(("PYTHON", "IPYTHON"))}


class ForkedKernel(multiprocessing.context.ForkServerProcess):
    """A kernel, with what jupyter_client asks of a process."""

    stdin = stdout = stderr = None

    def __init__(self, arguments, folder, env):
        ready, tell = multiprocessing.Pipe(duplex=False)
        super().__init__(target=_serve, args=(arguments, folder, env, tell), daemon=True)
        # A kernel sets it before anybody imports matplotlib, which reads it then.
        with patch.dict(os.environ, MPLBACKEND="module://matplotlib_inline.backend_inline"):
            self.start()
        tell.close()  # else the whole server would wait for ever for a fork that ends before it is ready
        ready.recv()

    def poll(self):
        return self.exitcode

    def wait(self):
        self.join()
        return self.exitcode

    def send_signal(self, number):
        os.kill(self.pid, number)


def _serve(arguments, folder, env, ready):
    os.setsid()  # what is sent to its group must not reach pytest
    os.close(forkserver._forkserver._forkserver_alive_fd)  # the server ends with pytest, and kernels with it
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(env)
    sys.dont_write_bytecode = "PYTHONDONTWRITEBYTECODE" in env
    sys.path[:] = [place for place in sys.path if place not in ("", REPO)]
    for name in ("tests", __name__):
        del sys.modules[name]
    from ipykernel.kernelapp import IPKernelApp
    from ipywidgets import register_comm_target

    # ipywidgets was imported before there was a shell: without this a page that is loaded anew asks for each
    # model alone, which on a busy machine takes as long as ipywidgets waits.
    register_comm_target()
    app = IPKernelApp.instance()
    app.initialize([*arguments, f"--IPKernelApp.parent_handle={os.getppid()}"])
    # A kernel with keys writes its connection file anew. Whoever starts it reads that file right after the
    # launch: of a fork, which is as fast, it would read an empty one, and the kernel would not start.
    ready.send(True)
    app.start()
