"""The forms of exercise 6: what each check can be answered with by clicking."""

from enclair.lessons.judge_for_a_day.checks import CHANGES, CLAIMS, LINES, PASSAGES, VERDICTS
from enclair.lessons.judge_for_a_day.judging import GATES
from enclair.views.fields import NUMBER, Choice, Parts, Rows, Several

FORMS = {
    "press_claims": Rows(
        tuple(CLAIMS), Parts({"verdict": Choice(VERDICTS), "passage": Choice(tuple(PASSAGES))})
    ),
    "hardest_gate": Parts({"gate": Choice(tuple(GATES)), "share": NUMBER}),
    "lines_of_the_change": Several(LINES, ordered=True),
    "which_changes_tip": Several(tuple(CHANGES)),
}
