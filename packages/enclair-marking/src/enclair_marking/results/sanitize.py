"""What students wrote, as HTML in which nothing runs and nothing is fetched; a formula stays as typed."""

import html
import time
from collections.abc import Callable
from functools import partial

from jinja2 import pass_context
from jinja2.runtime import Context
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from enclair_marking.running.child_process import SECONDS, with_limits

# Characters with which no converter can be busy for long.
_LONG = 5000


class _Plain(IPythonRenderer):  # type: ignore[misc, unused-ignore]
    """Markdown whose HTML and formulas stay text, and whose pictures stay words."""

    def __init__(self) -> None:
        super().__init__(escape=True, allow_harmful_protocols=False, exclude_anchor_links=True)

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Return the words of a picture: to fetch it would tell somebody that the page was opened."""
        return f"[{html.escape(text)}]"

    def link(self, text: str, url: str, title: str | None = None) -> str:
        """Return a link that tells nobody from where it was followed."""
        return str(super().link(text, url, title)).replace("<a ", '<a rel="noreferrer" ', 1)

    def block_mermaidjs(self, code: str) -> str:
        """Return a diagram as the text that it is made of."""
        return f"<pre>{html.escape(code)}</pre>"


def render_markdown(source: str) -> str:
    """Return Markdown of a student as HTML, however long that takes."""
    try:
        return str(MarkdownWithMath(renderer=_Plain()).render(source))
    except (RecursionError, ValueError):
        return f"<pre>{html.escape(source)}</pre>"


class Page:
    """What students wrote on one page: its cells have `SECONDS` together, what comes after stays as typed."""

    def __init__(self) -> None:
        self._left: float = SECONDS

    def convert(self, source: str, converter: Callable[[str], str] = render_markdown) -> str:
        """Return what ``converter`` makes of ``source``."""
        began, made = time.monotonic(), None
        if self._left > 0:
            make = partial(converter, source)
            made = make() if len(source) <= _LONG else with_limits(make, max(1, int(self._left)))
        self._left -= time.monotonic() - began
        return f"<pre>{html.escape(source)}</pre>" if made is None else made


@pass_context
def markdown(context: Context, source: str) -> str:
    """Return Markdown of a student as HTML: a filter of the marking screen."""
    page: Page = context["resources"].setdefault("enclair_page", Page())
    return page.convert(source)
