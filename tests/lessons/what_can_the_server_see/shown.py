"""What lesson 3 shows, made for the tests that take all views and figures: see tests/views/shown.py."""

from enclair.lessons.what_can_the_server_see import Exchange, Grid, desk, policy

SHOWN = {
    "exchange": "Exchange(step=4)",
    "grid": 'Grid(case, part="services", guesses={"Telegram": "cloud", "Signal": "e2ee"})',
}
HTML = {"figure": "figures.alleged_offences(case.charges)", "policy": "policy(case)"}
OF_CASE = {"Grid": Grid, "desk": desk, "policy": policy}
#: In these Telegram stands whatever the case: real services beside each other, what others may see.
NOT_OF_A_CASE = ("Grid", "desk")
PROJECTED = {"Exchange": lambda case: Exchange(), "Grid": Grid, "desk": desk}
NEEDED = {"Grid": {"messengers": 16}, "desk": {"powers": 8}}
DRAWN = {"alleged_offences": "charges"}
