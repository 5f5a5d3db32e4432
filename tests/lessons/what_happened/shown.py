"""What lesson 1 shows, made for the tests that take all views and figures: see tests/views/shown.py."""

SHOWN = {"decision": ("decide(case)",)}
HTML = {"ladder": "figures.procedure(case.procedure)"}
DRAWN = {"actor_map": "powers", "events_by_track": "timeline", "procedure": "procedure"}
