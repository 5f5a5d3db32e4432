"""Ask before showing: a prediction first, then the view, then both side by side.

Predicting before seeing is what makes a view teach (Crouch et al. 2004; Brod 2021). Only the view waits: the
traits of the widget behind it are never locked, so that code can always go on. The next folded text of the
section explains the view: it waits, too, where scripts run (``asked.js``), and is folded everywhere else.
"""

import html
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

import ipywidgets
import traitlets

from enclair.figures import style
from enclair.figures.described import DescribedFigure, drawn_by_page
from enclair.text.locale import current_locale, text, use_locale
from enclair.views import view as views
from enclair.views.explore import Explore
from enclair.views.quote import Quotation
from enclair.views.under_bars import UnderBars

# Closed on a screen, so that one predicts first; open on paper, where nothing can be opened.
_STYLE = style.style_sheet(__package__, "predict.twin.css")


class Asked(views.SharedWidget):
    """A question that a guess answers; ``display`` turns from "none" to "" when the view may open."""

    question = traitlets.Unicode(help="What is asked.")
    display = traitlets.Unicode("none", help='CSS display of the view: "none" until it opens.')


class Question(Asked):
    """A question that is answered by a choice, or in words."""

    VIEW = "predict"

    choices = traitlets.List(traitlets.Unicode(), help="What may be predicted; empty: free text.")
    places: Any = traitlets.List(help="Where each choice stands on what opens, None where it has no place.")
    prediction = traitlets.Unicode("", help="What the student predicted; it stays in this notebook.")
    about: Any = traitlets.List(help="What the question is about: what it is, then line by line; or nothing.")
    to_do = traitlets.Unicode(help="What to do with the view, where only that shows what came out.")
    under: Any = traitlets.Dict(help="The `quoted` of `under_bars`, whose bars the answer lifts; or nothing.")


#: What a notebook shows in several forms: a widget of the kit, or a figure.
Showable: TypeAlias = Any


class Prediction(ipywidgets.VBox):
    """A question, and the view that opens once it is answered; ``own`` is what it itself tells, as HTML.

    Where the page has all that ``shown`` shows (``repeated``), it leaves out the picture, or the quotation.
    """

    def __init__(self, question: Asked, shown: Showable, own: str = "", *, repeated: bool = False) -> None:
        bundle = shown._repr_mimebundle_()
        forms: Any = bundle[0] if isinstance(bundle, tuple) else bundle or {}
        page = forms.get("text/html", f"<pre>{html.escape(forms.get('text/plain', ''))}</pre>")
        if repeated:
            page, named, below = f'<div class="enclair-repeated">{page}</div>', "", ""
            if isinstance(shown, DescribedFigure):  # whoever sees no picture hears what it shows
                with use_locale(question.lang):
                    below = shown.told(text("All that was counted, as a table"))
                named = f' role="group" aria-label="{html.escape(shown.alt)}"'
            drawn = f'<div class="enclair-repeated"{named}>{below}</div>'
        else:
            # As wide as there is room: a widget of HTML grows to the widest of what is in it, and is cut. Its
            # script runs where no still picture is needed.
            drawn = f'<div style="contain: inline-size">{drawn_by_page(page)}</div>'
        box: Any = shown if isinstance(shown, ipywidgets.DOMWidget) else ipywidgets.HTML(drawn)
        self._page = (own and f'<div class="enclair-to-draw">{own}</div>') + page
        box.layout.display = question.display
        super().__init__([question, box])
        # In the page, so that the view opens while the kernel is busy too.
        ipywidgets.jslink((question, "display"), (box.layout, "display"))

    def _repr_mimebundle_(self, **options: Any) -> views.MimeBundle:
        summary = f"<summary>{html.escape(self.children[0].question)}</summary>"
        page = f'{_STYLE}<details class="enclair-twin">{summary}{self._page}</details>'
        return views.with_static_forms(super()._repr_mimebundle_(**options), page)


def predict(
    shown: Showable,
    question: str,
    choices: Sequence[str] | Mapping[str, float | str | None] = (),
    under: UnderBars | None = None,
) -> Prediction:
    """Ask ``question``, and show ``shown``, a widget of the kit or a figure, once a prediction was made.

    ``choices`` are what may be predicted; without any, a free sentence. With a place for each, the guess that
    somebody makes is stamped there: a number on the axis of a figure, the number of a row, a day (ISO) of a
    timeline; None where a choice has no place.
    The question may be about a quotation that lies `under` bars, which the answer lifts; it may be ``shown``.
    """
    places: Any = [*choices.values()] if isinstance(choices, Mapping) else []
    if isinstance(shown, DescribedFigure):
        shown.stamp(places)
    if isinstance(shown, Explore):
        shown.show_answer()
    asked = Question(
        question=question,
        choices=list(choices),
        places=places,
        about=getattr(shown, "about", []),
        to_do=getattr(shown, "to_do", ""),
        under=under.quoted if under else {},
        lang=getattr(shown, "lang", current_locale()),
        words=views.words(Question.HOME),
    )
    repeated = bool(under) and isinstance(shown, Quotation)
    return Prediction(asked, shown, under.barred() if under else "", repeated=repeated)
