"""What JupyterLite's own scripts do wrong for a class, mended in the built site."""

import re
from collections.abc import Callable
from pathlib import Path

from enclair_site import SiteError, front
from enclair_tools import templates

KERNEL = "@jupyterlite/pyodide-kernel-extension"
#: How many of JupyterLite's scripts each mend changes.
PATCH_COUNTS = {
    "errors": 1,
    "stop": 1,
    "messages": 2,
    "worker": 1,
    "preload": 2,
    "repeats": 1,
    "splash": 1,
    "start": 1,
}

#: How the library "coincident" writes an answer into memory that the other side may read already, and waits.
_WRITES = re.compile(
    r"for\(let (\w+)=new (\w+)\((\w+)\.buffer\),(\w+)=0;\4<(\w+)\.length;\4\+\+\)"
    r"\1\[\4\]=\5\.charCodeAt\(\4\)"
)
_WAITS = re.compile(r"(\w+)=\((\w+),(\w+)\)=>\2\?(\w+)\(\3,0\):\(")


def patch_messages(script: str) -> str:
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


def patch_errors(script: str) -> str:
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
#: What JupyterLite says while it loads.
_LOADING = re.compile(r"Loading JupyterLite\.\.\.")
#: How a worker's script gets Python started before anybody asks it to.
_PRELOAD = 'import(new URL("../../../../static/pyodide/start.mjs",import.meta.url)).catch(()=>{});\n'


def patch_worker(script: str) -> str:
    """Return the kernel's script, which takes the worker that `preload_kernel.js` has started already."""
    return _MAKES.sub(r"=>globalThis.enclairWorker(\1)", script)


def patch_stop(script: str) -> str:
    """Return a script of JupyterLite whose stop button ends the running cell, not only those that wait."""
    return _CANCELS.sub(r"\1\3?._worker?.stop?.();", script)


def patch_repeats(script: str) -> str:
    """Return the service worker, which leaves to the browser what it would only ask for a second time."""
    return script.replace(_REPEATS, _REPEATS.replace("||(", "||enableCache&&("))


def _with_splash(page: str) -> str:
    """Return the page of the notebooks that says in our words that it loads."""
    return _LOADING.sub(lambda _: templates.page(__package__, "splash.html"), page)


def patch(site: Path) -> None:
    """Mend JupyterLite's scripts, and let the page with a notebook load ours."""
    kernel = site / "extensions" / KERNEL / "static"
    done = {
        "errors": _changed(site, "build/*.js", patch_errors),
        "stop": _changed(site, "build/*.js", patch_stop),
        "messages": _changed(kernel, "*.js", patch_messages),
        "worker": _changed(kernel, "*.js", patch_worker),
        "preload": _changed(kernel, "*.worker.*.js", lambda script: _PRELOAD + script),
        "repeats": _changed(site, "service-worker.js", patch_repeats),
        "splash": _changed(site / "lab", "index.html", _with_splash),
        "start": _changed(site, "jupyter-lite.json", lambda page: page.replace(RUNTIME, START)),
    }
    if done != PATCH_COUNTS:
        raise SiteError(
            f"Of JupyterLite's scripts these could be mended: {done}, expected {PATCH_COUNTS}. "
            "Its release is not the one that this build knows."
        )
    shared, plain = (next(kernel.glob(f"{name}.worker.*.js")).name for name in ("coincident", "comlink"))
    above = f"../extensions/{KERNEL}/static/"
    more = {
        "preload_kernel": f' data-shared="{above}{shared}" data-plain="{above}{plain}"',
        "storage_evicted": "",
        "active_notebook": "",
    }
    words = front.in_each(front.ERASED)
    for name in more:
        script = Path(__file__).with_name(f"{name}.js").read_text(encoding="utf-8")
        (site / "static" / f"{name}.js").write_text(script.replace('"@SAID@"', words), encoding="utf-8")
    tags = "\n".join(f'<script src="../static/{name}.js"{data}></script>' for name, data in more.items())
    page = (site / "lab" / "index.html").read_text(encoding="utf-8")
    page = page.replace("<head>", f"<head>\n{tags}", 1)
    (site / "lab" / "index.html").write_text(page, encoding="utf-8")


def _changed(folder: Path, pattern: str, mend: Callable[[str], str]) -> int:
    """Mend the scripts that can be, and return how many these were."""
    count = 0
    for path in folder.glob(pattern):
        script = path.read_text(encoding="utf-8")
        mended = mend(script)
        if mended != script:
            path.write_text(mended, encoding="utf-8")
            count += 1
    return count
