"""Which browser is taken, and what happens where there is none."""

import sys

import pytest
from _pytest.outcomes import Failed, Skipped

from enclair_tools.publish import chromium
from enclair_tools.publish.chromium import find_chromium
from tests.browser.chromium import require_chromium
from tests.helpers import refused

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
    for usual in ("MacOS/Google Chrome", "Chrome/Application/chrome.exe", "Edge/Application/msedge.exe"):
        assert any(place.endswith(usual) for place in chromium.PLACES)
    places = ("${LOCALAPPDATA}/no.exe", "${PROGRAMFILES(X86)}/Chromium.app/Chromium")
    monkeypatch.setattr("enclair_tools.publish.chromium.PLACES", places)
    assert find_chromium({"PATH": str(tmp_path)}) == str(program)


def test_without_a_browser_the_test_says_how_to_get_one_and_fails_in_ci(nowhere):
    for ci, outcome in (
        ({}, Skipped),
        ({"CI": ""}, Skipped),
        ({"CI": "false"}, Skipped),
        ({"CI": "true"}, Failed),
    ):
        refused(outcome, "apt install chromium", require_chromium, {**nowhere, **ci})
