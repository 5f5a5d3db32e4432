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
from enclair.text.locale import N_, current_locale, date, labelled, number, sentences, text

say = sentences(__package__)

#: What each result is called, its sign, and its colour, never alone: 3:1 or more on white and on black.
LOOKS = {
    "OK": (N_("OK"), "✓", "#2e8540"),
    "warning": (N_("Warning"), "!", "#b87700"),
    "fail": (N_("Fail"), "✗", "#d93636"),
}
#: So many megabytes should be free to save a class's work.
ROOM = 100
SETTINGS = "etc/jupyter/labconfig/page_config.d/enclair.json"


class RoomCheck(Words, tuple[tuple[str, ...], ...]):
    """Lines of the room check: how it went, about what, what was found, what to do ("" if nothing)."""

    def _repr_html_(self) -> str:
        levels = {level for level, *_ in self}
        result = "not_ready" if "fail" in levels else "warned" if "warning" in levels else "ready"
        page = element("strong", say(f"doctor.{result}"))
        for level, subject, message, fix in self:
            word, sign, hue = LOOKS[level]
            words = labelled(element("b", subject), html.escape(message))
            todo = f"<br>           → {html.escape(fix)}" if fix else ""
            page += f'<div style="border-left: 0.5em solid {hue}; padding-left: 0.5em">'
            page += f"{sign} {text(word):<8} {words}{todo}</div>"
        return f'<div role="status" lang="{current_locale()}">{page}</div>'


def check() -> RoomCheck:
    """Return the room check of this computer, ready to be shown."""
    about, free = metadata.metadata("enclair"), shutil.disk_usage(Path.cwd()).free // 1_000_000
    ipython = sys.modules.get("IPython")  # a notebook imported it; the command line never does
    is_notebook = ipython is not None and ipython.get_ipython() is not None
    try:
        case = model.load_case("telegram")
        read = {"title": case.localized_title, "count": str(len(case.timeline)), "as_of": date(case.as_of)}
    except (model.CaseError, OSError) as error:
        read = {"reason": str(error).strip().splitlines()[0]}
    lines = [
        *map(version_line, [f"Python{about['Requires-Python']}", *about.get_all("Requires-Dist", [])]),
        line("sealing", installed("cryptography"), "warning", package="cryptography"),
        # A notebook may run in something else.
        line("lab", installed("jupyterlab"), "warning" if is_notebook else "fail", package="JupyterLab"),
        line("settings", Path(sys.prefix, SETTINGS).is_file(), "warning"),
        line("case", "reason" not in read, **read),
        line("alive" if is_notebook else "views", installed("jupyterlab_widgets")),
        line("folder", os.access(Path.cwd(), os.W_OK), "warning"),
        line("space", free >= ROOM, "warning", free=number(free), wanted=number(ROOM)),
    ]
    return RoomCheck(lines)


def line(name: str, holds: object, level: str = "fail", **words: object) -> tuple[str, ...]:
    """Return the line ``[doctor.NAME]``: its result is ``level`` unless it ``holds``."""
    subject = str(words.get("package") or say(f"doctor.{name}.subject"))
    message = say(f"doctor.{name}.{'holds' if holds else 'lacks'}", **{"version": holds} | words)
    # On a hub, only those who run it can mend anything else.
    own = name in ("folder", "space") or "JUPYTERHUB_USER" not in os.environ
    fix = "" if holds else say(f"doctor.{name}.fix" if own else "doctor.hub")
    return "OK" if holds else level, subject, message, fix


def installed(package: str) -> str:
    """Return the version of Python or of a package that is installed, or ""."""
    versions = (one.version for one in metadata.distributions(name=package))
    return platform.python_version() if package == "Python" else next(versions, "")


def version_line(wanted: str) -> tuple[str, ...]:
    """Return the line on Python or a package: its version against its bounds, the lower one first."""
    need, words = Requirement(wanted), {">=": text("{version} or later"), "<": text("below {version}")}
    bounds = sorted(need.specifier, key=str, reverse=True)
    needs = ", ".join(words[bound.operator].format(version=bound.version) for bound in bounds)
    version = installed(need.name)
    name = "python" if need.name == "Python" else "version" if version else "package"
    fits = version and need.specifier.contains(version, prereleases=True)
    level = "warning" if name == "version" else "fail"
    return line(name, fits, level, package=need.name, wanted=needs, version=version)
