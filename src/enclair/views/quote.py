"""The words of somebody else, set as a quotation and not as a program's output, with where they were read."""

import html
import re
from collections.abc import Mapping
from typing import Any

import pandas as pd

from enclair.case.model import source_with_day
from enclair.case.quotes import LANGUAGES as NAMES
from enclair.case.quotes import speaker
from enclair.figures.block import FACE, Words
from enclair.text import locale
from enclair.text.locale import LANGUAGES, bind_locale, text, use_locale

#: Behind words that go on at their source.
CUT = " (…)"

_FIGURE = (
    '<figure class="enclair-quote" lang="{lang}" style="margin: 8px 0 16px; padding: 0; max-width: 76ch; '
    "padding-inline-start: 16px; border-inline-start: 4px solid currentColor; text-align: start; "
    'color: var(--jp-content-font-color1, inherit);">{words}'
    '<figcaption style="margin-top: 8px; font-size: 0.9em; line-height: 1.5; overflow-wrap: break-word;">'
    "{who}{source}</figcaption></figure>"
)
_WORDS = (
    '<blockquote cite="{url}" lang="{spoken}" dir="auto" style="margin: 0; padding: 0; border: 0; '
    f"font-family: {FACE}; font-size: {{size}}; line-height: 1.4; text-wrap: pretty; "
    'word-break: normal; overflow-wrap: break-word;">{words}</blockquote>'
)
_SAME = '<p style="margin: 8px 0 0; font-size: 0.9em; line-height: 1.5;">{label}</p>'


@bind_locale
class Quotation(Words):
    """Words to the letter, who said them and when, and the name, day and address of their source.

    ``words`` are what was asked for, then what the row has in the language of the page, with their languages.
    """

    def __init__(self, words: str, row: "Mapping[str, Any] | pd.Series[Any]") -> None:
        lang = locale.current_locale()
        self.lang, self.url = lang, str(row["source_url"])
        whole = words.removesuffix(CUT)
        cells = {str(name): cell for name, cell in row.items() if isinstance(cell, str) and cell}
        column = next((name for name, cell in cells.items() if cell == whole), "")
        if not column:
            raise ValueError("quote: this row has no such words. Give one of its columns, to the letter.")
        stem, ending = re.fullmatch(r"(.+?)(?:_(original|en|fr))?", column).groups()  # type: ignore[union-attr]
        original = row.get("language") or "en"
        spoken = ending if ending in LANGUAGES else original
        self.words = [(words, spoken)]
        if spoken != lang and (same := row.get(f"{stem}_{lang}")):
            self.words.append((words.replace(whole, same), lang))
        details = []
        if "speaker" in row:
            name, role = speaker(row)
            details = [f"{name} ({role})" if role else name, locale.date(row["date"])]
        if "language" in row and spoken != original:
            translated = text("translated from {language}")
            details.append(translated.format(language=text(NAMES[original])))
        self.who = ", ".join(details)
        self.source = source_with_day(row)

    def _repr_html_(self) -> str:
        url = html.escape(self.url, quote=True)
        blocks = []
        for place, (words, spoken) in enumerate(self.words):
            if place:
                label = text("In {language}").format(language=text(NAMES[spoken]))
                blocks.append(_SAME.format(label=html.escape(label)))
            escaped, size = html.escape(words), "1.15em" if place else "1.3em"
            blocks.append(_WORDS.format(url=url, spoken=spoken, size=size, words=escaped))
        # In which copy it was read is told on the page; a slide has no room for it.
        source = re.sub(r" \([^()]*; [^()]*\)", r'<span class="rest">\g<0></span>', html.escape(self.source))
        link = (
            f'<a href="{url}" rel="noreferrer" style="color: inherit; text-decoration: underline 1px; '
            f'text-underline-offset: 2px;">{source}</a>'
        )
        who = html.escape(f"{self.who}. " if self.who else "")
        return _FIGURE.format(lang=self.lang, words="".join(blocks), who=who, source=link)


def quote(words: str, source: "Mapping[str, Any] | pd.Series[Any]", lang: str = "") -> Quotation:
    """Return ``words`` as a quotation, to be shown in a notebook.

    They stand in a column of the row ``source``, to the letter; " (…)" behind them says that it goes on.
    Where they are in another language than ``lang``, the row's wording in it follows.

    >>> from enclair import load_case
    >>> article = load_case("telegram").headlines.iloc[0]
    >>> quote(article["headline_original"], article).words[0][1]
    'fr'
    """
    if not re.match("https?://", str(source["source_url"])):
        raise ValueError("quote: the row does not say at which address the words were read.")
    with use_locale(lang):
        return Quotation(str(words), source)
