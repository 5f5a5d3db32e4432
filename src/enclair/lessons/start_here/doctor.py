"""The room check: can this computer run the kit? The same lines in lesson 0 and on the command line."""

import html
import os
import platform
import shutil
import sys
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

from packaging.requirements import Requirement

from enclair.text.locale import N_, bind_locale, current_locale, date, labelled, number, text
from enclair.text.toml import sentences

say = sentences(__package__)

#: What each result is called, its sign, and its colour, never alone: 3:1 or more on white and on black.
LOOKS = {
    "OK": (N_("OK"), "✓", "#2e8540"),
    "warning": (N_("Warning"), "!", "#b87700"),
    "fail": (N_("Fail"), "✗", "#d93636"),
}
#: What the kit adds to JupyterLab's settings, below the folder of Python.
SETTINGS = Path("etc", "jupyter", "labconfig", "page_config.d", "enclair.json")
#: So many bytes should be free to save a class's work.
ROOM = 100_000_000
#: What a student can mend; on a hub only those who run it can mend anything else.
OWN = ("folder", "space")


class Line(NamedTuple):
    """One line of the room check: how it went, about what, what was found, what to do ("" if nothing)."""

    level: str
    subject: str
    message: str
    fix: str = ""


def line(name: str, holds: object, level: str = "fail", message: str = "", **words: object) -> Line:
    """Return the line ``[doctor.NAME]``: its result is ``level`` unless it ``holds``."""
    subject = str(words.get("package") or say(f"doctor.{name}.subject"))
    if holds:
        return Line("OK", subject, message or say(f"doctor.{name}.holds", **words))
    own = name in OWN or "JUPYTERHUB_USER" not in os.environ
    fix = say(f"doctor.{name}.fix" if own else "doctor.hub")
    return Line(level, subject, message or say(f"doctor.{name}.lacks", **words), fix)


def bounds(wanted: Requirement) -> str:
    """Return the bounds of a version in words, the lower one first; what has no words stays as it is.

    >>> bounds(Requirement("pandas<1,>=0.9.18"))
    '0.9.18 or later, below 1'
    """
    words = {">=": text("{version} or later"), "<": text("below {version}")}
    ordered = sorted(wanted.specifier, key=lambda bound: bound.operator.startswith("<"))
    named = (
        words.get(one.operator, one.operator + "{version}").format(version=one.version) for one in ordered
    )
    return ", ".join(named) or text("any version")


def version_line(wanted: Requirement, version: str | None) -> Line:
    """Return the line on Python or a package: the installed ``version``, or None, against its bounds."""
    words: dict[str, Any] = {"package": wanted.name, "wanted": bounds(wanted), "version": version}
    if version is None:
        return line("package", False, **words)
    fits = wanted.specifier.contains(version, prereleases=True)
    if fits or wanted.name == "Python":
        return line("version", fits, **words)
    warning = line("version", fits, "warning", **words)
    return warning._replace(fix=f"{say('doctor.may_work')} {warning.fix}")


def case_line(name: str = "telegram") -> Line:
    """Return the line on the case: it can be read, with so many events, or what stands in the way."""
    from enclair.case.model import CaseError, load_case

    try:
        case = load_case(name)
    except (CaseError, OSError) as error:
        return line("case", False, message=str(error).strip().splitlines()[0])
    return line("case", True, title=case.localized_title, count=len(case.timeline), as_of=date(case.as_of))


def lines() -> list[Line]:
    """Return the room check of this computer, line by line."""
    about, free = metadata.metadata("enclair"), shutil.disk_usage(Path.cwd()).free
    wanted = [Requirement(line) for line in about.get_all("Requires-Dist") or []]
    needed = [need for need in wanted if need.marker is None or need.marker.evaluate({"extra": ""})]
    sealing, lab, views = map(installed, ("cryptography", "jupyterlab", "jupyterlab_widgets"))
    alive = say("doctor.views.alive") if views and in_notebook() else ""
    megabytes = {"free": number(free // 1_000_000), "wanted": number(ROOM // 1_000_000)}
    return [
        version_line(Requirement(f"Python{about['Requires-Python'] or ''}"), platform.python_version()),
        *(version_line(need, installed(need.name)) for need in needed),
        line("sealing", sealing, "warning", package="cryptography", version=sealing),
        # A notebook may run in something else.
        line("lab", lab, "warning" if in_notebook() else "fail", package="JupyterLab", version=lab),
        line("settings", Path(sys.prefix, SETTINGS).is_file(), "warning"),
        case_line(),
        line("views", views, message=alive),
        line("folder", os.access(Path.cwd(), os.W_OK), "warning"),
        line("space", free >= ROOM, "warning", **megabytes),
    ]


def installed(package: str) -> str | None:
    """Return the version of a package that is installed, or None."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def in_notebook() -> bool:
    """Return whether IPython runs this, as it does in a notebook; the command line never imports it."""
    ipython = sys.modules.get("IPython")
    return ipython is not None and ipython.get_ipython() is not None


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

    def _summary(self) -> str:
        warned = any(line.level == "warning" for line in self.lines)
        return say(f"doctor.{'warned' if warned else 'ready'}" if self.ready else "doctor.not_ready")

    def __str__(self) -> str:
        rows = [self._summary()]
        for level, subject, message, fix in self.lines:
            word, sign, _ = LOOKS[level]
            rows.append(f"{sign} {text(word):<8} {labelled(subject, message)}")
            rows += [f"           → {fix}"] * bool(fix)
        return "\n".join(rows)

    __repr__ = __str__

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        heads = "".join(f'<th scope="col" {_LEFT}>{text(head)}</th>' for head in _HEADS)
        rows = ""
        for level, subject, message, fix in self.lines:
            word, sign, hue = LOOKS[level]
            more = f"<br><strong>→</strong> {html.escape(fix)}" if fix else ""
            cells = {"subject": html.escape(subject), "message": html.escape(message) + more}
            rows += _ROW.format(hue=hue, sign=sign, word=text(word), **cells)
        box = (
            f'<div role="status" lang="{self.lang}"><p><strong>{html.escape(self._summary())}</strong></p>'
            f'<table style="color: var(--jp-content-font-color1, inherit);"><thead><tr>{heads}</tr></thead>'
            f"<tbody>{rows}</tbody></table></div>"
        )
        return {"text/plain": str(self), "text/html": box}


_HEADS = N_(("Result", "What", "Found"))
_LEFT = 'style="text-align: left; vertical-align: top;"'
_ROW = (
    f'<tr><td {_LEFT}><span aria-hidden="true"><span style="display: inline-block; width: 0.75em; '
    'height: 0.75em; border-radius: 50%; background: {hue};"></span> {sign} </span>{word}</td>'
    f'<th scope="row" {_LEFT}>{{subject}}</th><td {_LEFT}>{{message}}</td></tr>'
)


def check() -> RoomCheck:
    """Return the room check of this computer, ready to be shown."""
    return RoomCheck(tuple(lines()))
