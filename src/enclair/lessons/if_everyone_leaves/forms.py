"""The forms of exercise 8: what each check can be answered with by clicking."""

from enclair.lessons.if_everyone_leaves import checks
from enclair.lessons.if_everyone_leaves.checks import CONTACTS, LINES, STATEMENTS
from enclair.views.fields import NUMBER, Choice, Parts, Rows, Several

PEOPLE = tuple(sorted({letter for pair in CONTACTS for letter in pair}))

FORMS = {
    "radius_and_centre": Parts({"radius": NUMBER, "diameter": NUMBER, "centre": Choice(PEOPLE)}),
    "lines_of_the_followers": Several(LINES, ordered=True),
    "followers": Parts({"followers": NUMBER, "threshold": NUMBER}),
    "who_says_so": Rows(tuple(STATEMENTS), Choice(checks.WORDS)),
}
