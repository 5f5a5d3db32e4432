"""Build the site on which lessons and exercises run in the browser itself, with no third party."""

import hashlib
import json
import re
import shutil
import sys
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from typing import Any

from tqdm import tqdm

import enclair
from enclair.stopping import atomic_replacement
from enclair.text.locale import text
from enclair_site import SiteError, front
from enclair_site.fetch import LOCK, complaint, digest, fetch, parts
from enclair_site.patch_jupyterlite import APPS, KERNEL, patch_site
from enclair_tools.folders import exchange, work_beside
from enclair_tools.notebooks.canonical import paths
from enclair_tools.publish import bundle, edition

_HERE = Path(__file__).parent
_LABEXTENSIONS = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "anywidget", "enclair-lab", KERNEL)
#: What stands in no registry's list: the kernel's own wheels, which JupyterLite carries, and the kit.
OWN = {
    "piplite": ["micropip"],
    "ipykernel": [],
    "pyodide-kernel": ["comm", "ipython"],
    # Without matplotlib and networkx, which come when something first imports them (`late_packages.py`).
    "enclair": ["anywidget", "ipywidgets", "packaging", "pandas", "polib"],
    "enclair-lab": ["enclair"],  # IPython's settings, as everywhere
}
#: Of these the ones that are built here, from the folder of each.
BUILT = {"enclair": ".", "enclair-lab": "packages/enclair-lab"}
#: What the kernel must not look for itself: it is there already, or not wanted (jedi is slow in a browser).
NOT_ASKED = [*OWN, "micropip", "comm", "ipython", "jedi"]


def build(root: Path, output: Path, local: Path | None = None) -> Path:
    """Build the site of the repository ``root`` into ``output``, in whose place it appears all at once.

    ``local`` is a folder with files of Pyodide, so that nobody has to be asked.
    """
    if output.exists() and not (output / front.MARK).is_file() and any(output.iterdir()):
        message = text("{folder} holds something that is not this site. Name another folder, or empty it.")
        raise SiteError(message.format(folder=output))
    fetched = fetch(local)
    with work_beside(output) as work, tqdm(total=5, desc="site", unit=text(" steps"), disable=None) as bar:
        own = [_wheel(root / folder, work / name) for name, folder in BUILT.items()]
        carried = _LABEXTENSIONS / KERNEL / "static" / "pypi"
        own += [next(carried.glob(f"{_stem(name)}-*.whl")) for name in OWN if name not in BUILT]
        bar.update()
        lay_pyodide(fetched, compile_all(fetched, own, work), work / "lite" / "static" / "pyodide")
        bar.update()
        version = lay_contents(root, work / "lite" / "files")
        _settings(root, work / "lite")
        bar.update()
        site = work / "site"
        _jupyterlite(work / "lite", site)
        bar.update()
        shutil.rmtree(site / "doc", ignore_errors=True)
        patch_site(site, root / BUILT["enclair-lab"] / "lab" / "custom.css")
        made = {"static/ahead.json": json.dumps(ahead(site)), "index.html": front.page(root, version)}
        made[front.MARK] = f"{version}\n"
        for name, content in chain(edition.files(root, f"{front.RUN}{version}/"), made.items()):
            (site / name).parent.mkdir(parents=True, exist_ok=True)
            (site / name).write_text(content, encoding="utf-8")
        bar.update()
        exchange(output, site, work / "old")
        output.chmod(0o755)
    return output


def _wheel(project: Path, out: Path) -> Path:
    """Build the wheel of a project, data included."""
    _run([sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(out)], project)
    (wheel,) = out.glob("*.whl")
    return wheel


def _stem(name: str) -> str:
    """Return how the name of a package's wheel begins, which is how it is imported, too."""
    return name.replace("-", "_")


