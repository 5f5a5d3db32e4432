"""Two texts, one below the other, with the words that differ: on screen, on paper and read aloud."""

import html

from enclair.case.wording import difference, is_unrelated
from enclair.figures.block import FACE, Words
from enclair.text import locale
from enclair.text.errors import ChoiceError
from enclair.text.locale import N_, capitalized, quoted, sentences, text, use_locale
from enclair.text.plain import plain_text

say = sentences(__package__)

#: What the two texts are called if nobody names them.
NAMES = N_(("the first", "the second"))

# Of the first text's own words, then of the second's. Told apart by the kind of line, in any theme and print.
_MARKS = (
    '<del style="text-decoration: line-through 2px;">{}</del>',
    '<ins style="font-weight: 700; text-decoration: underline double 2px; text-underline-offset: 3px;">'
    "{}</ins>",
)


class Difference(Words):
    """What differs between two texts, word by word; ``sentence`` tells it, in plain words."""

    def __init__(self, before: str, after: str, names: tuple[str, str], spoken: tuple[str, str]) -> None:
        self.parts = difference(before, after)
        self._apart = is_unrelated(self.parts)
        called = [text(name) for name in names]
        alike = "compare.page.same" if before == after else "compare.page.signs"
        sentence = self._sentence(called, spoken) or say(alike)
        self.sentence = plain_text(sentence)
        self.lang = lang = locale.current_locale()
        texts = "".join(
            f'<p lang="{lang}" style="margin: 8px 0 0;"><strong>{html.escape(capitalized(name))}</strong></p>'
            f'<p dir="auto"{_read_out(spoken[place])} style="margin: 0; padding-inline-start: 12px; '
            f'border-inline-start: 4px solid currentColor; font-family: {FACE};">{self.marked(place)}</p>'
            for place, name in enumerate(called)
        )
        self._page = (
            '<div class="enclair-block" style="max-width: 72ch; line-height: 1.7; '
            f'color: var(--jp-content-font-color1, inherit);">{texts}'
            f'<p lang="{lang}" style="margin: 8px 0;">{sentence}</p></div>'
        )

    def _sentence(self, names: list[str], spoken: tuple[str, str]) -> str:
        """Return what only one of the texts has, as HTML; "" if there is nothing."""
        if self._apart:
            return say("compare.page.apart")
        clauses = []
        for place, name in enumerate(names):
            own = [part[1 + place] for part in self.parts if part[0] != "same" and part[1 + place]]
            if own:
                # A comma or full stop at their end would stand beside ours.
                ends = (words.rstrip(".,;:") or words for words in own)
                listed = ", ".join(quoted(_apart(words, spoken[place])) for words in ends)
                clauses.append(say("compare.page.only", name=_apart(name, ""), words=listed))
        return " ".join(clauses)

    def marked(self, place: int) -> str:
        """Return the first (0) or the second text (1) as HTML; what only it has is marked."""
        pieces = [
            ("{}" if self._apart or part[0] == "same" else _MARKS[place]).format(html.escape(part[1 + place]))
            for part in self.parts
            if part[1 + place]
        ]
        return " ".join(pieces) or text("(no words)")


def _read_out(lang: str) -> str:
    return f' lang="{html.escape(lang)}"' if lang else ""


def _apart(words: str, lang: str) -> str:
    """Return ``words`` as HTML that may run in the other direction than those around them."""
    return f"<bdi{_read_out(lang)}>{html.escape(words)}</bdi>"


def compare(
    before: str,
    after: str,
    *,
    names: tuple[str, str] = NAMES,
    lang: str = "",
    spoken: tuple[str, str] = ("", ""),
) -> Difference:
    """Return what differs between two texts, to be shown in a notebook.

    ``spoken`` says in which language each text is, where that is known.

    Examples
    --------
    >>> compare("ready to leave that country", "ready to leave France")
    The first
    ready to leave [-that country-]
    The second
    ready to leave {+France+}
    Only in the first: “that country”. Only in the second: “France”.
    """
    for given in (before, after):
        if not isinstance(given, str):
            raise ChoiceError(say("compare.not_text", name=type(given).__name__))
    with use_locale(lang):
        return Difference(before, after, names, spoken)
