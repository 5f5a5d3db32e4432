"""Words of the debate: those that the kit uses, and those that one side prefers (``vocabulary.*.toml``)."""

import re
from functools import cache
from typing import Any

from enclair.case.model import teaching

#: What lifts a word out of the kit's own voice: quotation marks, italics, code, an address.
_NOT_OURS = re.compile(
    r"“[^”]*”|‘[^’\n]*’(?!\w)|«[^»]*»|\"[^\"\n]*\"|`[^`\n]*`|https?://\S+|"
    r"(?<!\*)\*{3}[^*\n]+\*{3}(?!\*)|(?<![\w*])\*(?=\S)[^*\n]+\*(?![\w*])|(?<!\w)_[^_\n]+_(?!\w)"
)
#: A sentence that says who prefers a word.
_WHO = {
    "en": re.compile(r"\bprefer|\bcalls? (it|this|that|them|such)\b|\bthe (words?|terms?|names?)\b", re.I),
    "fr": re.compile(r"\bpréf[éè]r|\bappel(le|lent|ée?)\b|\b(le|les|ce) (mots?|termes?|noms?)\b", re.I),
}


def word_lists(lang: str = "en") -> dict[str, list[dict[str, Any]]]:
    """Return the word lists in ``lang``: ``ours``, and ``sided``, which one side prefers."""
    return teaching("vocabulary", lang)


def sided_words(words: str, lang: str = "en") -> list[tuple[str, str]]:
    """Return each sided word that a text uses in the kit's own voice, with its sentence.

    >>> sided_words("Some call it a “backdoor”. It is a backdoor.")
    [('backdoor', 'It is a backdoor.')]
    """
    strays = []
    for sentence in re.split(
        r"(?<=[.!?:…])[”’\"*)]*\s+|\n(?:\s*\n|(?=[-*#|>\d]))", _NOT_OURS.sub("·", words)
    ):
        if _WHO[lang].search(sentence):
            continue
        strays += [
            (term, " ".join(sentence.split())) for term, forms in _sided(lang) if forms.search(sentence)
        ]
    return strays


@cache
def _sided(lang: str) -> list[tuple[str, re.Pattern[str]]]:
    """Return each word of one side in English, and what finds its forms in ``lang``."""
    return [
        (
            str(english["term"]),
            re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, word['forms']))})", re.IGNORECASE),
        )
        for english, word in zip(word_lists()["sided"], word_lists(lang)["sided"], strict=True)
    ]
