"""Words of the debate: those that the kit uses, and those that one side prefers (``vocabulary.*.toml``)."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from enclair.case.model import teaching
from enclair.text.locale import LANGUAGES, catalogue
from enclair_tools.publish.lesson import lessons
from enclair_tools.translations import sentences

#: What lifts a word out of the kit's own voice: quotation marks, italics, code, an address.
_NOT_OURS = re.compile(
    r"“[^”]*”|‘[^’\n]*’(?!\w)|«[^»]*»|\"[^\"\n]*\"|`[^`\n]*`|https?://\S+|"
    r"(?<!\*)\*{3}[^*\n]+\*{3}(?!\*)|(?<![\w*])\*(?=\S)[^*\n]+\*(?![\w*])|(?<!\w)_[^_\n]+_(?!\w)"
)
_SENTENCE = re.compile(r"(?<=[.!?:…])[”’\"*)]*\s+|\n(?:\s*\n|(?=[-*#|>\d]))")
#: A sentence that says who prefers a word.
_WHO = {
    "en": re.compile(r"\bprefer|\bcalls? (it|this|that|them|such)\b|\bthe (words?|terms?|names?)\b", re.I),
    "fr": re.compile(r"\bpréf[éè]r|\bappel(le|lent|ée?)\b|\b(le|les|ce) (mots?|termes?|noms?)\b", re.I),
}
#: Pages that speak for the kit. (Tables of standards repeat the names that others give to their topics.)
PAGES = ("*.md", "datasets/*/*.md", "teaching/**/*.md")


def sided_words(words: str, lang: str = "en") -> list[tuple[str, str]]:
    """Return each sided word that a text uses in the kit's own voice, with its sentence.

    >>> sided_words("Some call it a “backdoor”. It is a backdoor.")
    [('backdoor', 'It is a backdoor.')]
    """
    own = [part for part in _SENTENCE.split(_NOT_OURS.sub("·", words)) if not _WHO[lang].search(part)]
    return [
        (term, " ".join(part.split())) for part in own for term, forms in _sided(lang) if forms.search(part)
    ]


@cache
def _sided(lang: str) -> list[tuple[str, re.Pattern[str]]]:
    """Return each word of one side in English, and what finds its forms in ``lang``."""
    both = zip(*(teaching("vocabulary", code)["sided"] for code in ("en", lang)), strict=True)
    forms = {english["term"]: "|".join(map(re.escape, word["forms"])) for english, word in both}
    return [(term, re.compile(rf"(?<!\w)(?:{words})", re.IGNORECASE)) for term, words in forms.items()]


def notebooks(root: Path) -> Iterator[tuple[str, str, str]]:
    """Yield each notebook of the repository: its path, its language and the text of its cells."""
    for one in lessons(root, folder="*"):
        words = "\n\n".join(cell["source"] for cell in one.notebook["cells"])
        yield one.path.relative_to(root).as_posix(), one.lang, words


def own_words(root: Path) -> Iterator[tuple[str, str, str]]:
    """Yield all that speaks for the kit, with its place and its language: notebooks, pages, sentences."""
    yield from notebooks(root)
    for path in sorted({path for pattern in PAGES for path in root.glob(pattern)}):
        if path.name != "standards.md":
            lang = "fr" if "fr" in path.parts or path.stem.endswith("_fr") else "en"
            yield path.relative_to(root).as_posix(), lang, path.read_text(encoding="utf-8")
    both = [*catalogue("fr").items()]
    for path in sentences.files(root):
        for key, texts in sentences.readings(path).items():
            if not path.name.startswith("vocabulary.") or key.endswith(".note"):  # nor the words
                both.append(texts)
    for pair in both:
        yield from (("on screen", lang, words) for lang, words in zip(LANGUAGES, pair, strict=True))


def stray_words(root: Path) -> Iterator[str]:
    """Yield each word of one side that stands as one of the kit's own, with its place."""
    for place, lang, words in own_words(root):
        for term, sentence in sided_words(words, lang):
            yield f"{place}: '{term}' in “{sentence}”. Say it in words of ours, or say who prefers it."
