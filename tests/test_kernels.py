"""The kernels that run notebooks in tests: no network, and none of the tests' own modules."""

from tests.helpers import code, execute, notebook

BLOCKED = "The network is blocked while notebooks run in tests"
# 192.0.2.1 is reserved for documentation (RFC 5737) and example.org for examples (RFC 2606).
ATTEMPTS = [
    "import socket\nsocket.create_connection(('192.0.2.1', 80), timeout=5)",
    "import socket\nsocket.socket(type=socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
    "import socket\ntry:\n    socket.getaddrinfo('example.org', 80)\nexcept OSError:\n    pass",
]
ALLOWED = [
    "import socket\nserver = socket.create_server(('127.0.0.1', 0))\n"
    "socket.create_connection(server.getsockname()).close()\nsocket.getaddrinfo('localhost', 80)",
    "import sys\nassert not {'enclair.checks', 'tests'} & {*sys.modules}",  # the kit is imported anew
]


def test_every_way_out_is_refused_with_our_sentence(tmp_path):
    cells = [code(source, f"c{place}") for place, source in enumerate(ATTEMPTS + ALLOWED)]
    ran = execute(notebook(*cells), tmp_path).cells
    assert list(tmp_path.iterdir()) == []  # a kernel leaves nothing in its folder
    errors = ["".join(one.get("evalue", "") for one in cell.outputs) for cell in ran]
    assert [BLOCKED in error for error in errors[: len(ATTEMPTS)]] == [True] * len(ATTEMPTS)
    assert errors[len(ATTEMPTS) :] == [""] * len(ALLOWED)
