"""Bundles ES modules into one text: anywidget takes one, and an offline page holds all it runs.

Each file becomes a function that returns what it exports, so that no file sees the names of another. A file
is called by its path from its package on, such as ``enclair/views/view.js``; an import is a relative path,
which may lead into another package. Other forms than those below, such as ``export let``, no page can read.
"""

import posixpath
import re
from collections.abc import Iterable
from importlib.resources import files

_IMPORT = re.compile(r'^import \{([\w\s,]*)\} from "(\.[^"\n]+)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?:default |(?=(?:function|class|const) (\w+)))", re.MULTILINE)


def beside(package: str, name: str) -> str:
    """Return the path of the file ``name`` that stands in the folder of a Python ``package``."""
    return f"{package.replace('.', '/')}/{name}"


def source(path: str) -> str:
    """Return the text of a file, such as ``enclair/views/view.js``."""
    package, _, inside = path.partition("/")
    return files(package).joinpath(inside).read_text(encoding="utf-8")


def exported(path: str) -> str:
    """Return the JavaScript for the default export of the module ``path``, after the texts of `pieces`."""
    return f'modules["{path}"].default'


def pieces(paths: Iterable[str]) -> list[str]:
    """Return the texts of `dependencies`, which together set ``modules``: from paths to what each exports."""
    return ["const modules = {};", *map(_function, dependencies(paths))]


def dependencies(paths: Iterable[str]) -> list[str]:
    """Return the modules ``paths`` with all their imports, each once, in topological order."""
    done: dict[str, None] = {}
    for path in paths:
        if path not in done:
            imports = (_target(path, match) for match in _IMPORT.finditer(source(path)))
            done |= dict.fromkeys([*dependencies(imports), path])
    return [*done]


def _function(path: str) -> str:
    """Return a module as a function that returns what it exports; `tsc` looks for names that are not."""

    def taken(match: re.Match[str]) -> str:
        """Return an import as a statement that takes the names from the other module's exports."""
        return f'const {{ {match[1].replace(" as ", ": ")} }} = modules["{_target(path, match)}"];'

    text = source(path)
    body = _IMPORT.sub(taken, text)
    body = _EXPORT.sub(lambda match: "" if match[1] else "const exported = ", body)
    given = ", ".join(match[1] or "default: exported" for match in _EXPORT.finditer(text))
    return f'modules["{path}"] = (() => {{\n{body}\nreturn {{ {given} }};\n}})();'


def _target(path: str, match: re.Match[str]) -> str:
    """Return the path of the module that an import of ``path`` names."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), match[2]))
