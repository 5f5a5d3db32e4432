"""Refuse the network in a kernel that runs a notebook for a test.

The root ``conftest.py`` copies this file into the start-up folder of the kernels' own IPython directory. It
uses an audit hook, not patched functions: Python calls it for every connection and every name look-up,
whichever library asks, and it cannot be taken off again. It sees Python's own sockets; a program started
from a notebook would be out of its reach (no lesson starts one).
"""


def _block_network():
    import ipaddress
    import socket
    import sys

    unix = getattr(socket, "AF_UNIX", None)

    def is_this_computer(host):
        if isinstance(host, bytes | bytearray):
            host = bytes(host).decode("ascii", "replace")
        if host in (None, "", "localhost"):
            return True
        try:
            return ipaddress.ip_address(str(host).partition("%")[0]).is_loopback
        except ValueError:
            return False

    def refuse(host):
        # Not an OSError: the usual "except OSError" of a library must not swallow it.
        raise RuntimeError(
            f"The network is blocked while notebooks run in tests, and this cell asked for {host!r}. "
            "A lesson uses only what lies in datasets/."
        )

    def hook(event, args):
        if event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
            sock, address = args
            # A connected socket sends without an address: its connection has been judged already.
            if address is None or sock.family == unix:
                return
            host = address[0] if isinstance(address, tuple) else address
        elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
            host = args[0]
        else:
            return
        if not is_this_computer(host):
            refuse(host)

    sys.addaudithook(hook)


_block_network()
del _block_network
