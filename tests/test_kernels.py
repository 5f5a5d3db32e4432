"""The kernels that run notebooks in tests: no network, no history, Unix sockets, bytecode kept."""

import sys

import nbformat
import pytest
from nbclient import NotebookClient
from nbval.kernel import RunningKernel

BLOCKED = "The network is blocked while notebooks run in tests"

# 192.0.2.1 is reserved for documentation (RFC 5737) and example.org for examples (RFC 2606).
ATTEMPTS = {
    "connect": "import socket\nsocket.socket().connect(('192.0.2.1', 80))",
    "connect_ex": "import socket\nsocket.socket().connect_ex(('192.0.2.1', 80))",
    "create_connection": "import socket\nsocket.create_connection(('192.0.2.1', 80), timeout=5)",
    "udp": "import socket\nsocket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
    "getaddrinfo": "import socket\nsocket.getaddrinfo('example.org', 80)",
    "gethostbyname": "import socket\nsocket.gethostbyname('example.org')",
    "urllib": "from urllib.request import urlopen\nurlopen('http://example.org/', timeout=5)",
    "asyncio": "import asyncio\nawait asyncio.open_connection('192.0.2.1', 80)",
    "swallowed": "import socket\ntry:\n    socket.getaddrinfo('example.org', 80)\nexcept OSError:\n    pass",
}
ALLOWED = {
    "loopback": (
        "import socket\nserver = socket.create_server(('127.0.0.1', 0))\n"
        "socket.create_connection(server.getsockname()).close()\n"
        "socket.getaddrinfo('localhost', 80)"
    ),
    "pandas": "import pandas as pd\npd.DataFrame({'a': [1]})",
    "clean_namespace": "assert '_block_network' not in dir()",
    "history": "assert get_ipython().history_manager.enabled is False",
    "bytecode": "import sys\nassert sys.dont_write_bytecode is False",
}
if sys.platform != "win32":
    ALLOWED["unix_sockets"] = (
        "from ipykernel.kernelapp import IPKernelApp\n"
        "assert IPKernelApp.instance().transport == 'ipc', IPKernelApp.instance().transport"
    )


def run(cells, tmp_path):
    """Run each source in its own cell; give the error of each cell, or None."""
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in cells],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    NotebookClient(
        notebook, timeout=60, allow_errors=True, resources={"metadata": {"path": tmp_path}}
    ).execute()
    errors = []
    for cell in notebook.cells:
        found = [out for out in cell.outputs if out.output_type == "error"]
        errors.append(f"{found[0].ename}: {found[0].evalue}" if found else None)
    return errors


def test_every_way_out_is_refused_with_our_sentence(tmp_path):
    errors = dict(zip(ATTEMPTS, run(ATTEMPTS.values(), tmp_path), strict=True))
    unblocked = {name: error for name, error in errors.items() if not error or BLOCKED not in error}
    assert not unblocked


def test_what_a_lesson_needs_still_works(tmp_path):
    errors = dict(zip(ALLOWED, run(ALLOWED.values(), tmp_path), strict=True))
    assert {name: error for name, error in errors.items() if error} == {}


def test_the_kernels_of_nbval_are_blocked_too(tmp_path):
    kernel = RunningKernel("python3", cwd=str(tmp_path))
    try:
        sent = kernel.execute_cell_input(ATTEMPTS["getaddrinfo"])
        kernel.await_reply(sent, timeout=60)
        said = ""
        while (message := kernel.get_message("iopub", timeout=60))["content"].get(
            "execution_state"
        ) != "idle":
            said = message["content"].get("evalue", said)
    finally:
        kernel.stop()
    assert BLOCKED in said


def test_nothing_of_a_kernel_stays_behind(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(["1 + 1"], tmp_path) == [None]
    if left := list(tmp_path.iterdir()):
        pytest.fail(f"A kernel left files in its working folder: {left}")


def test_the_project_alone_switches_history_off(tmp_path, monkeypatch):
    """Without the tests' own profile: a student's kernel reads what the kit installs beside Python."""
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    assert run([ALLOWED["history"]], tmp_path) == [None]
    assert list(tmp_path.rglob("history.sqlite")) == []
