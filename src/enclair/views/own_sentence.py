"""One sentence of a student's own that comes back in other lessons: who sees it, and what is left of it.

What is typed is in no trait, no output and no storage: it leaves with the view, so each lesson asks anew.
"""

import re
from typing import Any

import traitlets

from enclair.text.locale import by_language, labelled, sentences, tables
from enclair.views.view import OneOf, View, bullets, paragraph

say = sentences(__package__)


def _scenes() -> dict[str, Any]:
    """Return what is told in each scene, with what becomes of the sentence, line by line, under ``shows``."""
    return dict(tables(__package__, "own_sentence")["scenes"])


class OwnSentence(View):
    """Ask for one sentence, and show what becomes of it in a ``scene``; whoever types none gets one.

    >>> from enclair import OwnSentence
    >>> print(OwnSentence("first").table().splitlines()[-2])
    - Everybody else: ████ ██ ██ ███ ███ ████ ██ ███ ███ ████ ███████
    """

    VIEW = "own_sentence"
    SENTENCES = "own_sentence"

    scene = OneOf(lambda _: _scenes(), help="What becomes of the sentence here.")
    told: Any = traitlets.Dict(help="What this scene says, by language.")

    def __init__(self, scene: str, lang: str = "") -> None:
        super().__init__(lang, [], scene=scene, told=by_language(lambda: _scenes().get(scene)))

    def _html(self) -> str:
        told, offered = self.told[self.lang], say("own_sentence.page.offered")
        counts = {"words": len(offered.split()), "letters": len(re.findall(r"\S", offered)), "time": "…"}
        seen = {"seen": offered, "trace": say("own_sentence.page.trace", **counts)}
        seen["needle"] = f"███ ██ {offered} ████ ██ █████"
        shown = (seen.get(kind, re.sub(r"\S", "█", offered)) for kind in told["shows"])
        return (
            f"{paragraph(told['ask'])}{bullets(map(labelled, told['who'], shown))}{paragraph(told['after'])}"
        )
