"""What caps the memory of a whole sandbox: the command that asks for a control group; and the real thing.

A real one is tested where systemd gives this account a scope.
"""

import os
from pathlib import Path

import pytest

from enclair_marking.sandbox import cgroup
from kernels import running

MIB = 1 << 20


def test_a_scope_is_limited_and_passes_nothing_of_our_environment_on(monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/7")
    monkeypatch.setenv("A_KEY_OF_THE_TEACHER", "key")
    monkeypatch.setattr(cgroup, "protection", lambda: "cgroup")
    command, environment = cgroup.started(["bwrap", "a b"], 700 * MIB, 64)
    assert set(environment) <= {"XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"}
    # Process 1 notices before, and can say why.
    assert f"MemoryMax={(700 + 256) * MIB}" in command
    assert {"MemorySwapMax=0", "TasksMax=68"} <= {*command}
    assert command[-3:] == ["-i", "bwrap", "a b"]
    assert command[-4].endswith("env")
    assert ("--user" in command) == (os.geteuid() != 0)


def test_without_systemd_there_are_bounds_and_an_empty_environment(monkeypatch):
    monkeypatch.setattr(cgroup, "TREE", Path("/nowhere"))
    assert cgroup.protection.__wrapped__() == "bounds"
    monkeypatch.setattr(cgroup, "protection", lambda: "bounds")
    command, environment = cgroup.started(["bwrap", "a b"], 700 * MIB, 64)
    assert (command[0], command[-2:], environment) == ("/bin/sh", ["bwrap", "a b"], {})


def test_a_kernel_that_asks_for_too_much_in_small_pieces_is_ended(sandbox):
    code = "held = []\nimport time\nfor _ in range(20): held.append(b'x' * (30 << 20))\ntime.sleep(60)"
    with running(total=300 * MIB) as kernel:
        kernel.assert_ends(code, "memory")


@pytest.mark.marking
def test_a_real_group_has_its_limits(sandbox):
    if cgroup.protection() != "cgroup":
        pytest.skip("no control group with a limit on memory: systemd gives this account no scope")
    with running(total=500 * MIB) as kernel:
        scope = (
            Path(f"/proc/{kernel.sandbox._process.pid}/cgroup").read_text("ascii").split("0::/")[1].split()[0]
        )
        group = cgroup.TREE / scope
        assert int((group / "memory.max").read_text(encoding="ascii")) == (500 + 256) * MIB
        assert int((group / "pids.max").read_text(encoding="ascii")) < 100
        assert kernel.says("print('works')") == "works"
