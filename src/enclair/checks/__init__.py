"""What an exercise calls to check an answer: ``check.NAME(answer)``.

The checks are pure functions, in the module ``checks`` of each lesson: each gives the feedback of an answer
that holds, and raises `IncorrectAnswer` for any other. `ask` one, and it is a feedback either way. A `Check`
is the notebook's side of them: it finds one by name, shows its feedback, and stops the cell where it does not
hold.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from enclair import unfinished
from enclair.checks.answers import ask
from enclair.checks.feedback import Answer, CheckFailed, Feedback, FeedbackBuilder, Pure
from enclair.text.errors import UnknownNameError
from enclair.text.locale import LANGUAGES, check_choice, current_locale, set_notebook_language, text
from enclair.text.plain import MIME

if TYPE_CHECKING:
    from enclair.case.model import Case

__all__ = ["MIME", "Check", "CheckFailed", "Feedback", "Pure", "ask"]

#: After so many answers to a closed list that are wrong at one place, the rule stands in place of where.
TRIES = 2
#: So many wrong answers to a closed list are judged while one cell runs: a loop finds nothing by trying.
IN_ONE_CELL = 3


class Check:
    """The object that exercises call: ``check.NAME(answer)``.

    An exercise sets its language in its first cell, ``check.lang = "fr"``. Answers are checked against the
    case Telegram, or a copy of it: ``check.case = load_case("path/of/the/folder")``. Another case is refused:
    questions speak of this one.
    """

    def __init__(self, checks: Mapping[str, Pure], case: "Case | None" = None) -> None:
        self._checks = checks
        self._case, self._is_copy = case, case is not None
        self._earlier: dict[str, dict[str, set[str]]] = {}
        self._in_cell: dict[str, list[int]] = {}

    @property
    def lang(self) -> str:
        """The language of the notebook, "en" or "fr"."""
        return current_locale()

    @lang.setter
    def lang(self, value: str) -> None:
        check_choice("check.lang", value, LANGUAGES)
        set_notebook_language(value)

    @property
    def case(self) -> "Case":
        """The case that answers are checked against, loaded when first needed."""
        if self._case is None:
            from enclair.case.model import load_case

            self._case = load_case("telegram")
        return self._case

    @case.setter
    def case(self, value: object) -> None:
        from enclair.case.model import check_case

        check_case("check.case", value, only=True)
        self._case, self._is_copy = cast("Case", value), True
        self._earlier.clear()

    def __getattr__(self, name: str) -> Callable[[Any], None]:
        """Return the check ``name``, ready to be called with an answer."""
        if name.startswith("_") or name not in self._checks:
            message = text("There is no check {name}. The checks are: {known}.")
            raise UnknownNameError(message.format(name=repr(name), known=", ".join(sorted(self._checks))))
        pure = self._checks[name]

        def run(answer: Answer) -> None:
            from IPython.display import display

            is_loop = self._in_cell.get(name, []).count(unfinished.runs["cells"] or -1) >= IN_ONE_CELL
            feedback = FeedbackBuilder(pure).not_yet("one-at-a-time") if is_loop else self._ask(name, answer)
            feedback = self._or_rule(name, replace(feedback, check=name))
            display(feedback)  # type: ignore[no-untyped-call]
            if not feedback.passed:
                raise CheckFailed(feedback)

        run.__name__, run.__doc__ = name, pure.__doc__
        return run

    def _ask(self, name: str, answer: Answer) -> Feedback:
        """Return the feedback on an answer; refuse a copy of the case that lacks what the check looks up."""
        try:
            return ask(self._checks[name], answer, self.case)
        except (KeyError, IndexError) as error:
            if not self._is_copy:
                raise
            from enclair.case.model import absent

            raise absent(f"check.{name}", error) from error

    def _or_rule(self, name: str, feedback: Feedback) -> Feedback:
        """Return the feedback, or its rule to whoever does not move on in a closed list.

        After `TRIES` answers that are wrong at one place the rule stands there, until another place is wrong;
        after as many at a second place until an answer passes. Running a cell twice is not a try.
        """
        earlier = self._earlier.setdefault(name, {})
        if feedback.passed:
            earlier.clear()
        if feedback.passed or not feedback.rule:
            return feedback
        self._in_cell[name] = [*self._in_cell.get(name, [])[-IN_ONE_CELL:], unfinished.runs["cells"]]
        earlier.setdefault(feedback.place, set()).add(feedback.given)
        stuck = [place for place, answers in earlier.items() if len(answers) > TRIES]
        return feedback.by_rule() if feedback.place in stuck or len(stuck) > 1 else feedback

    def __dir__(self) -> list[str]:
        return sorted([*self._checks, "case", "lang"])

    def __repr__(self) -> str:
        return f"check: {', '.join(sorted(self._checks))}"
