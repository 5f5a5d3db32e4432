"""The forms of exercise 5: what each check can be answered with by clicking."""

from enclair.lessons.traces import checks
from enclair.lessons.traces.checks import EXPLANATIONS, LINES, QUESTIONS
from enclair.views.fields import NUMBER, Choice, Gaps, Parts, Rows, Several

NUMBERS = ("nine_months[0]", "nine_months[1]", "year[0]", "year[1]")

FORMS = {
    "last_quarter": Gaps("({} - {}, {} - {})", NUMBERS, code=True),
    "users_per_request": Gaps("{} / {}", ("requests", "users"), code=True),
    "ruled_out": Rows(tuple(EXPLANATIONS), Choice(("possible", "ruled out"))),
    "lines_of_the_groups": Several(LINES, ordered=True),
    "hidden_among": Parts({"k": NUMBER, "known": NUMBER}),
    "what_the_report_tells": Rows(tuple(QUESTIONS), Choice(checks.WORDS)),
}
