"""The ways to install agree, and the repository holds only what it should."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from jupyterlab_server import settings_utils, translations_handler
from traitlets.config.loader import PyFileConfigLoader

REPO = Path(__file__).parents[1]
PROJECT = tomllib.loads((REPO / "pyproject.toml").read_text(encoding="utf-8"))
LAB = REPO / "packages" / "enclair-lab"
PACKAGES = [
    tomllib.loads(path.read_text(encoding="utf-8")) for path in REPO.glob("packages/*/pyproject.toml")
]
MEBIBYTE = 2**20

# conda's name for a package, where it is not PyPI's.
CONDA_NAMES = {"matplotlib": "matplotlib-base"}
# What conda needs and pyproject.toml does not name: pip installs the kit itself and its settings.
CONDA_ONLY = {"pip": frozenset()}
OURS = {"enclair", *(package["project"]["name"] for package in PACKAGES)}

# One letter of each in brackets, so that this file does not hold what it looks for.
REGISTRY_HOSTS = re.compile(
    r"(?:pyp[i]|pythonhoste[d]|npmj[s]|anacond[a]|yarnpk[g]|crate[s])\.(?:org|com|io)"
)
# Not within an address such as example.org/home/page.
MACHINE_PATHS = re.compile(r"(?<![\w.:/~%-])/(?:roo[t]|hom[e]|User[s]|wor[k])/\w|\b[A-Z]:\\+User[s]\\+\w")


def split(requirement):
    """``pandas>=2.2,<4`` becomes ``("pandas", {">=2.2", "<4"})``."""
    name, bounds = re.fullmatch(r"([A-Za-z0-9_.-]+)\s*(.*)", requirement.strip()).groups()
    return name.lower(), frozenset(bound.strip() for bound in bounds.split(",") if bound.strip())


@pytest.fixture(scope="module")
def repository_files():
    """Every file that is in git, or would be with the next ``git add``."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "-zco", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=REPO, capture_output=True, check=True).stdout.decode("utf-8")
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip(
            "This folder is no git repository (a downloaded archive?): there is no list of its files."
        )
    files = [REPO / name for name in listed.split("\0") if name]
    present = [file for file in files if file.is_file()]
    assert REPO / "pyproject.toml" in present
    return present


def test_conda_and_pip_install_the_same_packages_within_the_same_bounds():
    conda = yaml.safe_load((REPO / "environment.yml").read_text(encoding="utf-8"))
    listed = dict(split(line) for line in conda["dependencies"] if isinstance(line, str))
    lines = PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["lab"]
    wanted = {CONDA_NAMES.get(name, name): bounds for name, bounds in map(split, lines) if name not in OURS}
    wanted |= CONDA_ONLY
    assert listed == wanted | {"python": frozenset({PROJECT["project"]["requires-python"]})}
    assert (conda["name"], conda["channels"]) == ("enclair", ["conda-forge"])
    # Only what stands in this repository comes from pip.
    from_pip = [line for line in conda["dependencies"] if isinstance(line, dict)]
    assert from_pip == [{"pip": ["-e .", "-e packages/enclair-lab"]}]


EXTRAS = [package["project"].get("optional-dependencies", {}) for package in PACKAGES]


