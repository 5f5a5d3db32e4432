"""Build the site on which lessons and exercises run in the browser itself, with no third party."""

import errno
import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

from tqdm import tqdm

import enclair
from enclair.command.reset_exercise import is_kept
from enclair.stopping import replacing
from enclair.text.errors import PlainError
from enclair.text.locale import text
from enclair_tools.folders import exchange, work_beside
from enclair_tools.publish.site import compiled, front
from enclair_tools.publish.site.fetch import LOCK, Parts, digest, fetch, parts

KERNEL = "@jupyterlite/pyodide-kernel-extension"
_LABEXTENSIONS = Path(sys.prefix) / "share" / "jupyter" / "labextensions"
EXTENSIONS = ("@jupyter-widgets/jupyterlab-manager", "anywidget", "jupyterlab_pygments", KERNEL)
#: Lessons and exercises; solutions and keys never.
CONTENT = ("notebooks", "exercises")
#: What stands in no registry's list: the kernel's own wheels, which JupyterLite carries, and the kit.
OWN = {
    "piplite": ["micropip"],
    "ipykernel": [],
    "pyodide-kernel": ["comm", "ipython"],
    "enclair": ["anywidget", "ipywidgets", "matplotlib", "networkx", "packaging", "pandas", "polib"],
}
#: What a kernel loads at its start, together, while the page is still being drawn; the rest depends on it.
AT_START = [*OWN]
#: What the kernel must not look for itself: it is there already, or not wanted (jedi is slow in a browser).
NOT_ASKED = [*OWN, "micropip", "comm", "ipython", "jedi"]


#: How many of JupyterLite's scripts each mend changes.
MENDED = {"errors": 1, "stop": 1, "messages": 2, "worker": 1, "ahead": 2, "repeats": 1, "start": 1}


class SiteError(PlainError):
    """The site could not be built; nothing stands under its name that was not there before."""


def build(root: Path, output: Path, local: Path | None = None) -> Path:
    """Build the site of the repository ``root`` into ``output``, in whose place it appears all at once.

    Parameters
    ----------
    root
        The repository.
    output
        The folder of the site; what was there is replaced, if it is a site.
    local
        A folder with files of Pyodide, so that nobody has to be asked.

    Raises
    ------
    SiteError, FetchError
        If it cannot be built.
    """
    if output.exists() and not (output / front.MARK).is_file() and any(output.iterdir()):
        said = text("{folder} holds something that is not this site. Name another folder, or empty it.")
        raise SiteError(said.format(folder=output))
    try:
        return _build(root, output, local)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        said = text(
            "The disk is full ({file}). The site needs 300 MB while it is built; what was there before is "
            "unchanged."
        )
        raise SiteError(said.format(file=error.filename or output)) from error


def _build(root: Path, output: Path, local: Path | None) -> Path:
    fetched = fetch(local)
    with work_beside(output) as work, tqdm(total=5, desc="site", unit=text(" steps"), disable=None) as bar:
        own = [_wheel(root, work), *_kernel_wheels()]
        bar.update()
        pyodide = work / "lite" / "static" / "pyodide"
        pyodide.mkdir(parents=True)
        lay_pyodide(fetched, compile_all(fetched, own, work), pyodide, parts())
        bar.update()
        version = lay_contents(root, work / "lite" / "files")
        _settings(work / "lite")
        bar.update()
        site = work / "site"
        _jupyterlite(work / "lite", site)
        bar.update()
        shutil.rmtree(site / "doc", ignore_errors=True)
        _mend(site)
        front.write(root, site, version)
        inspect(site)
        exchange(output, site, work / "old")
        output.chmod(0o755)
        bar.update()
    return output


def _wheel(root: Path, work: Path) -> Path:
    """Build the kit's own wheel, data included."""
    _run([sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(work)], root)
    (wheel,) = work.glob("*.whl")
    return wheel


def _kernel_wheels() -> list[Path]:
    """Find the kernel's own Python, which JupyterLite's package brings along."""
    folder = _LABEXTENSIONS / KERNEL / "static" / "pypi"
    return [next(folder.glob(f"{name.replace('-', '_')}-*.whl")) for name in OWN if name != "enclair"]


