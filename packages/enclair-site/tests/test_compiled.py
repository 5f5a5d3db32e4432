"""Modules of the site stand compiled in archives: Python imports them, with their text or without."""

import importlib.util
import sys
from zipfile import ZipFile

import pytest

from enclair_site.compiled import compiled


@pytest.mark.parametrize("sources_too", [True, False])
def test_a_module_in_an_archive_is_imported_and_what_is_no_module_is_kept(tmp_path, monkeypatch, sources_too):
    source, target, name = tmp_path / "old.zip", tmp_path / "new.zip", f"in_an_archive_{sources_too}".lower()
    with ZipFile(source, "w") as archive:
        archive.writestr(f"{name}/__init__.py", "found = 4711\n")
        archive.writestr(f"{name}/broken.py", "{{ a template }} for")
        archive.writestr(f"{name}/tests/test_it.py", "")
        archive.writestr(f"{name}/data.csv", "a,b")
    compiled(str(source), str(target), sources_too)
    monkeypatch.syspath_prepend(target)
    assert importlib.import_module(name).found == 4711
    monkeypatch.delitem(sys.modules, name)
    with ZipFile(target) as archive:
        names = set(archive.namelist())
    stem = f"{name}/__init__.py"
    made = {stem, importlib.util.cache_from_source(stem)} if sources_too else {f"{stem}c"}
    assert names == {*made, f"{name}/broken.py", f"{name}/data.csv"}
