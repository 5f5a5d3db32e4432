"""Bundles ES modules into one text: anywidget takes one, and an offline page holds all it runs.

Each file becomes a function that returns what it exports, so that no file sees the names of another. A file
is called by its path from its package on, such as ``enclair/views/view.js``; an import is a relative path,
which may lead into another package. What cannot be joined is refused rather than made into something else.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator
from importlib.resources import files

_IMPORT = re.compile(r'^import (?:\{([\w\s,]*)\}|(\w+)) from "(\.[^"\n]+)";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?:default |(?=(?:(?:async )?function|class|const) (\w+)))", re.MULTILINE)
#: All other forms, such as `export let`, whose value may change, and what is asked for while a page runs.
_OTHER = re.compile(r"^(?:import|export)\b.*|\bimport\s*[(.].*", re.MULTILINE)


def beside(package: str, name: str) -> str:
    """Return the path of the file ``name`` that stands in the folder of a Python ``package``."""
    return f"{package.replace('.', '/')}/{name}"


def source(path: str) -> str:
    """Return the text of a file, such as ``enclair/views/view.js``."""
    package, _, inside = path.partition("/")
    return files(package).joinpath(inside).read_text(encoding="utf-8")


def exported(path: str) -> str:
    """Return the JavaScript for the default export of the module ``path``, after the text of `joined`."""
    return f'modules["{path}"].default'


def joined(paths: Iterable[str]) -> str:
    """Return the bundle of `pieces` as one text."""
    return "\n".join(pieces(paths))


def pieces(paths: Iterable[str]) -> list[str]:
    """Return the modules ``paths`` with all their imports, each once, in topological order.

    The texts together set ``modules``, from paths to what each exports.

    Raises
    ------
    ImportError
        If a module has a form that cannot be joined, imports what is not exported, or at last imports itself.
    """
    exports: dict[str, list[str]] = {}
    return ["const modules = {};", *(part for path in paths for part in _parts(path, [], exports))]


def _parts(path: str, above: list[str], exports: dict[str, list[str]]) -> Iterator[str]:
    """Yield the functions of what a module imports, then its own; ``exports`` holds those that were met."""
    if path in above:
        raise ImportError(f"A module may not import itself in the end: {' imports '.join([*above, path])}.")
    if path in exports:
        return
    text = source(path)
    for match in _IMPORT.finditer(text):
        yield from _parts(_target(path, match), [*above, path], exports)
    body = _IMPORT.sub(lambda match: _taken(path, match, exports), text)
    body = _EXPORT.sub(lambda match: "" if match[1] else "const exported = ", body)
    if other := _OTHER.search(body):
        raise ImportError(
            f"{path}: {other[0]!r} cannot be joined. Such forms can: "
            "'import { name } from \"./file.js\";', 'export function', 'export const', 'export default'."
        )
    exports[path] = [match[1] or "default" for match in _EXPORT.finditer(text)]
    given = ", ".join("default: exported" if name == "default" else name for name in exports[path])
    yield f'modules["{path}"] = (() => {{\n{body}\nreturn {{ {given} }};\n}})();'


def _target(path: str, match: re.Match[str]) -> str:
    """Return the path of the module that an import of ``path`` names."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), match[3]))


def _taken(path: str, match: re.Match[str], exports: dict[str, list[str]]) -> str:
    """Return an import of ``path`` as a statement that takes the names from the other module's exports."""
    origin = _target(path, match)
    pairs = re.findall(r"(\w+)(?: as (\w+))?", match[1]) if match[2] is None else [("default", match[2])]
    for name, _ in pairs:
        if name not in exports[origin]:
            raise ImportError(f"{path}: {origin} does not export {name!r}.")
    names = ", ".join(f"{name}: {other}" if other else name for name, other in pairs)
    return f'const {{ {names} }} = modules["{origin}"];'
