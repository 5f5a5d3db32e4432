"""What caps the memory of a whole sandbox: the parts that decide, on folders made here; and the real thing.

A real control group is tested where this account may make one: on a booted systemd, or below a folder of a
cgroup v2 tree that was handed to it, with memory and pids in its cgroup.subtree_control.
"""

import os
from pathlib import Path

import pytest

from enclair_marking.sandbox import cgroup, watch
from enclair_marking.sandbox.provisioner import protection
from kernels import running, until

MIB = 1 << 20


@pytest.fixture
def tree(tmp_path):
    """A tree as Linux shows it: the group "given" may be divided, its child "ours" may not."""
    ours = tmp_path / "given" / "ours"
    ours.mkdir(parents=True)
    for folder, controllers in ((tmp_path, ""), (ours.parent, "cpu memory pids\n"), (ours, "")):
        (folder / "cgroup.subtree_control").write_text(controllers, encoding="ascii")
        (folder / "cgroup.procs").write_text("", encoding="ascii")
    return tmp_path


def test_the_tree_is_where_it_is_mounted(tmp_path):
    mounts = tmp_path / "mounts"
    mounts.write_text("proc /proc proc rw 0 0\ncgroup2 /there cgroup2 rw 0 0\n", encoding="utf-8")
    assert cgroup.mounted(mounts) == Path("/there")
    mounts.write_text("cgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0\n", encoding="utf-8")
    assert cgroup.mounted(mounts) is None


def test_a_process_says_which_group_it_is_in(tmp_path):
    (tmp_path / "self").mkdir()
    (tmp_path / "self" / "cgroup").write_text("4:memory:/x\n0::/user.slice/a b\n", encoding="utf-8")
    assert cgroup.own_group(Path("/tree"), processes=tmp_path) == Path("/tree/user.slice/a b")
    (tmp_path / "self" / "cgroup").write_text("4:memory:/x\n", encoding="utf-8")
    assert cgroup.own_group(Path("/tree"), processes=tmp_path) == Path("/tree")


def test_groups_are_made_in_the_nearest_folder_that_can_limit_memory(tree):
    assert cgroup.delegated(tree, tree / "given" / "ours") == tree / "given"
    (tree / "given" / "cgroup.subtree_control").write_text("cpu pids\n", encoding="ascii")
    assert cgroup.delegated(tree, tree / "given" / "ours") is None


def test_a_folder_of_somebody_else_is_none_of_ours(tree):
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere: the run as an ordinary user shows it")
    (tree / "given" / "cgroup.procs").chmod(0o444)
    assert cgroup.delegated(tree, tree / "given" / "ours") is None


def test_a_group_is_limited_before_the_sandbox_enters_it(tree):
    cap = cgroup.Delegated(700 * MIB, 64, tree / "given")
    assert (cap.group / "memory.max").read_text(encoding="ascii") == str(700 * MIB)
    assert int((cap.group / "pids.max").read_text(encoding="ascii")) >= 66
    assert (cap.group / "memory.swap.max").read_text(encoding="ascii") == "0"
    command = cap.started(["bwrap", "a b"])
    assert command[-2:] == ["bwrap", "a b"]
    assert str(cap.group) in command
    assert not cap.reached()
    (cap.group / "memory.events").write_text("low 0\nhigh 0\nmax 12\noom 1\noom_kill 1\n", encoding="ascii")
    assert cap.reached()


def test_a_scope_is_limited_and_passes_nothing_of_our_environment_on(monkeypatch):
    monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/7")
    monkeypatch.setenv("A_KEY_OF_THE_TEACHER", "key")
    cap = cgroup.Scope(700 * MIB, 64)
    assert set(cap.environment) <= {"XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"}
    command = cap.started(["bwrap"])
    assert f"MemoryMax={700 * MIB}" in command
    assert "MemorySwapMax=0" in command
    assert command[-3:] == [command[-3], "-i", "bwrap"]
    assert command[-3].endswith("env")
    assert ("--user" in command) == (os.geteuid() != 0)
    assert not cap.reached()


def test_what_is_held_is_added_up(tmp_path):
    for number, anonymous in ((1, 10), (2, 300)):
        process = tmp_path / "root" / "proc" / str(number)
        process.mkdir(parents=True)
        status = f"Name:\tx\nRssAnon:\t{anonymous * 1024} kB\nRssShmem:\t1024 kB\nVmSwap:\t1024 kB\n"
        (process / "status").write_text(status, encoding="ascii")
        (process / "smaps_rollup").write_text("x\nPss_Anon: 5120 kB\nSwapPss: 0 kB\n", encoding="ascii")
    assert watch.memory_held(tmp_path, (), 1000 * MIB) == 314 * MIB
    # Only when the quick sum is too much is it worth to ask which memory is shared.
    assert watch.memory_held(tmp_path, (), 100 * MIB) == 10 * MIB
    (process / "smaps_rollup").unlink()
    assert watch.memory_held(tmp_path, (), 100 * MIB) == (5 + 302) * MIB
    assert watch.memory_held(tmp_path / "gone", (), 0) == 0


def test_before_the_sandbox_is_closed_in_it_holds_nothing():
    assert watch.memory_held(Path("/proc/self"), ("/tmp",), 0) == 0


def test_sockets_beyond_what_a_kernel_needs_count_as_full(tmp_path):
    (tmp_path / "net").mkdir()
    for used, full in ((60, False), (2000, True)):
        (tmp_path / "net" / "sockstat").write_text(f"sockets: used {used}\nTCP: inuse 0\n", encoding="ascii")
        assert (watch.memory_held(tmp_path, (), 0) > 100 * MIB) == full


#: Much memory with little in each piece.
SHARED = """
import mmap
held = []
for _ in range(20):
    held.append(mmap.mmap(-1, 30 << 20)); held[-1].write(b"x" * (30 << 20))
"""


def test_a_kernel_whose_processes_hold_too_much_together_is_ended(sandbox, tmp_path):
    with running(tmp_path, total_mib=300) as kernel:
        kernel.assert_ends_for_memory(SHARED)


@pytest.mark.marking
def test_a_real_group_ends_a_kernel_that_wants_too_much(sandbox, tmp_path):
    assert protection() in ("cgroup", "watcher")
    if protection() != "cgroup":
        pytest.skip(
            "no control group with a limit on memory: systemd gives this account no scope, and no tree of "
            "cgroup v2 was handed to it, with memory and pids in cgroup.subtree_control of a folder above"
        )
    with running(tmp_path, total_mib=500) as kernel:
        inner = int(os.readlink(kernel.manager.provisioner._sockets).split("/")[2])
        group = cgroup.own_group(cgroup.mounted(), str(inner))
        assert int((group / "memory.max").read_text(encoding="ascii")) == 500 * MIB
        assert int((group / "pids.max").read_text(encoding="ascii")) < 100
        assert kernel.says("print('works')") == "works"
        grow = "import os, time\nfor _ in range(12):\n  if not os.fork():\n"
        kernel.assert_ends_for_memory(grow + "    held = b'x' * (60 << 20); time.sleep(60)")
    assert until(lambda: not group.exists(), 5)
