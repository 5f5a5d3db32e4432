"""What stands on the board: this computer's address on the school's network, and its QR code."""

import io
import re
import socket
from contextlib import suppress
from ipaddress import ip_address

import segno

from enclair.text.locale import text

#: How systems call what is no network of a school: VPNs, bridges of containers and virtual machines.
_VIRTUAL = re.compile(
    r"docker|br-|veth|virbr|vmnet|vboxnet|vethernet|virtualbox|vmware|lxc|podman|cni|tun|tap|utun|wg|zt|tailscale|"
    r"ppp|ipsec|nordlynx|proton|bridge|awdl|llw|anpi",
    re.IGNORECASE,
)


def own_addresses() -> list[str]:
    """Return this computer's addresses on its networks, the likeliest first; no packet is sent.

    VPNs and the bridges of containers and virtual machines come last: no other device can reach those.
    """
    import psutil

    up = {name for name, about in psutil.net_if_stats().items() if about.isup}
    ips = [
        (_VIRTUAL.match(name) is not None, entry.address != _route(), entry.address)
        for name, addresses in psutil.net_if_addrs().items()
        for entry in addresses
        if name in up and entry.family == socket.AF_INET
        if not ((ip := ip_address(entry.address)).is_loopback or ip.is_link_local or ip.is_unspecified)
    ]
    return [address for *_, address in sorted(ips)]


def _route() -> str:
    """Return the address from which this computer would ask others, "" if it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe, suppress(OSError):
        probe.connect(("10.255.255.255", 1))
        return str(probe.getsockname()[0])
    return ""


def announcement(port: int, wanted: int, lan: bool) -> str:
    """Return what the terminal shows: the address for the board, and its QR code on a network."""
    lines = []
    if wanted not in (0, port):
        lines.append(text("Port {wanted} is taken; using {port}.").format(wanted=wanted, port=port))
    stop = text("Stop with Ctrl+C.")
    address = f"http://{own_addresses()[0] if lan else '127.0.0.1'}:{port}/"
    if not lan:
        return "\n".join([*lines, f"{text('The kit: {address}').format(address=address)}   {stop}"])
    code = io.StringIO()
    segno.make(address, error="m").terminal(code, border=2, compact=True)
    lines += [
        text("For the board: {address}").format(address=address),
        text("Every device of this network can open it now; what students write stays on their devices."),
        stop,
        code.getvalue().rstrip(),
    ]
    return "\n".join(lines)
