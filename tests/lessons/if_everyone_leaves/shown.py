"""What lesson 8 shows, made for the tests that take all views and figures: see tests/views/shown.py."""

SHOWN = {
    "network": ("explore(figures.Leaving, threshold=25)", {"round": 2}),
    "network, of steps": ("figures.centre(figures.leaving.classroom())",),
}
HTML = {"income": "figures.income(case)"}
OF_CASE = {"departures": "figures.departures(case.cases)"}
