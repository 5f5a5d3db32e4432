"""The kernels that run notebooks in tests: no network, no history, Unix sockets, bytecode kept."""

import sys

import pytest
from nbval.kernel import RunningKernel

from tests.helpers import code, execute, notebook

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
    "kit_imported_anew": "import sys\nassert not {'enclair.checks', 'tests'} & {*sys.modules}",
    "tests_stay_outside": "import importlib.util\nassert importlib.util.find_spec('tests') is None",
    "folder": "import os\nassert os.listdir() == []",
    "history": "assert get_ipython().history_manager.enabled is False",
    "widgets_restored_at_once": (
        "import ipywidgets\nassert 'jupyter.widget.control' in get_ipython().kernel.comm_manager.targets"
    ),
    "bytecode": "import sys\nassert sys.dont_write_bytecode is False",
}
if sys.platform != "win32":
    ALLOWED["unix_sockets"] = (
        "from ipykernel.kernelapp import IPKernelApp\n"
        "assert IPKernelApp.instance().transport == 'ipc', IPKernelApp.instance().transport"
    )


@pytest.fixture(scope="module")
def errors(tmp_path_factory):
    """What each cell raised in one of nbval's kernels, None where nothing; none of it stays in its folder."""
    folder = tmp_path_factory.mktemp("kernel")
    kernel = RunningKernel("python3", cwd=str(folder))
    try:
        yield {name: error(kernel, source) for name, source in (ALLOWED | ATTEMPTS).items()}
    finally:
        kernel.stop()
    assert list(folder.iterdir()) == []


def error(kernel, source):
    sent = kernel.execute_cell_input(source)
    while (reply := kernel.get_message("shell", timeout=60))["parent_header"]["msg_id"] != sent:
        pass
    return reply["content"].get("evalue")


def test_every_way_out_is_refused_with_our_sentence(errors):
    assert [name for name in ATTEMPTS if BLOCKED not in (errors[name] or "")] == []


def test_what_a_lesson_needs_still_works(errors):
    assert {name: errors[name] for name in ALLOWED if errors[name] is not None} == {}


def test_what_tests_run_without_nbval_is_blocked_too(tmp_path):
    (cell,) = execute(notebook(code(ATTEMPTS["getaddrinfo"])), tmp_path).cells
    assert BLOCKED in cell.outputs[0].evalue
