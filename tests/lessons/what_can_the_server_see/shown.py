"""What lesson 3 shows, made for the tests that take all views and figures: see tests/views/shown.py."""

from functools import partial

from enclair.lessons.what_can_the_server_see import Exchange, Grid, desk, policy

SHOWN = {
    "exchange": "Exchange(step=4)",
    "grid": 'Grid(case, part="services", guesses={"Telegram": "cloud", "Signal": "e2ee"})',
}
HTML = {"figure": "figures.alleged_offences(case.charges)", "policy": "policy(case)"}
OF_CASE = {"Grid": Grid, "desk": desk, "policy": policy}
#: In these Telegram stands whatever the case: real services beside each other, what others may see.
PROJECTED = {"Exchange": lambda case: Exchange(), "Grid": Grid, "desk": desk}
PAGES = {
    "Exchange": (
        lambda case: Exchange(),
        {
            "prime": 16_777_213,
            "alice": 12_345_678,
            "middle": True,
            "step": 6,
            "runs": {"24": [1_000_000_000, 16_777_211]},
        },
    ),
    "Grid": (
        partial(
            Grid,
            design="e2ee",
            predictions={"e2ee/server/text": "no", "e2ee/server/time": "no", "e2ee/judge/text": "no"},
            guesses={"Telegram": "plain", "WhatsApp": "e2ee"},
        ),
        {"by": "party"},
    ),
    "desk": (partial(desk, request="key", predictions={"e2ee/key/text": "yes", "cloud/key/text": "yes"}), {}),
}
DRAWN = {"alleged_offences": "charges"}
