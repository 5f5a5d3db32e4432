"""What `deploy/` says to containers, Kubernetes and TLJH agrees with the kit.

One test needs TLJH: ``uv run --with CHECKOUT_OF_TLJH --with deploy/tljh pytest`` and this file.
"""

import re
import tomllib
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from packaging.requirements import Requirement
from traitlets.config.loader import Config, PyFileConfigLoader

from tests.helpers import REPO

DEPLOY = REPO / "deploy"
FILE, CONTAINER = ((DEPLOY / name).read_text("utf-8") for name in ("z2jh/values.yaml", "Containerfile"))
VALUES, TLJH = map(yaml.safe_load, (FILE, (DEPLOY / "tljh/tljh_enclair/config.yaml").read_text("utf-8")))
SEAT = VALUES["singleuser"]
PROJECT, PLUGIN, LAB = (
    tomllib.loads((REPO / folder / "pyproject.toml").read_text(encoding="utf-8"))
    for folder in (".", "deploy/tljh", "packages/enclair-lab")
)
#: The lines of the Containerfile: comments gone, a line that goes on joined.
IMAGE = re.sub(r"\\\n\s*", "", re.sub(r"^#.*\n", "", CONTAINER, flags=re.M)).splitlines()


def said(instruction):
    """What follows an instruction of the Containerfile, each time that it stands there."""
    return [line.removeprefix(instruction).strip() for line in IMAGE if line.startswith(f"{instruction} ")]


VARIABLES = dict(pair.split("=", 1) for line in said("ENV") for pair in line.split())


def test_the_image_is_made_of_what_is_there_and_not_by_root_and_has_no_list_of_packages_of_its_own():
    copied = [line.split()[:-1] for line in said("COPY") if not line.startswith("--from=")]
    assert [name for names in copied for name in names if not (REPO / name).exists()] == []
    assert said("USER") == ["1000:100"]
    # Whatever rights the files had where the image is made, a student can read them.
    assert "chmod -R a+rX /opt/enclair /srv/class" in " ".join(said("RUN"))
    installs = re.findall(r"pip install ([^&]+)", " ".join(said("RUN")))
    words = [word.strip('"') for line in installs for word in line.split() if not word.startswith("--")]
    kit = ["/tmp/kit/pyproject.toml:lab", "/tmp/kit/requirements.txt", "jupyterhub==${JUPYTERHUB}"]
    assert words == ["pip>=25.1", *kit, "/tmp/kit/*.whl"]


def test_a_volume_in_the_home_hides_nothing_of_the_image():
    home = VARIABLES["HOME"]
    places = [line.split()[-1] for line in said("COPY")] + [VARIABLES["JUPYTER_CONFIG_PATH"]]
    assert [place for place in places if place.startswith(home)] == []
    assert said("WORKDIR")[-1] == home == SEAT["storage"]["homeMountPath"]


def test_versions_are_those_of_the_kit_and_hub_and_image_speak_one_of_jupyterhub():
    version = PROJECT["project"]["version"]
    assert SEAT["image"]["tag"] == version
    assert f"--tag {SEAT['image']['name']}:{version} ." in CONTAINER
    assert {PLUGIN["project"]["version"], LAB["project"]["version"]} == {version}
    (hub,) = [line.split("=")[1] for line in said("ARG") if line.startswith("JUPYTERHUB=")]
    lines = (DEPLOY / "hub" / "requirements.txt").read_text(encoding="utf-8")
    assert hub in Requirement(re.search(r"^jupyterhub[<>=].*", lines, re.M)[0]).specifier
    assert f"brings JupyterHub {hub}" in FILE


def test_settings_of_students_come_from_the_one_folder_and_what_is_read_is_there():
    assert f"deploy/student {VARIABLES['JUPYTER_CONFIG_PATH']}" in said("COPY")
    shared = PLUGIN["tool"]["hatch"]["build"]["targets"]["wheel"]["force-include"]
    places = {(DEPLOY / "tljh" / source).resolve() for source in shared}
    hub = DEPLOY / "hub"
    assert places == {DEPLOY / "student", hub / "templates", hub / "names.txt", REPO / "environment.yml"}
    # What the header of values.yaml tells helm to read, by its name there.
    given = dict(re.findall(r"--set-file hub\.extraFiles\.(\w+)\.stringData=(\S+)", FILE))
    assert given.keys() == VALUES["hub"]["extraFiles"].keys()
    assert [path for path in (*places, *(REPO / name for name in given.values())) if not path.exists()] == []


