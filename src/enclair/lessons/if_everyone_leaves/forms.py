"""The forms of exercise 8: what each check can be answered with by clicking."""

from enclair.lessons.if_everyone_leaves.checks import CONTACTS, LINES, STATEMENTS, WORDS
from enclair.views.fields import Choice, Number, Parts, Rows, Several

PEOPLE = tuple(sorted({letter for pair in CONTACTS for letter in pair}))

FORMS = {
    "radius_and_centre": Parts({"radius": Number(), "diameter": Number(), "centre": Choice(PEOPLE)}),
    "lines_of_the_followers": Several(LINES, ordered=True),
    "followers": Parts({"followers": Number(), "threshold": Number()}),
    "who_says_so": Rows(tuple(STATEMENTS), Choice(WORDS)),
}
