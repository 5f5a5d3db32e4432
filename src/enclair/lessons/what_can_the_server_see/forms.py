"""The forms of exercise 3: what each check can be answered with by clicking."""

from enclair.lessons.what_can_the_server_see import checks, visibility
from enclair.views.fields import NUMBER, Choice, Gaps, Parts, Rows, Several

SETTING = Choice(("yes", "part", "no", visibility.UNREAD))

FORMS = {
    "three_settings": Rows(checks.SERVICES, Parts(dict.fromkeys(checks.QUESTIONS, SETTING))),
    "lines_of_the_key": Several(checks.LINES, ordered=True),
    "broken_key": Parts({"secret": NUMBER, "key": NUMBER}),
    "vague_words": Rows(tuple(checks.SAYINGS), Choice(checks.MISSING), some=True),
    "seconds_to_try": Gaps("{} / {}", ("2**bits", "bits**2", "speed"), code=True),
}
