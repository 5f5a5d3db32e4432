"""What lesson 6 shows, made for the tests that take all views and figures: see tests/views/shown.py."""

from enclair.lessons.judge_for_a_day import judging

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
    "Demands": "explore(lambda: figures.Demands(case.cases))",
    "judgment": 'figures.judgment(case.judgments, "podchasov", "decided")',
    "passages": 'figures.passages(case.judgments, ["podchasov-court"])',
    "russia_and_france": "figures.russia_and_france(case)",
}
