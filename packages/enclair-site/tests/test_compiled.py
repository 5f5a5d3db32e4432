"""Modules of the site stand compiled in archives, with or without their text; some come when imported."""

import importlib.util
import shutil
import sys
from importlib import metadata
from zipfile import ZipFile

import pytest

from enclair_site.compiled import compiled
from enclair_site.late_packages import LatePackages


@pytest.mark.parametrize("sources_too", [True, False])
def test_a_module_in_an_archive_is_imported_and_what_is_no_module_is_kept(tmp_path, monkeypatch, sources_too):
    source, target, name = tmp_path / "old.zip", tmp_path / "new.zip", f"in_an_archive_{sources_too}".lower()
    with ZipFile(source, "w") as archive:
        archive.writestr(f"{name}/__init__.py", "found = 4711\n")
        archive.writestr(f"{name}/broken.py", "{{ a template }} for")
        archive.writestr(f"{name}/tests/test_it.py", "")
        archive.writestr(f"{name}/data.csv", "a,b")
    compiled(str(source), str(target), sources_too)
    place = tmp_path / "unpacked" if sources_too else target
    if sources_too:  # what is compiled is never compared with its text
        shutil.unpack_archive(target, place)
        (place / name / "__init__.py").write_text("found = 0\n", encoding="utf-8")
    monkeypatch.syspath_prepend(place)
    assert importlib.import_module(name).found == 4711
    monkeypatch.delitem(sys.modules, name)
    with ZipFile(target) as archive:
        names = set(archive.namelist())
    stem = f"{name}/__init__.py"
    made = {stem, importlib.util.cache_from_source(stem)} if sources_too else {f"{stem}c"}
    assert names == {*made, f"{name}/broken.py", f"{name}/data.csv"}


def test_a_package_comes_with_what_it_needs_when_it_is_imported_and_is_known_before(tmp_path, monkeypatch):
    def bring(name, file, folder):
        brought.append((name, file))
        (tmp_path / f"{name}.py").write_text("found = 4711", encoding="utf-8")

    def entry(name, *needs):
        of_file = {"name": name, "version": "1.2", "file_name": f"{name}.whl"}
        return of_file | {"imports": [name], "depends": needs}

    brought = []
    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path])
    monkeypatch.syspath_prepend(tmp_path)
    waiting = {"late_one": entry("late_one", "late_two", "sys"), "late_two": entry("late_two")}
    LatePackages(waiting, bring, str(tmp_path))
    assert [one.version for one in metadata.distributions(name="late_one")] == ["1.2"]
    assert importlib.util.find_spec("late_none") is None
    assert brought == []
    assert importlib.import_module("late_one").found == 4711
    assert importlib.import_module("late_two").found == 4711
    assert brought == [("late_two", "late_two.whl"), ("late_one", "late_one.whl")]
