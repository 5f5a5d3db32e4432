"""The forms of exercise 3: what each check can be answered with by clicking."""

from enclair.lessons.what_can_the_server_see.checks import (
    LINES,
    MISSING,
    QUESTIONS,
    SAYINGS,
    SERVICES,
    UNREAD,
)
from enclair.views.fields import NUMBER, Choice, Gaps, Parts, Rows, Several

SETTING = Choice(("yes", "part", "no", UNREAD))

FORMS = {
    "three_settings": Rows(SERVICES, Parts(dict.fromkeys(QUESTIONS, SETTING))),
    "lines_of_the_key": Several(LINES, ordered=True),
    "broken_key": Parts({"secret": NUMBER, "key": NUMBER}),
    "vague_words": Rows(tuple(SAYINGS), Choice(MISSING), some=True),
    "seconds_to_try": Gaps("{} / {}", ("2**bits", "bits**2", "speed"), code=True),
}
