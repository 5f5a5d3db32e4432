"""What lesson 1 shows, made for the tests that take all views and figures: see tests/views/shown.py."""

SHOWN = {"decision": ("decide(case)",)}
HTML = {"ladder": "figures.procedure(case.procedure)", "powers": "figures.actor_map(case.powers)"}
