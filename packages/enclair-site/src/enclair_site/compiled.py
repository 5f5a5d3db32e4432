"""Python files inside archives, compiled. This file runs inside Pyodide: standard library alone."""

import importlib.util
import marshal
import re
from contextlib import suppress
from zipfile import ZIP_DEFLATED, ZipFile

#: What no lesson reads: tests, headers, samples, time zones, all fonts but one family, all lexers but one.
LEFT_OUT = re.compile(
    r"(^|/)(tests?|sample_data|idlelib|pydoc_data|turtledemo|tkinter|ensurepip|f2py|sphinxext)/"
    r"|/mpl-data/(fonts/(afm|pdfcorefonts|ttf/(?!DejaVuSans(-(?!BoldOb)|\.|Mono\.)))|images)"
    r"|pygments/lexers/(?!(__init__|_mapping|python|special)\.)"
    r"|^IPython/terminal/(?!__init__|pt_inputhooks/__init__)|^PIL/(_webp|_imagingft)"
    r"|/(labextensions?|nbextensions?)/|\.(pyi|pxd|pyx|h|c|f90|a|tar\.gz)$"
)
_HEADER = importlib.util.MAGIC_NUMBER + bytes(12)
_UNCHECKED = importlib.util.MAGIC_NUMBER + b"\1\0\0\0" + bytes(8)


def compiled(source: str, target: str, sources_too: bool) -> None:
    """Write the archive ``source`` to ``target`` with its modules compiled, and with their text if wanted."""
    with ZipFile(source) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            name = entry.filename
            if entry.is_dir() or LEFT_OUT.search(name):
                continue
            data, code = old.read(entry), None
            if name.endswith(".py"):
                with suppress(SyntaxError):  # a template, or a file for another Python
                    code = compile(data, f"/site-packages/{name}", "exec", dont_inherit=True)
            if code is None or sources_too:
                new.writestr(name, data)
            if code and sources_too:
                # Such a file is never compared with the source.
                new.writestr(importlib.util.cache_from_source(name), _UNCHECKED + marshal.dumps(code))
            elif code:
                new.writestr(f"{name}c", _HEADER + marshal.dumps(code))
