"""The settings of JupyterLab: installed by their own package alone, in the language of the computer."""

import sys
import tomllib
from pathlib import Path

import pytest
from jupyterlab_server import settings_utils, translations_handler
from traitlets.config.loader import PyFileConfigLoader

from tests.helpers import REPO

LAB = REPO / "packages" / "enclair-lab"


def test_the_settings_of_jupyter_are_installed_as_they_stand_here_and_by_their_own_package_alone():
    """Who installs the kit into a JupyterLab of their own keeps that one's settings."""
    texts = [(folder / "pyproject.toml").read_text("utf-8") for folder in (REPO, LAB)]
    wheels = [tomllib.loads(words)["tool"]["hatch"]["build"]["targets"]["wheel"] for words in texts]
    of_kit, shared = (wheel.get("shared-data", {}) for wheel in wheels)
    assert of_kit == {}
    assert {(LAB / name) for name in shared} == {*LAB.glob("lab/*.*"), *LAB.glob("ipython/*.*")}
    for source, target in shared.items():
        installed = Path(sys.prefix) / target
        is_current = installed.is_file() and installed.read_bytes() == (LAB / source).read_bytes()
        assert is_current, f"{target} is not {source}: run `uv sync --reinstall-package enclair-lab`"


@pytest.mark.parametrize(
    ("variables", "of_python", "lesson", "menus"),
    [
        ({"LANG": "fr_FR.UTF-8"}, "fr_FR", "fr", "fr_FR"),
        ({"LANG": "en_GB.UTF-8", "LANGUAGE": "fr"}, "en_GB", "fr", "fr_FR"),
        ({}, "French_France", "en", "en"),
        ({"LANG": "fr_FR.UTF-8", "LANGUAGE": "en"}, "fr_FR", "en", "en"),
        # A German language pack, where there is one, is not the kit's to switch off.
        ({"LANG": "de_DE.UTF-8"}, "de_DE", "en", "de_DE"),
        ({"LANG": "xx-Klingon@odd"}, "en", "en", "en"),
    ],
)
def test_jupyterlab_opens_in_the_language_of_the_computer(
    monkeypatch, computer, variables, of_python, lesson, menus
):
    modules = (settings_utils, translations_handler)
    for module in modules:
        monkeypatch.setattr(module, "SYS_LOCALE", of_python)
    computer(**variables)
    config = PyFileConfigLoader("jupyter_lab_config.py", str(LAB / "lab")).load_config()
    assert config["LabApp"]["default_url"] == f"/lab/tree/notebooks/{lesson}/00_start_here.ipynb"
    assert (REPO / "notebooks" / lesson / "00_start_here.ipynb").is_file()
    assert [module.SYS_LOCALE for module in modules] == [menus] * 2
