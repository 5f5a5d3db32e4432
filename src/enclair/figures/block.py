"""Words that are set out as a page sets them, in place of a table: parts that fold, and the black bar.

Such a block is HTML alone: it is the same in JupyterLab, on a saved page and on paper, where all is open.
"""

import html
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from enclair.figures import style
from enclair.figures.described import KEYS
from enclair.text.locale import bind_locale, current_locale
from enclair.text.plain import plain_text

_SHARED = f"<style>\n{style.css_variables()}</style>" + "".join(
    style.style_sheet(__package__, name) for name in ("bar.css", "block.css")
)
#: How long the bars are: always the same, so that they tell nothing of what they hide.
_BARS = (7, 3, 9, 5)


class Words:
    """What is shown as HTML, and as its words where there is none."""

    def _repr_html_(self) -> str:
        raise NotImplementedError

    def __repr__(self) -> str:
        return plain_text(self._repr_html_())

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": repr(self), "text/html": self._repr_html_()}


@dataclass(frozen=True, repr=False)
@bind_locale
class Block(Words):
    """Words with their layout: the sheet ``KIND.block.css`` of the package ``home``."""

    title: str
    kind: str
    page: str
    under: str = ""
    home: str = field(kw_only=True)
    lang: str = field(default_factory=current_locale)

    def _repr_html_(self) -> str:
        head = f"{element('p', self.title, 'title')}{element('p', self.under)}"
        opened = f'<div class="enclair enclair-block enclair-{self.kind}" lang="{self.lang}">'
        layout = style.style_sheet(self.home, f"{self.kind}.block.css")
        return f"{_SHARED}{layout}{opened}{head}{self.page}</div>"


def element(tag: str, words: str, name: str = "") -> str:
    """Return words in an element, which may have a class; "" if there are none."""
    opened = f'<{tag} class="enclair-{name}">' if name else f"<{tag}>"
    return f"{opened}{html.escape(words)}</{tag}>" if words else ""


def folded(summary: str, inside: str) -> str:
    """Return a part that opens, both its parts being HTML; on paper it is open."""
    return f"<details><summary {KEYS}>{summary}</summary>{inside}</details>"


def redacted(hidden: str, lengths: Sequence[int] = _BARS) -> str:
    """Return black bars, each as long as so many letters.

    A screen reader hears ``hidden``: what is not told, and what lifts the bar.
    """
    bars = " ".join(f'<i style="--letters: {letters}"></i>' for letters in lengths)
    label = html.escape(hidden, quote=True)
    return f'<span class="enclair-redacted" role="img" aria-label="{label}">{bars}</span>'