def compile_all(fetched: Path, own: list[Path], work: Path) -> Path:
    """Return a folder with all archives, their Python compiled with Pyodide's own Python.

    It needs Node.js; without, archives are taken as they are and a kernel starts several times more slowly.
    What was fetched is compiled once for each version of this code, and kept beside it.
    """
    out = work / "archives"
    out.mkdir()
    archives = [*sorted(fetched.glob("*.whl")), fetched / "python_stdlib.zip"]
    node = shutil.which("node")
    if node is None:
        tqdm.write(
            text(
                "Node.js was not found, so Python is not compiled: each start in the browser will be slower."
            )
        )
        for file in [*own, *archives]:
            shutil.copyfile(file, out / file.name)
        return out
    ours = [(_HERE / name).read_bytes() for name in ("compiled.py", "compile.mjs", "files.toml")]
    done = fetched / f"compiled-{hashlib.sha256(b''.join(ours)).hexdigest()[:12]}"
    done.mkdir(exist_ok=True)
    jobs = dict.fromkeys(own, out)
    jobs |= {file: done for file in archives if not (done / file.name).exists()}
    here = work / "compile"
    here.mkdir()
    for file in jobs:
        shutil.copyfile(file, here / file.name)
    asked = [(file.name, f"{file.name}.new", folder == out) for file, folder in jobs.items()]
    job = {"root": str(here), "script": ours[0].decode(), "files": asked}
    (here / "job.json").write_text(json.dumps(job), encoding="utf-8")
    _run([node, str(_HERE / "compile.mjs"), str(fetched), str(here / "job.json")], work)
    for file, folder in jobs.items():
        with atomic_replacement(folder / file.name) as part:
            shutil.move(here / f"{file.name}.new", part)
    for file in archives:
        shutil.copyfile(done / file.name, out / file.name)
    return out


def lay_pyodide(fetched: Path, archives: Path, target: Path) -> None:
    """Lay the runtime, the wheels and a lock cut down to them into ``target``."""
    target.mkdir(parents=True)
    wanted = parts()
    for name in wanted["runtime"]:
        if name != LOCK:
            origin = archives if (archives / name).exists() else fetched
            shutil.copyfile(origin / name, target / name)
    official = json.loads((fetched / LOCK).read_text(encoding="utf-8"))
    names = {*wanted["wasm"], *wanted["pure"]}
    entries = {}
    for name in sorted(names):
        entry = official["packages"].get(name, {}) | wanted["pure"].get(name, {})
        source = archives / (entry["file_name"] if name in wanted["wasm"] else f"{name}.whl")
        pure = f"{_stem(name)}-{entry['version']}-py3-none-any.whl"
        path = shutil.copyfile(source, target / (pure if name in wanted["pure"] else source.name))
        needs = [need for one in entry.get("depends", []) if (need := one.replace("_", "-")) in names]
        entries[name] = _entry(name, entry | {"depends": needs}, path)
    for name, depends in OWN.items():
        (wheel,) = archives.glob(f"{_stem(name)}-*.whl")
        path = shutil.copyfile(wheel, target / wheel.name)
        entries[name] = _entry(name, {"version": wheel.name.split("-")[1], "depends": depends}, path)
    (target / LOCK).write_text(json.dumps(official | {"packages": entries}), encoding="utf-8")
    start, finder = ((_HERE / name).read_text(encoding="utf-8") for name in ("start.mjs", "late_packages.py"))
    # A kernel loads these at its start, together, while the page is still being drawn; they bring the rest.
    for mark, value in {"PACKAGES": [*OWN], "FINDER": finder}.items():
        start = start.replace(f'"@{mark}@"', json.dumps(value))
    (target / "start.mjs").write_text(start, encoding="utf-8")


def ahead(site: Path) -> list[str]:
    """Return what a notebook needs, first things first, seen from `static`: pages fetch it ahead."""
    entries = json.loads((site / "static" / "pyodide" / LOCK).read_text(encoding="utf-8"))["packages"]

    def needed(names: Iterable[str]) -> set[str]:
        return {*names}.union(*(needed(entries[name]["depends"]) for name in names))

    wheels = sorted(entries[name]["file_name"] for name in needed(OWN))
    start = re.findall(r'href="([^"]+bundle[^"]+)"', (site / "notebooks" / "index.html").read_text("utf-8"))
    core = [f"../build/{path.name}" for path in site.glob("build/jlab_core.*.js")]
    return [*start, *core, *(f"pyodide/{name}" for name in (*parts()["runtime"], "start.mjs", *wheels))]


