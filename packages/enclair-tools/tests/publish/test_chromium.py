"""Which browser is started."""

import os
import sys

import pytest

from enclair_tools.publish.chromium import find_chromium


@pytest.mark.skipif(sys.platform == "win32", reason="makes an executable file the POSIX way")
def test_chromium_is_preferred_over_chrome_and_the_variable_decides(monkeypatch, tmp_path):
    monkeypatch.delenv("ENCLAIR_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    places = {"linux": None, "darwin": {"channel": "chrome"}}
    for platform, found in places.items():
        monkeypatch.setattr(sys, "platform", platform)
        assert find_chromium() == found
    for name in ("google-chrome", "chromium", "mine"):
        os.symlink(sys.executable, tmp_path / name)
    assert find_chromium() == {"executable_path": str(tmp_path / "chromium")}
    monkeypatch.setenv("ENCLAIR_CHROMIUM", str(tmp_path / "mine"))
    assert find_chromium() == {"executable_path": str(tmp_path / "mine")}
