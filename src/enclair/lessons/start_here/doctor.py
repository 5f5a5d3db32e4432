"""The room check: can this computer run the kit? The same lines in lesson 0 and on the command line."""

import html
import os
import platform
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Literal, NamedTuple

from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

from enclair.text.locale import N_, bind_locale, current_locale, date, labelled, number, text
from enclair.text.toml import sentences

say = sentences(__package__)

Level = Literal["OK", "warning", "fail"]

#: What a level is called, and the sign that tells it without colour.
SHOWN: Mapping[Level, tuple[str, str]] = {
    "OK": (N_("OK"), "✓"),
    "warning": (N_("Warning"), "!"),
    "fail": (N_("Fail"), "✗"),
}

#: What the kit adds to JupyterLab's settings, below the folder of Python.
SETTINGS = Path("etc", "jupyter", "labconfig", "page_config.d", "enclair.json")
#: So many bytes should be free to save a class's work.
ROOM = 100_000_000


class Line(NamedTuple):
    """One line of the room check: how it went, about what, what was found, what to do ("" if nothing)."""

    level: Level
    subject: str
    message: str
    fix: str = ""


def bounds(wanted: SpecifierSet) -> str:
    """Return the bounds of a version in words, the lower one first; what has no words stays as it is.

    >>> bounds(SpecifierSet("<1,>=0.9.18"))
    '0.9.18 or later, below 1'
    """
    words = {">=": text("{version} or later"), "<": text("below {version}")}
    ordered = sorted(wanted, key=lambda bound: bound.operator.startswith("<"))
    phrases = [
        words.get(bound.operator, bound.operator + "{version}").format(version=bound.version)
        for bound in ordered
    ]
    return ", ".join(phrases) or text("any version")


def _mend(own: str = "doctor.restart") -> str:
    """Return what to do about an installation: on a hub only those who run it can."""
    return say("doctor.hub" if "JUPYTERHUB_USER" in os.environ else own)


def python_line(version: str, wanted: str) -> Line:
    """Return the line on Python: the installed ``version`` against the bounds ``wanted``."""
    needed = bounds(SpecifierSet(wanted))
    message = say("doctor.version", version=version, wanted=needed)
    if SpecifierSet(wanted).contains(version, prereleases=True):
        return Line("OK", "Python", message)
    return Line("fail", "Python", message, _mend())


def package_line(requirement: Requirement, version: str | None) -> Line:
    """Return the line on one package: the installed ``version`` (None: not installed) against its bounds."""
    wanted = bounds(requirement.specifier)
    if version is None:
        message = say("doctor.no_package", wanted=wanted)
        return Line("fail", requirement.name, message, _mend())
    message = say("doctor.version", version=version, wanted=wanted)
    if requirement.specifier.contains(version, prereleases=True):
        return Line("OK", requirement.name, message)
    advice = f"{say('doctor.may_work')} {_mend()}"
    return Line("warning", requirement.name, message, advice)


def lab_line(version: str | None) -> Line:
    """Return the line on JupyterLab, in this ``version`` or None; a notebook may run in something else."""
    if version is not None:
        return Line("OK", "JupyterLab", text("version {version}").format(version=version))
    level: Level = "warning" if _in_notebook() else "fail"
    return Line(level, "JupyterLab", say("doctor.no_lab"), _mend())


def settings_line(prefix: Path) -> Line:
    """Return the line on the kit's settings for JupyterLab, which stand below ``prefix``, or not."""
    subject = text("Settings of JupyterLab")
    if (prefix / SETTINGS).is_file():
        return Line("OK", subject, say("doctor.settings"))
    return Line("warning", subject, say("doctor.no_settings"), _mend("doctor.get_settings"))


def sealing_line(version: str | None) -> Line:
    """Return the line on the one package that a lesson can do without, in this ``version`` or None."""
    if version is not None:
        return Line("OK", "cryptography", text("version {version}").format(version=version))
    return Line("warning", "cryptography", say("doctor.no_sealing"), _mend("doctor.get_sealing"))


def data_line(name: str = "telegram") -> Line:
    """Return the line on the case: it can be read, with so many events, or what stands in the way."""
    from enclair.case.model import CaseError, load_case

    subject = text("The case")
    try:
        case = load_case(name)
    except (CaseError, OSError) as error:
        first = str(error).strip().splitlines()[0]
        return Line("fail", subject, first, _mend("doctor.restore_case"))
    title, as_of = case.localized_title, date(case.as_of)
    return Line("OK", subject, say("doctor.case", title=title, count=len(case.timeline), as_of=as_of))


