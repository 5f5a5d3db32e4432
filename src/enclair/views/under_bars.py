"""A quotation of which only some words are seen: the others lie under black bars until they are lifted."""

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import traitlets

from enclair.text.locale import text, use_locale
from enclair.views.quote import Quotation, quote
from enclair.views.view import View


class UnderBars(View):
    """A quotation under bars; made by `under_bars`."""

    VIEW = "under_bars"

    pieces: Any = traitlets.List(help='Words in their order, each "seen", "hidden" or the "last" to lift.')
    spoken = traitlets.Unicode(help="The language of the words.")
    lifted = traitlets.Bool(False, help="Whether the bars are lifted.")
    told: Any = traitlets.Dict(help="Who speaks, the name of the source, its address.")

    def __init__(self, quoted: Quotation, shown: Sequence[str], last: Sequence[str] = ()) -> None:
        self._quoted = quoted
        ((words, spoken), *_) = quoted.words
        if missing := [part for part in (*shown, *last) if part not in words]:
            raise ValueError(f"under_bars: the quotation does not have the words “{missing[0]}”.")
        kinds = dict.fromkeys(last, "last") | dict.fromkeys(shown, "seen")
        edge = r"(?:(?<!\w)|(?!\w))"  # not within a word
        parts = re.split(f"{edge}({'|'.join(map(re.escape, kinds))}){edge}", words)
        super().__init__(
            quoted.lang,
            [],
            pieces=[[part, kinds.get(part, "hidden")] for part in parts if part],
            spoken=spoken,
            told={"who": quoted.who, "source": quoted.source, "url": quoted.url},
        )

    def barred(self) -> str:
        """Return the quotation with its bars, as HTML."""
        hidden = f'<span role="img" aria-label="{text("Words under a bar.")}">'
        pieces = (
            html.escape(words) if kind == "seen" else hidden + re.sub(r"\S", "█", words) + "</span>"
            for words, kind in self.pieces
        )
        return f'<span lang="{self.spoken}">{"".join(pieces)}</span>'

    def _html(self) -> str:
        waits = "" if self.lifted else " data-waits"
        return f"<details{waits}><summary>{self.barred()}</summary>{self._quoted._repr_html_()}</details>"


def under_bars(
    words: str,
    source: "Mapping[str, Any] | pd.Series[Any]",
    shown: Sequence[str],
    lang: str = "",
    last: Sequence[str] = (),
) -> UnderBars:
    """Return a `quote` of which only the parts ``shown``, in their order, are seen until the bars are lifted.

    They lift word by word, and the parts ``last`` after all others, with a mark.

    >>> from enclair import load_case
    >>> post = load_case("telegram").quotes.set_index("id").loc["Q06"]
    >>> under_bars(post["quote_original"], post, ["we are ready to leave", "country."]).table()[-55:]
    ' ready to leave ████ country. █████ ████ ██ ████ ██████'
    """
    with use_locale(lang):
        return UnderBars(quote(words, source, lang), shown, last)
