"""The forms of exercise 7: what each check can be answered with by clicking."""

from enclair.lessons.deciding_together.checks import ATTACKS, CHANCE, LINES, MORE, POLLS, STATEMENTS, VERDICTS
from enclair.views.fields import NUMBER, WORDS, Choice, Parts, Rows, Several

FORMS = {
    "memo_sources": Rows(tuple(STATEMENTS), Choice(VERDICTS)),
    "lines_of_the_change_of_mind": Several(LINES, ordered=True),
    "more_reasons": Rows(ATTACKS, WORDS),
    "what_changed": Rows(tuple(POLLS), Parts({"points": NUMBER, "chance": Choice((CHANCE, MORE))})),
}