def _entry(name: str, known: dict[str, Any], path: Path) -> dict[str, Any]:
    return {
        "name": name,
        "version": known["version"],
        "file_name": path.name,
        "install_dir": "site",
        "sha256": digest(path),
        "package_type": "package",
        "imports": known.get("imports") or [_stem(name)],
        "depends": known["depends"],
        "unvendored_tests": False,
    }


def lay_contents(root: Path, target: Path) -> str:
    """Lay lessons, exercises and sessions below ``target``, in a folder named by version; return its name.

    The name holds a digest: after a change a student gets the new text, not the copy saved before, which
    stays in its own folder.
    """
    folders = ("notebooks", "exercises")  # solutions and keys never
    stored = [path for folder in folders for path in paths(root, folder)]
    contents = {path.relative_to(root).as_posix(): path.read_bytes() for path in stored}
    contents |= bundle.session_notebooks(root)
    for name, content in contents.items():
        if b"BEGIN SOLUTION" in content:
            raise SiteError(f"{name} holds a solution. Run: uv run enclair make exercises")
    joined = b"".join(name.encode() + content for name, content in contents.items())
    version = f"enclair-{enclair.__version__}-{hashlib.sha256(joined).hexdigest()[:6]}"
    for name, content in contents.items():
        copy = target / version / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(content)
    return version


def _settings(root: Path, lite: Path) -> None:
    """Write what JupyterLite reads: no third party, no news, no installing, and what holds in a classroom."""
    lab = root / BUILT["enclair-lab"] / "lab"
    overrides = json.loads((lab / "default_setting_overrides.json").read_text(encoding="utf-8"))
    overrides["@jupyter-notebook/application-extension:top"] = {"visible": "no"}  # `above.html` leads back
    kernel = {"disablePyPIFallback": True, "pyodideUrl": "./static/pyodide/pyodide.mjs"}
    kernel["loadPyodideOptions"] = {"packages": NOT_ASKED}
    off = [
        "@jupyterlab/apputils-extension:announcements",
        "@jupyter-notebook/application-extension:pages",  # lead to a list of files that is JupyterLab's here
        "@jupyter-notebook/notebook-extension:open-tree-tab",
        "@jupyter-notebook/notebook-extension:tab-icon",  # asks for pictures that are not there
        "@jupyter-notebook/notebook-extension:trusted",  # whoever opens a lesson here trusts this site
        "@jupyterlab/extensionmanager-extension",
        "@jupyterlab/mermaid-extension",  # 4 MB that no lesson uses (`leave_out`)
        "@jupyterlite/application-extension:share-file",
    ]
    data = {
        "appName": "En clair",
        "exposeAppInBrowser": True,  # the tests drive it; a student gains nothing that a page does not give
        "disabledExtensions": off,
        "settingsOverrides": overrides,
        "litePluginSettings": {f"{KERNEL}:kernel": kernel},
    }
    (lite / "jupyter-lite.json").write_text(json.dumps({"jupyter-config-data": data}), encoding="utf-8")


def _jupyterlite(lite: Path, site: Path) -> None:
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--lite-dir", str(lite)]
    command += ["--output-dir", str(site), "--contents", "files", "--no-sourcemaps"]
    command += [argument for app in APPS for argument in ("--apps", app)]
    command += ["--no-unused-shared-packages", "--no-libarchive", "--ignore-sys-prefix"]
    command += [f"--LiteBuildConfig.federated_extensions={_LABEXTENSIONS / name}" for name in EXTENSIONS]
    _run(command, lite)


def _run(command: list[str], folder: Path) -> None:
    if error := complaint(command, folder):
        if "Traceback" in error:  # its last line says what went wrong
            error = error.splitlines()[-1]
        message = text("{command} … failed: {error}")
        raise SiteError(message.format(command=" ".join(command[:4]), error=error))
