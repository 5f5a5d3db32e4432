"""The words of a text, and the difference of two wordings.

The rule of `difference`, for which ``tests/cases/difference.json`` has cases:

1. Cut the text at white space. What one cannot read as a word (no sign of it is left in step 2) stays with
   the word before it; with the word after it if it ends with an opening sign (« “ „ ‹ ( [ {) or nothing
   stands before it. So "« oui » :" is one word, and a single blank stands between its pieces.
2. Compare words by `comparison_key`: in composed form (NFC) and small letters, with ’ and ‘ as ',
   with ‑ and – as -, with œ and æ as two letters, and without the punctuation (Unicode P, but not
   % ‰ & § @ #), blanks (Z) and invisible signs (Cf) around it. Accents count: "menace" and "menacé" differ.
3. Match the two lists of keys as Python's ``difflib.SequenceMatcher`` does with ``autojunk=False``: the
   longest run that both have (of equally long ones, that which begins first in the first text, then in the
   second), then the same to its left and to its right.
4. Runs that match are "same"; between two of them, words of the first text alone are "cut", of the second
   alone "added", and of both "changed". Each part gives back the words as they are written, commas and
   capitals included.
5. Two texts are unrelated (`is_unrelated`) if less than half of the words of the shorter one are the same:
   then it would mean nothing to mark each word that differs.
"""

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

#: A kind of difference ("same", "cut", "added", "changed"), the words before and the words after.
Part = tuple[str, str, str]

_KINDS = {"equal": "same", "delete": "cut", "insert": "added", "replace": "changed"}
_SAME = str.maketrans({"’": "'", "‘": "'", "‑": "-", "–": "-", "œ": "oe", "æ": "ae"})
_MEANT = "%‰&§@#"
_OPENING = "«“„‹([{"
_ELISION = re.compile(r"^((?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu)['’])(?=\w)", re.IGNORECASE)


def strip_punctuation(piece: str) -> str:
    """Return ``piece`` without the punctuation, blanks and invisible signs around it.

    >>> strip_punctuation("« oui » :")
    'oui'
    """

    def around(sign: str) -> bool:
        category = unicodedata.category(sign)
        return (category[0] in "PZ" or category == "Cf") and sign not in _MEANT

    kept = [place for place, sign in enumerate(piece) if not around(sign)]
    return piece[kept[0] : kept[-1] + 1] if kept else ""


def comparison_key(word: str) -> str:
    """Return the normal form by which `difference` compares words.

    >>> comparison_key("L’Œuvre,")
    "l'oeuvre"
    """
    return strip_punctuation(unicodedata.normalize("NFC", word).lower().translate(_SAME))


def words(text: str) -> list[str]:
    """Return the words of ``text`` as they are written, without punctuation.

    A French elision is a word of its own; what a hyphen or an English apostrophe joins is one word.

    >>> words("« Nous ne faisons pas cela pour l’argent. »")[-3:]
    ['pour', 'l’', 'argent']
    """
    pieces = (strip_punctuation(piece) for piece in re.split(r"[\s—…/]+", text))
    parts = (part for piece in pieces for part in _ELISION.sub(r"\1 ", piece).split())
    return [part for part in parts if any(map(str.isalnum, part))]


def difference(before: str, after: str) -> list[Part]:
    """Return the word diff of two texts: parts that are the same, cut, added or changed, in order.

    The rule stands at the top of this module. The second members of all parts, joined by single blanks, are
    ``before`` with its white space made single; the third members give ``after``.

    >>> difference("We may leave that country.", "They may leave")
    [('changed', 'We', 'They'), ('same', 'may leave', 'may leave'), ('cut', 'that country.', '')]
    """
    old, new = _glued(before), _glued(after)
    matcher = SequenceMatcher(None, [*map(comparison_key, old)], [*map(comparison_key, new)], autojunk=False)
    return [
        (_KINDS[kind], " ".join(old[from_:to]), " ".join(new[start:end]))
        for kind, from_, to, start, end in matcher.get_opcodes()
    ]


def is_unrelated(parts: Sequence[Part]) -> bool:
    """Return whether two texts, of which these are the parts, are no two wordings of one.

    >>> is_unrelated(difference("Telegram bows down", "The CEO says sorry"))
    True
    >>> is_unrelated(difference("We may leave", "We may stay"))
    False
    """
    shorter = min(sum(len(_glued(part[side])) for part in parts) for side in (1, 2))
    return 2 * sum(len(_glued(before)) for kind, before, _ in parts if kind == "same") < shorter


def _glued(text: str) -> list[str]:
    """Return ``text`` cut at white space, with signs that stand alone kept with a word (step 1)."""
    glued: list[str] = []
    waiting: list[str] = []
    for piece in text.split():
        if comparison_key(piece):
            glued.append(" ".join([*waiting, piece]))
            waiting = []
        elif glued and not waiting and piece[-1] not in _OPENING:
            glued[-1] += f" {piece}"
        else:
            waiting.append(piece)
    if waiting:  # an opening sign with no word after it, or a text without words
        glued[-1:] = [" ".join([*glued[-1:], *waiting])]
    return glued
