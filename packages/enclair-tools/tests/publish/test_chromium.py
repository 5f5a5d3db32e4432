"""Which browser is taken, and what happens where there is none."""

import sys

import pytest

from enclair_tools.publish import chromium
from enclair_tools.publish.chromium import find_chromium

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="makes an executable file the POSIX way")


def make_program(path):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def nowhere(monkeypatch, tmp_path):
    """An environment in which no browser can be found."""
    monkeypatch.setattr("enclair_tools.publish.chromium.PLACES", ())
    return {"PATH": str(tmp_path / "bin")}


@posix_only
def test_chromium_is_preferred_over_chrome_and_the_variable_decides(nowhere, tmp_path):
    make_program(tmp_path / "bin" / "google-chrome")
    expected = make_program(tmp_path / "bin" / "chromium")
    assert find_chromium(nowhere) == str(expected)
    mine = make_program(tmp_path / "my own" / "browser")
    assert find_chromium({**nowhere, "ENCLAIR_CHROMIUM": str(mine)}) == str(mine)
    # A wrong path in it is not passed over.
    assert find_chromium({**nowhere, "ENCLAIR_CHROMIUM": str(tmp_path / "missing")}) is None


def test_one_that_is_not_on_the_path_is_taken_from_its_usual_place(monkeypatch, tmp_path):
    program = make_program(tmp_path / "Chromium.app" / "Chromium")
    monkeypatch.setenv("PROGRAMFILES(X86)", str(tmp_path))
    assert {place.rpartition("/")[2] for place in chromium.PLACES} >= {
        "Google Chrome",
        "chrome.exe",
        "msedge.exe",
    }
    places = ("${LOCALAPPDATA}/no.exe", "${PROGRAMFILES(X86)}/Chromium.app/Chromium")
    monkeypatch.setattr(chromium, "PLACES", places)
    assert find_chromium({"PATH": str(tmp_path)}) == str(program)
