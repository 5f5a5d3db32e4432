"""A quotation of which only some words are seen: the others lie under black bars until they are lifted."""

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import traitlets

from enclair.text.locale import sentences, use_locale
from enclair.views.quote import Quotation, quote
from enclair.views.view import View

say = sentences(__package__)


class UnderBars(View):
    """A quotation under bars; made by `under_bars`."""

    VIEW = "under_bars"
    SENTENCES = "bars"

    pieces: Any = traitlets.List(help="The words in their order, piece by piece: whether each is seen.")
    spoken = traitlets.Unicode(help="The language of the words.")
    lifted = traitlets.Bool(False, help="Whether the bars are lifted.")
    told: Any = traitlets.Dict(help="Who speaks, the name of the source, its address.")

    def __init__(self, quoted: Quotation, shown: Sequence[str]) -> None:
        self._quoted = quoted
        ((words, spoken), *_) = quoted.words
        if missing := [part for part in shown if part not in words]:
            raise ValueError(f"under_bars: the quotation does not have the words “{missing[0]}”.")
        parts = re.split(f"({'|'.join(map(re.escape, shown))})", words)
        super().__init__(
            quoted.lang,
            [],
            pieces=[[part, part in shown] for part in parts if part],
            spoken=spoken,
            told={"who": quoted.who, "source": quoted.source, "url": quoted.url},
        )

    def _html(self) -> str:
        hidden = f'<span role="img" aria-label="{say("bars.page.hidden")}">'
        pieces = (
            html.escape(words) if shown else hidden + re.sub(r"\S", "█", words) + "</span>"
            for words, shown in self.pieces
        )
        seen = f'<span lang="{self.spoken}">{"".join(pieces)}</span>'
        waits = "" if self.lifted else " data-waits"
        return f"<details{waits}><summary>{seen}</summary>{self._quoted._repr_html_()}</details>"


def under_bars(
    words: str, source: "Mapping[str, Any] | pd.Series[Any]", shown: Sequence[str], lang: str = ""
) -> UnderBars:
    """Return a `quote` of which only the parts ``shown``, in their order, are seen until the bars are lifted.

    >>> from enclair import load_case
    >>> post = load_case("telegram").quotes.set_index("id").loc["Q06"]
    >>> under_bars(post["quote_original"], post, ["we are ready to leave", "country."]).table()[-55:]
    ' ready to leave ████ country. █████ ████ ██ ████ ██████'
    """
    with use_locale(lang):
        return UnderBars(quote(words, source, lang), shown)
