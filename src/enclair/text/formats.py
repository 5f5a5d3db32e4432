"""The forms in which something is shown: Jupyter asks for some of them by name."""

from collections.abc import Container, Mapping
from typing import cast

#: The type of what a check says, for programs.
MIME = "application/vnd.enclair.feedback+json"


def wants_html(options: Mapping[str, object]) -> bool:
    """Return whether HTML is shown, by what Jupyter gives to ``_repr_mimebundle_``.

    The page of a marked notebook shows none: then a picture in it need not be drawn.

    >>> wants_html({}), wants_html({"include": None}), wants_html({"include": {"text/plain"}})
    (True, True, False)
    """
    include = cast(Container[str] | None, options.get("include"))
    return include is None or "text/html" in include
