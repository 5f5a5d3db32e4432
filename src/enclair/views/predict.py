"""Ask before showing: a prediction first, then the view, then both side by side.

Predicting before seeing is what makes a view teach (Crouch et al. 2004; Brod 2021). Only the view waits: the
traits of the widget behind it are never locked, so that code can always go on.
"""

import html
from collections.abc import Sequence
from typing import Any, Protocol

import ipywidgets
import traitlets

from enclair.figures import picture, style
from enclair.text.locale import spoken
from enclair.views import view as views

# Closed on a screen, so that one predicts first; open on paper, where nothing can be opened.
_STYLE = style.style_sheet(__package__, "predict.twin.css")


class Question(views.SharedWidget):
    """The question of a prediction; ``display`` turns from "none" to "" when the view may open."""

    VIEW = "predict"

    question = traitlets.Unicode(help="What is asked.").tag(sync=True)
    choices = traitlets.List(traitlets.Unicode(), help="What may be predicted; empty: free text.").tag(
        sync=True
    )
    prediction = traitlets.Unicode("", help="What the student predicted; it stays in this notebook.").tag(
        sync=True
    )
    display = traitlets.Unicode("none", help='CSS display of the view: "none" until it opens.').tag(sync=True)


class Showable(Protocol):
    """What a notebook shows in several forms: a widget of the kit, or a figure."""

    def _repr_mimebundle_(self) -> views.MimeBundle: ...


class Prediction(ipywidgets.VBox):
    """A question, and the view that opens once it is answered."""

    def __init__(self, question: Question, shown: ipywidgets.DOMWidget, twin: dict[str, str]) -> None:
        self._twin = twin  # the forms of the view that need no script
        shown.layout.display = question.display
        super().__init__([question, shown])
        # In the page, so that the view opens while the kernel is busy too.
        ipywidgets.jslink((question, "display"), (shown.layout, "display"))

    def __repr__(self) -> str:
        return f"Prediction({self.children[0].question!r})"

    def _repr_mimebundle_(self, **options: Any) -> views.MimeBundle:
        question, inner = self.children[0], self._twin
        plain = f"{question.question}\n\n{inner['text/plain']}"
        summary = f"<summary>{html.escape(question.question)}</summary>"
        page = f'{_STYLE}<details class="enclair-twin">{summary}{inner["text/html"]}</details>'
        return views.with_plain(super()._repr_mimebundle_(**options), plain, page)


def _plain(shown: Showable) -> dict[str, str]:
    """Return the forms of a view that need no script."""
    bundle = shown._repr_mimebundle_()
    bundle = (bundle[0] if isinstance(bundle, tuple) else bundle) or {}
    plain = bundle.get("text/plain", "")
    return {"text/plain": plain, "text/html": bundle.get("text/html", f"<pre>{html.escape(plain)}</pre>")}


def predict(shown: Showable, question: str, choices: Sequence[str] = (), lang: str = "") -> Prediction:
    """Ask ``question``, and show ``shown`` once a prediction was made.

    Parameters
    ----------
    shown
        A widget of the kit, or a figure of `enclair.figures`.
    question
        One sentence that can be answered by a guess.
    choices
        What may be predicted; without any, a free sentence.
    lang
        "en" or "fr"; by default that of ``shown``.
    """
    lang = lang or getattr(shown, "lang", spoken())
    twin = _plain(shown)
    if not isinstance(shown, ipywidgets.DOMWidget):
        shown = ipywidgets.HTML(picture.drawn_by_page(twin["text/html"]))
    question_view = Question(
        question=question, choices=list(choices), lang=lang, words=views.words(Question.HOME)
    )
    return Prediction(question_view, shown, twin)