def test_every_dependency_has_bounds_and_a_reason():
    requirements = [
        *(line for project in (PROJECT, *PACKAGES) for line in project["project"]["dependencies"]),
        *(line for extras in EXTRAS for lines in extras.values() for line in lines),
        *(line for group in PROJECT["dependency-groups"].values() for line in group),
    ]
    reasons = (REPO / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for requirement in requirements:
        name, bounds = split(requirement)
        if name in OURS:
            continue
        assert any(bound.startswith(">=") for bound in bounds), f"{name} has no lower bound"
        # Stubs are numbered as the package that they describe, which has its own upper bound.
        assert name.endswith("-stubs") or any(bound.startswith("<") for bound in bounds), (
            f"{name}: no upper bound"
        )
        assert re.search(rf"^\| `{re.escape(name)}` \| \w", reasons, re.M), f"CONTRIBUTING.md: why {name}?"
    named = set(re.findall(r"^\| `([a-z0-9-]+)` \| \w", reasons, re.M))
    assert named <= {split(requirement)[0] for requirement in requirements}


def test_the_citation_the_changelog_and_the_package_name_one_version():
    version = PROJECT["project"]["version"]
    citation = yaml.safe_load((REPO / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == version
    assert f"## {version}" in (REPO / "CHANGELOG.md").read_text(encoding="utf-8")


def shared_data(folder):
    """The files that a project's wheel lays beside Python, by their place in the repository."""
    project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
    return project["tool"]["hatch"]["build"]["targets"]["wheel"].get("shared-data", {})


def test_the_settings_of_jupyter_are_installed_as_they_stand_here():
    shared = shared_data(LAB)
    here = {
        file.relative_to(LAB).as_posix() for kind in ("lab", "ipython") for file in (LAB / kind).glob("*.*")
    }
    assert here == set(shared)
    for source, target in shared.items():
        installed = Path(sys.prefix) / target
        assert installed.is_file(), f"{target} is missing: run `uv sync --reinstall-package enclair-lab`"
        assert installed.read_bytes() == (LAB / source).read_bytes(), (
            f"{target} is an older {source}: run `uv sync --reinstall-package enclair-lab`"
        )


def test_the_kit_alone_changes_no_jupyterlab():
    """Who installs it into a JupyterLab of their own keeps that one's settings."""
    assert shared_data(REPO) == {}
    assert "enclair-lab" in PROJECT["dependency-groups"]["lab"]


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
def test_jupyterlab_opens_in_the_language_of_the_computer(monkeypatch, variables, of_python, lesson, menus):
    modules = (settings_utils, translations_handler)
    for module in modules:
        monkeypatch.setattr(module, "SYS_LOCALE", of_python)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    config = PyFileConfigLoader("jupyter_lab_config.py", str(LAB / "lab")).load_config()
    assert config["LabApp"]["default_url"] == f"/lab/tree/notebooks/{lesson}/00_start_here.ipynb"
    assert (REPO / "notebooks" / lesson / "00_start_here.ipynb").is_file()
    assert [module.SYS_LOCALE for module in modules] == [menus] * 2


def test_the_lock_file_stays_out_and_no_file_is_large(repository_files):
    assert REPO / "uv.lock" not in repository_files
    assert "uv.lock" in (REPO / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert [file.name for file in repository_files if file.stat().st_size > MEBIBYTE] == []


def test_no_file_names_a_package_registry_or_a_folder_of_one_machine(repository_files):
    texts = {file: file.read_text(encoding="utf-8", errors="ignore") for file in repository_files}
    patterns = (REGISTRY_HOSTS, MACHINE_PATHS)
    assert [
        (file, one) for file in texts for pattern in patterns for one in pattern.findall(texts[file])
    ] == []


def test_what_the_documents_link_to_is_there_and_pictures_are_small():
    tops = ("datasets", "deploy", "packages", "src", "teaching", "tests")
    documents = [REPO / f"{name}.md" for name in ("README", "CONTRIBUTING", "CHANGELOG")]
    documents += [path for top in tops for path in (REPO / top).rglob("README.md")]
    for document in documents:
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document} links to {target}"
    readme = documents[0].read_text(encoding="utf-8")
    ((alternative, path),) = re.findall(r"!\[(.*?)\]\((.*?)\)", readme)
    assert len(alternative.split()) > 5
    assert (REPO / path).stat().st_size < 300_000


#: A path from the top, or from the folder of who names it; none with a place for a name (NAME, <lesson>).
PATH = re.compile(
    r"(?<![\w./<{-])(?:src|packages|tests|deploy|benchmarks|datasets|teaching|notebooks|solutions|exercises|\.ci)"
    r"/(?!\S*NAME)[\w./*-]*[\w/*](?![\w<{…])"
)
NAMING = re.compile(
    r"(^|/)(README\.md|pyproject\.toml)$|^(\.ci|\.github|deploy)/|^(CONTRIBUTING\.md|[^/]+\.json)$"
)


def test_each_path_that_is_named_is_there(repository_files):
    """A workflow passes over a folder that has moved, and a reader looks for it in vain."""
    files = [file for file in repository_files if NAMING.search(file.relative_to(REPO).as_posix())]
    named = [(file, path) for file in files for path in PATH.findall(file.read_text(encoding="utf-8"))]
    assert len(named) > 100
    gone = [(file, path) for file, path in named if not [*REPO.glob(path), *file.parent.glob(path)]]
    assert gone == []