def compile_all(fetched: Path, own: list[Path], work: Path) -> Path:
    """Return a folder with all archives, their Python compiled with Pyodide's own Python.

    It needs Node.js; without, archives are taken as they are and a kernel starts several times more slowly.
    What was fetched is compiled once for each version of this code, and kept beside it.
    """
    program = Path(__file__).with_name("compile.mjs")
    script = Path(compiled.__file__).read_text(encoding="utf-8")
    node = shutil.which("node")
    listed_files = files(__package__).joinpath("files.toml").read_bytes()
    how = hashlib.sha256(script.encode() + program.read_bytes() + listed_files).hexdigest()[:12]
    done = fetched / f"compiled-{how}"
    if node is None:
        said = text(
            "Node.js was not found, so Python is not compiled: each start in the browser will be slower."
        )
        tqdm.write(said)
        done = fetched
    else:
        done.mkdir(exist_ok=True)
    out = work / "archives"
    out.mkdir()
    archives = [*sorted(fetched.glob("*.whl")), fetched / "python_stdlib.zip"]
    jobs: list[tuple[Path, Path, bool]] = [(each, out / each.name, True) for each in own]
    jobs += [(each, done / each.name, False) for each in archives if not (done / each.name).exists()]
    if node:
        here = work / "compile"
        here.mkdir()
        for number, (source, _, _) in enumerate(jobs):
            shutil.copyfile(source, here / f"{number}.in")
        listed = [(f"{number}.in", f"{number}.out", job[2]) for number, job in enumerate(jobs)]
        (here / "job.json").write_text(
            json.dumps({"root": str(here), "script": script, "files": listed}), "utf-8"
        )
        _run([node, str(program), str(fetched), str(here / "job.json")], work)
        for number, (_, target, _) in enumerate(jobs):
            with replacing(target) as part:
                shutil.move(here / f"{number}.out", part)
    else:
        for each in own:
            shutil.copyfile(each, out / each.name)
    for each in archives:
        shutil.copyfile(done / each.name, out / each.name)
    return out


def lay_pyodide(fetched: Path, archives: Path, target: Path, wanted: Parts) -> None:
    """Lay the runtime, the wheels and a lock cut down to them into ``target``."""
    for name in wanted.runtime:
        if name != LOCK:
            origin = archives if (archives / name).exists() else fetched
            shutil.copyfile(origin / name, target / name)
    official = json.loads((fetched / LOCK).read_text(encoding="utf-8"))
    known = {*wanted.wasm, *wanted.pure}
    entries = {}
    for name in sorted(known):
        own = wanted.pure.get(name, {})
        entry = official["packages"].get(name, {})
        version = own.get("version") or entry["version"]
        depends = [each.replace("_", "-") for each in own.get("depends", entry.get("depends", []))]
        compiled_parts = name in wanted.wasm
        file_name = f"{name.replace('-', '_')}-{version}-py3-none-any.whl"
        file_name = entry["file_name"] if compiled_parts else file_name
        shutil.copyfile(archives / (file_name if compiled_parts else f"{name}.whl"), target / file_name)
        imports = entry.get("imports") or [name.replace("-", "_")]
        entries[name] = _entry(name, version, target / file_name, [e for e in depends if e in known], imports)
    for name, depends in OWN.items():
        module = name.replace("-", "_")
        (wheel,) = archives.glob(f"{module}-*.whl")
        shutil.copyfile(wheel, target / wheel.name)
        version = wheel.name.split("-")[1]
        entries[name] = _entry(name, version, target / wheel.name, depends, [module])
    lock = json.dumps({"info": official["info"], "packages": entries}, indent=1)
    (target / LOCK).write_text(lock, encoding="utf-8")
    start = files(__package__).joinpath("start.mjs").read_text(encoding="utf-8")
    (target / "start.mjs").write_text(start.replace('"@PACKAGES@"', json.dumps(AT_START)), encoding="utf-8")


def _entry(name: str, version: str, path: Path, depends: list[str], imports: list[str]) -> dict[str, Any]:
    return {
        "name": name,
        "version": version,
        "file_name": path.name,
        "install_dir": "site",
        "sha256": digest(path),
        "package_type": "package",
        "imports": imports,
        "depends": depends,
        "unvendored_tests": False,
    }


def lay_contents(root: Path, target: Path) -> str:
    """Copy lessons and exercises below ``target``, in a folder named by version, and return its name.

    The name holds a digest: after a change a student gets the new text, not the copy saved before, which
    stays in its own folder.
    """
    found = [path for folder in CONTENT for path in sorted((root / folder).glob("*/*.ipynb"))]
    found = [path for path in found if not is_kept(path)]
    joined = b"".join(path.relative_to(root).as_posix().encode() + path.read_bytes() for path in found)
    version = f"enclair-{enclair.__version__}-{hashlib.sha256(joined).hexdigest()[:6]}"
    for path in found:
        copy = target / version / path.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    return version


