"""Patch the scripts of the pinned JupyterLite (`patches.toml`), and leave out what no lesson uses."""

import re
import shutil
import tomllib
from pathlib import Path
from typing import Any

from enclair_site import SiteError, front
from enclair_tools import templates

#: Of JupyterLite: where notebooks open, and what is one click away.
APPS = ("notebooks", "lab")
KERNEL = "@jupyterlite/pyodide-kernel-extension"
#: Where JupyterLab loads what draws Mermaid's diagrams: its extension is off, they show as their text.
_MERMAID = re.compile(r'securityLevel:"strict".*registerLayoutLoaders', re.DOTALL)
_LOADS = re.compile(r"\.e\((\d+)\)")
#: Forms of its icon font for browsers that cannot run Python; MathJax has its fonts in one form alone.
_OLD_FONTS = ("fa-*.eot", "fa-*.ttf", "fa-*.woff", "fa-*.svg")


def patches() -> dict[str, dict[str, Any]]:
    """Return the patches by name, in the order in which they are made."""
    return tomllib.loads(Path(__file__).with_name("patches.toml").read_text(encoding="utf-8"))


def patched(script: str, patch: dict[str, Any]) -> str:
    """Return a script with a patch, or as it is."""
    return re.sub(patch["pattern"], patch["new"], script)


def patch_site(site: Path, style: Path) -> None:
    """Patch JupyterLite's scripts; pages with a notebook load ours, and the style sheet of our JupyterLab."""
    wanted = {name: patch["count"] for name, patch in patches().items()}
    counts = dict.fromkeys(wanted, 0)
    for name, patch in patches().items():
        for path in site.glob(patch["files"]):
            script = path.read_text(encoding="utf-8")
            if (new := patched(script, patch)) != script:
                path.write_text(new, encoding="utf-8")
                counts[name] += 1
    if counts != wanted:
        raise SiteError(
            f"Of JupyterLite's scripts these could be patched: {counts}, expected {wanted}. "
            "Its release is not the one that this build knows."
        )
    leave_out(site / "build")
    words, tags = front.in_each(front.ERASED), ""
    for name in ("stop_kernel", "storage_evicted", "first_view"):
        script = Path(__file__).with_name(f"{name}.js").read_text(encoding="utf-8")
        (site / "static" / f"{name}.js").write_text(script.replace('"@SAID@"', words), encoding="utf-8")
        tags += f'\n<script type="module" src="../static/{name}.js"></script>'
    shutil.copyfile(style, site / "static" / "custom.css")
    for sheet in ("pages/views", "custom"):
        tags += f'\n<link rel="stylesheet" href="../static/{sheet}.css">'
    splash = templates.page(__package__, "splash.html")
    for path in (site / app / "index.html" for app in APPS):
        page = path.read_text(encoding="utf-8").replace("<head>", f"<head>{tags}", 1)
        page = re.sub('<body[^>]*"notebooks">', rf"\g<0>\n{templates.page(__package__, 'above.html')}", page)
        path.write_text(page.replace("@SPLASH@", splash), encoding="utf-8")


def leave_out(build: Path) -> None:
    """Delete an icon font in old forms, and the scripts that are loaded for diagrams of Mermaid alone."""
    for font in (path for form in _OLD_FONTS for path in build.glob(form)):
        font.unlink()
    scripts = {path.name.partition(".")[0]: path for path in build.glob("*.js")}
    starts = [*(build / app / "bundle.js" for app in APPS), scripts["jlab_core"]]
    start = "".join(path.read_text(encoding="utf-8") for path in starts)
    for name in _loaded(scripts, start) - _loaded(scripts, _MERMAID.sub("", start)):
        scripts[name].unlink()


def _loaded(scripts: dict[str, Path], start: str) -> set[str]:
    """Return the names of the scripts that a text loads, at once or later, and those that these load."""
    loaded, texts = set[str](), [start]
    while texts:
        names = {name for name in _LOADS.findall(texts.pop()) if name in scripts} - loaded
        texts += [scripts[name].read_text(encoding="utf-8") for name in names]
        loaded |= names
    return loaded
