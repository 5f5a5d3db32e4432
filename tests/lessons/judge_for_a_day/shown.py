"""What lesson 6 shows, made for the tests that take all views and figures: see tests/views/shown.py."""

from functools import partial

from enclair import explore
from enclair.lessons.judge_for_a_day import Gates, judging
from enclair.lessons.judge_for_a_day.figures import Demands, judgment, passages, russia_and_france

SHOWN = {
    "gates": (
        'Gates(case, measure="everything")',
        {
            "measure": "account",
            "rulings": {f"account/{gate}": ["yes", f"Why {gate}"] for gate in judging.GATES},
            "changed": {"account/check": "police"},
        },
    )
}
HTML = {
    "file": 'figures.judgment(case.judgments, "podchasov", "facts", "arguments")',
    "abreast": "figures.abreast(case.judgments)",
}
OF_CASE = {
    "Demands": lambda case: explore(partial(Demands, case.cases)),
    "Gates": Gates,
    "judgment": lambda case: judgment(case.judgments, "podchasov", "decided"),
    "passages": lambda case: passages(case.judgments, ["podchasov-court"]),
    "russia_and_france": russia_and_france,
}
DRAWN = {"abreast": "judgments"}
