r"""The kit in The Littlest JupyterHub: a plugin of its installer, on a server with Ubuntu.

Not run on a real TLJH. tests/deploy/test_manifests.py calls these hooks through TLJH's own plugin manager and
configuration where TLJH is at hand.

    uv run enclair bundle --git --to /srv/class
    curl -L https://tljh.jupyter.org/bootstrap.py \
      | sudo python3 - --admin NAME:PASSWORD --plugin /srv/enclair/deploy/tljh

with ``/srv/enclair`` for a copy of the kit. The same again brings a newer one. What TLJH is told stands in
``config.yaml``, what students' servers are told in ``../../student``; packages in ``environment.yml``.
"""

import json
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path
from urllib.parse import urlencode

from tljh.configurer import load_config
from tljh.hooks import hookimpl
from tljh.yaml import yaml

HERE = Path(__file__).parent


@hookimpl
def tljh_extra_user_pip_packages():
    """Return the kit, its settings of JupyterLab (both from this plugin's place) and other packages."""
    listed = yaml.load((HERE / "environment.yml").read_text(encoding="utf-8"))["dependencies"]
    packages = [line for line in listed if isinstance(line, str) and not line.startswith(("python", "pip"))]
    packages = [line.replace("matplotlib-base", "matplotlib") for line in packages]  # PyPI's name
    # pip's note on where this plugin stands (direct_url.json).
    source = json.loads(distribution("tljh-enclair").read_text("direct_url.json") or "{}")
    if "dir_info" not in source:
        raise RuntimeError("--plugin: expected the folder deploy/tljh of a copy of the kit.")
    folder = source["url"].rstrip("/").removesuffix("/deploy/tljh")
    return [f"enclair @ {folder}", f"enclair-lab @ {folder}/packages/enclair-lab", *packages]


@hookimpl
def tljh_config_post_install(config):
    """Write what TLJH is told, where the administrator has said nothing else."""
    ours = yaml.load((HERE / "config.yaml").read_text(encoding="utf-8"))
    lines = (HERE / "names.txt").read_text(encoding="utf-8").splitlines()
    ours["users"] = {"allowed": [line.strip() for line in lines if line.strip() and not line.startswith("#")]}
    fill(config, ours)


def fill(given, ours):
    """Put into ``given`` what of ``ours`` it does not say."""
    for key, value in ours.items():
        if isinstance(value, dict):
            fill(given.setdefault(key, {}), value)
        else:
            given.setdefault(key, value)


@hookimpl
def tljh_post_install():
    """Let Git read a class repository on this disk, which belongs to another user than each student."""
    material = load_config()["enclair"]["class"]
    for place in (material, f"{material}/.git") if material.startswith("/") else ():
        command = ["git", "config", "--system", "--replace-all", "safe.directory", place, f"^{place}$"]
        subprocess.run(command, check=True)


@hookimpl
def tljh_custom_jupyterhub_config(c):
    """Set what TLJH's config.yaml has no word for: students' settings, landing page, language, the log."""
    sys.path.insert(0, str(HERE / "student"))
    from without_names import LOGGING

    school = load_config()["enclair"]
    folder = school["class"].rstrip("/").rsplit("/", 1)[-1].removesuffix(".git")
    lesson = f"lab/tree/{folder}/notebooks/{school['language']}/00_start_here.ipynb"
    c.Spawner.default_url = "/git-pull?" + urlencode(
        {"repo": school["class"], "targetpath": folder, "urlpath": lesson}
    )
    c.Spawner.environment = {
        "JUPYTER_CONFIG_PATH": str(HERE / "student"),
        "LANG": "C.UTF-8",
        "LANGUAGE": school["language"],
    }
    c.JupyterHub.template_paths = [str(HERE / "templates")]
    c.JupyterHub.logging_config = LOGGING
