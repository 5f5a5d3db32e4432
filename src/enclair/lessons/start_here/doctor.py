"""The room check: can this computer run the kit? The same lines in lesson 0 and on the command line."""

import html
import os
import platform
import shutil
import sys
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement

from enclair.case import model
from enclair.figures.block import Words, element
from enclair.text.locale import N_, current_locale, labelled, number, sentences, text

say = sentences(__package__)

#: What each result is called, its sign, and its colour, never alone: 3:1 or more on white and on black.
LOOKS = {"warning": (N_("Warning"), "!", "#b87700"), "fail": (N_("Fail"), "✗", "#d93636")}
#: So many megabytes should be free to save a class's work.
ROOM = 100
SETTINGS = "etc/jupyter/labconfig/page_config.d/enclair.json"


class RoomCheck(Words, tuple[tuple[str, ...], ...]):
    """What is not well, line by line: how bad, about what, what was found, what to do."""

    def _repr_html_(self) -> str:
        levels = {level for level, *_ in self}
        result = "not_ready" if "fail" in levels else "warned" if levels else "ready"
        page = element("strong", say(f"doctor.{result}"))
        for level, subject, message, fix in self:
            word, sign, hue = LOOKS[level]
            words = labelled(element("b", subject), html.escape(message))
            page += f'<div style="border-left: 0.5em solid {hue}; padding-left: 0.5em">'
            page += f"{sign} {text(word):<8} {words}<br>           → {html.escape(fix)}</div>"
        return f'<div role="status" lang="{current_locale()}">{page}</div>'


def check() -> RoomCheck:
    """Return the room check of this computer, ready to be shown."""
    about, free = metadata.metadata("enclair"), shutil.disk_usage(Path.cwd()).free // 1_000_000
    is_notebook = "IPython" in sys.modules and sys.modules["IPython"].get_ipython() is not None
    reason = ""
    try:
        model.load_case("telegram")
    except (model.CaseError, OSError) as error:
        reason = str(error).strip().splitlines()[0]
    lines = (
        *map(version_line, [f"Python{about['Requires-Python']}", *about.get_all("Requires-Dist", [])]),
        line("sealing", installed("cryptography"), "warning", package="cryptography"),
        # IPython is there in a notebook, which may run in something else; the command line never imports it.
        line("lab", installed("jupyterlab"), "warning" if is_notebook else "fail", package="JupyterLab"),
        line("settings", Path(sys.prefix, SETTINGS).is_file(), "warning"),
        line("case", not reason, reason=reason),
        line("views", installed("jupyterlab_widgets")),
        line("folder", os.access(Path.cwd(), os.W_OK), "warning"),
        line("space", free >= ROOM, "warning", free=number(free), wanted=number(ROOM)),
    )
    return RoomCheck(filter(None, lines))


def line(name: str, holds: object, level: str = "fail", **words: object) -> tuple[str, ...] | None:
    """Return the line ``[doctor.NAME]`` unless it ``holds``."""
    if holds:
        return None
    subject = str(words.get("package") or say(f"doctor.{name}.subject"))
    # On a hub, only those who run it can mend anything else.
    of_hub = "JUPYTERHUB_USER" in os.environ and name not in ("folder", "space")
    fix = say("doctor.hub" if of_hub else f"doctor.{name}.fix")
    return level, subject, say(f"doctor.{name}.lacks", **words), fix


def installed(package: str) -> str:
    """Return the version of Python or of a package that is installed, or ""."""
    versions = (one.version for one in metadata.distributions(name=package))
    return platform.python_version() if package == "Python" else next(versions, "")


def version_line(wanted: str) -> tuple[str, ...] | None:
    """Return the line on Python or a package unless its version fits its bounds, the lower one first."""
    need, words = Requirement(wanted), {">=": text("{version} or later"), "<": text("below {version}")}
    bounds = sorted(need.specifier, key=str, reverse=True)
    needs = ", ".join(words[bound.operator].format(version=bound.version) for bound in bounds)
    version = installed(need.name)
    fits = version and need.specifier.contains(version, prereleases=True)
    name = "python" if need.name == "Python" else "version" if version else "package"
    level = "warning" if name == "version" else "fail"
    return line(name, fits, level, package=need.name, wanted=needs, version=version)