def test_a_seat_is_as_large_on_each_kind_of_hub_and_goes_after_the_same_time():
    assert TLJH["limits"] == {"memory": SEAT["memory"]["limit"], "cpu": SEAT["cpu"]["limit"]}
    cull = VALUES["cull"]
    assert TLJH["services"]["cull"] == cull
    told = [("timeout", str(cull["timeout"])), ("cull-every", str(cull["every"]))]
    hub = (DEPLOY / "hub" / "jupyterhub_config.py").read_text(encoding="utf-8")
    assert re.findall(r"--(timeout|cull-every)=(\d+)", hub) == told
    student = PyFileConfigLoader("jupyter_server_config.py", str(DEPLOY / "student")).load_config()
    assert 0 < student["MappingKernelManager"]["cull_idle_timeout"] < cull["timeout"]


def test_students_land_on_the_first_lesson_in_their_language():
    landing = urlsplit(SEAT["defaultUrl"])
    asked = {key: value for key, (value,) in parse_qs(landing.query).items()}
    assert landing.path == "/git-pull"
    assert f"--from=class . {asked['repo']}" in said("COPY")
    assert f"safe.directory {asked['repo']}/.git" in " ".join(said("RUN"))
    language = SEAT["extraEnv"]["LANGUAGE"]
    lesson = f"notebooks/{language}/00_start_here.ipynb"
    assert asked["urlpath"] == f"lab/tree/{asked['targetpath']}/{lesson}"
    assert (REPO / lesson).is_file()
    (alone,) = said("CMD")
    assert SEAT["defaultUrl"].replace("/en/", "/$LANGUAGE/") in alone
    assert TLJH["enclair"] == {"class": asked["repo"], "language": language}


def test_passwords_are_chosen_at_the_first_visit_and_for_names_of_the_list_alone():
    hub = VALUES["hub"]["config"]
    kind = {hub["JupyterHub"]["authenticator_class"], TLJH["auth"]["type"]}
    assert kind == {"firstuseauthenticator.FirstUseAuthenticator"}
    assert hub["FirstUseAuthenticator"]["create_users"] is False
    assert TLJH["auth"]["FirstUseAuthenticator"]["create_users"] is False
    assert "Authenticator" not in hub  # no administrator whose password the first visitor would choose


def test_nothing_goes_out_of_a_students_server_but_to_the_hub_and_for_names():
    policy = SEAT["networkPolicy"]
    assert (policy["enabled"], policy["egress"]) == (True, [])
    # What is not named here are the chart's rules for DNS.
    closed = ("nonPrivateIPs", "privateIPs", "cloudMetadataServer")
    assert policy["egressAllowRules"] == dict.fromkeys(closed, False)


def test_tljh_takes_the_plugin(monkeypatch, tmp_path):
    pytest.importorskip("tljh", reason="TLJH is not installed: see the top of this file.")
    pytest.importorskip("tljh_enclair", reason="The plugin is not installed: see the top of this file.")
    from tljh import config, configurer
    from tljh.utils import get_plugin_manager

    hook = get_plugin_manager().hook
    (packages,) = hook.tljh_extra_user_pip_packages()
    here = REPO.as_uri()
    assert packages[:2] == [f"enclair @ {here}", f"enclair-lab @ {here}/packages/enclair-lab"]
    wanted = {*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["lab"]} - {"enclair-lab"}
    assert {str(Requirement(line)) for line in packages[2:]} == {str(Requirement(line)) for line in wanted}

    told = {"limits": {"memory": "2G"}}  # what an administrator has said stays
    hook.tljh_config_post_install(config=told)
    assert told["limits"] == {"memory": "2G", "cpu": TLJH["limits"]["cpu"]}
    assert "otter" in told["users"]["allowed"]
    place = tmp_path / "config.yaml"
    with place.open("w", encoding="utf-8") as file:
        config.yaml.dump(told, file)
    monkeypatch.setattr(configurer.load_config, "__defaults__", (str(place),))

    c = Config()
    configurer.apply_config(configurer.load_config(), c)
    hook.tljh_custom_jupyterhub_config(c=c)
    assert (c.Spawner.mem_limit, c.Spawner.cpu_limit) == ("2G", 2)
    assert parse_qs(c.Spawner.default_url) == parse_qs(SEAT["defaultUrl"])
    assert (Path(c.Spawner.environment["JUPYTER_CONFIG_PATH"]) / "jupyter_server_config.py").is_file()
