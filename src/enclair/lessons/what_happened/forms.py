"""The forms of exercise 1: what each check can be answered with by clicking."""

from enclair.lessons.what_happened.checks import GRADES, HAPPENED, LINES, STEPS, TO_GRADE
from enclair.views.fields import NUMBER, Choice, Gaps, Parts, Rows, Several

#: The types of source, in the order in which the exercise explains them.
SOURCES = ("primary", "press", "agency", "ngo", "blog", "state-media", "mirror")

FORMS = {
    "days_to_formal_investigation": Gaps(
        "(dates[{}] - dates[{}]).days", HAPPENED, before=('dates = events.set_index("id")["date"]',)
    ),
    "parsons_order": Several(LINES, ordered=True),
    "most_common_source": Parts({"source": Choice(SOURCES), "count": NUMBER}),
    "firmness": Rows(TO_GRADE, Choice(GRADES)),
    "steps_so_far": Several(tuple(STEPS), ordered=True),
}
