"""What lesson 5 shows, made for the tests that take all views and figures: see tests/views/shown.py."""

from enclair.lessons.traces.rivals_table import TOPICS

SHOWN = {
    "pupils": ('Pupils(shows="bars", birth=3)', {"home": 1}),
    "pupils, names": ('Pupils(shows="names")',),
    "pupils, coin": ('Pupils(shows="coin", yes=14, no=11)', {"lifted": True}),
    "pupils, noise": ('Pupils(shows="noise")', {"scale": 20}),
}
OF_CASE = {topic: f'rivals(case, topic="{topic}")' for topic in TOPICS}
OF_CASE["Growth"] = "explore(lambda: figures.Growth(case.users))"
