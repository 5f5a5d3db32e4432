"""The forms of exercise 4: what each check can be answered with by clicking."""

from enclair.lessons.needles_and_haystacks.checks import (
    ANSWERS,
    ASKED,
    CARDS,
    FIGURES,
    LINES,
    THRESHOLDS,
    WHOLES,
)
from enclair.views.fields import NUMBER, Choice, Gaps, Parts, Rows, Several

FORMS = {
    "part_of_what": Rows(tuple(FIGURES), Parts({"whole": Choice(WHOLES), "percent": NUMBER})),
    "lines_of_the_alarms": Several(LINES, ordered=True),
    "share_of_right_alarms": NUMBER,
    "outcomes_of_thresholds": Rows(ASKED, Parts({"missed": NUMBER, "false": NUMBER})),
    "threshold_for_my_price": Parts({"price": NUMBER, "threshold": Choice(tuple(THRESHOLDS))}),
    "what_is_left_out": Rows(tuple(ANSWERS), Choice(CARDS)),
    "rate_for_one_half": Gaps(
        "{} / {}",
        ("right", "allowed", "base", "hit"),
        code=True,
        before=("right = base * hit", "allowed = 1 - base"),
    ),
}