def _settings(lite: Path) -> None:
    """Write what JupyterLite reads: no third party, no news, no installing of extensions."""
    kernel = {
        "disablePyPIFallback": True,
        "pyodideUrl": RUNTIME,
        "loadPyodideOptions": {"packages": NOT_ASKED},
    }
    off = [
        "@jupyterlab/apputils-extension:announcements",
        "@jupyterlab/extensionmanager-extension",
        "@jupyterlite/application-extension:share-file",
    ]
    data = {
        "appName": "En clair",
        "exposeAppInBrowser": True,  # the tests drive it; a student gains nothing that a page does not give
        "disabledExtensions": off,
        "litePluginSettings": {f"{KERNEL}:kernel": kernel},
    }
    written = {"jupyter-lite-schema-version": 0, "jupyter-config-data": data}
    (lite / "jupyter-lite.json").write_text(json.dumps(written), encoding="utf-8")
    overrides = {
        "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
    }
    (lite / "overrides.json").write_text(json.dumps(overrides), encoding="utf-8")


def _jupyterlite(lite: Path, site: Path) -> None:
    command = [sys.executable, "-m", "jupyterlite_core", "build", "--lite-dir", str(lite)]
    command += ["--output-dir", str(site), "--contents", "files", "--apps", "lab", "--no-sourcemaps"]
    command += ["--no-unused-shared-packages", "--no-libarchive", "--ignore-sys-prefix"]
    command += [f"--LiteBuildConfig.federated_extensions={_LABEXTENSIONS / name}" for name in EXTENSIONS]
    _run(command, lite)


#: How the library "coincident" writes an answer into memory that the other side may read already, and waits.
_WRITES = re.compile(
    r"for\(let (\w+)=new (\w+)\((\w+)\.buffer\),(\w+)=0;\4<(\w+)\.length;\4\+\+\)"
    r"\1\[\4\]=\5\.charCodeAt\(\4\)"
)
_WAITS = re.compile(r"(\w+)=\((\w+),(\w+)\)=>\2\?(\w+)\(\3,0\):\(")


def mend_messages(script: str) -> str:
    """Return a script of the kernel in which page and Python no longer read each other's half-written words.

    Where memory is shared (the stop button needs it), the reader wakes when the first four bytes are no
    longer zero, and they were written first: on a busy computer it got half an answer, and a cell never
    ended. Here the rest is written before, and who comes after the last write does not wait for it.
    """
    script = _WRITES.sub(
        r"{let \1=new \2(\3.buffer);for(let \4=\5.length-1;\4>1;\4--)\1[\4]=\5.charCodeAt(\4);"
        r"Atomics.store(\3,0,\5.charCodeAt(0)|\5.charCodeAt(1)<<16)}",
        script,
    )
    waits = r"\1=(\2,\3)=>\2?(w=>w.async===false?{value:Promise.resolve(w.value)}:w)(\4(\3,0)):("
    return _WAITS.sub(waits, script)


#: Where JupyterLite forgets the waiting cells after an error, whether the cell allows one or not.
_FORGETS = re.compile(
    r"(removed socket for kernel \$\{(\w+)\}`\);.{0,400}?"
    r'"interrupt"!==\w+\.metadata\.cause&&)(\(this\._cancelReason\.set\()'
)


def mend_errors(script: str) -> str:
    """Return a script of JupyterLite in which "Run All" goes on after a cell that is allowed to fail.

    Cells that call a check carry the tag ``raises-exception``, which JupyterLab sends as
    ``stop_on_error``: false.
    """
    return _FORGETS.sub(r"\1this._kernels.get(\2)?._parent?.content?.stop_on_error!==false&&\3", script)


#: Where the kernel makes its worker.
_MAKES = re.compile(r"=>new Worker\((\w+),\{type:\"module\"\}\)")
#: Where JupyterLite cancels the cells that wait, and leaves the one that runs alone.
_CANCELS = re.compile(r"(async interrupt\((\w+)\)\{let (\w+)=this\._kernels\.get\(\2\);)")
#: Where the service worker answers instead of the browser, though it keeps nothing.
_REPEATS = "shouldDrop(t,a)||(n=maybeFromCache(e))"
#: Where JupyterLite finds a runtime in the site, whatever the settings say; and where Python is started.
RUNTIME, START = "./static/pyodide/pyodide.mjs", "./static/pyodide/start.mjs"
#: How a worker's script gets Python started before anybody asks it to.
_AHEAD = 'import(new URL("../../../../static/pyodide/start.mjs",import.meta.url)).catch(()=>{});\n'


def mend_worker(script: str) -> str:
    """Return the kernel's script, which takes the worker that `ahead.js` has started already."""
    return _MAKES.sub(r"=>globalThis.enclairWorker(\1)", script)


