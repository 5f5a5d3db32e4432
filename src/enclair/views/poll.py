"""A poll of the class in which coins hide each answer: the tally, what it tells, and how little."""

import html
from typing import Any

import pandas as pd
import traitlets

from enclair.figures import style
from enclair.text.locale import by_language, capitalized, number, percent, sentences, text
from enclair.views import polling as rules
from enclair.views.view import View, paragraph

say = sentences(__package__)

#: Lines for the tally on paper.
_STYLE = style.style_sheet(__package__, "poll.twin.css")


class Poll(View):
    """Ask a class a question to which nobody has to answer openly, and estimate how many mean yes.

    The tally is how many said ``yes`` and ``no``. Nothing else is kept, and nothing about anyone.

    >>> from enclair import Poll
    >>> Poll(yes=18, no=12).estimate.share
    0.7
    """

    VIEW = "poll"
    SENTENCES = "poll"

    question = traitlets.Unicode(help='What is asked; "" for an example.')
    yes = traitlets.CInt(0, min=0, max=rules.MOST, help="How many said yes.")
    no = traitlets.CInt(0, min=0, max=rules.MOST, help="How many said no.")
    constants: Any = traitlets.Dict(help="The numbers by which the page estimates, as Python does.")
    told: Any = traitlets.Dict(help="What any such poll tells, with its numbers, by language.")

    def __init__(self, lang: str = "", *, question: str = "", yes: int = 0, no: int = 0) -> None:
        super().__init__(
            lang,
            [],
            question=question,
            yes=yes,
            no=no,
            constants={name.lower(): getattr(rules, name) for name in rules.CONSTANTS},
            told=by_language(lambda: {"hint": rules.hint(), "widths": rules.widths()}),
        )

    @property
    def estimate(self) -> rules.Estimate | None:
        """What the tally tells; None while nobody has answered."""
        return rules.estimate(self.yes, self.no) if self.yes + self.no else None

    def _estimated(self) -> str:
        """Return the numbers of the estimate; what they mean, the page tells."""
        estimate = self.estimate
        if estimate is None:
            return say("poll.page.empty")
        parts = {name: percent(100 * getattr(estimate, name)) for name in ("share", "low", "high")}
        return say("poll.estimated", **parts, points=rules.points(estimate.margin))

    def _html(self) -> str:
        asked = self.question or say("poll.page.question")
        steps = "".join(f"<li>{paragraph(self._said(step))}</li>" for step in self.page_sentences["steps"])
        counts = [number(count) if self.estimate else "" for count in (self.yes, self.no)]
        heads = [*map(capitalized, (text("yes"), text("no")))]
        tally = style.html_table(pd.DataFrame([counts], columns=heads))
        before = "".join(paragraph(say(f"poll.page.{name}")) for name in ("die", "care"))
        by_hand, kept = say("poll.page.by_hand"), say("poll.page.kept")
        after = "".join(map(paragraph, (self._estimated(), rules.hint(), by_hand, rules.widths(), kept)))
        return (
            f"{_STYLE}<p><strong>{html.escape(asked)}</strong></p><ol>{steps}</ol>{before}"
            f'<div class="enclair-tally">{tally}</div>{after}'
        )
