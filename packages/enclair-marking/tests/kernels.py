"""Kernels in a sandbox, and what the tests ask of them and of this machine."""

import json
import os
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager


class Kernel:
    """A kernel in a sandbox, and what it prints."""

    def __init__(self, folder: Path, **limits):
        spec = folder / "kernels" / "closed"
        spec.mkdir(parents=True)
        described = {
            "argv": ["python", "-m", "ipykernel_launcher", "-f", "{connection_file}"],
            "display_name": "closed",
            "language": "python",
            "metadata": {"kernel_provisioner": {"provisioner_name": "bubblewrap", "config": limits}},
        }
        (spec / "kernel.json").write_text(json.dumps(described), encoding="utf-8")
        specs = KernelSpecManager(kernel_dirs=[str(folder / "kernels")])
        self.manager = KernelManager(kernel_name="closed", kernel_spec_manager=specs)
        self.work = folder / "work"
        self.work.mkdir()
        (self.work / "given.txt").write_text("given", encoding="utf-8")

    def start(self):
        self.manager.start_kernel(cwd=str(self.work))
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)
        return self

    def says(self, code: str, timeout: float = 30) -> str:
        """Return what ``code`` prints, or the name of its error."""
        printed = []

        def heard(message):
            content = message["content"]
            if message["msg_type"] == "stream":
                printed.append(content["text"])
            elif message["msg_type"] == "error":
                printed.append(content["ename"])

        self.client.execute_interactive(code, timeout=timeout, output_hook=heard, store_history=False)
        return "".join(printed).strip()

    def assert_ends_for_memory(self, code: str) -> None:
        """``code`` takes more than all processes together may have."""
        assert self.manager.provisioner.ended == ""
        self.client.execute(code)
        assert until(lambda: not self.manager.is_alive(), 40)
        assert self.manager.provisioner.ended == "memory"

    def stop(self):
        if self.manager.has_kernel:
            self.client.stop_channels()
            self.manager.shutdown_kernel(now=True)


@contextmanager
def running(folder: Path, **limits):
    """A kernel that ends with the block."""
    kernel = Kernel(folder, **limits).start()
    try:
        yield kernel
    finally:
        kernel.stop()


def until(holds, seconds=10) -> bool:
    """Wait until ``holds()``; whether it did in time."""
    end = time.monotonic() + seconds
    while not holds() and time.monotonic() < end:
        time.sleep(0.1)
    return bool(holds())


def processes(word: str) -> list[str]:
    """Return the command lines on this machine that contain ``word``."""
    lines = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if word in line and path.parent.name != str(os.getpid()):
            lines.append(line)
    return lines


def missing(reason):
    """Skip a test that cannot run here, with the reason; with CI=true that is a failure on Linux."""
    if os.environ.get("CI") == "true" and sys.platform == "linux":
        pytest.fail(reason)
    pytest.skip(reason)