def mend_stop(script: str) -> str:
    """Return a script of JupyterLite whose stop button ends the running cell, not only those that wait."""
    return _CANCELS.sub(r"\1\3?._worker?.stop?.();", script)


def mend_repeats(script: str) -> str:
    """Return the service worker, which leaves to the browser what it would only ask for a second time."""
    return script.replace(_REPEATS, _REPEATS.replace("||(", "||enableCache&&("))


def _mend(site: Path) -> None:
    """Mend JupyterLite's scripts, and see that each was there to be mended."""
    kernel = site / "extensions" / KERNEL / "static"
    done = {
        "errors": _changed((site / "build").glob("*.js"), mend_errors),
        "stop": _changed((site / "build").glob("*.js"), mend_stop),
        "messages": _changed(kernel.glob("*.js"), mend_messages),
        "worker": _changed(kernel.glob("*.js"), mend_worker),
        "ahead": _changed(kernel.glob("*.worker.*.js"), lambda script: _AHEAD + script),
        "repeats": _changed(site.glob("service-worker.js"), mend_repeats),
        "start": _changed(site.glob("jupyter-lite.json"), lambda page: page.replace(RUNTIME, START)),
    }
    if done != MENDED:
        said = text(
            "Of JupyterLite's scripts these could be mended: {done}, expected {expected}. Its release is not "
            "the one that this build knows."
        )
        raise SiteError(said.format(done=done, expected=MENDED))
    shared, plain = (next(kernel.glob(f"{name}.worker.*.js")).name for name in ("coincident", "comlink"))
    above = f"../extensions/{KERNEL}/static/"
    for name in ("ahead.js", "kept.js", "opened.js"):
        script = Path(__file__).with_name(name).read_text(encoding="utf-8")
        words = front.in_each(front.ERASED)
        (site / "static" / name).write_text(script.replace('"@SAID@"', words), encoding="utf-8")
    data = f'data-shared="{above}{shared}" data-plain="{above}{plain}"'
    tag = f'<script src="../static/ahead.js" {data}></script>'
    tag += "".join(f'\n<script src="../static/{name}.js"></script>' for name in ("kept", "opened"))
    page = (site / "lab" / "index.html").read_text(encoding="utf-8")
    (site / "lab" / "index.html").write_text(page.replace("<head>", f"<head>\n{tag}", 1), encoding="utf-8")


def _changed(paths: Iterable[Path], mend: Callable[[str], str]) -> int:
    """Mend the scripts that can be, and return how many these were."""
    count = 0
    for path in paths:
        script = path.read_text(encoding="utf-8")
        mended = mend(script)
        if mended != script:
            path.write_text(mended, encoding="utf-8")
            count += 1
    return count


def inspect(site: Path) -> None:
    """Refuse a site that would ask a third party for Python, or that holds what students must not see.

    Raises
    ------
    SiteError
        If a setting did not reach the built files, or a solution did.
    """
    config = json.loads((site / "jupyter-lite.json").read_text(encoding="utf-8"))["jupyter-config-data"]
    kernel = config.get("litePluginSettings", {}).get(f"{KERNEL}:kernel", {})
    urls = [kernel.get("pyodideUrl", ""), *kernel.get("pipliteUrls", [])]
    lock = json.loads((site / "static" / "pyodide" / LOCK).read_text(encoding="utf-8"))["packages"]
    addresses = [*urls, *(each["file_name"] for each in lock.values())]
    wrong = [each for each in addresses if not each or re.match(r"(\w+:)?//", each)]
    if wrong or kernel.get("disablePyPIFallback") is not True:
        said = text("The site would ask somebody else for Python: {addresses}.")
        raise SiteError(said.format(addresses=", ".join(wrong) or text("the Python registry")))
    if 'id="jupyter-config-data"' not in (site / "index.html").read_text(encoding="utf-8"):
        raise SiteError(text("The front page lacks the element in which JupyterLite looks for settings."))
    for path in site.rglob("*.ipynb"):
        if "BEGIN SOLUTION" in path.read_text(encoding="utf-8") or "solutions" in path.parts:
            said = text("{name} holds a solution. Run: uv run enclair exercises")
            raise SiteError(said.format(name=path.name))


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", errors="replace", check=False
    )
    if done.returncode:
        said, told = text("{command} … failed: {error}"), (done.stderr or done.stdout).strip()
        if "No space left on device" in told:
            raise OSError(errno.ENOSPC, "No space left on device")
        if "Traceback" in told:  # its last line says what went wrong
            told = told.splitlines()[-1]
        raise SiteError(said.format(command=" ".join(command[:4]), error=told[-1500:]))