def widgets_line(version: str | None) -> Line:
    """Return the line on the views: the part of JupyterLab that shows them, in this ``version`` or None."""
    subject = text("Interactive views")
    if version is None:
        return Line("fail", subject, say("doctor.no_views"), _mend())
    return Line("OK", subject, say("doctor.views_in_notebook") if _in_notebook() else say("doctor.views"))


def _in_notebook() -> bool:
    """Return whether IPython runs this, as it does in a notebook; the command line never imports it."""
    ipython = sys.modules.get("IPython")
    return ipython is not None and ipython.get_ipython() is not None


def folder_line(folder: Path) -> Line:
    """Return the line on the folder in which the work is saved: it can be written, or not."""
    subject = text("Saving your work")
    if os.access(folder, os.W_OK):
        return Line("OK", subject, say("doctor.saved"))
    return Line("warning", subject, say("doctor.not_saved"), say("doctor.copy_kit"))


def space_line(free: int) -> Line:
    """Return the line on the disk with so many bytes ``free``."""
    subject = text("Room on the disk")
    message = say("doctor.space", free=number(free // 1_000_000), wanted=number(ROOM // 1_000_000))
    if free >= ROOM:
        return Line("OK", subject, message)
    return Line("warning", subject, message, say("doctor.make_space"))


def lines() -> list[Line]:
    """Return the room check of this computer, line by line."""
    about = metadata.metadata("enclair")
    wanted = [Requirement(line) for line in about.get_all("Requires-Dist") or []]
    needed = [need for need in wanted if need.marker is None or need.marker.evaluate({"extra": ""})]
    return [
        python_line(platform.python_version(), about["Requires-Python"] or ""),
        *(package_line(need, _version(need.name)) for need in needed),
        sealing_line(_version("cryptography")),
        lab_line(_version("jupyterlab")),
        settings_line(Path(sys.prefix)),
        data_line(),
        widgets_line(_version("jupyterlab_widgets")),
        folder_line(Path.cwd()),
        space_line(shutil.disk_usage(Path.cwd()).free),
    ]


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


@dataclass(frozen=True)
@bind_locale
class RoomCheck:
    """The room check as a notebook or a terminal shows it."""

    lines: tuple[Line, ...]
    lang: str = field(default_factory=current_locale)

    @property
    def ready(self) -> bool:
        """Whether no line fails."""
        return all(line.level != "fail" for line in self.lines)

    @property
    def summary(self) -> str:
        """One sentence on the whole."""
        if not self.ready:
            return say("doctor.not_ready")
        if any(line.level == "warning" for line in self.lines):
            return say("doctor.warned")
        return say("doctor.ready")

    def __str__(self) -> str:
        rows = [self.summary]
        for line in self.lines:
            word, sign = SHOWN[line.level]
            message = labelled(line.subject, line.message)
            rows.append(f"{sign} {text(word):<8} {message}")
            if line.fix:
                rows.append(f"           → {line.fix}")
        return "\n".join(rows)

    __repr__ = __str__

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        heads = "".join(f'<th scope="col" {_LEFT}>{text(head)}</th>' for head in _HEADS)
        rows = "".join(self._row(line) for line in self.lines)
        box = (
            f'<div role="status" lang="{self.lang}"><p><strong>{html.escape(self.summary)}</strong></p>'
            f'<table style="color: var(--jp-content-font-color1, inherit);"><thead><tr>{heads}</tr></thead>'
            f"<tbody>{rows}</tbody></table></div>"
        )
        return {"text/plain": str(self), "text/html": box}

    def _row(self, line: Line) -> str:
        word, sign = SHOWN[line.level]
        message = html.escape(line.message)
        if line.fix:
            message += f"<br><strong>→</strong> {html.escape(line.fix)}"
        return (
            f'<tr><td {_LEFT}><span aria-hidden="true">{_DOT.format(_HUES[line.level])} {sign} </span>'
            f"{text(word)}</td>"
            f'<th scope="row" {_LEFT}>{html.escape(line.subject)}</th><td {_LEFT}>{message}</td></tr>'
        )


# Green, amber, red: beside the sign and the word, never alone; each is 3:1 or more on white and on black.
_HUES: Mapping[Level, str] = {"OK": "#2e8540", "warning": "#b87700", "fail": "#d93636"}
_DOT = (
    '<span style="display: inline-block; width: 0.75em; height: 0.75em; border-radius: 50%; '
    'background: {};"></span>'
)
_HEADS = N_(("Result", "What", "Found"))
_LEFT = 'style="text-align: left; vertical-align: top;"'


def check() -> RoomCheck:
    """Return the room check of this computer, ready to be shown."""
    return RoomCheck(tuple(lines()))
