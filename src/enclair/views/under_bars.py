"""A quotation of which only some words are seen: the others lie under black bars until they are lifted."""

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from enclair.figures.block import KEYS, Block
from enclair.text.locale import bind_locale, text, use_locale
from enclair.views.quote import Quotation, quote


@bind_locale
class UnderBars(Block):
    """A quotation under bars, which unfolds; made by `under_bars`.

    ``quoted`` has its ``pieces``, words in their order, each "seen", "hidden" or the "last" to lift, in which
    language they are ``spoken``, ``who`` speaks, the name of the ``source``, its ``url``.
    """

    def __init__(self, quoted: Quotation, shown: Sequence[str], last: Sequence[str] = ()) -> None:
        ((words, spoken), *_) = quoted.words
        if missing := [part for part in (*shown, *last) if part not in words]:
            raise ValueError(f"under_bars: the quotation does not have the words “{missing[0]}”.")
        kinds = dict.fromkeys(last, "last") | dict.fromkeys(shown, "seen")
        edge = r"(?:(?<!\w)|(?!\w))"  # not within a word
        parts = re.split(f"{edge}({'|'.join(map(re.escape, kinds))}){edge}", words)
        pieces = [[part, kinds.get(part, "hidden")] for part in parts if part]
        origin = {"who": quoted.who, "source": quoted.source, "url": quoted.url}
        self.quoted: dict[str, Any] = {"pieces": pieces, "spoken": spoken, **origin}
        self.lang = quoted.lang
        summary = f"<summary {KEYS}>{text('Lift the bars')} {self.barred()}</summary>"
        page = f"<details data-no-text>{summary}{quoted._repr_html_()}</details>"
        super().__init__("", "under_bars", page, home=__package__)

    def barred(self) -> str:
        """Return the quotation with its bars, as HTML."""
        hidden = f'<span class="enclair-redacted" role="img" aria-label="{text("Words under a bar.")}">'
        pieces = (
            html.escape(words) if kind == "seen" else hidden + re.sub(r"\S", "█", words) + "</span>"
            for words, kind in self.quoted["pieces"]
        )
        return f'<span lang="{self.quoted["spoken"]}">{"".join(pieces)}</span>'


def under_bars(
    words: str,
    source: "Mapping[str, Any] | pd.Series[Any]",
    shown: Sequence[str],
    lang: str = "",
    last: Sequence[str] = (),
) -> UnderBars:
    """Return a `quote` of which only the parts ``shown``, in their order, are seen until the bars are lifted.

    Those of a question (`predict`) lift word by word, and the parts ``last`` after all others, with a mark.

    >>> from enclair import load_case
    >>> post = load_case("telegram").quotes.set_index("id").loc["Q06"]
    >>> repr(under_bars(post["quote_original"], post, ["we are ready to leave", "country."]))[-55:]
    ' ready to leave ████ country. █████ ████ ██ ████ ██████'
    """
    with use_locale(lang):
        return UnderBars(quote(words, source, lang), shown, last)
