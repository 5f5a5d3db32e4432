"""Log lines that do not say which notebook somebody opened: for students' servers and for the hub.

A time beside the name of a lesson, an exercise or a page that somebody wrote is a record of what a student
did when. What went wrong, and for whose server, still stands there.
"""

import re

from tornado.log import LogFormatter

#: What of an address can name a file.
PLACE = re.compile(r"(/(?:api/contents|lab/tree|files|nbconvert/\w+)(?=/)|\?(?=\S))\S+")
#: What a line says up to the name of a notebook, which may hold spaces; not when, and who said it.
NOTEBOOK = re.compile(r"^([^\n]*?\]\S* |)[^\n]*\.ipynb[^\s'\")]*", re.MULTILINE)


def without_names(line: str) -> str:
    """Return a line of a log, or several, without names of notebooks."""
    return NOTEBOOK.sub(r"\1…", PLACE.sub(r"\1…", line))


class WithoutNames(LogFormatter):
    """The form of Jupyter's log lines, without names of notebooks, in tracebacks, too."""

    def format(self, record):  # noqa: D102
        return without_names(super().format(record))


#: For ``c.Application.logging_config``.
LOGGING = {"formatters": {"console": {"class": f"{__name__}.{WithoutNames.__name__}"}}}
