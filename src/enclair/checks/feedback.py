"""What a check gives back to a learner, and how it looks in a notebook."""

import html
from dataclasses import dataclass, field, replace
from importlib.resources import files
from typing import Any

from enclair.text.errors import PlainError
from enclair.text.formats import MIME
from enclair.text.locale import own_language, spoken, text

# Text takes the colour of the page around it, so that it is as readable as the theme itself, light or dark.
# Passed and not yet differ by word, sign and line (solid or dashed), not by colour.
_BOX = (
    '<div role="status" lang="{lang}" style="border-left: 4px {line} currentColor; padding: 4px 12px; '
    'margin: 8px 0; max-width: 72ch; line-height: 1.5; color: var(--jp-content-font-color1, inherit);">'
    '<p style="margin: 0 0 4px;"><strong><span aria-hidden="true">{sign} </span>{word}.</strong> '
    "{message}</p>"
    "{more}</div>"
)
# JupyterLab shows what stops a cell on red and breaks it in the middle of words. Nothing is broken here: the
# line below a feedback that did not pass is as quiet as a caption. (In a notebook that was run elsewhere
# JupyterLab leaves styles out, and the line looks as usual.)
_CSS = files(__package__).joinpath("feedback.css").read_text(encoding="utf-8")
_QUIET = f'<style class="enclair-not-yet">\n{_CSS}</style>'
_NEXT = '<p style="margin: 0;"><strong>{word}</strong> {step}</p>'


@dataclass(frozen=True)
@own_language
class Feedback:
    """What a learner reads about one answer.

    Attributes
    ----------
    passed
        Whether the answer holds.
    message
        What is right, or the one thing that is not, with the reason. Never the answer itself.
    misconception
        Stable name of the idea behind a wrong answer, "not-answered" for an empty one, "" when passed.
    next_step
        What to do now ("" if there is nothing to do).
    check
        Name of the check that gave it.
    lang
        Language of the words above, "en" or "fr".
    rule
        The rule of a task whose answers come from a closed list ("" for any other): after two tries at one
        place it is told instead, so that trying alone does not find the answers.
    note
        Name of the sentence that was told, where it is not that of the misconception.
    place, given
        Where in the answer something is not right, and the answer as text: what tells a new try from an old.
    """

    passed: bool
    message: str
    misconception: str = ""
    next_step: str = ""
    check: str = ""
    lang: str = field(default_factory=spoken)
    rule: str = ""
    note: str = ""
    place: str = ""
    given: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if self.passed == bool(self.misconception):
            raise ValueError(
                "A feedback that did not pass names its misconception, and one that passed has none; "
                f"found passed={self.passed} with misconception={self.misconception!r}."
            )

    def by_rule(self) -> "Feedback":
        """Return it with the rule in place of what is told."""
        step = text("Go through your whole answer again with this rule, one line after the other.")
        return replace(self, message=self.rule, next_step=step)

    @property
    def word(self) -> str:
        """The word "Passed" or "Not yet", in the language of the feedback."""
        return text("Passed" if self.passed else "Not yet")

    def __str__(self) -> str:
        lines = [f"{self.word}. {self.message}"]
        if self.next_step:
            lines.append(f"{text('What to do next:')} {self.next_step}")
        return "\n".join(lines)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        more = ""
        if self.next_step:
            more = _NEXT.format(word=html.escape(text("What to do next:")), step=html.escape(self.next_step))
        box = _BOX.format(
            lang=self.lang,
            line="solid" if self.passed else "dashed",
            sign="✓" if self.passed else "○",
            word=html.escape(self.word),
            message=html.escape(self.message),
            more=more,
        )
        if not self.passed:
            box += _QUIET
        data = {"passed": self.passed, "check": self.check, "misconception": self.misconception}
        if self.note:
            data["note"] = self.note
        return {"text/plain": str(self), "text/html": box, MIME: data}


class CheckFailed(PlainError, AssertionError):  # noqa: N818 - a learner reads this name
    """An answer did not pass its check.

    Its text is the feedback; in a notebook, where the feedback stands just above, one short line shows that
    the cell stopped there.
    """

    def __init__(self, feedback: Feedback) -> None:
        super().__init__(str(feedback))
        self.feedback = feedback

    def _render_traceback_(self) -> list[str]:
        return [text("Not yet: see above.", self.feedback.lang)]
