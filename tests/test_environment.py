"""The ways to install agree, and the repository holds only what it should."""

import re
import subprocess
import tomllib
from itertools import chain

import pytest
import yaml
from packaging.requirements import Requirement

from enclair import __version__
from tests.helpers import REPO

PROJECT, *PACKAGES = (
    tomllib.loads(path.read_text(encoding="utf-8"))
    for path in (REPO / "pyproject.toml", *REPO.glob("packages/*/pyproject.toml"))
)

# conda's name for a package, where it is not PyPI's.
CONDA_NAMES = {"matplotlib": "matplotlib-base"}
OURS = {"enclair", *(package["project"]["name"] for package in PACKAGES)}

# One letter of each in brackets, so that this file does not hold what it looks for.
REGISTRY_HOSTS = r"(?:pyp[i]|pythonhoste[d]|npmj[s]|anacond[a]|yarnpk[g]|crate[s])\.(?:org|com|io)"
# Not within an address such as example.org/home/page.
MACHINE_PATHS = r"(?<![\w.:/~%-])/(?:roo[t]|hom[e]|User[s]|wor[k])/\w|\b[A-Z]:\\+User[s]\\+\w"


def bounds(lines):
    needs = [Requirement(line) for line in lines]
    return {need.name: need.specifier for need in needs if need.name not in OURS}


@pytest.fixture(scope="module")
def repository_files():
    """Every file that is in git, or would be with the next ``git add``."""
    if not (REPO / ".git").exists():
        pytest.skip("This folder is no git repository: there is no list of its files.")
    command = ["git", "-c", "safe.directory=*", "ls-files", "-zco", "--exclude-standard"]
    listed = subprocess.run(command, cwd=REPO, capture_output=True, check=True).stdout.decode("utf-8")
    return [REPO / name for name in listed.split("\0") if (REPO / name).is_file()]


def test_conda_and_pip_install_the_same_packages_within_the_same_bounds():
    conda = yaml.safe_load((REPO / "environment.yml").read_text(encoding="utf-8"))
    *listed, from_pip = conda["dependencies"]
    wanted = bounds(PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["lab"])
    wanted = {CONDA_NAMES.get(name, name): needed for name, needed in wanted.items()}
    assert bounds(listed) == wanted | bounds([f"python{PROJECT['project']['requires-python']}", "pip"])
    assert (conda["name"], conda["channels"]) == ("enclair", ["conda-forge"])
    # Only what stands in this repository comes from pip.
    assert from_pip == {"pip": ["-e .", "-e packages/enclair-lab"]}


def test_every_dependency_has_bounds_and_a_reason():
    extras = [package["project"].get("optional-dependencies", {}) for package in PACKAGES]
    lists = [project["project"]["dependencies"] for project in (PROJECT, *PACKAGES)]
    lists += [lines for groups in (PROJECT["dependency-groups"], *extras) for lines in groups.values()]
    needed = bounds(chain(*lists))
    for name, specifier in needed.items():
        # Stubs are numbered as the package that they describe, which has its own upper bound.
        wanted = {">="} if name.endswith("-stubs") else {">=", "<"}
        assert wanted <= {bound.operator for bound in specifier}, f"{name} needs a lower and an upper bound"
    reasons = re.findall(r"^\| `([a-z0-9-]+)` \| \w", (REPO / "CONTRIBUTING.md").read_text("utf-8"), re.M)
    assert {*reasons} == needed.keys(), "CONTRIBUTING.md says of each dependency why it is there"


def test_the_citation_the_changelog_and_the_package_name_one_version():
    version = PROJECT["project"]["version"]
    assert __version__ == version
    citation = yaml.safe_load((REPO / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == version
    assert f"## {version}" in (REPO / "CHANGELOG.md").read_text(encoding="utf-8")


def test_no_file_names_a_package_registry_or_a_folder_of_one_machine(repository_files):
    wrong = re.compile(f"{REGISTRY_HOSTS}|{MACHINE_PATHS}")
    texts = {file: file.read_text(encoding="utf-8", errors="ignore") for file in repository_files}
    assert [(file, one) for file, text in texts.items() for one in wrong.findall(text)] == []


def test_what_documents_and_notebooks_link_to_is_there_and_pictures_are_small(repository_files):
    for document in [file for file in repository_files if file.suffix in (".ipynb", ".md")]:
        for target in re.findall(r"\]\((?![a-z]+:|#)([^)\s#]+)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document} links to {target}"
    readme = (REPO / "README.md").read_text(encoding="utf-8")
    ((alternative, path),) = re.findall(r"!\[(.*?)\]\((.*?)\)", readme)
    assert len(alternative.split()) > 5
    assert (REPO / path).stat().st_size < 300_000


#: A path from the top, or from the folder of who names it; none with a place for a name (NAME, <lesson>).
PATH = re.compile(
    r"(?<![\w./<{-])(?:src|packages|tests|deploy|benchmarks|datasets|teaching|notebooks|solutions|exercises|\.ci)"
    r"/(?!\S*NAME)[\w./*-]*[\w/*](?![\w<{…])"
)
NAMING = re.compile(
    r"(^|/)(README\.md|pyproject\.toml)$|^(\.ci|\.github|deploy|teaching)/|^(CONTRIBUTING\.md|[^/]+\.json)$"
)


def test_each_path_that_is_named_is_there(repository_files):
    """A workflow passes over a folder that has moved, and a reader looks for it in vain."""
    files = [file for file in repository_files if NAMING.search(file.relative_to(REPO).as_posix())]
    named = [(file, path) for file in files for path in PATH.findall(file.read_text(encoding="utf-8"))]
    assert len(named) > 100
    assert [(file, path) for file, path in named if not [*REPO.glob(path), *file.parent.glob(path)]] == []
