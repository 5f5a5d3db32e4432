"""Whether the checks, and what shows their words, are still what they were before a student's code ran.

A check shares its process with the code that it checks, so nothing here is proof against a student who knows
this file: it finds what is usually tried, and a human decides.
"""

import builtins
import hashlib
import pkgutil
import sys
from importlib import import_module
from types import CodeType, FunctionType, ModuleType
from typing import TYPE_CHECKING, Any

from enclair import lessons
from enclair.checks import Check

if TYPE_CHECKING:
    from ipykernel.ipkernel import IPythonKernel

# What runs a cell and shows what comes of it.
_SHELL = (
    "_showtraceback",
    "run_ast_nodes",
    "run_cell",
    "run_cell_async",
    "run_code",
    "should_run_async",
    "showsyntaxerror",
    "showtraceback",
    "transform_cell",
)
_LISTS = ("ast_transformers", "input_transformers_cleanup", "input_transformers_post")
_KERNEL = ("do_execute", "execute_request", "session")


def modules() -> list[ModuleType]:
    """Return the modules of the checks."""
    package = import_module("enclair.checks")
    names = [module.name for module in pkgutil.iter_modules(package.__path__, "enclair.checks.")]
    return [package, *map(import_module, sorted(names)), *lessons.modules("checks")]


def digest() -> str:
    """Return a digest of the code of every check and of what it uses: the same wherever nobody touched it."""
    made = hashlib.sha256()
    for module in modules():
        for name, function in _functions(module):
            made.update(repr((module.__name__, name, _code(function.__code__))).encode())
    for module in lessons.modules("checks"):
        made.update(repr([(check.__module__, check.__qualname__) for check in module.CHECKS]).encode())
    return made.hexdigest()


def _functions(module: ModuleType) -> list[tuple[str, FunctionType]]:
    functions = []
    for name, value in sorted(vars(module).items()):
        within = vars(value).items() if isinstance(value, type) else [("", value)]
        for inner, function in within:
            function = getattr(function, "fget", None) or getattr(function, "__wrapped__", None) or function
            if isinstance(function, FunctionType) and function.__module__.startswith("enclair."):
                functions.append((f"{name}.{inner}", function))
    return functions


def _code(code: CodeType) -> tuple[Any, ...]:
    consts = [
        _code(const) if isinstance(const, CodeType)
        # The order of a set changes from one program to the next.
        else sorted(map(repr, const)) if isinstance(const, frozenset)
        else repr(const)
        for const in code.co_consts
    ]  # fmt: skip
    return code.co_code, code.co_names, code.co_varnames, code.co_freevars, consts


class Snapshot:
    """What there was before a student's code ran."""

    def __init__(self, kernel: "IPythonKernel") -> None:
        self._kernel = kernel
        self._checks = lessons.checks()
        self._modules = modules()
        self._before = self._seen()

    def changed(self) -> set[str]:
        """Return the names of what is not as it was: "builtins" if that breaks the kernel itself."""
        now, before = self._seen(), self._before
        names = [name for name in {**now, **before} if now.get(name, self) is not before.get(name, self)]
        return {name.partition(":")[0] for name in names}

    def _seen(self) -> dict[str, Any]:
        """Return the objects that matter; compared by identity, since equality can be taught to lie."""
        shell = self._kernel.shell
        assert shell
        seen: dict[str, Any] = {
            f"builtins:{name}": value
            for name, value in vars(builtins).items()
            if not name.startswith("_") or name in ("__import__", "__build_class__")
        }
        for module in self._modules:
            seen |= {f"checks:{module.__name__}.{name}": value for name, value in vars(module).items()}
            for name, function in _functions(module):
                seen[f"checks:{module.__name__}.{name} code"] = function.__code__
                seen[f"checks:{module.__name__}.{name}"] = function
        seen |= self._touched(shell.user_ns)
        for owner, names in ((shell, _SHELL), (self._kernel, _KERNEL)):
            seen |= {f"shell:own {name}": None for name in names if name in vars(owner)}
            seen |= {f"shell:{name}": getattr(type(owner), name, None) for name in names}
        for name in _LISTS:
            seen |= {f"shell:{name} {number}": item for number, item in enumerate(getattr(shell, name, ()))}
        for name in ("displayhook", "display_pub", "display_formatter", "input_transformer_manager"):
            seen[f"shell:{name}"] = getattr(shell, name, None)
        seen |= {f"shell:custom {error}": error for error in shell.custom_exceptions}
        seen |= {"shell:excepthook": sys.excepthook, "shell:transform": type(shell.input_transformer_manager)}
        shown = import_module("IPython.core.display_functions")
        front = import_module("IPython.display")
        return {**seen, "shell:display": shown.display, "shell:front": front.display}

    def _touched(self, space: dict[str, Any]) -> dict[str, Any]:
        """Return what is wrong with `check`: each lesson makes its own when its notebook imports it."""
        used = lessons.checkers()
        seen: dict[str, Any] = {}
        # A notebook has no `check` before its first cell.
        if "check" in space and not any(space["check"] is check for check in used):
            seen["checks:here"] = space["check"]
        for check in used:
            state = vars(check)
            if type(check) is not Check or type(state.get("_checks")) is not dict:
                seen["checks:type"] = check
                continue
            seen |= {f"checks:of {name}": value for name, value in state.items() if not name.startswith("_")}
            held = state["_checks"].items()
            seen |= {f"checks:is {name}": item for name, item in held if item is not self._checks.get(name)}
        return seen
